"""The article as the reader shows it: marks that never overlap, and sentences in which nothing was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from dashboard.view.records import Mark, SentenceView, Spot
from dashboard.view.rows import Rows
from dashboard.view.wording import feature_word
from geodata.models import Mention


def make_marks(rows: Rows, spots: Mapping[str, Spot], names: Iterable[Mention]) -> tuple[Mark, ...]:
    """Return the marks in reading order.

    Marks never overlap: a name wins over a cue, a cue over a negation, a negation over a hedge; among equals the first.
    `spots` are the spots that names lead to, by mention; `names` are those that the filters leave.
    """
    kept: list[Mark] = []
    taken = bytearray(len(rows.text))
    for mark in _wanted(rows, spots, names):
        if mark.start < mark.end and not any(taken[mark.start : mark.end]):
            taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _wanted(rows: Rows, spots: Mapping[str, Spot], names: Iterable[Mention]) -> Iterator[Mark]:
    for mention in names:
        yield _name_mark(mention, rows, spots.get(mention.mention_id))
    for claim in rows.claims.values():
        if claim.cue_start is not None and claim.cue_end is not None:
            yield Mark(claim.cue_start, claim.cue_end, "cue", title="how the article reports it")
    yield from _evidence_marks(rows, "negation", "said NOT to be so")
    yield from _evidence_marks(rows, "hedge", "said with doubt")


def _evidence_marks(rows: Rows, what: Literal["negation", "hedge"], title: str) -> Iterator[Mark]:
    for claim in rows.claims.values():
        for evidence in claim.evidence:
            if evidence.what == what:
                yield Mark(evidence.start, evidence.end, what, title=title)


def _name_mark(mention: Mention, rows: Rows, spot: Spot | None) -> Mark:
    place = rows.places.get(mention.place_id or "")
    if place is None:
        return Mark(mention.start, mention.end, "unplaced", mention.mention_id, title=f"{mention.text}: not found")
    country = rows.country_names.get(place.country_code or "")
    named = place.name if country in {None, place.name} else f"{place.name}, {country}"
    note = f"{named} ({feature_word(place)})" + (f": {spot.title}" if spot and spot.title != place.name else "")
    key = spot.key if spot else None
    return Mark(mention.start, mention.end, "name", mention.mention_id, place.place_id, note, key)


def make_sentences(rows: Rows, selected: Collection[int]) -> tuple[SentenceView, ...]:
    """Return the sentences; `selected` are offsets of which each lights the sentence that holds it."""
    found = [(mention.start, mention.end) for mention in rows.mentions.values()]
    found += [(claim.start, claim.end) for claim in rows.claims.values()]
    return tuple(
        SentenceView(
            sentence_id=sentence.sentence_id,
            start=sentence.start,
            end=sentence.end,
            pale=not any(start < sentence.end and end > sentence.start for start, end in found),
            selected=any(sentence.start <= offset < sentence.end for offset in selected),
        )
        for sentence in rows.sentences
    )
