"""The panel beside the map: the selected place, source or statement first, everything else of the story below."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.panels.cards import draw_card
from dashboard.panels.nodes import BACK, CLOSE, FEWEST_STEPS, FORTH, Action, Node, button, node
from dashboard.view import Spot, View
from dashboard.view.wording import counted
from dashboard.viewstate import ViewState

CARDS_LISTED = 200  # of one group; a browser draws as many at once without a pause


def tree(view: View, state: ViewState) -> list[Node]:
    """Build the panel."""
    spot = _selected_spot(view)
    top = node("div", "pane-bar", *_heading(view, state, spot), *_steps(view, state))
    chosen = [view.cards[claim_id] for claim_id in _chosen_ids(view, spot) if claim_id in view.cards]
    cards = [draw_card(card, view) for card in chosen]
    rest = _rest(view, {card.claim_id for card in chosen}, titled=bool(chosen))
    body = node("div", "panel-text", *_notes(view, state, spot), *cards, *rest, attributes={"data-scroll": "panel"})
    attributes = {"data-selected": "true"} if state.selection else {}
    return [node("div", "panel", top, body, attributes=attributes)]


def focus(view: View) -> str:
    """Return what the panel scrolls to: the selected statement, else its top."""
    return f"card:{view.selected_claim}" if view.selected_claim else f"top:{view.selected_spot or ''}"


def _selected_spot(view: View) -> Spot | None:
    return next((spot for spot in view.spots if spot.key == view.selected_spot), None)


def _chosen_ids(view: View, spot: Spot | None) -> tuple[str, ...]:
    """Return the statements of the selection; a selected statement brings those of its place with it."""
    if view.selected_claim and spot:
        return tuple(dict.fromkeys((view.selected_claim, *spot.claim_ids)))
    return view.selected_claims


def _heading(view: View, state: ViewState, spot: Spot | None) -> list[Node]:
    clear = button("step", CLOSE, ("clear", ""), "clear the selection (Escape)") if state.selection else ""
    return [node("h2", "", heading_words(view, state, spot)), clear]


def heading_words(view: View, state: ViewState, spot: Spot | None) -> str:
    """Return what the panel is about, in a few words."""
    if state.speaker and view.selected_claims:
        return view.cards[view.selected_claims[0]].heading
    if state.day and view.selected_claims:
        return f"{state.day:%a} {state.day.day} {state.day:%b %Y}"
    if spot:
        return spot.title[:1].upper() + spot.title[1:]
    country = next((tray for tray in view.countries if tray.place_id == view.selected_country), None)
    if country:
        return f"{country.name} as a whole"
    return _named(view, state) or ("Statement" if view.selected_claim else "All statements")


def _named(view: View, state: ViewState) -> str:
    """Return what a selected name is, where nothing is said to have happened."""
    return next((mark.title for mark in view.marks if state.mention and mark.mention_id == state.mention), "")


def _notes(view: View, state: ViewState, spot: Spot | None) -> list[Node]:
    """Say what is to be known about the selection before its statements are read."""
    lines = [line for line in (spot.subtitle, spot.coordinates, spot.twin_note) if line] if spot else []
    if not view.selected_claims:
        lines.append(_hint(view, state, spot))
    notes = [node("p", "note", line) for line in lines if line]
    return [node("div", "notes", *notes, attributes={"data-at": f"top:{view.selected_spot or ''}"})] if notes else []


def _hint(view: View, state: ViewState, spot: Spot | None) -> str:
    if spot or _named(view, state):
        return "Named here; nothing is said to have happened there."
    return "Click a place on the map, a name in the article or a statement here." if view.cards else ""


def _steps(view: View, state: ViewState) -> list[Node]:
    """Step to the place, or the statement, before and behind the selected one."""
    ring: list[Action] = [("place", spot.key) for spot in view.spots]
    at = next((index for index, action in enumerate(ring) if action[1] == view.selected_spot), -1)
    if state.claim:
        ring = [("claim", claim_id) for claim_id in view.cards]
        at = next((index for index, action in enumerate(ring) if action[1] == state.claim), -1)
    if len(ring) < FEWEST_STEPS:
        return []
    what = "statement" if state.claim else "place"
    back = button("step", BACK, ring[max(at, 0) - 1], f"the {what} before")
    forth = button("step", FORTH, ring[(at + 1) % len(ring)], f"the next {what}")
    return [node("span", "steps", back, forth)]


def _rest(view: View, shown: set[str], *, titled: bool) -> list[Node]:
    """Every other statement, in the groups that the summary line counts."""
    countries = [claim_id for tray in view.countries for claim_id in tray.claim_ids]
    away = {*countries, *view.without_place}
    groups = [
        ("placed", "On the map", [claim_id for claim_id in view.cards if claim_id not in away]),
        ("countries", "About a country as a whole", list(dict.fromkeys(countries))),
        ("without", "Without a place", list(view.without_place)),
    ]
    nodes = [
        part
        for name, title, ids in groups
        for part in _group(view, name, title, [claim_id for claim_id in ids if claim_id not in shown])
    ]
    heading = [node("p", "group-title", "Elsewhere in this story")] if titled and nodes else []
    return [*heading, *nodes]


def _group(view: View, name: str, title: str, ids: Iterable[str]) -> list[Node]:
    cards = [view.cards[claim_id] for claim_id in ids if claim_id in view.cards]
    if not cards:
        return []
    head = node("p", "group", title, node("span", "soft", f" {len(cards)}"), attributes={"data-at": f"list:{name}"})
    more = f"and {len(cards) - CARDS_LISTED:,} more: choose a place, a name or a filter"
    rest = [node("p", "note", more)] if len(cards) > CARDS_LISTED else []
    return [head, *(draw_card(card, view) for card in cards[:CARDS_LISTED]), *rest]


def announcement(view: View, state: ViewState) -> str:
    """Return one sentence for those who listen to the page."""
    if not state.selection or view.notices:
        return ""
    words = heading_words(view, state, _selected_spot(view))
    return f"Selected: {words}, {counted(len(view.selected_claims), 'statement')}."
