"""From statements to cards: one statement each, ready to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.view.naming import country_title
from dashboard.view.quoting import cut_pieces, quoted_ranges
from dashboard.view.reading import WHOLE_COUNTRY, read_row
from dashboard.view.records import Card, Piece
from dashboard.view.rows import Rows
from dashboard.view.wording import (
    NOT_STATED,
    cue_note,
    doubt,
    heading,
    how_said,
    listed,
    sign_of,
    speaker_note,
    when,
    words_note,
)
from geodata.models import Claim, ClaimAtPlace

_DOUBTS = ("", "clear", "check", "unsure")
"""From least to most; a statement at two places shows the worse doubt."""


def make_cards(rows: Rows, at_place: Mapping[str, Sequence[ClaimAtPlace]]) -> dict[str, Card]:
    """Build the card of every statement; `at_place` are the rows that the filters leave."""
    quoted = quoted_ranges(rows.text)
    return {claim_id: _card(claim, rows, at_place.get(claim_id, ()), quoted) for claim_id, claim in rows.claims.items()}


def _card(claim: Claim, rows: Rows, at_place: Sequence[ClaimAtPlace], quoted: Sequence[tuple[int, int]]) -> Card:
    speaker = rows.speakers.get(claim.speaker_id or "")
    pieces = cut_pieces(rows.text, (claim.start, claim.end), quoted) or (Piece(claim.text, claim.start, claim.end),)
    whole = [row for row in at_place if row.geo_precision == WHOLE_COUNTRY]
    placed = [row for row in at_place if row.geo_precision != WHOLE_COUNTRY]
    return Card(
        claim_id=claim.claim_id,
        heading=heading(claim, speaker),
        speaker_note=speaker_note(claim, speaker),
        how=how_said(claim),
        sign=sign_of(claim),
        words_note=words_note([piece.quoted for piece in pieces if piece.text.strip(" .,;:")], claim),
        pieces=pieces,
        when=when(claim),
        where=_where(claim, rows, placed, whole),
        place_doubt=_doubt(rows, at_place),
        sentence_number=rows.sentence_number(claim.start),
        start=claim.start,
        end=claim.end,
        speaker_id=claim.speaker_id,
        cue=claim.cue,
        spot_keys=tuple(dict.fromkeys(read_row(row, rows).key for row in placed)),
        cue_note=cue_note(claim),
        chain_note=_chain_note(claim, rows),
        country_ids=tuple(dict.fromkeys(row.place_id for row in whole)),
        review=claim.review,
    )


def _where(claim: Claim, rows: Rows, placed: Sequence[ClaimAtPlace], whole: Sequence[ClaimAtPlace]) -> str:
    """Name the places; titles of spots are put in later, once each spot knows how the text relates to it."""
    if placed:
        return ""
    if whole:
        return listed(list(dict.fromkeys(country_title(rows.places[row.place_id].name) for row in whole)))
    missing = [
        mention.text
        for mention in rows.mentions.values()
        if claim.start <= mention.start and mention.end <= claim.end and not mention.place_id
    ]
    return f"{listed(missing)}: not found" if missing else NOT_STATED


def _doubt(rows: Rows, at_place: Sequence[ClaimAtPlace]) -> str:
    """Return the worst doubt about a statement's places; a place taken over from another sentence is to be checked."""
    found = [""]
    for row in at_place:
        mention = rows.mentions.get(row.mention_id or "")
        review = row.review if row.review != "none" or mention is None else mention.review
        found.append(doubt(mention.score if mention else None, mention.status if mention else "", review))
        if row.inherited and found[-1] == "clear":
            found.append("check")
    return max(found, key=_DOUBTS.index)


def _chain_note(claim: Claim, rows: Rows) -> str:
    """Name who passes on the words of the source, when the article names them one inside the other."""
    names = [rows.speakers[link].name if link in rows.speakers else link for link in claim.chain]
    own = rows.speakers.get(claim.speaker_id or "")
    outer = [name for name in names if own is None or name != own.name]
    return f"as told by {listed(outer)}" if outer else ""
