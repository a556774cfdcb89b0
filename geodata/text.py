"""From an article's text to sentences and tokens, every one with its offsets into the text as it was given."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import pairwise

import pysbd

from geodata.models import Article, Document, Sentence, Token
from geodata.stages import TextTagger

TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-‐‑]\w+)*|['’](?:s|S|re|ll|ve|d|m|t)\b|[^\w\s]", re.UNICODE)  # noqa: RUF001
"""Words, hyphenated words and dotted abbreviations whole; a possessive ending is a token of its own."""

LONGEST_BLOCK = 3_000
"""Characters handed to the sentence splitter at once: its patterns are quadratic on endless lines."""

TAGGED_LANGUAGES = frozenset({"en", None})
"""What the tagger was trained on; a text too short to tell its language is tried."""

_ON_X = re.compile(r"\b(?:on|to|via) X\.(?=\s[A-Z\"“])")
_LINE_BREAK = re.compile(r"\n+")

_SURE_END = re.compile(r"(?<=[a-z]{4})[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(])")
"""The end of a sentence behind a word that is too long for an abbreviation."""

_ONE_SENTENCE = re.compile(r"[^.!?…。！？．)\]•*#\n]*[.!?]?")  # noqa: RUF001 - full-width signs end sentences, too
"""A block without any sign inside at which the splitter cuts: it need not be asked, and half of all blocks are such."""

_OPEN_END = re.compile(
    r"\b(?:Ft|Mt|Pt|Atty|Hon|Pvt|Pfc|Insp|Supt|Messrs|Mmes|Mlle|Mme|Msgr|Gov|Sen|Rep|Gen|Brig|Det|Cpl|Cmdr)\.$"
)
"""Titles and beginnings of names that stand before a capital: "Ft. Worth"."""

_HOUR = re.compile(r"\b[ap]\.m\.$")
_DAY = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|GMT|UTC|[BECMP][SD]?T|Eastern|Central|Pacific)\b")
"""What goes on behind an hour: "5 p.m. Friday", "6 a.m. GMT"."""


def make_document(article: Article) -> Document:
    """Split an article into sentences and tokens.

    A line break always ends a sentence: headlines, bylines and list items stand on lines of their own. A text whose
    lines are wrapped at a fixed width is recognised and its paragraphs are split instead.
    """
    text = article.text
    return Document(article, tuple(split_sentences(text)), tuple(tokenize(text)))


def tagged(document: Document, tagger: TextTagger | None) -> Document:
    """Return a document with what the tagger says of it, where it is in a language that the tagger reads."""
    if tagger is None or document.article.language not in TAGGED_LANGUAGES:
        return document
    return dataclasses.replace(document, tags=tagger.tag(document.text))


def tokenize(text: str, offset: int = 0) -> Iterator[Token]:
    """Yield the tokens of a text; `offset` is added to their positions."""
    for match in TOKEN.finditer(text):
        yield Token(match.group(), match.start() + offset, match.end() + offset)


def split_sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, without the white space around them."""
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=False)
    number = 0
    for start, end in _blocks(text):
        for first, last in _block_sentences(segmenter, text, start, end):
            yield Sentence(f"s{number}", first, last)
            number += 1


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    separator = re.compile(r"\n\s*\n") if _is_hard_wrapped(text) else _LINE_BREAK
    start = 0
    for match in separator.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_hard_wrapped(text: str) -> bool:
    """Tell whether most lines go on in the next one: they end without a sentence sign and at about one width."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 6:  # noqa: PLR2004 - too few lines to tell a width from chance
        return False
    running = [
        line
        for line, following in pairwise(lines)
        if 50 <= len(line.rstrip()) <= 100 and not re.search(r"[.!?:\"'”’)]\s*$", line) and following[:1].islower()  # noqa: PLR2004
    ]
    return len(running) > len(lines) / 3


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _block_sentences(segmenter: pysbd.Segmenter, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in _cut_long_block(text, start, end):
        block = _LINE_BREAK.sub(lambda match: " " * len(match.group()), text[first:last])  # a wrapped line goes on
        pieces = [(first + begin, first + close) for begin, close in _pieces(segmenter, block)]
        for piece in _rejoined(text, pieces):
            yield from _parted(text, *piece)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a piece in which "X." ends one; the splitter takes that name for an initial."""
    for match in _ON_X.finditer(text, start, end):
        yield start, match.end()
        start = match.end() + 1
    yield start, end


def _pieces(segmenter: pysbd.Segmenter, block: str) -> Iterator[tuple[int, int]]:
    if _ONE_SENTENCE.fullmatch(block):
        yield 0, len(block)
        return
    position = 0
    for piece in segmenter.segment(block):
        words = piece.strip()
        found = block.find(words, position) if words else -1
        if found >= 0:
            position = found + len(words)
            yield found, position


def _rejoined(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sentences, those put together again that were cut behind an abbreviation which the splitter lacks."""
    whole: tuple[int, int] | None = None
    for start, end in pieces:
        if whole and (_OPEN_END.search(text, *whole) or (_HOUR.search(text, *whole) and _DAY.match(text, start, end))):
            whole = (whole[0], end)
            continue
        if whole:
            yield whole
        whole = (start, end)
    if whole:
        yield whole


def _cut_long_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut an endless line where a sentence surely ends, else at any white space, into blocks that can be split."""
    while end - start > LONGEST_BLOCK:
        ends = [match.end() for match in _SURE_END.finditer(text, start, start + LONGEST_BLOCK)]
        cut = ends[-1] if ends else _last_space(text, start)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _last_space(text: str, start: int) -> int:
    space = text.rfind(" ", start + 1, start + LONGEST_BLOCK)
    return space if space > start else start + LONGEST_BLOCK
