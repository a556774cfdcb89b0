"""The attributions that the tagger reads in a document, and how they come beside those of the rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from geodata.attribution.contents import Found
from geodata.attribution.decoding import Piece, decode
from geodata.attribution.pairing import Page, Pairing, pair, weights
from geodata.language.phrases import Span
from geodata.language.quotations import Quotations
from geodata.language.wordtables import cue_nouns, cues
from geodata.models import Document

SURE = 0.7
"""Probability from which a cue that no table knows counts when a statement or a quotation hangs on it."""

VERY_SURE = 0.9
"""Probability from which any cue counts when its content is no statement: a noun phrase or an infinitive."""

LONGEST_DENIAL = 6
"""Characters before a cue in which "not" or "never" stands."""

_THAT = re.compile(r"that\s+")
_DENIAL = re.compile(r"\b(?:not|never)\b|n['’]t\b")
"""What was not said is no one's statement: "has not asked other countries for help"."""

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
    contents = tuple(_bare(document.text, piece.start, piece.end, quotations) for piece in pairing.contents)
    speaker = (source.start, source.end) if source else None
    return Found((pairing.cue.start, pairing.cue.end), speaker, contents, sure=pairing.cue.sure)


def _shared_source(document: Document, page: Page, pairings: Sequence[Pairing], number: int) -> Piece | None:
    """Return the source of the cue before a participle in the same sentence."""
    cue = pairings[number].cue
    before = pairings[number - 1] if number else None
    first_word = document.text[cue.start : cue.end].split()[0]
    if before is None or not first_word.endswith(GERUND):
        return None
    return before.source if page.sentence(before.cue.start) == page.sentence(cue.start) else None


def _bare(text: str, start: int, end: int, quotations: Quotations) -> Span:
    """Return a content without the "that" which opens it, and without the quotation marks around all of it."""
    that = _THAT.match(text, start, end)
    start = that.end() if that else start
    quotation = quotations.at(start)
    if quotation is not None and (quotation.start, quotation.end) == (start, end):
        return quotation.inner_start, quotation.inner_end
    return start, end


def merged(ruled: Sequence[Found], tagged: Sequence[Found], tells: Callable[[Found], bool]) -> list[Found]:
    """Return the rules' attributions, mended by the tagger's, and the tagger's own where the rules read nothing.

    Parameters
    ----------
    ruled, tagged : sequence of Found
        What the rules and the tagger read, each without overlaps.
    tells : callable
        Tells whether an attribution of the tagger alone is to be taken.
    """
    taken = _Taken([span for item in ruled for span in (*_spans(item), *item.outer)])
    own = [item for item in tagged if not any(taken.touches(span) for span in _spans(item))]
    cue_ends = [item.cue[1] for item in tagged]  # cues of the tagger never overlap: their ends are in order
    padded = [*tagged, None]
    twins = [padded[bisect_right(cue_ends, item.cue[0])] for item in ruled]
    return [*(_mended(item, twin) for item, twin in zip(ruled, twins, strict=True)), *filter(tells, own)]


class _Taken:
    """The words that are already used, asked in time that does not grow with the text."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touches(self, span: Span) -> bool:
        """Tell whether a span shares a character with any of them."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]


def _mended(item: Found, twin: Found | None) -> Found:
    """Return a rule's attribution with the tagger's source where the rules found none, or only a part of it."""
    twin = twin if twin is not None and _overlap(twin.cue, item.cue) else None
    if twin is None or twin.speaker is None or item.outer:
        return item
    if any(_overlap(twin.speaker, content) for content in item.contents) or _overlap(twin.speaker, item.cue):
        return item
    if item.speaker is None or _holds(twin.speaker, item.speaker):
        return replace(item, speaker=twin.speaker)
    return item


def _spans(item: Found) -> tuple[Span, ...]:
    return (item.cue, *item.contents, *((item.speaker,) if item.speaker else ()))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class Tells:
    """Tells which attributions that the tagger alone has read are taken; `verbs` are the starts of the finite ones."""

    def __init__(self, text: str, verbs: Sequence[int], quotations: Quotations) -> None:
        self._text = text
        self._verbs = verbs
        self._quotations = quotations

    def __call__(self, item: Found) -> bool:
        """Tell whether a cue affirms that something is said, and is known or sure enough for what it introduces."""
        said = self._text[slice(*item.cue)].lower()
        before = self._text[max(0, item.cue[0] - LONGEST_DENIAL) : item.cue[0]].lower()
        if _DENIAL.search(f"{before}{said}"):
            return False
        known = any(word in cues() or word in cue_nouns() for word in said.split())
        states = any(self._states(*span) for span in item.contents)
        if states:
            return known or item.sure >= SURE
        return item.sure >= VERY_SURE

    def _states(self, start: int, end: int) -> bool:
        """Tell whether a content has a finite verb or stands in quotation marks."""
        has_verb = bisect_left(self._verbs, start) < bisect_left(self._verbs, end)
        return has_verb or self._quotations.at(start) is not None
