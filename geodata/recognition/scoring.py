"""How likely each run of words is a place name: its evidence weighed, occurrences of one name lending to each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from geodata.recognition.evidence import Surroundings, features
from geodata.recognition.names import Match
from geodata.recognition.tagged import TagView

ECHO_RANGE = (-2.0, 4.0)  # log-odds that another occurrence can lend
ECHO_SCALE = 4.0  # log-odds of an echo that count as one


@cache
def weights(name: str) -> Mapping[str, float]:
    """Return a table of weights (log-odds): "rules" alone, or "tagged" where the tagger has read the text.

    Both are fitted by logistic regression on development corpora (geodata/training/fit_recognition.py).
    """
    file = resources.files("geodata") / "resources" / "recognition.json"
    tables: dict[str, dict[str, float]] = json.loads(file.read_text(encoding="utf-8"))
    return tables[name]


def weigh(evidence: Mapping[str, float], table: Mapping[str, float]) -> float:
    """Return the log-odds that a run of words with this evidence is a place name."""
    return table["bias"] + sum(table.get(name, 0.0) * value for name, value in evidence.items())


def evidence_of(matches: Sequence[Match], around: Surroundings, view: TagView | None) -> list[dict[str, float]]:
    """Return the evidence on every match, without what its other occurrences lend."""
    return [
        features(match, around) | (view.evidence(match.span.start, match.span.end) if view else {}) for match in matches
    ]


def scores(matches: Sequence[Match], around: Surroundings, view: TagView | None) -> dict[int, float]:
    """Return the log-odds of every match by its identity."""
    table = weights("tagged" if view else "rules")
    evidence = evidence_of(matches, around, view)
    alone = [weigh(found, table) for found in evidence]
    lent = echoes(matches, alone)
    return {id(match): score + table["echo"] * echo for match, score, echo in zip(matches, alone, lent, strict=True)}


def echoes(matches: Sequence[Match], alone: Sequence[float]) -> list[float]:
    """Return for every match the best score that the same name has elsewhere in the document, bounded and scaled."""
    best: dict[str, list[tuple[float, int]]] = {}
    for number, match in enumerate(matches):
        best.setdefault(match.surface, []).append((alone[number], number))
    lent = [0.0] * len(matches)
    for group in best.values():
        ranked = sorted(group, reverse=True)[:2]
        for _, number in group:
            others = [score for score, other in ranked if other != number]
            lent[number] = min(max(others[0], ECHO_RANGE[0]), ECHO_RANGE[1]) / ECHO_SCALE if others else 0.0
    return lent
