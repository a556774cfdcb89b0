"""How much of the Earth a map shows: all places of a story, or at first those that most of it is told about.

One place on the other side of the Earth would make specks of all others, and so would "the northern part of" a country
as large as the map. Shapes that dwarf all others together do not decide where the map looks. The others are joined
nearest first; where what is left out of the last joints is little and far away, the map begins without it and says so.
"""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from shapely.geometry import shape

from dashboard.view.records import Spot, View

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees; east is larger than 180 beyond the date line."""
Bounds = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east, latitude first."""

Points = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]

FULL_CIRCLE = 360.0  # degrees of longitude
MERCATOR_END = 85.0  # degrees of latitude at which maps of the web end
MAIN_SHARE = 0.75  # of the statements on the map, at least, are in view at first
HUDDLE = 1 / 3  # of a map's length: places that fill less of it are a huddle, and their names fly apart
HUDDLE_OF_SURE = 2 / 3  # likewise, where only places that are doubtful make the map so long
DWARFS, DWARFS_IF_DOUBTFUL = 1.5, 1.0  # lengths of the map of all others: a shape from here on is a backdrop of them
NARROW_SHARE = 0.5  # of the statements, at least, are told of the places before a backdrop
FEWEST_BEFORE = 2  # places before a backdrop
MOST_BACKDROPS = 5  # of one map: each costs a weighing of all others
CLOSEST = 1.5  # degrees that a map shows at least: a single town is shown with its surroundings
MOST_JOINED = 600  # boxes that are compared with one another, in some 20 ms; more are gathered by squares before
FIRST_SQUARE = 0.5  # degrees: side of the smallest squares


@dataclass(frozen=True)
class _Group:
    """Places that are near to one another, and the two groups that they were joined of."""

    box: Box
    weight: int  # statements
    sure: int = 0  # of these, the statements of places that nobody need doubt
    focal: int = 0  # places of the story's focus
    parts: tuple[_Group, ...] = ()


def bounds_of(view: View) -> Bounds | None:
    """Return south-west and north-east of all places where something is said to have happened, else of all named ones.

    East is larger than 180 where the places lie on both sides of the date line.
    """
    boxes = [box for spot in _shown(view) for box in _boxes(spot)]
    return _bounds(_around(boxes)) if boxes else None


def main_bounds(view: View) -> Bounds | None:
    """Return the bounds of the places that most of the story is told about; None where these are about all places."""
    spots = [spot for spot in _shown(view) if spot.claim_ids]
    if len(spots) < 2:  # noqa: PLR2004 - one place is all
        return None
    boxes = [_boxes(spot) for spot in spots]
    west = _around([box for parts in boxes for box in parts])[0]
    focal = {key for _, key in view.focus.places}
    groups = [
        _group(spot, _union([_east_of(box, west) for box in parts]), focal)
        for spot, parts in zip(spots, boxes, strict=True)
    ]
    narrow = _before_backdrops(groups)
    whole = _joined(_gathered(narrow))
    main = _main(whole)
    return None if main is whole and len(narrow) == len(groups) else _bounds(main.box)


def _group(spot: Spot, box: Box, focal: Container[str]) -> _Group:
    weight = len(spot.claim_ids)
    return _Group(box, weight, 0 if spot.doubt else weight, int(spot.key in focal))


def _before_backdrops(groups: Sequence[_Group]) -> Sequence[_Group]:
    """Leave out the shapes that are larger than the map of all others, as long as most is told of these."""
    left, told = list(groups), sum(group.weight for group in groups)
    shapes = [group for group in groups if group.box[0] < group.box[2]]  # points are thousands, and no backdrops
    for widest in sorted(shapes, key=lambda group: -_length(group.box))[:MOST_BACKDROPS]:
        others = [group for group in left if group is not widest]
        is_most = sum(group.weight for group in others) >= NARROW_SHARE * told
        if _length(widest.box) <= CLOSEST or len(others) < FEWEST_BEFORE or not is_most:
            break
        limit = DWARFS if widest.sure else DWARFS_IF_DOUBTFUL
        if _length(widest.box) < limit * _length(_main(_joined(_gathered(others))).box):
            break
        left = others
    return left


def _main(whole: _Group) -> _Group:
    """Go to the heavier part again and again as long as it has most of the story, and return the last large step."""
    chosen = group = whole
    while group.parts:
        group = max(group.parts, key=lambda part: part.weight)
        if group.weight < MAIN_SHARE * whole.weight or group.focal < whole.focal:
            break
        share = HUDDLE_OF_SURE if group.sure == chosen.sure > 0 else HUDDLE
        if _length(group.box) < share * _length(chosen.box):
            chosen = group
    return chosen


