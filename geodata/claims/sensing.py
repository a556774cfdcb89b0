"""What a cue makes of the words that it introduces: its class, its tense, and whether it is turned round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.certainty import CueSense
from geodata.certainty.silence import is_silence
from geodata.language.wordtables import cue_nouns, cues
from geodata.models import Attribution, Document


def cue_sense(document: Document, attribution: Attribution | None) -> CueSense:
    """Return the class of an attribution's cue, whether it stands in the past, and whether it is negated."""
    if attribution is None or attribution.cue_start is None:
        return CueSense()
    said = document.text[attribution.cue_start : attribution.cue_end].lower().replace("’", "'").split()
    before = document.text[max(0, attribution.cue_start - BEFORE_CUE) : attribution.cue_start].lower()
    denied = any(word in _NOT or word.endswith("n't") for word in said)
    content = _content_of(document, attribution).split()
    if is_silence(" ".join(said + content)) or _is_left_open([*before.split(), *said], content):
        return CueSense("silence")
    negated = denied or bool(_NO_GROUND.search(before))
    past = any(word.endswith("ed") or word in _PAST_CUES for word in said)
    if negated and set(said) & _RAISING:
        return CueSense("doubt", past)  # "do not believe it was": probably it was not
    if negated and {"rule", "out"} <= set(said):
        return CueSense("possibility", past)  # "does not rule out that it was"
    kind = "denial" if said[-1:] and said[-1] in cue_nouns() and _REJECTING.search(before) else _cue_kind(said)
    return CueSense(kind, past, negated)


def _content_of(document: Document, attribution: Attribution) -> str:
    """Return the words that follow a cue as its content, in lower case."""
    behind = (span for span in attribution.content_spans if span[0] >= (attribution.cue_end or 0))
    return document.text[slice(*next(behind, (0, 0)))].lower().replace("’", "'")


def _is_left_open(said: Sequence[str], content: Sequence[str]) -> bool:
    """Tell whether a content is a question that the cue does not answer: "a quarrel over who had ordered it"."""
    opening = content[:1]
    return opening == ["whether"] or (bool(_ASKING.intersection(opening)) and not _OPEN.isdisjoint(said))


_ASKING = frozenset({"who", "whom", "whose", "what", "which", "how", "why", "where", "when"})
_OPEN = frozenset(
    {
        "quarrel",
        "quarrels",
        "quarrelled",
        "dispute",
        "disputes",
        "debate",
        "debates",
        "debated",
        "argument",
        "arguments",
    }
    | {"argued", "row", "disagree", "disagreed", "disagreement", "question", "questions", "questioned", "controversy"}
    | {
        "asked",
        "asks",
        "ask",
        "asking",
        "wonder",
        "wondered",
        "doubt",
        "doubts",
        "confusion",
        "speculation",
        "discussed",
    }
    | {"unclear", "investigate", "investigating", "investigated", "investigation", "inquiry", "examine", "examining"}
)
"""Words of cues behind which a question stays one; "explained how it fell" answers it."""

_NOT = frozenset({"not", "never", "cannot"})

BEFORE_CUE = 40
"""Characters before a cue that can turn it round: "rejected claims that", "no evidence that"."""

_NO_GROUND = re.compile(r"\b(?:no|without|little|scant|lack of)(?: \w+)? $")
_REJECTING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)|rebut(?:s|ted)?"
    r"|disput(?:es?|ed|ing)|contradict(?:s|ed|ing)?|debunk(?:s|ed|ing)?|dispel(?:s|led|ling)?|brushed aside"
    r"|scoffed at)(?: \w+){0,2} $"
)


_RAISING = frozenset({"believe", "think", "expect", "suppose", "imagine", "believed", "expected"})
"""Verbs whose negation is meant of what they govern."""

_PAST_CUES = frozenset({"said", "told", "wrote", "had", "was", "were", "thought", "felt", "found", "knew", "swore"})


def _cue_kind(said: Sequence[str]) -> str:
    for word in reversed(said):
        if word in cue_nouns() and len(said) != 1:
            return cue_nouns()[word]
        matching = [cue for cue in cues().get(word, ()) if cue.particle is None or cue.particle in said]
        if matching:
            return matching[0].kind
        if word in cue_nouns():
            return cue_nouns()[word]
    return "neutral"
