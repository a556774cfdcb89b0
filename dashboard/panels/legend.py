"""The legend: every sign of the map in words; the signs work without colour."""

from __future__ import annotations

from dashboard.panels.nodes import Node, node

_SIGNS = (
    ("point", "in the place"),
    ("disc", "about here"),
    ("area", "whole area"),
    ("not", "said NOT to be so"),
    ("planned", "planned or asked for"),
    ("doubt", "said with doubt"),
    ("several", "said in different ways"),
)


def tree() -> list[Node]:
    """Build the legend."""
    signs = [node("li", "", node("span", f"swatch swatch-{sign}"), words) for sign, words in _SIGNS]
    return [node("ul", "legend", *signs, attributes={"aria-label": "Legend"})]
