"""From statements at places to the shapes on the map: one spot per place and relation, each with one handle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from shapely.geometry import shape

from dashboard.view.naming import coordinates_of, point_text, subtitle_of, tell_twins_apart, title_of
from dashboard.view.reading import Reading, doubt_of
from dashboard.view.records import Card, Spot
from dashboard.view.rows import Rows, is_country
from dashboard.view.wording import shared_sign
from geodata.models import ClaimAtPlace, Place

NAMED_ONLY = "named in the article; no statement is placed here"
NAMED_ELSEWHERE = "named in the article; the filters hide what is said to have happened here"


def make_spots(rows: Rows, placed: Iterable[Reading], cards: Mapping[str, Card]) -> tuple[Spot, ...]:
    """Build one spot per place and relation, in the order in which the article comes to them."""
    order = {claim_id: number for number, claim_id in enumerate(rows.claims)}
    groups: dict[str, list[Reading]] = {}
    for reading in sorted(placed, key=lambda reading: order[reading.row.claim_id]):
        groups.setdefault(reading.key, []).append(reading)
    return tell_twins_apart([_make_spot(key, group, cards, rows) for key, group in groups.items()], rows)


def named_spots(rows: Rows, place_ids: Iterable[str]) -> tuple[Spot, ...]:
    """Build plain spots for places that are only named; countries are never pins."""
    used = {row.place_id for row in rows.at_place}
    return tuple(
        _named_spot(rows.places[place_id], NAMED_ELSEWHERE if place_id in used else NAMED_ONLY)
        for place_id in place_ids
        if not is_country(rows.places[place_id])
    )


def _make_spot(key: str, group: list[Reading], cards: Mapping[str, Card], rows: Rows) -> Spot:
    claim_ids = tuple(dict.fromkeys(reading.row.claim_id for reading in group))
    first = next((reading for reading in group if reading.row.geometry), group[0])
    title = title_of(first)
    latitude, longitude = _handle(first.row, first.place)
    return Spot(
        key=key,
        place_id=first.place.place_id,
        title=title,
        label=f"{title} {len(claim_ids)}",
        subtitle=subtitle_of(first),
        latitude=latitude,
        longitude=longitude,
        shape=first.row.shape,
        geometry=first.row.geometry,
        geo_precision=max(reading.row.geo_precision for reading in group),
        sign=shared_sign([cards[claim_id].sign for claim_id in claim_ids]),
        claim_ids=claim_ids,
        coordinates=coordinates_of(first),
        name=first.place.name,
        doubt=_doubt(group),
        country=rows.country_of(first.place),
    )


def _doubt(group: Iterable[Reading]) -> Literal["", "check", "unsure"]:
    """Return the worst doubt about which place it is; where nobody need doubt, none."""
    found = {doubt_of(reading) for reading in group}
    return "unsure" if "unsure" in found else "check" if "check" in found else ""


def _named_spot(place: Place, subtitle: str) -> Spot:
    return Spot(
        key=place.place_id,
        place_id=place.place_id,
        title=place.name,
        label=place.name,
        subtitle=subtitle,
        latitude=place.latitude,
        longitude=place.longitude,
        shape="point",
        geometry=None,
        geo_precision=1,
        sign="several",
        claim_ids=(),
        named_only=True,
        coordinates=point_text(place),
        name=place.name,
    )


def _handle(row: ClaimAtPlace, place: Place) -> tuple[float, float]:
    """Return where the handle stands: the point, or a point that is surely inside the shape."""
    if not row.geometry or row.geometry.get("type") == "Point":
        longitude, latitude = (row.geometry or {}).get("coordinates", (place.longitude, place.latitude))[:2]
        return latitude, longitude
    if row.shape == "disc" and row.geometry["type"] == "Polygon":  # its middle, without building thousands of shapes
        return _middle(row.geometry["coordinates"][0])
    outline = shape(row.geometry)
    inside = outline.centroid if outline.contains(outline.centroid) else outline.representative_point()
    return inside.y, inside.x


def _middle(ring: Sequence[Sequence[float]]) -> tuple[float, float]:
    longitudes, latitudes, *_ = zip(*ring, strict=True)
    return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
