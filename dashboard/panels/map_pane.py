"""The map: a constant base map in its frame, the places of the article laid over it."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from dashboard import folium_map
from dashboard.panels import navigation
from dashboard.view import View
from dashboard.viewstate import Keys, ViewState

HEIGHT = 600  # px, before the page's style gives the frame the height of its pane
REPORTED = ("last_active_drawing",)
"""What the map tells of: only what a click hit, so that panning asks nothing of the server."""


def draw(view: View, state: ViewState) -> None:
    """Draw the map; clicking a handle selects its place."""
    online = st.session_state.get(Keys.TILES)
    st_folium(
        folium_map.with_online_tiles() if online else folium_map.base_map(),
        key=Keys.MAP,
        height=HEIGHT,
        use_container_width=True,
        feature_group_to_add=folium_map.spot_layer(view),
        returned_objects=REPORTED,
        center=(state.view.latitude, state.view.longitude) if state.view else None,
        zoom=state.view.zoom if state.view else None,
        on_change=_select,
    )


def _select() -> None:
    key = folium_map.spot_from_click(st.session_state.get(Keys.MAP))
    if key:
        navigation.act("place", key)
