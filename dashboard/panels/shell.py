"""The shell around the panels: the page's style, the keys, and the tabs that a small screen needs."""

from __future__ import annotations

import streamlit as st

from dashboard.panels import navigation, sheet
from dashboard.panels.nodes import Node, node

_PANES = {"text": "Article", "list": "Statements and places"}


def set_up() -> None:
    """Name the page and bring in its style."""
    st.set_page_config(page_title="Dateline", layout="wide", initial_sidebar_state="collapsed")
    st.html(sheet.ASSETS / "page.css")


def draw_keys(announcement: str, article_id: str) -> None:
    """Draw the tabs of a small screen; Escape clears the selection, another article closes the box."""
    attributes = {"role": "status", "aria-live": "polite", "data-article": article_id}
    spoken = node("p", "spoken", announcement, attributes=attributes)
    sheet.draw("keys", [tabs(), spoken], navigation.act, start=("keys",))


def tabs() -> Node:
    """Build the tabs between the article and the list."""
    return node(
        "div",
        "pane-tabs",
        *(
            node(
                "button",
                "pane-tab",
                label,
                local=("pane", name),
                attributes={"role": "tab", "data-pane-of": name, "aria-selected": str(name == "text").lower()},
            )
            for name, label in _PANES.items()
        ),
        attributes={"role": "tablist"},
    )
