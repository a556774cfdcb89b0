"""Writes the collected places into one SQLite file, laid out for look-ups."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator
from math import log10
from operator import itemgetter
from pathlib import Path

import shapely

from .layout import ABBREVIATION, ALTERNATE, DEMONYM, SCHEMA_VERSION, cell_of
from .records import Collection, folded

LAYOUT = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, key TEXT, name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
    radius_km INTEGER NOT NULL, country TEXT, admin1 TEXT, feature TEXT NOT NULL, population INTEGER NOT NULL,
    cell INTEGER NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL, rank INTEGER NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, form TEXT,
    PRIMARY KEY (key, rank)
) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE outline (place INTEGER PRIMARY KEY, geometry BLOB NOT NULL);
"""

INDEXES = """
CREATE UNIQUE INDEX place_key ON place (key) WHERE key IS NOT NULL;
CREATE INDEX place_cell ON place (cell);
CREATE INDEX place_population ON place (population);
"""

_FEATURE_WEIGHT = {"PCL": 4.0, "CON": 4.0, "OCN": 8.0, "SEA": 7.0, "GUL": 6.5, "RGN": 6.0, "ADM1": 0.5, "ADM2": -1.0}
"""Added to the logarithm of the people: what readers mean first by a name that several places bear."""

NameRow = tuple[int, int, str | None]
"""Place number, kind and form of one name."""
RankedRow = tuple[float, int, int, str | None]
"""The same behind a weight, the smallest of which is the best known."""

KIND_WEIGHT = {ALTERNATE: -2.0, ABBREVIATION: 2.0, DEMONYM: 2.0}
_PEOPLELESS_WEIGHT = 5.0
"""For waters and landforms, which have no people: as much as a town of 100,000."""


def write_database(collection: Collection, meta: dict[str, str], target: Path) -> None:
    """Write everything to `target`, which must not exist yet."""
    with sqlite3.connect(target) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")  # a file that was not finished is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(LAYOUT)
        connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", _place_rows(collection))
        connection.executemany("INSERT INTO name VALUES (?,?,?,?,?)", _name_rows(collection))
        connection.executemany("INSERT INTO division VALUES (?,?)", sorted(collection.codes.items()))
        connection.executemany("INSERT INTO outline VALUES (?,?)", _outline_rows(collection))
        connection.executemany("INSERT INTO meta VALUES (?,?)", sorted({**meta, **_counts(collection)}.items()))
        connection.executescript(INDEXES)
    connection.execute("VACUUM")  # pages come out half full of sorted rows; this packs them
    connection.close()


def _counts(collection: Collection) -> dict[str, str]:
    return {
        "schema": str(SCHEMA_VERSION),
        "places": str(len(collection.places)),
        "names": str(len(collection.names)),
        "outlines": str(len(collection.outlines)),
    }


def _place_rows(collection: Collection) -> Iterator[tuple[object, ...]]:
    for place in sorted(collection.places.values(), key=lambda place: place.number):
        yield (
            place.number, place.key, place.name, round(place.latitude, 5), round(place.longitude, 5), place.radius_km,
            place.country_code, place.admin1, place.feature_code, place.population,
            cell_of(place.latitude, place.longitude),
        )  # fmt: skip


def _name_rows(collection: Collection) -> Iterator[tuple[object, ...]]:
    """Yield the names, the best known place first under each; a place answers one name once, in its best kind."""
    weights = {
        place.number: -weight_of_kind(place.feature_code, place.population) for place in collection.places.values()
    }
    by_key: dict[str, list[RankedRow]] = defaultdict(list)
    for text, number, kind, form in collection.names:
        by_key[folded(text)].append((weights[number] - KIND_WEIGHT.get(kind, 0.0), number, kind, form))
    by_key.pop("", None)
    for key in sorted(by_key):
        rows = by_key[key]
        if len(rows) == 1:  # most of them
            yield key, 0, *rows[0][1:]
        else:
            rows.sort(key=itemgetter(0, 1))
            yield from numbered(key, [row[1:] for row in rows])


def numbered(key: str, rows: list[NameRow]) -> Iterator[tuple[object, ...]]:
    """Yield the places of one name with their ranks, leaving out a guarded spelling where the place answers without.

    What a list of peoples has goes before the other names of other lists: "Swiss" is no name of Switzerland.
    """
    peoples = {number for number, kind, _ in rows if kind == DEMONYM}
    rows = [row for row in rows if not (row[1] == ALTERNATE and row[0] in peoples)]
    free = {number for number, kind, form in rows if form is None and kind != DEMONYM}
    seen: set[tuple[int, str | None]] = set()
    for number, kind, form in rows:
        is_guarded = form is not None or kind == DEMONYM
        if (number, form) not in seen and not (is_guarded and number in free):
            yield key, len(seen), number, kind, form
            seen.add((number, form))


def weight_of_kind(feature: str, population: int) -> float:
    """Return how likely readers mean a place first by its name, of all places of that name."""
    extra = _FEATURE_WEIGHT.get(feature, _FEATURE_WEIGHT.get(feature[:3], 0.0))
    if not population and not extra and not feature.startswith("PPL"):
        return _PEOPLELESS_WEIGHT
    return log10(population + 1) + extra


def _outline_rows(collection: Collection) -> Iterator[tuple[int, bytes]]:
    numbers = sorted(collection.outlines)
    texts = shapely.to_geojson([collection.outlines[number] for number in numbers])
    for number, text in zip(numbers, texts.tolist(), strict=True):
        yield number, zlib.compress(text.encode(), level=6)
