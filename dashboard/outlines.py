"""The base map of a file that stands alone: fine around its places, rough in the rest of the world."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import shapely
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from dashboard.assets import STATIC

COUNTRIES, DIVISIONS, TOWNS = "basemap_countries.json", "basemap_admin1.json", "towns.json"

MARGIN = 1.0  # share of the width and height of all places that is drawn finely around them
LEAST_MARGIN = 4.0  # degrees around a single place
ROUGH = 0.3  # degrees by which outlines may be off far from the places
ROUGH_GRID = 0.1  # degrees to which they are rounded
SMALLEST_ROUGH = 0.2  # square degrees: smaller islands are left out far from the places
WIDEST_WITH_DIVISIONS = 40.0  # degrees of longitude: divisions are invisible on a wider map
TOWNS_NEAR, TOWNS_ELSEWHERE = 500, 200  # of the largest ones
LATITUDE, LONGITUDE = 1, 2  # positions in a row of the towns

Bounds = tuple[tuple[float, float], tuple[float, float]]


def base_data(bounds: Bounds | None) -> dict[str, Any]:
    """Return the base map for a file, under the names that the browser would ask the server for."""
    region = _region(bounds)
    is_narrow = bounds is not None and bounds[1][1] - bounds[0][1] < WIDEST_WITH_DIVISIONS
    return {
        COUNTRIES: _collection(_countries(region)),
        DIVISIONS: _collection(_divisions(region) if is_narrow else ()),
        TOWNS: _towns(_read(TOWNS), region),
    }


@cache
def _read(name: str) -> Any:
    return json.loads((STATIC / name).read_text(encoding="utf-8"))


def _region(bounds: Bounds | None) -> BaseGeometry:
    """Return what is looked at, with a margin, as one or (across the date line) several boxes."""
    if bounds is None:
        return box(0, 0, 0, 0)
    (south, west), (north, east) = bounds
    wide = max(LEAST_MARGIN, (east - west) * MARGIN)
    high = max(LEAST_MARGIN, (north - south) * MARGIN)
    whole = box(west - wide, south - high, east + wide, north + high)
    turned = [box(west - wide + turn, south - high, east + wide + turn, north + high) for turn in (-360, 360)]
    return whole.union(turned[0]).union(turned[1])


def _countries(region: BaseGeometry) -> Iterator[Mapping[str, Any]]:
    """Yield countries near the places as they are, the others roughly."""
    for feature, rough in zip(_read(COUNTRIES)["features"], _rough_countries(), strict=True):
        if shape(feature["geometry"]).intersects(region):
            yield feature
        elif rough is not None:
            yield rough


@cache
def _rough_countries() -> tuple[Mapping[str, Any] | None, ...]:
    return tuple(_roughly(feature) for feature in _read(COUNTRIES)["features"])


def _roughly(feature: Mapping[str, Any]) -> Mapping[str, Any] | None:
    outline = shape(feature["geometry"])
    large = [part for part in getattr(outline, "geoms", [outline]) if part.area > SMALLEST_ROUGH]
    if not large:
        return None
    coarse = shapely.set_precision(shapely.simplify(shapely.multipolygons(large), ROUGH), ROUGH_GRID, mode="pointwise")
    return None if coarse.is_empty else _with_geometry(feature, coarse)


def _divisions(region: BaseGeometry) -> Iterator[Mapping[str, Any]]:
    """Yield the borders of divisions around the places."""
    for feature in _read(DIVISIONS)["features"]:
        found = shape(feature["geometry"]).intersection(region)
        lines = [part for part in shapely.get_parts(found) if part.geom_type == "LineString"]  # a touch is a mere point
        if lines:
            yield _with_geometry(feature, shapely.multilinestrings(lines))


def _with_geometry(feature: Mapping[str, Any], geometry: BaseGeometry) -> dict[str, Any]:
    return {**feature, "geometry": json.loads(shapely.to_geojson(geometry))}


def _collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _towns(towns: Sequence[Sequence[Any]], region: BaseGeometry) -> list[Sequence[Any]]:
    """Return the largest towns near the places and of the world; the list comes largest first."""
    boxes = [part.bounds for part in getattr(region, "geoms", [region])]
    near = [town for town in towns if any(_is_in(town, bounds) for bounds in boxes)][:TOWNS_NEAR]
    known = {id(town) for town in near}
    elsewhere = [town for town in towns[:TOWNS_ELSEWHERE] if id(town) not in known]
    chosen = {id(town) for town in (*near, *elsewhere)}
    return [town for town in towns if id(town) in chosen]


def _is_in(town: Sequence[Any], bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return bool(west <= town[LONGITUDE] <= east and south <= town[LATITUDE] <= north)
