"""Natural Earth's outlines, simplified, each with the country and division code of the towns in it.

Natural Earth mixes levels (English districts, French departments) and its codes are sometimes of another year than the
towns'. So the towns decide: the division code that most towns inside an outline carry is the outline's code.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sqrt
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

Json = dict[str, Any]

NO_DIVISION = "00"
"""GeoNames' admin1 code of places that belong to no division."""

SIMPLIFY_DEGREES = 0.01
"""Detail of the outlines kept, about a kilometre."""
GRID_DEGREES = 0.001
"""Grid of the stored coordinates, about a hundred metres."""

_KM_PER_DEGREE = 111.2
_NARROWEST = 0.02
"""Smallest narrowing of a degree of longitude reckoned with: poles are points."""


@dataclass
class Outline:
    """One Natural Earth outline with the country and division code of the towns in it."""

    properties: Json
    shape: BaseGeometry
    country: str
    code: str | None

    @property
    def name(self) -> str:
        """The English name."""
        return str(self.properties.get("name_en") or self.properties.get("name") or "")

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames id, where there is one."""
        number = self.properties.get("gn_id")
        return int(number) if number and int(number) > 0 else None

    @property
    def is_namesake(self) -> bool:
        """Whether Natural Earth itself calls it the first-level division of that code."""
        own_code = self.properties.get("gn_a1_code")
        return own_code == f"{self.country}.{self.code}" and self.properties.get("gn_level") in {1, None}


def read_outlines(file: Path) -> tuple[list[Json], list[BaseGeometry]]:
    """Read the properties and the simplified shapes of all outlines of a GeoJSON file."""
    text = file.read_text(encoding="utf-8")
    shapes = simplify(shapely.get_parts(shapely.from_geojson(text)))
    return [feature["properties"] for feature in json.loads(text)["features"]], shapes


def simplify(shapes: Any) -> list[BaseGeometry]:
    """Simplify all outlines together, so that neighbours keep one border between them."""
    simple = shapely.set_precision(shapely.coverage_simplify(shapes, SIMPLIFY_DEGREES), GRID_DEGREES)
    return [shapely.make_valid(shape) for shape in simple.tolist()]


def join(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """Join neighbours into one outline."""
    return shapely.coverage_union_all(list(shapes))


def country_shapes(outlines: Iterable[Outline]) -> dict[str, BaseGeometry]:
    """Join the divisions of each country."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for outline in outlines:
        parts[outline.country].append(outline.shape)
    return {country: join(shapes) for country, shapes in parts.items()}


def place_outlines(properties: Sequence[Json], shapes: Sequence[BaseGeometry], cities: Sequence[Json]) -> list[Outline]:
    """Give each outline the country and division code of most of the towns in it."""
    codes: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for outline, town in _towns_within(shapes, cities):
        codes[outline][cities[town]["countrycode"], cities[town]["admin1code"]] += 1
    return [_outline(record, shapes[number], codes[number]) for number, record in enumerate(properties)]


def _towns_within(shapes: Sequence[BaseGeometry], cities: Sequence[Json]) -> Iterable[tuple[int, int]]:
    tree = shapely.STRtree(shapely.points([(city["longitude"], city["latitude"]) for city in cities]))
    shapely.prepare(list(shapes))
    outlines, towns = tree.query(list(shapes), predicate="contains")
    return zip(outlines.tolist(), towns.tolist(), strict=True)


def _outline(properties: Json, shape: BaseGeometry, codes: Counter[tuple[str, str]]) -> Outline:
    countries: Counter[str] = Counter()
    for (owner, _), count in codes.items():
        countries[owner] += count
    country = countries.most_common(1)[0][0] if countries else str(properties["iso_a2"])
    ranked = [
        (count, code) for (owner, code), count in codes.items() if owner == country and code not in {"", NO_DIVISION}
    ]
    return Outline(properties, shape, country, max(ranked)[1] if ranked else _untowned_code(properties, country))


def _untowned_code(properties: Json, country: str) -> str | None:
    owner, _, code = str(properties.get("gn_a1_code") or "").partition(".")
    return (code or None) if owner == country and properties.get("gn_level") == 1 else None


def fair_point(shape: BaseGeometry) -> tuple[float, float]:
    """Return longitude and latitude of the middle of the largest part, or of a point on it where that lies outside."""
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    middle = largest.centroid if largest.covers(largest.centroid) else largest.representative_point()
    return middle.x, middle.y


def radius_of_outline(shape: BaseGeometry) -> int:
    """Return the radius in km of a disc as large as the outline."""
    narrowing = max(_NARROWEST, cos(radians(fair_point(shape)[1])))
    square_km = shape.area * _KM_PER_DEGREE**2 * narrowing
    return max(1, round(sqrt(square_km / pi)))
