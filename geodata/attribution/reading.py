"""The attributions that the tagger reads in a document, and those of the rules that it leaves room for."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.attribution.contents import Found
from geodata.attribution.decoding import Piece, decode
from geodata.attribution.pairing import Page, Pairing, pair, weights
from geodata.language.phrases import Span
from geodata.language.quotations import Quotations
from geodata.models import Document

GERUND = "ing"
"""The end of a participle that goes on with the subject of its sentence: "He welcomed the move, adding that ..."."""


def read_tags(document: Document, quotations: Quotations) -> list[Found]:
    """Return the tagger's attributions in reading order; those without a content say nothing and are left out."""
    if document.tags is None:
        return []
    page = Page.of(decode(document.tags, document.text, quotations), document.sentences)
    pairings = [pairing for pairing in pair(page, weights()) if pairing.contents]
    return [_found(document, page, pairings, number, quotations) for number in range(len(pairings))]


def _found(document: Document, page: Page, pairings: Sequence[Pairing], number: int, quotations: Quotations) -> Found:
    pairing = pairings[number]
    source = pairing.source or _shared_source(document, page, pairings, number)
    contents = tuple(_without_marks(piece.start, piece.end, quotations) for piece in pairing.contents)
    return Found((pairing.cue.start, pairing.cue.end), (source.start, source.end) if source else None, contents)


def _shared_source(document: Document, page: Page, pairings: Sequence[Pairing], number: int) -> Piece | None:
    """Return the source of the cue before a participle in the same sentence."""
    cue = pairings[number].cue
    before = pairings[number - 1] if number else None
    first_word = document.text[cue.start : cue.end].split()[0]
    if before is None or not first_word.endswith(GERUND):
        return None
    return before.source if page.sentence(before.cue.start) == page.sentence(cue.start) else None


def _without_marks(start: int, end: int, quotations: Quotations) -> Span:
    """Return a content without the quotation marks around all of it."""
    quotation = quotations.at(start)
    if quotation is not None and (quotation.start, quotation.end) == (start, end):
        return quotation.inner_start, quotation.inner_end
    return start, end


def merged(tagged: Sequence[Found], ruled: Sequence[Found]) -> list[Found]:
    """Return the tagger's attributions and those of the rules whose words the tagger has put to no other use."""
    taken = [span for item in tagged for span in _spans(item)]
    chains = {item.cue: item.outer for item in ruled if item.outer}
    kept = [
        item
        for item in ruled
        if not any(_overlap(span, other) for span in (item.cue, *item.contents) for other in taken)
    ]
    return [*(_with_chain(item, chains) for item in tagged), *kept]


def _spans(item: Found) -> tuple[Span, ...]:
    return (item.cue, *item.contents, *((item.speaker,) if item.speaker else ()))


def _with_chain(item: Found, chains: dict[Span, tuple[Span, ...]]) -> Found:
    outer = next((speakers for cue, speakers in chains.items() if _overlap(cue, item.cue)), ())
    return Found(item.cue, item.speaker, item.contents, tuple(span for span in outer if span != item.speaker))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
