"""The headline bar: title, publisher and date, and the small form that changes them."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cached, changes
from dashboard.panels import navigation, sheet, summary
from dashboard.panels.corrections_save import keep
from dashboard.panels.nodes import Node, button, node
from dashboard.view import View
from dashboard.view.dayline import Offer, offered_day
from dashboard.view.wording import day
from dashboard.viewstate import Keys
from geodata.corrections.log import PUBLISHED
from geodata.schema import Analysis

EARLIEST = date(1800, 1, 1)  # older newspapers have no web address and few readers


def place() -> DeltaGenerator:
    """Return the place of the bar."""
    return st.container(key="headline", gap=None)


def draw(view: View, analysis: Analysis) -> None:
    """Draw the bar."""
    sheet.draw("headline_title", tree(view))
    with st.container(key="byline", horizontal=True, gap="small", vertical_alignment="center"):
        sheet.draw("headline_byline", byline(view, analysis), partial(_act, analysis))
        if view.may_change:
            label = "change" if analysis.article.published else "set the date"
            with st.popover(label, type="tertiary", key=f"facts_{st.session_state.get(Keys.FACTS, 0)}"):
                _form(analysis)
    with st.container(key="summary"):
        sheet.draw("summary_line", summary.tree(view.summary), navigation.act)


def tree(view: View) -> list[Node]:
    """Build the title."""
    named = {"dir": "auto", "title": view.title, "data-open-article": view.article_id}
    return [node("h1", "", view.title, attributes=named)]


def byline(view: View, analysis: Analysis) -> list[Node]:
    """Build publisher and date, and where the article came from."""
    parts: list[Node] = [view.byline] if view.dated or not view.may_change else _undated(analysis)
    if analysis.article.url:
        parts.append(
            node("span", "source-url", f" · {analysis.article.url}", attributes={"title": analysis.article.url})
        )
    if not cached.is_kept(analysis.article.article_id):
        parts.append(node("b", "", " · not kept: gone when this window closes"))
    return [node("p", "byline-words", *parts, *_focus(view))]


def _undated(analysis: Analysis) -> list[Node]:
    """Say that the day is unknown from which weekdays are counted, and offer the one that the text begins with."""
    publisher, found = analysis.article.publisher, offered_day(analysis.article)
    parts: list[Node] = [f"{publisher}, " if publisher else "", node("b", "undated", "publication date unknown")]
    return [*parts, " ", offered(found)] if found else parts


def offered(found: Offer) -> Node:
    """Offer a day; where the text gives no year, the words say that it is a guess."""
    hint = "the day that the text begins with: take it as the day of publication"
    words = f"use {day(found.day)}" if found.has_year else f"use {day(found.day)}? (year not given)"
    hint += "" if found.has_year else "; its year is a guess"
    return button("use-day", words, (PUBLISHED, found.day.isoformat()), hint)


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
            found = offered_day(article)
            first = article.published or (found.day if found else None)
            published = st.date_input("Published on", value=first, min_value=EARLIEST)
            asked = st.form_submit_button("Save", type="primary")
        st.caption("Weekdays are counted from this day; only dates are read again, and the history can undo it.")
        title = st.text_input("Headline", value=article.title or "")
        publisher = st.text_input("Publisher", value=article.publisher or "")
        if asked:
            _save(analysis, published, title, publisher)


def _act(analysis: Analysis, what: str, value: str) -> None:
    if what == PUBLISHED and changes.may_change():
        keep(analysis, changes.publication(analysis.article, date.fromisoformat(value)))
    else:
        navigation.act(what, value)


def _save(analysis: Analysis, published: object, title: str, publisher: str) -> None:
    """Keep what is new; the day goes into the history, where it can be undone."""
    article = analysis.article
    if (title.strip(), publisher.strip()) != (article.title or "", article.publisher or ""):
        cached.change_article(analysis, title=title, publisher=publisher)
        analysis = cached.load(article.article_id)
    new = published if isinstance(published, date) else None
    if new != article.published:
        keep(analysis, changes.publication(article, new))
    st.session_state[Keys.FACTS] = st.session_state.get(Keys.FACTS, 0) + 1
    st.rerun()
