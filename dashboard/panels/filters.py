"""The three filters above the map: read from the address, and written to it; the rest is under More."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cached
from dashboard.panels import more_filters, navigation
from dashboard.view.filters import ARTICLE_CAMP
from dashboard.view.wording import capitalised, without_clause
from dashboard.viewstate import ALL_NAMES, Keys, ViewState
from geodata.schema import Analysis

_HAPPENED, _ALL = "happened", "all"
_PLACES = {_HAPPENED: "Places with statements", _ALL: "All named places"}

_ANY = "any"
_DONE, _AHEAD = ("realised", "ongoing"), ("future", "requested", "hypothetical")
_SAID: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    _ANY: ("However it was said", {}),
    "flat": ("Said flatly", {"certainty": ("certain",), "polarity": ("positive",), "realis": _DONE}),
    "likely": ("Said it is likely", {"certainty": ("probable",), "polarity": ("positive",), "realis": _DONE}),
    "maybe": ("Said it may be", {"certainty": ("possible",), "polarity": ("positive",)}),
    "uncommitted": ("Does not commit", {"certainty": ("unknown",)}),
    "not": ("Said it is NOT so", {"polarity": ("negative",)}),
    "planned": (
        "Plans or asks for",
        {"certainty": ("certain", "probable"), "polarity": ("positive",), "realis": _AHEAD},
    ),
}
_SAID_FIELDS = ("certainty", "polarity", "realis")
HINTS = {
    Keys.PLACES_FILTER: "Which places the map shows: those where something is said to happen, or all that are named",
    Keys.SOURCE_FILTER: "Whose statements are shown; sources that the article links count as one",
    Keys.SAID_FILTER: "Only what was said in one way: flatly, with doubt, as a plan, or as NOT so",
}
"""What each of the three is for, shown where one points at it: their labels are not drawn."""

_WIDTHS = {Keys.PLACES_FILTER: 186, Keys.SOURCE_FILTER: 142, Keys.SAID_FILTER: 158}  # px: their longest usual words


def row() -> DeltaGenerator:
    """Make room for the filters."""
    return st.container(key="filters", horizontal=True, gap="xsmall")


def draw(analysis: Analysis, state: ViewState) -> None:
    """Draw the filters into their row."""
    counts = cached.facets(analysis, state)
    said = {key: _counted(label, counts["sign"].get(key)) for key, (label, _) in _SAID.items()}
    _select("Places", Keys.PLACES_FILTER, _PLACES, _ALL if state.shows_all_names else _HAPPENED)
    sources = source_labels(analysis, counts["camp"])
    _select("Source", Keys.SOURCE_FILTER, sources, state.camp[0] if state.camp else _ANY)
    _select("How it was said", Keys.SAID_FILTER, said, said_of(state))
    more_filters.draw(counts, state)


def _counted(label: str, number: int | None) -> str:
    return f"{label} · {number:,}" if number is not None else label


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


def source_labels(analysis: Analysis, counts: Mapping[str, int]) -> dict[str, str]:
    """Return the camps of the article with the names of their sources, those who say most first."""
    labels: dict[str, str] = {_ANY: "All sources"}
    names = {ARTICLE_CAMP: "The article itself"}
    speakers = analysis.speakers.sort_values("n_claims", ascending=False, kind="stable")
    for camp, linked in speakers.groupby("camp", sort=False)["name"]:
        more = f" and {len(linked) - 1} linked" if len(linked) > 1 else ""
        names[str(camp)] = capitalised(without_clause(str(linked.iloc[0]))) + more
    return labels | {camp: _counted(name, counts.get(camp, 0)) for camp, name in names.items()}


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
