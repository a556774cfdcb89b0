"""The map: a constant base map in its frame, the places of the article laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from dashboard import access, cached, folium_map
from dashboard.panels import navigation
from dashboard.tiles import open_tiles
from dashboard.view import View
from dashboard.view.candidates import OtherPlace, other_places
from dashboard.viewstate import Keys, ViewState
from geodata.schema import Analysis

HEIGHT = 600  # px, before the page's style gives the frame the height of its pane
REPORTED = ("last_active_drawing",)
"""What the map tells of: only what a click hit, so that panning asks nothing of the server."""


def draw(analysis: Analysis, state: ViewState, view: View | None) -> None:
    """Draw the map; clicking a handle selects its place. Where nothing is selected there need be no view yet."""
    layer = folium_map.spot_layer(
        cached.map_address(analysis, state),
        view,
        candidates=[_candidate(place) for place in other_places(analysis, state, view)] if view else (),
        outline=_country(analysis, view) if view else None,
        tiles=_tiles(),
        picking=bool(st.session_state.get(Keys.PIN)),
    )
    st_folium(
        folium_map.base_map(),
        key=Keys.MAP,
        height=HEIGHT,
        use_container_width=True,
        feature_group_to_add=layer,
        returned_objects=REPORTED,
        center=(state.view.latitude, state.view.longitude) if state.view else None,
        zoom=state.view.zoom if state.view else None,
        on_change=_select,
    )


def _candidate(place: OtherPlace) -> dict[str, Any]:
    return {"name": place.name, "word": place.rank_word, "at": [place.longitude, place.latitude]}


def _country(analysis: Analysis, view: View) -> str | None:
    """Return the code of the country that is selected as a whole: it has an outline and no pin."""
    places = analysis.places
    codes = places.loc[places["place_id"] == view.selected_country, "country_code"].dropna()
    return str(codes.iloc[0]) if len(codes) else None


def _tiles() -> Mapping[str, Any] | None:
    """Return the picture tiles to draw: those that the reader switched on, else the file's."""
    if st.session_state.get(Keys.TILES):
        return folium_map.ONLINE_TILES
    path = access.read_options().tiles
    return folium_map.own_tiles(open_tiles(path).facts) if path else None


def _select() -> None:
    if st.session_state.get(Keys.PIN):
        point = folium_map.point_from_click(st.session_state.get(Keys.MAP))
        st.session_state[Keys.PIN_AT] = list(point) if point else None
        return
    key = folium_map.spot_from_click(st.session_state.get(Keys.MAP))
    if key:
        navigation.act("place", key)
