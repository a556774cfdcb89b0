"""The shell around the panels: the page's style, the keys, and the tabs that a small screen needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from dashboard.panels import corrections, sheet
from dashboard.panels.nodes import Action, Node, local_button, node

_PANES = {"text": "Article", "list": "Statements"}


_STYLES = ("page.css", "corrections.css", "everyone.css")


def set_up() -> None:
    """Name the page and bring in its style."""
    st.set_page_config(page_title="Dateline", layout="wide", initial_sidebar_state="collapsed")
    for name in _STYLES:
        st.html(sheet.ASSETS / name)


def is_embedded() -> bool:
    """Tell whether the page stands inside another one, where it is looked at and not worked on."""
    return bool(st.context.is_embedded)


def draw_embedded_bar() -> None:
    """Draw the bar of an embedded page: whose it is, what it is, and the way to the whole of it."""
    words = node(
        "p", "embed-words", node("b", "wordmark", "Date", node("em", "", "line")), " As reported, not verified"
    )
    whole = local_button("link", "Open in Dateline", "whole", hint="open this view in a window of its own")
    with st.container(key="embed_bar"):
        sheet.draw("embed_line", [node("div", "embed-line", words, whole)])


def draw_keys(
    announcement: str,
    article_id: str,
    bindings: Mapping[str, Action],
    stamp: str = "",
    hints: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Draw the tabs of a small screen, and give the browser the keys, what is to be spoken, and the article's stamp.

    `hints` are words for parts of the page whose label is not drawn, by the key of the part.
    """
    attributes = {
        "data-article": article_id,
        "data-hints": json.dumps(dict(hints)),
        "data-keys": json.dumps(bindings),
        "data-say": announcement,
        "data-stamp": stamp,
    }
    sheet.draw("keys", [tabs(), node("span", "keys", attributes=attributes)], corrections.act, start=("keys",))


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
