"""The map: a base map without any article in it, and a layer in which article text can never become code."""

from __future__ import annotations

import dataclasses
import json
import re

import folium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string, generate_leaflet_string

from dashboard import folium_map, map_data
from dashboard.tiles import Facts
from dashboard.view import Spot, View, build_view
from dashboard.viewstate import ViewState
from geodata import schema
from tests.dashboard import example
from tests.dashboard.example import example_analysis


def view_of(**state: object) -> View:
    return build_view(example_analysis(), ViewState(**state))


def sent(view: View, **more: object) -> str:
    """What the browser is given to run."""
    return _get_feature_group_string(folium_map.spot_layer("abc", view, **more), folium_map.base_map())


def properties(data: dict[str, object]) -> list[dict[str, object]]:
    return [feature["properties"] for feature in data["places"]["features"]]


def written(script: str) -> tuple[dict[str, object], str]:
    """The data in what the browser runs, read back and as it is written."""
    start = script.index("Dateline.places(") + len("Dateline.places(")
    data, end = json.JSONDecoder().raw_decode(script, start)
    return data, script[start:end]


def made_spot(**fields: object) -> Spot:
    return dataclasses.replace(view_of().spots[0], **fields)


def test_the_base_map_is_always_the_same() -> None:
    one, other = folium_map.base_map(), folium_map.base_map()
    names = re.compile(r"_[0-9a-f]{32}")
    scripts = {names.sub("", generate_leaflet_string(drawn)) for drawn in (one, other)}
    assert len(scripts) == 1
    assert "Danube" not in scripts.pop()


def test_the_base_map_asks_no_other_host() -> None:
    drawn = folium_map.base_map()
    assert all(link.startswith(("../../api/", "../../app/static/")) for _, link in drawn.default_js + drawn.default_css)
    assert "http" not in generate_leaflet_string(drawn)
    # the library's own defaults are left alone
    assert any("http" in link for _, link in folium.Map.default_js)


def test_online_tiles_only_when_asked_for() -> None:
    assert "openstreetmap" not in sent(view_of())
    assert written(sent(view_of(), tiles=folium_map.ONLINE_TILES))[0]["tiles"] == folium_map.ONLINE_TILES


def test_the_tiles_of_a_file_come_from_our_own_server() -> None:
    tiles = folium_map.own_tiles(Facts(3, 12, (5.0, 45.0, 10.0, 48.0), "<b>somebody</b>"))
    assert tiles["url"].startswith("../../api/tiles/")
    assert tiles["bounds"] == [[45.0, 5.0], [48.0, 10.0]]
    assert not tiles["vector"]


def test_every_spot_has_one_handle_and_one_shape() -> None:
    features = map_data.map_data(view_of())["places"]["features"]
    assert [feature["properties"]["key"] for feature in features] == [spot.key for spot in view_of().spots]
    assert all(feature["geometry"] for feature in features)


def test_the_selection_is_no_part_of_what_is_drawn() -> None:
    one, other = (map_data.draw_data(map_data.map_data(view)) for view in (view_of(), view_of(place=example.LINZ)))
    assert one == other
    assert written(sent(view_of()))[0]["selected"] is None
    assert written(sent(view_of(place=example.LINZ)))[0]["selected"] == example.LINZ


def test_a_region_that_is_only_named_has_its_outline() -> None:
    square = {"type": "Polygon", "coordinates": [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]]}
    spot = made_spot(key="adm:X.1", place_id="adm:X.1", named_only=True, geometry=None, shape="point", claim_ids=())
    view = dataclasses.replace(view_of(), spots=(spot,))
    [drawn] = map_data.map_data(view, {"adm:X.1": square}.get)["places"]["features"]
    assert (drawn["geometry"], drawn["properties"]["shape"]) == (square, "area")
    [bare] = map_data.map_data(view)["places"]["features"]
    assert (bare["geometry"]["type"], bare["properties"]["shape"]) == ("Point", "point")