def _gathered(groups: Sequence[_Group]) -> Sequence[_Group]:
    """Take the places of one square for one where there are very many."""
    side, count = FIRST_SQUARE, len(groups)
    if count <= MOST_JOINED:
        return groups
    corners = np.array(_boxes_of(groups))
    middles = (corners[:, :2] + corners[:, 2:]) / 2
    while count > MOST_JOINED:
        square_of, count = _squares(middles, side)
        side *= 2
    squares: list[list[_Group]] = [[] for _ in range(count)]
    for group, number in zip(groups, square_of.tolist(), strict=True):
        squares[number].append(group)
    return [_merged(square) for square in squares]


def _squares(middles: Points, side: float) -> tuple[Numbers, int]:
    """Return the number of the square that each place lies in, and how many squares there are."""
    cells = np.floor(middles / side) @ np.array([1, FULL_CIRCLE * 2 / FIRST_SQUARE])  # one number for row and column
    found, numbers = np.unique(cells, return_inverse=True)
    return numbers, len(found)


def _boxes_of(groups: Sequence[_Group]) -> list[Box]:
    return [group.box for group in groups]


def _joined(groups: Sequence[_Group]) -> _Group:
    """Join groups two by two, the nearest first, until they are one."""
    joined = dict(enumerate(groups))
    root = list(joined)

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    for _, one, other in sorted(_nearest(_boxes_of(groups))):
        first, second = sorted((find(one), find(other)))
        joined[first] = _merged([joined[first], joined.pop(second)])
        root[second] = first
    return joined[0]


def _merged(parts: Sequence[_Group]) -> _Group:
    weights = zip(*((one.weight, one.sure, one.focal) for one in parts), strict=True)
    weight, sure, focal = map(sum, weights)
    return _Group(_union(_boxes_of(parts)), weight, sure, focal, tuple(parts))


def _nearest(boxes: Sequence[Box]) -> list[tuple[float, int, int]]:
    """Return the shortest net that joins all boxes, as gaps with their two ends (Prim's algorithm)."""
    west, south, east, north = (np.array(side) for side in zip(*(_flat(box) for box in boxes), strict=True))
    nearest, end = np.full(len(boxes), np.inf), np.zeros(len(boxes), dtype=int)
    is_left, found, at = np.ones(len(boxes), dtype=bool), [], 0
    for _ in range(len(boxes) - 1):
        is_left[at] = False
        across = np.maximum(0, np.maximum(west - east[at], west[at] - east))
        along = np.maximum(0, np.maximum(south - north[at], south[at] - north))
        gap = np.hypot(across, along)
        nearer = gap < nearest
        nearest[nearer], end[nearer] = gap[nearer], at
        at = int(np.argmin(np.where(is_left, nearest, np.inf)))
        found.append((float(nearest[at]), int(end[at]), at))
    return found


def _flat(box: Box) -> Box:
    """Return a box as a map of the web draws it, in degrees at the equator."""
    return box[0], _height(box[1]), box[2], _height(box[3])


def _height(latitude: float) -> float:
    bound = max(-MERCATOR_END, min(MERCATOR_END, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(bound))))


def _length(box: Box) -> float:
    west, south, east, north = _flat(box)
    return max(east - west, north - south, CLOSEST)


# --- boxes -----------------------------------------------------------------------------------------------------------


def _shown(view: View) -> list[Spot]:
    return [spot for spot in view.spots if not spot.named_only] or list(view.spots)


def _boxes(spot: Spot) -> list[Box]:
    """Return the box of every part of a spot; of polygons, which are thousands, without building their shapes."""
    geometry = spot.geometry
    if not geometry or geometry["type"] == "Point":
        return [(spot.longitude, spot.latitude, spot.longitude, spot.latitude)]
    if geometry["type"] in {"Polygon", "MultiPolygon"}:
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        return [_box_of_ring(part[0]) for part in parts]
    outline = shape(geometry)
    return [part.bounds for part in getattr(outline, "geoms", [outline])]


def _box_of_ring(ring: Sequence[Sequence[float]]) -> Box:
    longitudes, latitudes, *_ = zip(*ring, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _bounds(box: Box) -> Bounds:
    west, south, east, north = box
    return (south, west), (north, east)


def _union(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _around(boxes: Sequence[Box]) -> Box:
    """Return the box around others, the short way around the Earth."""
    west, east = _narrowest([(box[0], box[2]) for box in boxes])
    return west, min(box[1] for box in boxes), east, max(box[3] for box in boxes)


def _east_of(box: Box, west: float) -> Box:
    """Move what lies beyond the date line to where a map that begins in the west shows it."""
    return box if box[0] >= west else (box[0] + FULL_CIRCLE, box[1], box[2] + FULL_CIRCLE, box[3])


def _narrowest(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the narrowest stretch around the Earth that holds all spans: the widest gap between them is left out."""
    merged: list[list[float]] = []
    for west, east in sorted(spans):
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], east)
        else:
            merged.append([west, east])
    gaps = [(after[0] - before[1], after[0], before[1]) for before, after in pairwise(merged)]
    around = merged[0][0] + FULL_CIRCLE - merged[-1][1]
    gap, start, end = max([(around, merged[0][0], merged[-1][1]), *gaps])
    return (start, end) if gap == around else (start, end + FULL_CIRCLE)
