"""Fit which source and content belong to which cue: ``python -m geodata.training.fit_pairing TRAIN.jsonl DEV.jsonl``.

The corpora are PolNeAR in the shared JSON Lines format. Prints how often the right cue is found on DEV, spans given,
and writes `resources/pairing.json`. Needs scipy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from geodata.attribution.decoding import Piece
from geodata.attribution.pairing import Page, evidence, pair
from geodata.language.quotations import Quotations
from geodata.tagger import cut_words
from geodata.text import split_sentences

PULL = 0.5  # strength of the pull of all weights towards zero
PARTS = ("source", "cue", "content")
WEIGHTS_FILE = Path(__file__).parent.parent / "resources" / "pairing.json"

Numbers = npt.NDArray[np.float64]
Owners = Mapping[Piece, Piece]


def main() -> None:
    """Fit, score and write."""
    train, held_out = (list(_pages(Path(path))) for path in sys.argv[1:3])
    table = fit([choice for page, owners in train for choice in _choices(page, owners)])
    right = given = 0
    for page, owners in held_out:
        found = {piece: p.cue for p in pair(page, table) for piece in (p.source, *p.contents) if piece is not None}
        given += len(owners)
        right += sum(found.get(piece) == cue for piece, cue in owners.items())
    print(f"right cue for {right} of {given} sources and contents: {right / given:.4f}")
    WEIGHTS_FILE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _pages(path: Path) -> Iterator[tuple[Page, Owners]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        starts = [word.start for word in cut_words(text)]
        owners: dict[Piece, Piece] = {}
        pieces: list[Piece] = []
        for attribution in record["attributions"]:
            parts = {part: list(_pieces(attribution.get(part), part, starts)) for part in PARTS}
            pieces += [piece for of_part in parts.values() for piece in of_part]
            if len(parts["cue"]) == 1:
                owned = {piece: parts["cue"][0] for part in ("source", "content") for piece in parts[part]}
                owners = owned | owners  # a source that several cues share is that of the first
        yield Page.of(text, Quotations(text), list(dict.fromkeys(pieces)), list(split_sentences(text))), owners


def _pieces(spans: object, part: str, starts: Sequence[int]) -> Iterator[Piece]:
    for span in spans or ():  # type: ignore[attr-defined]
        start, end = (span["start"], span["end"]) if isinstance(span, dict) else span
        first = int(np.searchsorted(starts, start))
        yield Piece(part, start, end, first, int(np.searchsorted(starts, end)))  # type: ignore[arg-type]


def _choices(page: Page, owners: Owners) -> Iterator[tuple[list[dict[str, float]], int]]:
    """Yield for every piece the evidence on each cue near it, and which of them is right."""
    for piece, cue in owners.items():
        near = page.cues_near(piece)
        if len(near) > 1 and cue in near:
            yield [evidence(page, piece, other) for other in near], near.index(cue)


def fit(choices: Sequence[tuple[list[dict[str, float]], int]]) -> dict[str, float]:
    """Fit a conditional logit."""
    names = sorted({name for options, _ in choices for option in options for name in option})
    column = {name: number for number, name in enumerate(names)}
    sizes = np.array([len(options) for options, _ in choices])
    ends = np.cumsum(sizes)
    values = np.zeros((int(ends[-1]), len(names)))
    for row, option in enumerate(option for options, _ in choices for option in options):
        for name, value in option.items():
            values[row, column[name]] = value
    right = (ends - sizes) + np.array([index for _, index in choices])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = values @ weights
        highest = np.maximum.reduceat(scores, ends - sizes)
        powers = np.exp(scores - highest[group])
        totals = np.add.reduceat(powers, ends - sizes)
        shares = powers / totals[group]
        shares[right] -= 1.0
        missed = float((np.log(totals) + highest - scores[right]).sum())
        return missed + PULL * float((weights**2).sum()) / 2, values.T @ shares + PULL * weights

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 2) for name, weight in zip(names, fitted, strict=True)}


if __name__ == "__main__":
    main()
