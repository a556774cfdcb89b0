"""Discs, sectors and corridors as valid GeoJSON: right-hand rule, cut at the antimeridian, five decimals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from geodata.models import JsonDict

EARTH_RADIUS_KM = 6371.0088
DECIMALS = 5
GRID = 10**-DECIMALS  # degrees, about a metre
CIRCLE_STEPS = 48  # corners of a full circle
HIGHEST_LATITUDE = 89.9  # degrees: shapes stop short of the poles
HALF_TURN = 180.0
FULL_TURN = 360.0
WIDEST_STRAIT = 3.0  # degrees between islands of one body, some 300 km: Okinawa belongs to Japan, Svalbard lies apart
LEAST_BODY = 0.25  # of the largest body's area: Malaysia has two, Alaska is no part of what "western" is said of

Position = tuple[float, float]
Bounds = npt.NDArray[np.float64]


def destination(latitude: float, longitude: float, bearing_deg: float, km: float) -> Position:
    """Return (longitude, latitude) of the point that far away; the longitude may pass 180 so that shapes stay whole."""
    angle, bearing, start = km / EARTH_RADIUS_KM, math.radians(bearing_deg), math.radians(latitude)
    sine = math.sin(start) * math.cos(angle) + math.cos(start) * math.sin(angle) * math.cos(bearing)
    end = math.asin(max(-1.0, min(1.0, sine)))
    turn = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(start), math.cos(angle) - math.sin(start) * math.sin(end)
    )
    reached = max(-HIGHEST_LATITUDE, min(HIGHEST_LATITUDE, math.degrees(end)))
    return longitude + math.degrees(turn), reached


def bearing_between(first: Position, second: Position) -> float:
    """Return the bearing in degrees from one (longitude, latitude) to another."""
    (lon1, lat1), (lon2, lat2) = first, second
    across, south, north = math.radians(lon2 - lon1), math.radians(lat1), math.radians(lat2)
    east = math.sin(across) * math.cos(north)
    up = math.cos(south) * math.sin(north) - math.sin(south) * math.cos(north) * math.cos(across)
    return math.degrees(math.atan2(east, up)) % FULL_TURN


def disc(latitude: float, longitude: float, radius_km: float) -> Polygon:
    """Return a circle of that radius."""
    turns = (FULL_TURN * step / CIRCLE_STEPS for step in range(CIRCLE_STEPS))
    return Polygon([destination(latitude, longitude, turn, radius_km) for turn in turns])


def sector(center: Position, bearing_deg: float, half_angle: float, nearest_km: float, farthest_km: float) -> Polygon:
    """Return the part of a ring around (longitude, latitude) that lies within an angle of a bearing."""
    longitude, latitude = center
    steps = max(4, round(CIRCLE_STEPS * half_angle / HALF_TURN))
    turns = [bearing_deg - half_angle + 2 * half_angle * step / steps for step in range(steps + 1)]
    outer = [destination(latitude, longitude, turn, farthest_km) for turn in turns]
    inner = (
        [destination(latitude, longitude, turn, nearest_km) for turn in reversed(turns)] if nearest_km > 0 else [center]
    )
    return Polygon([*outer, *inner])


def corridor(first: Position, second: Position, half_width_km: float) -> Polygon:
    """Return a band between two (longitude, latitude) positions."""
    (lon1, lat1), (lon2, lat2) = first, second
    lon2 = lon1 + (lon2 - lon1 + HALF_TURN) % FULL_TURN - HALF_TURN
    there = bearing_between((lon1, lat1), (lon2, lat2))
    back = bearing_between((lon2, lat2), (lon1, lat1))
    return Polygon(
        [
            destination(lat1, lon1, there - 90, half_width_km),
            destination(lat2, lon2, back + 90, half_width_km),
            destination(lat2, lon2, back - 90, half_width_km),
            destination(lat1, lon1, there + 90, half_width_km),
        ]
    )


def on_one_map(geometry: BaseGeometry) -> BaseGeometry:
    """Cut a shape at the antimeridian so that every longitude lies in [-180, 180]."""
    west, _, east, _ = geometry.bounds
    if west >= -HALF_TURN and east <= HALF_TURN:
        return geometry
    worlds = (
        translate(geometry.intersection(box(left, -90, left + FULL_TURN, 90)), xoff=-(left + HALF_TURN))
        for left in (-3 * HALF_TURN, -HALF_TURN, HALF_TURN)
    )
    return MultiPolygon([part for world in worlds for part in _parts(world)])


def in_one_piece(geometry: BaseGeometry) -> BaseGeometry:
    """Join a country that the antimeridian cuts (Russia, Fiji) by moving its western longitudes past 180."""
    west, _, east, _ = geometry.bounds
    if east - west < HALF_TURN:
        return geometry
    moved = [translate(part, xoff=FULL_TURN) if part.centroid.x < 0 else part for part in _parts(geometry)]
    joined = _sewn(moved)
    return joined if joined.bounds[2] - joined.bounds[0] < east - west else geometry


def _sewn(parts: Sequence[Polygon]) -> BaseGeometry:
    """Join the parts that meet at the antimeridian; the many islands elsewhere need no joining."""
    at_seam = [part.bounds[0] - GRID <= HALF_TURN <= part.bounds[2] + GRID for part in parts]
    seam = shapely.union_all([part for part, meets in zip(parts, at_seam, strict=True) if meets])
    return MultiPolygon([*(part for part, meets in zip(parts, at_seam, strict=True) if not meets), *_parts(seam)])


def main_body(geometry: BaseGeometry) -> BaseGeometry:
    """Return a country without the islands far off that nobody means by its north or its middle: Svalbard, Bouvet."""
    parts = list(_parts(geometry))
    if len(parts) <= 1:
        return geometry
    size = np.array([part.area * math.cos(math.radians(part.centroid.y)) for part in parts])
    body_of = _bodies(np.array([part.bounds for part in parts]))
    weight = np.bincount(body_of, weights=size)
    kept = weight[body_of] >= LEAST_BODY * weight.max()
    return MultiPolygon([part for part, keep in zip(parts, kept, strict=True) if keep])


def _bodies(bounds: Bounds) -> npt.NDArray[np.int64]:
    """Give boxes (west, south, east, north) one number where narrow straits join them."""
    low, high = bounds[:, None, :2], bounds[None, :, 2:]
    near = (low - high < WIDEST_STRAIT).all(axis=2)
    near &= near.T
    body_of = np.arange(len(bounds))
    while True:
        joined = np.where(near, body_of[None, :], len(bounds)).min(axis=1)
        if (joined == body_of).all():
            return body_of
        body_of = joined[joined]  # numbers are those of boxes: long chains are followed in few steps


def polygons_of(geometry: BaseGeometry) -> BaseGeometry:
    """Keep the areas of a shape; lines and points that an intersection leaves behind go."""
    parts = list(_parts(geometry))
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _parts(geometry: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(geometry, Polygon):
        if not geometry.is_empty:
            yield geometry
        return
    for part in getattr(geometry, "geoms", ()):
        yield from _parts(part)


def from_geojson(geometry: JsonDict | None) -> BaseGeometry | None:
    """Read an outline; None where there is none or it encloses nothing."""
    if not geometry:
        return None
    outline = polygons_of(shapely.make_valid(shapely.geometry.shape(geometry)))
    return None if outline.is_empty else outline


def to_geojson(geometry: BaseGeometry) -> JsonDict | None:
    """Write a point or an area: outer rings counter-clockwise, five decimals, valid; None when nothing is left."""
    if isinstance(geometry, Point):
        return {"type": "Point", "coordinates": [round(geometry.x, DECIMALS), round(geometry.y, DECIMALS)]}
    snapped = polygons_of(shapely.set_precision(on_one_map(shapely.make_valid(geometry)), GRID))
    if snapped.is_empty:
        return None
    areas = [_rings(orient(part, sign=1.0)) for part in _parts(snapped)]
    if len(areas) == 1:
        return {"type": "Polygon", "coordinates": areas[0]}
    return {"type": "MultiPolygon", "coordinates": areas}


def _rings(area: Polygon) -> list[list[list[float]]]:
    rings = (area.exterior, *area.interiors)
    return [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords] for ring in rings]
