"""How far the engine's own probability of a place can be believed.

A name with a gold place has been answered (a place was chosen, with a score) or left open. Coverage is the share of
names answered when only the surest answers are given; answers of one score are taken together, so that their order
decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.quality.outcomes import Outcome
from tests.quality.toponyms import Judgement

BINS = 10  # of equal width, as usual for the calibration error
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bin:
    """Answers of about one score: how many, their mean score, and the share of them that is right."""

    count: int
    score: float
    right: float


@dataclass(frozen=True)
class Certainties:
    """The answers on a corpus, surest first, and how many names there were to answer."""

    scores: Numbers
    right: Numbers
    names: int

    @property
    def answered(self) -> float:
        """The share of names with an answer."""
        return len(self.scores) / self.names if self.names else 0.0

    def curve(self) -> tuple[Numbers, Numbers]:
        """Return coverage and the share that is right so far, one point an answer."""
        number = np.arange(1, len(self.scores) + 1)
        return number / max(self.names, 1), np.cumsum(self._evened()) / number

    def right_at(self, coverage: float) -> float:
        """Return the share that is right among the surest answers; with fewer answers than that, among all."""
        wanted = min(max(round(coverage * self.names), 1), len(self.scores))
        return float(self._evened()[:wanted].mean()) if wanted else 0.0

    def bins(self) -> list[Bin]:
        """Return the answers by score, empty bins left out."""
        number = np.minimum((self.scores * BINS).astype(int), BINS - 1)
        return [
            Bin(int(some.sum()), float(self.scores[some].mean()), float(self.right[some].mean()))
            for some in (number == index for index in range(BINS))
            if some.any()
        ]

    def error(self) -> float:
        """Return the expected calibration error: how far score and share of right ones lie apart, on average."""
        apart = sum(one.count * abs(one.score - one.right) for one in self.bins())
        return apart / len(self.scores) if len(self.scores) else 0.0

    def _evened(self) -> Numbers:
        """Return for each answer the share of right ones among those of its score."""
        _, groups, counts = np.unique(-self.scores, return_inverse=True, return_counts=True)
        return (np.bincount(groups, weights=self.right) / counts)[groups] if len(self.scores) else self.right


def certainties_of(outcomes: Iterable[Outcome], judgement: Judgement) -> Certainties:
    """Take the answers to those names that were found and that the gold can judge."""
    asked = [o for o in outcomes if o.gold and o.found and judgement.can_judge(o.gold)]
    answers = [(o.found.score or 0.0, judgement.is_right(o.found, o.gold)) for o in asked if o.found.has_point]
    return _surest_first(answers, len(asked))


def _surest_first(answers: Sequence[tuple[float, bool]], names: int) -> Certainties:
    ordered = sorted(answers, reverse=True)
    scores, right = (np.array([answer[part] for answer in ordered], dtype=float) for part in (0, 1))
    return Certainties(scores, right, names)
