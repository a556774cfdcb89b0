"""Correcting a source: who says a statement, what a source is called and is, whom it is counted with, and its grade."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import changes
from dashboard.panels.corrections_choice import choose
from dashboard.panels.corrections_save import save_and_redraw
from dashboard.view.checking import CREDIBILITY, RELIABILITY, SOURCE_KINDS, camps_of, remarks
from dashboard.view.rows import Rows
from geodata.models import Claim, Speaker
from geodata.schema import Analysis

ARTICLE, UNSTATED, OTHER = "the article itself", "source not stated", "another source…"
LONGEST_SOURCE = 120  # characters of the name of a source


def draw(analysis: Analysis, rows: Rows, speaker_id: str) -> None:
    """Draw the panel of one source: what is changed here holds for all that it says."""
    speaker = rows.speakers.get(speaker_id)
    if speaker is None:
        st.caption("This source is not in the article any more.")
        return
    _draw_facts(analysis, rows, speaker)
    with st.expander("Grade it (Admiralty code)"):
        _draw_grades(analysis, speaker_id)


def draw_who(analysis: Analysis, rows: Rows, claim: Claim) -> None:
    """Draw who says one statement, and what else there is to say of that source."""
    _draw_choice(analysis, rows, claim)
    speaker = rows.speakers.get(claim.speaker_id or "")
    if speaker:
        with st.expander("Change this source in all that it says"):
            _draw_facts(analysis, rows, speaker)
    with st.expander("Grade it (Admiralty code)"):
        _draw_grades(analysis, claim.speaker_id or analysis.article.article_id, claim)


def _draw_choice(analysis: Analysis, rows: Rows, claim: Claim) -> None:
    options: dict[str, str] = {ARTICLE: ARTICLE}
    options |= {key: speaker.name for key, speaker in rows.speakers.items()}
    options |= {UNSTATED: UNSTATED, OTHER: OTHER}
    now = claim.speaker_id or (UNSTATED if claim.cue else ARTICLE)
    chosen = choose("Who says it", options, now, f"who_{claim.claim_id}")
    other = st.text_input("Their name, as the article has it", key="other_source") if chosen == OTHER else ""
    new: Any = {ARTICLE: {"voice": "article"}, UNSTATED: None, OTHER: {"name": other.strip()}}.get(chosen, chosen)
    ready = chosen != now and (chosen != OTHER or bool(other.strip()))
    if st.button("Save", type="primary", key="save_who", disabled=not ready):
        save_and_redraw(analysis, changes.make(claim.claim_id, "speaker_id", new, old=claim.speaker_id))


def _draw_facts(analysis: Analysis, rows: Rows, speaker: Speaker) -> None:
    key = speaker.speaker_id
    name = st.text_input("What it is called", value=speaker.name, max_chars=LONGEST_SOURCE, key=f"called_{key}")
    kind = choose("What it is", SOURCE_KINDS, speaker.kind, f"source_kind_{key}")
    camps = camps_of(speaker, rows)
    camp = choose("It is counted", camps, next(iter(camps)), f"camp_{key}")
    new = {"name": " ".join(name.split()), "kind": kind, "camp": camp}
    old = {"name": speaker.name, "kind": speaker.kind, "camp": next(iter(camps))}
    st.caption("In every statement of this source; the words of the article stay as they are.")
    changed = [field for field in new if new[field] != old[field]]
    if st.button("Change the source", type="primary", disabled=not (changed and new["name"])):
        save_and_redraw(analysis, *(changes.make(key, field, new[field], old=old[field]) for field in changed))


def _draw_grades(analysis: Analysis, source: str, claim: Claim | None = None) -> None:
    """Grade the source by a letter and what it says by a number: two separate judgements of a person."""
    said = remarks(analysis)
    letters = [(source, "reliability", "The source", RELIABILITY)]
    numbers = [(claim.claim_id, "credibility", "This statement", CREDIBILITY)] if claim else []
    wanted = []
    for target, field, label, table in (*letters, *numbers):
        now = said[target].grade if target in said else ""
        words = {"": "not graded", **{grade: f"{grade}: {meaning}" for grade, meaning in table.items()}}
        new = choose(label, words, now, f"grade_{field}_{target}_{claim.claim_id if claim else ''}")
        wanted += [changes.make(target, field, new or None, old=now or None)] if new != now else []
    st.caption("A letter for the source, a number for what it says: your judgement, kept apart from how it was said.")
    if st.button("Save the grade", type="primary", key="save_grade", disabled=not wanted):
        save_and_redraw(analysis, *wanted)
