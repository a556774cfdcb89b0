"""Stepping: round all statements, all places, and all namings of a place, with buttons and with keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.panels.nodes import Action
from dashboard.view import Mark, View
from dashboard.viewstate import ViewState

STATEMENT_KEYS, PLACE_KEYS, NAMING_KEYS = ("k", "j"), ("h", "l"), ("p", "n")
"""Back and forth; Streamlit takes r and c for itself."""
CHECK_KEYS = ("y", "w")
"""Right, and wrong."""


@dataclass(frozen=True)
class Ring:
    """Things of one kind in their order; from where the reader is, one lies before and one behind."""

    what: str
    keys: tuple[str, str]
    before: Action = ("", "")
    after: Action = ("", "")
    size: int = 0


def _ring(what: str, keys: tuple[str, str], actions: Sequence[Action], at: int) -> Ring:
    """Make a ring; `at` is where the reader is, -1 before the first."""
    if not actions:
        return Ring(what, keys)
    return Ring(what, keys, actions[max(at, 0) - 1], actions[(at + 1) % len(actions)], len(actions))


def statement_ring(view: View, state: ViewState) -> Ring:
    """Return the statements in reading order; from a place, the next one is its first."""
    ids = list(view.cards)
    if state.claim in view.cards:
        at = ids.index(state.claim)
    else:
        first = next((claim_id for claim_id in view.selected_claims if claim_id in view.cards), ids[0] if ids else "")
        at = ids.index(first) - 1 if first else -1
    return _ring("statement", STATEMENT_KEYS, [("claim", claim_id) for claim_id in ids], at)


def place_ring(view: View) -> Ring:
    """Return the places on the map, then the countries as a whole."""
    keys = [*(spot.key for spot in view.spots), *(tray.place_id for tray in view.countries)]
    selected = view.selected_spot or view.selected_country
    at = keys.index(selected) if selected in keys else -1
    return _ring("place", PLACE_KEYS, [("place", key) for key in keys], at)


def naming_ring(view: View, state: ViewState) -> Ring:
    """Return every naming of what is selected in reading order; without a selection, every name of the text."""
    chosen = namings(view, state) or [mark for mark in view.marks if mark.mention_id]
    ids = [str(mark.mention_id) for mark in chosen]
    at = ids.index(state.mention) if state.mention in ids else -1
    return _ring("naming", NAMING_KEYS, [("mention", mention_id) for mention_id in ids], at)


def namings(view: View, state: ViewState) -> tuple[Mark, ...]:
    """Return every naming of the selected place in reading order; of a name without one, all in the same words."""
    own = next((mark for mark in view.marks if state.mention and mark.mention_id == state.mention), None)
    if own and not own.place_id:
        return tuple(mark for mark in view.marks if mark.what == own.what and mark.words == own.words)
    spot = (view.selected_spot or view.selected_country or "").partition("~")[0]
    place_id = own.place_id if own else spot
    return tuple(mark for mark in view.marks if place_id and mark.place_id == place_id)


def checked_name(view: View, state: ViewState) -> Mark | None:
    """Return the name that is checked now: the selected one, else the first naming of the selected place."""
    if not (state.mention or (state.place and view.selected_spot)):
        return None
    names = [mark for mark in view.marks if mark.mention_id]
    chosen = [mark for mark in names if state.mention and mark.mention_id == state.mention]
    chosen += [mark for mark in names if view.selected_spot and mark.spot_key == view.selected_spot]
    return chosen[0] if chosen else None


def _checks(view: View, state: ViewState) -> dict[str, Action]:
    """Return what the keys that check do now: to the selected statement, else to the name or the source."""
    if not view.may_change:
        return {}
    right, wrong = CHECK_KEYS
    if view.selected_claim:
        return {right: ("right", view.selected_claim), wrong: ("wrong", view.selected_claim)}
    name = checked_name(view, state)
    if name is None:
        is_source = any(card.speaker_id == state.speaker for card in view.cards.values()) and state.speaker
        return {wrong: ("source", state.speaker)} if is_source else {}
    found: dict[str, Action] = {wrong: ("name", str(name.mention_id))}
    return found | ({right: ("right_name", str(name.mention_id))} if name.place_id else {})


def bindings(view: View, state: ViewState) -> dict[str, Action]:
    """Return what each key does now."""
    rings = (statement_ring(view, state), place_ring(view), naming_ring(view, state))
    steps = {
        key: action
        for ring in rings
        if ring.size
        for key, action in zip(ring.keys, (ring.before, ring.after), strict=True)
    }
    return steps | _checks(view, state)
