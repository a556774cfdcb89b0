"""What is known of every word of a text before its sources, cues and contents are chosen: labels, class, quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from geodata.language.quotations import Quotations
from geodata.models import Sentence, Tags, Token

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PAD = 2
"""Rows behind the last word that stand for "no word": also what -1 and -2 point at."""

CLASSES = (
    ",",
    ".",
    "! ? ; : …",
    "- – — --",
    '" “ ” « »',
    "' ‘ ’",
    "that",
    "the a an",
    "his her their its my our",
    "he she they it we i you",
    "and or but nor",
    "who which whom whose",
    "is are was were be been has have had will would could can may might should must do does did",
    "to",
    "not n't never 't",
    "of in at on for from by with about as",
    "if when while because after before although though since until",
    "also already now still later",
    "how what why whether where",
    "( ) [ ]",
    "'s ’s",
)
"""Words that say alike what may begin or end beside them."""

NUMBER, CAPITAL, OTHER, NOWHERE = range(len(CLASSES), len(CLASSES) + 4)
"""The classes of all other words, and of what lies beyond the text."""

MARKS = frozenset(range(6))  # classes of signs
QUOTING = frozenset({4, 5})
THAT = 6


@cache
def _table() -> dict[str, int]:
    return {word: number for number, group in enumerate(CLASSES) for word in group.split()}


def class_of(word: str) -> int:
    """Return the class of a word."""
    known = _table().get(word.lower())
    if known is not None:
        return known
    return NUMBER if word[:1].isdigit() else CAPITAL if word[:1].isupper() else OTHER


@dataclass(frozen=True)
class WordView:
    """The words of one text in columns; every column has `PAD` rows more than there are words."""

    count: int
    begins: Floats  # probability that a source, cue or content begins here: shape (rows, 3)
    inside: Floats  # that the word belongs to one
    classes: Ints
    capital: Flags
    outside: Floats  # that the word belongs to none
    opens_sentence: Flags
    opens_line: Flags
    quoted_from: Ints  # first and last word of the quotation around it, -1 where there is none
    quoted_to: Ints
    depth: Ints  # brackets open before it
    quotations: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, tags: Tags, text: str, sentences: Sequence[Sentence], quotations: Quotations) -> WordView:
        """Look at every word of a text once."""
        words = tags.words
        starts = [word.start for word in words]
        table = np.vstack([tags.heads["attribution"].astype(np.float64), np.zeros((PAD, 7))])
        quoted = [(bisect_left(starts, one.start), bisect_left(starts, one.end)) for one in quotations.all]
        first, last = _around(quoted, len(words))
        return cls(
            count=len(words),
            begins=table[:, [1, 3, 5]],
            inside=table[:, [1, 3, 5]] + table[:, [2, 4, 6]],
            classes=np.array([class_of(word.text) for word in words] + [NOWHERE] * PAD),
            capital=np.array([word.text[:1].isupper() for word in words] + [False] * PAD),
            outside=table[:, 0],
            opens_sentence=_marked([bisect_left(starts, sentence.start) for sentence in sentences], len(words)),
            opens_line=_line_starts(words, text),
            quoted_from=first,
            quoted_to=last,
            depth=_depth(words),
            quotations=tuple(quoted),
        )


def _around(quoted: Sequence[tuple[int, int]], count: int) -> tuple[Ints, Ints]:
    first, last = np.full(count + PAD, -1), np.full(count + PAD, -1)
    for start, end in quoted:
        first[start:end], last[start:end] = start, end
    return first, last


def _marked(positions: Sequence[int], count: int) -> Flags:
    """Return a column that is true at some words and beyond the text."""
    column = np.zeros(count + PAD, bool)
    column[[*positions, *range(count, count + PAD)]] = True
    return column


def _line_starts(words: Sequence[Token], text: str) -> Flags:
    ends = [0, *(word.end for word in words)]
    new = [n for n, word in enumerate(words) if n == 0 or "\n" in text[ends[n] : word.start]]
    return _marked(new, len(words))


def _depth(words: Sequence[Token]) -> Ints:
    steps = [(word.text == "(") - (word.text == ")") for word in words]
    return np.concatenate([[0], np.cumsum(steps, dtype=np.int64), [0]])
