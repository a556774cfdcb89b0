"""The most probable row of labels that is allowed: how a network is scored by its labels alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from geodata.tagger import ATTRIBUTION_LABELS

SMALLEST_PROBABILITY = 1e-6
FORBIDDEN = -1e9  # log-probability of a label that may not follow another


def best_labels(probabilities: npt.NDArray[np.float32]) -> list[int]:
    """Return the most probable row of labels in which no span goes on that did not begin (Viterbi)."""
    scores = np.log(np.maximum(probabilities.astype(np.float64), SMALLEST_PROBABILITY))
    follows = _transitions()
    best = scores[0] + np.array([FORBIDDEN if label.startswith("I") else 0.0 for label in ATTRIBUTION_LABELS])
    back = np.zeros(scores.shape, dtype=np.int64)
    for n in range(1, len(scores)):
        paths = best[:, None] + follows
        back[n] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[n]
    row = [int(best.argmax())]
    for n in range(len(scores) - 1, 0, -1):
        row.append(int(back[n, row[-1]]))
    return row[::-1]


def _transitions() -> npt.NDArray[np.float64]:
    """Return the log-score of label after label: only what began may go on."""
    table = np.zeros((len(ATTRIBUTION_LABELS), len(ATTRIBUTION_LABELS)))
    for at, label in enumerate(ATTRIBUTION_LABELS):
        if label.startswith("I"):
            may_follow = [before.endswith(label[1:]) for before in ATTRIBUTION_LABELS]
            table[:, at] = np.where(may_follow, 0.0, FORBIDDEN)
    return table
