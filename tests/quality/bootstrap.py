"""How far a difference between two systems may be chance: documents are drawn again, the same for both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.quality.measures import Table, micro

DRAWS = 2000
SEED = 20150930
TAILS = (2.5, 97.5)  # percentiles: 95 % lie between


@dataclass(frozen=True)
class Difference:
    """F1 of one system less that of another, and the interval in which 95 % of the draws lie."""

    f1: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def difference(ours: Table, theirs: Table, draws: int = DRAWS) -> Difference:
    """Compare two systems on the same documents."""
    weights = _weights(len(ours), draws)
    low, high = np.percentile(_f1(weights @ ours) - _f1(weights @ theirs), TAILS)
    return Difference(micro(ours).f1 - micro(theirs).f1, float(low), float(high))


def interval(table: Table, draws: int = DRAWS) -> tuple[float, float]:
    """Return the interval of one system's F1."""
    low, high = np.percentile(_f1(_weights(len(table), draws) @ table), TAILS)
    return float(low), float(high)


def _weights(documents: int, draws: int) -> npt.NDArray[np.float64]:
    """Return how often each document is drawn; the seed makes the draws the same for every figure and system."""
    drawn = np.random.default_rng(SEED).multinomial(documents, [1 / documents] * documents, size=draws)
    return drawn.astype(float)


def _f1(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return 2 * counts[:, 0] / np.maximum(counts[:, 1] + counts[:, 2], 1)
