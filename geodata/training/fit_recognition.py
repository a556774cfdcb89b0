"""Fit the weights that tell place names among the proposals: ``python -m geodata.training.fit_recognition ...``.

    --fit CORPUS.jsonl=TAGGER[@FOLD]     fit on these; TAGGER is a folder with a tagger that has not seen them, or "-"
    --score CORPUS.jsonl=TAGGER[@FOLD]   score on these with what was fitted
    --table rules|tagged           which table of `resources/recognition.json` to fit
    --write                        put the fitted table there

A corpus is JSON Lines with ``text`` and ``toponyms`` (``start, end``). Needs scipy.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from geodata.ingest import make_article
from geodata.models import Document
from geodata.place_index import PlaceIndex, open_places
from geodata.recognition import choose, propose
from geodata.recognition.names import Match, is_function_word
from geodata.recognition.scoring import echoes, evidence_of, weigh
from geodata.tagger import Tagger
from geodata.text import make_document
from geodata.training.corpora import FOLDS, fold_of, newspaper_of

Numbers = npt.NDArray[np.float64]
Table = dict[str, float]

PULL = 20.0  # strength of the pull of all weights towards zero: best on a corpus that was left out
SPEAKS_FOR = frozenset(
    {"tag_begins", "tag_goes_on", "tag_closes", "tag_weakest", "tag_in_name", "tag_loc", "tag_fac", "echo"}
)
"""Evidence that may never count against a name, whatever a corpus leaves unmarked."""

SPEAKS_AGAINST = frozenset({"tag_per", "tag_org"})
"""Evidence that may never count for one."""

INSIDE_WEIGHT = 0.5  # of a proposal that overlaps a gold name: wrong, but the right one takes its place
ROUNDS = 3  # the echo of a name is known only when its other occurrences are scored
WEIGHTS_FILE = Path(__file__).parent.parent / "resources" / "recognition.json"


@dataclass(frozen=True)
class Example:
    """One annotated text."""

    document: Document
    gold: Mapping[tuple[int, int], Mapping[str, Any]]


@dataclass(frozen=True)
class Case:
    """The proposals of one text with their evidence, and which of them are right."""

    proposed: Sequence[Match]
    evidence: Sequence[dict[str, float]]
    gold: frozenset[tuple[int, int]]

    def judged(self, table: Table) -> dict[int, float]:
        """Return the score of every proposal by its identity, as the recogniser does."""
        alone = [weigh(found, table) for found in self.evidence]
        lent = echoes(self.proposed, alone)
        echo = table.get("echo", 0.0)
        return {id(m): score + echo * one for m, score, one in zip(self.proposed, alone, lent, strict=True)}


def main() -> None:
    """Fit, score, and write where asked."""
    options = _parser().parse_args()
    gazetteer = open_places()
    table = fit([case for item in options.fit for case in _cases(item, gazetteer)])
    for item in options.score:
        score(item, list(_cases(item, gazetteer)), table)
    if options.write:
        tables = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        tables[options.table] = table
        WEIGHTS_FILE.write_text(json.dumps(tables, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        print(json.dumps(table, indent=1))


def read_examples(path: Path, fold: int | None = None) -> Iterator[Example]:
    """Read the annotated texts of a corpus, or of one fold of its newspapers."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if fold is None or fold_of(newspaper_of(row), FOLDS) == fold:
                gold = {(toponym["start"], toponym["end"]): toponym for toponym in row["toponyms"]}
                yield Example(make_document(make_article(row["text"])), gold)


def _cases(item: str, gazetteer: PlaceIndex) -> Iterator[Case]:
    path, _, rest = item.partition("=")
    folder, _, fold = rest.partition("@")
    tagger = Tagger(Path(folder)) if folder not in {"", "-"} else None
    for example in read_examples(Path(path), int(fold) if fold else None):
        tags = tagger.tag(example.document.text) if tagger else None
        proposed, around, view = propose(dataclasses.replace(example.document, tags=tags), gazetteer)
        yield Case(proposed, evidence_of(proposed, around, view), frozenset(example.gold))


def fit(cases: Sequence[Case]) -> Table:
    """Fit a logistic regression on all proposals; the echo joins once there are scores to lend."""
    table: Table = {}
    for _ in range(ROUNDS):
        rows, right, counts = [], [], []
        for case in cases:
            alone = [weigh(found, table) for found in case.evidence] if table else [0.0] * len(case.evidence)
            lent = echoes(case.proposed, alone)
            for match, found, echo in zip(case.proposed, case.evidence, lent, strict=True):
                if not is_function_word(match):
                    span = (match.span.start, match.span.end)
                    rows.append(found | {"echo": echo})
                    right.append(float(span in case.gold))
                    counts.append(_weight(span, case.gold))
        table = _logistic(rows, np.array(right), np.array(counts))
    return table


def _weight(span: tuple[int, int], gold: frozenset[tuple[int, int]]) -> float:
    inside = span not in gold and any(start < span[1] and span[0] < end for start, end in gold)
    return INSIDE_WEIGHT if inside else 1.0


def _logistic(rows: Sequence[Mapping[str, float]], right: Numbers, counts: Numbers) -> Table:
    names = sorted({name for row in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] + [1.0] for row in rows])
    pull = np.array([PULL] * len(names) + [0.0])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = values @ weights
        odds = counts * (np.logaddexp(0, scores) - right * scores)
        slope = values.T @ (counts * (1 / (1 + np.exp(-scores)) - right)) + pull * weights
        return float(odds.sum() + (pull * weights**2).sum() / 2), slope

    start, bounds = np.zeros(values.shape[1]), [*map(_bound, names), (None, None)]
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000}).x
    return rounded([*names, "bias"], fitted)


def _bound(name: str) -> tuple[float | None, float | None]:
    return (0.0 if name in SPEAKS_FOR else None, 0.0 if name in SPEAKS_AGAINST else None)


def rounded(names: Sequence[str], weights: Sequence[float]) -> Table:
    """Name the weights and round them."""
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def score(name: str, cases: Sequence[Case], table: Table) -> None:
    """Print the exact and overlap scores on some texts."""
    found = wanted = exact = overlap = reached = 0
    for case in cases:
        spans = [(match.span.start, match.span.end) for match in choose(case.proposed, case.judged(table))]
        found, wanted = found + len(spans), wanted + len(case.gold)
        exact += len(case.gold.intersection(spans))
        overlap += sum(any(s < end and start < e for start, end in spans) for s, e in case.gold)
        reached += len(case.gold.intersection((match.span.start, match.span.end) for match in case.proposed))
    for title, right in (("exact", exact), ("overlap (gold side)", overlap)):
        precision, recall = right / max(found, 1), right / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name} {title}: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}; proposed {reached / max(wanted, 1):.4f}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="append", required=True)
    parser.add_argument("--score", action="append", default=[])
    parser.add_argument("--table", choices=("rules", "tagged"), default="tagged")
    parser.add_argument("--write", action="store_true")
    return parser


if __name__ == "__main__":
    main()
