"""The words of a statement: cut it, join it with another, take it away, add one that was missed."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import changes
from dashboard.panels.corrections_save import save_and_redraw
from dashboard.view.rows import Rows
from geodata.models import Claim
from geodata.schema import Analysis

CUT = "|"  # what a reader types where a statement is to be cut
NEIGHBOURS = 6  # statements before and behind that are offered to be joined
WORDS_SHOWN = 60  # characters of a statement in a list


def draw_words(analysis: Analysis, rows: Rows, claim: Claim) -> None:
    """Draw what can be done with the words of a statement."""
    _draw_cut(analysis, rows, claim)
    _draw_join(analysis, rows, claim)
    st.divider()
    if st.button("This is no statement", help="It leaves the map and the list; the history can bring it back."):
        save_and_redraw(analysis, changes.make(claim.claim_id, "review", "rejected", old=claim.review))


def _draw_cut(analysis: Analysis, rows: Rows, claim: Claim) -> None:
    words = rows.text[claim.start : claim.end]
    marked = st.text_area(
        f"Cut it: type {CUT} where a new statement begins",
        value=" ".join(words.split()),
        key=f"cut_{claim.claim_id}",
        height="content",
    )
    cuts = cuts_of(words, marked)
    if cuts is None:
        st.caption(f"Only type {CUT} into the words; the words themselves are the article’s.")
    if st.button("Cut it", disabled=not cuts) and cuts:
        save_and_redraw(analysis, changes.make(claim.claim_id, "split", {"at": [claim.start + cut for cut in cuts]}))


def cuts_of(words: str, marked: str) -> list[int] | None:
    """Return where the signs stand, counted in the words; None when the words themselves were changed."""
    own = [(sign, at) for at, sign in enumerate(words) if not sign.isspace()]
    cuts, position = [], 0
    for sign in marked:
        if sign.isspace():
            continue
        if position < len(own) and sign == own[position][0]:
            position += 1
        elif sign == CUT:
            if 0 < position < len(own):
                cuts.append(own[position][1])
        else:
            return None
    return sorted(set(cuts)) if position == len(own) else None


def _draw_join(analysis: Analysis, rows: Rows, claim: Claim) -> None:
    ids = [key for key, one in rows.claims.items() if one.review != "rejected" or key == claim.claim_id]
    at = ids.index(claim.claim_id) if claim.claim_id in ids else 0
    near = [key for key in ids[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1] if key != claim.claim_id]
    if not near:
        return
    following = ids[at + 1] if at + 1 < len(ids) else near[-1]
    other = st.selectbox(
        "Join it with",
        near,
        near.index(following),
        format_func=lambda key: _short(rows.claims[key].text),
        key=f"join_{claim.claim_id}",
    )
    if st.button("Join them"):
        save_and_redraw(analysis, changes.make(claim.claim_id, "merge", {"with": [other]}))


def draw_added(analysis: Analysis, rows: Rows, picked: str) -> None:
    """Draw the panel for a statement that was missed; `picked` are its offsets when it was selected in the text."""
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", picked)
    given = rows.text[int(match[1]) : int(match[2])] if match else ""
    words = st.text_area("Its words, copied from the article", value=given, key=f"added_{picked}", height=120)
    span = find_words(rows.text, words)
    if words.strip() and span is None:
        st.caption("These words are not in the article: copy them as they stand there.")
    if st.button("Add the statement", type="primary", disabled=span is None) and span:
        target = f"{analysis.article.article_id}.c{span[0]}-{span[1]}"
        save_and_redraw(analysis, changes.make(target, "claim", {"start": span[0], "end": span[1]}))


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Return where some words stand in a text, whatever the white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.search(pattern, text) if pattern else None
    return match.span() if match else None


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WORDS_SHOWN else f"{line[: WORDS_SHOWN - 1].rstrip()}…"
