"""Correcting a statement: where it happened, who says it, how it is put, when, and its words."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard import changes
from dashboard.panels.corrections_choice import choose
from dashboard.panels.corrections_place import pick
from dashboard.panels.corrections_save import open_task, save_and_redraw
from dashboard.panels.corrections_source import draw_who
from dashboard.panels.corrections_words import draw_words
from dashboard.view.checking import CERTAINTY, REALIS
from dashboard.view.reading import read_row
from dashboard.view.rows import Rows
from geodata.models import Claim, ClaimAtPlace, Correction
from geodata.schema import Analysis

EARLIEST = date(1800, 1, 1)  # older newspapers have no web address and few readers
_PRECISION = {"day": "to the day", "month": "to the month", "year": "to the year"}
_MEANS, _ELSEWHERE, _NOT_HERE, _ALSO = "means", "elsewhere", "not_here", "also"


def draw(analysis: Analysis, rows: Rows, claim_id: str) -> None:
    """Draw the panel of one statement."""
    claim = rows.claims.get(claim_id)
    if claim is None:
        st.caption("This statement is not in the article any more.")
        return
    where, who, how, when, words = st.tabs(["Where", "Who", "How", "When", "Words"])
    with where:
        _draw_where(analysis, rows, claim)
    with who:
        draw_who(analysis, rows, claim)
    with how:
        _draw_how(analysis, claim)
    with when:
        _draw_when(analysis, claim)
    with words:
        draw_words(analysis, rows, claim)


# --- where -----------------------------------------------------------------------------------------------------------


def _draw_where(analysis: Analysis, rows: Rows, claim: Claim) -> None:
    ways = _ways(rows, claim)
    chosen = st.radio("What is wrong", list(ways), index=None, key=f"way_{claim.claim_id}")
    if chosen is None:
        return
    what, link = ways[chosen]
    if what == _MEANS and link and link.mention_id:
        if st.button("Choose the place it means", type="primary"):
            open_task(analysis.article.article_id, "name", link.mention_id)
            st.rerun()
        return
    record = pick(f"where_{claim.claim_id}", (), "") if what in {_ELSEWHERE, _ALSO} else {}
    if st.button("Save", type="primary", key="save_where", disabled=record is None) and record is not None:
        save_and_redraw(analysis, _moved(claim, link, record))


def _ways(rows: Rows, claim: Claim) -> dict[str, tuple[str, ClaimAtPlace | None]]:
    """Say what may be wrong with each place of a statement, and that one may be missing."""
    found: dict[str, tuple[str, ClaimAtPlace | None]] = {}
    for link in rows.at_place_of.get(claim.claim_id, ()):
        reading = read_row(link, rows)
        name = reading.place.name
        if reading.mention:
            found[f"“{reading.mention.text}” means another place"] = (_MEANS, link)
        found[f"It was not at {name} but elsewhere"] = (_ELSEWHERE, link)
        found[f"It was not at {name}"] = (_NOT_HERE, link)
    found["It was at another place, too" if found else "It was at a place"] = (_ALSO, None)
    return found


def _moved(claim: Claim, link: ClaimAtPlace | None, record: dict[str, Any]) -> Correction:
    new: dict[str, Any] = {"add": record} if record else {}
    if link:
        new |= {"remove": link.place_id, "mention": link.mention_id, "role": link.role}
    return changes.make(claim.claim_id, "place", new, old=changes.named_place(link.place_id) if link else None)


# --- how and when ----------------------------------------------------------------------------------------------------


def _draw_how(analysis: Analysis, claim: Claim) -> None:
    key = claim.claim_id
    certainty = choose("How surely it is said", CERTAINTY, claim.certainty, f"certainty_{key}")
    realis = choose("What it is", REALIS, claim.realis, f"realis_{key}")
    denied = st.checkbox("It is said NOT to be so", value=claim.polarity == "negative", key=f"polarity_{key}")
    new = {"certainty": certainty, "realis": realis, "polarity": "negative" if denied else "positive"}
    entries = [
        changes.make(key, field, value, old=getattr(claim, field))
        for field, value in new.items()
        if value != getattr(claim, field)
    ]
    st.caption("As the speaker puts it, whatever you think of it.")
    if st.button("Save", type="primary", key="save_how", disabled=not entries):
        save_and_redraw(analysis, *entries)


def _draw_when(analysis: Analysis, claim: Claim) -> None:
    key = claim.claim_id
    start = st.date_input("It happened on, or from", value=claim.date_start, min_value=EARLIEST, key=f"start_{key}")
    end = st.date_input("until", value=claim.date_end, min_value=EARLIEST, key=f"end_{key}")
    known = list(_PRECISION)
    now = known.index(claim.date_precision) if claim.date_precision in known else 0
    precision = st.selectbox("How exactly", known, now, format_func=_PRECISION.__getitem__, key=f"precision_{key}")
    first = start if isinstance(start, date) else None
    last = end if isinstance(end, date) else first
    wrong = bool(first and last and first > last)
    if wrong:
        st.caption("It cannot end before it began.")
    old = {"start": _iso(claim.date_start), "end": _iso(claim.date_end), "precision": claim.date_precision}
    new = {"start": _iso(first), "end": _iso(last), "precision": precision if first or last else "none"}
    with st.container(horizontal=True, gap="small"):
        if st.button("Save", type="primary", key="save_when", disabled=wrong or new == old):
            save_and_redraw(analysis, changes.make(key, "date", new, old=old))
        if st.button("No date is known", disabled=not (claim.date_start or claim.date_end)):
            save_and_redraw(
                analysis, changes.make(key, "date", {"start": None, "end": None, "precision": "none"}, old=old)
            )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
