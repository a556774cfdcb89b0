"""The filters under More: facets with how many statements each would show, days, and the online map tiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.panels import navigation, sheet
from dashboard.panels.nodes import Node, node
from dashboard.view.facets import Facets
from dashboard.view.wording import capitalised
from dashboard.viewstate import ALL_NAMES, Keys, ViewState

_EVENTS = {
    "AGREE": "agreeing", "CONSULT": "meeting, talking", "SUPPORT": "supporting", "CONCEDE": "giving way",
    "COOPERATE": "working together", "AID": "helping", "RETREAT": "pulling back", "REQUEST": "asking for something",
    "ACCUSE": "accusing", "REJECT": "refusing", "THREATEN": "threatening", "PROTEST": "protesting",
    "SANCTION": "punishing, cutting ties", "MOBILIZE": "getting forces ready", "COERCE": "forcing, arresting",
    "ASSAULT": "attacking",
}  # fmt: skip
_PRECISION = {
    "1": "in the place itself",
    "2": "near it, or in a part of it",
    "3": "somewhere in an area",
    "4": "a whole country",
}
_ROLES = {
    "event": "it happened there",
    "origin": "it came from there",
    "destination": "it went there",
    "venue": "it was said or done there formally",
}
_KINDS = {
    "literal": "the place itself",
    "associative": "those who act in its name",
    "demonym": "its people, or what is of it",
    "embedded": "part of another name",
    "coordinate": "written coordinates",
}
_REVIEWS = {
    "none": "not checked yet",
    "confirmed": "checked: right",
    "corrected": "checked: corrected",
    "rejected": "checked: wrong",
}
_FACETS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "event": ("What happened", _EVENTS),
    "precision": ("How precise the place is", _PRECISION),
    "role": ("What the place is to it", _ROLES),
    "kind": ("What the name of the place stands for", _KINDS),
    "review": ("Checked by a person", _REVIEWS),
}
_FEWEST = 2  # values that a facet needs to tell statements apart
_TILES_HELP = (
    "While this is on, your browser loads pictures from the servers of OpenStreetMap, "
    "which see your address on the internet and which part of the world you look at."
)


def draw(counts: Facets, state: ViewState) -> None:
    """Draw the button and what it opens."""
    active = len(chosen(state)) + bool(state.date_from or state.date_to)
    with st.popover(f"More · {active}" if active else "More", key="more", help="More filters, and online map tiles"):
        sheet.draw("facets", tree(counts, state), navigation.act)
        with st.container(horizontal=True):
            _day("Happened from", Keys.FROM_FILTER, state.date_from, "Only what may have happened on this day or later")
            _day("until", Keys.TO_FILTER, state.date_to, "Only what may have happened on this day or before")
        st.toggle("Online map tiles", key=Keys.TILES, help=_TILES_HELP)
        st.caption("Off: nothing you read leaves this computer. On: OpenStreetMap’s servers see where you look.")


def chosen(state: ViewState) -> list[tuple[str, str]]:
    """Return the values that are asked for, with their filter."""
    return [(name, value) for name in _FACETS for value in getattr(state, name) if value != ALL_NAMES]


def tree(counts: Facets, state: ViewState) -> list[Node]:
    """Build every facet that tells statements of this article apart."""
    parts = [_facet(name, title, words, counts[name], getattr(state, name)) for name, (title, words) in _FACETS.items()]
    shown = [part for part in parts if part]
    return shown or [node("p", "note", "All statements are of one kind: there is nothing more to tell them apart by.")]


def _facet(name: str, title: str, words: Mapping[str, str], counts: Mapping[str, int], asked: tuple[str, ...]) -> Node:
    values = [value for value in (*words, *sorted(counts.keys() - words.keys())) if counts.get(value) or value in asked]
    if len(values) < _FEWEST and not set(values) & set(asked):
        return ""
    pills = [_pill(name, value, words.get(value, value.lower()), counts.get(value, 0), asked) for value in values]
    heading = node("p", "facet-title", title)
    return node("div", "facet", heading, *pills, attributes={"role": "group", "aria-label": title})


def _pill(name: str, value: str, words: str, number: int, asked: tuple[str, ...]) -> Node:
    kids = (capitalised(words), node("span", "count", f"{number:,}"))
    attributes = {"aria-pressed": str(value in asked).lower()}
    return node("button", "pill", *kids, act=("facet", f"{name}={value}"), attributes=attributes)


def _day(label: str, key: str, value: date | None, hint: str) -> None:
    st.session_state[key] = value
    st.date_input(label, value=None, key=key, on_change=_apply, help=hint)


def _apply() -> None:
    session = st.session_state
    days = {"date_from": session[Keys.FROM_FILTER], "date_to": session[Keys.TO_FILTER]}
    navigation.go(replace(navigation.current(), **days))
