"""From the tagger's probabilities to the sources, cues and contents of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.attribution.choosing import PARTS, Chosen, choose, shipped_judges
from geodata.attribution.wordview import WordView
from geodata.language.quotations import Quotations
from geodata.models import Document, Tags

Part = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One source, cue or content: characters `[start, end)` of the text and words `[first, last)` of the tags."""

    part: Part
    start: int
    end: int
    first: int
    last: int
    sure: float = 1.0  # probability that both of its edges are right


def decode(document: Document, tags: Tags, quotations: Quotations) -> list[Piece]:
    """Return the pieces of a text in reading order, without overlaps."""
    if not tags.words:
        return []
    view = WordView.of(tags, document.text, document.sentences, quotations)
    return [_piece(tags, one) for one in choose(view, shipped_judges())]


def _piece(tags: Tags, chosen: Chosen) -> Piece:
    part: Part = PARTS[chosen.part]  # type: ignore[assignment]
    start, end = tags.words[chosen.first].start, tags.words[chosen.last - 1].end
    return Piece(part, start, end, chosen.first, chosen.last, chosen.sure)
