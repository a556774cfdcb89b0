"""From a mention and its place to the shape on the map, as precise as the words and no more."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from shapely.affinity import scale
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from geodata.models import JsonDict, Mention, Place, Shape
from geodata.spatial.geometry import (
    corridor,
    disc,
    from_geojson,
    in_one_piece,
    main_body,
    polygons_of,
    sector,
    to_geojson,
)
from geodata.spatial.relations import BEARINGS
from geodata.stages import OutlineSource

EXACT, NEAR, REGION, COUNTRY = 1, 2, 3, 4
"""ACLED's geo-precision: the place itself, near or part of it, a larger region, a whole country."""

FACILITY_KM, VILLAGE_KM, TOWN_KM, CITY_KM = 2.0, 5.0, 10.0, 25.0  # radius of "near", by what the place is
TOWN_PEOPLE, CITY_PEOPLE = 5_000, 100_000  # from which a village is a town, a town a city
DIVISION_KM: Mapping[str, float] = MappingProxyType({"district_of": 25.0, "region_of": 50.0})
"""How far a division reaches around the town of its name, where no gazetteer has it."""

SECTOR_FROM_KM, SECTOR_TO_KM = 5.0, 40.0  # "south of" without a distance
SECTOR_HALF_ANGLE = 55.0  # degrees: people name the nearest of four winds loosely
DISTANCE_HALF_ANGLE = 22.5  # degrees: with a distance the wind is meant more exactly
DISTANCE_ERROR = 0.15  # share of a stated distance
LEAST_DISTANCE_ERROR_KM = 2.0
LEAST_LAND = 0.2  # share of a margin that is land, below which what is told of is at sea
BEYOND_KM = 40.0  # "beyond": as far as this behind it, on a side that the text seldom tells
TOWARDS_KM = 50.0  # "towards": how close those come who make for it is not said, nor from which side
COAST_KM = 50.0  # "off the coast of"
KM_PER_DEGREE = 111.2
KEPT_OUTLINES = 32  # read outlines kept in memory: some countries take a fifth of a second to read
CORRIDOR_SHARE = 0.15  # half the width of a corridor, as a share of its length
LONGEST_CORRIDOR_KM = 2_000.0  # farther apart, one of the two ends is taken for another place of its name
LEAST_CORRIDOR_KM, MOST_CORRIDOR_KM = 3.0, 25.0
MARGIN_CORNERS, MARGIN_DETAIL = 4, 10  # corners of a quarter circle; tenths of a margin are left out
LEAST_NARROWING = 0.05  # of a degree of longitude near the poles
CENTRAL_SHARE = 0.5  # of width and height, at most of a square of that size: what "central" leaves
LARGEST_REGION_KM = 1_000.0  # beyond this radius an area without an outline is too vague to draw
RIVER = "STM"
WATER = ("SEA", "OCN", "GULF", "BAY", "STRT", "LK", "CHN", "SD")

_DIRECTIONS = {f"{wind}_of": bearing for wind, bearing in BEARINGS.items()}


@dataclass(frozen=True)
class PlacedShape:
    """A shape on the map: its kind, GeoJSON geometry (None for a whole country), ACLED precision, and its size."""

    shape: Shape
    geometry: JsonDict | None
    geo_precision: int
    radius_km: float | None = None


NOWHERE = PlacedShape("none", None, COUNTRY)


def make_shape(mention: Mention, place: Place, outlines: OutlineSource, *, other: Place | None = None) -> PlacedShape:
    """Return the shape that a mention puts on the map.

    Parameters
    ----------
    mention : Mention
        The name with its relation, distance and bearing.
    place : Place
        What it resolved to.
    outlines : OutlineSource
        Who knows outlines; a country's outline is asked for as ``iso:SY``.
    other : Place, optional
        The second place of "between A and B".

    Returns
    -------
    PlacedShape
        A whole country has the shape "none"; "near Homs" is a disc, never a pin on Homs.
    """
    if mention.relation == "between" and other is not None:
        return _between(place, other, outlines)
    if mention.relation == "part_of":
        return part_of(place, mention.bearing_deg, outlines)
    if mention.relation == "off":
        return _off(place, outlines)
    if _is_area(place):
        return _beside_area(mention, place, outlines)
    division_km = DIVISION_KM.get(mention.relation or "")
    if division_km:
        return _disc(place, division_km, outlines, NEAR)
    return _beside_point(mention, place, outlines)


