"""Expressions that are counted from the day of publication: "yesterday", "last week", "three days ago"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from geodata.dates.named import SHIFTS, Reader
from geodata.dates.stretches import (
    HOURS_OF_DAY,
    MONTHS_OF_QUARTER,
    MONTHS_OF_YEAR,
    VAGUE,
    Period,
    calendar_unit,
    on_day,
    part_of_year,
    stretch,
)
from geodata.language.timewords import NUMBERS, ORDINALS, WEEKDAYS
from geodata.language.timex import Timex

MONTHS_OF_HALF = 6
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_COUNTS = MappingProxyType({**NUMBERS, **_TENS, "a": 1, "an": 1, "a hundred": 100, "half an": 1, "half a": 1})
_RELATIVE_DAYS = MappingProxyType({
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "before yesterday": -2, "tomorrow": 1, "after tomorrow": 2,
})  # fmt: skip
_LOOSE = frozenset({"more than", "over", "at least", "less than", "just over"})


def is_loose(timex: Timex) -> bool:
    """Tell whether an expression gives a bound only: "more than three years ago"."""
    return timex.part("about") in _LOOSE


def count_of(timex: Timex) -> int | None:
    """Return the number of an expression, None where it is vague ("several")."""
    words = (timex.part("count") or "").removesuffix(" more").removesuffix(" straight").removesuffix(" full")
    return int(words) if words.isdigit() else _COUNTS.get(words)


def _near(timex: Timex, published: date, _ahead: bool) -> Period:
    words = timex.part("near") or timex.part("beyond") or ""
    if words == "overnight":
        return Period(published - timedelta(days=1), published, "day")
    return on_day(published + timedelta(days=_RELATIVE_DAYS[words]))


def _period(timex: Timex, published: date, ahead: bool) -> Period:
    unit, which = timex.part("unit") or "", timex.part("which") or "this"
    if timex.part("fiscal"):
        return VAGUE
    if unit == "weekend":
        return _weekend(published, which, ahead=ahead)
    if unit == "decade" and which in SHIFTS:
        return stretch(published, SHIFTS[which], unit)
    return calendar_unit(published, unit, SHIFTS.get(which, 0))


def _weekend(published: date, which: str, *, ahead: bool) -> Period:
    """Return a Saturday and its Sunday: the one that is meant lies behind in a clause about the past."""
    shift = SHIFTS.get(which, 0)
    if which in ("the", "this") and not ahead and published.weekday() < WEEKDAYS.index("saturday"):
        shift = -1
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
    return Period(monday + timedelta(days=5), monday + timedelta(days=6), "vague")


def _quarter(timex: Timex, published: date, ahead: bool) -> Period:
    nth = ORDINALS[timex.part("nth") or ""]
    length = MONTHS_OF_QUARTER if timex.part("unit") == "quarter" else MONTHS_OF_HALF
    nth = min(nth, MONTHS_OF_YEAR // length)
    shift = SHIFTS.get(timex.part("year_which") or "", 0)
    year = int(timex.part("year") or published.year + shift)
    begins_later = (nth - 1) * length + 1 > published.month
    if not timex.part("year") and not timex.part("year_which") and begins_later and not ahead:
        year -= 1
    return part_of_year(year, nth, length)


def _ago(timex: Timex, published: date, _ahead: bool) -> Period:
    count = count_of(timex)
    return VAGUE if count is None or is_loose(timex) else _counted(published, -count, timex.part("unit") or "")


def _ahead_by(timex: Timex, published: date, _ahead: bool) -> Period:
    count, unit = count_of(timex), timex.part("unit") or ""
    if count is None or is_loose(timex):
        return VAGUE
    if timex.part("open") == "within":
        return stretch(published, count, unit)
    return _counted(published, count, unit)


def _counted(published: date, count: int, unit: str) -> Period:
    if unit in ("second", "minute", "hour"):
        return on_day(published) if abs(count) < HOURS_OF_DAY or unit != "hour" else VAGUE
    return calendar_unit(published, unit, count)


def _span(timex: Timex, published: date, _ahead: bool) -> Period:
    count = 1 if timex.part("alone") else count_of(timex)
    which = timex.part("which") or ""
    if count is None or which not in SHIFTS:
        return VAGUE
    return stretch(published, count * SHIFTS[which], timex.part("unit") or "")


COUNTED: Mapping[str, Reader] = MappingProxyType({
    "relative": _near, "period": _period, "quarter": _quarter, "ago": _ago, "in": _ahead_by, "from now": _ahead_by,
    "span": _span,
})  # fmt: skip
