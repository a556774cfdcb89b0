"""The address of the page is its state: read it, and change it when something is selected, filtered or opened.

Writing the address pushes one entry of the browser's history, so back and forward work; nothing is written when
nothing changed.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.viewstate import Keys, ViewState, from_mapping, to_query


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
    """Do what a click on one of our own buttons asks for."""
    state = current()
    if what == "clear":
        go(state.select(None))
    else:
        go(state.select(what, value))
