"""Fit the weights of the name rules: ``python -m geodata.training.fit_rules CORPUS.jsonl...``.

A corpus is JSON Lines with ``text`` and ``toponyms`` (``start, end, lat, lon, geonameid``). Prints the table of
weights, rounded, to be looked at and copied into `recognition/evidence.py`. Needs scipy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.ingest import make_article
from geodata.models import Document
from geodata.recognition.evidence import Surroundings, features, named_areas
from geodata.recognition.names import find_matches, is_function_word
from geodata.recognition.persons import find_persons
from geodata.recognition.reading import read
from geodata.text import make_document

Numbers = npt.NDArray[np.float64]

RECOGNITION_PULL = 4.0  # strength of the pull of all recognition weights towards zero
INSIDE_WEIGHT = 0.3  # of a match inside a longer gold name: wrong, but seldom reached


@dataclass(frozen=True)
class Example:
    """One annotated text."""

    document: Document
    gold: Mapping[tuple[int, int], Mapping[str, Any]]


def main() -> None:
    """Print the table."""
    gazetteer = open_gazetteer()
    examples = [example for path in sys.argv[1:] for example in read_examples(Path(path))]
    sys.stdout.write(f"recognition {json.dumps(fit_recognition(examples, gazetteer), indent=1)}\n")


def read_examples(path: Path) -> Iterator[Example]:
    """Read the annotated texts of a corpus."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold = {(toponym["start"], toponym["end"]): toponym for toponym in row["toponyms"]}
            yield Example(make_document(make_article(row["text"])), gold)


def fit_recognition(examples: Sequence[Example], gazetteer: Gazetteer) -> dict[str, float]:
    """Fit a logistic regression that tells place names among the matches."""
    cases = [case for example in examples for case in _matches(example, gazetteer)]
    names = sorted({name for evidence, _, _ in cases for name in evidence})
    rows = np.array([[evidence.get(name, 0.0) for name in names] + [1.0] for evidence, _, _ in cases])
    right = np.array([float(is_right) for _, is_right, _ in cases])
    counts = np.array([count for _, _, count in cases])
    pull = np.array([RECOGNITION_PULL] * len(names) + [0.0])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = rows @ weights
        odds = counts * (np.logaddexp(0, scores) - right * scores)
        slope = rows.T @ (counts * (1 / (1 + np.exp(-scores)) - right)) + pull * weights
        return float(odds.sum() + (pull * weights**2).sum() / 2), slope

    fitted = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return rounded([*names, "bias"], fitted)


def _matches(example: Example, gazetteer: Gazetteer) -> Iterator[tuple[dict[str, float], bool, float]]:
    reading = read(example.document)
    matches = find_matches(reading, example.document.text, gazetteer)
    found = [match for group in matches.by_start.values() for match in group]
    around = Surroundings(reading, matches, find_persons(reading, matches), *named_areas(iter(found)))
    for match in found:
        span = (match.span.start, match.span.end)
        if not is_function_word(match):
            inside = span not in example.gold and any(s < span[1] and span[0] < e for s, e in example.gold)
            yield features(match, around), span in example.gold, INSIDE_WEIGHT if inside else 1.0


def rounded(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    """Name the weights and round them."""
    return {name: round(float(weight), 1) for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
