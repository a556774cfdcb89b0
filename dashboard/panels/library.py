"""The library: every article that was kept, to open, rename and delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cached
from dashboard.panels import navigation
from dashboard.view.wording import counted
from dashboard.viewstate import Keys, ViewState
from geodata.errors import DatelineError

_CHANGES: dict[str, Callable[..., None]] = {
    "rename": cached.rename,
    "delete": cached.delete,
    "unkeep": cached.do_not_keep,
}
LISTED = 200  # articles shown at once; the search finds the others
SEARCH_FROM = 8  # articles from which a search is worth its line


@st.dialog("Library", width="large", on_dismiss="rerun")
def library_dialog(open_id: str) -> None:
    """Show what is kept on this computer; `open_id` is the article that is open now."""
    articles = cached.library()
    _offer_to_keep(open_id)
    draw_undo()
    if articles.empty:
        st.caption("Nothing is kept yet. What you map is kept here, unless you say “do not keep”.")
        return
    st.caption(f"{counted(len(articles), 'article')}, kept on the computer that runs Dateline.")
    words = st.text_input("Search", placeholder="Search headlines", label_visibility="collapsed") or ""
    with st.container(key="library_list", gap=None):
        for row in _matching(articles, words).head(LISTED).to_dict("records"):
            _row(row, open_id)


def _matching(articles: pd.DataFrame, words: str) -> pd.DataFrame:
    titles = articles["title"].fillna("") + " " + articles["publisher"].fillna("")
    return articles[titles.str.contains(words.strip(), case=False, regex=False)]


def _offer_to_keep(article_id: str) -> None:
    if article_id and not cached.is_kept(article_id):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write("The open article is not kept: it is gone when you close this window.")
            st.button("Keep it", on_click=lambda: cached.keep(cached.load(article_id)))


def draw_undo() -> None:
    """Offer to bring back what was deleted last."""
    deleted = st.session_state.get(Keys.UNDO)
    if deleted:
        with st.container(key="undo", horizontal=True, vertical_alignment="center"):
            st.text(f"Deleted: {deleted['article']['title'] or 'Untitled article'}")
            st.button("Undo", on_click=cached.undo_delete, key="undo_button")


def _row(article: dict[str, Any], open_id: str) -> None:
    article_id = str(article["article_id"])
    is_open = article_id == open_id
    with st.container(key=f"row_{article_id}", horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(gap=None):
            st.text(_text(article["title"]) or "Untitled article")
            st.caption(_facts(article) + (" · open now" if is_open else ""))
        if st.button("Open", key=f"open_{article_id}", disabled=is_open):
            navigation.go(ViewState(article=article_id))
            st.rerun()
        with st.popover("Rename", key=f"rename_{article_id}"):
            st.text_input("Headline", value=_text(article["title"]), key=f"title_{article_id}")
            st.button("Save", key=f"save_{article_id}", on_click=_rename, args=(article_id,), type="primary")
        if is_open:
            st.button("Do not keep", key=f"unkeep_{article_id}", on_click=_guarded, args=("unkeep", article_id))
        st.button("Delete", key=f"delete_{article_id}", on_click=_guarded, args=("delete", article_id))


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _facts(article: dict[str, Any]) -> str:
    published = article["published"]
    day = "" if pd.isna(published) else str(published)[:10]
    places = counted(int(article["n_places"]), "place")
    statements = counted(int(article["n_claims"]), "statement")
    return " · ".join(part for part in (_text(article["publisher"]), day, places, statements) if part)


def _rename(article_id: str) -> None:
    """Take the headline as it stands now: the click may come in one run with the words that were just typed."""
    title = str(st.session_state.get(f"title_{article_id}", ""))
    if title.strip():
        _guarded("rename", article_id, title.strip())


def _guarded(what: str, *arguments: str) -> None:
    """Change the library; what goes wrong is said on the page."""
    try:
        _CHANGES[what](*arguments)
    except DatelineError as error:
        st.session_state[Keys.ERROR] = str(error)
