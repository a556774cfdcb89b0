"""One list of files for page, command and API; each says which filter was on and holds only what passes it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from dashboard.exports import EXPORTS, export, filters_of, narrowed, read_filters, read_view, safe_copy
from dashboard.picture.plate import _notes
from dashboard.printing import write_print
from dashboard.view import build_view
from dashboard.viewstate import ViewState
from geodata import schema, wording
from geodata.captures import recorded
from geodata.errors import InputError
from geodata.formats import read_export
from geodata.models import Correction
from geodata.schema import Analysis
from tests.dashboard.example import example_analysis
from tests.dashboard.test_report import hostile_analysis

EXAMPLE = example_analysis()
STATES = [
    ViewState(certainty=("possible",)),
    ViewState(polarity=("negative",), kind=("literal",)),
    ViewState(camp=("article",)),
    ViewState(q="school"),
    ViewState(date_from=date(2024, 6, 5)),
    ViewState(precision=("2",)),
    ViewState(role=("venue",)),  # lets nothing through
]


@pytest.mark.parametrize("state", STATES, ids=repr)
def test_a_file_holds_what_the_page_shows_under_the_same_filter(state: ViewState) -> None:
    part = narrowed(EXAMPLE, state)
    shown = build_view(EXAMPLE, state)
    assert set(part.claims["claim_id"]) == set(shown.cards)
    assert set(build_view(part).cards) == set(shown.cards)
    assert {spot.key for spot in build_view(part).spots} == {spot.key for spot in shown.spots}
    back = read_export(export(EXAMPLE, "json", state))  # refuses what points nowhere
    assert back.provenance["filter"] == filters_of(state)


def test_without_a_filter_everything_is_written() -> None:
    assert narrowed(EXAMPLE, ViewState(article="x", place="y", role=("all",))) is EXAMPLE


@pytest.mark.parametrize("name", EXPORTS)
def test_every_file_says_what_it_is_and_which_part(name: str) -> None:
    data = export(EXAMPLE, name, ViewState(certainty=("possible",)))
    assert data
    assert data == export(EXAMPLE, name, ViewState(certainty=("possible",)))
    if name == "png":
        words = " ".join(map(str, Image.open(io.BytesIO(data)).info.values()))
    else:
        words = data.decode(errors="replace")
    assert wording.NOT_VERIFIED in words
    assert "GeoNames" in words
    assert "certainty: possible" in words or '"certainty":["possible"]' in words


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("", ViewState()),
        ("certainty=possible&role=event", ViewState(certainty=("possible",), role=("event",))),
        ("http://localhost:8501/?v=1&article=x&place=geonames:1&q=two+words", ViewState(q="two words")),
        (
            "?kind=literal,demonym&from=2024-06-05#top",
            ViewState(kind=("literal", "demonym"), date_from=date(2024, 6, 5)),
        ),
    ],
)
def test_filters_are_read_from_an_address(words: str, state: ViewState) -> None:
    assert read_view(words) == state


@pytest.mark.parametrize("words", ["certainty=sure", "from=x", "kind=town", "?precision=1&precision=7"])
def test_a_filter_that_is_none_is_an_error(words: str) -> None:
    with pytest.raises(InputError, match=r"sure|x|town|7"):
        read_view(words)
    with pytest.raises(InputError, match="review"):
        read_filters({"review": ["maybe"]})


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(InputError, match="geoparquet, png, report"):
        export(EXAMPLE, "shapefile")


def picture(analysis: Analysis, state: ViewState | None = None) -> Image.Image:
    return Image.open(io.BytesIO(export(analysis, "png", state))).convert("RGB")


def colours(image: Image.Image) -> set[tuple[int, int, int]]:
    found = image.getcolors(image.width * image.height) or []
    return {colour for count, colour in found if count > 50}  # type: ignore[misc]


def test_the_picture_has_land_sea_and_the_colours_of_what_was_said() -> None:
    image = picture(EXAMPLE)
    assert image.width == 1600
    flat, denied, planned, land = (31, 95, 139), (139, 46, 63), (91, 75, 154), (239, 236, 228)
    assert {flat, denied, planned, land} <= colours(image)


def test_the_picture_draws_only_what_passes_the_filter() -> None:
    top = picture(EXAMPLE, ViewState(polarity=("negative",))).crop((0, 150, 1600, 1000))  # without the legend
    assert (139, 46, 63) in colours(top)
    assert (91, 75, 154) not in colours(top)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(0.0, 179.9), (-89.9, 0.0), (89.9, -180.0), (64.1, -21.9)],  # at the date line, at the poles, alone on an island
)
def test_a_picture_can_be_drawn_of_any_place(latitude: float, longitude: float) -> None:
    places = EXAMPLE.places.assign(latitude=latitude, longitude=longitude)
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    moved = EXAMPLE.claims_at_place.assign(geometry=[point] * len(EXAMPLE.claims_at_place), shape="point")
    drawn = Analysis(**{**vars(EXAMPLE), "places": places, "claims_at_place": moved})
    assert picture(drawn).width == 1600


def test_what_is_not_on_the_picture_is_counted_to_the_last() -> None:
    view = build_view(EXAMPLE)
    many = replace(view, countries=tuple(replace(view.countries[0], name=f"Land {number}") for number in range(6)))
    words = _notes(many, "", 0)
    assert words.startswith("as a whole: Land 0 1, Land 1 1, Land 2 1 and 3 more · without a place 4")


def test_a_picture_can_be_drawn_of_nothing() -> None:
    frames = {name: schema.to_frame(name, ()) for name in schema.FRAME_NAMES}
    nothing = Analysis(article=EXAMPLE.article, **frames, provenance={})
    assert picture(nothing).width == 1600
    assert b"no statement that this report can show" in export(nothing, "report")


def test_hostile_words_are_only_words_in_a_report() -> None:
    page = export(hostile_analysis(), "report").decode()
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_a_report_numbers_every_statement_and_lists_what_people_changed() -> None:
    page = write_print(EXAMPLE).decode()
    assert max(int(number) for number in re.findall(r'value="(\d+)"', page)) == len(EXAMPLE.claims)
    change = Correction(
        "c",
        EXAMPLE.claims["claim_id"][0],
        "certainty",
        "certain",
        "possible",
        "Ana",
        EXAMPLE.article.captured_at,
        "one",
    )
    changed = Analysis(**{**vars(EXAMPLE), "corrections": schema.to_frame("corrections", [change])})
    printed = write_print(changed).decode()
    assert "Changed by people" in printed
    assert ">Ana</td>" in printed
    assert ">2024-06-04 09:30</td>" in printed
    assert "said it may be, not said flatly" in printed


@pytest.mark.parametrize("name", ["html", "report"])
def test_what_people_say_of_a_statement_stands_beside_it(name: str) -> None:
    claim, at = EXAMPLE.claims["claim_id"][0], EXAMPLE.article.captured_at
    said = [("c1", "verdict", "Lacks <b>context"), ("c2", "note", "since when?"), ("c3", "credibility", "3")]
    log = [Correction(key, claim, field, None, new, "Ana", at, "one") for key, field, new in said]
    told = replace(EXAMPLE, corrections=schema.to_frame("corrections", log))
    page = export(told, name).decode()
    for words in ("Ana’s verdict: Lacks &lt;b&gt;context", "Ana: since when?", "graded 3 by Ana: possibly so"):
        assert words in page
    assert "’s verdict" not in export(EXAMPLE, name).decode()


def test_the_json_of_a_part_says_so() -> None:
    part = json.loads(export(EXAMPLE, "geojson", ViewState(certainty=("possible",))))
    assert part["filter"] == "certainty: possible"
    assert {feature["properties"]["certainty"] for feature in part["features"]} == {"possible"}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_safe_copy_has_nothing_of_what_is_hidden(name: str) -> None:
    """The place, its coordinates and the source are in none of the files; each says that something was taken out."""
    kept = recorded(EXAMPLE, {"file": "Passau secret.docx"})
    copy = safe_copy(kept, "rounded", ["Passau", "The grid operator"])
    data = export(copy, name)
    words = (
        " ".join(map(str, Image.open(io.BytesIO(data)).info.values()))
        if name == "png"
        else data.decode(errors="replace")
    )
    assert "Passau" not in words
    assert "13.43122" not in words
    assert "grid operator" not in words
    assert EXAMPLE.article.sha256 not in words
    if name != "png":
        assert "coordinates are rounded" in words
        assert "some names are hidden" in words


def test_without_anything_to_hide_nothing_is_copied() -> None:
    assert safe_copy(EXAMPLE) is EXAMPLE
    with pytest.raises(InputError, match="exact, rounded, hidden"):
        safe_copy(EXAMPLE, "blurred")
