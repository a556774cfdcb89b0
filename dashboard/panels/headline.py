"""The headline bar: title, publisher and date, and the small form that changes them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import cached
from dashboard.panels import navigation, sheet, summary
from dashboard.panels.nodes import Node, button, node
from dashboard.view import View
from geodata.schema import Analysis

EARLIEST = date(1800, 1, 1)  # older newspapers have no web address and few readers


def draw(view: View, analysis: Analysis) -> None:
    """Draw the bar."""
    with st.container(key="headline", gap=None):
        sheet.draw("headline_title", tree(view))
        with st.container(key="byline", horizontal=True, gap="small", vertical_alignment="center"):
            sheet.draw("headline_byline", byline(view, analysis), navigation.act)
            if view.may_change:
                with st.popover("change" if analysis.article.published else "set the date", type="tertiary"):
                    _form(analysis)
        with st.container(key="summary"):
            sheet.draw("summary_line", summary.tree(view.summary), navigation.act)


def tree(view: View) -> list[Node]:
    """Build the title."""
    named = {"dir": "auto", "title": view.title, "data-open-article": view.article_id}
    return [node("h1", "", view.title, attributes=named)]


def byline(view: View, analysis: Analysis) -> list[Node]:
    """Build publisher and date, and where the article came from."""
    parts: list[Node] = [view.byline]
    if analysis.article.url:
        parts.append(
            node("span", "source-url", f" · {analysis.article.url}", attributes={"title": analysis.article.url})
        )
    if not cached.is_kept(analysis.article.article_id):
        parts.append(node("b", "", " · not kept: gone when this window closes"))
    return [node("p", "byline-words", *parts, *_focus(view))]


def _focus(view: View) -> list[Node]:
    """Say what the story is about: its main places, each of which can be selected, and their country."""
    places = [button("link", name, ("place", key), f"select {name}") for name, key in view.focus.places]
    country = view.focus.country
    if not places:
        return [node("span", "focus", f" · mainly about {country}")] if country else []
    joined = [part for place in places for part in (place, ", ")][:-1]
    return [node("span", "focus", " · mainly about ", *joined, f" in {country}" if country else "")]


def _form(analysis: Analysis) -> None:
    article = analysis.article
    with st.form("article_facts", border=False):
        with st.container(key="date_row", horizontal=True, vertical_alignment="bottom"):
            published = st.date_input("Published on", value=article.published, min_value=EARLIEST)
            asked = st.form_submit_button("Save", type="primary")
        st.caption("Weekdays are counted from this day; only dates are read again.")
        title = st.text_input("Headline", value=article.title or "")
        publisher = st.text_input("Publisher", value=article.publisher or "")
        if asked:
            _save(analysis, published, title, publisher)


def _save(analysis: Analysis, published: object, title: str, publisher: str) -> None:
    day = published if isinstance(published, date) else None
    cached.change_article(analysis, published=day, title=title, publisher=publisher)
    st.rerun()
