"""Fit the weights of the resolution: ``python -m geodata.training.fit_resolution CORPUS.jsonl...``.

A corpus is JSON Lines with ``text`` and ``toponyms`` (``start, end, lat, lon, geonameid``). Prints the weights. They
are drawn towards a guess by hand where the corpora have few cases, so that a rule of the language is not unlearnt on
them. Needs scipy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.recognition import NameRecognizer
from geodata.resolution.groups import gather
from geodata.resolution.ranking import Table, rank
from geodata.training.fit_recognition import Example, read_examples, rounded

Numbers = npt.NDArray[np.float64]

SAME_PLACE_DEGREES = 0.2  # a candidate so near the gold point is right when none has its id
GUESSES: Mapping[str, tuple[float, float]] = {
    "qualified": (3.0, 20.0), "qualified_elsewhere": (-2.0, 20.0), "cue_match": (2.0, 10.0),
    "cue_mismatch": (-2.0, 10.0), "namesake": (-2.0, 10.0), "namesake_town": (1.0, 5.0),
    "capital": (1.0, 20.0), "acting_capital": (2.0, 20.0),
    "alternate": (-1.5, 20.0), "vast": (4.0, 20.0), "list_mate": (1.0, 5.0), "log_population": (7.0, 1.0),
}  # fmt: skip
"""Weights guessed by hand, each with the strength of its pull; all others are pulled to zero by 1."""


def main() -> None:
    """Print the table."""
    examples = [example for path in sys.argv[1:] for example in read_examples(Path(path))]
    sys.stdout.write(f"ranking {json.dumps(fit_ranking(examples, open_gazetteer()), indent=1)}\n")


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

    return rounded(names, minimize(loss, guess, jac=True, method="L-BFGS-B").x)


def _choices(example: Example, gazetteer: Gazetteer) -> Iterator[tuple[dict[str, Numbers], Numbers]]:
    mentions = NameRecognizer(gazetteer).recognize(example.document)
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


if __name__ == "__main__":
    main()
