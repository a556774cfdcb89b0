"""The address of the page is its state: read it, and change it when something is selected, filtered or opened.

Writing the address pushes one entry of the browser's history, so back and forward work; nothing is written when
nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from dashboard.viewstate import FILTERS, LISTS, LONGEST_VALUE, Keys, ViewState, from_mapping, to_query


def asked() -> ViewState:
    """Return the state that the address asks for; it may name no article."""
    return _read()[0]


def current() -> ViewState:
    """Return the state of the page, its article always named, so that every address written from it can be shared."""
    state = asked()
    return state if state.article else replace(state, article=st.session_state.get(Keys.SHOWN) or "")


def complaints() -> tuple[str, ...]:
    """Say in sentences what of the address could not be read."""
    return _read()[1]


def _read() -> tuple[ViewState, tuple[str, ...]]:
    return from_mapping({key: st.query_params.get_all(key) for key in st.query_params})


def go(state: ViewState) -> None:
    """Make this the state of the page."""
    if state.article != current().article:
        st.session_state[Keys.ERROR] = ""
    if to_query(current()) != to_query(state):
        st.query_params.from_dict(to_query(state))


def act(what: str, value: str) -> None:
    """Do what a click, a key or a choice on one of our own parts of the page asks for."""
    change = _CHANGES.get(what)
    state = current()
    go(change(state, value) if change else state.select(what, value))


def _facet(state: ViewState, value: str) -> ViewState:
    name, _, asked = value.partition("=")
    return state.toggle(name, asked) if name in FILTERS else state


_CHANGES: Mapping[str, Callable[[ViewState, str], ViewState]] = MappingProxyType(
    {
        "clear": lambda state, _: state.select(None),
        "refresh": lambda state, _: state,  # somebody else changed the article
        "list": lambda state, _: state.select(None).listed(by=LISTS[0]),
        "show_all": lambda state, _: state.unfiltered(),
        "by": lambda state, value: state.listed(by=value),
        "sort": lambda state, value: state.listed(order=value),
        "q": lambda state, value: replace(state, q=" ".join(value.split())[:LONGEST_VALUE]),
        "facet": _facet,
        "days": lambda state, _: replace(state, date_from=None, date_to=None),
    }
)
"""What is asked for besides selecting; every other word names what is selected."""
