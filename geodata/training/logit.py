"""Fits of plain log-odds: which of several is right, whether one thing is right, and what a probability means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression, minimize

Numbers = npt.NDArray[np.float64]

MOST_STEPS = 150  # of the search
KNOTS = 12  # of the table of probabilities: enough for its shape, few enough to read
END_SHARE = 0.5  # of one right or wrong case, added at both ends so that nothing is ever quite sure


class Pull(NamedTuple):
    """A weight guessed by hand, and how strongly the fit is drawn to it."""

    guess: float
    strength: float


FREE = Pull(0.0, 1.0)


def fit_choice(
    names: Sequence[str], blocks: Sequence[tuple[Numbers, Numbers, float]], pulls: Mapping[str, Pull]
) -> dict[str, float]:
    """Fit a conditional logit: blocks of (rows of evidence, 1.0 for the right rows, weight of the case)."""
    rows = np.concatenate([block for block, _, _ in blocks])
    right = np.concatenate([mark for _, mark, _ in blocks])
    weight = np.array([weight for _, _, weight in blocks])
    sizes = np.array([len(block) for block, _, _ in blocks])
    case, starts = np.repeat(np.arange(len(blocks)), sizes), np.concatenate([[0], np.cumsum(sizes)[:-1]])
    guess, strength = _pulls(names, pulls)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = rows @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[case])
        shares = powers / np.add.reduceat(powers, starts)[case]
        found = np.add.reduceat(shares * right, starts)
        slope = rows.T @ (weight[case] * (shares - shares * right / found[case])) + strength * (weights - guess)
        return float(-(weight * np.log(found)).sum() + (strength * (weights - guess) ** 2).sum() / 2), slope

    fitted = minimize(loss, guess, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}).x
    return dict(zip(names, fitted.tolist(), strict=True))


def fit_odds(names: Sequence[str], rows: Numbers, right: Numbers, pulls: Mapping[str, Pull]) -> dict[str, float]:
    """Fit a logistic regression."""
    guess, strength = _pulls(names, pulls)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = rows @ weights
        odds = np.logaddexp(0, scores) - right * scores
        slope = rows.T @ (1 / (1 + np.exp(-scores)) - right) + strength * (weights - guess)
        return float(odds.sum() + (strength * (weights - guess) ** 2).sum() / 2), slope

    fitted = minimize(loss, guess, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}).x
    return dict(zip(names, fitted.tolist(), strict=True))


def _pulls(names: Sequence[str], pulls: Mapping[str, Pull]) -> tuple[Numbers, Numbers]:
    found = [pulls.get(name, FREE) for name in names]
    return np.array([pull.guess for pull in found]), np.array([pull.strength for pull in found])


def rising_steps(raw: Numbers, right: Numbers) -> tuple[tuple[float, float], ...]:
    """Return a rising table from raw probabilities to shares of right ones, at evenly filled knots."""
    order = np.argsort(raw)
    groups = [part for part in np.array_split(order, KNOTS) if part.size]
    share = [(right[part].sum() + END_SHARE * right.mean()) / (part.size + END_SHARE) for part in groups]
    rising = isotonic_regression(np.array(share)).x
    knots = [(float(raw[part].mean()), float(value)) for part, value in zip(groups, rising, strict=True)]
    return ((0.0, knots[0][1] / 2), *knots, (1.0, (1 + knots[-1][1]) / 2))
