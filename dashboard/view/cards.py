"""From statements to cards: one statement each, ready to be read."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.view.checking import Remark, grade_words, remarks, thing
from dashboard.view.filters import camp_of
from dashboard.view.naming import country_title
from dashboard.view.quoting import cut_pieces, quoted_ranges
from dashboard.view.reading import Reading, doubt_of
from dashboard.view.records import Card, Dispute, Piece, Span
from dashboard.view.rows import Rows
from dashboard.view.wording import (
    ARTICLE_HEADING,
    NOT_STATED,
    UNSTATED_HEADING,
    cue_note,
    heading,
    how_said,
    listed,
    lowered,
    sign_of,
    speaker_note,
    when,
    words_note,
    words_start,
)
from geodata.models import Claim
from geodata.wording import ARTICLE_ITSELF

_IN_A_LINE = {lowered(ARTICLE_HEADING): ARTICLE_ITSELF, UNSTATED_HEADING: "a source that is not stated"}
"""Headings of cards as a line names whom they stand for."""

_DOUBTS = ("", "clear", "check", "unsure")
"""From least to most; a statement at two places shows the worse doubt."""


def make_cards(rows: Rows, at_place: Mapping[str, Sequence[Reading]]) -> dict[str, Card]:
    """Build the card of every statement; `at_place` are the places that the filters leave of each."""
    quoted = quoted_ranges(rows.text)
    cards = {
        claim_id: _card(claim, rows, at_place.get(claim_id, ()), quoted) for claim_id, claim in rows.claims.items()
    }
    said = remarks(rows.analysis)
    return {claim_id: _remarked(card, rows, said) for claim_id, card in cards.items()} if said else cards


def _remarked(card: Card, rows: Rows, said: Mapping[str, Remark]) -> Card:
    """Put what people said of a statement, of its source and of its places on its card."""
    own = said.get(card.claim_id)
    source = card.speaker_id or rows.analysis.article.article_id
    links = rows.at_place_of.get(card.claim_id, ())
    others = [source, *(link.mention_id or "" for link in links), *(link.place_id for link in links)]
    about = {target: said[target].notes for target in dict.fromkeys(others) if target in said}
    notes = [f"{note} (on {thing(target, rows)})" for target, found in about.items() for note in found]
    return replace(
        card,
        checked=own.checked if own and card.review != "none" else "",
        grade=grade_words(said.get(source), own),
        verdicts=own.verdicts if own else (),
        remarks=(*(own.notes if own else ()), *notes),
    )


def _card(claim: Claim, rows: Rows, at_place: Sequence[Reading], quoted: Sequence[tuple[int, int]]) -> Card:
    speaker = rows.speakers.get(claim.speaker_id or "")
    start = words_start(claim, rows.text)
    pieces = cut_pieces(rows.text, (start, claim.end), quoted) or (Piece(claim.text, claim.start, claim.end),)
    placed = [reading for reading in at_place if not reading.is_whole_country]
    countries = tuple(dict.fromkeys(reading.row.place_id for reading in at_place if reading.is_whole_country))
    return Card(
        claim_id=claim.claim_id,
        heading=heading(claim, speaker),
        speaker_note=speaker_note(claim, speaker),
        how=how_said(claim, start),
        sign=sign_of(claim),
        words_note=words_note([piece.quoted for piece in pieces if piece.text.strip(" .,;:")], claim),
        pieces=pieces,
        when=when(claim),
        where="" if placed else _where(claim, rows, countries),
        place_doubt=_doubt(at_place),
        sentence_number=rows.sentence_number(claim.start),
        start=claim.start,
        end=claim.end,
        speaker_id=claim.speaker_id,
        cue=claim.cue,
        spot_keys=tuple(dict.fromkeys(reading.key for reading in placed)),
        cue_note=cue_note(claim, start),
        chain_note=_chain_note(claim, rows),
        country_ids=countries,
        review=claim.review,
        camp=camp_of(claim, rows),
        happened=span_of(claim.date_start, claim.date_end, claim.date_precision),
        said=span_of(claim.said_start, claim.said_end, "day"),
        restates=rows.restated.get(claim.claim_id, ""),
        place_from_elsewhere=any(reading.row.inherited and reading.row.review == "none" for reading in placed),
        disputes=_disputes(claim, rows),
        can_be_verified=bool(placed or rows.analysis.article.url),
    )


def _disputes(claim: Claim, rows: Rows) -> tuple[Dispute, ...]:
    """Name who says what cannot well be so together with a statement: never which of them is right."""
    found = []
    for claim_id, relation in rows.disputed.get(claim.claim_id, ()):
        other = rows.claims[claim_id]
        who = lowered(heading(other, rows.speakers.get(other.speaker_id or "")))
        found.append(
            Dispute(claim_id, _IN_A_LINE.get(who, who), "disputed by" if relation == "contradicts" else "but see")
        )
    return tuple(found)


def span_of(start: date | None, end: date | None, precision: str) -> Span | None:
    """Return the days of a statement: where one end is open, the day that is known; all days of a month or year."""
    first, last = start or end, end or start
    if first is None or last is None:
        return None
    if precision == "year":
        return Span(first.replace(month=1, day=1), last.replace(month=12, day=31), precision)
    if precision == "month":
        return Span(first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1]), precision)
    return Span(first, last, precision)


def _where(claim: Claim, rows: Rows, countries: Sequence[str]) -> str:
    """Name the countries; titles of spots are put in later, once each spot knows how the text relates to it."""
    if countries:
        return listed(list(dict.fromkeys(country_title(rows.places[country].name) for country in countries)))
    missing = [
        mention.text
        for mention in rows.mentions.values()
        if claim.start <= mention.start and mention.end <= claim.end and not mention.place_id
    ]
    return f"{listed(missing)}: not found" if missing else NOT_STATED


def _doubt(at_place: Sequence[Reading]) -> str:
    """Return the worst doubt about a statement's places; a place taken over from another sentence is to be checked."""
    found = [""]
    for reading in at_place:
        found.append(doubt_of(reading))
        if reading.row.inherited and found[-1] == "clear":
            found.append("check")
    return max(found, key=_DOUBTS.index)


def _chain_note(claim: Claim, rows: Rows) -> str:
    """Name who passes on the words of the source, when the article names them one inside the other."""
    names = [rows.speakers[link].name if link in rows.speakers else link for link in claim.chain]
    own = rows.speakers.get(claim.speaker_id or "")
    outer = [name for name in names if own is None or name != own.name]
    return f"as told by {listed([lowered(name) for name in outer])}" if outer else ""
