"""Score places of events on sentences of our own: ``python -m tests.quality.place_sentences``.

Each has one verb in brackets and the names of the places where what it tells happened; they were labelled before the
engine was run on them. ``--show`` lists what is read otherwise, ``--pin`` raises the floors.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import geodata
from tests.quality.event_places import Places, Span, Told, f1_of, places_of, score, told_in
from tests.quality.marked import PUBLISHED, Row, read_table
from tests.quality.table_command import TableCommand

TABLE = "event_places.tsv"


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


def review() -> Iterator[str]:
    """Yield one line for each sentence that is read otherwise."""
    for row in read_table(TABLE):
        found, gold = found_in(row), gold_of(row)
        read = {reading: [row.text[start:end] for start, end in spans] for reading, spans in found.items()}
        wrong = any(sorted(spans) != sorted(gold) for spans in found.values()) if found else bool(gold)
        if wrong:
            yield f"{row.text}  [{row.marked}]  {read or 'no statement'} for {row.answers[0]}"


COMMAND = TableCommand("place_sentences", TABLE, Path(__file__).parent / "event_place_floors.json", measure, review)

if __name__ == "__main__":
    COMMAND.run(__doc__)
