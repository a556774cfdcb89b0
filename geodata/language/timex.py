"""Expressions of time as they stand in a text: found by pattern, not yet turned into days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from geodata.language.timewords import (
    ABOUT,
    ANY_YEAR,
    CLOCK,
    COUNT,
    DAY,
    DAY_NAME,
    EDGE,
    HOLIDAYS,
    MONTH,
    MONTH_NAME,
    NUMBER,
    PART,
    SOME_EDGE,
    UNIT,
    WHICH,
    YEAR,
)

UNDATED = frozenset({"length", "set", "clock", "name"})
"""Kinds that are about time and give no date: how long, how often, at what hour, a paper called after a day."""

_LAST_YEAR = r"(?P<year_which>last|next|this|the)\s+year"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{YEAR}|{_LAST_YEAR})\b)"
_FORE = r"(?:the\s+)?"
_DATED = rf"(?:{DAY},?\s+(?:the\s+)?)?"
_NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|last|final)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_HOLIDAY = rf"(?P<holiday>{'|'.join(sorted(HOLIDAYS, key=len, reverse=True))})"
_EVENT_UNIT = r"(?P<unit>day|night|morning|evening|afternoon|week|weekend|month|year|season|decade)"

# One pattern a line: a table is easier to check than wrapped text. Earlier lines win where two overlap.
# ruff: noqa: E501
_KINDS: tuple[tuple[str, str], ...] = (
    ("set", rf"(?:every|each)\s+(?:other\s+|second\s+|{COUNT}\s+)?(?:{DAY_NAME}day|{MONTH_NAME}|days?|weeks?|months?|years?|seasons?|mornings?|afternoons?|evenings?|nights?|hours?|minutes?|summer|winter|spring|autumn|weekends?)\b"),
    ("set", rf"(?:once|twice|(?:\d{1,2}|two|three|four|five|six)\s+times)\s+(?:an?|per|every|each)\s+{UNIT}\b"),
    ("set", rf"(?:{DAY_NAME}days|daily|weekly|monthly|annually|nightly)\b"),
    ("name", rf"(?:Black|Good|Bloody|Ash|Palm|Easter|Holy|Super|the)\s+{DAY_NAME}day(?=\s+(?!{MONTH_NAME})[A-Z])"),
    ("name", rf"(?:Black|Good|Bloody|Ash|Palm|Easter|Holy|Super)\s+{DAY_NAME}day\b"),
    ("iso", rf"(?P<iso>{ANY_YEAR}-[01]\d-[0-3]\d)\b"),
    ("slash", rf"(?P<one>\d{{1,2}})(?P<sign>[./])(?P<two>\d{{1,2}})[./]{YEAR}\b"),
    ("week of", rf"{_FORE}week\s+(?:of|beginning|starting)\s+(?:{DAY},?\s+)?(?:(?P<day>{NUMBER})\s+{MONTH}|(?P<month2>{MONTH_NAME})\s+(?P<day2>{NUMBER}))(?:,?\s+{YEAR})?\b"),
    ("dates", rf"(?P<day>{NUMBER})\s+{MONTH}(?:,?\s+{YEAR})?\s*(?:to|and|until|through|-|–)\s*(?P<day2>{NUMBER})\s+(?P<month2>{MONTH_NAME})(?:,?\s+(?P<year2>{ANY_YEAR}))?\b"),
    ("dates", rf"{MONTH}\s+(?P<day>{NUMBER})(?:,?\s+{YEAR})?\s*(?:to|and|until|through|-|–)\s*(?P<month2>{MONTH_NAME})\s+(?P<day2>{NUMBER})\b(?:,?\s+(?P<year2>{ANY_YEAR})\b)?"),
    ("dates", rf"(?P<day>{NUMBER})\s*(?:to|and|-|–)\s*(?P<day2>{NUMBER})\s+{MONTH}(?:,?\s+{YEAR})?\b"),
    ("dates", rf"{MONTH}\s+(?P<day>{NUMBER})\s*(?:to|and|-|–)\s*(?P<day2>{NUMBER})\b(?:,?\s+{YEAR}\b)?"),
    ("date", rf"(?:{CLOCK}\s+(?:on\s+)?)?{_DATED}(?P<day>{NUMBER})\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR}\b)?"),
    ("date", rf"(?:{CLOCK}\s+(?:on\s+)?)?{_DATED}{MONTH}\s+(?:the\s+)?(?P<day>{NUMBER})\b(?!\s*(?:%|percent|per cent|people|votes?))(?:,?\s+{YEAR}\b)?"),
    ("months", rf"(?:(?<=from\s)|(?<=tween\s)){EDGE}{MONTH}(?:,?\s+{YEAR})?\s+(?:to|and|until|through)\s+{EDGE.replace('edge', 'edge2')}(?P<month2>{MONTH_NAME})(?:,?\s+(?P<year2>{ANY_YEAR}))?\b"),
    ("month", rf"(?:{_FORE}{_NTH}\s+(?:week|half|days)\s+of\s+|{EDGE}(?:{WHICH}\s+)?){MONTH}{_OF_YEAR}"),
    ("month", rf"(?:{_FORE}{_NTH}\s+(?:week|half|days)\s+(?:of|in)\s+)(?:last\s+)?{MONTH}\b(?!\s+\d)"),
    ("month", rf"{SOME_EDGE}(?:{WHICH}\s+)?{MONTH}\b(?!\s+\d)"),
    ("month", rf"{WHICH}\s+{MONTH}\b(?!\s+\d)"),
    ("bare month", rf"{MONTH}\b(?!\s+\d)"),
    ("season", rf"{EDGE}(?:{WHICH}\s+|{_FORE}){_SEASON}(?:{_OF_YEAR})\b"),
    ("season", rf"{EDGE}{WHICH}\s+{_SEASON}\b"),
    ("weekdays", rf"(?:(?<=from\s)|(?<=tween\s)){DAY}\s+(?:to|and|until|through)\s+(?P<weekday2>{DAY_NAME})day\b"),
    ("weekdays", rf"{DAY}\s+and\s+(?P<weekday2>{DAY_NAME})day\b"),
    ("weekday", rf"(?:{CLOCK}\s+(?:on\s+)?|(?:the\s+)?early\s+hours\s+of\s+)?(?:early\s+|late\s+)?(?:{WHICH}\s+)?{DAY}(?:\s+{PART})?(?:\s+(?:of\s+)?(?P<week_which>last|next|this)\s+week)?\b(?!\s+(?:Times|Telegraph|Express|Mirror|Mail|Herald|Tribune|Post))"),
    ("relative", rf"{_FORE}day\s+(?P<beyond>before\s+yesterday|after\s+tomorrow)\b"),
    ("relative", rf"(?:early\s+|late\s+|earlier\s+|later\s+)?(?P<near>yesterday|today|tonight|tomorrow|overnight|last\s+night|this\s+morning|this\s+afternoon|this\s+evening)(?:\s+{PART})?\b"),
    ("holiday", rf"(?:{WHICH}\s+)?{_HOLIDAY}\b(?:,?\s+{YEAR}\b)?"),
    ("quarter", rf"{_FORE}{_NTH}\s+(?P<unit>quarter)(?:\s+(?:of\s+)?(?:{YEAR}|{_LAST_YEAR}))?\b"),
    ("quarter", rf"{_FORE}{_NTH}\s+(?P<unit>half)\s+of\s+(?:{YEAR}|{_LAST_YEAR})\b"),
    ("decade", rf"{_FORE}{EDGE}(?P<decade>(?:1[6-9]|20)\d0|[’'`]\d0)s\b"),
    ("century", rf"{_FORE}(?:early\s+|late\s+)?(?P<century>\d\d)(?:st|nd|rd|th)\s+century\b"),
    ("span", rf"{_FORE}{WHICH}\s+{COUNT}\s+{UNIT}\b"),
    ("span", rf"{_FORE}(?P<which>past|recent|last|next|coming|following|previous|preceding)\s+(?:few\s+)?(?P<unit>second|minute|hour|day|week|month|quarter|year|decade|centurie|season|time)s\b"),
    ("span", rf"the\s+(?P<which>past)\s+(?P<alone>{UNIT})\b"),
    ("period", rf"{EDGE}(?:{_FORE}{WHICH}|the)\s+(?P<unit>weekend)\b"),
    ("period", rf"{EDGE}{_FORE}{WHICH}\s+(?:(?P<fiscal>fiscal|financial|school|academic)\s+)?(?P<unit>week|month|quarter|year|decade|century|season)\b"),
    ("period", r"(?P<edge>(?:the\s+)?(?:end|beginning|start|middle)\s+of)\s+(?P<which>the\s+)?(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!\s+(?:before|after|to))"),
    ("ago", rf"{ABOUT}{COUNT}\s+{UNIT}\s+ago\b"),
    ("ago", r"(?P<unit>second|minute|hour|day|week|month|year|decade|centurie)s\s+ago\b"),
    ("from now", rf"{COUNT}\s+{UNIT}\s+from\s+(?:now|today)\b"),
    ("event", rf"{ABOUT}(?:{COUNT}\s+{UNIT}|(?P<many>seconds|minutes|hours|days|weeks|months|years|decades|moments)|shortly|soon|just|immediately|right)\s+(?P<dir>before|after|ahead\s+of|following)\b(?!\s*,|\s+\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m)"),
    ("event", rf"(?:{ABOUT}{COUNT}\s+{UNIT}|(?P<many>seconds|minutes|hours|days|weeks|months|years|decades|moments|shortly|soon))\s+(?P<dir>later|earlier|afterwards?|before|after|thereafter|beforehand)\b(?!\s+\d{{1,2}}(?:[:.]\d\d)?\s*[ap]\.?m)"),
    ("event", rf"(?:the\s+)?(?:next|following|previous|preceding|same)\s+{_EVENT_UNIT}\b"),
    ("event", rf"(?:on\s+)?that\s+(?:same\s+)?{_EVENT_UNIT}\b(?=\s*[,.;]|\s+(?:the|a|an|he|she|it|they|we|I|in|at|when|and|but|most|many|some|no|all)\b|\s+[A-Z]|\s*$)"),
    ("event", rf"the\s+{_EVENT_UNIT}\s+(?:of\s+the|(?P<dir>before|after))\b"),
    ("event", r"(?:at|by)\s+(?:the|that)\s+time\b(?!\s+(?:of|to|for))"),
    ("in", rf"(?<=\bin\s){COUNT}\s+{UNIT}(?:'|’)?\s+time\b"),
    ("in", rf"(?:(?<=\bin\s)|(?<=\bwithin\s)){ABOUT}{COUNT}\s+{UNIT}\b"),
    ("vague", r"recently\b|lately\b|in\s+recent\s+times\b|nowadays\b|these\s+days\b|currently\b|now\b(?!\s+(?:that|and\s+then))|at\s+present\b|at\s+the\s+moment\b|so\s+far\s+this\s+year\b"),
    ("years", rf"(?:(?<=from\s)|(?<=tween\s)){YEAR}\s+(?:to|and|until|through)\s+(?P<year2>{ANY_YEAR})\b"),
    ("years", rf"{YEAR}\s?[-–]\s?(?P<year2>{ANY_YEAR}|\d\d)\b(?![-–/])"),
    ("year", rf"{EDGE}{YEAR}\b(?![-–/.:]?\d|[-–]\w|,\d)"),
    ("clock", rf"(?<![:\d]){CLOCK}(?!:\d)"),
    ("length", rf"(?:{ABOUT.replace('about', 'hedge')})?{COUNT}[\s-]{UNIT}\b(?:['’](?!\w))?(?!\s*-?\s*olds?\b|\s+(?:of\s+age|and\s+older|or\s+older))"),
    ("length", r"\d{1,2}:\d\d:\d\d\b"),
    ("length", r"(?:(?<=\bfor\s)|(?<=\bin\s)|(?<=\bover\s)|(?<=\bwithin\s)|(?<=\bset\s)|(?<=\bspent\s)|(?<=\btook\s)|(?<=\bafter\s))(?P<unit>second|minute|hour|day|week|month|year|decade|centurie)s\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"\b(?<![$€£])(?:{pattern})", re.IGNORECASE)) for kind, pattern in _KINDS)

_ANY_UNIT = "second|minute|hour|day|week|month|quarter|year|decade|centur"
_NEEDED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("set",), "every|each|once|twice|times|days|daily|weekly|monthly|annually|nightly"),
    (("name", "weekday", "weekdays"), "day"),
    (("iso",), r"\d-\d"),
    (("slash",), r"\d[./]\d"),
    (("week of",), "week"),
    (("dates", "date", "months", "month", "bare month"), "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"),
    (("season",), "spring|summer|autumn|fall|winter"),
    (("relative",), "yesterday|today|tonight|tomorrow|overnight|night|morning|afternoon|evening"),
    (("holiday",), "christmas|new year|boxing|halloween|may day"),
    (("quarter",), "quarter|half"),
    (("decade",), "0s"),
    (("century",), "century"),
    (("span",), f"{_ANY_UNIT}|season|time"),
    (("period",), f"{_ANY_UNIT}|season"),
    (("ago",), "ago"),
    (("from now",), "from"),
    (("event",), f"{_ANY_UNIT}|season|time|night|morning|evening|afternoon|moment|shortly|soon|just|immediately|right"),
    (("in",), _ANY_UNIT),
    (("vague",), r"recent|lately|nowadays|days|currently|now|present|moment|so\s+far"),
    (("years", "year"), r"\d{4}"),
    (("clock",), r"\d\s*[ap]\.?m|\d:\d"),
    (("length",), rf"{_ANY_UNIT}|\d:\d"),
)
_NEEDS = MappingProxyType({kind: re.compile(needed) for kinds, needed in _NEEDED for kind in kinds})
"""What an expression of a kind cannot be without, in small letters: sought first, for that takes next to no time."""

_ANCHOR = re.compile(
    r"day|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b[12]\d\d\d|\d0s|\d[:.]\d\d|\d\s?[ap]\.?m\b|week|month"
    r"|year|hour|minute|second|moment|decade|centur|season|spring|summer|autumn|\bfall\b|winter|quarter|\bhalf\s+of|night"
    r"|morning|evening|afternoon|\btime|tomorrow|christmas|halloween|\b(?:now|recently|lately|nowadays|currently|present"
    r"|shortly|soon|just|immediately|right|monthly|annually|weekly|daily)\b"
)
"""A word that every expression has one of, in small letters: only around these is looked for whole expressions."""

_AROUND = 45
"""Characters around such a word in which its expression lies."""

_OPENING = r"(?:since|until|till|by|before|after|from|through(?:out)?|as\s+of|up\s+to|starting|beginning|in|during|of|between|around)"
_LEAD = re.compile(
    rf"(?:(?:\b(?P<open>{_OPENING}|on|at|early|earlier|late|later|over|within|for)\s+(?:(?:early|late|mid|about)\s+)?)+)$",
    re.IGNORECASE,
)
_LEAD_OF_MONTH = re.compile(rf"\b(?:{_OPENING}|and|or|to)\s+(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_LEAD_OF_YEAR = re.compile(
    rf"(?:\b(?:{_OPENING}|and|or|to|than|in\s+the|elections?|early|late)|[,(–-])\s*$", re.IGNORECASE
)
_ARTICLE = re.compile(r"\b(?:the|a|an|its|his|her|their|our)\s+$", re.IGNORECASE)
_AGE = re.compile(r"\b(?:aged?|ages)\s+$", re.IGNORECASE)
_COUNTED_NOUN = re.compile(
    r"\s+(?:people|men|women|children|persons?|soldiers|troops|fighters|police|officers|families|houses|homes|votes?"
    r"|kilomet\w+|km|miles?|met\w+|feet|tonnes?|tons?|dollars?|euros?|pounds?|miles|seats|jobs|workers|villagers|others)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s+(?:[a-z-]+\s+)?[a-z]{3,}s\b")
_LOOK_BACK = 30
"""Characters before an expression in which its preposition stands ("late on", "up to early")."""


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression of time, ``[start, end)`` without its preposition; `parts` are the pieces its pattern found."""

    start: int
    end: int
    kind: str
    parts: tuple[tuple[str, str], ...]

    def part(self, name: str) -> str | None:
        """Return one piece in lower case with single spaces, or None; ``open`` is the preposition before it."""
        for key, value in self.parts:
            if key == name:
                return " ".join(value.lower().split())
        return None


