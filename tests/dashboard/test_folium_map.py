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

from dashboard import folium_map
from dashboard.view import Spot, View, build_view
from dashboard.viewstate import ViewState
from geodata import schema
from tests.dashboard import example
from tests.dashboard.example import example_analysis


def view_of(**state: object) -> View:
    return build_view(example_analysis(), ViewState(**state))


def sent(view: View) -> str:
    """What the browser is given to run."""
    return _get_feature_group_string(folium_map.spot_layer(view), folium_map.base_map())


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
    assert all(link.startswith("../../app/static/") for _, link in drawn.default_js + drawn.default_css)
    assert "http" not in generate_leaflet_string(drawn)
    # the library's own defaults are left alone
    assert any("http" in link for _, link in folium.Map.default_js)


def test_online_tiles_only_when_asked_for() -> None:
    assert "openstreetmap" in generate_leaflet_string(folium_map.with_online_tiles())


def test_every_spot_has_one_handle() -> None:
    data = folium_map.map_data(view_of())
    keys = [feature["properties"]["key"] for feature in data["handles"]["features"]]
    assert keys == [spot.key for spot in view_of().spots]
    assert sorted(keys) == sorted(feature["properties"]["key"] for feature in data["shapes"]["features"])


def test_only_the_selection_changes_when_something_is_selected() -> None:
    one = folium_map.map_data(view_of())
    other = folium_map.map_data(view_of(place=example.LINZ))
    assert one.pop("selected") is None
    assert other.pop("selected") == example.LINZ
    assert one == other


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
    script = sent(build_view(analysis, ViewState()))
    data, source = written(script)
    assert data["handles"]["features"][0]["properties"]["title"].startswith(words)
    assert not set("<>&'`$") & set(source)
    assert "{{" not in source


@given(st.text())
def test_json_for_scripts_reads_back_as_it_was(text: str) -> None:
    clean = text.encode(errors="replace").decode()
    source = folium_map.to_script_json({"key": [clean, 1.5, None, True]})
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
    bounds = folium_map.bounds_of(dataclasses.replace(view_of(), spots=spots))
    assert bounds == ((1.0, pytest.approx(west)), (1.0, pytest.approx(east)))


def test_an_area_cut_at_the_date_line_stays_in_one_piece() -> None:
    box = lambda west, east: [[[west, -20.0], [east, -20.0], [east, -15.0], [west, -15.0], [west, -20.0]]]  # noqa: E731
    geometry = {"type": "MultiPolygon", "coordinates": [box(177.0, 180.0), box(-180.0, -178.0)]}
    view = dataclasses.replace(view_of(), spots=(made_spot(geometry=geometry, longitude=178.0, latitude=-17.0),))
    assert folium_map.bounds_of(view) == ((-20.0, 177.0), (-15.0, 182.0))


def test_without_places_there_is_nothing_to_fit() -> None:
    assert folium_map.bounds_of(dataclasses.replace(view_of(), spots=())) is None


def test_named_places_do_not_widen_the_view() -> None:
    assert folium_map.bounds_of(view_of(role=("all",))) == folium_map.bounds_of(view_of())


def test_a_place_with_many_statements_says_how_many_more() -> None:
    claims = [
        dataclasses.replace(example.CLAIMS[1], claim_id=f"c{number}")
        for number in range(folium_map.CLAIMS_IN_POPUP + 5)
    ]
    rows = [dataclasses.replace(example.CLAIMS_AT_PLACE[0], claim_id=claim.claim_id) for claim in claims]
    frames = {"claims": schema.to_frame("claims", claims), "claims_at_place": schema.to_frame("claims_at_place", rows)}
    data = folium_map.map_data(build_view(dataclasses.replace(example_analysis(), **frames), ViewState()))
    properties = data["handles"]["features"][0]["properties"]
    assert (len(properties["claims"]), properties["more"], properties["count"]) == (folium_map.CLAIMS_IN_POPUP, 5, 35)


def test_an_endless_statement_is_cut() -> None:
    view = view_of()
    claim_id = next(iter(view.cards))
    piece = dataclasses.replace(view.cards[claim_id].pieces[0], text="x" * 10_000)
    cards = {**view.cards, view.spots[0].claim_ids[0]: dataclasses.replace(view.cards[claim_id], pieces=(piece, piece))}
    data = folium_map.map_data(dataclasses.replace(view, cards=cards))
    [[words, quoted]] = data["handles"]["features"][0]["properties"]["claims"][0]["pieces"]
    assert (len(words), words[-1], quoted) == (folium_map.LONGEST_WORDS + 1, "…", False)
