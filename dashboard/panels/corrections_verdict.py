"""A person's verdict on what a statement says: under their name, folded away until somebody wants to give one."""

from __future__ import annotations

import streamlit as st

from dashboard import changes
from dashboard.panels.corrections_save import save
from geodata.corrections.log import LONGEST_VERDICT, VERDICT
from geodata.corrections.verdicts import verdicts_of
from geodata.schema import Analysis

OFFERED = (
    "Borne out",
    "Partly borne out",
    "Misleading",
    "Lacks context",
    "Not borne out",
    "Cannot be judged",
)
"""Words that many fact-checkers rate with; own words do as well."""

NONE, OWN = "no verdict", "in your own words…"


def draw_verdict(analysis: Analysis, claim_id: str) -> None:
    """Offer to give a verdict, or to change one's own."""
    now = _own_verdict(analysis, claim_id)
    with st.expander("Your verdict on what it says", expanded=bool(now)):
        new = _ask(now, claim_id)
        st.caption(
            "For those who looked into it. It stands under your name and changes nothing else; "
            "Dateline itself never gives one."
        )
        if st.button("Save the verdict", key="save_verdict", disabled=new == now):
            save(analysis, changes.make(claim_id, VERDICT, new or None, old=now or None))
            st.rerun()


def _own_verdict(analysis: Analysis, claim_id: str) -> str:
    said = verdicts_of(analysis).get(claim_id, ())
    return next((str(entry.new) for entry in said if entry.by == changes.author()), "")


def _ask(now: str, claim_id: str) -> str:
    """Ask for the verdict; empty where none is to be given."""
    options = (NONE, *OFFERED, OWN)
    chosen = now if now in OFFERED else OWN if now else NONE
    word = st.selectbox("Your verdict", options, options.index(chosen), key=f"verdict_{claim_id}")
    if word != OWN:
        return "" if word == NONE else word
    own = st.text_input(
        "Your words", value=now if chosen == OWN else "", max_chars=LONGEST_VERDICT, key=f"verdict_words_{claim_id}"
    )
    return " ".join(own.split())
