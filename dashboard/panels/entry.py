"""What comes in: a text, a web address, a file or a sample; it is captured, analysed with progress, and opened.

Whatever goes wrong is said in one sentence, and what was pasted stays in the box.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import cached
from dashboard.panels import navigation
from dashboard.viewstate import Keys, ViewState
from geodata.errors import DatelineError
from geodata.formats import read_json
from geodata.ingest import is_address, make_article, read_bytes, read_url
from geodata.models import Article
from geodata.schema import Analysis

UPLOAD_WIDTH = 84  # px: the words "Open file" and their padding

UNEXPECTED = "Something went wrong while this was read; nothing was lost. What you gave is still here."

_LABEL = "Paste a text or a web address"
_log = logging.getLogger(__name__)


def draw_box(slot: DeltaGenerator) -> None:
    """Draw the box for a text or an address; it grows when it is used."""
    if st.session_state.pop(Keys.ENTRY_DONE, False):
        st.session_state[Keys.ENTRY] = ""
    with st.container(key="entry_form"), st.form("entry_box", border=False):
        text = st.text_area(_LABEL, key=Keys.ENTRY, placeholder=_LABEL, label_visibility="collapsed")
        with st.container(key="entry_actions", horizontal=True, vertical_alignment="center"):
            keep = st.checkbox("Keep it in the library", value=True, key=Keys.KEEP)
            asked = st.form_submit_button("Map it", type="primary")
    if asked:
        _open(lambda: _analyse(_capture(text or ""), slot), keep=keep)


def _capture(text: str) -> Article:
    return read_url(text.strip()) if is_address(text) else make_article(text)


def draw_upload(slot: DeltaGenerator) -> None:
    """Draw the button that opens a file; any file is taken, so that what cannot be read is refused in our own words."""
    number = st.session_state.setdefault(Keys.UPLOADS, 0)
    with st.container(key="open_file", width="content"):
        given = st.file_uploader(
            "Open file", key=f"{Keys.UPLOAD}_{number}", label_visibility="collapsed", width=UPLOAD_WIDTH
        )
    if given is not None:
        st.session_state[Keys.UPLOADS] = number + 1
        _open(lambda: _read_file(given.getvalue(), given.name, slot), keep=st.session_state.get(Keys.KEEP, True))
        st.rerun()


def _read_file(data: bytes, name: str, slot: DeltaGenerator) -> Analysis:
    """Analyse a file; an analysis that was saved before comes back as it is, corrections included."""
    if name.lower().endswith(".json"):
        return read_json(data)
    return _analyse(read_bytes(data, name), slot)


def open_sample(name: str, slot: DeltaGenerator) -> None:
    """Open one of the articles that come with the program."""

    def work() -> None:
        with progress(slot) as move:
            navigation.go(ViewState(article=cached.open_sample(name, move)))

    _run(work)


def _analyse(article: Article, slot: DeltaGenerator) -> Analysis:
    with progress(slot) as move:
        return cached.analyse(article, progress=move)


@contextmanager
def progress(slot: DeltaGenerator) -> Iterator[cached.Progress]:
    """Give what moves a bar over the page: drawn when it is moved for the first time, gone when the work is done."""
    bars: list[DeltaGenerator] = []

    def move(what: str, share: float) -> None:
        if not bars:
            bars.append(slot.container(key="progress").empty())
        bars[0].progress(min(max(share, 0.0), 1.0), what)

    try:
        yield move
    finally:
        if bars:
            slot.empty()


def _open(read: Callable[[], Analysis], *, keep: bool) -> None:
    def work() -> None:
        analysis = read()
        (cached.keep if keep else cached.hold)(analysis)
        st.session_state[Keys.ENTRY_DONE] = True
        navigation.go(ViewState(article=analysis.article.article_id))

    if _run(work):
        st.rerun()


def _run(work: Callable[[], None]) -> bool:
    """Do some work; what goes wrong becomes one sentence on the page."""
    st.session_state[Keys.ERROR] = ""
    try:
        work()
    except DatelineError as error:
        st.session_state[Keys.ERROR] = str(error)
    except Exception:  # noqa: BLE001 - whatever it is, what was pasted must not be lost
        _log.exception("An article could not be read")
        st.session_state[Keys.ERROR] = UNEXPECTED
    return not st.session_state[Keys.ERROR]
