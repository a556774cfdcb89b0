"""A feed that was given: its articles to choose from, then read one after the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from dashboard import cached
from dashboard.panels import navigation
from dashboard.view.wording import counted
from dashboard.viewstate import Keys, ViewState
from geodata.errors import DatelineError
from geodata.feeds import Feed, FeedItem
from geodata.incoming import capture_item

LISTED = 60  # articles of a feed that are shown, the newest of any newspaper's front page
LIST_HEIGHT, ROWS_AT_ONCE = 360, 7  # px of the list, and the articles that need no scrolling
LONGEST_CONTENT = 100_000  # characters of one article that a feed brings itself


def hold(feed: Feed, *, keep: bool) -> None:
    """Remember a feed until its articles are chosen."""
    items = [dataclasses.asdict(item) for item in feed.items[:LISTED]]
    for item in items:
        item["content"] = item["content"][:LONGEST_CONTENT]
    st.session_state[Keys.FEED] = {"title": feed.title, "items": items, "all": len(feed.items), "keep": keep}


def offer() -> None:
    """Open the list of a feed that was given."""
    if st.session_state.get(Keys.FEED):
        _dialog()


def _forget() -> None:
    st.session_state[Keys.FEED] = None


@st.dialog("Articles of this feed", width="medium", on_dismiss=_forget)
def _dialog() -> None:
    feed = st.session_state[Keys.FEED]
    items = [FeedItem(**item) for item in feed["items"]]
    st.text(feed["title"] or "Untitled feed")
    hidden = feed["all"] - len(items)
    st.caption("Choose what to read; each article is fetched from its own page."
               + (f" The feed has {hidden} more." if hidden else ""))  # fmt: skip
    height: int | Literal["content"] = LIST_HEIGHT if len(items) > ROWS_AT_ONCE else "content"
    with st.container(key="feed_list", height=height, border=False, gap=None):
        chosen = [item for number, item in enumerate(items, 1) if _row(item, number)]
    ready = bool(chosen) and (feed["keep"] or len(chosen) == 1)
    if chosen and not ready:
        st.caption("Without the library one article can be open at a time: choose one.")
    if st.button(_label(len(chosen)), type="primary", disabled=not ready, key="feed_read"):
        _read(chosen, feed)


def _row(item: FeedItem, number: int) -> bool:
    """Draw one article with its box; its words are text and never markup."""
    with st.container(key=f"feed_row_{number}", horizontal=True, vertical_alignment="center", gap="small"):
        box = st.checkbox(f"Article {number}", key=f"feed_{number}", label_visibility="collapsed", width="content")
        with st.container(gap=None):
            st.text(item.title or item.address or "Untitled article")
            facts = " · ".join(filter(None, (item.published, item.author)))
            if facts:
                with st.container(key=f"feed_facts_{number}"):
                    st.text(facts)
    return bool(box)


def _label(number: int) -> str:
    return f"Map {counted(number, 'article')}" if number else "Choose articles first"


def _read(chosen: Sequence[FeedItem], feed: dict[str, Any]) -> None:
    """Capture and analyse what was chosen; what cannot be read is said, the rest is there."""
    done, problems = [], []
    bar = st.progress(0.0)
    for number, item in enumerate(chosen):
        bar.progress(number / len(chosen), f"Article {number + 1} of {len(chosen)}")
        try:
            capture = capture_item(item, feed["title"])
            analysis = cached.read(capture)
            (cached.keep if feed["keep"] else cached.hold)(analysis)
        except DatelineError as error:
            problems.append(f"“{item.title or item.address}”: {error}")
        else:
            done.append(analysis.article.article_id)
    _forget()
    if done:
        navigation.go(ViewState(article=done[0]))
    st.session_state[Keys.ERROR] = " ".join(problems[:1])
    st.rerun()
