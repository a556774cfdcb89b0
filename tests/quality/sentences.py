"""Score single sentences against a gold table: ``python -m tests.quality.sentences``.

Certainty, polarity, stance, realis, kind of event, date and figures of 200 statements, which were labelled before the
engine was run on them. ``--show`` lists what is read otherwise, ``--pin`` raises the floors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from geodata.models import Claim, JsonDict
from tests.quality.marked import Row, claim_at, days, read_table
from tests.quality.table_command import TableCommand

TABLE = "sentences.tsv"


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


def review() -> Iterator[str]:
    """Yield one line for each statement that is read otherwise."""
    for row in read_table(TABLE):
        wrong = wrong_in(row, claim_at(row))
        if wrong:
            gold = dict(zip(READINGS, row.answers, strict=True))
            listed = ", ".join(f"{name} {value} for {gold[name]}" for name, value in wrong.items())
            yield f"{row.text}  [{listed}]"


COMMAND = TableCommand("sentences", TABLE, Path(__file__).parent / "sentence_floors.json", measure, review)

if __name__ == "__main__":
    COMMAND.run(__doc__)
