"""The place that a person means: one of the gazetteer, or a pin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Protocol

from geodata.models import GazetteerEntry, JsonDict

PIN_RADIUS_KM = 0.1  # of a pin that somebody dropped
PIN = "COORD"  # its feature code
BY_HAND = "person"  # its geocoder
SOUTH, NORTH, WEST, EAST = -90.0, 90.0, -180.0, 180.0


class PlaceSource(Protocol):
    """Who knows places by their ids, and outlines."""

    def get(self, place_id: str) -> GazetteerEntry | None:
        """Return one place by its id, or None."""
        ...

    def outline(self, place_id: str) -> JsonDict | None:
        """Return the outline of a place, or None."""
        ...


def place_of(value: Any, source: PlaceSource) -> GazetteerEntry | None:
    """Return the place that a correction names by id or by record; None when there is no telling where it is.

    The gazetteer is asked first; a place that it does not know, or no longer, is where the record says.
    """
    record = value if isinstance(value, Mapping) else {"place_id": value}
    place_id = record.get("place_id")
    known = source.get(place_id) if isinstance(place_id, str) else None
    return known or _pin(record)


def _pin(record: Mapping[str, Any]) -> GazetteerEntry | None:
    place_id, text = record.get("place_id"), str(record.get("place_id") or "")
    latitude, longitude = record.get("latitude"), record.get("longitude")
    if latitude is None and text.startswith("coord:"):
        latitude, _, longitude = text.removeprefix("coord:").partition(",")
    point = _degrees(latitude, SOUTH, NORTH), _degrees(longitude, WEST, EAST)
    if point[0] is None or point[1] is None:
        return None
    own_id = f"coord:{point[0]:.5f},{point[1]:.5f}"
    return GazetteerEntry(
        place_id=place_id if isinstance(place_id, str) else own_id,
        name=str(record.get("name") or own_id.removeprefix("coord:")),
        latitude=point[0],
        longitude=point[1],
        radius_km=_degrees(record.get("radius_km"), 0.0, math.inf) or PIN_RADIUS_KM,
        country_code=_text(record.get("country_code")),
        admin1=_text(record.get("admin1")),
        feature_code=_text(record.get("feature_code")) or PIN,
        population=0,
        geocoder=BY_HAND,
    )


def _degrees(value: Any, least: float, most: float) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if least <= number <= most else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
