"""The shapes of the statements, with the signs of the map: a hatch for NOT, dashes for plans, dots for doubt."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw
from shapely.geometry import shape

from dashboard.picture.projection import TURNS, Point, Projection
from dashboard.view import Spot

TONES = {
    "flat": "#1f5f8b",
    "likely": "#94600c",
    "maybe": "#94600c",
    "uncommitted": "#94600c",
    "not": "#8b2e3f",
    "planned": "#5b4b9a",
    "several": "#5b6472",
}
"""The colour of each way of saying, as on the page."""

DASHES = {"planned": (16.0, 11.0), "likely": (2.0, 9.0), "maybe": (2.0, 9.0), "uncommitted": (2.0, 9.0)}
"""Points drawn and left out in turn; the other ways have whole lines."""

_FILL = 46  # alpha of an area, of 255
_HATCH_GAP = 15  # points between two lines of the hatch
_LINE = 4
_DOT = 13.0  # radius of a place itself


def draw_shape(image: Image.Image, spot: Spot, projection: Projection) -> None:
    """Draw the area of a spot, or the dot of a place."""
    if spot.geometry is None or spot.geometry.get("type") == "Point":
        if spot.shape == "point":
            _draw_dots(image, spot, projection)
        return
    for ring in _rings(spot.geometry, projection):
        _draw_area(image, ring, spot.sign)


def _rings(geometry: dict[str, Any], projection: Projection) -> Iterator[list[Point]]:
    drawn = shape(geometry)
    for part in getattr(drawn, "geoms", [drawn]):
        edge = getattr(part, "exterior", part)
        for turn in TURNS:
            points = projection.line(edge.coords, turn)
            if len(points) > 1 and projection.sees(points):
                yield points


def _draw_area(image: Image.Image, ring: Sequence[Point], sign: str) -> None:
    """Lay a faint colour or the hatch over an area, with its line; only its part of the picture is touched."""
    left, top = (max(0, math.floor(min(side)) - _LINE) for side in zip(*ring, strict=True))
    right = min(image.width, math.ceil(max(x for x, _ in ring)) + _LINE)
    bottom = min(image.height, math.ceil(max(y for _, y in ring)) + _LINE)
    if right <= left or bottom <= top:
        return
    inner = [(x - left, y - top) for x, y in ring]
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).polygon(inner, fill=255 if sign == "not" else _FILL)
    if sign == "not":
        mask = Image.composite(mask, Image.new("L", mask.size), _hatch(mask.size, left + top))
    line = ImageDraw.Draw(mask)
    for piece in dashed(inner, DASHES.get(sign)):
        line.line(piece, fill=255, width=_LINE, joint="curve")
    image.paste(TONES[sign], (left, top), mask)


def _hatch(size: tuple[int, int], shift: int) -> Image.Image:
    """Return diagonal lines, which go on from one shape to the next."""
    pattern = Image.new("L", size)
    draw = ImageDraw.Draw(pattern)
    for start in range(-size[1] - shift % _HATCH_GAP, size[0], _HATCH_GAP):
        draw.line((start, size[1], start + size[1], 0), fill=255, width=_LINE)
    return pattern


def dashed(points: Sequence[Point], dashes: tuple[float, float] | None) -> Iterator[list[Point]]:
    """Cut a line into its dashes; without any it stays whole."""
    if dashes is None:
        yield list(points)
        return
    drawn, period = dashes[0], sum(dashes)
    done = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        length = math.hypot(x1 - x0, y1 - y0)
        start = done // period * period
        while length and start < done + length:
            begin, end = max(start, done) - done, min(start + drawn, done + length) - done
            if end > begin:
                across, down = (x1 - x0) / length, (y1 - y0) / length
                yield [(x0 + across * at, y0 + down * at) for at in (begin, end)]
            start += period
        done += length


def _draw_dots(image: Image.Image, spot: Spot, projection: Projection) -> None:
    draw = ImageDraw.Draw(image)
    for turn in TURNS:
        x, y = projection.at(spot.longitude + turn, spot.latitude)
        draw_dot(draw, (x, y), spot.sign, _DOT, plain=spot.named_only)


def draw_dot(draw: ImageDraw.ImageDraw, at: Point, sign: str, radius: float, *, plain: bool = False) -> None:
    """Draw a place: full where it is said flatly, else a ring with its sign; a smaller ring where it is only named."""
    x, y = at
    around = radius * (0.7 if plain else 1.0)
    box = (x - around, y - around, x + around, y + around)
    is_full = not plain and sign in {"flat", "several"}
    halo = around + _LINE
    draw.ellipse((x - halo, y - halo, x + halo, y + halo), fill="#ffffff")
    draw.ellipse(box, fill=TONES[sign] if is_full else "#ffffff", outline=TONES[sign], width=_LINE)
    if sign == "not" and not plain:
        reach = around * 0.65
        draw.line((x - reach, y + reach, x + reach, y - reach), fill=TONES[sign], width=_LINE)
