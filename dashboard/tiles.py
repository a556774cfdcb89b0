"""Tiles of a file on this computer, MBTiles or PMTiles, pictures or vectors: streets, without asking anyone."""

from __future__ import annotations

import gzip
import json
import sqlite3
import struct
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, NamedTuple, Protocol

from geodata.errors import InputError

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
"""What a browser can show, by the word of MBTiles."""

VECTORS = "application/vnd.mapbox-vector-tile"
"""What the map draws itself (assets/streets.js)."""

_KINDS = {1: "pbf", 2: "png", 3: "jpg", 4: "webp"}  # of PMTiles
_VECTOR_WORDS = frozenset({"pbf", "mvt"})  # of MBTiles
_HEADER = struct.Struct("<7sB11Q6B4i1B2i")  # PMTiles 3: 127 bytes
_MAGIC = b"PMTiles"
_PLAIN, _GZIP = 1, 2  # PMTiles: how directories are packed
_DEGREES = 1e7  # PMTiles: degrees are whole numbers of this size
_DEEPEST_DIRECTORY = 4  # PMTiles: a root and at most three levels of leaves
_ENDING = "a .mbtiles or .pmtiles file with vector tiles or pictures (png, jpg or webp)"


class Facts(NamedTuple):
    """What the browser must know of a file of tiles."""

    lowest: int
    highest: int
    bounds: tuple[float, float, float, float]  # west, south, east, north
    credit: str
    are_vectors: bool = False


class Tiles(Protocol):
    """A file of tiles."""

    media_type: str
    facts: Facts

    def read(self, zoom: int, column: int, row: int) -> bytes | None:
        """Return one tile, rows counted from the north, or None."""


@cache
def open_tiles(path: str) -> Tiles:
    """Open a file of tiles, once.

    Raises
    ------
    InputError
        When there is no such file, or it holds no tiles of these; the text says what to give.
    """
    if not Path(path).is_file():
        raise InputError(f"There is no file of map tiles at {path}: give {_ENDING} with --tiles.")
    try:
        with Path(path).open("rb") as file:
            is_pmtiles = file.read(len(_MAGIC)) == _MAGIC
        return PMTiles(Path(path)) if is_pmtiles else MBTiles(Path(path))
    except InputError:
        raise
    except (OSError, ValueError, KeyError, sqlite3.Error, struct.error, EOFError) as error:
        raise InputError(f"{path} cannot be read as map tiles: give {_ENDING} with --tiles.") from error


def _media_type(word: str, path: Path) -> str:
    media_type = VECTORS if word.lower() in _VECTOR_WORDS else PICTURES.get(word.lower())
    if media_type is None:
        raise InputError(f"{path} holds {word or 'unknown'} tiles, which Dateline does not draw: give {_ENDING}.")
    return media_type


class MBTiles:
    """A file of tiles as an SQLite database."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        stated = {name: str(value) for name, value in self._ask("SELECT name, value FROM metadata")}
        self.media_type = _media_type(stated.get("format", ""), path)
        lowest, highest = self._ask("SELECT min(zoom_level), max(zoom_level) FROM tiles")[0]
        bounds = tuple(float(edge) for edge in stated.get("bounds", "-180,-85.05,180,85.05").split(","))
        west, south, east, north = bounds
        are_vectors = self.media_type == VECTORS
        credit = stated.get("attribution", "")
        self.facts = Facts(int(lowest), int(highest), (west, south, east, north), credit, are_vectors)

    def read(self, zoom: int, column: int, row: int) -> bytes | None:
        """Return one tile; the file counts its rows from the south."""
        wanted = (zoom, column, 2**zoom - 1 - row)
        sql = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        found = self._ask(sql, wanted)
        return bytes(found[0][0]) if found else None

    def _ask(self, sql: str, values: tuple[int, ...] = ()) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


class _Entry(NamedTuple):
    """One line of a PMTiles directory: tiles that are the same, or (no run) a directory further down."""

    tile: int
    run: int
    length: int
    offset: int


class PMTiles:
    """A file of tiles in the PMTiles format, version 3."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._file: BinaryIO = path.open("rb")  # held open as long as the server runs
        head = _HEADER.unpack(self._file.read(_HEADER.size))
        version, (root_at, root_size, facts_at, facts_size, self._leaves_at, _, self._data_at) = head[1], head[2:9]
        self._packing, tile_packing, kind = head[14:17]
        if version != 3 or self._packing not in {_PLAIN, _GZIP}:  # noqa: PLR2004 - the only version in use
            raise ValueError(path)
        self.media_type = _media_type(_KINDS.get(kind, ""), path)
        are_vectors = self.media_type == VECTORS
        if are_vectors and tile_packing not in {_PLAIN, _GZIP}:
            raise InputError(f"{path} packs its tiles in a way that browsers cannot open: give one packed with gzip.")
        self._root = (root_at, root_size)
        west, south, east, north = (edge / _DEGREES for edge in head[19:23])
        stated = json.loads(self._unpacked(facts_at, facts_size) or b"{}")
        credit = str(stated.get("attribution", ""))
        self.facts = Facts(head[17], head[18], (west, south, east, north), credit, are_vectors)

    def read(self, zoom: int, column: int, row: int) -> bytes | None:
        """Return one tile, found from directory to directory."""
        count = 2**zoom if 0 <= zoom <= self.facts.highest else 0
        if not (0 <= column < count and 0 <= row < count):
            return None
        wanted, place = tile_number(zoom, column, row), self._root
        for _ in range(_DEEPEST_DIRECTORY):
            entry = _find(_directory(self._unpacked(*place)), wanted)
            if entry is None:
                return None
            if entry.run:
                return self._bytes(self._data_at + entry.offset, entry.length)
            place = (self._leaves_at + entry.offset, entry.length)
        return None

    def _bytes(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)

    def _unpacked(self, start: int, length: int) -> bytes:
        data = self._bytes(start, length)
        return gzip.decompress(data) if data and self._packing == _GZIP else data


def tile_number(zoom: int, column: int, row: int) -> int:
    """Return the number of a tile along the Hilbert curve, those of all lower zooms before it."""
    number: int = (4**zoom - 1) // 3
    side = 2 ** (zoom - 1) if zoom else 0
    while side:
        right, down = int(bool(column & side)), int(bool(row & side))
        number += side * side * ((3 * right) ^ down)
        if not down:
            if right:
                column, row = side - 1 - column, side - 1 - row
            column, row = row, column
        side //= 2
    return number


def _find(entries: list[_Entry], wanted: int) -> _Entry | None:
    """Return the entry that holds a tile: the last one that does not start behind it."""
    before = [entry for entry in entries if entry.tile <= wanted]
    if not before:
        return None
    last = before[-1]
    return last if not last.run or wanted - last.tile < last.run else None


def _directory(data: bytes) -> list[_Entry]:
    """Read a directory: its columns one after another, tile numbers as steps, offsets often left out."""
    numbers = iter(_varints(data))
    size = next(numbers)
    steps, runs, lengths, places = ([next(numbers) for _ in range(size)] for _ in range(4))
    entries: list[_Entry] = []
    tile = 0
    for step, run, length, place in zip(steps, runs, lengths, places, strict=True):
        tile += step
        behind = entries[-1].offset + entries[-1].length if entries else 0
        entries.append(_Entry(tile, run, length, place - 1 if place else behind))
    return entries


def _varints(data: bytes) -> list[int]:
    numbers, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            numbers.append(value)
            value = shift = 0
    return numbers
