"""The token tagger: small encoders (ONNX, int8) that read names and attributions of a text.

The encoder is a MiniLM with an embedding of word shapes beside its word pieces (it does not see case otherwise); heads
read the first piece of each word. Method: Devlin et al. 2019 (token classification), Wang et al. 2020 (MiniLM). Two
more encoders were grown from the first: one reads who says what, one is asked where what a verb tells happened. All
have one embedding of word pieces, which lies in the first one's file. The model card is `resources/tagger/CARD.md`;
`training/` holds how they were made.

Texts longer than a window are read in overlapping windows, and each word is taken from the one in which it stands most
central.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.models import Tags, Token

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+|['’](?:s|S|re|ll|ve|d|m|t)\b|[^\w\s]")
"""Words as the model reads them: the text's tokens, cut at hyphens ("the Syrian-Turkish border" has two names)."""

SHAPES = ("other", "digit", "punctuation", "lower", "upper", "capital", "title", "mixed", "asked")
"""Word shapes, in the order of their embedding rows; "asked" marks the verb whose place is asked for."""

WINDOW_PIECES = 256
"""Word pieces in one window, the two border pieces included: what the model was trained on."""

OVERLAP_WORDS = 24
"""Words that two neighbouring windows share, so that no word is read at the edge of both."""

LONGEST_WORD_PIECES = 12
"""Pieces kept of one word: a pasted key or address of 1,000 letters must not fill a window."""

TOPONYM_LABELS = ("O", "B", "I")
KIND_LABELS = ("literal", "associative", "demonym", "embedded")
ENTITY_LABELS = ("O", *(f"{edge}-{name}" for name in ("LOC", "FAC", "PER", "ORG", "NORP") for edge in "BI"))
ATTRIBUTION_LABELS = ("O", *(f"{edge}-{name}" for name in ("source", "cue", "content") for edge in "BI"))
WHERE_LABELS = ("O", "B", "I")
HEADS: Mapping[str, tuple[str, ...]] = {
    "toponym": TOPONYM_LABELS,
    "kind": KIND_LABELS,
    "entity": ENTITY_LABELS,
    "attribution": ATTRIBUTION_LABELS,
    "where": WHERE_LABELS,
}
"""The heads of the models and their labels, in the order of their logits."""

SAID_HEAD = "attribution"
"""The head of who says what: a network of its own reads it, too, and the mean of both is taken."""

ASKED_HEAD = "where"
"""The head that is read only of a sentence of which a verb is asked about, by a network of its own."""

READ_HEADS = tuple(head for head in HEADS if head != ASKED_HEAD)

MODEL_FILE = "tagger.onnx"
SAID_FILE = "said.onnx"
WHERE_FILE = "where.onnx"
TOKENIZER_FILE = "tokenizer.json"

Scores = npt.NDArray[np.float32]


ASKED = SHAPES.index("asked")


def cut_words(text: str, like: re.Pattern[str] = WORD) -> list[Token]:
    """Return the words of a text, as the shipped model reads them unless told otherwise."""
    return [Token(match.group(), match.start(), match.end()) for match in like.finditer(text)]


def shape_of(word: str) -> int:
    """Return the index of a word's shape in SHAPES."""
    if word.isdigit():
        return SHAPES.index("digit")
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return SHAPES.index("punctuation" if len(word) == 1 else "other")
    upper = [character.isupper() for character in letters]
    if all(upper):
        return SHAPES.index("upper" if len(letters) > 1 else "capital")
    if not any(upper):
        return SHAPES.index("lower")
    return SHAPES.index("title" if upper[0] and not any(upper[1:]) else "mixed")


@dataclass(frozen=True)
class Window:
    """A run of words `[first, last)` that is read at once."""

    first: int
    last: int


def cut_windows(lengths: Sequence[int], room: int = WINDOW_PIECES - 2, overlap: int = OVERLAP_WORDS) -> list[Window]:
    """Cut words with `lengths` pieces each into overlapping windows of at most `room` pieces."""
    windows: list[Window] = []
    first = 0
    while first < len(lengths):
        last, pieces = first, 0
        while last < len(lengths) and pieces + lengths[last] <= room:
            pieces += lengths[last]
            last += 1
        windows.append(Window(first, last))
        if last == len(lengths):
            break
        first = max(first + 1, last - overlap)
    return windows


