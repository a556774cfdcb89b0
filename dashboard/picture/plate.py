"""The whole picture: headline and counts above the map, legend, trays and credits below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageDraw
from shapely.geometry import shape

from dashboard.outlines import base_data
from dashboard.picture.ground import SEA, draw_ground, draw_names
from dashboard.picture.handles import draw_handles
from dashboard.picture.lettering import Face, fitted, text_width, wrapped, write
from dashboard.picture.projection import Projection, fit
from dashboard.picture.room import Box, Room
from dashboard.picture.shapes import DASHES, TONES, dashed, draw_dot, draw_shape
from dashboard.view import Spot, View
from dashboard.view.extent import bounds_of
from dashboard.view.wording import counted, listed
from dashboard.written import LEGEND
from geodata import wording


class Size(NamedTuple):
    """The points of a picture: how wide it is, how high its map and what stands below it."""

    width: int
    map_height: int
    foot: int


PLATE = Size(1600, 900, 128)
"""A picture that stands alone, for a screen or a slide."""

FIGURE = Size(1160, 700, 158)
"""A picture in a page of paper: the same letters on less width, so that they can be read there."""

FINER = 2
"""Shapes are drawn so many times larger and then reduced, which smooths their edges."""

PAPER, INK, SOFT, LINE, ACCENT = "#fbfaf7", "#1d2430", "#5b6472", "#e4e0d8", "#1f5f8b"
_SIDE = 36
_TITLE, _BRAND = Face(38, 600, "serif"), Face(24, 700, "serif")
_TEXT, _STRONG, _LOUD, _SMALL, _FINE = Face(21), Face(21, 600), Face(21, 700), Face(19), Face(17)
_CREDITS = f"Places: {wording.CREDITS[0]}. Outlines: {wording.CREDITS[1]}. Read by Dateline; nobody has checked it."
_TITLE_LINES = 2
_NAMED = 3  # countries or names that are listed: with more the line is cut before what comes behind them
_LEADING = 1.22
_HEAD_REST = 92  # points below the headline
_SWATCH = (30, 18)
_TONE_OF_LEGEND = {"point": "flat", "disc": "flat", "area": "flat", "doubt": "maybe"}


def draw_plate(view: View, filtered: str) -> Image.Image:
    """Draw the picture of a view; `filtered` says which part it is, or nothing."""
    title = wrapped(view.title, PLATE.width - 2 * _SIDE - 150, _TITLE_LINES, _TITLE)
    head = round(len(title) * _TITLE.size * _LEADING) + _HEAD_REST
    image = Image.new("RGB", (PLATE.width, head + PLATE.map_height + PLATE.foot), PAPER)
    _draw_head(ImageDraw.Draw(image), view, title)
    _draw_below(image, view, head, filtered, PLATE)
    return image


def draw_figure(view: View, filtered: str) -> Image.Image:
    """Draw the map with its legend alone, for a page that has the headline already."""
    image = Image.new("RGB", (FIGURE.width, FIGURE.map_height + FIGURE.foot), PAPER)
    _draw_below(image, view, 0, filtered, FIGURE)
    return image


def _draw_below(image: Image.Image, view: View, top: int, filtered: str, size: Size) -> None:
    drawn, unlabelled = _draw_map(view, size)
    image.paste(drawn, (0, top))
    draw, foot = ImageDraw.Draw(image), top + size.map_height
    for y in (top, foot):
        draw.line((0, y, size.width, y), fill=LINE, width=2)
    _draw_foot(draw, foot, size.width, _notes(view, filtered, unlabelled))


def _draw_head(draw: ImageDraw.ImageDraw, view: View, title: list[str]) -> None:
    room = PLATE.width - 2 * _SIDE
    end = write(draw, (PLATE.width - _SIDE - text_width("Dateline", _BRAND), 54), "Date", _BRAND, INK)
    write(draw, (end, 54), "line", _BRAND, ACCENT)
    y = 24.0
    for line in title:
        y += _TITLE.size * _LEADING
        write(draw, (_SIDE, y - 8), line, _TITLE, INK)
    write(draw, (_SIDE, y + 22), fitted(view.byline, room, _TEXT), _TEXT, SOFT)
    write(draw, (_SIDE, y + 51), fitted(view.summary.text, room, _STRONG), _STRONG, INK)


def _draw_map(view: View, size: Size) -> tuple[Image.Image, int]:
    """Draw the map; return it and how many places have no label."""
    bounds, width, height = bounds_of(view), size.width, size.map_height
    fine = Image.new("RGB", (width * FINER, height * FINER), SEA)
    large = fit(bounds, fine.width, fine.height)
    base = base_data(large.bounds)
    draw_ground(ImageDraw.Draw(fine), base, large)
    for spot in sorted(view.spots, key=lambda spot: -_size(spot, large)):
        draw_shape(fine, spot, large)
    small = fine.resize((width, height), Image.Resampling.LANCZOS)
    draw, room, projection = ImageDraw.Draw(small), Room(width, height), fit(bounds, width, height)
    _draw_stamp(draw, f"{wording.NOT_VERIFIED} · {', '.join(view.credits[:2])}", room)
    named = sorted(view.spots, key=lambda spot: spot.named_only)  # those with statements first
    unlabelled = draw_handles(draw, named, projection, room)
    draw_names(draw, base, projection, room)
    return small, unlabelled


def _size(spot: Spot, projection: Projection) -> float:
    return float(shape(spot.geometry).area) * projection.scale if spot.geometry else 0.0


def _draw_stamp(draw: ImageDraw.ImageDraw, words: str, room: Room) -> None:
    """Write on the map itself what must stay when the picture is cropped."""
    wide = text_width(words, _FINE) + 24
    box = Box(room.width - wide, room.height - 32, room.width, room.height)
    room.taken.append(box)
    draw.rectangle(box, fill=PAPER)
    write(draw, (box.left + 12, room.height - 10), words, _FINE, SOFT)


def _draw_foot(draw: ImageDraw.ImageDraw, top: int, width: int, notes: str) -> None:
    x = write(draw, (_SIDE, top + 40), f"{wording.NOT_VERIFIED}.  ", _LOUD, INK)
    write(draw, (x, top + 40), fitted(notes, width - _SIDE - x, _TEXT), _TEXT, SOFT)
    line = _draw_legend(draw, top + 78, width)
    write(draw, (_SIDE, line + 32), _CREDITS, _FINE, SOFT)


def _draw_legend(draw: ImageDraw.ImageDraw, line: int, width: int) -> int:
    """Draw the legend on as many lines as it needs; return where the last one stands."""
    x = float(_SIDE)
    for sign, words in LEGEND:
        end = x + _SWATCH[0] + 10 + text_width(words, _SMALL)
        if end > width - _SIDE:
            x, line = float(_SIDE), line + 30
        _draw_swatch(draw, (x, line - 16), sign)
        x = write(draw, (x + _SWATCH[0] + 10, line), words, _SMALL, SOFT) + 26
    return line


def _draw_swatch(draw: ImageDraw.ImageDraw, at: tuple[float, float], kind: str) -> None:
    """Draw what a line of the legend is about."""
    sign = _TONE_OF_LEGEND.get(kind, kind)
    x, y = at
    width, height = _SWATCH
    tone, box = TONES[sign], (x, y, x + width, y + height)
    if kind == "point":
        draw_dot(draw, (x + width / 2, y + height / 2), sign, 7)
        return
    if kind == "disc":
        draw.ellipse((x + 5, y - 1, x + 25, y + height + 1), fill="#bfd0dc", outline=tone)
        return
    if kind == "area":
        draw.rectangle(box, fill="#cfdbe3", outline=tone, width=2)
        return
    if kind == "not":
        for start in range(0, width, 8):
            draw.line((x + start, y + height, x + min(width, start + height), y), fill=tone, width=2)
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    for piece in dashed(corners, _small(DASHES.get(sign))):
        draw.line(piece, fill=tone, width=2)


def _small(dashes: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if dashes is None else (max(2.0, dashes[0] / 2.5), dashes[1] / 2)


def _notes(view: View, filtered: str, unlabelled: int) -> str:
    return " · ".join(filter(None, _trays(view, filtered, unlabelled)))


def _trays(view: View, filtered: str, unlabelled: int) -> Iterator[str]:
    """Yield what is not on the map, so that the picture does not hide it."""
    if filtered:
        yield filtered
    if view.countries:
        yield f"as a whole: {_first([f'{tray.name} {len(tray.claim_ids)}' for tray in view.countries])}"
    if view.without_place:
        yield f"without a place {len(view.without_place)}"
    if unlabelled:
        yield f"{counted(unlabelled, 'place')} without a label"
    if view.not_found:
        yield f"not found: {_first([name.text for name in view.not_found])}"


def _first(names: list[str]) -> str:
    """Name the first few, and say how many more there are."""
    rest = len(names) - _NAMED
    return listed([*names[:_NAMED], f"{rest} more"] if rest > 1 else names)
