"""The page: read the address, load the article, build its view, and let the panels draw it."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import access, cached, changes
from dashboard.panels import (
    banner,
    corrections,
    empty,
    entry,
    filters,
    headline,
    legend,
    map_pane,
    navigation,
    reader,
    rings,
    selection,
    sheet,
    shell,
    timeline,
    topbar,
    trays,
)
from dashboard.view import View
from dashboard.viewstate import Keys, ViewState
from geodata.errors import DatelineError
from geodata.schema import Analysis

_log = logging.getLogger(__name__)


def main() -> None:
    """Draw one view of the page; what should never happen is one sentence on it, and a line in the log."""
    shell.set_up()
    try:
        _draw(navigation.asked())
    except Exception:  # noqa: BLE001 - whatever it is, no reader is shown its traceback
        _log.exception("The page could not be drawn")
        empty.draw_trouble()


def _draw(state: ViewState) -> None:
    slot = st.empty()  # always there: what is drawn behind it must keep its place, or the map starts anew
    analysis, stamp, problem = _load(state, slot)
    if shell.is_embedded():
        shell.draw_embedded_bar()
    else:
        topbar.draw(analysis, state, slot)
    top = banner.place()
    if analysis is None:
        with top:
            banner.draw([])
        empty.draw(problem)
        return
    st.session_state[Keys.SHOWN] = analysis.article.article_id
    _draw_article(analysis, state, top, stamp)


def _draw_article(analysis: Analysis, state: ViewState, top: DeltaGenerator, stamp: str) -> None:
    bar, panes = headline.place(), _lay_out()
    is_first = Keys.MAP not in st.session_state
    if is_first:  # its frame takes long to start; where nothing is selected it need not wait for the view
        with panes.map:
            map_pane.draw(analysis, state, _view(analysis, state) if state.selection else None)
    view = _view(analysis, state)
    with top:
        banner.draw([*navigation.complaints(), *view.notices, *empty.notices(analysis, view)], view.article_id)
    with bar:
        headline.draw(view, analysis)
    with panes.side:
        _draw_side(view, analysis, state)
    with panes.article:
        reader.draw(view, analysis, state, corrections.act, may_add=view.may_change)
    if not is_first:
        with panes.map:
            map_pane.draw(analysis, state, view)
    _draw_around_map(panes, view, analysis, state)
    with panes.all:
        said, keys = selection.announcement(view, state), rings.bindings(view, state)
        shell.draw_keys(said, view.article_id, keys, stamp, filters.HINTS)


def _load(state: ViewState, slot: DeltaGenerator) -> tuple[Analysis | None, str, str]:
    """Return the article, the word that changes with it (read first, so that no change is missed), or what is wrong."""
    try:
        with entry.progress(slot) as move:
            article_id = state.article or cached.first_article(move)
            stamp = cached.stamp(article_id) if cached.is_kept(article_id) and changes.may_change() else ""
            return cached.load(article_id), stamp, ""
    except DatelineError as error:
        return None, "", str(error)


def _view(analysis: Analysis, state: ViewState) -> View:
    return replace(cached.shown(analysis, state), may_change=changes.may_change())


class Panes(NamedTuple):
    """The places of the panes: laid out in reading order, filled in the order in which they are waited for."""

    all: DeltaGenerator
    article: DeltaGenerator
    middle: DeltaGenerator
    filters: DeltaGenerator
    map: DeltaGenerator
    side: DeltaGenerator


def _lay_out() -> Panes:
    every = st.container(key="panes", gap=None)
    article = every.container(key="article")
    middle = every.container(key="map_pane", gap=None)
    with middle:
        row = filters.row()
    stage = middle.container(key="map_stage", gap=None)
    side = every.container(key="side").container(key="selection")
    return Panes(every, article, middle, row, stage, side)


def _draw_side(view: View, analysis: Analysis, state: ViewState) -> None:
    sheet.draw("panel", selection.tree(view, state), corrections.act, focus=selection.focus(view, state))
    if view.may_change:
        corrections.draw(analysis)


def _draw_around_map(panes: Panes, view: View, analysis: Analysis, state: ViewState) -> None:
    with panes.filters:
        filters.draw(analysis, state)
    with panes.middle:
        timeline.draw(analysis, state)
        with st.container(key="trays"):
            online = bool(st.session_state.get(Keys.TILES))
            lines = trays.tree(view, online_tiles=online, shared=access.read_options().share)
            sheet.draw("tray_lines", [*lines, *legend.tree()], navigation.act)


if __name__ == "__main__":
    main()
