"""All figures of one system on one corpus, and their rows for a terminal, a Markdown page or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tests.quality.bootstrap import Difference, difference, interval
from tests.quality.measures import (
    Measure,
    Share,
    Table,
    by_document,
    exactly,
    macro,
    micro,
    overlapping,
    placed,
    placed_of,
    places_reached,
    reached,
)
from tests.quality.outcomes import SLICES, Outcome
from tests.quality.toponyms import JUDGEMENTS

RECOGNITION: MappingProxyType[str, Measure] = MappingProxyType({"exact": exactly, "overlap": overlapping})
COMPARED = ("161 km", "25 km")
"""Peers' answers have points and no ids."""

Row = dict[str, Any]


@dataclass(frozen=True)
class System:
    """A system's outcomes on a corpus; `on_gold` where it was given the gold's spans."""

    name: str
    raw: Sequence[Outcome]
    on_gold: Sequence[Outcome]
    documents: int

    def table(self, measure: Measure, slice_name: str = "all names") -> Table:
        """Count from raw text."""
        return by_document(filter(SLICES[slice_name], self.raw), measure, self.documents)

    def table_on_gold(self, measure: Measure, slice_name: str = "all names") -> Table:
        """Count with the gold's spans given."""
        return by_document(filter(SLICES[slice_name], self.on_gold), measure, self.documents)


def recognition(system: System) -> list[Row]:
    """Return how well names are found."""
    return [
        {"names": name, "spans": title} | figures(system.table(measure, name))
        for name in ("all names", "without demonyms")
        for title, measure in RECOGNITION.items()
    ]


def by_kind(system: System) -> list[Row]:
    """Return how well names of each kind are found: recall by the gold's kind, precision by the system's own."""
    gold_kinds = {outcome.kind for outcome in system.raw if outcome.gold}
    own_kinds = {outcome.found.kind for outcome in system.raw if outcome.found}
    return [
        {"kind": kind or "not said", "spans": title} | _kind_row(system, kind, measure)
        for kind in sorted(gold_kinds | own_kinds, key=str)
        for title, measure in RECOGNITION.items()
    ]


def _kind_row(system: System, kind: str | None, measure: Measure) -> Row:
    wanted = [outcome for outcome in system.raw if outcome.gold and outcome.kind == kind]
    given = [outcome for outcome in system.raw if outcome.found and outcome.found.kind == kind]
    recalled, right = (micro(by_document(some, measure, system.documents)) for some in (wanted, given))
    agreed = sum(bool(outcome.found and outcome.found.kind == kind) for outcome in wanted)
    return {
        "P": right.precision if given else None,
        "R": recalled.recall if wanted else None,  # None: the corpus does not tell this kind
        "F1": _harmonic(right.precision, recalled.recall) if given and wanted else None,
        "given": right.given,
        "wanted": recalled.wanted,
        "called so": agreed,
    }


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def on_gold_spans(system: System) -> list[Row]:
    """Return how well given names are placed, beside what is within reach."""
    return _placing(system, raw=False)


def end_to_end(system: System) -> list[Row]:
    """Return how well names are found and placed, beside the recall of what is within reach."""
    return _placing(system, raw=True)


def _placing(system: System, *, raw: bool) -> list[Row]:
    table = system.table if raw else system.table_on_gold
    return [
        {"names": name, "right": title}
        | figures(table(placed(judgement), name))
        | {"reach": micro(system.table_on_gold(reached(judgement), name)).recall}
        | {"of reached": _of_reached(system, name, title, raw=raw).recall}
        for name in SLICES
        for title, judgement in JUDGEMENTS.items()
    ]


def _of_reached(system: System, name: str, title: str, *, raw: bool) -> Share:
    judgement = JUDGEMENTS[title]
    measure = placed_of(judgement, places_reached(system.on_gold, judgement))
    return micro(system.table(measure, name) if raw else system.table_on_gold(measure, name))


def figures(table: Table) -> Row:
    """Return precision, recall and F1 over all names, and their means over documents."""
    share = micro(table)
    precision, recall, f1 = macro(table)
    low, high = interval(table)
    return {
        "P": share.precision,
        "R": share.recall,
        "F1": share.f1,
        "low": low,
        "high": high,
        "macro P": precision,
        "macro R": recall,
        "macro F1": f1,
        "n right": share.right,
        "given": share.given,
        "wanted": share.wanted,
    }


def in_short(ours: System, others: Sequence[System]) -> list[Row]:
    """Return one row a system, F1 throughout: what a page has room for."""
    return [{"system": system.name} | _short_row(system) for system in (ours, *others)]


def _short_row(system: System) -> Row:
    found = {title: micro(system.table(measure)).f1 for title, measure in RECOGNITION.items()}
    both = {
        f"{title}{' ' * bool(words)}{words}": micro(system.table(placed(JUDGEMENTS[title]), name)).f1
        for words, name in (("", "all names"), ("without demonyms", "without demonyms"))
        for title in COMPARED
    }
    if not system.on_gold:
        return found | both
    given = micro(system.table_on_gold(placed(JUDGEMENTS["161 km"]))).f1
    return found | both | {"161 km, spans given": given}


def beside(ours: System, others: Sequence[System]) -> list[Row]:
    """Return every system's F1 beside ours, with the difference and its interval."""
    compared = {f"found, {title}": (measure, "all names") for title, measure in RECOGNITION.items()} | {
        f"placed, {title}, {name}": (placed(JUDGEMENTS[title]), name)
        for name in ("all names", "without demonyms")
        for title in COMPARED
    }
    return [
        {"system": system.name, "figure": title} | _against(ours, system, measure, name)
        for title, (measure, name) in compared.items()
        for system in (ours, *others)
    ]


def _against(ours: System, other: System, measure: Measure, slice_name: str) -> Row:
    theirs = other.table(measure, slice_name)
    share = micro(theirs)
    row = {"P": share.precision, "R": share.recall, "F1": share.f1}
    if other is ours:
        return row
    found: Difference = difference(ours.table(measure, slice_name), theirs)
    return row | {"ours less theirs": found.f1, "low": found.low, "high": found.high}
