"""The bar at the top: the name, the one box for a text or an address, and what else can be opened."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.panels import entry, samples, sheet
from dashboard.panels.help_dialog import help_dialog
from dashboard.panels.library import library_dialog
from dashboard.panels.nodes import local_button, node
from dashboard.panels.share import share_dialog
from dashboard.viewstate import ViewState
from geodata.schema import Analysis


def draw(analysis: Analysis | None, state: ViewState, slot: DeltaGenerator) -> None:
    """Draw the bar; `slot` is where the progress of what it opens is shown."""
    with st.container(key="topbar", horizontal=True, gap="small", vertical_alignment="center"):
        skip = local_button("skip", "Skip to the statements", "skip")  # seen once Tab has come to it, first of all
        sheet.draw("wordmark", [skip, node("p", "wordmark", "Date", node("em", "", "line"))])
        entry.draw_box(slot)
        entry.draw_upload(slot)
        samples.draw(slot)
        if st.button("Library", key="open_library", help="Articles that were mapped before, on this computer"):
            library_dialog(analysis.article.article_id if analysis else "")
        share = "A link to this view, a page to send, and the data"
        if st.button("Share", key="open_share", disabled=analysis is None, help=share) and analysis:
            share_dialog(analysis, state)
        if st.button("?", key="open_help", help="What this page shows, and its keys"):
            help_dialog()
