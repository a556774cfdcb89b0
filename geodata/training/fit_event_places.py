"""Fit which names of a clause are where it happened: ``python -m geodata.training.fit_event_places CORPUS.jsonl``.

The corpus has a sentence, a verb and the names of its places a line (``text, verb, locations``). The sentences that
the tagger was not trained on are left out, so that they can check; `--sentences` takes some of the others. Writes
`resources/where.json`: the weights of the signs by themselves, those beside the tagger's answer, the probability that
is enough, and between which probabilities the tagger is asked. Needs scipy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from geodata.claims import extract_claims
from geodata.claims.belonging import LEAD, LEADS, TAGGER, Belonging, Choice, Weights, answers_of
from geodata.claims.hearing import Heard, ask
from geodata.claims.namesigns import Name, Signs, signs_of
from geodata.claims.propositions import Proposition
from geodata.ingest import make_article
from geodata.models import Claim
from geodata.pipeline import Engine, default_engine
from geodata.spatial import read_relations
from geodata.text import make_document, tagged
from geodata.training.corpora import fold_of
from geodata.training.logit import Numbers, Pull, fit_odds

HELD_OUT = 6  # as in `train`: one sentence of so many was kept from the tagger
SEED = 20260
FEWEST = 8  # names that show a sign before it gets a weight
OPEN = {"event": (0.25, 0.75), "force": (0.02, 0.98)}
"""Between these the signs leave it open and the tagger is asked; acts of force are what it was trained on."""

LEAST = {"force": 0.4, "event": 0.1, "way": 0.1, "way of force": 0.05, "background": 0.8, "background of force": 0.6}
"""What is enough. F1 is highest where a probability is half of it (Lipton et al. 2014), and .8 of the names can be had.
Where the corpus has little to say the rules decide, but for what is clearly otherwise."""

ANSWERS = frozenset({TAGGER, LEAD, LEADS})
PULLS: Mapping[str, Pull] = {}
FILE = Path(__file__).parent.parent / "resources" / "where.json"

Span = tuple[int, int]
Question = tuple[list[Span], list[Span]]
"""The words of a verb and the names of its places."""


@dataclass(frozen=True)
class Recorder(Belonging):
    """Keeps the signs of every name that is judged, by claim; itself it follows the rules alone."""

    seen: dict[str, list[tuple[Span, Signs]]] = field(default_factory=dict)

    def hear(self, proposition: Proposition, claim: Claim, names: Sequence[Name], *, unread: bool) -> Heard | None:
        """Ask whatever the signs say."""
        del names, unread
        return ask(self.asker, proposition, claim) if self.asker else None

    def chosen(
        self, proposition: Proposition, claim: Claim, names: Sequence[Name], heard: Heard | None
    ) -> list[Choice]:
        """Keep what speaks for each name, and what the tagger says."""
        odds = [heard.log_odds(name.mention.start, name.mention.end) for name in names] if heard else []
        answers = answers_of(odds) or [{} for _ in names]
        for name, signs, answer in zip(names, signs_of(proposition, claim, names), answers, strict=True):
            if name.may_be:
                span = name.mention.start, name.mention.end
                self.seen.setdefault(claim.claim_id, []).append((span, signs | answer))
        return ["none" if name.role == "background" else "place" for name in names]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sentences", type=int, default=7000)
    options = parser.parse_args()
    cases = [case for text, asked in _sentences(options.corpus, options.sentences) for case in _cases(text, asked)]
    alone, beside = fitted(cases, heard=False), fitted([case for case in cases if TAGGER in case[0]], heard=True)
    table = {"least": LEAST, "open": OPEN, "alone": alone, "beside": beside}
    FILE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(cases)} names, {sum(right for _, right in cases)} of them places")


def _sentences(path: Path, count: int) -> list[tuple[str, list[Question]]]:
    """Return some of the sentences that the tagger was trained on, each with all of its questions."""
    asked: dict[str, list[Question]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if fold_of(record["text"], HELD_OUT):
            question = [(start, end) for start, end in record["verb"]], [(s, e) for s, e in record["locations"]]
            asked.setdefault(record["text"], []).append(question)
    return random.Random(SEED).sample(sorted(asked.items()), min(count, len(asked)))


def _cases(text: str, asked: Sequence[Question]) -> Iterator[tuple[Signs, bool]]:
    """Yield for every name in the statements that are asked about its signs, and whether it happened there."""
    recorder, claims = _read(text, default_engine())
    for verb, gold in asked:
        claim = _claim_of(verb, claims)
        for span, signs in recorder.seen.get(claim.claim_id, ()) if claim else ():
            yield signs, any(_touch(span, place) for place in gold)


def _read(text: str, engine: Engine) -> tuple[Recorder, Sequence[Claim]]:
    document = tagged(make_document(make_article(text)), engine.tagger)
    mentions = read_relations(document, engine.recognizer.recognize(document))
    resolution = engine.resolver.resolve(document, mentions)
    recorder = Recorder(Weights({}, {}, LEAST, OPEN), engine.tagger)
    attribution = engine.attributor.attribute(document)
    return recorder, extract_claims(document, resolution, attribution, engine.gazetteer, belonging=recorder).claims


def _claim_of(verb: Sequence[Span], claims: Sequence[Claim]) -> Claim | None:
    """Return the statement that a verb triggers, else the shortest that holds it."""
    triggered = [
        claim
        for claim in claims
        if any(
            item.what == "trigger" and _touch((item.start, item.end), part) for item in claim.evidence for part in verb
        )
    ]
    holding = [claim for claim in claims if any(_touch((claim.start, claim.end), part) for part in verb)]
    return min(triggered or holding, key=lambda claim: claim.end - claim.start, default=None)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fitted(cases: Sequence[tuple[Signs, bool]], *, heard: bool) -> dict[str, float]:
    """Fit the weights of the signs that enough names show."""
    shown = Counter(sign for signs, _ in cases for sign in signs if heard or sign not in ANSWERS)
    names = sorted(sign for sign, count in shown.items() if count >= FEWEST)
    column = {name: number for number, name in enumerate(names)}
    rows: Numbers = np.zeros((len(cases), len(names)))
    for row, (signs, _) in enumerate(cases):
        for sign, value in signs.items():
            if sign in column:
                rows[row, column[sign]] = value
    right = np.array([float(right) for _, right in cases])
    return {name: round(weight, 2) for name, weight in fit_odds(names, rows, right, PULLS).items()}


if __name__ == "__main__":
    main()
