"""What the map fetches: the places of a view that is open, towns by square, and pictures out of a file."""

from __future__ import annotations

import gzip
import json
import sqlite3
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dashboard import cached, map_api, tiles, towns
from dashboard.folium_map import base_map
from dashboard.map_data import map_data
from dashboard.panels.reader import article
from dashboard.view import build_view
from dashboard.viewstate import ViewState
from geodata.errors import InputError
from tests.dashboard.asgi import Reader
from tests.dashboard.example import LINZ, TEXT, example_analysis
from tests.dashboard.vector_tile import LINE, varints, vector_tile

PICTURE = b"\x89PNG\r\n\x1a\n picture"


@pytest.fixture
def reader() -> Reader:
    return Reader(Starlette(routes=map_api.routes()))


# -- the script of the map ---------------------------------------------------------------------------------------------


def test_the_map_names_the_script_that_it_is_drawn_with(reader: Reader) -> None:
    ((_, link),) = base_map().default_js
    answer = reader.get(link.removeprefix("../.."))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]
    assert [answer.text.count(word) for word in ("@preserve", "window.Dateline = {", "new Places(data)")] == [1, 1, 1]


def test_a_script_of_another_version_is_not_kept_by_the_browser(reader: Reader) -> None:
    answer = reader.get("/api/script/0123456789abcdef.js")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")


# -- places ------------------------------------------------------------------------------------------------------------


def test_the_places_of_an_open_view_are_made_when_they_are_fetched(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysis = replace(example_analysis(), provenance={"analyzed_at": "just now"})
    made = []
    monkeypatch.setattr(cached, "map_data", lambda *parts: made.append(1) or map_data(*parts))
    name = cached.map_address(analysis, ViewState(place=LINZ))
    assert not made
    answer = reader.get(f"/api/map/{name}.json")
    assert (answer.status, answer.headers["content-type"], len(made)) == (200, "application/json", 1)
    assert LINZ in {feature["properties"]["key"] for feature in json.loads(answer.text)["places"]["features"]}
    assert cached.map_address(analysis, ViewState()) == name


def test_the_same_places_are_known_by_their_tag_under_whatever_name(reader: Reader) -> None:
    analysis = example_analysis()
    again = replace(analysis, provenance={"analyzed_at": "later"})
    names = [cached.map_address(one, ViewState()) for one in (analysis, again)]
    assert names[0] != names[1]
    assert len({reader.get(f"/api/map/{name}.json").headers["etag"] for name in names}) == 1


def test_where_nothing_is_said_to_have_happened_the_named_places_are_sent(reader: Reader) -> None:
    analysis = example_analysis()
    frames = {"claims": analysis.claims.iloc[:0], "claims_at_place": analysis.claims_at_place.iloc[:0]}
    silent = replace(analysis, **frames, provenance={"analyzed_at": "in silence"})
    sent = json.loads(reader.get(f"/api/map/{cached.map_address(silent, ViewState())}.json").text)
    assert [feature["properties"]["namedOnly"] for feature in sent["places"]["features"]].count(True) > 1


def test_the_text_of_an_open_view_is_sent_once_for_all_selections(reader: Reader) -> None:
    analysis = example_analysis()
    signatures = {
        cached.offer("text", analysis, state, lambda: article(build_view(analysis), TEXT))
        for state in (ViewState(), ViewState(place=LINZ))
    }
    [signature] = signatures
    assert json.loads(reader.get(f"/api/text/{signature}.json").text)["text"] == TEXT


def test_the_places_of_no_open_view_are_not_there(reader: Reader) -> None:
    answer = reader.get(f"/api/map/{'0' * 64}.json")
    assert answer.status == 404
    assert "reload" in json.loads(answer.text)["error"]


# -- towns -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("square", "town"),
    [
        ("0/0/0", "Shanghai"),  # the whole world has its largest towns
        ("4/9/6", "Damascus"),
        ("9/308/203", "Homs"),
    ],
)
def test_the_largest_towns_of_a_square_come_first(reader: Reader, square: str, town: str) -> None:
    answer = reader.get(f"/api/towns/{square}.json")
    rows = json.loads(answer.text)
    assert town in [row[0] for row in rows]
    assert [row[3] for row in rows] == sorted((row[3] for row in rows), reverse=True)
    assert len(rows) <= towns.TOWNS_PER_SQUARE


@pytest.mark.parametrize("square", ["3/8/0", "1/0/2", "14/0/0", "99/1/1", "x/0/0"])
def test_there_is_no_such_square(reader: Reader, square: str) -> None:
    assert reader.get(f"/api/towns/{square}.json").status == 404


def test_the_squares_of_a_zoom_fit_together() -> None:
    west, south, east, north = towns.square_box(2, 2, 1) or (0, 0, 0, 0)
    assert (west, east) == (0.0, 90.0)
    assert (south, north) == (pytest.approx(0.0, abs=1e-9), pytest.approx(66.513, abs=0.001))


# -- tiles ----------------------------------------------------------------------------------------------------------


