"""Gold tables of single sentences: the words that are asked about stand in brackets, the answers in columns."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import geodata
from geodata.models import Claim
from geodata.schema import to_claims

FOLDER = Path(__file__).parent / "gold"
PUBLISHED = date(2021, 6, 16)
"""The day on which the articles of the tables appeared, a Wednesday."""

_MARKED = re.compile(r"\[(.*?)\]")


@dataclass(frozen=True)
class Row:
    """One sentence without its brackets, where the words in brackets stand, and the answers."""

    text: str
    start: int
    end: int
    answers: tuple[str, ...]

    @property
    def marked(self) -> str:
        """The words in brackets."""
        return self.text[self.start : self.end]


def read_table(name: str) -> list[Row]:
    """Read a gold table; an answer "a/b" allows both."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [_row(line.split("\t")) for line in lines if line and not line.startswith("#")]


def _row(cells: Sequence[str]) -> Row:
    marked = _MARKED.search(cells[0])
    if marked is None:
        raise ValueError(f"Nothing is in brackets in {cells[0]!r}.")
    text = cells[0].replace("[", "").replace("]", "")
    return Row(text, marked.start(), marked.start() + len(marked.group(1)), tuple(cells[1:]))


@cache
def claims_of(text: str) -> tuple[Claim, ...]:
    """Return the statements of a text that appeared on the day of the tables, as the page reads it."""
    return tuple(to_claims(geodata.analyze(text, published=PUBLISHED).claims))


def claim_at(row: Row) -> Claim | None:
    """Return the statement that shares most with the words in brackets, or None where none does."""
    shared = [(min(claim.end, row.end) - max(claim.start, row.start), claim) for claim in claims_of(row.text)]
    length, best = max(shared, key=_length, default=(0, None))
    return best if length > 0 else None


def _length(item: tuple[int, Claim]) -> int:
    return item[0]


def days(start: date | None, end: date | None) -> str | None:
    """Write a stretch of days as the tables do; None where there is no calendar day."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        return f"{start or ''}..{end or ''}"
    if start == end:
        return start.isoformat()
    if start.day == 1 and end == _last_of_month(start):
        return start.strftime("%Y-%m")
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year:04}"
    return f"{start}..{end}"


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
