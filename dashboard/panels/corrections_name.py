"""Correcting a name: which place it is, what it stands for, that it is none; and adding one that was missed."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from dashboard import changes
from dashboard.panels.corrections_choice import choose
from dashboard.panels.corrections_place import pick
from dashboard.panels.corrections_save import save_and_redraw
from dashboard.view.checking import KINDS, ROLES
from dashboard.view.rows import Rows
from dashboard.view.why import why_name
from dashboard.view.wording import counted
from geodata.corrections import ONE, SAME_NAME
from geodata.models import Correction, Mention
from geodata.schema import Analysis

LONGEST_MISSED = 120  # characters of a name that is added
_NEITHER = (
    "*A place that is not listed*: what is said to happen there stays, without a point on the map. "
    "*No place at all*: a person, a team or a word; nothing is said to happen there."
)
SENTENCES_LISTED = 8  # places of the text in which the same words stand


def draw(analysis: Analysis, rows: Rows, mention_id: str) -> None:
    """Draw the panel of one name."""
    mention = rows.mentions.get(mention_id)
    if mention is None:
        st.caption("This name is not in the article any more.")
        return
    where, what = st.tabs(["Which place", "What it stands for"])
    with where:
        _draw_place(analysis, rows, mention)
    with what:
        _draw_meaning(analysis, rows, mention)


def _draw_place(analysis: Analysis, rows: Rows, mention: Mention) -> None:
    record = pick(f"name_{mention.mention_id}", why_name(rows, mention, changes.described).weighed, mention.text)
    scope = _scope(rows, mention, f"scope_place_{mention.mention_id}")
    old = changes.named_place(mention.place_id)
    with st.container(horizontal=True, gap="small"):
        if st.button("Use this place", type="primary", disabled=record is None) and record:
            save_and_redraw(analysis, changes.make(mention.mention_id, "place_id", record, old=old, scope=scope))
        if st.button("A place that is not listed", help="The name stays a place, without a point on the map."):
            save_and_redraw(analysis, changes.make(mention.mention_id, "place_id", None, old=old, scope=scope))
        if st.button("No place at all", help="It is a person, a team, an ordinary word: it is marked no more."):
            save_and_redraw(analysis, changes.make(mention.mention_id, "review", "rejected", scope=scope))
    st.caption(_NEITHER)


def _scope(rows: Rows, mention: Mention, key: str) -> str:
    """Ask how far a change reaches, where the name stands more than once."""
    same = [other for other in rows.mentions.values() if other.text.casefold() == mention.text.casefold()]
    if len(same) < 2:  # noqa: PLR2004 - one naming is itself
        return ONE
    only = st.checkbox(f"Only here, not all {counted(len(same), 'naming')} of it", key=key)
    return ONE if only else SAME_NAME


def _draw_meaning(analysis: Analysis, rows: Rows, mention: Mention) -> None:
    kind = choose("What it stands for here", KINDS, mention.kind)
    role = choose("What it does in its sentence", ROLES, mention.role)
    scope = _scope(rows, mention, f"scope_kind_{mention.mention_id}")
    entries = [
        changes.make(mention.mention_id, field, new, old=old, scope=scope)
        for field, new, old in (("kind", kind, mention.kind), ("role", role, mention.role))
        if new != old
    ]
    if st.button("Change it", type="primary", disabled=not entries):
        save_and_redraw(analysis, *entries)


def draw_missed(analysis: Analysis, rows: Rows, picked: str) -> None:
    """Draw the panel for a name that was missed; `picked` are its offsets when it was selected in the text."""
    span = _picked_span(picked, len(rows.text))
    words = st.text_input(
        "The name, as the article writes it",
        value=rows.text[slice(*span)].strip() if span else "",
        max_chars=LONGEST_MISSED,
        key=f"missed_words_{picked}",
    ).strip()
    free = free_spans(rows, words)
    if words and not free:
        st.caption("These words are not in the article, or they are marked as a name already.")
    at = _sentence_choice(rows, free, span) if free else None
    record = pick("missed", (), words) if at else None
    everywhere = len(free) > 1 and not st.checkbox(f"Only here, not all {counted(len(free), 'time')}", key="missed_one")
    st.caption("Without a place chosen here, Dateline decides as it does for every other name.")
    if st.button("Add the name", type="primary", disabled=at is None) and at:
        save_and_redraw(analysis, *_missed(analysis, at, record, SAME_NAME if everywhere else ONE))


def _picked_span(picked: str, length: int) -> tuple[int, int] | None:
    match = re.fullmatch(r"(\d{1,9})-(\d{1,9})", picked)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= length else None


def free_spans(rows: Rows, words: str) -> list[tuple[int, int]]:
    """Return where some words stand in the text and are no part of a name yet."""
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = (match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", rows.text))
    taken = [(one.start, one.end) for one in rows.mentions.values() if one.review != "rejected"]
    return [(start, end) for start, end in found if not any(start < last and first < end for first, last in taken)]


def _sentence_choice(rows: Rows, free: list[tuple[int, int]], span: tuple[int, int] | None) -> tuple[int, int]:
    """Ask in which sentence the words are meant, where they stand in several."""
    first = next((one for one in free if span and one[0] < span[1] and span[0] < one[1]), free[0])
    if len(free) == 1:
        return first
    labels = {one: f"sentence {rows.sentence_number(one[0])}" for one in free[:SENTENCES_LISTED]}
    labels.setdefault(first, f"sentence {rows.sentence_number(first[0])}")
    options = list(labels)
    return st.selectbox("Where", options, options.index(first), format_func=lambda one: labels[one])


def _missed(analysis: Analysis, span: tuple[int, int], record: dict[str, Any] | None, scope: str) -> list[Correction]:
    target = f"{analysis.article.article_id}.m{span[0]}-{span[1]}"
    entries = [changes.make(target, "mention", {"start": span[0], "end": span[1], "kind": "literal"}, scope=scope)]
    if record:
        entries.append(changes.make(target, "place_id", record, scope=scope))
    return entries
