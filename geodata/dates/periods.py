"""From an expression of time to the days that it means for the day of publication; what it leaves open stays open."""

from __future__ import annotations

from datetime import date

from geodata.dates.counted import COUNTED
from geodata.dates.named import EXPLICIT, NAMED
from geodata.dates.stretches import UNDATED, VAGUE, Period, opened
from geodata.language.timex import Timex

_RANGES = frozenset({"dates", "months", "years", "weekdays"})
"""Kinds in which "from" opens nothing: their end is named."""


def period_of(timex: Timex, published: date | None, *, ahead: bool) -> Period:
    """Return the days that an expression of time means.

    Parameters
    ----------
    timex : Timex
        The expression.
    published : datetime.date or None
        The day of publication; relative expressions stay without days when it is None.
    ahead : bool
        Whether the clause is about the future.

    Returns
    -------
    Period
        Precision ``none`` where the expression dates nothing: "built in three days".
    """
    try:
        period = _read(timex, published, ahead=ahead)
    except (ValueError, OverflowError):  # 31 February, the year 20,000
        return VAGUE
    if timex.kind in _RANGES:
        return period
    opening = timex.part("open")
    return opened(period, "since" if opening == "from" and ahead else opening)


def _read(timex: Timex, published: date | None, *, ahead: bool) -> Period:
    explicit = EXPLICIT.get(timex.kind)
    if explicit:
        return explicit(timex)
    if timex.kind == "in" and not ahead:
        return UNDATED  # "built in three days" tells how long
    named = NAMED.get(timex.kind)
    year = timex.part("year") or timex.part("year2")
    reader = named or COUNTED.get(timex.kind)
    if reader is None:
        return VAGUE
    if published is None and not year:
        return VAGUE
    return reader(timex, published or date(int(year or 1), 1, 1), ahead)