def part_of_country(place: Place, bearing_deg: float | None, outlines: OutlineSource) -> PlacedShape:
    """Return the part of a country towards a bearing, for "the western part of the country"; None means its middle."""
    return part_of(place, bearing_deg, outlines)


def near_radius_km(place: Place) -> float:
    """Return how far "near" reaches around a place: farther around a larger one."""
    if not place.feature_code.startswith("PPL"):
        return FACILITY_KM if not _is_area(place) else max(CITY_KM, place.radius_km)
    if place.population >= CITY_PEOPLE or place.feature_code == "PPLC":
        return CITY_KM
    return TOWN_KM if place.population >= TOWN_PEOPLE else VILLAGE_KM


def _is_area(place: Place) -> bool:
    """Tell whether a place is a country, a division, a region or a water: something without one point."""
    return place.feature_code.startswith(
        ("PCL", "ADM", "CONT", "RGN", "TERR", "AREA", *WATER, "MTS", "DSRT", "ISL", "PEN")
    )


def _is_country(place: Place) -> bool:
    return place.feature_code.startswith(("PCL", "CONT"))


def _center(place: Place) -> tuple[float, float]:
    return place.longitude, place.latitude


def _beside_point(mention: Mention, place: Place, outlines: OutlineSource) -> PlacedShape:
    if mention.relation in _DIRECTIONS:
        return _toward(mention, place, outlines)
    if mention.relation == "beyond":
        return _behind(place, outlines)
    if mention.relation == "towards":
        return _disc(place, TOWARDS_KM, outlines, REGION)
    if mention.relation in {"near", "beyond", "between"}:
        return _around(mention, place, outlines)
    if place.feature_code.startswith(RIVER) and place.radius_km > CITY_KM:
        return _area(place, outlines)  # no point of the Danube is where something happened "on the Danube"
    return PlacedShape("point", to_geojson(Point(_center(place))), EXACT, place.radius_km)


def _area(place: Place, outlines: OutlineSource) -> PlacedShape:
    """Return a division's outline, else a circle of its size; whole countries and half continents have no shape."""
    if _is_country(place):
        return NOWHERE
    outline = _outline(outlines, place.place_id)
    if outline is not None:
        return PlacedShape("area", to_geojson(outline), REGION, place.radius_km)
    if place.radius_km > LARGEST_REGION_KM:
        return NOWHERE
    circle = disc(place.latitude, place.longitude, max(place.radius_km, CITY_KM))
    return PlacedShape("area", to_geojson(_on_land(circle, place, outlines)), REGION, place.radius_km)


def _disc(place: Place, radius_km: float, outlines: OutlineSource, precision: int) -> PlacedShape:
    geometry = _on_land(disc(place.latitude, place.longitude, radius_km), place, outlines)
    return PlacedShape("disc", to_geojson(geometry), precision, radius_km)


def _around(mention: Mention, place: Place, outlines: OutlineSource) -> PlacedShape:
    radius = near_radius_km(place)
    if mention.distance_km:
        radius = mention.distance_km + _error_km(mention.distance_km)
    return _disc(place, radius, outlines, NEAR)


def _behind(place: Place, outlines: OutlineSource) -> PlacedShape:
    """Return the ring around a place for "beyond": the text seldom tells the side, and it is never the place itself."""
    own = min(max(place.radius_km, FACILITY_KM), BEYOND_KM / 2)
    ring = disc(place.latitude, place.longitude, BEYOND_KM).difference(disc(place.latitude, place.longitude, own))
    return PlacedShape("area", to_geojson(_on_land(ring, place, outlines)), REGION, BEYOND_KM)


def _beside_area(mention: Mention, place: Place, outlines: OutlineSource) -> PlacedShape:
    """Return an area, with a margin where something is near it; "near Syria" says nothing that a map can show."""
    if mention.relation not in {"near", "towards", "beyond", *_DIRECTIONS}:
        return _area(place, outlines)
    told = bool(mention.distance_km) or not _is_country(place)
    outline = _read_whole(outlines.outline, _outline_id(place)) if told else None
    if outline is None and _is_country(place):
        return NOWHERE
    if outline is None:
        return (_toward if mention.relation in _DIRECTIONS else _around)(mention, place, outlines)
    wider = _margin(mention, outline)
    return PlacedShape("area", to_geojson(_where_land_is(wider, place, outlines)), REGION, place.radius_km)


