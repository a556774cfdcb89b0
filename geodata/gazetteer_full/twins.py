"""The built gazetteer's places, and which place of GeoNames each of them is.

Its regions, waters and some divisions have ids of our own; where GeoNames has the same place, it gets GeoNames' id. It
keeps its own point, size and outline, which were chosen with care, and its names join GeoNames'.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians
from typing import Any, NamedTuple

from geodata.gazetteer_build.layout import PRIMARY
from geodata.gazetteer_full.rows import PlaceRow

NEAREST_KM = 50.0
"""Points of one place in two sources may lie so far apart, or as far as the place is large."""

_KM_PER_DEGREE = 111.2
_OWN_DIVISION = "adm:"

_PLACES = "SELECT * FROM place WHERE id < 0 OR feature NOT LIKE 'PPL%'"
_OWN = "SELECT id, key, latitude, longitude, radius_km, country, feature FROM place WHERE id < 0"


class Own(NamedTuple):
    """A place with an id of our own."""

    number: int
    key: str
    latitude: float
    longitude: float
    radius_km: int
    country: str | None
    feature: str


@dataclass
class Twins:
    """Finds the GeoNames ids of the built gazetteer's own places while GeoNames' places go by.

    Parameters
    ----------
    built : sqlite3.Connection
        The built gazetteer.
    codes : mapping of str to int
        GeoNames ids of divisions by their codes ("SY.11", "US.IL.167").
    classes : mapping of str to str
        Feature classes by feature code.
    """

    built: sqlite3.Connection
    codes: Mapping[str, int]
    classes: Mapping[str, str]
    ids: dict[int, int] = field(default_factory=dict)
    """What is known so far: numbers of the built gazetteer to GeoNames ids."""

    def __post_init__(self) -> None:
        for code, number in self.built.execute("SELECT code, place FROM division"):
            if "." in code and self.codes.get(code, number) != number:
                self.ids[number] = self.codes[code]
        own = {place.number: place for place in map(Own._make, self.built.execute(_OWN))}
        self.ids.update(self._coded(own.values()))
        self._nearest: dict[int, tuple[bool, float]] = {}
        self._sought: dict[str, list[Own]] = defaultdict(list)
        for key, number in self.built.execute("SELECT key, place FROM name WHERE place < 0 AND kind = ?", (PRIMARY,)):
            if number not in self.ids:
                self._sought[key].append(own[number])

    def look(self, place: PlaceRow, keys: Sequence[str]) -> None:
        """Compare one place of GeoNames, by its folded names, with the places that are still sought."""
        for key in keys:
            for own in self._sought.get(key, ()):
                if self._may_be(own, place):
                    self._note(own, place)

    def places(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the built gazetteer that stay as they are, with their GeoNames ids; towns come anew."""
        for number, *others in self.built.execute(_PLACES):
            yield self.ids.get(number, number), *others

    def names(self) -> Iterator[tuple[Any, ...]]:
        """Yield key, place, kind and form of every name of the built gazetteer."""
        for key, number, kind, form in self.built.execute("SELECT key, place, kind, form FROM name"):
            yield key, self.ids.get(number, number), kind, form

    def outlines(self) -> Iterator[tuple[int, bytes]]:
        """Yield the outlines."""
        for number, geometry in self.built.execute("SELECT place, geometry FROM outline"):
            yield self.ids.get(number, number), geometry

    def divisions(self) -> dict[str, int]:
        """Return all codes of divisions with the ids of their places, the built gazetteer's first."""
        built = {code: self.ids.get(number, number) for code, number in self.built.execute("SELECT * FROM division")}
        return {**self.codes, **built}

    def _coded(self, places: Any) -> Iterator[tuple[int, int]]:
        for place in places:
            code = place.key.removeprefix(_OWN_DIVISION)
            if place.key.startswith(_OWN_DIVISION) and code in self.codes:
                yield place.number, self.codes[code]

    def _may_be(self, own: Own, place: PlaceRow) -> bool:
        if self.classes.get(own.feature) != place.feature_class or own.country not in {None, place.country}:
            return False
        return _distance_km(own, place) <= max(NEAREST_KM, own.radius_km)

    def _note(self, own: Own, place: PlaceRow) -> None:
        fitness = own.feature != place.feature, _distance_km(own, place)
        if own.number not in self._nearest or fitness < self._nearest[own.number]:
            self._nearest[own.number] = fitness
            self.ids[own.number] = place.number


def _distance_km(own: Own, place: PlaceRow) -> float:
    east = (own.longitude - place.longitude + 180) % 360 - 180
    return _KM_PER_DEGREE * hypot(own.latitude - place.latitude, east * cos(radians(own.latitude)))
