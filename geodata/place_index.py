"""The places of one gazetteer file, by name, id, point and area: what every analysis reads, without geopy."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from geodata.gazetteer_build import fold_name
from geodata.gazetteer_files import DEFAULT_PATH, chosen_path, open_file
from geodata.gazetteer_query import near_spellings, square_distance
from geodata.gazetteer_rows import GEOCODER_NAME, cells_of, entry_of, guard_of, passes
from geodata.models import GazetteerEntry, JsonDict

NAMES_KEPT = 8192
"""Answers kept in memory: an article asks for the same few hundred names again and again."""
OUTLINES_KEPT = 64

WIDEST_SEARCH_CELLS = 4
"""How far around a point `reverse` looks, in degrees; beyond is open sea."""

CELLS_READ_ONE_BY_ONE = 400
"""Areas of up to so many one-degree cells are read cell by cell, larger ones from the largest town downwards."""

MOST_PLACES_OF_A_NAME = 400
"""Places that one name brings, the best known first: the full gazetteer has thousands called San Antonio, farms and
brooks among them. Our own file has 157 of the most frequent name."""

_COLUMNS = "p.id, p.key, p.name, p.latitude, p.longitude, p.radius_km, p.country, p.admin1, p.feature, p.population"
_NAMED = "FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? AND n.rank < ? ORDER BY n.rank"
_FIND = f"SELECT n.kind, n.form, {_COLUMNS} {_NAMED}"
_BY_NUMBER = f"SELECT 0, NULL, {_COLUMNS} FROM place p WHERE p.id = ?"
_BY_KEY = f"SELECT 0, NULL, {_COLUMNS} FROM place p WHERE p.key = ?"
_BY_CODE = f"SELECT 0, NULL, {_COLUMNS} FROM division d JOIN place p ON p.id = d.place WHERE d.code = ?"
_OF_COUNTRY = "p.feature = 'PPLC' AND p.country = ? ORDER BY p.population DESC LIMIT 1"
_CAPITAL = f"SELECT 0, NULL, {_COLUMNS} FROM place p WHERE {_OF_COUNTRY}"
_TOWNS = f"SELECT 0, NULL, {_COLUMNS} FROM place p WHERE p.feature LIKE 'PPL%'"
_IN_BOX = "p.latitude BETWEEN ? AND ? AND p.longitude BETWEEN ? AND ? ORDER BY p.population DESC LIMIT ?"


class PlaceIndex:
    """The places of a gazetteer file.

    It is a source of candidates (`find`, `find_many`) and a source of outlines (`get`, `outline`). The file is opened
    read-only; one object may be used from many threads.

    Parameters
    ----------
    path : Path or str, optional
        The SQLite file; by default the one that Dateline's build made.

    Raises
    ------
    GazetteerNotFound
        When the file is missing or was built by another version.
    """

    source_id = GEOCODER_NAME

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path) if path is not None else DEFAULT_PATH
        self._lock = Lock()
        self._connection = open_file(self.path)
        self._entries = lru_cache(maxsize=NAMES_KEPT)(self._read_entries)
        self._outlines = lru_cache(maxsize=OUTLINES_KEPT)(self._read_outline)

    # -- names ---------------------------------------------------------------------------------------------------------

    def find(self, name: str) -> tuple[GazetteerEntry, ...]:
        """Return every place called `name`, best known first; empty when there is none.

        Parameters
        ----------
        name : str
            A name as written in a text. An abbreviation must have its own spelling ("US" and "U.S.", not "us"; "Ky.",
            not "ky"), a word for a people its capital; other names are found whatever their case, accents and signs.

        Returns
        -------
        tuple of GazetteerEntry
            Each place once.
        """
        guards, entries = self._entries(fold_name(name))
        if guards is None:
            return entries
        found: dict[str, GazetteerEntry] = {}
        for guard, entry in zip(guards, entries, strict=True):
            if guard is None or passes(name, guard):
                found.setdefault(entry.place_id, entry)
        return tuple(found.values())

    def find_many(self, names: Sequence[str]) -> dict[str, Sequence[GazetteerEntry]]:
        """Return the places of each of `names`; names without a place are left out."""
        return {name: entries for name in names if (entries := self.find(name))}

    def suggest(self, name: str, limit: int = 5) -> list[str]:
        """Return the names of known places whose spelling is one slip away from `name`, best known first.

        Parameters
        ----------
        name : str
            A misspelt name ("Damascsu").
        limit : int
            The most suggestions wanted.

        Returns
        -------
        list of str
            Names of places, each once.
        """
        entries = [entries[0] for key in near_spellings(fold_name(name)) if (entries := self._entries(key)[1])]
        entries.sort(key=lambda entry: -entry.population)
        return list(dict.fromkeys(entry.name for entry in entries))[:limit]

    # -- ids -----------------------------------------------------------------------------------------------------------

    def get(self, place_id: str) -> GazetteerEntry | None:
        """Return one place by its id ("geonames:169577", "region:middle-east"; also "iso:SY", "adm:SY.11"), or None."""
        kind, _, value = place_id.partition(":")
        if kind == "geonames":
            rows = self._read(_BY_NUMBER, (int(value),)) if value.isdecimal() else []
        else:
            rows = self._read(_BY_KEY, (place_id,))
            if not rows and kind in {"iso", "adm"}:
                rows = self._read(_BY_CODE, (value,))
        return entry_of(rows[0]) if rows else None

    def names_of(self, place_id: str) -> tuple[str, ...]:
        """Return all names of a place as the index has them (small letters, no accents), in every script.

        The whole index is read for it: some tenths of a second, meant for one place that a person looks into.
        """
        entry = self.get(place_id)
        if entry is None:
            return ()
        kind, _, value = entry.place_id.partition(":")
        number = int(value) if kind == "geonames" else None
        sql = """SELECT n.key FROM name n JOIN place p ON p.id = n.place
                 WHERE p.id = ? OR p.key = ? ORDER BY n.rank DESC, length(n.key), n.key"""
        return tuple(row[0] for row in self._read(sql, (number, entry.place_id)))

    def outline(self, place_id: str) -> JsonDict | None:
        """Return the GeoJSON geometry (Polygon or MultiPolygon, longitude first) of a country or division, or None."""
        packed = self._outlines(place_id)
        return json.loads(zlib.decompress(packed)) if packed is not None else None

    def country_name(self, code: str | None) -> str | None:
        """Return the English name of a country by its ISO 3166-1 code, or None."""
        return self._division_name(code) if code else None

    def admin1_name(self, country_code: str | None, admin1: str | None) -> str | None:
        """Return the English name of a first-level division by its GeoNames code, or None."""
        return self._division_name(f"{country_code}.{admin1}") if country_code and admin1 else None

    def capital(self, country_code: str) -> GazetteerEntry | None:
        """Return the capital of a country by its ISO 3166-1 code; None where none is known."""
        rows = self._read(_CAPITAL, (country_code,))
        return entry_of(rows[0]) if rows else None

    def address(self, entry: GazetteerEntry) -> str:
        """Return a place with its division and country ("Homs, Homs, Syria"), as one line."""
        division = self.admin1_name(entry.country_code, entry.admin1)
        country = self.country_name(entry.country_code)
        wider = [part for part in (division, country) if part and not (part == entry.name and part == country)]
        if entry.feature_code == "ADM1" and division in wider:
            wider.remove(division)
        return ", ".join([entry.name, *wider])

    # -- points and areas ----------------------------------------------------------------------------------------------

    def largest_in(
        self, west: float, south: float, east: float, north: float, limit: int
    ) -> tuple[GazetteerEntry, ...]:
        """Return the towns with the most people in an area, largest first.

        Parameters
        ----------
        west, south, east, north : float
            The area in degrees; west greater than east spans the date line.
        limit : int
            The most towns wanted.

        Returns
        -------
        tuple of GazetteerEntry
            At most `limit` towns.
        """
        spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        rows = [row for left, right in spans for row in self._towns_in(left, south, right, north, limit)]
        towns = sorted((entry_of(row) for row in rows), key=lambda entry: -entry.population)
        return tuple(towns[:limit])

    def nearest(self, latitude: float, longitude: float) -> list[GazetteerEntry]:
        """Return the towns around a point from near to far; empty on the open sea."""
        for reach in range(1, WIDEST_SEARCH_CELLS + 1):
            west, east = longitude - reach, longitude + reach
            cells = list(cells_of(west, max(-90, latitude - reach), east, min(90, latitude + reach)))
            marks = ",".join("?" * len(cells))
            towns = [entry_of(row) for row in self._read(f"{_TOWNS} AND p.cell IN ({marks})", cells)]
            if towns:
                return sorted(towns, key=lambda town: square_distance(town, latitude, longitude))
        return []

    # -- the file ------------------------------------------------------------------------------------------------------

    def info(self) -> dict[str, str]:
        """Return the file's path, schema version, counts, and the versions of its sources."""
        with self._lock:
            meta = dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key").fetchall())
        return {"path": str(self.path), **meta}

    def close(self) -> None:
        """Close the file; the object answers no more."""
        self._connection.close()

    def _read(self, sql: str, values: Sequence[Any]) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except UnicodeEncodeError:  # half of a sign that needs two: no name has it
            return []

    def _read_entries(self, key: str) -> tuple[tuple[str | None, ...] | None, tuple[GazetteerEntry, ...]]:
        """Return the places of a name, and the spellings that each must have, or None when none has one."""
        rows = self._read(_FIND, (key, MOST_PLACES_OF_A_NAME))
        guards = [guard_of(row) for row in rows]
        return tuple(guards) if any(guard is not None for guard in guards) else None, tuple(map(entry_of, rows))

    def _read_outline(self, place_id: str) -> bytes | None:
        place = self.get(place_id)
        if place is None:
            return None
        sql = "SELECT o.geometry FROM outline o JOIN place p ON p.id = o.place WHERE p.id = ? OR p.key = ?"
        kind, _, value = place.place_id.partition(":")
        rows = self._read(sql, (int(value) if kind == "geonames" else None, place.place_id))
        return rows[0][0] if rows else None

    def _division_name(self, code: str) -> str | None:
        rows = self._read("SELECT p.name FROM division d JOIN place p ON p.id = d.place WHERE d.code = ?", (code,))
        return rows[0][0] if rows else None

    def _towns_in(self, west: float, south: float, east: float, north: float, limit: int) -> list[Any]:
        cells = list(cells_of(west, south, east, north))
        box = (south, north, west, east, limit)
        if len(cells) > CELLS_READ_ONE_BY_ONE:
            return self._read(f"{_TOWNS} AND {_IN_BOX}", box)
        marks = ",".join("?" * len(cells))
        return self._read(f"{_TOWNS} AND p.cell IN ({marks}) AND +{_IN_BOX}", (*cells, *box))


@cache
def open_places(path: Path | str | None = None) -> PlaceIndex:
    """Return the places of a file, opened once and shared by all callers.

    Parameters
    ----------
    path : Path or str, optional
        The SQLite file; by default the full gazetteer where the user had one built, else the one that comes with
        Dateline.

    Returns
    -------
    PlaceIndex
        Safe to use from many threads.
    """
    return PlaceIndex(path if path is not None else chosen_path())
