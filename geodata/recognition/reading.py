"""The words of a document as the name rules see them: hyphens apart, capitals judged by the style of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from geodata.models import Document, Token
from geodata.placewords import words as word_list

Style = Literal["plain", "title", "caps", "lower"]

CAPS_SHARE = 0.7  # of the letters: more makes a line one of capitals
TITLE_SHARE = 0.8  # of the words that are long enough: more makes a line a headline
TITLE_WORD = 4  # characters: shorter words may stay small in a headline
FEWEST_TITLE_WORDS = 5  # a shorter line with capitals is as likely a name as a headline
FEWEST_CAPS_WORDS = 2

_PIECE = re.compile(r"[-‐‑]|[^-‐‑]+")  # noqa: RUF001
_OPENING = frozenset("\"'“‘«([-–—•*:")


class Word(NamedTuple):
    """One word or sign; `first` when a sentence (or a quotation in it) starts here, so that its capital says little."""

    text: str
    lower: str
    start: int
    end: int
    first: bool
    capital: bool

    @property
    def is_word(self) -> bool:
        """Whether this is a word, not a sign."""
        return self.text[0].isalnum()


@dataclass(frozen=True)
class Passage:
    """One sentence with its words and the style of its capitals."""

    sentence_id: str
    words: tuple[Word, ...]
    style: Style

    def text_at(self, index: int) -> str:
        """Return the lower-cased word at `index`, or nothing beyond the ends."""
        return self.words[index].lower if 0 <= index < len(self.words) else ""

    def word_at(self, index: int) -> Word | None:
        """Return the word at `index`, or None beyond the ends."""
        return self.words[index] if 0 <= index < len(self.words) else None


@dataclass(frozen=True)
class Reading:
    """All passages of a document."""

    passages: tuple[Passage, ...]

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Every word that stands somewhere in the document without a capital."""
        return frozenset(w.text for p in self.passages for w in p.words if w.text[0].islower())


def read(document: Document) -> Reading:
    """Split a document's sentences into words and judge the style of each."""
    passages = []
    for sentence in document.sentences:
        tokens = document.tokens_of(sentence)
        if tokens:
            passages.append(Passage(sentence.sentence_id, tuple(_words(tokens)), _style(tokens)))
    return Reading(tuple(passages))


def _words(tokens: Sequence[Token]) -> Iterator[Word]:
    first = True
    for token in tokens:
        for match in _PIECE.finditer(token.text):
            text, start = match.group(), token.start + match.start()
            yield Word(text, text.lower(), start, start + len(text), first, _starts_name(text))
            first = (first and not text[0].isalpha()) or text in _OPENING or text in {".", "!", "?"}


def _starts_name(text: str) -> bool:
    """Tell whether a word is capitalised, or belongs to a script without capitals."""
    letter = text[0]
    return letter.isalpha() and not letter.islower()


def _style(tokens: Sequence[Token]) -> Style:
    words = [token.text for token in tokens if token.text[0].isalpha()]
    letters = "".join(words)
    upper = sum(letter.isupper() for letter in letters)
    if len(words) >= FEWEST_CAPS_WORDS and upper > CAPS_SHARE * len(letters):
        return "caps"
    if not upper and len(words) >= FEWEST_TITLE_WORDS and any(letter.islower() for letter in letters):
        return "lower"
    small = word_list("function_words")
    long_words = [word for word in words if len(word) >= TITLE_WORD and word.lower() not in small]
    capitals = sum(word[0].isupper() for word in long_words)
    if len(long_words) >= FEWEST_TITLE_WORDS and capitals > TITLE_SHARE * len(long_words):
        return "title"
    return "plain"
