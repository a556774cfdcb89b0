"""The ground of the picture: sea, land, borders, and the names of countries and large towns around the places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from PIL import ImageDraw
from shapely.geometry import shape

from dashboard.outlines import COUNTRIES, DIVISIONS, TOWNS
from dashboard.picture.lettering import Face, text_width, write
from dashboard.picture.projection import TURNS, Projection
from dashboard.picture.room import Box, Room

SEA, LAND, BORDER, FINE_BORDER = "#dde6ea", "#efece4", "#c6bda9", "#dcd5c6"
SOFT = "#5b6472"
COUNTRY_NAMES, TOWN_NAMES = 14, 26  # most names of each kind: more is a carpet

_COUNTRY, _TOWN = Face(17, 600), Face(17)
_TRACKING = 3  # points between the letters of a country
_DOT = 3.0
_LATITUDE, _LONGITUDE = 1, 2  # in a row of the towns
_EDGE = 8  # points that a name keeps from the edge


def draw_ground(draw: ImageDraw.ImageDraw, base: Mapping[str, Any], projection: Projection) -> None:
    """Draw land and borders on a picture that is all sea; small countries come after those around them."""
    outlines = [shape(feature["geometry"]) for feature in base[COUNTRIES]["features"]]
    for outline in sorted(outlines, key=lambda one: -one.area):
        for polygon in getattr(outline, "geoms", [outline]):
            _draw_country(draw, polygon, projection)
    for feature in base[DIVISIONS]["features"]:
        _draw_lines(draw, shape(feature["geometry"]), projection)


def _draw_country(draw: ImageDraw.ImageDraw, polygon: Any, projection: Projection) -> None:
    for turn in TURNS:
        ring = projection.line(polygon.exterior.coords, turn)
        if not projection.sees(ring):
            continue
        draw.polygon(ring, fill=LAND)
        for hole in polygon.interiors:
            draw.polygon(projection.line(hole.coords, turn), fill=SEA)
        draw.line(ring, fill=BORDER, width=2, joint="curve")


def _draw_lines(draw: ImageDraw.ImageDraw, lines: Any, projection: Projection) -> None:
    for line in getattr(lines, "geoms", [lines]):
        for turn in TURNS:
            points = projection.line(line.coords, turn)
            if projection.sees(points):
                draw.line(points, fill=FINE_BORDER, width=2)


def draw_names(draw: ImageDraw.ImageDraw, base: Mapping[str, Any], projection: Projection, room: Room) -> None:
    """Write the names of the largest towns, then of countries, where nothing of the article stands."""
    _draw_towns(draw, base[TOWNS], projection, room)
    _draw_countries(draw, base[COUNTRIES]["features"], projection, room)


def _draw_towns(draw: ImageDraw.ImageDraw, towns: Iterable[Sequence[Any]], projection: Projection, room: Room) -> None:
    written = 0
    for town in towns:
        for x, y in _in_picture(float(town[_LONGITUDE]), float(town[_LATITUDE]), projection):
            box = Box(x - 6, y - _TOWN.size * 0.6, x + 10 + text_width(town[0], _TOWN), y + _TOWN.size * 0.6)
            if written < TOWN_NAMES and room.take(box):
                draw.ellipse((x - _DOT, y - _DOT, x + _DOT, y + _DOT), fill=SOFT)
                write(draw, (x + 8, y + 6), town[0], _TOWN, SOFT, halo=LAND)
                written += 1


def _draw_countries(
    draw: ImageDraw.ImageDraw, features: Iterable[Mapping[str, Any]], projection: Projection, room: Room
) -> None:
    written = 0
    for feature in sorted(features, key=lambda one: -shape(one["geometry"]).area):
        named = feature["properties"]
        name = str(named.get("name") or "").upper()
        label = (float(named["label"][0]), float(named["label"][1]))
        wide = text_width(name, _COUNTRY) + _TRACKING * len(name)
        for x, y in _in_picture(*label, projection):
            box = Box(x - wide / 2 - 8, y - _COUNTRY.size, x + wide / 2 + 8, y + _COUNTRY.size)
            if name and written < COUNTRY_NAMES and room.take(box):
                _write_apart(draw, (x - wide / 2, y + 6), name)
                written += 1


def _write_apart(draw: ImageDraw.ImageDraw, at: tuple[float, float], name: str) -> None:
    """Write a name with air between its letters, as atlases write countries."""
    x, y = at
    for sign in name:
        x = write(draw, (x, y), sign, _COUNTRY, "#8a8f97") + _TRACKING


def _in_picture(longitude: float, latitude: float, projection: Projection) -> Iterator[tuple[float, float]]:
    for turn in TURNS:
        x, y = projection.at(longitude + turn, latitude)
        if _EDGE < x < projection.width - _EDGE and _EDGE < y < projection.height - _EDGE:
            yield x, y
