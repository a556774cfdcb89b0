"""Which source and which contents belong to which cue: every pair is weighed, the likeliest pairs are taken first."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate, pairwise

from geodata.attribution.choosing import PARTS
from geodata.attribution.decoding import Piece
from geodata.language.quotations import Quotations
from geodata.models import Sentence

FURTHEST_SENTENCES = 6
"""Sentences between a cue and a content that still belongs to it: a long quotation goes on so far."""

LOOK_BACK = 10
"""Characters before a content in which the colon that announces it is looked for."""

MOST_COUNTED = 3  # pieces between that are counted; more say no more


@dataclass(frozen=True)
class Pairing:
    """A cue with its source, where it has one, and its contents in reading order."""

    cue: Piece
    source: Piece | None = None
    contents: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Page:
    """The pieces of one text, and where its sentences begin."""

    text: str
    quotations: Quotations
    pieces: Sequence[Piece]
    sentence_starts: Sequence[int]
    paragraphs: Sequence[int]  # the number of the paragraph of each sentence; a headline is one of its own

    @cached_property
    def order(self) -> Mapping[Piece, int]:
        """The place of every piece in reading order."""
        return {piece: number for number, piece in enumerate(self.pieces)}

    @cached_property
    def counts(self) -> Sequence[tuple[int, ...]]:
        """How many sources, cues and contents stand before each piece, in reading order."""
        table: list[tuple[int, ...]] = [(0, 0, 0)]
        for piece in self.pieces:
            table.append(tuple(count + (piece.part == part) for count, part in zip(table[-1], PARTS, strict=True)))
        return table

    @cached_property
    def cues(self) -> Sequence[Piece]:
        """The cues in reading order."""
        return [piece for piece in self.pieces if piece.part == "cue"]

    @cached_property
    def _cue_sentences(self) -> Sequence[int]:
        return [self.sentence(cue.start) for cue in self.cues]

    @classmethod
    def of(cls, text: str, quotations: Quotations, pieces: Sequence[Piece], sentences: Sequence[Sentence]) -> Page:
        """Lay the pieces of a text out in reading order."""
        ordered = sorted(pieces, key=lambda piece: piece.start)
        breaks = ("\n" in text[one.end : next_one.start] for one, next_one in pairwise(sentences))
        paragraphs = [0, *accumulate(int(is_break) for is_break in breaks)]
        return cls(text, quotations, ordered, [sentence.start for sentence in sentences], paragraphs)

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence around an offset."""
        return bisect_right(self.sentence_starts, offset)

    def cues_near(self, piece: Piece) -> Sequence[Piece]:
        """Return the cues that a piece may belong to.

        Only what was spoken or announced goes over the end of a paragraph, only what was spoken stands in a sentence
        before its cue, and no source in one behind it.
        """
        here = self.sentence(piece.start)
        first = bisect_left(self._cue_sentences, here - FURTHEST_SENTENCES)
        near = self.cues[first : bisect_right(self._cue_sentences, here + FURTHEST_SENTENCES)]
        if piece.part == "content" and self.quotations.at(piece.start) is not None:
            return self._without_next_paragraph(piece, near)
        if piece.part == "content":
            near = [cue for cue in near if self.sentence(cue.start) <= self.sentence(piece.end - 1)]
            if self.text[max(0, piece.start - LOOK_BACK) : piece.start].rstrip().endswith(":"):
                return near
        if piece.part == "source":
            near = [cue for cue in near if self.sentence(piece.start) <= self.sentence(cue.start)]
        return [cue for cue in near if self._paragraph(cue.start) == self._paragraph(piece.start)]

    def _without_next_paragraph(self, piece: Piece, near: Sequence[Piece]) -> Sequence[Piece]:
        """Leave out the cues below a quotation that ends the paragraph in which a cue stands before it.

        '"It rained," he said. "We fled."' is his to the end, whoever speaks next.
        """
        here, last = self._paragraph(piece.start), self._paragraph(piece.end - 1)
        if any(cue.start < piece.start and self._paragraph(cue.start) == here for cue in near):
            return [cue for cue in near if self._paragraph(cue.start) <= last]
        return near

    def _paragraph(self, offset: int) -> int:
        return self.paragraphs[max(0, self.sentence(offset) - 1)]


def evidence(page: Page, piece: Piece, cue: Piece) -> dict[str, float]:
    """Return what speaks for a source or content belonging to a cue; names tell the part and the side it stands on."""
    left, right = (piece, cue) if piece.start < cue.start else (cue, piece)
    side = f"{piece.part}_{'before' if left is piece else 'after'}"
    first, last = page.counts[page.order[left] + 1], page.counts[page.order[right]]
    gap = max(0, right.first - left.last)
    crossed = page.sentence(right.start) - page.sentence(max(left.start, left.end - 1))
    found = {
        side: 1.0,
        f"{side}_gap": math.log1p(gap),
        f"{side}_touches": float(gap == 0),
        f"{side}_sentences": float(min(crossed, MOST_COUNTED)),
        f"{side}_crosses": float(crossed > 0),
    }
    for at, part in enumerate(PARTS):
        found[f"{side}_over_{part}"] = float(min(last[at] - first[at], MOST_COUNTED))
    alone = found[f"{side}_over_cue"] - found[f"{side}_over_source"]  # cues between that no source between can serve
    found[f"{side}_over_lone_cue"] = max(alone, 0.0)
    return found


@cache
def weights() -> Mapping[str, float]:
    """Return the weights of the evidence, fitted on annotated attributions (geodata/training/fit_pairing.py)."""
    file = resources.files("geodata") / "resources" / "pairing.json"
    table: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return table


def pair(page: Page, table: Mapping[str, float]) -> list[Pairing]:
    """Return one pairing a cue, in reading order: each source serves one cue, a cue has one source and any contents."""
    owner: dict[Piece, Piece] = {}
    served: dict[Piece, Piece] = {}
    for _, piece, cue in sorted(_scored(page, table), key=lambda item: (-item[0], item[1].start, item[2].start)):
        if piece in owner or (piece.part == "source" and cue in served):
            continue
        owner[piece] = cue
        if piece.part == "source":
            served[cue] = piece
    contents: dict[Piece, list[Piece]] = {cue: [] for cue in page.cues}
    for piece in page.pieces:
        if piece.part == "content" and piece in owner:
            contents[owner[piece]].append(piece)
    return [Pairing(cue, served.get(cue), tuple(contents[cue])) for cue in page.cues]


def _scored(page: Page, table: Mapping[str, float]) -> Iterator[tuple[float, Piece, Piece]]:
    """Yield every pair with how much likelier it is than the other cues of its piece."""
    for piece in page.pieces:
        cues = page.cues_near(piece) if piece.part != "cue" else []
        scores = [
            sum(table.get(name, 0.0) * value for name, value in evidence(page, piece, cue).items()) for cue in cues
        ]
        total = math.log(sum(math.exp(score) for score in scores)) if scores else 0.0
        yield from ((score - total, piece, cue) for score, cue in zip(scores, cues, strict=True))
