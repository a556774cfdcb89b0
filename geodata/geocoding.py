"""Any geopy geocoder as a source of candidates: cached, and a failure is a record, never an exception or a silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import cos, radians
from typing import Any, Protocol

from geopy.exc import GeopyError
from geopy.location import Location

from geodata.models import GazetteerEntry, JsonDict

LONGEST_REASON = 200
"""Characters of a failure's reason: some services answer with a page."""

FAILURES_IN_A_ROW = 3
"""After so many, a service is down or refuses us, and is not asked again in this run."""

_WRONG_ANSWERS = (GeopyError, ValueError, TypeError, LookupError, AttributeError)
"""What geopy raises: errors of its own, and those of its readers when an answer has not the form that they expect."""

UNSPECIFIED_FEATURE = "LCTY"
"""GeoNames' code for a place of unspecified character: few geocoders say what a place is."""

DEFAULT_RADIUS_KM = 10.0
"""Where the geocoder gives no extent: a town."""

_OSM_KINDS = frozenset("nwr")  # node, way, relation
_KM_PER_DEGREE = 111.2
_MILLIONTHS = 6


class AnyGeocoder(Protocol):
    """What is needed of a geopy geocoder."""

    def geocode(self, query: str, *, exactly_one: bool = True) -> Any:
        """Return a location, a list of locations, or None."""
        ...


class GeocodeCache(Protocol):
    """Keeps the answers of geocoders; the store is one."""

    def cache_get(self, geocoder: str, query: str) -> Any | None:
        """Return the kept answer (plain JSON values), or None."""
        ...

    def cache_put(self, geocoder: str, query: str, answer: Any) -> None:
        """Keep an answer."""
        ...


@dataclass(frozen=True)
class GeocodeFailure:
    """A name that a geocoder could not be asked about, and why."""

    name: str
    geocoder: str
    reason: str


class MemoryCache:
    """Keeps answers as long as the program runs."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Any] = {}

    def cache_get(self, geocoder: str, query: str) -> Any | None:
        """Return the kept answer, or None."""
        return self._answers.get((geocoder, query))

    def cache_put(self, geocoder: str, query: str, answer: Any) -> None:
        """Keep an answer."""
        self._answers[geocoder, query] = answer


class GeocoderCandidates:
    """Asks a geopy geocoder for the places of a name.

    Parameters
    ----------
    geocoder : geopy.geocoders.base.Geocoder
        Any geocoder of geopy.
    name : str
        What the geocoder is called in places and caches ("nominatim").
    cache : GeocodeCache, optional
        Where answers are kept; by default in memory. Failures are never kept.

    Attributes
    ----------
    failures : dict of str to GeocodeFailure
        The names whose last question failed, with the reason.
    """

    def __init__(self, geocoder: AnyGeocoder, name: str, cache: GeocodeCache | None = None) -> None:
        self.source_id = name
        self.failures: dict[str, GeocodeFailure] = {}
        self._failed_in_a_row = 0
        self._geocoder = geocoder
        self._cache: GeocodeCache = cache if cache is not None else MemoryCache()

    def find(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Return every place called `name` in the geocoder's order; empty when there is none or the question failed.

        Parameters
        ----------
        name : str
            A place name.

        Returns
        -------
        tuple of GazetteerEntry
            The places; after a failure the reason is in `failures`.
        """
        kept = self._cache.cache_get(self.source_id, name)
        if kept is not None:
            return tuple(GazetteerEntry(**record) for record in kept)
        if self._failed_in_a_row >= FAILURES_IN_A_ROW:
            return self._fail(name, f"not asked after {FAILURES_IN_A_ROW} failures in a row")
        try:
            answer = self._geocoder.geocode(name, exactly_one=False)
            entries = tuple(entry_of(location, self.source_id) for location in answer or ())
        except _WRONG_ANSWERS as error:
            self._failed_in_a_row += 1
            return self._fail(name, " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_REASON])
        self._failed_in_a_row = 0
        self.failures.pop(name, None)
        self._cache.cache_put(self.source_id, name, [asdict(entry) for entry in entries])
        return entries

    def _fail(self, name: str, reason: str) -> tuple[GazetteerEntry, ...]:
        self.failures[name] = GeocodeFailure(name, self.source_id, reason)
        return ()

    def find_many(self, names: Sequence[str]) -> dict[str, Sequence[GazetteerEntry]]:
        """Return the places of each of `names`, each name asked for once; names without a place are left out."""
        return {name: entries for name in dict.fromkeys(names) if (entries := self.find(name))}


def entry_of(location: Location, geocoder: str) -> GazetteerEntry:
    """Turn a geopy location into a place.

    Parameters
    ----------
    location : geopy.location.Location
        The location; its raw answer gives id, country, kind and extent where it has them.
    geocoder : str
        What the geocoder is called.

    Returns
    -------
    GazetteerEntry
        The place.
    """
    raw: Mapping[str, Any] = location.raw if isinstance(location.raw, Mapping) else {}
    entry = GazetteerEntry(
        _place_id(raw, location), _name(raw, location), location.latitude, location.longitude, DEFAULT_RADIUS_KM,
        _country(raw), _text(raw, "adminCode1"), _text(raw, "fcode") or UNSPECIFIED_FEATURE, _count(raw), geocoder,
    )  # fmt: skip
    return replace(entry, radius_km=_radius(raw, location) or DEFAULT_RADIUS_KM)


def _place_id(raw: Mapping[str, Any], location: Location) -> str:
    """Return the id that the answer gives, if it is a number: an answer may hold anything."""
    geonames, osm = str(raw.get("geonameId") or ""), str(raw.get("osm_id") or "")
    if geonames.isdecimal():
        return f"geonames:{geonames}"
    if osm.isdecimal():
        kind = str(raw.get("osm_type", ""))[:1].lower()
        return f"osm:{kind if kind in _OSM_KINDS else ''}{osm}"
    return f"coord:{location.latitude:.{_MILLIONTHS}f},{location.longitude:.{_MILLIONTHS}f}"


def _name(raw: Mapping[str, Any], location: Location) -> str:
    return _text(raw, "name") or str(location.address or "").split(",")[0].strip()


def _country(raw: Mapping[str, Any]) -> str | None:
    address = raw.get("address")
    nested: JsonDict = address if isinstance(address, dict) else {}
    code = _text(raw, "countryCode") or _text(nested, "country_code")
    return code.upper() if code else None


def _text(raw: Mapping[str, Any], field: str) -> str | None:
    value = raw.get(field)
    return str(value) if isinstance(value, str | int) and str(value) else None


def _count(raw: Mapping[str, Any]) -> int:
    value = str(raw.get("population") or 0)
    return int(value) if value.isdecimal() else 0


def _radius(raw: Mapping[str, Any], location: Location) -> float | None:
    """Return half the diagonal of the extent that Nominatim gives as south, north, west, east."""
    box = _numbers(raw.get("boundingbox"))
    if box is None:
        return None
    south, north, west, east = box
    high = (north - south) / 2
    wide = (east - west) / 2 * cos(radians(location.latitude))
    return float(round(max(1.0, _KM_PER_DEGREE * (high**2 + wide**2) ** 0.5), 1))


def _numbers(values: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(values, Iterable) or isinstance(values, str):
        return None
    try:
        south, north, west, east = (float(value) for value in values)
    except (TypeError, ValueError):
        return None
    return south, north, west, east
