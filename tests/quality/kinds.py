"""Score the kinds of events on a table of our own: ``python -m tests.quality.kinds``.

PLOVER's category and mode and ACLED's sub-event type of more than 250 statements, which were labelled before the engine
was run on them. ``--show`` lists what is read otherwise, ``--pin`` raises the floors.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.events.acled import acled_type, code_of
from geodata.models import Claim
from tests.quality import gate
from tests.quality.marked import FOLDER, Row, claim_at, read_table

TABLE = "events.tsv"
FLOORS = Path(__file__).parent / "kind_floors.json"
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


def digest() -> str:
    """Return a digest of the table: floors belong to one state of it."""
    return hashlib.sha256((FOLDER / TABLE).read_bytes()).hexdigest()


def review() -> Iterator[str]:
    """Yield one line for each statement that is read otherwise."""
    for row in read_table(TABLE):
        wrong = wrong_in(row, claim_at(row))
        if wrong:
            gold = dict(zip(NAMES, row.answers, strict=True))
            yield f"{row.text}  [{', '.join(f'{name} {value} for {gold[name]}' for name, value in wrong.items())}]"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.kinds", description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what is read otherwise")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    options = parser.parse_args(arguments)
    if options.show:
        sys.stdout.writelines(f"{line}\n" for line in review())
    measured = measure()
    sys.stdout.writelines(f"{name:14s} {value:.4f}\n" for name, value in measured.items())
    if options.pin:
        gate.write_floors(FLOORS, gate.raised(measured, digest(), gate.read_floors(FLOORS)))


if __name__ == "__main__":
    main()
