"""Expressions of time as they stand in a text: found by pattern, not yet turned into days."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NUMBERS = {
    name: value
    for value, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}

_DAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?:\.|\b(?=\s\d)))"
)
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_UNIT = r"(?P<unit>second|minute|hour|day|week|weekend|month|year|decade)s?"
_COUNT = rf"(?P<count>an?|\d{{1,4}}|{'|'.join(list(NUMBERS)[1:])}|several|a few|a couple of|some|half an)"
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night))?"
_OPEN = r"(?:(?P<open>since|until|till|by|before|after|from)\s+)"
_OPEN_END = r"(?:early\s+|late\s+|mid-?)?"

# One pattern a line: a table is easier to check than wrapped text.
# ruff: noqa: E501
_KINDS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<iso>(?:1[6-9]|20)\d\d-[01]\d-[0-3]\d)"),
    ("date", rf"{_OPEN}?(?:{_DAY},?\s+)?(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b"),
    ("date", rf"{_OPEN}?(?:{_DAY},?\s+)?{_MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*(?:%|percent|people))(?:,?\s+{_YEAR}\b)?"),
    ("month", rf"{_OPEN}?{_OPEN_END}{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR}|\s+(?P<which>last|next|this)\s+year)\b"),
    ("month", rf"(?:(?P<open>since|until|till|by|before|after|from|in|during|throughout)\s+){_OPEN_END}(?:(?P<which>last|next|this)\s+)?{_MONTH}(?!\s+\d)"),
    ("month", rf"(?P<which>last|next|this)\s+{_MONTH}"),
    ("weekday", rf"{_OPEN}?(?:(?P<which>last|next|this|past|coming)\s+)?(?:early\s+|late\s+)?{_DAY}{_PART}\b"),
    ("relative", rf"{_OPEN}?the\s+day\s+(?P<beyond>before yesterday|after tomorrow)"),
    ("relative", rf"{_OPEN}?(?P<near>yesterday|today|tonight|tomorrow|overnight|last night|this morning|this afternoon|this evening){_PART}\b"),
    ("period", rf"{_OPEN}?(?:earlier\s+|later\s+|early\s+|late\s+)?(?P<which>last|next|this|past|coming)\s+(?P<unit>week|weekend|month|year|decade)\b"),
    ("ago", rf"(?:(?:about|around|nearly|almost|more than|over|at least)\s+)?{_COUNT}\s+{_UNIT}\s+(?P<dir>ago|earlier)\b"),
    ("event", rf"(?:(?:about|around|nearly|almost|less than|more than|just|shortly|up to)\s+)?(?:{_COUNT}\s+{_UNIT}\s+|(?:shortly|just|soon|immediately)\s+)(?P<dir>before|after)\b"),
    ("in", rf"(?:in|within)\s+{_COUNT}\s+{_UNIT}(?:'|’)?\s+time\b"),
    ("vague", rf"(?:in|over|during|for|within)\s+(?:the\s+)?(?:recent|past|last|coming|next)\s+(?:{_COUNT}\s+)?{_UNIT}"),
    ("vague", r"(?:recently|lately|in the past|in recent times|these days|nowadays|currently|so far this year)\b"),
    ("year", rf"(?:(?P<open>since|until|till|by|before|after|from|in|during|throughout)\s+)(?:early\s+|late\s+|mid-?)?{_YEAR}\b(?!\s+(?:people|men|women|soldiers|troops))"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"\b{pattern}", re.IGNORECASE)) for kind, pattern in _KINDS)
_PRECEDED = re.compile(r"(?:\b(?:on|at|in|by|early|late)\s+)+$", re.IGNORECASE)
_LOOK_BACK = 20
"""Characters before an expression in which its preposition stands ("late on")."""


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression of time, ``[start, end)``; `parts` are the named pieces its pattern found."""

    start: int
    end: int
    kind: str
    parts: tuple[tuple[str, str], ...]

    def part(self, name: str) -> str | None:
        """Return one piece in lower case, or None."""
        for key, value in self.parts:
            if key == name:
                return value.lower()
        return None


def find_timexes(text: str, start: int, end: int) -> list[Timex]:
    """Return the expressions of time in ``text[start:end]`` from left to right, without overlaps."""
    found: list[Timex] = []  # in order and apart, so that only two neighbours can overlap a new one
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            at = bisect_left(found, match.start(), key=_start)
            if _is_time(match) and not any(_overlap(match, other) for other in found[max(0, at - 1) : at + 1]):
                found.insert(at, _timex(kind, match))
    return found


def _start(timex: Timex) -> int:
    return timex.start


def _overlap(match: re.Match[str], other: Timex) -> bool:
    return match.start() < other.end and other.start < match.end()


def _is_time(match: re.Match[str]) -> bool:
    """Keep "may" and "march" out unless they are written as months."""
    groups = match.groupdict()
    month, weekday = groups.get("month"), groups.get("weekday")
    return all(name is None or name[:1].isupper() for name in (month, weekday))


def _timex(kind: str, match: re.Match[str]) -> Timex:
    parts = tuple((name, value) for name, value in match.groupdict().items() if value)
    return Timex(match.start(), match.end(), kind, parts)


def with_preposition(text: str, timex: Timex, floor: int) -> int:
    """Return where the phrase of the expression begins: "on Wednesday" begins at its "on"."""
    from_here = max(floor, timex.start - _LOOK_BACK)
    match = _PRECEDED.search(text[from_here : timex.start])
    return from_here + match.start() if match else timex.start
