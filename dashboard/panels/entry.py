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
from dashboard.panels import feed, navigation
from dashboard.viewstate import Keys, ViewState
from geodata.captures import Capture, capture_text
from geodata.errors import DatelineError, InputError
from geodata.feeds import Feed
from geodata.formats.travelling import filter_words
from geodata.incoming import Incoming, Table, read_address, read_incoming
from geodata.ingest import is_address
from geodata.narrowing import FILTER, is_part
from geodata.schema import Analysis

UPLOAD_WIDTH = 84  # px: the words "Open file" and their padding

MOST_ROWS = 50
"""Articles of one table that are read while a person waits, a second each."""

UNEXPECTED = "Something went wrong while this was read; nothing was lost. What you gave is still here."

HAS_WHOLE = "This file holds a part of an article that the library has whole: it is shown whole, with the corrections."
KNOWN = "The library has this text already: its headline, its date and what was corrected in it are as they were."
ONLY_PART = "This file holds a part of its article."

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
        _open(lambda: _take(_read(text or ""), slot, keep=keep), keep=keep)
    feed.offer()


def _read(text: str) -> Incoming:
    return read_address(text) if is_address(text) else capture_text(text)


def draw_upload(slot: DeltaGenerator) -> None:
    """Draw the button that opens a file; any file is taken, so that what cannot be read is refused in our own words."""
    number = st.session_state.setdefault(Keys.UPLOADS, 0)
    with st.container(key="open_file", width="content"):
        given = st.file_uploader(
            "Open file", key=f"{Keys.UPLOAD}_{number}", label_visibility="collapsed", width=UPLOAD_WIDTH
        )
    if given is not None:
        st.session_state[Keys.UPLOADS] = number + 1
        keep = st.session_state.get(Keys.KEEP, True)
        _open(lambda: _take(read_incoming(given.getvalue(), given.name), slot, keep=keep), keep=keep)
        st.rerun()


def _take(found: Incoming, slot: DeltaGenerator, *, keep: bool) -> Analysis | None:
    """Return the analysis to open: one that was saved before as it is, the first of a table; none yet of a feed."""
    if isinstance(found, Feed):
        feed.hold(found, keep=keep)
        return None
    if isinstance(found, Table):
        return _take_table(found, slot, keep=keep)
    if isinstance(found, Analysis):
        return found
    if keep and _is_known(found.article.article_id):
        st.session_state[Keys.ERROR] = KNOWN
    return _analyse(found, slot)


def _take_table(table: Table, slot: DeltaGenerator, *, keep: bool) -> Analysis:
    """Analyse and keep the articles of a table; what cannot be read of it is said when the others are done."""
    if not keep and len(table.rows) > 1:
        raise InputError("Without the library one article can be open at a time: tick “Keep it in the library”.")
    count = min(len(table.rows), MOST_ROWS)
    done, problems = [], []
    with progress(slot) as move:
        for number in range(1, count + 1):
            move(f"Article {number} of {count}", (number - 1) / count)
            try:
                capture = table.capture(number)
            except InputError as error:
                problems.append(str(error))
                continue
            done.append(cached.read(capture))
            if keep:
                cached.keep(done[-1])
    if not done:
        raise InputError(problems[0])
    if len(table.rows) > MOST_ROWS:
        problems.append(f"This table has {len(table.rows):,} articles; the first {MOST_ROWS} were read. "
                        "For all of them use dateline analyze.")  # fmt: skip
    st.session_state[Keys.ERROR] = problems[0] if problems else ""
    return done[0]


def open_sample(name: str, slot: DeltaGenerator) -> None:
    """Open one of the articles that come with the program."""

    def work() -> None:
        with progress(slot) as move:
            navigation.go(ViewState(article=cached.open_sample(name, move)))

    _run(work)


def _analyse(capture: Capture, slot: DeltaGenerator) -> Analysis:
    with progress(slot) as move:
        return cached.read(capture, move)


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


def _open(read: Callable[[], Analysis | None], *, keep: bool) -> None:
    def work() -> None:
        analysis = read()
        st.session_state[Keys.ENTRY_DONE] = True
        if analysis is not None:
            problem = st.session_state[Keys.ERROR] or _told_of_part(analysis, keep=keep)
            (cached.keep if keep else cached.hold)(analysis)
            navigation.go(ViewState(article=analysis.article.article_id))
            st.session_state[Keys.ERROR] = problem

    _run(work)
    if st.session_state.get(Keys.ENTRY_DONE):
        st.rerun()


def _told_of_part(analysis: Analysis, *, keep: bool) -> str:
    """Say what is shown where a file holds a part of an article, or a copy from which something was taken out."""
    if not is_part(analysis):
        return ""
    if keep and _has_whole(analysis.article.article_id):
        return HAS_WHOLE
    return f"{ONLY_PART} Filter: {filter_words(analysis)}." if analysis.provenance.get(FILTER) else ""


def _has_whole(article_id: str) -> bool:
    return _is_known(article_id) and not is_part(cached.store().load(article_id))


def _is_known(article_id: str) -> bool:
    return bool(cached.store().stamp(article_id))


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
