"""How a model of the resolution does on annotated names: accuracy, reach, calibration and what abstaining buys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from geodata.resolution.choice import Ranking, choose, settle, traits
from geodata.resolution.model import Model
from geodata.resolution.ranking import weighed
from geodata.resolution.table import Numbers
from geodata.training.resolution_cases import Text, km_to

FIELD_KM = 161.0  # the field's hundred miles
BINS = 10
COVERAGES = (0.2, 0.4, 0.6, 0.8, 1.0)
UNCALIBRATED = ((0.0, 0.0), (1.0, 1.0))


class Judged(NamedTuple):
    """One choice: whether it is right (by id or within 25 km), within 161 km, and whether it could have been."""

    score: float
    traits: Mapping[str, float]
    right: bool
    right_161: bool
    reached: bool
    reached_161: bool
    country: bool


def judge(text: Text, ranking: Ranking) -> Iterator[Judged]:
    """Judge every choice of an annotated name that has candidates."""
    for case in text.cases:
        choice = ranking.choices[case.group]
        place = int(np.flatnonzero(case.rows == choice.best)[0])
        near = np.maximum(case.right, km_to(text.table, case.rows, case.gold) <= FIELD_KM)
        reached = bool(case.right.any())
        yield Judged(
            choice.score,
            traits(text.table, case.group, choice.order, ranking.shares, ranking.evidence),
            bool(case.right[place]),
            bool(near[place]),
            reached,
            bool(near.any()),
            reached and text.table.codes[case.rows[np.argmax(case.right)]].startswith("PCL"),
        )


def judge_seen(text: Text, seen: Sequence[Mapping[str, Numbers]], together: Mapping[str, float]) -> Iterator[Judged]:
    """Judge the choices that weights make of evidence at hand, for every home."""
    for evidence in seen:
        shares = text.table.shares(weighed(together, evidence, len(text.table)))
        yield from judge(text, settle(text.table, shares, evidence, Model({}, together, {}, UNCALIBRATED)))


def describe(title: str, texts: Sequence[Text], model: Model, *, homes: bool = False) -> str:
    """Return the scores of a model on texts, in lines."""
    judged = [
        one for text in texts for one in judge(text, choose(text.table, text.homes[-1] if homes else None, model))
    ]
    lost = sum(len(text.without_candidates) for text in texts)
    total = len(judged) + lost
    reach, far_reach = sum(one.reached for one in judged), sum(one.reached_161 for one in judged)
    right, far_right = sum(one.right for one in judged), sum(one.right_161 for one in judged)
    small = [one for one in judged if not one.country]
    lines = [
        f"{title}: {total} names",
        _shares("25 km or id", right, reach, total),
        _shares("161 km or id", far_right, far_reach, total),
        f"  calibration error {calibration_error(judged):.3f}, without countries {calibration_error(small):.3f}",
        f"  without countries, right at coverage: {_curve(small, len(small) + lost)}",
    ]
    return "\n".join(lines) + "\n"


def _shares(name: str, right: int, reach: int, total: int) -> str:
    return f"  {name}: reach {reach / total:.3f}, right {right / total:.3f}, of the reached {right / max(reach, 1):.3f}"


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    scores, right = np.array([one.score for one in judged]), np.array([one.right for one in judged], dtype=float)
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [abs(float((scores[bins == number] - right[bins == number]).sum())) for number in range(BINS)]
    return sum(gaps) / max(len(judged), 1)


def _curve(judged: Sequence[Judged], total: int) -> str:
    """Say how many of the surest are right when a share of all names is answered."""
    ranked = sorted(judged, key=lambda one: -one.score)
    points = []
    for coverage in COVERAGES:
        answered = ranked[: round(coverage * total)]
        points.append(f"{coverage:.0%} {sum(one.right for one in answered) / max(len(answered), 1):.3f}")
    return ", ".join(points)
