"""The filters of a view: which statements are shown, and at which of their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from dashboard.view.rows import Rows
from dashboard.viewstate import ALL_NAMES, ViewState
from geodata.models import Claim, ClaimAtPlace, Mention

ARTICLE_CAMP, UNSTATED_CAMP = "article", "unstated"
"""Values of the source filter for the article's own voice, and for sources that are not stated."""


def camp_of(claim: Claim, rows: Rows) -> str:
    """Return whom a statement counts for: sources that the text itself links count as one."""
    if claim.speaker_id in rows.speakers:
        speaker = rows.speakers[str(claim.speaker_id)]
        return speaker.camp or speaker.speaker_id
    if claim.speaker_text:
        return claim.speaker_text.casefold()
    return UNSTATED_CAMP if claim.cue else ARTICLE_CAMP


def shown_claims(rows: Rows, state: ViewState) -> tuple[set[str], dict[str, tuple[ClaimAtPlace, ...]]]:
    """Return the ids of the statements that pass all filters, and the places that are left of each."""
    left: dict[str, list[ClaimAtPlace]] = defaultdict(list)
    for row in rows.at_place:
        if _row_passes(row, rows, state):
            left[row.claim_id].append(row)
    by_place = bool(_roles(state) or state.kind or state.precision)
    shown = {
        claim_id
        for claim_id, claim in rows.claims.items()
        if (not by_place or claim_id in left) and _claim_passes(claim, rows, state)
    }
    return shown, {claim_id: tuple(group) for claim_id, group in left.items() if claim_id in shown}


def shown_names(rows: Rows, state: ViewState) -> tuple[Mention, ...]:
    """Return the names of the kinds that are asked for, in reading order.

    Who speaks and is found on no map ("Minera Alto Norte") is a source, and no place that is missing.
    """
    return tuple(
        mention
        for mention in rows.mentions.values()
        if (not state.kind or mention.kind in state.kind)
        and not (mention.role == "speaker" and mention.status == "not_found" and mention.review == "none")
    )


def _roles(state: ViewState) -> set[str]:
    return set(state.role) - {ALL_NAMES}


def _row_passes(row: ClaimAtPlace, rows: Rows, state: ViewState) -> bool:
    mention = rows.mentions.get(row.mention_id or "")
    roles = _roles(state)
    return (
        (not roles or row.role in roles)
        and (not state.kind or (mention is not None and mention.kind in state.kind))
        and (not state.precision or str(row.geo_precision) in state.precision)
    )


def _claim_passes(claim: Claim, rows: Rows, state: ViewState) -> bool:
    checks: Sequence[tuple[Sequence[str], Callable[[], str | None]]] = (
        (state.camp, lambda: camp_of(claim, rows)),
        (state.certainty, lambda: claim.certainty),
        (state.polarity, lambda: claim.polarity),
        (state.realis, lambda: claim.realis),
        (state.event, lambda: claim.event_type),
        (state.review, lambda: claim.review),
    )
    chosen = all(not wanted or value() in wanted for wanted, value in checks)
    return chosen and _in_time(claim, state) and _has_words(claim, rows, state.q)


def _in_time(claim: Claim, state: ViewState) -> bool:
    """Keep what may have happened between two days; what has no date is out as soon as a day is asked for."""
    if state.date_from is None and state.date_to is None:
        return True
    if claim.date_start is None and claim.date_end is None:
        return False
    starts_late = state.date_to and claim.date_start and claim.date_start > state.date_to
    ends_early = state.date_from and claim.date_end and claim.date_end < state.date_from
    return not starts_late and not ends_early


def _has_words(claim: Claim, rows: Rows, words: str) -> bool:
    wanted = words.casefold().split()
    if not wanted:
        return True
    speaker = rows.speakers.get(claim.speaker_id or "")
    places = [rows.places[row.place_id].name for row in rows.at_place_of.get(claim.claim_id, ())]
    found = " ".join([claim.text, claim.speaker_text or "", speaker.name if speaker else "", *places]).casefold()
    return all(word in found for word in wanted)
