"""The three filters above the map, and the rest under More: read from the address, and written to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.panels import navigation
from dashboard.view.filters import ARTICLE_CAMP
from dashboard.viewstate import ALL_NAMES, FILTERS, LONGEST_VALUE, Keys, ViewState
from geodata.schema import Analysis

_HAPPENED, _ALL = "happened", "all"
_PLACES = {_HAPPENED: "Where something is said to happen", _ALL: "All names"}

_ANY = "any"
_DONE, _AHEAD = ("realised", "ongoing", "hypothetical"), ("future", "requested")
_SAID: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    _ANY: ("However it was said", {}),
    "flat": ("Said flatly", {"certainty": ("certain",), "polarity": ("positive",), "realis": _DONE}),
    "likely": ("Said it is likely", {"certainty": ("probable",), "polarity": ("positive",), "realis": _DONE}),
    "maybe": ("Said it may be", {"certainty": ("possible",), "polarity": ("positive",), "realis": _DONE}),
    "uncommitted": ("Does not commit", {"certainty": ("unknown",), "polarity": ("positive",), "realis": _DONE}),
    "not": ("Said it is NOT so", {"polarity": ("negative",)}),
    "planned": ("Plans or asks for", {"polarity": ("positive",), "realis": _AHEAD}),
}
_SAID_FIELDS = ("certainty", "polarity", "realis")
_PRECISION = {
    "1": "in the place itself",
    "2": "near it, or in a part of it",
    "3": "somewhere in an area",
    "4": "a whole country",
}
_KINDS = {
    "literal": "the place itself",
    "associative": "those who act in its name",
    "demonym": "its people, or what is of it",
    "embedded": "part of another name",
    "coordinate": "written coordinates",
}
_WIDTHS = {Keys.PLACES_FILTER: 252, Keys.SOURCE_FILTER: 142, Keys.SAID_FILTER: 158}  # px: their longest usual words


def draw(analysis: Analysis, state: ViewState) -> None:
    """Draw the row of filters."""
    with st.container(key="filters", horizontal=True, gap="xsmall"):
        _select("Places", Keys.PLACES_FILTER, _PLACES, _ALL if state.shows_all_names else _HAPPENED)
        _select("Source", Keys.SOURCE_FILTER, source_labels(analysis), state.camp[0] if state.camp else _ANY)
        _select("How it was said", Keys.SAID_FILTER, {key: label for key, (label, _) in _SAID.items()}, said_of(state))
        with st.popover("More"):
            _more(analysis, state)


def _select(label: str, key: str, options: dict[str, str], value: str) -> None:
    st.session_state[key] = value if value in options else next(iter(options))
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda option: options.get(option, option),
        label_visibility="collapsed",
        width=_WIDTHS[key],
        on_change=_apply,
        args=(key,),
    )


def source_labels(analysis: Analysis) -> dict[str, str]:
    """Return the camps of the article with the names of their sources, those who say most first."""
    labels: dict[str, str] = {_ANY: "All sources", ARTICLE_CAMP: "The article itself"}
    speakers = analysis.speakers.sort_values("n_claims", ascending=False, kind="stable")
    for camp, names in speakers.groupby("camp", sort=False)["name"]:
        more = f" and {len(names) - 1} linked" if len(names) > 1 else ""
        name = str(names.iloc[0])
        labels[str(camp)] = name[:1].upper() + name[1:] + more
    return labels


def said_of(state: ViewState) -> str:
    """Return which way of saying the state shows; any, where the address mixes its own."""
    asked = {name: getattr(state, name) for name in _SAID_FIELDS if getattr(state, name)}
    return next((key for key, (_, fields) in _SAID.items() if fields == asked), _ANY)


def _apply(key: str) -> None:
    value = st.session_state[key]
    navigation.go(changed(navigation.current(), key, value))


def changed(state: ViewState, key: str, value: str) -> ViewState:
    """Return the state after one of the three filters was set."""
    if key == Keys.PLACES_FILTER:
        others = tuple(role for role in state.role if role != ALL_NAMES)
        return replace(state, role=(*others, ALL_NAMES) if value == _ALL else others)
    if key == Keys.SOURCE_FILTER:
        return replace(state, camp=() if value == _ANY else (value,))
    fields = {name: _SAID[value][1].get(name, ()) for name in _SAID_FIELDS}
    return replace(state, **fields)  # type: ignore[arg-type]


def show_all(_what: str, _value: str) -> None:
    """Take every filter away that hides statements."""
    state = navigation.current()
    role = (ALL_NAMES,) if state.shows_all_names else ()
    empty = dict.fromkeys(FILTERS, ()) | {"role": role, "date_from": None, "date_to": None, "q": ""}
    navigation.go(replace(state, **empty))  # type: ignore[arg-type]


def _more(analysis: Analysis, state: ViewState) -> None:
    _seed(Keys.SEARCH_FILTER, state.q)
    st.text_input("Words in the statement", key=Keys.SEARCH_FILTER, on_change=_apply_more)
    events = sorted(analysis.claims["event_type"].dropna().unique().tolist())
    _seed(Keys.EVENT_FILTER, [event for event in state.event if event in events])
    st.multiselect("What happened", events, key=Keys.EVENT_FILTER, format_func=str.capitalize, on_change=_apply_more)
    _seed(Keys.PRECISION_FILTER, list(state.precision))
    st.multiselect(
        "How precise the place is",
        list(_PRECISION),
        key=Keys.PRECISION_FILTER,
        format_func=lambda level: _PRECISION[level],
        on_change=_apply_more,
    )
    _kinds(analysis, state)
    with st.container(horizontal=True):
        _day("Happened from", Keys.FROM_FILTER, state.date_from)
        _day("until", Keys.TO_FILTER, state.date_to)
    st.toggle(
        "Online map tiles",
        key=Keys.TILES,
        help="While this is on, your browser loads pictures from the servers of OpenStreetMap, "
        "which see your address on the internet and which part of the world you look at.",
    )
    st.caption("Off: nothing you read leaves this computer. On: OpenStreetMap’s servers see where you look.")


def _kinds(analysis: Analysis, state: ViewState) -> None:
    """Offer the kinds of names that the article has."""
    there = {*analysis.mentions["kind"], *state.kind}
    _seed(Keys.KIND_FILTER, list(state.kind))
    st.multiselect(
        "What a name stands for",
        [kind for kind in _KINDS if kind in there],
        key=Keys.KIND_FILTER,
        format_func=lambda kind: _KINDS[kind],
        on_change=_apply_more,
        help="“In Moscow” is the place itself, “Moscow denied it” those who act in its name, “Russian” its people, "
        "“the Moscow Stock Exchange” has it in another name.",
    )


def _seed(key: str, value: object) -> None:
    st.session_state[key] = value


def _day(label: str, key: str, value: date | None) -> None:
    _seed(key, value)
    st.date_input(label, value=None, key=key, on_change=_apply_more)


def _apply_more() -> None:
    session = st.session_state
    state = replace(
        navigation.current(),
        q=(session[Keys.SEARCH_FILTER] or "").strip()[:LONGEST_VALUE],
        event=tuple(session[Keys.EVENT_FILTER]),
        precision=tuple(session[Keys.PRECISION_FILTER]),
        kind=tuple(session[Keys.KIND_FILTER]),
        date_from=session[Keys.FROM_FILTER],
        date_to=session[Keys.TO_FILTER],
    )
    navigation.go(state)
