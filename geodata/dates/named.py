"""Expressions that name their days: calendar dates, weekdays, months, seasons, years, decades, and ranges of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from geodata.dates.stretches import (
    DAYS_OF_WEEK,
    VAGUE,
    Period,
    in_year,
    on_day,
    week_around,
    whole_month,
    years_between,
)
from geodata.language.timewords import HOLIDAYS, MONTHS, WEEKDAYS
from geodata.language.timex import Timex

YEARS_OF_DECADE, YEARS_OF_CENTURY = 10, 100
LARGEST_MONTH = 12
CENTURY_OF_SHORT_YEARS = 1900
"""The 1900s: "the '90s" are theirs."""

SHIFTS = MappingProxyType({"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1, "this coming": 1})
"""How many units a word goes back or on."""

Reader = Callable[[Timex, date, bool], Period]
"""Turns an expression into days, given the day of publication and whether its clause looks ahead."""


def _iso(timex: Timex) -> Period:
    return on_day(date.fromisoformat(timex.part("iso") or ""))


def _slash(timex: Timex) -> Period:
    """Read "30.04.2021" and "12/31/2020"; "05/06/2021" may be either of two days and stays vague."""
    one, two, year = (int(timex.part(name) or 0) for name in ("one", "two", "year"))
    if timex.part("sign") == "." or one > LARGEST_MONTH or one == two:
        return on_day(date(year, two, one))
    return on_day(date(year, one, two)) if two > LARGEST_MONTH else VAGUE


def _year(timex: Timex) -> Period:
    year = int(timex.part("year") or 0)
    return years_between(year, year)


def _years(timex: Timex) -> Period:
    first, second = timex.part("year") or "", timex.part("year2") or ""
    last = int(first[: len(first) - len(second)] + second)
    return years_between(int(first), last) if last > int(first) else VAGUE


def _decade(timex: Timex) -> Period:
    digits = timex.part("decade") or ""
    first = int(digits) if digits.isdigit() else CENTURY_OF_SHORT_YEARS + int(digits[1:])
    return replace(years_between(first, first + YEARS_OF_DECADE - 1), precision="vague")


def _century(timex: Timex) -> Period:
    last = int(timex.part("century") or 0) * YEARS_OF_CENTURY
    return replace(years_between(last - YEARS_OF_CENTURY + 1, last), precision="vague")


def _month_number(name: str | None) -> int:
    short = (name or "")[:3]
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(short))


def _number(name: str | None) -> int:
    return int("".join(sign for sign in name or "" if sign.isdigit()))


def _date(timex: Timex, published: date, ahead: bool) -> Period:
    month, day = (
        _month_number(timex.part("month") or timex.part("month2")),
        _number(timex.part("day") or timex.part("day2")),
    )
    return on_day(in_year(timex.part("year"), month, day, published, ahead=ahead))


def _dates(timex: Timex, published: date, ahead: bool) -> Period:
    months = _month_number(timex.part("month")), _month_number(timex.part("month2") or timex.part("month"))
    year = timex.part("year2") or timex.part("year")
    last = in_year(year, months[1], _number(timex.part("day2")), published, ahead=ahead)
    first = date(int(timex.part("year") or last.year), months[0], _number(timex.part("day")))
    if first > last:
        first = first.replace(year=last.year - 1)
    return Period(first, last, "day")


def _week_of(timex: Timex, published: date, ahead: bool) -> Period:
    day = _date(timex, published, ahead).start
    return week_around(day, 0) if day else VAGUE


def _holiday(timex: Timex, published: date, ahead: bool) -> Period:
    month, day = HOLIDAYS[(timex.part("holiday") or "").replace("’", "'")]
    return on_day(in_year(timex.part("year"), month, day, published, ahead=ahead))


def _month(timex: Timex, published: date, ahead: bool) -> Period:
    month, year, which = _month_number(timex.part("month")), timex.part("year"), timex.part("which")
    if year:
        return whole_month(int(year), month)
    shift = SHIFTS.get(timex.part("year_which") or "")
    if timex.part("year_which"):
        return whole_month(published.year + (shift or 0), month)
    if which and which in SHIFTS:
        return whole_month(_year_beside(published, month, SHIFTS[which]), month)
    late = month > published.month and not ahead and which != "this"
    early = month < published.month and ahead and which != "this"
    return whole_month(published.year - late + early, month)


def _year_beside(published: date, month: int, shift: int) -> int:
    if shift < 0:
        return published.year - (month >= published.month)
    return published.year + (month <= published.month)


def _months(timex: Timex, published: date, ahead: bool) -> Period:
    first, last = _month_number(timex.part("month")), _month_number(timex.part("month2"))
    year = timex.part("year2") or timex.part("year")
    if not year:
        year = str(published.year + (last < published.month and ahead) - (last > published.month and not ahead))
    start = int(timex.part("year") or int(year) - (first > last))
    return Period(date(start, first, 1), whole_month(int(year), last).end, "month")


def _season(timex: Timex, _published: date, _ahead: bool) -> Period:
    """Keep a season without its days, which differ between north and south; one of a year lies in that year."""
    year = timex.part("year")
    return years_between(int(year), int(year)) if year and timex.part("season") != "winter" else VAGUE


def _weekday(timex: Timex, published: date, ahead: bool) -> Period:
    wanted, which = _weekday_number(timex.part("weekday")), timex.part("which")
    week = timex.part("week_which")
    if week:
        monday = published - timedelta(days=published.weekday())
        return on_day(monday + timedelta(weeks=SHIFTS.get(week, 0), days=wanted))
    if which in ("next", "coming", "this coming") or (ahead and which not in ("last", "past", "this past")):
        step = (wanted - published.weekday()) % DAYS_OF_WEEK
        step = step or (DAYS_OF_WEEK if which == "next" else 0)
    else:
        step = -((published.weekday() - wanted) % DAYS_OF_WEEK)
        step = step or (-DAYS_OF_WEEK if which == "last" else 0)
    return on_day(published + timedelta(days=step))


def _weekday_number(name: str | None) -> int:
    return next(number for number, day in enumerate(WEEKDAYS) if day.startswith(name or " "))


def _weekdays(timex: Timex, published: date, ahead: bool) -> Period:
    first, last = _weekday_number(timex.part("weekday")), _weekday_number(timex.part("weekday2"))
    length = timedelta(days=(last - first) % DAYS_OF_WEEK)
    if ahead:
        start = published + timedelta(days=(first - published.weekday()) % DAYS_OF_WEEK)
        return Period(start, start + length, "day")
    end = published - timedelta(days=(published.weekday() - last) % DAYS_OF_WEEK)
    return Period(end - length, end, "day")


EXPLICIT: Mapping[str, Callable[[Timex], Period]] = MappingProxyType({
    "iso": _iso, "slash": _slash, "year": _year, "years": _years, "decade": _decade, "century": _century,
})  # fmt: skip
"""Kinds that need no day of publication."""

NAMED: Mapping[str, Reader] = MappingProxyType({
    "date": _date, "dates": _dates, "week of": _week_of, "holiday": _holiday, "month": _month, "months": _months,
    "season": _season, "weekday": _weekday, "weekdays": _weekdays,
})  # fmt: skip