def _margin(mention: Mention, outline: BaseGeometry) -> BaseGeometry:
    """Return what lies near, beyond, or at a distance to one side of an outline."""
    distance = mention.distance_km or CITY_KM
    error = _error_km(distance) if mention.distance_km else 0.0
    wider = _widened(outline, distance + error)
    bearing = _DIRECTIONS.get(mention.relation or "")
    if bearing is None:
        return wider.difference(outline) if mention.relation == "beyond" else wider
    inner = _widened(outline, distance - error) if mention.distance_km else outline
    west, south, east, north = wider.bounds
    reach = KM_PER_DEGREE * math.hypot(east - west, north - south)
    middle = main_body(outline).centroid
    side = wider.difference(inner).intersection(
        sector((middle.x, middle.y), bearing, SECTOR_HALF_ANGLE, 0.0, min(reach, LARGEST_REGION_KM))
    )
    return wider if side.is_empty else polygons_of(side)


def _where_land_is(geometry: BaseGeometry, place: Place, outlines: OutlineSource) -> BaseGeometry:
    """Cut a shape at the coast unless nearly all of it is at sea: "30 km south of Crete" is said of ships."""
    dry = _on_land(geometry, place, outlines)
    return dry if dry.area >= LEAST_LAND * geometry.area else geometry


def _error_km(distance_km: float) -> float:
    return max(LEAST_DISTANCE_ERROR_KM, DISTANCE_ERROR * distance_km)


def _toward(mention: Mention, place: Place, outlines: OutlineSource) -> PlacedShape:
    """Return the sector of "south of Latakia" or "20 km south of Mosul"."""
    bearing = _DIRECTIONS[mention.relation or ""]
    own = place.radius_km if _is_area(place) else 0.0  # "north of the strait" begins at its shore
    nearest, farthest, half_angle = own + SECTOR_FROM_KM, own + SECTOR_TO_KM, SECTOR_HALF_ANGLE
    if mention.distance_km:
        error = _error_km(mention.distance_km)
        nearest, farthest = max(0.0, mention.distance_km - error), own + mention.distance_km + error
        half_angle = DISTANCE_HALF_ANGLE
    wedge = sector(_center(place), bearing, half_angle, nearest, farthest)
    return PlacedShape("sector", to_geojson(_on_land(wedge, place, outlines)), NEAR, farthest)


def _between(place: Place, other: Place, outlines: OutlineSource) -> PlacedShape:
    ends = Point(_center(place)), Point(_center(other))
    if _is_country(place) or _is_country(other) or ends[0].equals(ends[1]):
        return NOWHERE
    length = ends[0].distance(ends[1]) * KM_PER_DEGREE
    if length > LONGEST_CORRIDOR_KM:
        return NOWHERE
    half_width = min(max(CORRIDOR_SHARE * length, LEAST_CORRIDOR_KM), MOST_CORRIDOR_KM)
    band: BaseGeometry = corridor(_center(place), _center(other), half_width)
    if place.country_code == other.country_code:
        band = _on_land(band, place, outlines)
    return PlacedShape("corridor", to_geojson(band), NEAR, half_width)


def _off(place: Place, outlines: OutlineSource) -> PlacedShape:
    """Return the water in front of a place: a disc, or a margin around an area, less the land of its country."""
    outline = _outline(outlines, place.place_id) if _is_area(place) else None
    if outline is None and _is_area(place):
        return NOWHERE
    land = _outline(outlines, f"iso:{place.country_code}") if place.country_code else None
    wide: BaseGeometry = disc(place.latitude, place.longitude, COAST_KM)
    if outline is not None:
        wide = _widened(outline, COAST_KM)
        land = outline if land is None else land
    water = polygons_of(wide.difference(land)) if land is not None else wide
    shape: Shape = "area" if outline is not None else "disc"
    return PlacedShape(
        shape, to_geojson(wide if water.is_empty else water), NEAR if outline is None else REGION, COAST_KM
    )


