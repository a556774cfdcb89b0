"""Other readers of dates beside ours: ``uv run --with dateparser,parsedatetime,ctparse -m tests.quality.date_peers``.

Each gets the bare words of an expression and the day of publication; those that can prefer past or future are told
which of them is right, which our reader has to find out from the sentence. An answer counts as right when it is the
stretch of days of the gold, or, where the gold has no calendar day, no answer at all.
"""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time
from importlib.util import find_spec
from typing import Any

from geodata.dates.stretches import calendar_unit
from tests.quality.dates import TABLE, is_right, read_days
from tests.quality.marked import PUBLISHED, Row, days, read_table

NOON = datetime.combine(PUBLISHED, time(12))


def is_ahead(row: Row) -> bool:
    """Tell whether the right answer lies behind the day of publication."""
    last = row.answers[0].split("/")[0].split("..")[-1]
    return last > PUBLISHED.isoformat() and last[:1].isdigit()


def _unit(day: date, unit: str) -> str:
    period = calendar_unit(day, unit, 0)
    return days(period.start, period.end) or "none"


def with_dateparser(row: Row) -> str:
    """Ask dateparser, which tells how fine its answer is."""
    from dateparser.date import DateDataParser

    prefer = "future" if is_ahead(row) else "past"
    parser = DateDataParser(languages=["en"], settings={"RELATIVE_BASE": NOON, "PREFER_DATES_FROM": prefer})
    found = parser.get_date_data(row.marked)
    return _unit(found.date_obj.date(), found.period.replace("time", "day")) if found.date_obj else "none"


def with_parsedatetime(row: Row) -> str:
    """Ask parsedatetime, which knows days only."""
    import parsedatetime

    found, status = parsedatetime.Calendar(version=parsedatetime.VERSION_FLAG_STYLE).parseDT(row.marked, NOON)
    return found.date().isoformat() if status in (1, 3) else "none"


def with_ctparse(row: Row) -> str:
    """Ask ctparse, which knows stretches and leaves out what it is not told."""
    from ctparse import ctparse

    answer = ctparse(row.marked, ts=NOON, timeout=2)
    resolution = answer.resolution if answer else None
    if resolution is None or type(resolution).__name__ == "Duration":
        return "none"
    if type(resolution).__name__ == "Interval":
        return days(_ct_day(resolution.t_from), _ct_day(resolution.t_to)) or "none"
    return _ct_written(resolution)


def _ct_day(moment: Any) -> date | None:
    full = moment is not None and moment.year and moment.month and moment.day
    return date(moment.year, moment.month, moment.day) if full else None


def _ct_written(moment: Any) -> str:
    parts = (moment.year, moment.month, moment.day)
    known = [part for part in parts if part is not None]
    return "-".join(f"{part:02}" for part in known) if parts[0] is not None else "none"


OURS = "dateline"
READERS: dict[str, Callable[[Row], str]] = {
    OURS: read_days,
    "dateparser": with_dateparser,
    "parsedatetime": with_parsedatetime,
    "ctparse": with_ctparse,
}


def is_there(reader: str) -> bool:
    """Tell whether a reader can be asked: ours, or one that is installed."""
    return reader == OURS or find_spec(reader) is not None


def main() -> None:
    """Print how many expressions of each kind each reader gets right."""
    warnings.simplefilter("ignore")
    rows = read_table(TABLE)
    kinds = Counter(row.answers[1] for row in rows)
    readers = {name: read for name, read in READERS.items() if is_there(name)}
    sys.stdout.writelines(f"{name} is not installed.\n" for name in READERS if name not in readers)
    sys.stdout.write(f"{'':10s}{'':6s}" + "".join(f"{name:>14s}" for name in readers) + "\n")
    right = {name: [row.answers[1] for row in rows if _is_right(row, read)] for name, read in readers.items()}
    for kind, number in [*kinds.items(), ("all", len(rows))]:
        shares = (len([one for one in found if kind in (one, "all")]) for found in right.values())
        sys.stdout.write(f"{kind:10s}{number:6d}" + "".join(f"{share:14d}" for share in shares) + "\n")


def _is_right(row: Row, read: Callable[[Row], str]) -> bool:
    try:
        answer = read(row)
    except Exception as error:  # noqa: BLE001 - a library that fails on an expression has not read it
        answer = type(error).__name__
    no_day = {"none", "vague", "event"} & set(row.answers[0].split("/"))
    return is_right(row, answer) or (answer == "none" and bool(no_day))


if __name__ == "__main__":
    main()
