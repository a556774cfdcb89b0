"""The places as a table: everything that the map shows, for those who would rather read a list or use the keyboard."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.panels import navigation
from dashboard.view import View
from dashboard.viewstate import Keys

PLACE_WIDTH, NUMBER_WIDTH = 150, 44  # px: a usual name, two digits
_SIGN_WORDS = {
    "flat": "said flatly",
    "likely": "likely",
    "maybe": "may be",
    "uncommitted": "does not commit",
    "not": "NOT so",
    "planned": "planned or asked for",
    "several": "in different ways",
}


def draw(view: View) -> None:
    """Draw the table; choosing a row selects its place everywhere."""
    rows = table(view)
    if rows.empty:
        st.caption("No place of this article is on the map.")
        return
    keys = rows["key"].tolist()
    selected = view.selected_spot or view.selected_country or ""
    # A table of its own for every selection: its state in the browser can never lag behind the address.
    table_key = f"{Keys.TABLE}_{view.article_id}_{selected}"
    st.dataframe(
        rows.drop(columns="key"),
        hide_index=True,
        key=table_key,
        on_select=lambda: _select(table_key, keys),
        selection_default={"selection": {"rows": [keys.index(selected)] if selected in keys else []}},
        selection_mode="single-row",
        height="stretch",
        column_config={
            "Place": st.column_config.TextColumn(width=PLACE_WIDTH),
            "Statements": st.column_config.NumberColumn("No.", help="How many statements", width=NUMBER_WIDTH),
        },
        alt="The places of the article, with how many statements each has",
    )


def table(view: View) -> pd.DataFrame:
    """Return one row per place on the map and per whole country."""
    spots = [
        (spot.key, spot.title, len(spot.claim_ids), _said(spot.sign, len(spot.claim_ids)), spot.coordinates)
        for spot in view.spots
    ]
    countries = [
        (tray.place_id, f"{tray.name} as a whole", len(tray.claim_ids), "", "no point") for tray in view.countries
    ]
    return pd.DataFrame([*spots, *countries], columns=["key", "Place", "Statements", "Said", "Where"])


def _said(sign: str, number: int) -> str:
    return _SIGN_WORDS[sign] if number else "named only"


def _select(table_key: str, keys: list[str]) -> None:
    rows = st.session_state[table_key]["selection"]["rows"]
    if rows:
        navigation.act("place", keys[rows[0]])
    else:
        navigation.act("clear", "")
