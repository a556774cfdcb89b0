"""The panel beside the map: the selected place, source, day or statement first, the whole story as a list below."""

from __future__ import annotations

from dashboard.panels import actions, statement_list
from dashboard.panels.nodes import BACK, CLOSE, FEWEST_STEPS, FORTH, Node, button, node
from dashboard.panels.rings import checked_name, place_ring, statement_ring
from dashboard.view import Spot, View
from dashboard.view.wording import counted, day
from dashboard.viewstate import ViewState

CARDS_LISTED = 200  # of one selection; a browser draws as many at once without a pause


def tree(view: View, state: ViewState) -> list[Node]:
    """Build the panel."""
    spot = _selected_spot(view)
    top = node("div", "pane-bar", *_heading(view, state, spot), *_steps(view, state))
    inside = _chosen(view, state, spot) if state.selection and not view.notices else _everything(view, state)
    css = "panel-text long" if len(view.cards) > statement_list.MOST_OPEN else "panel-text"
    body = node("div", css, *inside, attributes={"data-scroll": "panel"})
    attributes = {"role": "region", "aria-label": "Statements"}
    attributes |= {"data-selected": "true"} if state.selection else {}
    attributes |= {"data-filtered": "true"} if state.is_filtered else {}
    return [node("div", "panel", top, body, attributes=attributes)]


def _everything(view: View, state: ViewState) -> list[Node]:
    hint = (
        "Click a place on the map, a name in the article or a statement here. Words in quotation marks are the "
        "source’s, all others the article’s."
        if view.cards
        else ""
    )
    notes = node("p", "note", hint) if hint else ""
    top = node("div", "notes", statement_list.bar(view, state), notes, attributes={"data-at": _top(state)})
    return [top, *statement_list.nothing(view), *statement_list.full(view, state)]


def _chosen(view: View, state: ViewState, spot: Spot | None) -> list[Node]:
    cards = [view.cards[claim_id] for claim_id in _chosen_ids(view, spot) if claim_id in view.cards]
    left = len(cards) - CARDS_LISTED
    more = [node("p", "note", f"and {left:,} more: a filter or a search shows fewer")] if left > 0 else []
    heading = node("h3", "group-title", "The whole story")
    whole = [heading, statement_list.bar(view, state), *statement_list.index(view)] if view.cards else []
    several = len(cards) > 1 and not view.selected_claim and view.may_change
    hint = [node("p", "note", "Click a statement to check or correct it.")] if several else []
    return [*_notes(view, state, spot), *hint, *statement_list.folded(cards[:CARDS_LISTED], view), *more, *whole]


def focus(view: View, state: ViewState) -> str:
    """Return what the panel scrolls to: the selected statement, else its top."""
    return f"card:{view.selected_claim}" if view.selected_claim else _top(state)


def _top(state: ViewState) -> str:
    """Name the top of the panel for each selection apart, so that another one starts at its top."""
    return ":".join(("top", *(state.selection or ())))


def _selected_spot(view: View) -> Spot | None:
    return next((spot for spot in view.spots if spot.key == view.selected_spot), None)


def _chosen_ids(view: View, spot: Spot | None) -> tuple[str, ...]:
    """Return the statements of the selection; a selected statement brings those of its place with it."""
    if view.selected_claim and spot:
        return tuple(dict.fromkeys((view.selected_claim, *spot.claim_ids)))
    return view.selected_claims


def _heading(view: View, state: ViewState, spot: Spot | None) -> list[Node]:
    clear = button("step", CLOSE, ("clear", ""), "clear the selection (Escape)") if state.selection else ""
    return [node("h2", "", heading_words(view, state, spot), attributes={"tabindex": "-1"}), clear]


def heading_words(view: View, state: ViewState, spot: Spot | None) -> str:
    """Return what the panel is about, in a few words."""
    if state.speaker and view.selected_claims:
        return view.cards[view.selected_claims[0]].heading
    if state.day and view.selected_claims:
        return day(state.day)
    if spot:
        return spot.title[:1].upper() + spot.title[1:]
    country = next((tray for tray in view.countries if tray.place_id == view.selected_country), None)
    if country:
        return f"{country.name} as a whole"
    return _named(view, state) or ("Statement" if view.selected_claim else _listed(view))


def _listed(view: View) -> str:
    """Say how much of the article is listed."""
    shown, total = view.summary.statements, view.summary.total
    return "All statements" if shown == total else f"{shown:,} of {counted(total, 'statement')}"


def _named(view: View, state: ViewState) -> str:
    """Return what a selected name is, where nothing is said to have happened."""
    return next((mark.title for mark in view.marks if state.mention and mark.mention_id == state.mention), "")


def _notes(view: View, state: ViewState, spot: Spot | None) -> list[Node]:
    """Say what is to be known about the selection before its statements are read."""
    lines = [line for line in (spot.subtitle, spot.coordinates, spot.twin_note) if line] if spot else []
    if view.selected_note:
        lines.append(view.selected_note)
    if state.day and view.selected_claims:
        card = view.cards[view.selected_claims[0]]
        happened = card.happened and card.happened.start <= state.day <= card.happened.end
        lines.append("what is said to have happened on this day" if happened else "what was said on this day")
    notes = [node("p", "note", line) for line in lines]
    notes += (*_name_actions(view, state), *_source_actions(view, state)) if view.may_change else ()
    return [node("div", "notes", *notes, attributes={"data-at": _top(state)})]


def _name_actions(view: View, state: ViewState) -> list[Node]:
    """Build the buttons that check the selected name, or the first naming of the selected place."""
    mark = checked_name(view, state)
    if mark is None:
        return []
    is_single = len(view.selected_claims) == 1 and not view.selected_note
    return actions.of_name(mark, view.remarks.get(str(mark.mention_id)), beside_statement=is_single)


def _source_actions(view: View, state: ViewState) -> list[Node]:
    """Build the buttons that correct the selected source; the article itself is none."""
    card = next((card for card in view.cards.values() if state.speaker and card.speaker_id == state.speaker), None)
    return actions.of_source(state.speaker, card.heading, view.remarks.get(state.speaker)) if card else []


def _steps(view: View, state: ViewState) -> list[Node]:
    """Step to the place, or the statement, before and behind the selected one."""
    ring = statement_ring(view, state) if state.claim or not view.spots else place_ring(view)
    if ring.size < FEWEST_STEPS:
        return []
    back = button("step", BACK, ring.before, f"the {ring.what} before ({ring.keys[0]})")
    forth = button("step", FORTH, ring.after, f"the next {ring.what} ({ring.keys[1]})")
    return [node("span", "steps", back, forth)]


def announcement(view: View, state: ViewState) -> str:
    """Return one sentence for those who listen to the page."""
    if view.notices:
        return ""
    if not state.selection:
        return f"{_listed(view)}{' shown: filtered' if state.is_filtered else ''}."
    words = heading_words(view, state, _selected_spot(view))
    return f"Selected: {words}, {counted(len(view.selected_claims), 'statement')}."
