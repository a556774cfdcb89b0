"""The article as the reader shows it: what was found in it, and sentences in which nothing was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from dashboard.view.records import Mark, SentenceView, Spot
from dashboard.view.regions import address_of
from dashboard.view.rows import Rows
from dashboard.view.wording import feature_word
from geodata.models import Mention

_STRENGTH = ("name", "unplaced", "cue", "negation", "hedge")
"""Which mark wins where only one can be shown."""


def make_marks(rows: Rows, spots: Mapping[str, Spot], names: Iterable[Mention]) -> tuple[Mark, ...]:
    """Return the marks in reading order, an outer one before those inside it; they may nest and overlap.

    `spots` are the spots that names lead to, by mention; `names` are those that the filters leave.
    """
    marks = [_name_mark(mention, rows, spots.get(mention.mention_id)) for mention in names]
    marks += dict.fromkeys(_evidence_marks(rows))  # statements share cues
    return tuple(sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end)))


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks that never overlap: a name wins over a cue, a cue over a negation, a negation over a hedge."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (_STRENGTH.index(mark.what), mark.start, -mark.end)):
        if not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _evidence_marks(rows: Rows) -> Iterator[Mark]:
    for claim in rows.claims.values():
        if claim.cue_start is not None and claim.cue_end is not None:
            yield Mark(claim.cue_start, claim.cue_end, "cue", title="how the article reports it")
    yield from _marks_of(rows, "negation", "said NOT to be so")
    yield from _marks_of(rows, "hedge", "said with doubt")


def _marks_of(rows: Rows, what: Literal["negation", "hedge"], title: str) -> Iterator[Mark]:
    for claim in rows.claims.values():
        for evidence in claim.evidence:
            if evidence.what == what:
                yield Mark(evidence.start, evidence.end, what, title=title)


def _name_mark(mention: Mention, rows: Rows, spot: Spot | None) -> Mark:
    place = rows.places.get(mention.place_id or "")
    if place is None:
        return Mark(
            mention.start,
            mention.end,
            "unplaced",
            mention.mention_id,
            title=f"{mention.text}: not found",
            words=mention.text,
        )
    named = address_of(place, rows.country_of(place))
    note = f"{named} ({feature_word(place)})" + (f": {spot.title}" if spot and spot.title != place.name else "")
    key = spot.key if spot else None
    return Mark(mention.start, mention.end, "name", mention.mention_id, place.place_id, note, key, mention.text)


def make_sentences(rows: Rows) -> tuple[SentenceView, ...]:
    """Return the sentences; those in which nothing was found are pale."""
    told = bytearray(len(rows.text))
    for start, end in (
        *((mention.start, mention.end) for mention in rows.mentions.values()),
        *((claim.start, claim.end) for claim in rows.claims.values()),
    ):
        told[start:end] = b"\x01" * (end - start)
    return tuple(
        SentenceView(
            sentence_id=sentence.sentence_id,
            start=sentence.start,
            end=sentence.end,
            pale=not any(told[sentence.start : sentence.end]),
        )
        for sentence in rows.sentences
    )


def light(sentences: Sequence[SentenceView], offsets: Collection[int]) -> tuple[SentenceView, ...]:
    """Light the sentences that hold these offsets."""
    starts = [sentence.start for sentence in sentences]
    lit = {bisect_right(starts, offset) - 1 for offset in offsets}
    return tuple(
        replace(sentence, selected=True)
        if number in lit and any(sentence.start <= offset < sentence.end for offset in offsets)
        else sentence
        for number, sentence in enumerate(sentences)
    )
