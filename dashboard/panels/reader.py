"""The reader: the article as it is, what was found in it marked, and the selected sentence lit.

The browser draws it (`assets/reader.js`) from the text and from offsets in characters, which it fetches once: with a
click only the selection is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from dashboard import cached
from dashboard.panels.rings import namings
from dashboard.panels.sheet import ASSETS, OnAct
from dashboard.view import Mark, View
from dashboard.viewstate import ViewState
from geodata.schema import Analysis

KEY = "reader"
_SCRIPTS = ("reader.js", "reader_text.js", "reader_find.js")  # one module; the first has its entrance
_HINT: Mapping[str, str] = {
    "unplaced": "a place name without a place on the map",
    "cue": "the word that says how it was said",
    "hedge": "a word of doubt",
    "negation": "a word that says NO",
}


@cache
def _renderer() -> Callable[..., Any]:
    """Declare the element once, when the first article is drawn."""
    script, style = ("\n".join(map(_read, names)) for names in (_SCRIPTS, ("reader.css",)))
    return st.components.v2.component("dateline_reader", js=script, css=style, isolate_styles=False)


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def draw(view: View, analysis: Analysis, state: ViewState, on_act: OnAct, *, may_add: bool = False) -> None:
    """Draw the reader of one article.

    `on_act` is told what was clicked: a mention, a claim, or (with `may_add`) "missed" and the offsets "12-20" of words
    that somebody selected to add them.
    """

    def answer() -> None:
        action = st.session_state[KEY].get("act")
        if action:
            on_act(*action)

    version = cached.offer("text", analysis, state, lambda: article(view, analysis.article.text))
    chosen = selection(view, state) | {"mayAdd": may_add}
    _renderer()(key=KEY, data={"version": version, **chosen}, on_act_change=answer)


def article(view: View, text: str) -> dict[str, Any]:
    """Return what the browser draws of an article, whatever is selected."""
    return {
        "article": view.article_id,
        "text": text,
        "title": view.title,
        "sentences": [[one.sentence_id, one.start, one.end, one.pale] for one in view.sentences],
        "marks": [_mark(mark) for mark in view.marks],
        "claims": _claims_by_sentence(view),
    }


def _mark(mark: Mark) -> list[Any]:
    hint = mark.title or _HINT.get(mark.what, "")
    return [mark.start, mark.end, mark.what, mark.mention_id, mark.spot_key, hint]


def _claims_by_sentence(view: View) -> dict[str, list[str]]:
    """Return the statements of each sentence: a click on its words selects them, one after another."""
    found: dict[str, list[str]] = {}
    for card in view.cards.values():
        if 0 < card.sentence_number <= len(view.sentences):
            found.setdefault(view.sentences[card.sentence_number - 1].sentence_id, []).append(card.claim_id)
    return found


def selection(view: View, state: ViewState) -> dict[str, Any]:
    """Return what of the article is selected."""
    card = view.cards.get(view.selected_claim or "")
    return {
        "lit": [_anchor(one.sentence_id) for one in view.sentences if one.selected],
        "chosen": [mark.mention_id for mark in namings(view, state)],
        "mention": state.mention,
        "claim": state.claim,
        "words": [[piece.start, piece.end] for piece in card.pieces] if card else [],
        "focus": focus(view),
        "search": state.q,
    }


def focus(view: View) -> str:
    """Return what the reader scrolls to: the first selected sentence."""
    return next((_anchor(one.sentence_id) for one in view.sentences if one.selected), "")


def _anchor(sentence_id: str) -> str:
    return f"text:{sentence_id}"
