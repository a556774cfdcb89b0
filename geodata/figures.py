"""Numbers of people killed, wounded, displaced ...: how many, how exactly, and of one event or of a whole war."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geodata.language.timewords import NUMBERS
from geodata.language.wordtables import rows
from geodata.models import JsonDict

REACH = 60
"""Characters between a number and the word that says what it counts."""

DOZENS, SCORES, HUNDREDS, SEVERAL, COUPLE = 12, 20, 100, 3, 2
"""The least that "dozens", "scores", "hundreds", "several" and "a couple" say; conflict data sets count them so."""

LARGEST = 8_000_000_000
"""People on Earth: a larger number counts no people."""

_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"dozen": DOZENS, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_AT_LEAST = frozenset({"more than", "over", "at least", "no fewer than", "no less than", "upwards of"})
_AT_MOST = frozenset({"up to", "fewer than", "less than", "at most", "as many as", "no more than", "under"})
_VAGUE = MappingProxyType(
    {
        "dozens": DOZENS,
        "scores": SCORES,
        "hundreds": HUNDREDS,
        "thousands": 1_000,
        "tens of thousands": 10_000,
        "hundreds of thousands": 100_000,
        "millions": 1_000_000,
        "several": SEVERAL,
        "a few": SEVERAL,
        "many": SEVERAL,
        "a dozen": DOZENS,
        "a couple": COUPLE,
    }
)
_WORD_NUMBERS = {**NUMBERS, **_TENS}
_VALUE = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|an?(?=\s+(?:hundred|thousand|million|billion)\b)|"
    + "|".join(sorted(_WORD_NUMBERS, key=len, reverse=True))
    + r")"
)
_SCALES_NAMED = "dozen|hundred|thousand|million|billion"
_NUMBER = re.compile(
    rf"\b(?:between\s+(?P<low>{_VALUE})\s+and|(?<!from\s)(?P<from>{_VALUE})(?:\s+to\s+|\s?[-–]\s?)(?=\d|[a-z]))\s*(?P<high>{_VALUE})"
    rf"(?:[\s-]+(?P<scale_of_both>{_SCALES_NAMED}))?(?!\s*(?:%|percent|per cent))\b"
    r"|\b(?:(?P<hedge>more than|over|at least|no fewer than|no less than|upwards of|up to|fewer than|less than|at most"
    r"|as many as|no more than|about|around|some|nearly|almost|roughly|approximately|an estimated|close to)\s+)?"
    rf"(?:(?P<half>half)\s+)?(?<!\bno\s)(?P<value>{_VALUE})(?:[\s-]+(?P<scale>{_SCALES_NAMED}))?"
    r"(?!\s*(?:%|percent|per cent))\b"
    r"|\b(?P<vague>tens of thousands|hundreds of thousands|dozens|scores|hundreds|thousands|millions|several|a few"
    r"|(?<!how\s)many|a dozen|a couple)\b"
    r"|\b(?:an?|the|one|his|her|their)\s+(?P<one>man|woman|person|boy|girl|child|soldier|guard|civilian|policeman|officer"
    r"|driver|worker|journalist|student|teenager|resident|fighter|firefighter|mother|father|brother|sister|son|daughter"
    r"|wife|husband|pilot|nurse|doctor|teacher|protester|baby|infant|pensioner|farmer|bystander|medic)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:war|crisis|conflict|since(?!\s+(?:(?:early|late|last|this|on)\s+)*(?:\w+day|dawn|noon|midnight|morning|evening"
    r"|night|overnight))|so far|to date|this year|in total|overall|epidemic|years)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:]|\b(?:and|but|or|while)\b")
_ASIDE = re.compile(r",\s*(?:including|among them|most of them|some of them|many of them|mostly)\b[^,;:]*,")
"""What may stand between a number and its verb: "three people, including a guard, were killed"."""

_ADDED = re.compile(r"(?:\s+[\w-]+){0,2}\s+and\s+(?:(?:her|his|their|its)\s+)?", re.IGNORECASE)
_COUNTED = re.compile(r"[A-Za-z]+")
_NOT_PEOPLE = re.compile(
    r"\s*(?:-?\s*(?:km|kilomet\w+|miles?|met\w+|feet|foot|tonnes?|tons?|years?|months?|weeks?|days?|hours?|minutes?"
    r"|dollars?|euros?|pounds?|am|pm|a\.m|p\.m|houses?|homes?|buildings?|cars?|tankers?|points?|degrees?)\b|[:/°])",
    re.IGNORECASE,
)  # fmt: skip
_BODIES, _TOLL = "bodies", "toll"
_FOUND = re.compile(
    r"\b(?:f(?:i|ou)nd|count|recover|pull|bur(?:y|ied)|retriev|exhum|identif|dug|morgue|mortuary|hospital|rubble|grave|lying"
    r"|lay|washed)",
    re.IGNORECASE,
)
"""What tells that bodies are dead, and not public ones or those of water."""

_OF_DEAD = re.compile(r"\bput (?:the|its|their) toll\b[^.;:]{0,40} at\b", re.IGNORECASE)
"""Where a toll is that of the dead though nobody says so, and not what cars pay."""
_OTHERWISE = {_BODIES: _FOUND, _TOLL: _OF_DEAD}  # words that count victims only in such a clause


Counted = tuple[int, int, str]
"""A counting word ("killed"): start, end, and the kind that it counts."""


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    least: int | None
    most: int | None
    hedge: str | None


def read_figures(text: str, start: int, end: int) -> tuple[JsonDict, ...]:
    """Return the figures of the clause ``text[start:end]``.

    Returns
    -------
    tuple of dict
        ``kind`` (killed, wounded, missing, arrested, displaced, abducted, infected), ``min``, ``max`` (None: open),
        ``hedge`` (the words before the number, or the vague word itself), ``scope`` (``event`` or ``total``: of a whole
        war, crisis or year) and ``text``.
    """
    counted = list(_counting_words(text, start, end))
    if not counted:
        return ()
    numbers = list(_numbers(text, start, end))
    scope = "total" if _TOTAL.search(text, start, end) else "event"
    found = [_figure(text, number, kind, scope) for number, kind in _pairs(text, numbers, counted)]
    return tuple(found)


@cache
def _kinds() -> Mapping[str, str]:
    return MappingProxyType({row[0]: row[1] for row in rows("figures.tsv")})


def _counting_words(text: str, start: int, end: int) -> Iterator[Counted]:
    for match in _COUNTED.finditer(text, start, end):
        word = match.group().lower()
        kind = _kinds().get(word)
        if kind and (word not in _OTHERWISE or _OTHERWISE[word].search(text, start, end)):
            yield match.start(), match.end(), kind


def _numbers(text: str, start: int, end: int) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text, start, end):
        if _NOT_PEOPLE.match(text, match.end()):
            continue
        number = _number(match)
        if number and not _is_year(match) and (number.least or number.most or 0) <= LARGEST:
            yield number


def _is_year(match: re.Match[str]) -> bool:
    value = match.group("value") or ""
    return not match.group("hedge") and bool(re.fullmatch(r"(?:1[6-9]|20)\d\d", value)) and not match.group("scale")


def _number(match: re.Match[str]) -> _Number | None:
    if match.group("vague"):
        word = match.group("vague").lower()
        return _Number(match.start(), match.end(), _VAGUE[word], None, word)
    if match.group("one"):
        return _Number(match.start(), match.end(), 1, 1, None)
    if match.group("high"):
        return _range(match)
    value = _value(match.group("value").lower(), (match.group("scale") or "").lower())
    value = value // 2 if match.group("half") else value
    hedge = match.group("hedge").lower() if match.group("hedge") else None
    if hedge in _AT_LEAST:
        return _Number(match.start(), match.end(), value, None, hedge)
    if hedge in _AT_MOST:
        return _Number(match.start(), match.end(), None, value, hedge)
    return _Number(match.start(), match.end(), value, value, hedge)


def _range(match: re.Match[str]) -> _Number | None:
    scale = (match.group("scale_of_both") or "").lower()
    least = _value((match.group("low") or match.group("from")).lower(), scale)
    most = _value(match.group("high").lower(), scale)
    return _Number(match.start(), match.end(), least, most, None) if least < most else None


def _value(word: str, scale: str) -> int:
    if word in ("a", "an"):
        base = 1.0
    elif word in _WORD_NUMBERS:
        base = float(_WORD_NUMBERS[word])
    else:
        base = float(word.replace(",", ""))
    return round(base * _SCALES.get(scale, 1))


def _pairs(text: str, numbers: Sequence[_Number], counted: Sequence[Counted]) -> Iterator[tuple[_Number, str]]:
    """Join each kind to the nearest free number of its own phrase; "killed and wounded dozens" share one."""
    given: dict[int, _Number] = {}
    for index, (first, last, _) in enumerate(counted):
        free = [number for number in numbers if number not in given.values() and _joins(text, number, first, last)]
        if free:
            given[index] = min(free, key=lambda number: _distance(number, first, last))
    for index, (_, _, kind) in enumerate(counted):
        number = given.get(index) or _shared(text, counted, given, index)
        if number:
            yield number, kind
            yield from ((other, kind) for other in _added(text, number, numbers, given))


def _added(text: str, number: _Number, numbers: Sequence[_Number], given: Mapping[int, _Number]) -> Iterator[_Number]:
    """Yield the numbers that "and" adds to one: "killed a mother and her three children"."""
    for other in numbers:
        if other not in given.values() and _ADDED.fullmatch(text[number.end : other.start]):
            yield other


def _joins(text: str, number: _Number, first: int, last: int) -> bool:
    between = text[last : number.start] if number.start >= last else text[number.end : first]
    between = _ASIDE.sub(" ", between)
    return _distance(number, first, last) <= REACH and not _BREAK.search(between)


def _shared(text: str, counted: Sequence[Counted], given: Mapping[int, _Number], index: int) -> _Number | None:
    """Return the number of the counting word that this one is joined to by "and" or "or"."""
    for other in (index + 1, index - 1):
        if other not in given:
            continue
        left, right = sorted((index, other))
        if text[counted[left][1] : counted[right][0]].strip().lower() in ("and", "or", "/"):
            return given[other]
    return None


def _distance(number: _Number, first: int, last: int) -> int:
    return number.start - last if number.start >= last else first - number.end


def _figure(text: str, number: _Number, kind: str, scope: str) -> JsonDict:
    return {
        "kind": kind,
        "min": number.least,
        "max": number.most,
        "hedge": number.hedge,
        "scope": scope,
        "text": text[number.start : number.end],
    }
