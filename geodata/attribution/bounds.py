"""Contents that the tagger reads across sentences, kept within them: no half of the sentence before, no loose end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geodata.attribution.decoding import Piece
from geodata.attribution.pairing import Page, Pairing

_LONE = frozenset({"it", "them", "this", "that", "these", "those", "so", "him", "her"})
"""Words that say nothing alone: what they mean stands in another sentence."""


def in_bounds(page: Page, pairing: Pairing) -> Pairing:
    """Return a pairing whose contents are whole clauses; if none is, those that there were.

    A headline speaks for itself. A quotation may go on over sentences, and so may what follows a cue. Nothing else
    before the sentence of the cue begins in the middle of its own and ends in another, and nothing behind it begins in
    the middle of its own.

    Parameters
    ----------
    page : Page
        The text with its sentences and quotations.
    pairing : Pairing
        A cue with its source and contents.
    """
    return replace(pairing, contents=tuple(_kept(page, pairing)) or pairing.contents)


def _kept(page: Page, pairing: Pairing) -> Iterator[Piece]:
    for content in pairing.contents:
        if page.quotations.at(content.start) is not None:
            yield content
            continue
        piece = _of_headline(page, _in_one(page, pairing.cue, content))
        stray = page.sentence(piece.start) > page.sentence(pairing.cue.start) and not _opens_sentence(page, piece)
        if piece.start < piece.end and not stray and page.text[piece.start : piece.end].lower() not in _LONE:
            yield piece


def _in_one(page: Page, cue: Piece, piece: Piece) -> Piece:
    """Return a content without what it took of the sentence before, and of the cue's own words."""
    first, here = page.sentence(piece.start), page.sentence(cue.start)
    if first < min(here, page.sentence(piece.end - 1)) and not _opens_sentence(page, piece):
        piece = replace(piece, start=page.sentence_starts[first])  # sentences are numbered from one
    return replace(piece, start=cue.end) if piece.start <= cue.start < piece.end else piece


def _of_headline(page: Page, piece: Piece) -> Piece:
    """Return a content up to the end of the headline in which it begins: a line without a full stop."""
    for start in page.sentence_starts[page.sentence(piece.start) : page.sentence(piece.end - 1)]:
        said = page.text[piece.start : start].rstrip()
        if "\n" in page.text[piece.start + len(said) : start] and said[-1:].isalnum():
            return replace(piece, end=piece.start + len(said))
    return piece


def _opens_sentence(page: Page, piece: Piece) -> bool:
    opens = page.sentence_starts[page.sentence(piece.start) - 1]
    return not any(sign.isalnum() for sign in page.text[opens : piece.start])
