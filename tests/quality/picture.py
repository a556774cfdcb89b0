"""A small drawing of curves and dots as SVG, without a library: two panels with axes from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

SIDE = 300  # px: one panel, a square
MARGIN = 56  # px around a panel, for its labels
LINE = 18  # px: one line of the legend
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
"""Okabe and Ito's colours, which the colour-blind can tell apart."""

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Curve:
    """A line through points, or dots whose areas say how many there are."""

    name: str
    points: Points
    sizes: Sequence[float] = ()  # px, the radii of dots; none for a line


@dataclass(frozen=True)
class Panel:
    """One square with a title, labelled axes, curves, and grey lines to compare with."""

    title: str
    across: str
    up: str
    curves: Sequence[Curve]
    guides: Sequence[Points] = ()
    lowest: float = 0.0  # where the upward axis starts


def write_svg(panels: Sequence[Panel]) -> str:
    """Return a picture of panels side by side, with one legend below."""
    names = list(dict.fromkeys(curve.name for panel in panels for curve in panel.curves))
    colours = {name: COLOURS[number % len(COLOURS)] for number, name in enumerate(names)}
    width = len(panels) * (SIDE + 2 * MARGIN)
    height = SIDE + 2 * MARGIN + LINE * len(names)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for number, panel in enumerate(panels):
        left = MARGIN + number * (SIDE + 2 * MARGIN)
        parts += [f'<g transform="translate({left} {MARGIN})">', *_panel(panel, colours), "</g>"]
    parts += [_legend(name, colours[name], number) for number, name in enumerate(names)]
    return "\n".join([*parts, "</svg>", ""])


def _panel(panel: Panel, colours: dict[str, str]) -> Iterable[str]:
    yield _words(panel.title, SIDE / 2, -14, "middle", 'font-weight="bold"')
    yield from _axes(panel)
    for guide in panel.guides:
        yield f'<polyline points="{_path(guide, panel)}" fill="none" stroke="#999" stroke-dasharray="4 3"/>'
    for curve in panel.curves:
        colour = colours[curve.name]
        yield f'<polyline points="{_path(curve.points, panel)}" fill="none" stroke="{colour}" stroke-width="1.8"/>'
        for point, radius in zip(curve.points, curve.sizes, strict=False):
            x, y = _at(point, panel)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.6"/>'


def _axes(panel: Panel) -> Iterable[str]:
    yield f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#333"/>'
    for tick in TICKS:
        value = panel.lowest + tick * (1 - panel.lowest)
        yield _words(f"{tick:g}", tick * SIDE, SIDE + 16, "middle")
        yield _words(f"{value:.2g}", -6, SIDE * (1 - tick) + 4, "end")
    yield _words(panel.across, SIDE / 2, SIDE + 36, "middle")
    yield f'<g transform="translate(-40 {SIDE / 2}) rotate(-90)">{_words(panel.up, 0, 0, "middle")}</g>'


def _legend(name: str, colour: str, number: int) -> str:
    y = SIDE + 2 * MARGIN + LINE * number
    return f'<rect x="{MARGIN}" y="{y - 9}" width="18" height="8" fill="{colour}"/>' + _words(
        name, MARGIN + 26, y, "start"
    )


def _words(words: str, x: float, y: float, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(words)}</text>'


def _path(points: Points, panel: Panel) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(point, panel) for point in points))


def _at(point: tuple[float, float], panel: Panel) -> tuple[float, float]:
    """Return where a point lies in the panel; what is below the axis lies on it."""
    share = (max(point[1], panel.lowest) - panel.lowest) / (1 - panel.lowest)
    return point[0] * SIDE, SIDE * (1 - share)
