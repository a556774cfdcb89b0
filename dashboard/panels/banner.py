"""The line for what went wrong and what is to be known: one sentence each, over the page, never in the way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.panels import sheet
from dashboard.panels.nodes import CLOSE, Node, button, node
from dashboard.viewstate import Keys


def place() -> DeltaGenerator:
    """Return the place of the lines: always there, for what is drawn behind it must keep its own."""
    return st.container(key="banner")


def draw(notices: Sequence[str], article_id: str = "") -> None:
    """Draw the last error and the notices of this view; one that was closed stays closed for its article."""
    error = st.session_state.get(Keys.ERROR) or ""
    dismissed = st.session_state.get(Keys.DISMISSED) or []
    left = [notice for notice in notices if [article_id, notice] not in dismissed]
    sheet.draw("banner_lines", tree(error, left), partial(_dismiss, article_id))


def tree(error: str, notices: Sequence[str]) -> list[Node]:
    """Build the lines; an error comes first and is announced at once."""
    lines = [("alert", "error", error)] if error else []
    lines += [("status", "notice", notice) for notice in dict.fromkeys(notices)]
    return [
        node(
            "div",
            f"banner-line {css}",
            node("p", "", words),
            button("step", CLOSE, ("dismiss", words), "dismiss"),
            attributes={"role": role},
        )
        for role, css, words in lines
    ]


def _dismiss(article_id: str, _what: str, words: str) -> None:
    if st.session_state.get(Keys.ERROR) == words:
        st.session_state[Keys.ERROR] = ""
    st.session_state[Keys.DISMISSED] = [*(st.session_state.get(Keys.DISMISSED) or []), [article_id, words]]
