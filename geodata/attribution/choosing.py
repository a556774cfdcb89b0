"""Which spans are the sources, cues and contents of a text: each is judged by its evidence, the best row of them taken.

The judge of a part is a small network with one hidden layer, fitted on annotated news (`training/fit_spans.py`) with
the probabilities that the tagger gives its words. A span is worth its probability of being right, less a threshold; of
all sets of spans without overlaps the one that is worth most is taken (weighted interval scheduling).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from geodata.attribution.candidates import candidates
from geodata.attribution.evidence import evidence
from geodata.attribution.wordview import Floats, Ints, WordView

PARTS = ("source", "cue", "content")
THRESHOLDS = np.array([0.1, 0.1, 0.08])
"""Probability from which a span of a part may be taken: what hangs together with others need not be sure alone."""

WIDEST = 6.0  # standard deviations; evidence further out says no more


@dataclass(frozen=True)
class Chosen:
    """One span: words `[first, last)`, and how probable it is that both its edges are right."""

    part: int
    first: int
    last: int
    sure: float


@dataclass(frozen=True)
class SpanJudge:
    """A network with one hidden layer for one part."""

    middle: Floats
    spread: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def probabilities(self, rows: Floats) -> Floats:
        """Return for each row of evidence the probability that the span is right."""
        scaled = np.clip((rows - self.middle) / self.spread, -WIDEST, WIDEST)
        raised = np.maximum(scaled @ self.hidden + self.hidden_bias, 0.0)
        return np.asarray(1.0 / (1.0 + np.exp(-(raised @ self.out + self.out_bias))))


@cache
def shipped_judges() -> tuple[SpanJudge, ...]:
    """Return the judges of sources, cues and contents that come with the program."""
    with (resources.files("geodata") / "resources" / "attribution" / "spans.npz").open("rb") as file:
        return judges_of(np.load(file))


def judges_of(arrays: Mapping[str, Floats]) -> tuple[SpanJudge, ...]:
    """Return the judges kept as arrays, the names of which are `part.array`."""
    names = SpanJudge.__dataclass_fields__
    return tuple(
        SpanJudge(**{name: np.asarray(arrays[f"{part}.{name}"], np.float64) for name in names}) for part in PARTS
    )


def choose(view: WordView, judges: Sequence[SpanJudge]) -> list[Chosen]:
    """Return the spans of a text in reading order, without overlaps."""
    spans = candidates(view)
    if not len(spans):
        return []
    sure = judged(view, spans, judges)
    worth = sure - THRESHOLDS[spans[:, 0]]
    good = np.flatnonzero(worth > 0)
    good = good[np.lexsort((spans[good, 1], spans[good, 2]))]
    kept = best_row(spans[good, 1].tolist(), spans[good, 2].tolist(), worth[good].tolist())
    return [_chosen(spans[at].tolist(), float(sure[at])) for at in good[kept]]


def _chosen(span: list[int], sure: float) -> Chosen:
    part, first, last = span
    return Chosen(part, first, last, sure)


def judged(view: WordView, spans: Ints, judges: Sequence[SpanJudge]) -> Floats:
    """Return the probability of each span."""
    result = np.zeros(len(spans))
    for part, judge in enumerate(judges):
        own = spans[:, 0] == part
        if own.any():
            result[own] = judge.probabilities(evidence(view, spans[own]))
    return result


def best_row(firsts: Sequence[int], lasts: Sequence[int], worth: Sequence[float]) -> list[int]:
    """Return which spans `[first, last)`, given by rising ends, are worth most together without overlaps."""
    best = [0.0]
    before: list[int | None] = []  # spans left of one that is taken, None where it is not
    for number, first in enumerate(firsts):
        free = bisect_right(lasts, first, 0, number)
        taken = worth[number] + best[free]
        before.append(free if taken > best[-1] else None)
        best.append(max(taken, best[-1]))
    kept: list[int] = []
    at = len(firsts)
    while at:
        free_before = before[at - 1]
        if free_before is not None:
            kept.append(at - 1)
        at = at - 1 if free_before is None else free_before
    return kept[::-1]
