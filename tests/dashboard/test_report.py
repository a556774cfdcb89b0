"""The HTML file: everything in it, nothing outside it, and article text that never becomes markup."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from dashboard import outlines
from dashboard.report import write_html
from dashboard.view import build_view
from dashboard.viewstate import ViewState
from geodata import schema
from tests.dashboard import example
from tests.dashboard.example import example_analysis

LARGEST = 3_000_000  # bytes: small enough for a mail


class Page(HTMLParser):
    """The elements of a page, its scripts and its visible text."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self._inside = ""
        self.feed(source.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts.append(data)
        elif self._inside != "style":
            self.text += data

    def meta(self, name: str) -> str:
        return next(str(found["content"]) for tag, found in self.tags if found.get("http-equiv") == name)


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(write_html(example_analysis()))


def test_it_is_small_enough_to_send() -> None:
    assert len(write_html(example_analysis())) < LARGEST


def test_it_names_nothing_outside_itself(page: Page) -> None:
    links = [
        (tag, found.get(name))
        for tag, found in page.tags
        for name in ("src", "href", "srcset", "data")
        if name in found
    ]
    assert all(str(link).startswith("#") for _, link in links)
    assert not {tag for tag, _ in page.tags} & {"link", "iframe", "img", "object", "embed", "base"}
    style = write_html(example_analysis()).decode().partition("<style>")[2].partition("</style>")[0]
    assert re.findall(r"url\((?!#)", style) == []
    assert "@import" not in style


def test_its_policy_forbids_every_request(page: Page) -> None:
    policy = page.meta("Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    ours = [script for script in page.scripts if not script.startswith("{")]
    for script in ours:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not [found for _, found in page.tags if any(name.startswith("on") for name in found)]


def test_everything_is_there_without_javascript(page: Page) -> None:
    view = build_view(example_analysis(), ViewState())
    words = " ".join(page.text.split())
    for card in view.cards.values():
        assert card.heading in words
        assert all(piece.text in words for piece in card.pieces)
    for spot in view.spots:
        assert spot.title in words
        assert spot.subtitle in words
    assert view.summary.text in words
    assert "As reported, not verified" in words
    assert example.article().sha256 in words
    assert all(credit in words for credit in view.credits)
    assert "The museum keeps a list of the great floods on its wall." in words


def test_quotation_marks_only_where_the_article_has_them(page: Page) -> None:
    assert len([tag for tag, _ in page.tags if tag == "q"]) == 2


def test_marks_lead_to_their_spots(page: Page) -> None:
    keys = [found["data-key"] for tag, found in page.tags if tag == "mark" and "data-key" in found]
    assert f"{example.LINZ}~north_of" in keys
    assert example.LINZ in keys


def test_the_data_reads_back(page: Page) -> None:
    data = json.loads(next(script for script in page.scripts if script.startswith("{")))
    assert len(data["places"]["drawn"]["places"]["features"]) == 9
    names = {feature["properties"]["name"] for feature in data["base"]["basemap_countries.json"]["features"]}
    assert {"Austria", "Brazil"} <= names


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>${alert(1)}`{{7*7}}{% x %}\u202e"


def hostile_analysis() -> schema.Analysis:
    """An analysis in which every text of the article is an attack."""
    analysis = example_analysis(title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)", text=HOSTILE)
    analysis.places.loc[:, "name"] = HOSTILE
    analysis.speakers.loc[:, "name"] = HOSTILE
    claims = [dataclasses.replace(claim, start=0, end=len(HOSTILE), text=HOSTILE) for claim in example.CLAIMS]
    mentions = [
        dataclasses.replace(mention, start=number, end=number + 1, text=HOSTILE[number])
        for number, mention in enumerate(example.MENTIONS)
    ]
    frames = {"claims": schema.to_frame("claims", claims), "mentions": schema.to_frame("mentions", mentions)}
    return dataclasses.replace(analysis, **frames)


def test_article_text_never_becomes_markup(page: Page) -> None:
    hostile = Page(write_html(hostile_analysis()))
    assert {tag for tag, _ in hostile.tags} <= {tag for tag, _ in page.tags}
    assert len(hostile.scripts) == len(page.scripts)
    assert "alert(1)" in hostile.text
    assert not [found for _, found in hostile.tags if "javascript:" in str(found.get("href"))]


def test_it_shows_what_the_page_shows() -> None:
    filtered = Page(write_html(example_analysis(), ViewState(polarity=("negative",))))
    assert "2 of 17 statements" in filtered.text
    assert "sandbags along the quays, " not in filtered.text


def test_an_article_without_places_is_a_file_too() -> None:
    empty = {name: schema.to_frame(name, ()) for name in schema.FRAME_NAMES}
    written = Page(write_html(dataclasses.replace(example_analysis(), **empty)))
    assert "No statements found" in written.text


@pytest.mark.parametrize(
    ("bounds", "near", "far"),
    [
        # Austria finely, Brazil roughly
        (((47.0, 12.0), (49.0, 19.0)), "Austria", "Brazil"),
        # across the date line both sides are near
        (((-20.0, 177.0), (-10.0, 190.0)), "Fiji", "Austria"),
    ],
)
def test_outlines_are_fine_near_the_places(bounds: outlines.Bounds, near: str, far: str) -> None:
    def corners(data: dict[str, object], name: str) -> int:
        features = data["basemap_countries.json"]["features"]
        return sum(len(str(one["geometry"])) for one in features if one["properties"]["name"] == name)

    here, elsewhere = outlines.base_data(bounds), outlines.base_data(((60.0, -150.0), (61.0, -149.0)))
    assert corners(here, near) > corners(elsewhere, near)
    assert corners(here, far) == corners(elsewhere, far)


def test_borders_are_lines_and_nothing_else() -> None:
    borders = outlines.base_data(((47.0, 12.0), (49.0, 19.0)))["basemap_admin1.json"]["features"]
    assert {feature["geometry"]["type"] for feature in borders} == {"MultiLineString"}


def test_the_towns_of_the_file_stay_largest_first() -> None:
    towns = outlines.base_data(((47.0, 12.0), (49.0, 19.0)))["towns.json"]
    assert any(town[0] == "Linz" for town in towns)
    assert len(towns) <= outlines.TOWNS_NEAR + outlines.TOWNS_ELSEWHERE