def part_of(place: Place, bearing_deg: float | None, outlines: OutlineSource) -> PlacedShape:
    """Return the part of a place towards a bearing (None: its middle): half an outline, or a wedge of a town."""
    outline = _outline(outlines, _outline_id(place))
    if outline is not None:
        part = _cut(_read_whole(outlines.outline, _outline_id(place)) or outline, bearing_deg)
        return PlacedShape("area", to_geojson(part), REGION, place.radius_km)
    if _is_area(place):
        return NOWHERE if _is_country(place) else _area(place, outlines)
    if bearing_deg is None:
        return _disc(place, max(place.radius_km, FACILITY_KM), outlines, NEAR)
    wedge = sector(_center(place), bearing_deg, SECTOR_HALF_ANGLE, 0.0, max(place.radius_km, FACILITY_KM))
    return PlacedShape("sector", to_geojson(_on_land(wedge, place, outlines)), NEAR, place.radius_km)


def _cut(outline: BaseGeometry, bearing_deg: float | None) -> BaseGeometry:
    """Keep the half of an outline towards north, east, south or west, the quarter towards a wind between."""
    body = main_body(outline)
    west, south, east, north = body.bounds
    middle = body.centroid
    if bearing_deg is None:
        return _kept(outline, _middle_of(body))
    winds = next((wind for wind, bearing in BEARINGS.items() if bearing == bearing_deg), "")
    return _kept(
        outline,
        box(
            middle.x if "east" in winds else west,
            middle.y if "north" in winds else south,
            middle.x if "west" in winds else east,
            middle.y if "south" in winds else north,
        ),
    )


def _middle_of(outline: BaseGeometry) -> BaseGeometry:
    """Return the oval that "central" means: of a long country only what lies around its middle."""
    west, south, east, north = outline.bounds
    narrowing = math.cos(math.radians(outline.centroid.y))  # of a degree of longitude
    width, height = (east - west) * narrowing, north - south
    longest = math.sqrt(outline.area * narrowing)  # the side of a square of its size: islands far off do not count
    across, up = (CENTRAL_SHARE * min(side, longest) / 2 for side in (width, height))
    return scale(outline.centroid.buffer(1.0), across / narrowing, up)


def _kept(outline: BaseGeometry, window: BaseGeometry) -> BaseGeometry:
    part = polygons_of(outline.intersection(window))
    return outline if part.is_empty else part


def _widened(outline: BaseGeometry, km: float) -> BaseGeometry:
    """Return an outline with a margin, as coarse as the words that ask for it."""
    narrowing = max(math.cos(math.radians(outline.centroid.y)), LEAST_NARROWING)
    flat = scale(outline, narrowing, 1.0, origin=(0, 0))
    wider = flat.buffer(km / KM_PER_DEGREE, quad_segs=MARGIN_CORNERS).simplify(km / KM_PER_DEGREE / MARGIN_DETAIL)
    return scale(wider, 1 / narrowing, 1.0, origin=(0, 0))


def _outline_id(place: Place) -> str:
    if place.feature_code.startswith("PCL") and place.country_code:
        return f"iso:{place.country_code}"
    return place.place_id


def _outline(outlines: OutlineSource, place_id: str) -> BaseGeometry | None:
    return _read_outline(outlines.outline, place_id)


@lru_cache(maxsize=KEPT_OUTLINES)
def _read_outline(read: Callable[[str], JsonDict | None], place_id: str) -> BaseGeometry | None:
    """Return an outline as a geometry, None where there is none; read once for the many shapes of an article."""
    return from_geojson(read(place_id))


@lru_cache(maxsize=KEPT_OUTLINES)
def _read_whole(read: Callable[[str], JsonDict | None], place_id: str) -> BaseGeometry | None:
    """Return an outline in one piece, beyond the antimeridian where it must be; None where none is known."""
    outline = _read_outline(read, place_id)
    return None if outline is None else in_one_piece(outline)


def _on_land(geometry: BaseGeometry, place: Place, outlines: OutlineSource) -> BaseGeometry:
    """Cut a shape at the border and the coast of the place's country, unless it is a water or nothing is left."""
    if place.feature_code.startswith(WATER) or not place.country_code:
        return geometry
    country = f"iso:{place.country_code}"
    for land in (_read_whole(outlines.outline, country), _outline(outlines, country)):
        dry = polygons_of(land.intersection(geometry)) if land is not None else None
        if dry is not None and not dry.is_empty:
            return dry
    return geometry
