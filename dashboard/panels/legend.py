"""The legend: every sign of the map in words; the signs work without colour."""

from __future__ import annotations

from dashboard.panels.nodes import Node, node
from dashboard.written import LEGEND


def tree() -> list[Node]:
    """Build the legend."""
    signs = [node("li", "", node("span", f"swatch swatch-{sign}"), words) for sign, words in LEGEND]
    return [node("ul", "legend", *signs, attributes={"aria-label": "Legend"})]
