"""Score places of events on sentences of our own: ``python -m tests.quality.place_sentences``.

Each has one verb in brackets and the names of the places where what it tells happened; they were labelled before the
engine was run on them. ``--show`` lists what is read otherwise, ``--pin`` raises the floors.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import geodata
from tests.quality import gate
from tests.quality.event_places import Places, Span, Told, f1_of, places_of, score, told_in
from tests.quality.marked import FOLDER, PUBLISHED, Row, read_table

TABLE = "event_places.tsv"
FLOORS = Path(__file__).parent / "event_place_floors.json"


def gold_of(row: Row) -> list[Span]:
    """Return where the names of the gold stand; those that the text does not have are an error."""
    names = [] if row.answers[0] == "-" else row.answers[0].split("; ")
    return [(row.text.index(name), row.text.index(name) + len(name)) for name in names]


@cache
def told_of(text: str) -> tuple[Told, ...]:
    """Read one sentence as the page does."""
    return tuple(told_in(geodata.analyze(text, published=PUBLISHED)))


def found_in(row: Row) -> Places:
    """Return the places of the verb in brackets."""
    return places_of(told_of(row.text), [(row.start, row.end)])


def measure() -> dict[str, float]:
    """Return the figures that have floors: the F1 of both readings, and how often no place is given where none is."""
    rows = [(found_in(row), gold_of(row)) for row in read_table(TABLE)]
    figures = {}
    for reading in ("map", "reading"):
        counts = score((found.get(reading, ()), gold) for found, gold in rows)
        figures[f"F1, {reading}"] = f1_of(counts)[2]
        figures[f"none where none is, {reading}"] = 1 - counts["false places"] / counts["without"]
    return figures


def digest() -> str:
    """Return a digest of the table: floors belong to one state of it."""
    return hashlib.sha256((FOLDER / TABLE).read_bytes()).hexdigest()


def review() -> Iterator[str]:
    """Yield one line for each sentence that is read otherwise."""
    for row in read_table(TABLE):
        found, gold = found_in(row), gold_of(row)
        read = {reading: [row.text[start:end] for start, end in spans] for reading, spans in found.items()}
        wrong = any(sorted(spans) != sorted(gold) for spans in found.values()) if found else bool(gold)
        if wrong:
            yield f"{row.text}  [{row.marked}]  {read or 'no statement'} for {row.answers[0]}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.place_sentences", description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what is read otherwise")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    options = parser.parse_args(arguments)
    if options.show:
        sys.stdout.writelines(f"{line}\n" for line in review())
    measured = measure()
    sys.stdout.writelines(f"{name:28s} {value:.4f}\n" for name, value in measured.items())
    if options.pin:
        gate.write_floors(FLOORS, gate.raised(measured, digest(), gate.read_floors(FLOORS)))


if __name__ == "__main__":
    main()
