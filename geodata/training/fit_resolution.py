"""Fit the model of the resolution: ``python -m geodata.training.fit_resolution CORPUS.jsonl... [--write]``.

A corpus is JSON Lines with ``text``, ``toponyms`` (``start, end, lat, lon, geonameid``; names without ``lat`` are left
out) and ``source`` (a web address: tells newspapers apart). ``FILE@2`` takes every second text, so that the others
can check. Prints what a model fitted on the other corpora scores on each; with ``--write`` it also fits one on all and
puts it where the package reads it. Needs scipy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from geodata.gazetteer import open_gazetteer
from geodata.recognition import NameRecognizer
from geodata.resolution import model as shipped
from geodata.resolution.model import BIAS, Model
from geodata.resolution.neighbours import neighbour_evidence
from geodata.resolution.ranking import PASSES, weighed
from geodata.resolution.table import Numbers
from geodata.training.logit import Pull, fit_choice, fit_odds, rising_steps
from geodata.training.resolution_cases import Case, Text, read_corpus
from geodata.training.resolution_scores import UNCALIBRATED, Judged, describe, judge_seen

FOLDS = 5
ROUNDS = 2  # of fitting the second look to picks that it made itself
DECIMALS = 3
FILE = Path(shipped.__file__).parents[1] / "resources" / "resolution" / shipped.FILE_NAME
GUESSES: Mapping[str, Pull] = {
    "holds": Pull(2.0, 10.0), "qualified": Pull(3.0, 20.0),
    "qualified_elsewhere": Pull(-2.0, 20.0), "cue_match": Pull(2.0, 10.0),
    "cue_mismatch": Pull(-2.0, 10.0), "namesake": Pull(-2.0, 10.0), "namesake_town": Pull(1.0, 5.0),
    "capital": Pull(1.0, 20.0), "acting_capital": Pull(2.0, 20.0), "alternate": Pull(-1.5, 20.0),
    "vast": Pull(4.0, 20.0), "list_mate": Pull(1.0, 5.0), "log_population": Pull(7.0, 1.0),
}  # fmt: skip
"""Where the corpora have few cases, weights are drawn towards a guess by hand, so that a rule of the language is not
unlearnt on them. All others are drawn to zero."""
CONFIDENCE_PULL: Mapping[str, Pull] = {"share": Pull(0.7, 2.0), BIAS: Pull(0.0, 0.0)}

NOT_WEIGHED = frozenset({"most_populous"})
"""Evidence for the reasons and for the confidence: as a weight it fits one corpus and misleads on the others."""

Seen = list[list[dict[str, Numbers]]]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", metavar="FILE[@STEP]")
    parser.add_argument("--write", action="store_true", help="fit on all corpora and write the model")
    options = parser.parse_args()
    gazetteer = open_gazetteer()
    recognizer = NameRecognizer(gazetteer)
    parted = [name.partition("@") for name in options.corpora]
    corpora = {
        Path(name).stem: read_corpus(Path(name), recognizer, gazetteer, int(step or 1)) for name, _, step in parted
    }
    for name, texts in corpora.items() if len(corpora) > 1 else ():
        model = fit([text for other, several in corpora.items() if other != name for text in several])
        for homes in (False, True):
            sys.stdout.write(
                describe(f"{name}, fitted on the others{', home given' * homes}", texts, model, homes=homes)
            )
    if options.write:
        model = fit([text for texts in corpora.values() for text in texts])
        write(model, {name: len(texts) for name, texts in corpora.items()})


def write(model: Model, corpora: Mapping[str, int]) -> None:
    """Write the model, rounded, with what it was fitted on."""
    about = "Log-odds; see geodata/resolution. Fitted by `python -m geodata.training.fit_resolution`."
    data = {
        "about": about,
        "texts": dict(corpora),
        "alone": _rounded(model.alone),
        "together": _rounded(model.together),
        "confidence": _rounded(model.confidence),
        "calibration": [[round(raw, DECIMALS), round(share, DECIMALS)] for raw, share in model.calibration],
    }
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(weight), DECIMALS) for name, weight in sorted(weights.items()) if round(weight, DECIMALS)}


def fit(texts: Sequence[Text]) -> Model:
    """Fit the ranking on all texts, and the confidence on choices whose weights were fitted on other papers."""
    ranking, seen = fit_ranking(texts)
    unseen: list[Judged] = []
    for fold, rest in _folds(texts):
        together = _fit_look([texts[place] for place in rest], [seen[place] for place in rest])
        for place in fold:
            unseen += judge_seen(texts[place], seen[place], together)
    right = np.array([judged.right for judged in unseen], dtype=float)
    confidence = fit_odds(*_confidence_rows(unseen), right, CONFIDENCE_PULL)
    plain = Model({}, {}, confidence, UNCALIBRATED)
    raw = np.array([plain.probability(judged.traits) for judged in unseen])
    return Model(ranking.alone, ranking.together, confidence, rising_steps(raw, right))


def _folds(texts: Sequence[Text]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the places of parts of the texts with those of the rest, all articles of a paper in one part."""
    papers = sorted({text.paper for text in texts})
    number = {paper: place % FOLDS for place, paper in enumerate(papers)}
    folds = np.array([number[text.paper] for text in texts])
    for fold in range(FOLDS):
        yield np.flatnonzero(folds == fold).tolist(), np.flatnonzero(folds != fold).tolist()


def _confidence_rows(unseen: Sequence[Judged]) -> tuple[list[str], Numbers]:
    names = [*sorted({name for judged in unseen for name in judged.traits}), BIAS]
    return names, np.array([[judged.traits.get(name, float(name == BIAS)) for name in names] for judged in unseen])


def fit_ranking(texts: Sequence[Text]) -> tuple[Model, Seen]:
    """Fit both looks; the second is fitted to the picks that the look before it made. Return its evidence as well."""
    alone = _fit_look(texts, [text.evidence for text in texts])
    together: dict[str, float] = {}
    for _ in range(ROUNDS):
        seen = [[_with_neighbours(text, own, alone, together) for own in text.evidence] for text in texts]
        together = _fit_look(texts, seen)
    return Model(alone, together, {}, UNCALIBRATED), seen


def _with_neighbours(
    text: Text, own: Mapping[str, Numbers], alone: Mapping[str, float], together: Mapping[str, float]
) -> dict[str, Numbers]:
    table = text.table
    shares = table.shares(weighed(alone, own, len(table)))
    around = neighbour_evidence(table, shares)
    for _ in range(PASSES - 1 if together else 0):
        shares = table.shares(weighed(together, {**own, **around}, len(table)))
        around = neighbour_evidence(table, shares)
    return {**own, **around}


def _fit_look(texts: Sequence[Text], seen: Seen) -> dict[str, float]:
    pairs = list(zip(texts, seen, strict=True))
    names = sorted({name for _, homes in pairs for one in homes for name in one} - NOT_WEIGHED)
    blocks = [
        (_block(one, case, names), case.clear, weight / len(homes))
        for text, homes in pairs
        for case, weight in text.weighed_cases
        if case.clear.any() and len(case.rows) > 1
        for one in homes
    ]
    return fit_choice(names, blocks, GUESSES)


def _block(evidence: Mapping[str, Numbers], case: Case, names: Sequence[str]) -> Numbers:
    nothing = np.zeros(len(case.rows))
    return np.stack([evidence[name][case.rows] if name in evidence else nothing for name in names], axis=1)


if __name__ == "__main__":
    main()
