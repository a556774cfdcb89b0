"""Stand-ins and contract kits for tests of the engine's seams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geopy.location import Location
from geopy.point import Point

from geodata.gazetteer_build import fold_name
from geodata.models import GazetteerEntry, JsonDict
from geodata.stages import CandidateSource


class FakeCandidates:
    """A gazetteer in memory: a candidate source, an outline source, and the names of divisions.

    Parameters
    ----------
    places : iterable of GazetteerEntry
        The places; each is found by its own name.
    names : mapping of str to sequence of (place_id, name_kind), optional
        Further names: ``{"Syrian": [("iso:SY", "demonym")]}``. Abbreviations and demonyms count in this spelling only.
    outlines : mapping of str to GeoJSON geometry, optional
        Outlines by place id.
    """

    source_id = "fake"

    def __init__(
        self,
        places: Iterable[GazetteerEntry],
        names: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        outlines: Mapping[str, JsonDict] | None = None,
    ) -> None:
        self._places = {place.place_id: place for place in places}
        self._outlines = dict(outlines or {})
        self._names: dict[str, list[GazetteerEntry]] = {}
        self._exact: dict[str, list[GazetteerEntry]] = {}
        for place in self._places.values():
            self._names.setdefault(fold_name(place.name), []).append(place)
        for name, owners in (names or {}).items():
            for place_id, kind in owners:
                entry = replace(self._places[place_id], name_kind=kind)
                if kind in {"abbreviation", "demonym"}:
                    self._exact.setdefault(name, []).append(entry)
                else:
                    self._names.setdefault(fold_name(name), []).append(entry)

    def find(self, name: str) -> Sequence[GazetteerEntry]:
        """Return every place called `name`, the most populous first."""
        found = [*self._exact.get(name, ()), *self._names.get(fold_name(name), ())]
        return tuple(sorted(found, key=lambda entry: -entry.population))

    def find_many(self, names: Sequence[str]) -> dict[str, Sequence[GazetteerEntry]]:
        """Return the places of each name that has any."""
        return {name: entries for name in names if (entries := self.find(name))}

    def get(self, place_id: str) -> GazetteerEntry | None:
        """Return one place by its id, or None."""
        return self._places.get(place_id)

    def outline(self, place_id: str) -> JsonDict | None:
        """Return the outline of a place, or None."""
        return self._outlines.get(place_id)

    def country_name(self, code: str) -> str | None:
        """Return the name of the country with this code, or None."""
        countries = (place for place in self._places.values() if place.feature_code.startswith("PCL"))
        return next((place.name for place in countries if place.country_code == code), None)

    def admin1_name(self, country_code: str, admin1: str) -> str | None:
        """Return the name of a first-level division, or None."""
        divisions = (place for place in self._places.values() if place.feature_code == "ADM1")
        return next((p.name for p in divisions if (p.country_code, p.admin1) == (country_code, admin1)), None)

    def capital(self, country_code: str) -> GazetteerEntry | None:
        """Return the capital of a country, or None."""
        capitals = (place for place in self._places.values() if place.feature_code == "PPLC")
        return next((place for place in capitals if place.country_code == country_code), None)


class FakeGeocoder:
    """A geopy-like geocoder in memory, which counts its questions and can fail like one that is not reached.

    Parameters
    ----------
    places : mapping of str to sequence of (latitude, longitude)
        The points of each name.
    error : Exception, optional
        Raised by every question.
    """

    def __init__(self, places: Mapping[str, Sequence[tuple[float, float]]], error: Exception | None = None) -> None:
        self._places = dict(places)
        self.error = error
        self.asked: list[str] = []

    def geocode(self, query: str, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Return the location or locations of a name, or None."""
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        found = [Location(query, Point(*point), {"name": query}) for point in self._places.get(query, ())]
        if not found:
            return None
        return found[0] if exactly_one else found

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Location | list[Location] | None:
        """Return the location or locations at a point, or None."""
        point = Point(query)
        at = tuple(point)[:2]
        names = [name for name, points in self._places.items() if at in [tuple(known) for known in points]]
        found = [Location(name, point, {"name": name}) for name in names]
        if not found:
            return None
        return found[0] if exactly_one else found


def check_geocoder(geocoder: Any, known: str, unknown: str) -> None:
    """Check the contract of a geopy geocoder: a location, a list, or None, never an empty list.

    Parameters
    ----------
    geocoder : geopy geocoder
        What is to be checked.
    known, unknown : str
        A name that it has and one that it has not.

    Raises
    ------
    AssertionError
        When a rule is broken; the text names it.
    """
    one, every = geocoder.geocode(known), geocoder.geocode(known, exactly_one=False)
    _demand(isinstance(one, Location), "geocode gives a Location for a known name")
    _demand(isinstance(every, list) and bool(every), "geocode gives a filled list with exactly_one=False")
    _demand(all(isinstance(location, Location) for location in every), "the list holds Locations")
    _demand(every[0].point == one.point, "the one is the first of all")
    _demand(one.raw is not None and bool(one.address), "a Location has an address and a raw answer")
    for exactly_one in (True, False):
        answer = geocoder.geocode(unknown, exactly_one=exactly_one)
        _demand(answer is None, "an unknown name gives None, whatever exactly_one says")
    back = geocoder.reverse((one.latitude, one.longitude))
    _demand(isinstance(back, Location), "reverse gives a Location at a known point")


def check_candidate_source(source: CandidateSource, known: str, unknown: str) -> None:
    """Check the contract of a source of candidates: sequences of entries, and names without a place left out.

    Parameters
    ----------
    source : CandidateSource
        What is to be checked.
    known, unknown : str
        A name that it has and one that it has not.

    Raises
    ------
    AssertionError
        When a rule is broken; the text names it.
    """
    found = source.find(known)
    _demand(bool(source.source_id), "a source has an id")
    _demand(len(found) > 0, "a known name gives places")
    _demand(all(isinstance(entry, GazetteerEntry) for entry in found), "places are GazetteerEntry records")
    _demand(len({entry.place_id for entry in found}) == len(found), "each place is given once")
    _demand(len(source.find(unknown)) == 0, "an unknown name gives an empty sequence")
    many = source.find_many([known, unknown, known])
    _demand(set(many) == {known}, "find_many leaves out names without a place")
    _demand(tuple(many[known]) == tuple(found), "find_many and find agree")


def _demand(holds: bool, rule: str) -> None:
    if not holds:
        raise AssertionError(rule)
