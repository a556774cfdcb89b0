"""What the page says where there is nothing to show: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from dashboard.panels import library, navigation, sheet
from dashboard.panels.nodes import Node, node
from dashboard.view import View
from dashboard.view.languages import ENGLISH, language_name
from dashboard.viewstate import ViewState
from geodata.schema import Analysis

UNEXPECTED = (
    "Something went wrong on this page, and it is written to Dateline’s log. Nothing was lost: "
    "go back, or open the article again from the library."
)


def draw(problem: str) -> None:
    """Draw the page without an article."""
    with st.container(key="empty"):
        sheet.draw("empty_words", tree(problem))
        st.button("Look at a sample", type="primary", on_click=navigation.go, args=(ViewState(),))
        library.draw_undo()


def draw_trouble() -> None:
    """Say that something went wrong which nobody foresaw."""
    with st.container(key="trouble"):
        sheet.draw("trouble_words", [node("p", "trouble", UNEXPECTED, attributes={"role": "alert"})])


def tree(problem: str) -> list[Node]:
    """Build what is said when an article cannot be shown."""
    steps = (
        "Paste a text or a web address into the box above.",
        "Or open a file: text, HTML, Word, PDF, or an analysis that you saved.",
        "Or look at a sample, or at what your library has.",
    )
    return [
        node("h1", "", "No article is open"),
        node("p", "note", problem),
        node("ol", "", *(node("li", "", step) for step in steps)),
    ]


def notices(analysis: Analysis, view: View) -> list[str]:
    """Return what is to be known about this article before it is read."""
    language = analysis.article.language
    found: list[str] = []
    if language and language != ENGLISH:
        name = language_name(language)
        found.append(f"This text seems to be in {name}. Dateline reads English: only names it knows are shown.")
    found += _of_capture(analysis.provenance.get("capture") or {})
    if not view.summary.names and not view.summary.total:
        found.append("No place names were found. Dateline looks for towns, regions, countries and coordinates.")
    return found


def _of_capture(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the record of the capture says that a reader should know."""
    if record.get("partial"):
        yield "The page says that the whole article is for subscribers: this may be its beginning only."
    for same in record.get("same_as") or ():
        what = "An article from the same address" if same.get("how") == "address" else "Nearly the same text"
        yield f"{what} is in the library already: “{same.get('title') or 'Untitled article'}”."
