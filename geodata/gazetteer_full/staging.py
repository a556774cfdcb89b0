"""Where the rows of the full gazetteer wait until they can be put in order: tables on disk, not memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from geodata.gazetteer_build.database import INDEXES, KIND_WEIGHT, LAYOUT, numbered

CACHE_KIB = 128 * 1024
"""Memory that SQLite may use for its pages and for sorting."""

_STAGING = """
CREATE TABLE staging.place (
    id INTEGER, key TEXT, name TEXT, latitude REAL, longitude REAL, radius_km INTEGER, country TEXT, admin1 TEXT,
    feature TEXT, population INTEGER, cell INTEGER, weight REAL, origin INTEGER
);
CREATE TABLE staging.name (key TEXT, place INTEGER, kind INTEGER, form TEXT);
CREATE TABLE staging.weight (place INTEGER PRIMARY KEY, weight REAL);
CREATE TABLE staging.kind (kind INTEGER PRIMARY KEY, weight REAL);
"""

_PUT_PLACES = """
INSERT OR IGNORE INTO place SELECT id, key, name, latitude, longitude, radius_km, country, admin1, feature, population,
    cell FROM staging.place ORDER BY id, origin
"""
_PUT_WEIGHTS = "INSERT OR IGNORE INTO staging.weight SELECT id, weight FROM staging.place ORDER BY id, origin"

_NAMES = """
SELECT n.key, n.place, n.kind, n.form
FROM staging.name n CROSS JOIN staging.weight w ON w.place = n.place LEFT JOIN staging.kind k ON k.kind = n.kind
WHERE n.key <> '' ORDER BY n.key, -(w.weight + coalesce(k.weight, 0.0)), n.place
"""


class Staging:
    """Takes places and names in any order and writes a gazetteer file of them.

    Parameters
    ----------
    folder : Path
        An empty folder for the unfinished files, on a disk with room for three times the finished one.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "gazetteer.sqlite"
        self._connection = sqlite3.connect(self.file, isolation_level=None)
        self._run(f"PRAGMA temp_store_directory = '{str(folder).replace(chr(39), 2 * chr(39))}'")  # /tmp may be small
        self._run("PRAGMA page_size = 4096")
        self._connection.execute("ATTACH ? AS staging", (str(folder / "staging.sqlite"),))
        for schema in ("main", "staging"):  # files that were not finished are thrown away
            self._run(f"PRAGMA {schema}.journal_mode = OFF")
            self._run(f"PRAGMA {schema}.synchronous = OFF")
            self._run(f"PRAGMA {schema}.cache_size = -{CACHE_KIB}")
        self._connection.executescript(LAYOUT + _STAGING)
        self._many("INSERT INTO staging.kind VALUES (?,?)", KIND_WEIGHT.items())

    def add_places(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take places: the columns of the table, a weight, and an origin, the lower of which wins for one id."""
        self._many("INSERT INTO staging.place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)

    def add_names(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take names: folded name, place, kind, form."""
        self._many("INSERT INTO staging.name VALUES (?,?,?,?)", rows)

    def put_places(self) -> None:
        """Write the places in the order of their ids."""
        self._run(_PUT_PLACES)
        self._run(_PUT_WEIGHTS)
        self._run("DROP TABLE staging.place")

    def put_names(self) -> None:
        """Write the names of places that there are, the best known place of each name first."""
        self._many("INSERT INTO name VALUES (?,?,?,?,?)", _ranked(self._connection.execute(_NAMES)))
        self._run("DROP TABLE staging.name")

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows of two columns."""
        self._many(f"INSERT OR IGNORE INTO {table} VALUES (?,?)", rows)

    def count(self, table: str) -> int:
        """Return how many rows were written."""
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def finish(self) -> Path:
        """Make the indexes and pack the file; return its path."""
        self._run("DETACH staging")
        self._connection.executescript(INDEXES)
        self._run("VACUUM")  # pages come out half full of sorted rows
        self._connection.close()
        return self.file

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)

    def _many(self, sql: str, rows: Iterable[Any]) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany(sql, rows)
        self._connection.execute("COMMIT")


def _ranked(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[object, ...]]:
    for key, group in groupby(rows, itemgetter(0)):
        yield from numbered(key, [row[1:] for row in group])
