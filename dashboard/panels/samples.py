"""The articles that come with the program."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.panels import entry
from dashboard.view.wording import day
from geodata.samples import read_sample, sample_names


def draw(slot: DeltaGenerator) -> None:
    """Draw the menu of samples; it closes when one is chosen."""
    chosen = st.menu_button("Samples", sample_names(), format_func=_label, help="Invented articles to look at first")
    if chosen:
        entry.open_sample(chosen, slot)
        st.rerun()


def _label(name: str) -> str:
    sample = read_sample(name)
    return f"**{sample.title}**, {day(sample.published)}"