def mbtiles(path: Path, kind: str = "png", tile: bytes = PICTURE) -> Path:
    """A file with one tile: column 1, row 0 from the north, of zoom 1."""
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        facts = [("format", kind), ("bounds", "0,0,90,60"), ("attribution", "somebody")]
        file.executemany("INSERT INTO metadata VALUES (?, ?)", facts)
        file.execute("INSERT INTO tiles VALUES (1, 1, 1, ?)", (tile,))
    file.close()
    return path


def pmtiles(path: Path, kind: int = 2, tile: bytes = PICTURE, *, leaf: bool = False, packing: int = 1) -> Path:
    """The same tile in the other format, its directory in the root or one level down."""
    directory = gzip.compress(varints(1, tiles.tile_number(1, 1, 0), 1, len(tile), 1))
    leaves = directory if leaf else b""
    root = gzip.compress(varints(1, 0, 0, len(leaves), 1)) if leaf else directory
    facts = gzip.compress(json.dumps({"attribution": "somebody"}).encode())
    at = [127, 127 + len(root), 127 + len(root) + len(facts), 127 + len(root) + len(facts) + len(leaves)]
    sizes = [len(root), len(facts), len(leaves), len(tile)]
    places = [number for pair in zip(at, sizes, strict=True) for number in pair]
    edges = (0, 0, 900_000_000, 600_000_000)
    head = struct.pack("<7sB11Q6B4i1B2i", b"PMTiles", 3, *places, 1, 1, 1, 1, 2, packing, kind, 0, 1, *edges, 0, 0, 0)
    path.write_bytes(head + root + facts + leaves + tile)
    return path


@pytest.mark.parametrize("make", [mbtiles, pmtiles, lambda path: pmtiles(path, leaf=True)])
def test_a_picture_is_read_out_of_a_file(make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "map.tiles")
    opened = tiles.open_tiles(str(path))
    assert opened.facts.bounds == (0.0, 0.0, 90.0, 60.0)
    assert (opened.facts.highest, opened.facts.credit) == (1, "somebody")
    monkeypatch.setenv("DATELINE_TILES", str(path))
    reader = Reader(Starlette(routes=map_api.routes()))
    answer = reader.get("/api/tiles/1/1/0")
    assert (answer.body, answer.headers["content-type"]) == (PICTURE, "image/png")
    assert [reader.get(f"/api/tiles/{square}").status for square in ("1/0/0", "1/1/1", "0/0/0", "7/1/1")] == [404] * 4


def test_without_a_file_there_are_no_pictures(reader: Reader) -> None:
    assert reader.get("/api/tiles/0/0/0").status == 404


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path, "no file of map tiles"),
        (lambda path: path.touch() or path, "cannot be read as map tiles"),
        (lambda path: path.write_text("not tiles") and path, "cannot be read as map tiles"),
        (lambda path: mbtiles(path, "terrarium"), "holds terrarium tiles"),
        (lambda path: pmtiles(path, 0), "holds unknown tiles"),
    ],
)
def test_a_file_that_is_none_is_answered_with_what_to_give(make, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words) as told:
        tiles.open_tiles(str(make(tmp_path / "map.tiles")))
    assert ".pmtiles file with vector tiles or pictures" in str(told.value)


VECTORS = gzip.compress(vector_tile({"roads": [(LINE, [(0, 0), (4096, 4096)], {"kind": "highway"})]}))


@pytest.mark.parametrize(
    ("make", "packed"),
    [
        (lambda path: mbtiles(path, "pbf", VECTORS), True),
        (lambda path: mbtiles(path, "pbf", gzip.decompress(VECTORS)), False),
        (lambda path: pmtiles(path, 1, VECTORS, packing=2), True),
        (lambda path: pmtiles(path, 1, gzip.decompress(VECTORS)), False),
    ],
)
def test_vector_tiles_are_sent_as_they_are(make, packed: bool, tmp_path: Path, monkeypatch) -> None:
    path = make(tmp_path / "map.tiles")
    assert tiles.open_tiles(str(path)).facts.are_vectors
    monkeypatch.setenv("DATELINE_TILES", str(path))
    reader = Reader(Starlette(routes=map_api.routes()))
    answer = reader.get("/api/tiles/1/1/0")
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers.get("content-encoding") == ("gzip" if packed else None)
    assert (gzip.decompress(answer.body) if packed else answer.body) == gzip.decompress(VECTORS)
    assert reader.get("/api/tiles/1/0/0").status == 204  # an empty square, no missing one


def test_vector_tiles_that_no_browser_unpacks_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="packed with gzip"):
        tiles.open_tiles(str(pmtiles(tmp_path / "map.tiles", 1, VECTORS, packing=4)))


@pytest.mark.parametrize(
    ("tile", "number"),
    [  # the numbers that the format's own description gives
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((1, 0, 1), 2),
        ((1, 1, 1), 3),
        ((1, 1, 0), 4),
        ((2, 0, 0), 5),
        ((12, 3423, 1763), 19078479),
    ],
)
def test_tiles_are_numbered_along_the_curve(tile: tuple[int, int, int], number: int) -> None:
    assert tiles.tile_number(*tile) == number
