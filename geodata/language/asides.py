"""What tells of the saying alone, and is part of no statement: where an article was filed, who would not be named."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from geodata.language.timewords import DAY_NAME, MONTH_NAME

_DATELINE = re.compile(
    r"(?P<town>[^\W\d_][\w.'’-]{2,})(?P<more>(?:[ ,]+[\w.,'’/ ]{0,50}?)?(?:\([^()\n]{2,40}\))?)"
    r"\s*(?:—|–|--|\s-)\s*(?=\S)"
)
"""A name, what else stands with it, and a dash."""

_FILED_WITH_COLON = re.compile(
    r"(?P<town>[^\W\d_][\w.’'-]{2,}(?: [^\W\d_][\w.’'-]+){0,3})(?:, [^\n:]{2,30})?:\s+(?=[A-Z“\"])"
)
_TURN = re.compile(r"^[A-Z][A-Z.’'-]+(?: [A-Z.’'-]+){0,3}:\s", re.MULTILINE)
FEWEST_TURNS = 3
"""Lines that a name in capitals and a colon open, from which on a text is one of several who speak in turn."""

_FILED = re.compile(rf"(?: [^\W\d_a-z]\w+)*,.*(?:{MONTH_NAME}\s+\d|\d\s+{MONTH_NAME})")
"""What follows the name of a town that is not in capitals, where an article was filed there: " José, June 5"."""

_WEEKDAY = re.compile(rf" {DAY_NAME}day,")
"""What makes a day of it: "Last Monday, June 5 -"."""

_HOW = r"(?:(?:speaking|talking|who (?:spoke|talked|(?:was|were) speaking)) )?on (?:the )?condition "
_UNNAMED = r"(?:(?:he|she|they) not be (?:named|identified)|(?:his|her|their) names? (?:not )?be \w+)"

ANONYMITY = re.compile(
    rf"(?:{_HOW}(?:of anonymity|(?:that )?{_UNNAMED})"
    rf"|(?:who asked|asking) (?:that {_UNNAMED}|not to be (?:named|identified)"
    r"|to (?:remain|stay) (?:unnamed|anonymous))"
    r"|(?:who )?(?:declin|refus)(?:ed|ing) to be (?:named|identified)(?! as\b))\b"
    r"(?:,? (?:because|as|since|for fear) [^,.;]+?(?=,| said\b| told\b|$|[.;]))?,?\s*"
)
"""How somebody spoke, and nothing that was said: "on condition of anonymity because they were not allowed to speak"."""

ABOUT_NAMING = re.compile(
    r"(?:He|She|They|Both|All|The (?:official|source|officer|diplomat|person|man|woman)s?) "
    rf"(?:(?:asked|requested|wanted|wished|preferred) (?:that {_UNNAMED}|not to be (?:named|identified)|anonymity"
    rf"|to (?:remain|stay) (?:unnamed|anonymous))|(?:declined|refused) to be (?:named|identified)"
    rf"|(?:spoke|talked) on (?:the )?condition (?:of anonymity|(?:that )?{_UNNAMED}))\b"
)
"""A sentence that says nothing but that a source would not be named, and why."""


def behind_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins behind the place and day of filing: "HOMS (AP) —", "HOMS:", "Homs, June 5 -".

    Parameters
    ----------
    text : str
        The article's text.
    start, end : int
        The sentence; where it has no such beginning, `start` is returned.
    """
    with_colon = _FILED_WITH_COLON.match(text, start, end)
    if with_colon and with_colon["town"].isupper() and not speaks_in_turns(text):
        return with_colon.end()
    match = _DATELINE.match(text, start, end)
    if match is None:
        return start
    filed = match["town"].isupper() or (match["town"][0].isupper() and _FILED.match(match["more"]))
    return match.end() if filed and not _WEEKDAY.match(match["more"]) else start


@lru_cache(maxsize=4)
def speaks_in_turns(text: str) -> bool:
    """Tell whether a text is a transcript: lines that open with who speaks, "REYES: It rained."."""
    return sum(1 for _ in islice(_TURN.finditer(text), FEWEST_TURNS)) == FEWEST_TURNS


def turn(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return who speaks in a sentence that opens a turn of a transcript, as `[start, colon)`; else None."""
    match = _TURN.match(text, start, end)
    return (start, text.index(":", start)) if match and speaks_in_turns(text) else None
