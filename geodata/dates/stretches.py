"""Stretches of days: weeks, months and years around a day, and how far the text leaves them open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geodata.models import DatePrecision

DAYS_OF_WEEK = 7
HOURS_OF_DAY = 24
MONTHS_OF_YEAR = 12
MONTHS_OF_QUARTER = 3
_MONTHS_OF = {"month": 1, "quarter": MONTHS_OF_QUARTER, "year": MONTHS_OF_YEAR, "decade": 10 * MONTHS_OF_YEAR}
_STARTS = frozenset({"since", "after", "as of", "starting", "beginning"})
_ENDS = frozenset({"until", "till", "by", "before", "through", "up to"})


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days; an open end is None, and so are both when the text gives no calendar day."""

    start: date | None
    end: date | None
    precision: DatePrecision


VAGUE = Period(None, None, "vague")
UNDATED = Period(None, None, "none")
"""What dates nothing: "built in three days"."""


def opened(period: Period, opening: str | None) -> Period:
    """Open a period on one side: "since March 2011" has no end, "by Friday" no beginning."""
    if period.start is None and period.end is None:
        return period
    if opening in _STARTS:
        return replace(period, end=None)
    if opening in _ENDS:
        return replace(period, start=None)
    return period


def on_day(day: date) -> Period:
    """Return one day."""
    return Period(day, day, "day")


def years_between(first: int, last: int) -> Period:
    """Return whole years, both included."""
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def in_year(year: str | None, month: int, day: int, published: date, *, ahead: bool) -> date:
    """Return a day of a month: of the year that is given, else of the last one or, in the future, of the next."""
    if year:
        return date(int(year), month, day)
    exact = date(published.year, month, day)
    if exact > published and not ahead:
        return date(published.year - 1, month, day)
    return date(published.year + 1, month, day) if exact < published and ahead else exact


def whole_month(year: int, month: int) -> Period:
    """Return a calendar month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def week_around(day: date, shift: int) -> Period:
    """Return the week, Monday to Sunday, that holds a day, or one `shift` weeks off."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return Period(monday, monday + timedelta(days=6), "vague")


def calendar_unit(published: date, unit: str, shift: int) -> Period:
    """Return the calendar unit that holds the day of publication, or one `shift` units off."""
    if unit == "day":
        return on_day(published + timedelta(days=shift))
    if unit == "week":
        return week_around(published, shift)
    if unit == "month":
        months = published.year * MONTHS_OF_YEAR + published.month - 1 + shift
        return whole_month(months // MONTHS_OF_YEAR, months % MONTHS_OF_YEAR + 1)
    if unit == "quarter":
        quarters = published.year * 4 + (published.month - 1) // MONTHS_OF_QUARTER + shift
        return part_of_year(quarters // 4, quarters % 4 + 1, MONTHS_OF_QUARTER)
    if unit == "year":
        return years_between(published.year + shift, published.year + shift)
    return VAGUE


def part_of_year(year: int, nth: int, length: int) -> Period:
    """Return the nth part of a year that is `length` months long."""
    last = nth * length
    return Period(date(year, last - length + 1, 1), whole_month(year, last).end, "vague")


def stretch(published: date, count: int, unit: str) -> Period:
    """Return the days from publication to `count` units from it, or back."""
    other = _shifted(published, count, unit)
    return Period(min(published, other), max(published, other), "vague") if other else VAGUE


def _shifted(day: date, count: int, unit: str) -> date | None:
    if unit in ("second", "minute", "hour"):
        whole = -(-abs(count) // HOURS_OF_DAY) if unit == "hour" else 0
        return day + timedelta(days=whole if count > 0 else -whole)
    if unit in ("day", "week"):
        return day + timedelta(days=count * (DAYS_OF_WEEK if unit == "week" else 1))
    months = _MONTHS_OF.get(unit)
    if months is None:
        return None
    number = day.year * MONTHS_OF_YEAR + day.month - 1 + count * months
    year, month = number // MONTHS_OF_YEAR, number % MONTHS_OF_YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
