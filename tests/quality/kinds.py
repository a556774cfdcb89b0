"""Score the kinds of events on a table of our own: ``python -m tests.quality.kinds``.

PLOVER's category and mode and ACLED's sub-event type of more than 250 statements, which were labelled before the engine
was run on them. ``--show`` lists what is read otherwise, ``--pin`` raises the floors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from geodata.events.acled import acled_type, code_of
from geodata.models import Claim
from tests.quality.marked import Row, claim_at, read_table
from tests.quality.table_command import TableCommand

TABLE = "events.tsv"
NAMES = ("category", "mode", "sub-event")
NOT_ASKED = "*"


def readings(claim: Claim | None) -> tuple[str, str, str]:
    """Return category, mode and sub-event type of a statement as the table writes them."""
    if claim is None:
        return ("missed",) * 3
    acled = acled_type(claim)
    category, mode = code_of(claim)
    return category or "-", mode or "-", acled[1] if acled else "-"


def wrong_in(row: Row, claim: Claim | None) -> dict[str, str]:
    """Return what is read otherwise than in the gold: the column and what was read."""
    read = zip(NAMES, readings(claim), row.answers, strict=True)
    return {name: value for name, value, gold in read if not _allowed(value, gold)}


def _allowed(value: str, gold: str) -> bool:
    return gold in (NOT_ASKED, value) or value in gold.split("/")


def measure() -> dict[str, float]:
    """Return the share of right answers in each column, over the statements that are asked for it."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in read_table(TABLE):
        wrong = wrong_in(row, claim_at(row))
        for name, gold in zip(NAMES, row.answers, strict=True):
            asked[name] += gold != NOT_ASKED
            right[name] += gold != NOT_ASKED and name not in wrong
    return {name: right[name] / asked[name] for name in NAMES}


def review() -> Iterator[str]:
    """Yield one line for each statement that is read otherwise."""
    for row in read_table(TABLE):
        wrong = wrong_in(row, claim_at(row))
        if wrong:
            gold = dict(zip(NAMES, row.answers, strict=True))
            yield f"{row.text}  [{', '.join(f'{name} {value} for {gold[name]}' for name, value in wrong.items())}]"


COMMAND = TableCommand("kinds", TABLE, Path(__file__).parent / "kind_floors.json", measure, review)

if __name__ == "__main__":
    COMMAND.run(__doc__)
