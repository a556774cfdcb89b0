"""The data of the offline base map: land with names, borders of divisions, and the largest towns, as compact JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .outlines import Outline, country_shapes, fair_point
from .records import Collection

Json = dict[str, Any]

COUNTRIES_FILE, DIVISIONS_FILE, TOWNS_FILE = "basemap_countries.json", "basemap_admin1.json", "towns.json"

COUNTRY_DETAIL, DIVISION_DETAIL = 0.05, 0.04
"""Degrees: what shows at the zoom a whole article is seen at."""
GRID = 0.01
ISLET = 0.004
"""Square degrees, about 40 square kilometres."""
LABEL_DIGITS = 2
TOWNS = 8000


def write_basemap(folder: Path, collection: Collection, outlines: Iterable[Outline]) -> None:
    """Write the three files of the base map into `folder`."""
    shapes = country_shapes(outlines)
    _write_features(folder / COUNTRIES_FILE, _countries(collection, shapes))
    _write_features(folder / DIVISIONS_FILE, _borders(collection))
    (folder / TOWNS_FILE).write_text(_compact(list(_towns(collection))), encoding="utf-8")


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _write_features(file: Path, features: Iterable[tuple[BaseGeometry, Json]]) -> None:
    """Write a GeoJSON collection; the geometries are written by shapely, which is quicker than by way of lists."""
    texts = (
        f'{{"type":"Feature","properties":{_compact(properties)},"geometry":{shapely.to_geojson(shape)}}}'
        for shape, properties in features
    )
    file.write_text(f'{{"type":"FeatureCollection","features":[{",".join(texts)}]}}', encoding="utf-8")


def _coarse(shapes: list[BaseGeometry], detail: float) -> list[BaseGeometry]:
    simple: list[BaseGeometry] = shapely.set_precision(shapely.coverage_simplify(shapes, detail), GRID).tolist()
    return simple


def _countries(collection: Collection, shapes: dict[str, BaseGeometry]) -> Iterator[tuple[BaseGeometry, Json]]:
    codes = sorted(code for code in shapes if code in collection.codes)
    for code, coarse in zip(codes, _coarse([shapes[code] for code in codes], COUNTRY_DETAIL), strict=True):
        shape = _without_islets(coarse)
        if shape.is_empty:
            continue
        label = [round(value, LABEL_DIGITS) for value in fair_point(shape)]
        name = collection.places[collection.codes[code]].name
        yield shape, {"code": code, "name": name, "label": label}


def _without_islets(shape: BaseGeometry) -> BaseGeometry:
    """Leave out parts that would be a dot, but never the largest: a country stays on the map."""
    parts = sorted(getattr(shape, "geoms", [shape]), key=lambda part: -part.area)
    seen = [part for number, part in enumerate(parts) if number == 0 or part.area > ISLET]
    return shapely.multipolygons(seen) if len(seen) > 1 else seen[0]


def _borders(collection: Collection) -> Iterator[tuple[BaseGeometry, Json]]:
    """Yield the borders inside each country once, without the coast and the country's own border."""
    divisions = (number for code, number in collection.codes.items() if "." in code)
    numbers = sorted(number for number in divisions if number in collection.outlines)
    shapes = _coarse([collection.outlines[number] for number in numbers], DIVISION_DETAIL)
    members: dict[str | None, list[BaseGeometry]] = {}
    for number, shape in zip(numbers, shapes, strict=True):
        members.setdefault(collection.places[number].country_code, []).append(shape)
    for country, parts in members.items():
        lines = _shared_lines(parts)
        if not lines.is_empty:
            yield lines, {"code": country}


def _shared_lines(parts: list[BaseGeometry]) -> BaseGeometry:
    """Join the stretches that two neighbours have in common: neighbours of a coverage share their corners exactly."""
    points, ring = shapely.get_coordinates(_rings(parts), return_index=True)
    stretches = np.hstack([points[:-1], points[1:]])[ring[:-1] == ring[1:]]
    turned = stretches[:, [2, 3, 0, 1]]
    forward = (stretches[:, 0] < turned[:, 0]) | ((stretches[:, 0] == turned[:, 0]) & (stretches[:, 1] < turned[:, 1]))
    unique, count = np.unique(np.where(forward[:, None], stretches, turned), axis=0, return_counts=True)
    return shapely.line_merge(shapely.multilinestrings(unique[count > 1].reshape(-1, 2, 2)))


def _rings(parts: list[BaseGeometry]) -> Any:
    return shapely.get_rings(shapely.get_parts(parts))


def _towns(collection: Collection) -> Iterator[list[Any]]:
    """Yield name, latitude, longitude and rank of the largest towns, largest first."""
    towns = [place for place in collection.places.values() if place.feature_code.startswith("PPL")]
    towns.sort(key=lambda place: -place.population)
    for rank, town in enumerate(towns[:TOWNS]):
        yield [town.name, round(town.latitude, LABEL_DIGITS), round(town.longitude, LABEL_DIGITS), rank]
