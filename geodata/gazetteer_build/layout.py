"""What the writing and the reading side of the gazetteer file must agree on."""

from __future__ import annotations

from math import floor

SCHEMA_VERSION = 1
"""Raised whenever the layout changes; the look-up side refuses any other."""

PRIMARY, OFFICIAL, ALTERNATE, ABBREVIATION, DEMONYM = range(5)
"""How a name belongs to its place; the numbers are stored, `NAME_KINDS` says them in words."""

NAME_KINDS = ("primary", "official", "alternate", "abbreviation", "demonym")

CELLS_PER_CIRCLE = 360
"""Cells of one degree; a cell's number is its row of latitude times this plus its column."""


def cell_of(latitude: float, longitude: float) -> int:
    """Return the number of the one-degree cell that holds a point."""
    return (floor(latitude) + 90) * CELLS_PER_CIRCLE + (floor(longitude) + 180) % CELLS_PER_CIRCLE
