"""From rows of the gazetteer file to places, and which spelling of a name counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from geodata.gazetteer_build.layout import CELLS_PER_CIRCLE, DEMONYM, NAME_KINDS, cell_of
from geodata.models import GazetteerEntry

GEOCODER_NAME = "dateline"

ANY_CAPITAL = ""
"""The guard of words for a people: any spelling that starts with a capital."""


def guard_of(row: Sequence[Any]) -> str | None:
    """Return the spelling that a text must have: None for any."""
    return ANY_CAPITAL if row[0] == DEMONYM else row[1]


def passes(name: str, guard: str) -> bool:
    """Tell whether a name is written as its guard demands; "U.S." stands for "US"."""
    written = name.strip()
    if guard == ANY_CAPITAL:
        return not written[:1].islower()
    if guard.isalpha() and guard.isupper():
        return written.replace(".", "") == guard
    return written == guard or (written == guard[:-1] and "." in written)  # the last dot may end the sentence


def entry_of(row: Sequence[Any]) -> GazetteerEntry:
    """Make an entry without the checks of a frozen dataclass: look-ups spend most of their time here."""
    kind, _, number, key, name, latitude, longitude, radius, country, admin1, feature, population = row
    entry = object.__new__(GazetteerEntry)
    fields = entry.__dict__
    fields["place_id"] = f"geonames:{number}" if number > 0 else key  # GeoNames may know what our key names
    fields["name"], fields["latitude"], fields["longitude"] = name, latitude, longitude
    fields["radius_km"] = float(radius)
    fields["country_code"], fields["admin1"] = country, admin1
    fields["feature_code"], fields["population"] = feature, population
    fields["geocoder"], fields["name_kind"] = GEOCODER_NAME, NAME_KINDS[kind]
    return entry


def cells_of(west: float, south: float, east: float, north: float) -> Iterator[int]:
    """Yield the cells that an area touches."""
    first, last = cell_of(south, west), cell_of(north, west)
    columns = min(CELLS_PER_CIRCLE, int(east // 1) - int(west // 1) + 1)
    for row in range(first, last + 1, CELLS_PER_CIRCLE):
        start = row - row % CELLS_PER_CIRCLE
        for column in range(columns):
            yield start + (row % CELLS_PER_CIRCLE + column) % CELLS_PER_CIRCLE