class PieceEncoder:
    """Cuts words into word pieces; nothing is kept between texts, so that a long-running server does not grow."""

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self.first_id = tokenizer.token_to_id("[CLS]")
        self.last_id = tokenizer.token_to_id("[SEP]")
        self.unknown_id = tokenizer.token_to_id("[UNK]")

    def encode(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the piece ids of each word, at least one a word."""
        distinct = list(dict.fromkeys(words))
        encodings = self._tokenizer.encode_batch(distinct, add_special_tokens=False)
        pieces = {
            word: tuple(encoding.ids[:LONGEST_WORD_PIECES]) or (self.unknown_id,)
            for word, encoding in zip(distinct, encodings, strict=True)
        }
        return [pieces[word] for word in words]


class Tagger:
    """The shipped models: opened once, then read by any number of threads.

    Parameters
    ----------
    folder : Path
        Where the models and their tokenizer lie.
    threads : int
        Cores that one reading may use; 0 leaves it to the machine.
    """

    tagger_id = "minilm-2"

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        from tokenizers import Tokenizer

        self._text = _Model(folder / MODEL_FILE, READ_HEADS, threads)
        self._said = _Model(folder / SAID_FILE, (SAID_HEAD,), threads)
        self._where = _Model(folder / WHERE_FILE, (ASKED_HEAD,), threads)
        self._encoder = PieceEncoder(Tokenizer.from_file(str(folder / TOKENIZER_FILE)))

    def tag(self, text: str) -> Tags:
        """Read one text, window by window.

        Windows are never read in company: the scales of int8 arithmetic follow the batch, and the same text must
        always get the same tags. Nor does a batch gain time on a processor (3,700 pieces a second in eights, 4,600
        alone).

        Returns
        -------
        Tags
            Its words and, for every head but that of places, the probabilities of its labels: shape (words, labels).
        """
        return self._read((self._text, self._said), cut_words(text))

    def places_of(self, questions: Sequence[tuple[str, int, int]]) -> list[Tags]:
        """Ask where what a verb tells happened: each question is a sentence and the verb's `[start, end)` in it."""
        return [self._read((self._where,), cut_words(text), start, end) for text, start, end in questions]

    def _read(self, models: Sequence[_Model], words: Sequence[Token], asked_start: int = 0, asked_end: int = 0) -> Tags:
        """Return what models say of words, those in `[asked_start, asked_end)` marked as asked about."""
        pieces = self._encoder.encode([word.text for word in words])
        shapes = [ASKED if word.start < asked_end and word.end > asked_start else shape_of(word.text) for word in words]
        answer = _Answer.empty(len(words), dict.fromkeys(head for model in models for head in model.heads))
        for window in cut_windows([len(of_word) for of_word in pieces]):
            row = self._row(pieces, shapes, window)
            answer.keep_central(window, _mean([model.run(*row) for model in models]), pieces)
        return Tags(tuple(words), {head: _softmax(values) for head, values in answer.logits.items()})

    def _row(
        self, pieces: Sequence[tuple[int, ...]], shapes: Sequence[int], window: Window
    ) -> tuple[list[int], list[int]]:
        """Return the piece ids and the shapes of one window, its border pieces included."""
        row_ids, row_shapes = [self._encoder.first_id], [0]
        for n in range(window.first, window.last):
            row_ids += pieces[n]
            row_shapes += [shapes[n]] * len(pieces[n])
        return [*row_ids, self._encoder.last_id], [*row_shapes, 0]


class _Model:
    """One of the networks, and the heads that are read of it."""

    def __init__(self, file: Path, heads: Sequence[str], threads: int) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3  # errors only
        self.heads = heads
        self._session = ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def run(self, row_ids: list[int], row_shapes: list[int]) -> dict[str, Scores]:
        """Return each head's logits of one window, shape (pieces, labels)."""
        ids, shapes = np.array([row_ids], np.int64), np.array([row_shapes], np.int64)
        outputs = self._session.run(list(self.heads), {"pieces": ids, "shapes": shapes, "present": np.ones_like(ids)})
        return {head: output[0] for head, output in zip(self.heads, outputs, strict=True)}


def _mean(opinions: Sequence[Mapping[str, Scores]]) -> dict[str, Scores]:
    """Return the logits of every head, their mean where several networks read it."""
    heads = dict.fromkeys(head for one in opinions for head in one)
    return {head: np.mean([one[head] for one in opinions if head in one], axis=0) for head in heads}


@dataclass(frozen=True)
class _Answer:
    """The logits of one text as its windows come in, and how central each word stood in the window it is from."""

    logits: dict[str, Scores]
    centrality: npt.NDArray[np.int_]

    @classmethod
    def empty(cls, count: int, heads: Iterable[str]) -> _Answer:
        """Return an answer for `count` words that nothing has come in for."""
        return cls({head: np.zeros((count, len(HEADS[head])), np.float32) for head in heads}, np.full(count, -1))

    def keep_central(self, window: Window, outputs: Mapping[str, Scores], pieces: Sequence[tuple[int, ...]]) -> None:
        """Keep a window's answer for the words that stand more central in it than in the windows before."""
        words = np.arange(window.first, window.last)
        lengths = [len(pieces[n]) for n in words[:-1]]
        at = 1 + np.concatenate([[0], np.cumsum(lengths, dtype=int)])
        here = np.minimum(words - window.first, window.last - 1 - words)
        better = here > self.centrality[words]
        self.centrality[words[better]] = here[better]
        for head, output in outputs.items():
            self.logits[head][words[better]] = output[at[better]]


def _softmax(values: Scores) -> Scores:
    if not len(values):
        return values
    raised = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def spans_of(labels: Sequence[int], names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return `(first, last, name)` of every span in a row of BIO label indices; an I without its B begins a span."""
    spans: list[tuple[int, int, str]] = []
    first, open_name = 0, None
    for n, label in enumerate([*labels, 0]):
        edge, _, name = names[label].partition("-")
        if open_name is not None and (edge != "I" or name != open_name):
            spans.append((first, n, open_name))
            open_name = None
        if edge != "O" and open_name is None:
            first, open_name = n, name
    return spans


@cache
def shipped_tagger(threads: int = 0) -> Tagger:
    """Return the models that come with the program, reading with so many threads; opened once."""
    with resources.as_file(resources.files("geodata") / "resources" / "tagger") as folder:
        return Tagger(folder, threads=threads)
