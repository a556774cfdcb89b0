"""The gazetteer as a geopy geocoder: the places of one SQLite file, by name and point, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geodata.gazetteer_files import chosen_path
from geodata.gazetteer_query import matching_heads
from geodata.gazetteer_rows import GEOCODER_NAME
from geodata.models import GazetteerEntry
from geodata.place_index import PlaceIndex

LIMIT = 10
"""Places that `geocode` and `reverse` return at most when all are asked for."""


class Gazetteer(PlaceIndex, Geocoder):  # type: ignore[misc]
    """The offline gazetteer.

    It is a geopy geocoder (`geocode`, `reverse`), a source of candidates (`find`, `find_many`) and a source of outlines
    (`get`, `outline`). The file is opened read-only; one object may be used from many threads.

    Parameters
    ----------
    path : Path or str, optional
        The SQLite file; by default the one that Dateline's build made.

    Raises
    ------
    GazetteerNotFound
        When the file is missing or was built by another version.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        PlaceIndex.__init__(self, path)
        Geocoder.__init__(self, adapter_factory=_OfflineAdapter, user_agent=GEOCODER_NAME)

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, limit: int = LIMIT
    ) -> Location | list[Location] | None:
        """Find a place by its name, alone or with what it lies in ("Homs", "Homs, Syria", "Paris, Texas").

        Parameters
        ----------
        query : str
            The name.
        exactly_one : bool
            Return the best place, or a list of places.
        timeout : float
            Taken for geopy's sake; nothing is waited for.
        limit : int
            The most places in a list.

        Returns
        -------
        geopy.location.Location, list of geopy.location.Location, or None
            None when nothing is found, never an empty list.
        """
        del timeout
        return self._locations(self._answer(str(query))[:limit], exactly_one)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL, limit: int = LIMIT
    ) -> Location | list[Location] | None:
        """Find the town nearest to a point.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude), or str
            The point.
        exactly_one : bool
            Return the nearest town, or a list from near to far.
        timeout : float
            Taken for geopy's sake; nothing is waited for.
        limit : int
            The most towns in a list.

        Returns
        -------
        geopy.location.Location, list of geopy.location.Location, or None
            None on the open sea, never an empty list.
        """
        del timeout
        point = query if isinstance(query, Point) else Point(query)
        return self._locations(self.nearest(point.latitude, point.longitude)[:limit], exactly_one)

    def _answer(self, query: str) -> list[GazetteerEntry]:
        whole = self.find(query)
        if whole and "," not in query:
            return list(whole)
        return matching_heads(query, self.find) or list(whole)

    def _locations(self, entries: Sequence[GazetteerEntry], exactly_one: bool) -> Location | list[Location] | None:
        if not entries:
            return None
        if exactly_one:
            return self._location(entries[0])
        return [self._location(entry) for entry in entries]

    def _location(self, entry: GazetteerEntry) -> Location:
        return Location(self.address(entry), Point(entry.latitude, entry.longitude), entry.__dict__.copy())


class _OfflineAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """geopy wants a way to the network; this one has none."""

    def get_json(self, url: str, **_: Any) -> Any:
        raise NotImplementedError(f"The gazetteer asks nobody: {url}")

    get_text = get_json


@cache
def open_gazetteer(path: Path | str | None = None) -> Gazetteer:
    """Return the gazetteer of a file, opened once and shared by all callers.

    Parameters
    ----------
    path : Path or str, optional
        The SQLite file; by default the full gazetteer where the user had one built, else the one that comes with
        Dateline.

    Returns
    -------
    Gazetteer
        Safe to use from many threads.
    """
    return Gazetteer(path if path is not None else chosen_path())
