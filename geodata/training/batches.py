"""Windows of labelled documents as padded batches of tensors, shuffled and cut anew from epoch to epoch."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from geodata.tagger import ASKED, HEADS, SHAPES, WINDOW_PIECES, PieceEncoder, Window, cut_windows, shape_of
from geodata.training.corpora import IGNORED, Labelled

SEED = 20260
PHASE = 60  # words by which the windows of a document are shifted from epoch to epoch, at most
BATCH_PIECES = 2560  # padded word pieces in one step
CASE_DROPOUT = {"upper": 0.05, "title": 0.04, "lower": 0.03}  # share of windows shown as headlines, or carelessly typed


def worn_shapes(words: Sequence[str], dice: random.Random, case_dropout: Mapping[str, float]) -> list[int]:
    """Return the shapes of a window's words, now and then as if it were typed in another case."""
    draw = dice.random()
    for case, share in case_dropout.items():
        if draw < share:
            return [shape_of(getattr(word, case)()) for word in words]
        draw -= share
    return [shape_of(word) for word in words]


class Batches:
    """The windows of an epoch, cut anew with another phase each time, shuffled into batches.

    A word that a document names as known has the shape of its row behind all others.
    """

    def __init__(
        self,
        documents: Sequence[Labelled],
        encoder: PieceEncoder,
        *,
        window_pieces: int = WINDOW_PIECES,
        case_dropout: Mapping[str, float] = CASE_DROPOUT,
    ) -> None:
        self.documents = documents
        self.encoder = encoder
        self.window_pieces = window_pieces
        self.case_dropout = case_dropout
        self.pieces = {id(document): encoder.encode(document.words) for document in documents}

    def of_epoch(self, epoch: int) -> list[list[tuple[Labelled, Window]]]:
        """Return the batches of one epoch: windows of like length together, in random order."""
        dice = random.Random(SEED + epoch)
        windows = []
        for document in self.documents:
            lengths = [len(pieces) for pieces in self.pieces[id(document)]]
            phase = dice.randrange(0, PHASE) if sum(lengths) > self.window_pieces else 0
            cut = cut_windows(lengths[phase:], self.window_pieces - 2, overlap=0)
            windows += [(document, Window(w.first + phase, w.last + phase)) for w in cut if w.last > w.first]
            if phase and lengths[:phase]:
                windows.append((document, Window(0, min(phase, len(lengths)))))
        sized = [(self._length(document, window), dice.random(), document, window) for document, window in windows]
        sized.sort(key=lambda item: item[:2])
        batches: list[list[tuple[Labelled, Window]]] = [[]]
        for length, _, document, window in sized:
            if (len(batches[-1]) + 1) * length > BATCH_PIECES and batches[-1]:
                batches.append([])
            batches[-1].append((document, window))
        dice.shuffle(batches)
        return batches

    def _length(self, document: Labelled, window: Window) -> int:
        return 2 + sum(len(pieces) for pieces in self.pieces[id(document)][window.first : window.last])

    def tensors(self, batch: Sequence[tuple[Labelled, Window]], dice: random.Random | None) -> tuple[Tensor, ...]:
        """Return pieces, shapes, presence and one label tensor a head, each of shape (windows, pieces)."""
        rows = [self._row(document, window, dice) for document, window in batch]
        width = max(len(row[0]) for row in rows)
        pad = lambda values, fill: torch.tensor([row + [fill] * (width - len(row)) for row in values])  # noqa: E731
        pieces, shapes = pad([row[0] for row in rows], 0), pad([row[1] for row in rows], 0)
        present = pad([[1] * len(row[0]) for row in rows], 0)
        labels = [pad([row[2][head] for row in rows], IGNORED) for head in HEADS]
        return pieces, shapes, present, *labels

    def _row(
        self, document: Labelled, window: Window, dice: random.Random | None
    ) -> tuple[list[int], list[int], dict[str, list[int]]]:
        words = document.words[window.first : window.last]
        word_shapes = worn_shapes(words, dice, self.case_dropout) if dice else [shape_of(word) for word in words]
        word_shapes = [ASKED if window.first + n in document.asked else shape for n, shape in enumerate(word_shapes)]
        word_shapes = [
            shape + len(SHAPES) * (window.first + n in document.known) for n, shape in enumerate(word_shapes)
        ]
        pieces, shapes = [self.encoder.first_id], [0]
        labels: dict[str, list[int]] = {head: [IGNORED] for head in HEADS}
        for n, shape in zip(range(window.first, window.last), word_shapes, strict=True):
            of_word = self.pieces[id(document)][n]
            pieces += of_word
            shapes += [shape] * len(of_word)
            for head in HEADS:
                given = document.labels.get(head)
                labels[head] += [given[n] if given else IGNORED, *[IGNORED] * (len(of_word) - 1)]
        for head in HEADS:
            labels[head].append(IGNORED)
        return [*pieces, self.encoder.last_id], [*shapes, 0], labels
