"""The labels of the places: each beside its place or joined to it by a line, none over another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from dashboard.picture.lettering import Face, fitted, text_width, write
from dashboard.picture.projection import WHOLE_EARTH, Point, Projection
from dashboard.picture.room import Box, Room
from dashboard.picture.shapes import DASHES, TONES, dashed
from dashboard.view import Spot

MOST = 60
"""Labels on one picture; the places beyond keep their shapes."""

_NAME, _COUNT = Face(19, 600), Face(19, 700)
_HIGH, _PAD, _WIDEST = 32, 13, 330
_INK, _PAPER = "#1d2430", "#ffffff"
_NEAR, _STEP, _RINGS, _WAYS = 20.0, 30.0, 9, 16  # points to the first ring, between rings; rings; ways out of each
_BESIDE = 10.0  # points that a label may be off without a line to its place


@dataclass(frozen=True)
class _Label:
    spot: Spot
    name: str
    count: str
    width: float
    anchor: Point


def draw_handles(draw: ImageDraw.ImageDraw, spots: Sequence[Spot], projection: Projection, room: Room) -> int:
    """Write the labels and return how many of the places got none."""
    labels = [label for spot in spots[:MOST] if (label := _label(spot, projection)) is not None]
    for label in labels:
        x, y = label.anchor
        room.taken.append(Box(x - 12, y - 12, x + 12, y + 12))
    placed = [(label, box) for label in labels if (box := _find(label, room)) is not None]
    for label, box in placed:
        _draw_line(draw, label, box)
    for label, box in placed:
        _draw_chip(draw, label, box)
    return len(spots) - len(placed)


def _label(spot: Spot, projection: Projection) -> _Label | None:
    anchors = (projection.at(spot.longitude + turn, spot.latitude) for turn in (0.0, WHOLE_EARTH, -WHOLE_EARTH))
    inside = [(x, y) for x, y in anchors if 0 <= x <= projection.width and 0 <= y <= projection.height]
    if not inside:
        return None
    count = str(len(spot.claim_ids)) if spot.claim_ids else ""
    name = fitted(spot.title, _WIDEST, _NAME)
    wide = text_width(name, _NAME) + (text_width(f"  {count}", _COUNT) if count else 0) + 2 * _PAD
    return _Label(spot, name, count, wide, inside[0])


def _find(label: _Label, room: Room) -> Box | None:
    for x, y in _seats(label):
        box = Box(x - label.width / 2, y - _HIGH / 2, x + label.width / 2, y + _HIGH / 2)
        if room.take(box):
            return box
    return None


def _seats(label: _Label) -> Iterator[Point]:
    """Yield middles of the label, the best first: right, left, above and below, then in rings further out."""
    x, y = label.anchor
    out = label.width / 2 + _NEAR
    yield from ((x + out, y), (x - out, y), (x, y - _HIGH / 2 - _NEAR), (x, y + _HIGH / 2 + _NEAR))
    for ring in range(1, _RINGS):
        away = _NEAR + ring * _STEP
        for way in range(_WAYS):
            angle = way / _WAYS * 2 * math.pi
            yield x + math.cos(angle) * (label.width / 2 + away), y + math.sin(angle) * (_HIGH / 2 + away)


def _draw_line(draw: ImageDraw.ImageDraw, label: _Label, box: Box) -> None:
    """Join a label that stands off to its place."""
    x, y = label.anchor
    end = min(max(x, box.left + _PAD), box.right - _PAD), min(max(y, box.top), box.bottom)
    if math.dist((x, y), end) > _NEAR + _BESIDE:
        draw.line((x, y, *end), fill=TONES[label.spot.sign], width=2)
        draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill=TONES[label.spot.sign])


def _draw_chip(draw: ImageDraw.ImageDraw, label: _Label, box: Box) -> None:
    tone = TONES[label.spot.sign]
    draw.rounded_rectangle(box, _HIGH / 2, fill=_PAPER)
    _draw_edge(draw, box, tone, label.spot.sign)
    base = box.bottom - 10
    end = write(draw, (box.left + _PAD, base), label.name, _NAME, _INK)
    if label.count:
        write(draw, (end, base), f"  {label.count}", _COUNT, tone)


def _draw_edge(draw: ImageDraw.ImageDraw, box: Box, tone: str, sign: str) -> None:
    """Draw the edge of a label with the dashes of its sign; NOT has two lines."""
    radius = _HIGH / 2
    if sign not in DASHES:
        draw.rounded_rectangle(box, radius, outline=tone, width=2)
    else:
        for piece in dashed(_round_edge(box, radius), DASHES[sign]):
            draw.line(piece, fill=tone, width=3)
    if sign == "not":
        inner = Box(box.left + 4, box.top + 4, box.right - 4, box.bottom - 4)
        draw.rounded_rectangle(inner, radius - 4, outline=tone, width=1)


def _round_edge(box: Box, radius: float) -> list[Point]:
    middle = (box.top + box.bottom) / 2
    ends = ((box.right - radius, -90), (box.left + radius, 90))
    points = [
        (x + radius * math.cos(math.radians(first + turn)), middle + radius * math.sin(math.radians(first + turn)))
        for x, first in ends
        for turn in range(0, 181, 15)
    ]
    return [*points, points[0]]
