"""The plain way to show places on a page, to measure ours against: a folium.Marker with a folium.Popup for each.

Run by Streamlit with the path of a JSON file of places; Leaflet stands in the page, since there is no network here.
"""

from __future__ import annotations

import base64
import json
import sys
from html import escape
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

STATIC = Path(__file__).parents[2] / "dashboard" / "static"
SHIM = """window.$ = (html) => {
  const box = document.createElement("div"); box.innerHTML = html; return [box.firstElementChild] }"""


def inline(kind: str, content: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content.encode()).decode()}"


def main() -> None:
    places = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    few = st.checkbox("every seventh")
    drawn = folium.Map(location=(25, 10), zoom_start=2, tiles=None)
    leaflet = (STATIC / "leaflet.js").read_text(encoding="utf-8")
    drawn.default_js = [("leaflet", inline("text/javascript", leaflet)), ("shim", inline("text/javascript", SHIM))]
    drawn.default_css = [("leaflet", inline("text/css", (STATIC / "leaflet.css").read_text(encoding="utf-8")))]
    for place in places[:: 7 if few else 1]:
        popup = folium.Popup(f"<b>{escape(place['title'])}</b><p>{escape(place['words'])}</p>", max_width=330)
        icon = folium.DivIcon(html=escape(place["title"]), class_name="place-marker")
        folium.Marker((place["latitude"], place["longitude"]), popup=popup, tooltip=place["title"], icon=icon).add_to(
            drawn
        )
    told = st_folium(drawn, key="map", width=700, height=600)
    st.subheader((told or {}).get("last_object_clicked_tooltip") or "nothing")


main()