HOSTILE = [
    "<script>alert(1)</script>",
    "${alert(1)}",
    "`+alert(1)+`",
    "{{'alert'}}",
    "{% raw %}",
    "</script><img src=x onerror=alert(1)>",
    "\u2028\u2029\u202eevil",
    "a\\u0027); alert(1)//",
    "_0123456789abcdef feature_group_0",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_article_text_never_becomes_code(words: str) -> None:
    analysis = example_analysis()
    analysis.places.loc[:, "name"] = words
    analysis.mentions.loc[:, "text"] = words
    analysis.speakers.loc[:, "name"] = words
    view = build_view(analysis, ViewState())
    drawn = json.loads(map_data.draw_data(map_data.map_data(view)).body)
    assert properties(drawn)[0]["title"].startswith(words)
    candidate = {"name": words, "word": "second choice", "at": [1.0, 2.0]}
    data, source = written(sent(view, candidates=[candidate]))
    assert data["candidates"] == [candidate]
    assert not set("<>&'`$") & set(source)
    assert "{{" not in source


@given(st.text())
def test_json_for_scripts_reads_back_as_it_was(text: str) -> None:
    clean = text.encode(errors="replace").decode()
    source = map_data.to_script_json({"key": [clean, 1.5, None, True]})
    assert json.loads(source) == {"key": [clean, 1.5, None, True]}
    assert source.isascii()
    assert not set("<>&'`$_") & set(source)
    assert "{{" not in source


@pytest.mark.parametrize(
    ("report", "key"),
    [
        ({"last_active_drawing": {"properties": {"key": "geonames:1~near", "click": 3}}}, "geonames:1~near"),
        ({"last_active_drawing": None}, None),
        ({"last_active_drawing": {"properties": {}}}, None),
        ({"last_active_drawing": {"properties": {"key": 7}}}, None),
        ({}, None),
        (None, None),
    ],
)
def test_what_a_click_hit(report: dict[str, object] | None, key: str | None) -> None:
    assert folium_map.spot_from_click(report) == key


@pytest.mark.parametrize(
    ("longitudes", "west", "east"),
    [
        ([10.0, 20.0], 10.0, 20.0),
        ([-5.0, 5.0], -5.0, 5.0),
        # Fiji and Samoa lie on both sides of the date line, not around the world
        ([178.0, -172.0], 178.0, 188.0),
        ([0.0, 90.0, 179.0], 0.0, 179.0),
        ([7.0], 7.0, 7.0),
    ],
)
def test_bounds_take_the_short_way_around(longitudes: list[float], west: float, east: float) -> None:
    spots = tuple(
        made_spot(key=str(longitude), longitude=longitude, latitude=1.0, geometry=None) for longitude in longitudes
    )
    bounds = map_data.bounds_of(dataclasses.replace(view_of(), spots=spots))
    assert bounds == ((1.0, pytest.approx(west)), (1.0, pytest.approx(east)))


def test_an_area_cut_at_the_date_line_stays_in_one_piece() -> None:
    box = lambda west, east: [[[west, -20.0], [east, -20.0], [east, -15.0], [west, -15.0], [west, -20.0]]]  # noqa: E731
    geometry = {"type": "MultiPolygon", "coordinates": [box(177.0, 180.0), box(-180.0, -178.0)]}
    view = dataclasses.replace(view_of(), spots=(made_spot(geometry=geometry, longitude=178.0, latitude=-17.0),))
    assert map_data.bounds_of(view) == ((-20.0, 177.0), (-15.0, 182.0))


def test_without_places_there_is_nothing_to_fit() -> None:
    assert map_data.bounds_of(dataclasses.replace(view_of(), spots=())) is None


def test_named_places_do_not_widen_the_view() -> None:
    assert map_data.bounds_of(view_of(role=("all",))) == map_data.bounds_of(view_of())


def test_a_place_with_many_statements_says_how_many_more() -> None:
    claims = [
        dataclasses.replace(example.CLAIMS[1], claim_id=f"c{number}") for number in range(map_data.CLAIMS_IN_POPUP + 5)
    ]
    rows = [dataclasses.replace(example.CLAIMS_AT_PLACE[0], claim_id=claim.claim_id) for claim in claims]
    frames = {"claims": schema.to_frame("claims", claims), "claims_at_place": schema.to_frame("claims_at_place", rows)}
    data = map_data.map_data(build_view(dataclasses.replace(example_analysis(), **frames), ViewState()))
    first = properties(data)[0]
    assert (len(first["claims"]), first["more"], first["count"]) == (map_data.CLAIMS_IN_POPUP, 5, 35)


def test_an_endless_statement_is_cut() -> None:
    view = view_of()
    claim_id = next(iter(view.cards))
    piece = dataclasses.replace(view.cards[claim_id].pieces[0], text="x" * 10_000)
    cards = {**view.cards, view.spots[0].claim_ids[0]: dataclasses.replace(view.cards[claim_id], pieces=(piece, piece))}
    data = map_data.map_data(dataclasses.replace(view, cards=cards))
    [[words, quoted]] = next(iter(data["claims"].values()))["pieces"]
    assert (len(words), words[-1], quoted) == (map_data.LONGEST_WORDS + 1, "…", False)


@pytest.mark.parametrize(
    ("drawing", "point"),
    [
        # a point that a reader picked
        ({"properties": {"key": None}, "geometry": {"type": "Point", "coordinates": [36.7, 34.7]}}, (34.7, 36.7)),
        # a place that was selected
        ({"properties": {"key": "geonames:1"}, "geometry": {"type": "Point", "coordinates": [36.7, 34.7]}}, None),
        # what nobody draws
        ({"properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}}, None),
        ({"properties": {}, "geometry": None}, None),
        (None, None),
    ],
)
def test_a_picked_point_is_no_selection(drawing, point):
    assert folium_map.point_from_click({"last_active_drawing": drawing}) == point