def find_timexes(text: str, start: int, end: int) -> list[Timex]:
    """Return the expressions in ``text[start:end]`` that can date something, from left to right, without overlaps."""
    return [timex for timex in find_expressions(text, start, end) if timex.kind not in UNDATED]


def find_expressions(text: str, start: int, end: int) -> list[Timex]:
    """Return all expressions of time in ``text[start:end]``, lengths ("three days") and sets ("every day") included."""
    found: list[Timex] = []
    for first, last in _windows(text, start, end):
        found.extend(_find(text, first, last))
    return found


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches around words of time, those that touch joined."""
    first, last = start, start
    for anchor in _ANCHOR.finditer(_in_small_letters(text[start:end])):
        opens = start + anchor.start() - _AROUND
        if opens > last:
            if last > first:
                yield first, last
            first = opens
        last = min(end, start + anchor.end() + _AROUND)
    if last > first:
        yield first, last


def _in_small_letters(text: str) -> str:
    """Return a text of the same length without capitals: patterns that ignore case take three times as long."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(sign.lower()[:1] for sign in text)


def _find(text: str, start: int, end: int) -> list[Timex]:
    found: list[Timex] = []  # in order and apart, so that only two neighbours can overlap a new one
    lower = _in_small_letters(text[start:end])
    possible = {kind for kind, needs in _NEEDS.items() if needs.search(lower)}
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end) if kind in possible else ():
            at = bisect_left(found, match.start(), key=_start)
            free = not any(_overlap(match, other) for other in found[max(0, at - 1) : at + 1])
            if free and match.end() > match.start() and _is_time(kind, match):
                found.insert(at, _timex(kind, match))
    return found


