"""Sources and contents without what only stands beside them: "Outside court, his brother", "that it rained"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geodata.language.phrases import Span
from geodata.language.quotations import Quotations
from geodata.language.timex import find_timexes
from geodata.language.wordtables import naming_forms

_LINKING = re.compile(
    r",? (?:however|though|too|meanwhile|also|in turn|instead|for (?:his|her|its|their) part),?$", re.IGNORECASE
)
"""What links a sentence to the one before it, behind its subject."""

_LINK = re.compile(r"[A-Z]?[a-z]+(?: [a-z]+){0,3},\s+")
"""A few words before a comma, none of them a name or a number."""

_SETTING = re.compile(r"(?:Outside|Inside|In|At|On|Near|During|After|Before|Earlier|Later)\b[^,]{0,40}, (?=\S)")
"""A place or time before a source: "Outside court, his brother"."""

_ACCORDING = re.compile(r"according to\s+", re.IGNORECASE)
_PRONOUN_BEHIND = re.compile(r"(?P<before>.*\S) (?P<pronoun>he|she|it|they|we|I)", re.DOTALL)
"""A pronoun in a relative clause without its "that", or behind another phrase: "a charge it", "In it she"."""

_JOINING = re.compile(r"\b(?:and|or|with|on|to|by|of|for|about|from|at|behind|near|into|after|under)$|, an? \w+ who ")
"""What keeps a pronoun with the words before it: "the US and it", "a miner who had been briefed on it"."""

_WHICH = frozenset({"which", "that", "whom", "who"})
_BEHIND_WHICH = re.compile(r", (?:which|whom) [^,;.]*$")
_OWN_NAME = re.compile(r", (?:which|whom) (?:he|she|it|they) (?:(?:has|had|have|also|later) ){0,2}(?P<verb>\w+)")
LONGEST_CLAUSE = 60
"""Characters before a cue in which the "which" of its clause stands."""

_QUESTION = re.compile(r"(?:how|why|when|where|who|whom|what|which)\b")
_UNSAID = re.compile(
    r"(?:\b(?:not|never|cannot)|n['’]t)(?: \w+ly| yet| even)?"
    r" (?:say|said|explain(?:ed)?|specif(?:y|ied)|disclosed?|revealed?)$"
)
LONGEST_DENIAL = 20
"""Characters before a cue in which its "not" stands."""

_HALF_TIME = re.compile(r"\s+(?:last|next|this|late|early)$")
_BLAMING = frozenset({"accusing", "blaming", "urging", "denying", "criticising", "criticizing", "condemning"})
LONGEST_WITH = 6  # characters of "with " and what parts it from the word before
_WITH = re.compile(r"\bwith $")
_THAT = re.compile(r"(?:(?:adding|saying|noting|stressing|warning|insisting)\s+)?that\s+")


def tidied(text: str, span: Span) -> Span:
    """Return a source as `[start, end)` without setting, linking words, and what a lone pronoun hangs on.

    Parameters
    ----------
    text : str
        The article's text.
    span : tuple of int
        The source as it was read.
    """
    start, end = span
    according = _ACCORDING.match(text, start, end)  # "..., according to the ministry, which said"
    start = according.end() if according else start
    linking = _LINKING.search(text, start, end)
    end = linking.start() if linking and linking.start() > start else end
    setting = _SETTING.match(text, start, end)
    start = setting.end() if setting and text[setting.end() : end].strip() else start
    pronoun = _PRONOUN_BEHIND.fullmatch(text, start, end)
    if pronoun and "," not in pronoun["before"] and not _JOINING.search(pronoun["before"]):
        return pronoun.span("pronoun")
    return start, end


def only_links(text: str, span: Span) -> bool:
    """Tell whether a few words only join a sentence to the one before it: "In addition, ", not "On Friday, "."""
    return _LINK.fullmatch(text, *span) is not None and not find_timexes(text, *span)


def calls_antecedent(text: str, cue: Span, content: Span) -> bool:
    """Tell whether a cue only names what stands before its clause: ", which he described as unsafe" states nothing."""
    names = text[slice(*cue)].lower().split()[-1:]
    if not names or names[0] not in naming_forms():
        return False
    return (
        text[slice(*content)].lower() in _WHICH
        or _BEHIND_WHICH.search(text, max(0, cue[0] - LONGEST_CLAUSE), cue[0]) is not None
    )


def is_left_unsaid(text: str, cue: Span, contents: Sequence[Span]) -> bool:
    """Tell whether somebody only leaves a question open: "She did not say [how she had counted]" is the article's."""
    behind = [span for span in contents if span[0] >= cue[1]]
    asks = bool(behind) and len(behind) == len(contents) and _QUESTION.match(text, behind[0][0]) is not None
    return asks and _UNSAID.search(text, max(0, cue[0] - LONGEST_DENIAL), cue[1]) is not None


def is_beside(text: str, speaker: Span, cue: Span) -> bool:
    """Tell whether a cue stands in a phrase with "with": "fired at each other, with each side accusing the other"."""
    before = max(0, speaker[0] - LONGEST_WITH)
    return text[slice(*cue)] in _BLAMING and _WITH.search(text, before, speaker[0]) is not None


def opens_with_own_name(text: str, start: int) -> bool:
    """Tell whether a content goes on with what its speaker calls a thing in it: "the dam, [which he called unsafe]"."""
    found = _OWN_NAME.match(text, start)
    return found is not None and found["verb"].lower() in naming_forms()


def bare_cue(text: str, span: Span) -> Span:
    """Return a cue without half of a time: "warned last" of "warned last week"."""
    half = _HALF_TIME.search(text, *span)
    return (span[0], half.start()) if half and half.start() > span[0] else span


def bare_content(text: str, span: Span, quotations: Quotations) -> Span:
    """Return a content without the "that" which opens it, and without the quotation marks around all of it."""
    start, end = span
    that = _THAT.match(text, start, end)
    start = that.end() if that else start
    quotation = quotations.at(start)
    if quotation is not None and (quotation.start, quotation.end) == (start, end):
        return quotation.inner_start, quotation.inner_end
    return start, end
