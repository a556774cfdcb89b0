"""Measures: what one outcome adds to right, given and wanted; and these counts added up in the field's ways."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.quality.outcomes import Outcome
from tests.quality.toponyms import Judgement

Counts = tuple[bool, bool, bool]  # right, given, wanted
Measure = Callable[[Outcome], Counts]
Table = npt.NDArray[np.float64]
"""One row a document: right, given, wanted."""


@dataclass(frozen=True)
class Share:
    """Right ones among those given and those wanted."""

    right: float
    given: float
    wanted: float

    @property
    def precision(self) -> float:
        """Right among the given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right among the wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from the counts."""
        total = self.given + self.wanted
        return 2 * self.right / total if total else 0.0


def exactly(outcome: Outcome) -> Counts:
    """Count names found with the very span of the gold."""
    return outcome.exact, outcome.found is not None, outcome.gold is not None


def overlapping(outcome: Outcome) -> Counts:
    """Count names found with any overlap."""
    return outcome.found is not None and outcome.gold is not None, outcome.found is not None, outcome.gold is not None


def placed(judgement: Judgement) -> Measure:
    """Count names found and placed right; given is what got a point, but for names whose gold cannot be judged."""

    def count(outcome: Outcome) -> Counts:
        gold, found = outcome.gold, outcome.found
        wanted = gold is not None and judgement.can_judge(gold)
        given = found is not None and found.has_point and (gold is None or wanted)
        return bool(given and wanted and judgement.is_right(found, gold)), given, wanted

    return count


def reached(judgement: Judgement) -> Measure:
    """Count names with a right candidate; given is what has any candidate."""

    def count(outcome: Outcome) -> Counts:
        gold, found = outcome.gold, outcome.found
        wanted = gold is not None and judgement.can_judge(gold)
        candidates = found.candidates if found and wanted else ()
        return any(judgement.is_right(one, gold) for one in candidates), bool(candidates), wanted

    return count


Place = tuple[int, int, int]  # number of the document, start, end of a gold name


def places_reached(outcomes: Iterable[Outcome], judgement: Judgement) -> set[Place]:
    """Return the gold names that have a right candidate."""
    count = reached(judgement)
    return {_place(outcome) for outcome in outcomes if outcome.gold and count(outcome)[0]}


def placed_of(judgement: Judgement, within_reach: Collection[Place]) -> Measure:
    """Count names placed right among those within reach."""
    measure = placed(judgement)

    def count(outcome: Outcome) -> Counts:
        if outcome.gold is None or _place(outcome) not in within_reach:
            return False, False, False
        return measure(outcome)

    return count


def _place(outcome: Outcome) -> Place:
    gold = outcome.gold
    return (outcome.document, gold.start, gold.end) if gold else (outcome.document, -1, -1)


def by_document(outcomes: Iterable[Outcome], measure: Measure, documents: int) -> Table:
    """Return the counts of each document."""
    table = np.zeros((documents, 3))
    for outcome in outcomes:
        table[outcome.document] += measure(outcome)
    return table


def micro(table: Table) -> Share:
    """Add up all documents: every name counts alike."""
    return Share(*table.sum(axis=0).tolist())


def macro(table: Table) -> tuple[float, float, float]:
    """Return the means of precision, recall and F1 over documents, each over those where it has a meaning."""
    right, given, wanted = table.T
    return _mean(right, given), _mean(right, wanted), _mean(2 * right, given + wanted)


def _mean(part: npt.NDArray[np.float64], whole: npt.NDArray[np.float64]) -> float:
    some = whole > 0
    return float((part[some] / whole[some]).mean()) if some.any() else 0.0
