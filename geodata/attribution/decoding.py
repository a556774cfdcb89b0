"""From the tagger's probabilities to sources, cues and contents: the best legal row of labels, mended at its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from geodata.language.quotations import Quotation, Quotations
from geodata.models import Tags
from geodata.tagger import ATTRIBUTION_LABELS, spans_of

Scores = npt.NDArray[np.float32]
Part = Literal["source", "cue", "content"]

OUTSIDE = ATTRIBUTION_LABELS.index("O")
SMALLEST_PROBABILITY = 1e-6
FORBIDDEN = -1e9  # log-probability of a label that may not follow another
SNAP_SHARE = 0.6  # of the words of a quotation: a content that holds more of it holds all of it
_OUTER_SIGNS = " \t\r\n\xa0,;:—–-…."


@dataclass(frozen=True, slots=True)
class Piece:
    """One source, cue or content: characters `[start, end)` of the text and words `[first, last)` of the tags."""

    part: Part
    start: int
    end: int
    first: int
    last: int
    sure: float = 1.0  # mean probability of its labels


def decode(tags: Tags, text: str, quotations: Quotations) -> list[Piece]:
    """Return the pieces of a text in reading order, without overlaps."""
    if not tags.words:
        return []
    labels = best_labels(_over_names(tags))
    pieces = [_piece(tags, text, span) for span in spans_of(labels, ATTRIBUTION_LABELS)]
    whole = [piece for piece in pieces if piece.start < piece.end]
    return list(_with_whole_quotations(whole, tags, quotations))


def _over_names(tags: Tags) -> Scores:
    """Return the probabilities, those of going on raised at names: the tagger leaves names out of what they stand in.

    A span whose words go on behind a name holds the name.
    """
    table = tags.heads["attribution"].copy()
    named = np.array([word.text[:1].isupper() for word in tags.words])
    for at, label in enumerate(ATTRIBUTION_LABELS):
        if label.startswith("I"):
            table[named, at] = np.maximum(table[named, at], table[named, OUTSIDE])
    return table


def best_labels(probabilities: Scores) -> list[int]:
    """Return the most probable row of labels in which no span goes on that did not begin (Viterbi)."""
    scores = np.log(np.maximum(probabilities.astype(np.float64), SMALLEST_PROBABILITY))
    follows = _transitions()
    best = scores[0] + np.array([FORBIDDEN if label.startswith("I") else 0.0 for label in ATTRIBUTION_LABELS])
    back = np.zeros(scores.shape, dtype=np.int64)
    for n in range(1, len(scores)):
        paths = best[:, None] + follows
        back[n] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[n]
    row = [int(best.argmax())]
    for n in range(len(scores) - 1, 0, -1):
        row.append(int(back[n, row[-1]]))
    return row[::-1]


def _transitions() -> npt.NDArray[np.float64]:
    """Return the log-score of label after label: only what began may go on."""
    table = np.zeros((len(ATTRIBUTION_LABELS), len(ATTRIBUTION_LABELS)))
    for at, label in enumerate(ATTRIBUTION_LABELS):
        if label.startswith("I"):
            may_follow = [before.endswith(label[1:]) for before in ATTRIBUTION_LABELS]
            table[:, at] = np.where(may_follow, 0.0, FORBIDDEN)
    return table


def _piece(tags: Tags, text: str, span: tuple[int, int, str]) -> Piece:
    first, last, part = span
    start, end = tags.words[first].start, tags.words[last - 1].end
    while start < end and text[start] in _OUTER_SIGNS:
        start += 1
    while end > start and text[end - 1] in _OUTER_SIGNS:
        end -= 1
    own = [at for at, label in enumerate(ATTRIBUTION_LABELS) if label.endswith(part)]
    sure = float(tags.heads["attribution"][first:last, own].sum(axis=1).mean())
    return Piece(part, start, end, first, last, sure)  # type: ignore[arg-type]


def _with_whole_quotations(pieces: Sequence[Piece], tags: Tags, quotations: Quotations) -> Iterator[Piece]:
    """Yield the pieces, a content that holds most of a quotation widened to all of it, marks included."""
    for number, piece in enumerate(pieces):
        if piece.part != "content":
            yield piece
            continue
        floor = pieces[number - 1].end if number else 0
        ceiling = pieces[number + 1].start if number + 1 < len(pieces) else tags.words[-1].end
        start, end = piece.start, piece.end
        for quotation in _quotations_of(piece, quotations):
            shared = min(end, quotation.inner_end) - max(start, quotation.inner_start)
            if shared >= SNAP_SHARE * (quotation.inner_end - quotation.inner_start):
                start, end = min(start, quotation.start), max(end, quotation.end)
        yield Piece("content", max(start, floor), min(end, ceiling), piece.first, piece.last, piece.sure)


def _quotations_of(piece: Piece, quotations: Quotations) -> list[Quotation]:
    """Return the quotations in which a piece begins or ends."""
    found = (
        quotations.at(piece.start),
        quotations.at(piece.start - 1),
        quotations.at(piece.end - 1),
        quotations.at(piece.end),
    )
    return [quotation for quotation in dict.fromkeys(found) if quotation is not None]
