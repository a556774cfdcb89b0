"""The day that the beginning of a text gives for itself: "LYON, May 12 -", "Published 30 September 2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from geodata.dates.periods import period_of
from geodata.language.timewords import WEEKDAYS
from geodata.language.timex import Timex, find_timexes
from geodata.models import Article

LINES = 6  # of the beginning, empty ones not counted: headline, who wrote it, the first sentence
LONGEST_DATELINE = 90  # characters up to the dash behind town, agency and day
MOST_WORDS = 5  # beside the day, in a line that is there for it
YEARS_BACK = 40  # within which a date has fallen on every weekday at least once, 29 February too
TEXTS_REMEMBERED = 8  # the page asks again with each click
_DASH = re.compile(r"\s[-\N{EN DASH}\N{EM DASH}]{1,2}\s|[\N{EN DASH}\N{EM DASH}]|\s?--\s")
_WRITTEN_OUT = frozenset({"date", "iso", "slash"})  # kinds of expressions that name a day of the calendar
_FOR_THE_DAY = re.compile(r"\W*(?:first |last )?(?:published|updated|posted|released|modified|date)\b", re.IGNORECASE)


class Offer(NamedTuple):
    """A day to be taken as the day of publication, and whether the text gives its year."""

    day: date
    has_year: bool = True


def offered_day(article: Article) -> Offer | None:
    """Return the day that the beginning gives; without a year, the last such day on which its weekday is right."""
    return _offered(article.text, article.captured_at.date())


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _offered(text: str, captured: date) -> Offer | None:
    for start, end in _beginnings(text):
        for timex in find_timexes(text, start, end):
            offer = _offer(text, timex, captured) if timex.kind in _WRITTEN_OUT else None
            if offer:
                return offer
    return None


def _offer(text: str, timex: Timex, captured: date) -> Offer | None:
    day = _last(timex, captured)
    if timex.part("year") or timex.kind != "date":
        return Offer(day) if day else None
    own = [timex] if timex.part("weekday") else []
    for named in ([*own, *_others_of_month(text, timex)], own, []):
        day = _last(timex, captured, named)
        if day:
            return Offer(day, has_year=False)
    return None


def _last(timex: Timex, captured: date, named: Sequence[Timex] = ()) -> date | None:
    """Return the last such day up to the capture in whose year all the days of `named` fall on their weekdays."""
    for year in range(captured.year, captured.year - YEARS_BACK, -1):
        period = period_of(timex, min(captured, date(year, 12, 31)), ahead=False)
        day = period.start if period.precision == "day" else None
        if day and day <= captured and all(_fits(other, day.year) for other in named):
            return day
    return None


def _fits(timex: Timex, year: int) -> bool:
    day = period_of(timex, date(year, 12, 31), ahead=False).start
    return day is not None and WEEKDAYS[day.weekday()].startswith(timex.part("weekday") or " ")


def _others_of_month(text: str, timex: Timex) -> list[Timex]:
    """Return the other days of its month that the text gives with their weekday and without a year: those of its own.

    Of the other months it may tell what lies a year back.
    """
    return [
        other
        for other in find_timexes(text, 0, len(text))
        if other.kind == "date" and other.part("weekday") and not other.part("year") and _month(other) == _month(timex)
    ]


def _month(timex: Timex) -> str:
    """Return a month as it is told from the others, however it is cut short: "sept" and "september" are one."""
    return (timex.part("month") or "")[:3]


def _beginnings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the first lines may say their day: before the dash of a dateline, and lines that say little else."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)][:LINES]
    for start, end in lines:
        dash = _DASH.search(text, start, min(end, start + LONGEST_DATELINE))
        if dash and _is_dateline(text[start : dash.start()]):
            yield start, dash.start()
        elif _FOR_THE_DAY.match(text, start) or _is_day_alone(text, start, end):
            yield start, end


def _is_dateline(words: str) -> bool:
    """Tell whether words can be a town and more: a headline with a dash in it is written otherwise."""
    town = re.split(r"[,(]", words, maxsplit=1)[0]
    return town.isupper() or (town != words and len(words.split()) <= MOST_WORDS)


def _is_day_alone(text: str, start: int, end: int) -> bool:
    if end - start > LONGEST_DATELINE:
        return False
    said = sum(timex.end - timex.start for timex in find_timexes(text, start, end))
    return bool(said) and end - start - said <= MOST_WORDS * 2
