"""What every source of the gazetteer yields: places and their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from .folding import fold_name
from .layout import PRIMARY

FIRST_OWN_NUMBER = -1
"""Places without a GeoNames id are numbered downwards from here; GeoNames ids are positive."""


folded = cache(fold_name)
"""Folds each spelling once: the build meets most of them twice."""


class SourcePlace(NamedTuple):
    """One place; `number` is its GeoNames id, or a negative number of ours with its public id in `key`."""

    number: int
    name: str
    latitude: float
    longitude: float
    country_code: str | None
    admin1: str | None
    feature_code: str
    population: int
    radius_km: int
    key: str | None = None


class SourceName(NamedTuple):
    """One name of a place. `form` is the exact spelling that an abbreviation must have in a text."""

    text: str
    number: int
    kind: int
    form: str | None = None


@dataclass
class Collection:
    """Everything collected so far, with places by number."""

    places: dict[int, SourcePlace] = field(default_factory=dict)
    names: list[SourceName] = field(default_factory=list)
    outlines: dict[int, BaseGeometry] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    """Country codes ("SY") and division codes ("SY.11") to place numbers."""

    _next_own: int = FIRST_OWN_NUMBER

    def own_number(self) -> int:
        """Hand out the next number for a place without a GeoNames id."""
        number = self._next_own
        self._next_own -= 1
        return number

    def primary_index(self) -> dict[str, list[int]]:
        """Index the places by the folded form of their own names."""
        index: dict[str, list[int]] = defaultdict(list)
        for name in self.names:
            if name.kind == PRIMARY:
                index[folded(name.text)].append(name.number)
        return index

    def add(self, place: SourcePlace, names: Iterable[tuple[str, int]] = ()) -> None:
        """Add a place, its own name first, then `names` as (text, kind) pairs."""
        self.places[place.number] = place
        self.names.append(SourceName(place.name, place.number, PRIMARY))
        self.names.extend(SourceName(text, place.number, kind) for text, kind in names if text)
