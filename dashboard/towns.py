"""The towns that the map may name: the largest of each square of the web map, from the gazetteer."""

from __future__ import annotations

import json
import math
from functools import lru_cache

from geodata.place_index import open_places

DEEPEST = 13  # zoom of the finest squares; each of them holds few enough towns
TOWNS_PER_SQUARE = 60  # of the largest ones; a view covers a few squares and names about twenty towns
SQUARES_KEPT = 2048  # answers of about 2 kB that are kept in memory
DIGITS = 3  # decimals of a town's coordinate: about 100 m, less than a letter of its name on any zoom

Box = tuple[float, float, float, float]


def square_box(zoom: int, column: int, row: int) -> Box | None:
    """Return west, south, east, north of a square of the web map in degrees, or None when there is no such square."""
    count = 2**zoom if 0 <= zoom <= DEEPEST else 0
    if not (0 <= column < count and 0 <= row < count):
        return None
    west, east = (360.0 * edge / count - 180.0 for edge in (column, column + 1))
    return west, _latitude(row + 1, count), east, _latitude(row, count)


def _latitude(edge: int, count: int) -> float:
    """Return the latitude of the upper edge of a row of squares."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * edge / count))))


@lru_cache(maxsize=SQUARES_KEPT)
def towns_json(zoom: int, column: int, row: int) -> bytes | None:
    """Return name, latitude, longitude and people of the largest towns of a square, largest first, as JSON."""
    box = square_box(zoom, column, row)
    if box is None:
        return None
    towns = open_places().largest_in(*box, TOWNS_PER_SQUARE)
    rows = [[town.name, round(town.latitude, DIGITS), round(town.longitude, DIGITS), town.population] for town in towns]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
