"""The legend: every sign of the map in words; the signs work without colour."""

from __future__ import annotations

from dashboard.panels.nodes import Node, node
from dashboard.written import LEGEND_OF_HANDLES


def tree() -> list[Node]:
    """Build the legend."""
    signs = [node("li", "", node("span", f"swatch swatch-{sign}"), words) for sign, words in LEGEND_OF_HANDLES]
    return [node("ul", "legend", *signs, attributes={"aria-label": "Legend"})]
