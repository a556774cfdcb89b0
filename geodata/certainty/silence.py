"""Words that say nothing about a thing: "declined to comment", "did not respond to a request", "made no comment"."""

from __future__ import annotations

import re

_NOT = r"(?:not|n't|never)(?: \w+ly| yet| been| even)*"
_ASKED = r"(?:requests?|questions?|e-?mails?|messages?|inquir\w+|enquir\w+|(?:phone )?calls?|letters?)"
_TELL = (
    r"(?:comment|answer|respond|elaborate|discuss|speak|talk|say|give|provide|confirm|specify|speculate|disclose"
    r"|identify|name|reveal|explain|be drawn|be interviewed|go into)"
)
_OPEN = r"(?:how|why|when|where|who|whom|what|which|whether|if)"
_SILENT = re.compile(
    rf"\b{_NOT} comment(?:ed)?\b"
    rf"|\b{_NOT} (?:respond|repl(?:y|ied)|answer)(?:ed)?(?:\s*$| (?:to )?[^,;]*\b{_ASKED}\b)"
    rf"|(?:\b|(?=n't)){_NOT} (?:say|said|explain(?:ed)?|specif(?:y|ied)|disclosed?|revealed?) {_OPEN}\b"
    rf"|\b{_NOT} return(?:ed)? [^,;]*\b{_ASKED}\b"
    rf"|\bcould not (?:\w+ly )?be (?:reached|contacted) (?:\w+ )?for\b"
    rf"|\b(?:{_NOT} |un)(?:available|reachable) for (?:\w+ )?(?:comment|interview)"
    rf"|\b(?:declin|refus)(?:e|es|ed|ing) (?:\w+ly )?to {_TELL}\b"
    r"|\b(?:made|had|gave|offered|issued|was|were) no (?:\w+ )?(?:comment|response|answer|reply)\b"
)
"""In lower case; "the patient did not respond to treatment" and "could not be reached by road" are none."""


def is_silence(words: str) -> bool:
    """Tell whether words, in lower case, tell that somebody would not say anything: neither yes nor no.

    Parameters
    ----------
    words : str
        A clause, with its cue in front where it has one ("declined to comment").
    """
    return _SILENT.search(words) is not None
