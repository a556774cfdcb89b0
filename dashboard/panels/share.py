"""The share dialog: a link where a link helps, a file where it does not, and the data for other programs."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from dashboard import access, cached
from dashboard.panels import sheet
from dashboard.panels.nodes import Node, local_button, node
from dashboard.viewstate import ViewState
from geodata.schema import Analysis

HERE_ONLY = (
    "This link works on this computer only. To send the map to someone else, send the page below, "
    "or start Dateline again with --share."
)
ON_THE_NETWORK = (
    "Everyone on your network who has this link can open this page and the whole library, add to it and delete "
    "from it. Stop Dateline, or start it without --share, to close it again."
)
NOT_KEPT = "This article is not kept, so no link can open it again: send the page below, or keep it first."

_FILES = {
    "csv": ("Table (CSV)", "text/csv", "one row per statement and place, for a spreadsheet"),
    "geojson": ("Map data (GeoJSON)", "application/geo+json", "for QGIS and other map programs"),
    "json": ("Everything (JSON)", "application/json", "all frames; Dateline opens it again"),
}
LONGEST_NAME = 60  # characters of a headline in a file name


@st.dialog("Share", width="medium")
def share_dialog(analysis: Analysis, state: ViewState) -> None:
    """Offer the link, the page and the data."""
    article_id = analysis.article.article_id
    if cached.is_kept(article_id):
        sheet.draw("share_link", link_tree(article_id, access.read_options()), start=("link",))
    else:
        st.text(NOT_KEPT)
    st.divider()
    _page_file(analysis, state)
    st.divider()
    _data_files(analysis)


def link_tree(article_id: str, options: access.Options) -> list[Node]:
    """Build the link, its button, and what is to be known about it."""
    attributes = {"readonly": "", "aria-label": "Link to this view", "data-article": article_id}
    if options.share:
        attributes |= {"data-key": options.key or "", "data-host": options.host or ""}
    box = node(
        "input", "link", attributes={name: value for name, value in attributes.items() if value or name == "readonly"}
    )
    copy = local_button("primary", "Copy link", "copy")
    words = ON_THE_NETWORK if options.share else HERE_ONLY
    return [node("div", "link-row", box, copy), node("p", "note", words)]


def _page_file(analysis: Analysis, state: ViewState) -> None:
    st.download_button(
        "Page to send (HTML)",
        data=partial(cached.page_file, analysis, state),
        file_name=file_name(analysis, "html"),
        mime="text/html",
        type="primary",
        key="download_html",
        on_click="ignore",
    )
    st.caption("One file with the map, the text and the statements as you see them now. It opens in any browser, "
               "asks nothing of the internet, and needs no Dateline.")  # fmt: skip


def _data_files(analysis: Analysis) -> None:
    with st.container(horizontal=True):
        for ending, (label, mime, _) in _FILES.items():
            st.download_button(
                label,
                data=partial(cached.export, analysis, ending),
                file_name=file_name(analysis, ending),
                mime=mime,
                key=f"download_{ending}",
                on_click="ignore",
            )
    st.caption("The data of the whole article, without filters: a table for a spreadsheet, map data for QGIS, "
               "and everything for Dateline itself. As reported, not verified.")  # fmt: skip


def file_name(analysis: Analysis, ending: str) -> str:
    """Return a name that any system can store."""
    words = re.sub(r"[^\w]+", "-", analysis.article.title or "article").strip("-").lower()[:LONGEST_NAME]
    return f"{words.strip('-') or 'article'}.{ending}"
