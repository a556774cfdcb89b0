"""The page: read the address, load the article, build its view, and let the panels draw it."""

from __future__ import annotations

import logging
from dataclasses import replace

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
from dashboard.viewstate import ALL_NAMES, Keys, ViewState
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
    if analysis is None:
        banner.draw([])
        empty.draw(problem)
        return
    st.session_state[Keys.SHOWN] = analysis.article.article_id
    view = _view(analysis, state)
    banner.draw([*navigation.complaints(), *view.notices, *empty.notices(analysis, view)], view.article_id)
    headline.draw(view, analysis)
    with st.container(key="panes", gap=None):
        _draw_panes(view, analysis, state)
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
    """Build the view; where nothing is said to have happened anywhere, the names alone are better than an empty map."""
    view = cached.view(analysis, state)
    if not (view.summary.total and (view.spots or view.countries or state.is_filtered)):
        view = cached.view(analysis, replace(state, role=(*state.role, ALL_NAMES)))
    return replace(view, may_change=changes.may_change())


def _draw_panes(view: View, analysis: Analysis, state: ViewState) -> None:
    """Lay the panes out in reading order, and fill first what is waited for: the map, later what follows a click."""
    article = st.container(key="article")
    middle = st.container(key="map_pane", gap=None)
    with st.container(key="side"):
        side = st.container(key="selection")
    panes = [(side, _draw_side), (article, _draw_article), (middle, _draw_middle)]
    is_first = Keys.MAP not in st.session_state
    for pane, draw in reversed(panes) if is_first else panes:
        with pane:
            draw(view, analysis, state)


def _draw_side(view: View, analysis: Analysis, state: ViewState) -> None:
    sheet.draw("panel", selection.tree(view, state), corrections.act, focus=selection.focus(view, state))
    if view.may_change:
        corrections.draw(analysis)


def _draw_article(view: View, analysis: Analysis, state: ViewState) -> None:
    reader.draw(view, analysis, state, corrections.act, may_add=view.may_change)


def _draw_middle(view: View, analysis: Analysis, state: ViewState) -> None:
    row = filters.row()
    with st.container(key="map_stage", gap=None):
        map_pane.draw(view, analysis, state)
    with row:  # they count, which takes longer than the map
        filters.draw(analysis, state)
    timeline.draw(analysis, state)
    with st.container(key="trays"):
        online = bool(st.session_state.get(Keys.TILES))
        lines = trays.tree(view, online_tiles=online, shared=access.read_options().share)
        sheet.draw("tray_lines", [*lines, *legend.tree()], navigation.act)


if __name__ == "__main__":
    main()
