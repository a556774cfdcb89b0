"""Score single sentences against a gold table: ``python -m tests.quality.sentences``.

Certainty, polarity, stance, realis, kind of event, date and figures of 200 statements, which were labelled before the
engine was run on them. ``--show`` lists what is read otherwise, ``--pin`` raises the floors.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from geodata.models import Claim, JsonDict
from tests.quality import gate
from tests.quality.marked import FOLDER, Row, claim_at, days, read_table

TABLE = "sentences.tsv"
FLOORS = Path(__file__).parent / "sentence_floors.json"


def date_of(claim: Claim) -> str:
    """Write the date of a statement as the table does."""
    if claim.date_precision == "none":
        return "-"
    return days(claim.date_start, claim.date_end) or "vague"


def figures_of(claim: Claim) -> str:
    """Write the figures of a statement as the table does."""
    return "; ".join(_figure(item) for item in claim.figures) or "-"


def _figure(item: JsonDict) -> str:
    least, most = item["min"], item["max"]
    if least == most:
        value = f"={least}"
    elif most is None:
        value = f">={least}"
    else:
        value = f"<={most}" if least is None else f"={least}..{most}"
    return item["kind"] + value + (" total" if item["scope"] == "total" else "")


READINGS: Mapping[str, Callable[[Claim], str]] = MappingProxyType(
    {
        "certainty": lambda claim: claim.certainty,
        "polarity": lambda claim: claim.polarity,
        "stance": lambda claim: claim.stance,
        "realis": lambda claim: claim.realis,
        "event": lambda claim: claim.event_type or "-",
        "date": date_of,
        "figures": figures_of,
    }
)


def wrong_in(row: Row, claim: Claim | None) -> dict[str, str]:
    """Return what is read otherwise than in the gold: the column and what was read."""
    read = {name: reading(claim) if claim else "missed" for name, reading in READINGS.items()}
    gold = dict(zip(READINGS, row.answers, strict=True))
    return {name: value for name, value in read.items() if not _allowed(name, value, gold[name])}


def _allowed(name: str, value: str, gold: str) -> bool:
    if name != "figures":
        return value in gold.split("/")
    given = value.split("; ")
    wanted = [item.split("/") for item in gold.split("; ")]
    either = len(wanted) == 1 and any(value == one for one in wanted[0])
    return either or _paired(given, wanted)


def _paired(given: Sequence[str], wanted: Sequence[Sequence[str]]) -> bool:
    """Tell whether each figure is one of the wanted, and none is missing that has to be there."""
    left = list(given)
    for allowed in wanted:
        found = next((item for item in left if item in allowed), None)
        if found is None and "-" not in allowed:
            return False
        if found is not None:
            left.remove(found)
    return not left


def measure() -> dict[str, float]:
    """Return the share of statements that are right in each column, and in all."""
    rows = read_table(TABLE)
    faults = [wrong_in(row, claim_at(row)) for row in rows]
    shares = {name: sum(name not in fault for fault in faults) / len(rows) for name in READINGS}
    return shares | {"all of them": sum(not fault for fault in faults) / len(rows)}


def digest() -> str:
    """Return a digest of the table: floors belong to one state of it."""
    return hashlib.sha256((FOLDER / TABLE).read_bytes()).hexdigest()


def review() -> Iterator[str]:
    """Yield one line for each statement that is read otherwise."""
    for row in read_table(TABLE):
        wrong = wrong_in(row, claim_at(row))
        if wrong:
            gold = dict(zip(READINGS, row.answers, strict=True))
            listed = ", ".join(f"{name} {value} for {gold[name]}" for name, value in wrong.items())
            yield f"{row.text}  [{listed}]"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.sentences", description=__doc__)
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
