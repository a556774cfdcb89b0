"""The articles that come with the program."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.panels import entry
from geodata.samples import Sample, read_sample, sample_names


def draw(slot: DeltaGenerator) -> None:
    """Draw the list of samples."""
    with st.popover("Samples"):
        st.caption("Invented articles to look at before you paste your own.")
        for name in sample_names():
            sample = read_sample(name)
            if st.button(_label(sample), key=f"sample_{name}", type="tertiary", width="stretch"):
                entry.open_sample(name, slot)
                st.rerun()


def _label(sample: Sample) -> str:
    return f"**{sample.title}**  \n{sample.publisher}, {sample.published:%-d %b %Y}"