def _start(timex: Timex) -> int:
    return timex.start


def _overlap(match: re.Match[str], other: Timex) -> bool:
    return match.start() < other.end and other.start < match.end()


def _is_time(kind: str, match: re.Match[str]) -> bool:
    """Keep out "may" and "march" that are no months, numbers that are no years, and ages."""
    groups = match.groupdict()
    names = (groups.get(name) for name in ("month", "month2", "weekday", "weekday2", "holiday"))
    if not all(name is None or name[:1].isupper() for name in names):
        return False
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    if kind == "bare month":
        return _LEAD_OF_MONTH.search(before) is not None
    if kind == "length":
        return _AGE.search(before) is None
    return kind not in ("year", "years") or _is_year(match, before)


def _is_year(match: re.Match[str], before: str) -> bool:
    """Tell whether four digits are a year: behind "in" or "since", or "the 2010 raid"; never "2000 people"."""
    if _COUNTED_NOUN.match(match.string, match.end()):
        return False
    if _LEAD_OF_YEAR.search(before) or match.groupdict().get("edge"):
        return True
    attributive = _ARTICLE.search(before) and match.string[match.end() : match.end() + 2].strip().isalpha()
    return bool(attributive) and not _PLURAL.match(match.string, match.end())


def _timex(kind: str, match: re.Match[str]) -> Timex:
    parts = [(name, value) for name, value in match.groupdict().items() if value]
    lead = _lead(match.string, match.start(), max(0, match.start() - _LOOK_BACK))
    if lead and lead.group("open"):
        parts.append(("open", lead.group("open")))
    return Timex(match.start(), match.end(), "month" if kind == "bare month" else kind, tuple(parts))


def _lead(text: str, start: int, floor: int) -> re.Match[str] | None:
    return _LEAD.search(text[floor:start])


def with_preposition(text: str, timex: Timex, floor: int) -> int:
    """Return where the phrase of the expression begins: "late on Wednesday" begins at its "late"."""
    from_here = max(floor, timex.start - _LOOK_BACK)
    match = _lead(text, timex.start, from_here)
    return from_here + match.start() if match else timex.start
