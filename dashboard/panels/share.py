"""The share dialog: a link where a link helps, a file where it does not, and the data for other programs."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from dashboard import access, cached
from dashboard.exports import EXPORTS
from dashboard.panels import safety, sheet
from dashboard.panels.nodes import Node, local_button, node
from dashboard.view.wording import capitalised
from dashboard.viewstate import ViewState
from dashboard.written import capture_rows
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

OFFERED = (
    ("to read, print and calculate with", ("csv", "png", "report", "json")),
    ("for map programs, archives and research", ("geojson", "kml", "geoparquet", "w3c", "jsonld")),
)
"""The files on offer and what they are for, those that most people can open first."""

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
    safe = safety.draw(analysis)
    if safe is not analysis:
        state = ViewState(article=safe.article.article_id)  # a selection or filter could name what is hidden
    _page_file(safe, state)
    st.divider()
    _data_files(safe, state)
    with st.expander("Where this article is from, and how it was read"):
        sheet.draw("share_record", record_tree(analysis))


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


def record_tree(analysis: Analysis) -> list[Node]:
    """Build the record of the capture, which goes with every file."""
    lines = [(node("dt", "", name), node("dd", "", value)) for name, value in capture_rows(analysis)]
    return [node("dl", "record", *(part for line in lines for part in line))]


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


def _data_files(analysis: Analysis, state: ViewState) -> None:
    words = "The statements that the filters let through" if state.is_filtered else "All statements of the article"
    st.caption(f"{words}; each file says so, and where it is from. As reported, not verified.")
    for number, (use, names) in enumerate(OFFERED):
        st.caption(capitalised(use))
        with st.container(horizontal=True, key=f"data_files_{number}"):
            for name in names:
                _data_file(analysis, name, state)


def _data_file(analysis: Analysis, name: str, state: ViewState) -> None:
    entry = EXPORTS[name]
    st.download_button(
        entry.label,
        data=partial(cached.export, analysis, name, state),
        file_name=file_name(analysis, entry.ending.removeprefix(".")),
        mime=entry.media_type.partition(";")[0],
        key=f"download_{name}",
        on_click="ignore",
        help=f"{entry.use}.",
    )


def file_name(analysis: Analysis, ending: str) -> str:
    """Return a name that any system can store."""
    words = re.sub(r"[^\w]+", "-", analysis.article.title or "article").strip("-").lower()[:LONGEST_NAME]
    return f"{words.strip('-') or 'article'}.{ending}"
