"""The map in a real browser, without the page around it: choices, previews, other meanings, and 20,000 places."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.assets.built import Tree
from dashboard.assets.packages import STREETS_FILE
from dashboard.folium_map import STYLES
from dashboard.map_data import map_data
from dashboard.map_script import SCRIPTS
from dashboard.view import View, build_view
from tests.browser.conftest import ROOT
from tests.dashboard.example import LINZ, example_analysis
from tests.dashboard.vector_tile import AREA, EXTENT, POINT, vector_tile

PAGE = "<!doctype html><meta charset='utf-8'><style>%s #map { height: 560px; width: 700px }</style><div id='map'></div>"
BASE = {"basemap_countries.json": {"type": "FeatureCollection", "features": []}, "towns.json": []}
SQUARE = {"type": "Polygon", "coordinates": [[[12.0, 46.0], [16.0, 46.0], [16.0, 49.0], [12.0, 49.0], [12.0, 46.0]]]}
AUSTRIA = {"type": "Feature", "properties": {"code": "AT", "name": "Austria"}, "geometry": SQUARE}
CROWD = 20_000
POPUP_MS = 100  # from the click to the popup; Leaflet and our own text nodes take a few of them

START = """base => {
  const still = { zoomAnimation: false, fadeAnimation: false }
  window.map = L.map("map", { center: [25, 10], zoom: 2, minZoom: 1, maxZoom: 18, zoomSnap: 0.5, ...still })
  Dateline.start(map, { data: base, dark: false })
  window.said = []
  window.Streamlit = { setComponentValue: (value) => said.push(value.last_active_drawing.properties.key) }
  window.__GLOBAL_DATA__ = {}
}"""
SHOW = """data => {
  window.layer?.remove()
  window.layer = Dateline.places(data).addTo(map)
}"""


@pytest.fixture
def open_map(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(drawn: dict[str, Any], **more: Any) -> Page:
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        tree = Tree(ROOT)
        read = lambda name: (tree.static / name).read_text(encoding="utf-8")  # noqa: E731
        page.set_content(PAGE % "\n".join(read(name) for name in STYLES if name != "fonts.css"))
        for name in SCRIPTS:
            page.add_script_tag(content=read(name))
        page.evaluate(START, {**BASE, "basemap_countries.json": {"type": "FeatureCollection", "features": [AUSTRIA]}})
        show(page, drawn, **more)
        return page

    yield opened
    for context in contexts:
        context.close()


def show(page: Page, drawn: dict[str, Any], **more: Any) -> None:
    page.evaluate(SHOW, {"name": "1", "drawn": drawn, "selected": None, **more})


def view_of(*keys: str) -> View:
    view = build_view(example_analysis())
    return dataclasses.replace(view, spots=tuple(spot for spot in view.spots if not keys or spot.key in keys))


def on_one_point() -> dict[str, Any]:
    """Linz twice at the same place, under two names."""
    view = view_of(LINZ)
    [linz] = view.spots
    return map_data(
        dataclasses.replace(view, spots=(linz, dataclasses.replace(linz, key="other", title="The harbour")))
    )


def test_two_places_on_one_point_are_offered_for_a_choice(open_map: Callable[..., Page]) -> None:
    page = open_map(on_one_point())
    page.locator("path.shape-point").last.click(force=True)
    expect(page.locator(".leaflet-popup")).to_contain_text("2 places on this point")
    assert page.evaluate("said") == []
    page.locator(".choice", has_text="The harbour").click()
    expect(page.locator(".leaflet-popup .head b")).to_have_text("The harbour")
    assert page.evaluate("said") == ["other"]
    handles = page.locator(".place-marker")
    expect(handles).to_have_count(2)  # each can be clicked by itself
    handles.filter(has_text="Linz").press("Enter")  # the popup may lie over it
    expect(page.locator(".leaflet-popup .head b")).to_have_text("Linz")
    expect(page.locator(".also")).to_contain_text("The harbour")


LOOKS_AT = "[map.getCenter().lat.toFixed(3), map.getCenter().lng.toFixed(3), map.getZoom()].join()"
SEEN = """popup => {
  const box = document.querySelector('#map').getBoundingClientRect()
  const parts = [popup.querySelector('.leaflet-popup-content-wrapper'), document.querySelector('.selected .tag')]
  return parts.map((one) => one.getBoundingClientRect()).every(({ left, top, right, bottom }) =>
    left >= box.left && top >= box.top && right <= box.right && bottom <= box.bottom)
}"""


def popup_of(page: Page, name: str) -> None:
    page.locator(f".place-marker[aria-label^='{name},']").press("Enter")
    expect(page.locator(".leaflet-popup .head b")).to_have_text(name)
    page.wait_for_timeout(500)  # the map has moved


@pytest.mark.parametrize("name", [spot.title for spot in build_view(example_analysis()).spots])
def test_a_popup_and_its_handle_are_both_seen_and_the_view_comes_back(open_map: Callable[..., Page], name: str) -> None:
    page = open_map(map_data(view_of()))
    before = page.evaluate(LOOKS_AT)
    popup_of(page, name)
    assert page.locator(".leaflet-popup").evaluate(SEEN)
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.wait_for_function(f"{LOOKS_AT} === {before!r}")


def test_from_popup_to_popup_the_first_view_is_kept(open_map: Callable[..., Page]) -> None:
    page = open_map(map_data(view_of()))
    before = page.evaluate(LOOKS_AT)
    for name in ("Budapest", "near Passau", "Linz"):
        popup_of(page, name)
    page.locator(".leaflet-popup-close-button").click()
    page.wait_for_function(f"{LOOKS_AT} === {before!r}")


@pytest.mark.parametrize("moves", ["map.panBy([60, 40], { animate: false })", "map.zoomIn(1, { animate: false })"])
def test_who_moves_the_map_beside_a_popup_stays_where_he_went(open_map: Callable[..., Page], moves: str) -> None:
    page = open_map(map_data(view_of()))
    popup_of(page, "Budapest")
    page.evaluate(f"void {moves}")
    there = page.evaluate(LOOKS_AT)
    page.locator(".leaflet-popup-close-button").press("Enter")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.wait_for_timeout(500)
    assert page.evaluate(LOOKS_AT) == there


def test_a_click_is_told_at_once_and_a_second_one_too(open_map: Callable[..., Page]) -> None:
    page = open_map(map_data(view_of()))
    marker = page.locator(".place-marker", has_text="Budapest")
    marker.click()
    marker.click()
    [first, second] = page.evaluate("said")
    assert first == second


def test_the_map_goes_to_what_a_correction_or_a_filter_leaves(open_map: Callable[..., Page]) -> None:
    page = open_map(map_data(view_of(LINZ)))
    far = dataclasses.replace(view_of(LINZ).spots[0], key="far", title="Far", latitude=-33.4, longitude=-70.6)
    moved = dataclasses.replace(view_of(LINZ), spots=(far,))
    handle = page.locator(".place-marker", has_text="Far")
    show(page, map_data(moved), name="2", selected="far")  # the selected place is another one now
    expect(handle).to_be_in_viewport()
    show(page, map_data(view_of(LINZ)), name="3")  # nothing is selected, and nothing is where the map was
    expect(page.locator(".place-marker", has_text="Linz")).to_be_in_viewport()


def test_panning_and_a_new_selection_keep_what_is_drawn(open_map: Callable[..., Page]) -> None:
    drawn = map_data(view_of())
    page = open_map(drawn)
    marker = page.locator(".place-marker", has_text="Budapest")
    before = marker.element_handle()
    marker.click()
    page.evaluate("map.panBy([40, 20], { animate: false })")
    key = page.evaluate("said")[0]
    show(page, drawn, selected=key)
    expect(page.locator(".place-marker.selected")).to_contain_text("Budapest")
    expect(page.locator(".leaflet-popup")).to_be_visible()
    assert before is not None
    assert before.evaluate("element => element.isConnected")


def test_other_meanings_and_whole_countries_are_faint_signs(open_map: Callable[..., Page]) -> None:
    other = {"name": "Linz am Rhein", "word": "second choice", "at": [14.9, 48.4]}
    page = open_map(map_data(view_of(LINZ)), selected=LINZ, candidates=[other], outline="AT")
    expect(page.locator(".candidate-marker")).to_contain_text("second choice")
    expect(page.locator(".named-outline")).to_have_count(1)
    show(page, map_data(view_of(LINZ)))
    expect(page.locator(".candidate-marker")).to_have_count(0)
    expect(page.locator(".named-outline")).to_have_count(0)


def test_a_name_that_is_pointed_at_lights_its_place(open_map: Callable[..., Page]) -> None:
    page = open_map(map_data(view_of()))
    page.evaluate("key => Dateline.preview(map, key)", LINZ)
    expect(page.locator(".place-marker.previewed")).to_contain_text("Linz")
    page.evaluate("Dateline.preview(map, null)")
    expect(page.locator(".previewed")).to_have_count(0)


def crowd() -> dict[str, Any]:
    """Places all over the Earth in rows, two of them on one point."""
    view = view_of(LINZ)
    [linz] = view.spots
    spots = [
        dataclasses.replace(
            linz,
            key=f"k{number}",
            title=f"Town {number}",
            latitude=number % 120 - 50.0,
            longitude=number // 120 * 1.9 - 160.0,
        )
        for number in range(CROWD)
    ]
    spots[1] = dataclasses.replace(spots[1], latitude=spots[0].latitude, longitude=spots[0].longitude)
    points = [dataclasses.replace(spot, geometry=None, shape="point") for spot in spots]
    return map_data(dataclasses.replace(view, spots=tuple(points)))


def test_twenty_thousand_places_are_dots_with_handles_where_there_is_room(open_map: Callable[..., Page]) -> None:
    page = open_map(crowd())
    handles = page.locator(".place-marker")
    expect(handles.first).to_be_visible()
    assert 5 <= handles.count() <= 60
    page.evaluate("map.setView([-50, -160], 9, { animate: false })")
    expect(handles.filter(has_text="Town 0")).to_be_visible()
    page.evaluate("map.fire('click', { latlng: L.latLng(-50, -160) })")
    expect(page.locator(".leaflet-popup")).to_contain_text("2 places on this point")
    page.locator(".choice", has_text="Town 1").click()
    expect(page.locator(".place-marker.selected")).to_contain_text("Town 1")
    assert page.evaluate("said") == ["k1"]


def test_a_popup_is_there_within_a_blink(open_map: Callable[..., Page]) -> None:
    page = open_map(map_data(view_of()))
    expect(page.locator(".place-marker").first).to_be_visible()
    clicked = """() => {
      const start = performance.now()
      document.querySelector(".place-marker").click()
      document.querySelector(".leaflet-popup").getBoundingClientRect()
      return performance.now() - start
    }"""
    assert min(page.evaluate(clicked) for _ in range(5)) < POPUP_MS


WHOLE = [(0, 0), (EXTENT, 0), (EXTENT, EXTENT), (0, EXTENT)]
PARK = {"landuse": [(AREA, WHOLE, {"kind": "park"})], "places": [(POINT, [(9, 9)], {"kind": "locality", "name": "A"})]}
WOOD = {"landcover": [(AREA, WHOLE, {"class": "wood"})], "place": [(POINT, [(9, 9)], {"class": "town", "name": "A"})]}
PAINTED = """name => {
  const wanted = getComputedStyle(map.getContainer()).getPropertyValue(name).trim()
  const hex = (bytes) => "#" + [...bytes].slice(0, 3).map((byte) => byte.toString(16).padStart(2, "0")).join("")
  const squares = [...document.querySelectorAll(".leaflet-tiles-pane canvas")].filter((one) => one.width)
  const middle = (square) => hex(square.getContext("2d").getImageData(128, 128, 1, 1).data)
  return squares.length && squares.every((one) => middle(one) === wanted)
}"""


@pytest.mark.parametrize("layers", [PARK, WOOD], ids=["Protomaps", "OpenMapTiles"])
def test_vector_tiles_are_drawn_in_the_colours_of_the_map(open_map: Callable[..., Page], layers: Any) -> None:
    page = open_map(map_data(view_of()))
    page.add_script_tag(content=(Tree(ROOT).static / STREETS_FILE).read_text(encoding="utf-8"))
    headers = {"Access-Control-Allow-Origin": "*"}
    page.route("**/tiles/**", lambda route: route.fulfill(body=vector_tile(layers), headers=headers))
    tiles = {
        "url": "http://localhost/tiles/{z}/{x}/{y}",
        "vector": True,
        "min": 0,
        "max": 14,
        "credit": "<b>somebody</b>",
    }
    show(page, map_data(view_of()), tiles=tiles)
    page.wait_for_function(PAINTED, arg="--green")
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("<b>somebody</b>")  # words, no markup
    page.evaluate("map.getContainer().dataset.theme = 'dark', Dateline.repaint(map, Dateline.maps.get(map))")
    page.wait_for_function(PAINTED, arg="--green")
    page.evaluate("map.setZoom(map.getZoom() + 0.5)")
    page.wait_for_function(PAINTED, arg="--green")
    show(page, map_data(view_of()))
    expect(page.locator(".leaflet-tiles-pane canvas")).to_have_count(0)
