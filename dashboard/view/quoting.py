"""Which words of the article stand in quotation marks: only those may be shown with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dashboard.view.records import Piece

_PAIRS = (
    re.compile(r"“([^“”\n]+)(?:”|(?=\n|$))"),  # an open one runs to the end of its paragraph: the speech goes on
    re.compile(r"«([^«»\n]+)»"),
    re.compile(r"„([^„“”\n]+)[“”]"),
    re.compile(r'"([^"\n]+)"'),
    re.compile(r"(?<!\w)‘([^‘\n]+?)’(?!\w)"),
    re.compile(r"(?<!\w)'(?=\w)([^'\n]*\s(?:[^'\n]|'(?=\w))*?)'(?!\w)"),  # two words or more: not an apostrophe
)
_MARKS = "“”«»„\"‘’'"


def quoted_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the insides of quotation marks are, in order and without overlaps; the outermost marks win."""
    found = sorted({match.span(1) for pattern in _PAIRS for match in pattern.finditer(text)})
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def cut_pieces(text: str, span: tuple[int, int], quoted: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a stretch of the article where quotation marks open and close; the marks themselves are left out."""
    return tuple(piece for piece in _raw_pieces(text, span, quoted) if piece.text)


def _raw_pieces(text: str, span: tuple[int, int], quoted: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    start, end = span
    inside = [(max(start, low), min(end, high)) for low, high in quoted if low < end and high > start]
    edges = sorted({start, end, *(edge for pair in inside for edge in pair)})
    for low, high in pairwise(edges):
        is_quoted = any(first <= low and high <= last for first, last in inside)
        yield _trimmed(text, low, high, is_quoted=is_quoted, at_quote=bool(inside))


def _trimmed(text: str, start: int, end: int, *, is_quoted: bool, at_quote: bool) -> Piece:
    """Drop the quotation marks at the edges of a run beside a quote; white space inside stays."""
    while at_quote and start < end and text[start] in _MARKS:
        start += 1
    while at_quote and end > start and text[end - 1] in _MARKS:
        end -= 1
    return Piece(text[start:end], start, end, quoted=is_quoted)
