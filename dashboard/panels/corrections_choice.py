"""One of the values of a field, chosen in plain words."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def choose(label: str, words: Mapping[str, str], now: str, key: str | None = None) -> str:
    """Offer values by the words for each; the present one is chosen, the first where it is none of them."""
    known = list(words)
    return st.selectbox(label, known, known.index(now) if now in known else 0, format_func=words.__getitem__, key=key)
