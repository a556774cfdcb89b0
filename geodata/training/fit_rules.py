"""Fit the weights of the name rules: ``python -m geodata.training.fit_rules CORPUS.jsonl...``.

A corpus is JSON Lines with ``text`` and ``toponyms`` (``start, end, lat, lon, geonameid``). Prints both tables of
weights, rounded, to be looked at and copied into `recognition/evidence.py` and `resolution/ranking.py`. The weights of
the ranking are drawn towards a guess by hand where the corpora have few cases, so that a rule of the language is not
unlearnt on them. Needs scipy.
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
from geodata.recognition import RuleRecognizer
from geodata.recognition.evidence import Surroundings, features, named_areas
from geodata.recognition.names import find_matches, is_function_word
from geodata.recognition.persons import find_persons
from geodata.recognition.reading import read
from geodata.resolution.groups import gather
from geodata.resolution.ranking import Table, rank
from geodata.text import make_document

Numbers = npt.NDArray[np.float64]

RECOGNITION_PULL = 4.0  # strength of the pull of all recognition weights towards zero
INSIDE_WEIGHT = 0.3  # of a match inside a longer gold name: wrong, but seldom reached
SAME_PLACE_DEGREES = 0.2  # a candidate so near the gold point is right when none has its id
GUESSES: Mapping[str, tuple[float, float]] = {
    "qualified": (3.0, 20.0), "qualified_elsewhere": (-2.0, 20.0), "cue_match": (2.0, 10.0),
    "cue_mismatch": (-2.0, 10.0), "namesake": (-2.0, 10.0), "namesake_town": (1.0, 5.0),
    "capital": (1.0, 20.0), "acting_capital": (2.0, 20.0),
    "alternate": (-1.5, 20.0), "vast": (4.0, 20.0), "list_mate": (1.0, 5.0), "log_population": (7.0, 1.0),
}  # fmt: skip
"""Weights guessed by hand, each with the strength of its pull; all others are pulled to zero by 1."""


@dataclass(frozen=True)
class Example:
    """One annotated text."""

    document: Document
    gold: Mapping[tuple[int, int], Mapping[str, Any]]


def main() -> None:
    """Print both tables."""
    gazetteer = open_gazetteer()
    examples = [example for path in sys.argv[1:] for example in _examples(Path(path))]
    sys.stdout.write(f"recognition {json.dumps(fit_recognition(examples, gazetteer), indent=1)}\n")
    sys.stdout.write(f"ranking {json.dumps(fit_ranking(examples, gazetteer), indent=1)}\n")


def _examples(path: Path) -> Iterator[Example]:
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
    return _rounded([*names, "bias"], fitted)


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


def fit_ranking(examples: Sequence[Example], gazetteer: Gazetteer) -> dict[str, float]:
    """Fit a conditional logit that tells the right candidate of a name."""
    cases = [case for example in examples for case in _choices(example, gazetteer)]
    names = sorted(cases[0][0])
    blocks = [np.stack([evidence[name] for name in names], axis=1) for evidence, _ in cases]
    guess = np.array([GUESSES.get(name, (0.0, 1.0))[0] for name in names])
    pull = np.array([GUESSES.get(name, (0.0, 1.0))[1] for name in names])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        total, slope = float((pull * (weights - guess) ** 2).sum() / 2), pull * (weights - guess)
        for block, (_, right) in zip(blocks, cases, strict=True):
            scores = block @ weights
            shares = np.exp(scores - np.logaddexp.reduce(scores))
            wanted = shares * right / (shares * right).sum()
            total -= float(np.log((shares * right).sum()))
            slope = slope + block.T @ (shares - wanted)
        return total, slope

    return _rounded(names, minimize(loss, guess, jac=True, method="L-BFGS-B").x)


def _choices(example: Example, gazetteer: Gazetteer) -> Iterator[tuple[dict[str, Numbers], Numbers]]:
    mentions = RuleRecognizer(gazetteer).recognize(example.document)
    table = Table.of(gather(example.document, mentions, gazetteer))
    _, evidence = rank(table, None) if len(table) else (None, {})
    for number, group in enumerate(table.groups):
        rows = np.flatnonzero(table.group == number)
        for member in group.members:
            gold = example.gold.get((mentions[member].start, mentions[member].end))
            right = _right_rows(table, rows, gold) if gold and gold["lat"] is not None else np.zeros(0)
            if right.any() and len(rows) > 1:
                yield {name: values[rows] for name, values in evidence.items()}, right


def _right_rows(table: Table, rows: npt.NDArray[np.int64], gold: Mapping[str, Any]) -> Numbers:
    by_id = np.array([table.entries[row].place_id == f"geonames:{gold['geonameid']}" for row in rows], dtype=float)
    if by_id.any():
        return by_id
    away = np.hypot(table.latitude[rows] - gold["lat"], table.longitude[rows] - gold["lon"])
    return (away < SAME_PLACE_DEGREES).astype(np.float64)


def _rounded(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    return {name: round(float(weight), 1) for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    main()
