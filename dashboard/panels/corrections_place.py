"""Choosing a place: one that was weighed, one of the gazetteer, or a point by click or by coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import changes
from dashboard.view.why import Weighed
from dashboard.viewstate import Keys
from geodata.coordinates import HIGHEST_LATITUDE, HIGHEST_LONGITUDE, find_coordinates
from geodata.models import GazetteerEntry

POINT = "point"  # the option that is no place of the gazetteer
POINT_DIGITS = 5  # of a point: a metre
_SHORT = "34.73, 36.71, degrees, or MGRS"
_WRITTEN = "34.73, 36.71 or 34°43'56\"N 36°42'49\"E or 37SBU9067745749"


def pick(key: str, weighed: Sequence[Weighed], name: str) -> dict[str, Any] | None:
    """Offer places; return the chosen one as a correction keeps it, or None while none is chosen."""
    asked = st.text_input(
        "Search for a place",
        key=f"{key}_search",
        placeholder=f"{name or 'a name'}, or “Paris, Texas”",
        help="By any of its names.",
    )
    found = changes.find_places(asked or "")
    if asked and not found:
        _say_not_found(asked)
    point = _point(key)
    options: dict[str, str] = {item.place_id: _words(item) for item in weighed}
    options |= {entry.place_id: changes.described(entry.place_id) or entry.name for entry in found}
    if point:
        options[POINT] = _point_words(*point)
    if not options:
        return None
    _prefer(f"{key}_choice", found, point)
    chosen = st.radio(
        "Which place it is", list(options), index=None, key=f"{key}_choice", format_func=options.__getitem__
    )
    return _record(chosen, found, point, name)


def _words(item: Weighed) -> str:
    clues = f": {'; '.join(item.clues)}" if item.clues else ""
    return f"{item.address}{clues}"


def _say_not_found(asked: str) -> None:
    meant = changes.meant_names(asked)
    did_you_mean = f" Did you mean {', '.join(meant)}?" if meant else ""
    st.caption(f"The gazetteer knows no “{asked}”.{did_you_mean}")


def _point(key: str) -> tuple[float, float] | None:
    """Return the point that was clicked on the map, or else typed."""
    wanted = st.toggle(
        "Click it on the map",
        value=bool(st.session_state.get(Keys.PIN)),
        key=f"{key}_pin",
        help="While this is on, a click on the map takes the point there; map and zoom stay as they are.",
    )
    if wanted != bool(st.session_state.get(Keys.PIN)):
        st.session_state[Keys.PIN] = wanted  # the map is drawn outside of this form, and must hear of it
        st.rerun()
    typed = st.text_input("Or type its coordinates", key=f"{key}_typed", placeholder=_SHORT)
    if typed:
        point = read_point(typed)
        if point is None:
            st.caption(f"These are no coordinates: write them as {_WRITTEN}.")
        return point
    clicked = st.session_state.get(Keys.PIN_AT)
    return (clicked[0], clicked[1]) if clicked else None


def read_point(words: str) -> tuple[float, float] | None:
    """Read coordinates as a person types them; fewer decimals will do than in a running text."""
    written = find_coordinates(words.strip().upper().replace("º", "°"))
    if written:
        return written[0].latitude, written[0].longitude
    parts = words.replace(";", ",").replace("°", "").split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        return None
    on_earth = abs(latitude) <= HIGHEST_LATITUDE and abs(longitude) <= HIGHEST_LONGITUDE
    return (latitude, longitude) if on_earth else None


def _point_words(latitude: float, longitude: float) -> str:
    town = changes.beside(latitude, longitude)
    return f"The point {latitude:.{POINT_DIGITS}g}, {longitude:.{POINT_DIGITS}g}" + (f", by {town}" if town else "")


def _point_name(latitude: float, longitude: float) -> str:
    """Name a point that the article does not name."""
    town = changes.beside(latitude, longitude).partition(",")[0]
    return f"a point by {town}" if town else f"a point at {latitude:.2f}, {longitude:.2f}"


def _prefer(key: str, found: Sequence[GazetteerEntry], point: tuple[float, float] | None) -> None:
    """Choose what was just searched or clicked, once; afterwards the reader's choice stands."""
    fresh = [found[0].place_id] if found else []
    fresh += [f"{POINT} {point}"] if point else []
    seen = f"{key}_seen"
    new = [item for item in fresh if item not in (st.session_state.get(seen) or [])]
    st.session_state[seen] = fresh
    if new:
        st.session_state[key] = POINT if new[-1].startswith(POINT) else new[-1]


def _record(
    chosen: str | None, found: Sequence[GazetteerEntry], point: tuple[float, float] | None, name: str
) -> dict[str, Any] | None:
    if chosen is None:
        return None
    if chosen == POINT:
        if point is None:
            return None
        return {
            "name": name or _point_name(*point),
            "latitude": round(point[0], POINT_DIGITS),
            "longitude": round(point[1], POINT_DIGITS),
        }
    entry = next((entry for entry in found if entry.place_id == chosen), None) or changes.known_place(chosen)
    return changes.record_of(entry) if entry else {"place_id": chosen}
