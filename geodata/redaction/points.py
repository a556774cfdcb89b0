"""Coordinates that tell less: every point rounded, every drawn shape widened, or nothing finer than a country."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import shapely

from geodata import schema
from geodata.models import JsonDict
from geodata.schema import Analysis
from geodata.spatial.geometry import disc, to_geojson

DIGITS = 1  # decimals of a degree that are kept: about 10 km
WITHIN_KM = 8.0  # from the middle of a square of that size to its corner
KM_PER_DEGREE = 111.2  # of latitude
NEAR = 2  # geo_precision of what is no exact place any more
DRAWN = frozenset({"point", "disc", "sector", "corridor"})  # shapes that are drawn around an exact point
BY_POINT = "coord:"  # how the id of a place begins that is nothing but its coordinates
COUNTRY = "PCL"  # feature codes of countries begin so


def rounded(analysis: Analysis) -> Analysis:
    """Return a copy in which no coordinate is more exact than about 10 km; outlines of areas stay."""
    whole = analysis.to_json()
    ids = {record["place_id"]: _place_id(record) for record in whole["places"] + whole["candidates"]}
    for record in whole["places"]:
        record["radius_km"] = max(record["radius_km"] or 0.0, WITHIN_KM)
    for frame in ("places", "candidates"):
        whole[frame] = _distinct([_rounded(record, ids) for record in whole[frame]], frame)
    for frame in ("mentions", "claims_at_place"):
        for record in whole[frame]:
            record["place_id"] = ids.get(record["place_id"], record["place_id"])
    whole["claims_at_place"] = _distinct([_widened(record) for record in whole["claims_at_place"]], "claims_at_place")
    return Analysis.from_json(whole)


def only_countries(analysis: Analysis) -> Analysis:
    """Return a copy in which only whole countries have a place; the names of all others stay where they are read."""
    places = analysis.places[analysis.places["feature_code"].str.startswith(COUNTRY).fillna(value=False)]
    kept = set(places["place_id"])
    links = analysis.claims_at_place
    links = links[links["place_id"].isin(kept) & (links["shape"] == "none")]
    records = schema.to_records(analysis.mentions)
    for record in records:
        if record["place_id"] not in kept:
            record |= {"place_id": None, "score": None, "reason": None}
            record["status"] = "not_found"
    return dataclasses.replace(
        analysis,
        mentions=schema.to_frame("mentions", schema.to_objects("mentions", schema.from_records("mentions", records))),
        candidates=schema.to_frame("candidates", ()),
        places=places.reset_index(drop=True),
        claims_at_place=links.reset_index(drop=True),
    )


def _place_id(record: JsonDict) -> str:
    """Return the id of a place, without the coordinates that a pin has in it."""
    place_id = str(record["place_id"])
    if not place_id.startswith(BY_POINT):
        return place_id
    return f"{BY_POINT}{record['latitude']:.{DIGITS}f},{record['longitude']:.{DIGITS}f}"


def _rounded(record: JsonDict, ids: dict[str, str]) -> JsonDict:
    new_id = ids[record["place_id"]]
    by_point = new_id.startswith(BY_POINT) and any(character.isdigit() for character in record["name"])
    return {
        **record,
        "place_id": new_id,
        "name": f"about {new_id.removeprefix(BY_POINT).replace(',', ', ')}" if by_point else record["name"],
        "latitude": round(record["latitude"], DIGITS),
        "longitude": round(record["longitude"], DIGITS),
    }


def _widened(record: JsonDict) -> JsonDict:
    """Draw a disc around the rounded middle of what was drawn around an exact point."""
    if record["shape"] not in DRAWN or not record["geometry"]:
        return record
    drawn = shapely.geometry.shape(record["geometry"])
    middle, (west, south, east, north) = drawn.centroid, drawn.bounds
    across = (east - west) * math.cos(math.radians(middle.y))
    radius = WITHIN_KM + math.hypot(across, north - south) * KM_PER_DEGREE / 2
    circle = to_geojson(disc(round(middle.y, DIGITS), round(middle.x, DIGITS), radius))
    return {**record, "shape": "disc", "geometry": circle, "geo_precision": max(record["geo_precision"], NEAR)}


_KEYS = {
    "places": ("place_id",),
    "candidates": ("mention_id", "place_id"),
    "claims_at_place": ("claim_id", "place_id", "mention_id"),
}


def _distinct(records: list[JsonDict], frame: str) -> list[JsonDict]:
    """Keep the first of several rows that rounding made one."""
    kept: dict[tuple[Any, ...], JsonDict] = {}
    for record in records:
        kept.setdefault(tuple(record[name] for name in _KEYS[frame]), record)
    return list(kept.values())
