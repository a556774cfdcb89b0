"""Files for others: what is in them, what may not be in them, and that ours come back as they were."""

import csv
import dataclasses
import functools
import io
import json
import operator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import analyze, formats, schema, wording
from geodata.errors import DatelineError, InputError, SchemaError
from geodata.formats.csv_file import READABLE, full_columns, guard, write_frame
from geodata.formats.geojson_file import write_places
from geodata.formats.table_text import printable
from geodata.ingest import make_article
from geodata.models import Claim
from geodata.schema import FRAME_NAMES, Analysis
from tests.dashboard.example import example_analysis

EXAMPLE = example_analysis()
FORMULA_SIGNS = "=+-@\t\r\n|"


def nothing_found(text: str = "One word.") -> Analysis:
    frames = {name: schema.to_frame(name, ()) for name in FRAME_NAMES}
    return Analysis(article=make_article(text), **frames, provenance={})


def with_statement(words: str) -> Analysis:
    """Make an article whose one statement is all of its text."""
    empty = nothing_found(words)
    text = empty.article.text
    claim = Claim("c", empty.article.article_id, "s0", 0, len(text), text)
    return dataclasses.replace(empty, claims=schema.to_frame("claims", [claim]))


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_json_comes_back_as_it_was() -> None:
    data = formats.write(EXAMPLE, "json")
    again = formats.read_json(data)
    assert again.article == EXAMPLE.article
    for name, frame in EXAMPLE.frames().items():
        assert schema.to_records(again.frames()[name]) == schema.to_records(frame), name
    assert formats.write(again, "json") == data


def test_json_is_one_object_on_one_line_with_the_keys_of_the_contract() -> None:
    data = formats.write(EXAMPLE, "json")
    assert data.count(b"\n") == 1
    whole = json.loads(data)
    assert list(whole) == ["article", *FRAME_NAMES, "provenance"]
    assert whole["article"]["published"] == "2024-06-04"
    assert whole["provenance"]["credits"] == list(wording.CREDITS)


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),  # nested deeper than any parser goes
        (b"[]", "no article"),
        (b'{"type": "FeatureCollection"}', "no article"),
        (b'{"article": {"title": "x"}}', "not a Dateline analysis"),
        (formats.write(EXAMPLE, "json").replace(b'"certainty":"certain"', b'"certainty":"sure"', 1), "sure"),
        (formats.write(EXAMPLE, "json").replace(b'"start":', b'"start":1', 1), "mentions"),  # offsets moved
        (formats.write(EXAMPLE, "json").replace(b'"start":', b'"start":"x",".":', 1), "kind|analysis"),
    ],
)
def test_a_file_that_is_no_analysis_gives_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(SchemaError, match=words) as caught:
        formats.read_json(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "path, value, words",
    [
        (("article", "text"), 5, "no text"),
        (("article", "title"), {"a": 1}, "no text"),
        (("article", "text"), "Another text.", "changed afterwards"),
        (("article", "article_id"), "../../etc", "its id"),  # would name a file outside of the folder
        (("article", "published"), "never", "right kind"),
        (("article", "captured_at"), 12, "right kind"),
        (("provenance",), [1], "right kind"),
        (("mentions",), "x", "right kind"),
        (("mentions", 0), 3, "right kind"),
        (("mentions", 0, "end"), 10**30, "right kind"),
        (("mentions", 0, "start"), -5, "mentions"),
        (("mentions", 0, "place_id"), "nowhere", "mentions.place_id"),
        (("places", 0, "latitude"), "north", "right kind"),
        (("places", 0, "latitude"), 500, "on Earth"),
        (("places", 0, "longitude"), None, "on Earth"),
        (("places", 0, "latitude"), float("inf"), "no JSON"),
        (("places", 0, "radius_km"), -1, "distance"),
        (("places", 0, "place_id"), None, "no id"),
        (("claims", 1, "claim_id"), EXAMPLE.claims["claim_id"][0], "of another"),
        (("claims", 0, "speaker_id"), "nobody", "claims.speaker_id"),
        (("claims", 0, "figures"), "<b>", "figures"),
        (("claims", 0, "evidence"), [3], "span"),
        (("claims", 0, "content_spans"), [[0, 99_999]], "span"),
        (("claims_at_place", 0, "claim_id"), "none", "claims_at_place.claim_id"),
        (("claims_at_place", 0, "place_id"), None, "no place"),
        (("claims_at_place", 0, "geometry"), "<script>", "GeoJSON"),
        (("claims_at_place", 0, "geometry"), {"type": "Point", "coordinates": ["a", "b"]}, "GeoJSON"),
        (("claims_at_place", 0, "geometry"), {"type": "Polygon", "coordinates": []}, "GeoJSON"),
        (("claims_at_place", 0, "geometry"), {"coordinates": [1, 2]}, "GeoJSON"),
        (("claims_at_place", 0, "geometry"), {"type": "Point", "coordinates": [190, 10]}, "not on Earth"),
        (("claims", 0, "chain"), 5, "claims.chain"),
        (("candidates", 0, "clues"), [5], "candidates.clues"),
        (("corrections",), [{"correction_id": "a", "target": "x", "field": "note"}], "history"),
        (("provenance", "capture"), "x", "its capture"),
        (("provenance", "capture"), {"same_as": ["x"]}, "record of its capture"),
        (("provenance", "models"), 3, "its models"),
        (("provenance", "filter"), {"kind": 3}, "its filter"),
        (("provenance", "corrections_in"), [None], "its filter"),
        (("provenance", "machine"), {"claims": [{"quote": "loud"}]}, "loud"),
        (("provenance", "machine"), {"claims": 3}, "right kind"),
        (("provenance", "machine"), {"claims": []}, "claims_at_place.claim_id"),
    ],
)
def test_an_analysis_that_does_not_hold_together_is_refused(
    path: tuple[str | int, ...], value: Any, words: str
) -> None:
    whole = json.loads(formats.write(EXAMPLE, "json"))
    *way, last = path
    part: Any = functools.reduce(operator.getitem, way, whole)
    part[last] = value
    with pytest.raises(SchemaError, match=words) as caught:
        formats.read_json(json.dumps(whole).encode())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "version, words",
    [
        ("99.1.0", "Dateline 99.1.0 wrote it"),
        ("0.0.1", ""),
        ("soon", ""),
        (None, ""),
        ("9" * 5000, ""),  # more digits than a number is read of
    ],
)
def test_a_file_of_a_newer_version_says_so_where_it_cannot_be_read(version: Any, words: str) -> None:
    whole = json.loads(formats.write(EXAMPLE, "json"))
    whole["provenance"]["program"] = {"name": "dateline", "version": version}
    assert formats.read_json(json.dumps(whole).encode()).article == EXAMPLE.article
    whole["claims"][0]["certainty"] = "rumoured"
    with pytest.raises(SchemaError, match="rumoured") as caught:
        formats.read_json(json.dumps(whole).encode())
    assert (words in str(caught.value)) if words else ("wrote it" not in str(caught.value))


def test_half_a_character_in_a_file_is_replaced() -> None:
    whole = json.loads(formats.write(EXAMPLE, "json"))
    whole["article"]["title"] = "Half \ud800"
    again = formats.read_json(json.dumps(whole).encode())
    assert again.article.title == "Half \ufffd"
    assert formats.write(again, "json")


def test_csv_has_a_row_for_each_statement_and_place_and_for_each_statement_without_one() -> None:
    rows = table(formats.write(EXAMPLE, "csv"))
    assert tuple(rows[0]) == READABLE
    assert len(READABLE) == 12
    placed = {(at["claim_id"], at["place_id"]) for at in schema.to_records(EXAMPLE.claims_at_place)}
    unplaced = set(EXAMPLE.claims["claim_id"]) - set(EXAMPLE.claims_at_place["claim_id"])
    assert len(rows) == len(placed) + len(unplaced)
    assert sum(row["precision"] == "no place" for row in rows) == len(unplaced)
    assert all("As reported, not verified" in row["note"] for row in rows)


def test_csv_gives_a_point_only_where_the_statement_stands_at_one() -> None:
    for full, latitude in ((False, "latitude"), (True, "place_latitude")):
        rows = table(formats.write(EXAMPLE, "csv", full=full))
        place = {row["place" if not full else "place_name"]: row for row in rows}
        assert place["Budapest"][latitude].startswith("47.5" if not full else "47.49")
        assert place["Upper Austria"][latitude] == ""  # an area
        assert place["Austria"][latitude] == ""  # a country as a whole
    assert table(formats.write(EXAMPLE, "csv"))[2]["place"] == "near Passau"
    assert table(formats.write(EXAMPLE, "csv"))[2]["latitude"] == ""  # a disc around it is not the town
    near = table(formats.write(EXAMPLE, "csv", full=True))[2]
    assert near["shape"] == "disc"  # which says that the point of the town is not where it was
    assert near["place_latitude"].startswith("48.5")


def test_full_csv_says_how_far_the_choice_of_the_place_is_to_be_trusted() -> None:
    rows = table(formats.write(EXAMPLE, "csv", full=True))
    assert {row["place_doubt"] for row in rows if row["place_id"]} <= {"clear", "check", "unsure"}
    assert {row["place_doubt"] for row in rows if not row["place_id"]} == {""}


def test_full_csv_has_every_column_once() -> None:
    rows = table(formats.write(EXAMPLE, "csv", full=True))
    assert tuple(rows[0]) == full_columns()
    assert set(schema.columns("claims")) <= set(rows[0])
    assert json.loads(rows[1]["geometry"])["type"] == "Point"
    assert None not in rows[0]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_no_cell_of_a_csv_is_a_formula(words: str) -> None:
    analysis = with_statement(words + " and more words" * 60)
    for full in (False, True):
        data = formats.write(analysis, "csv", full=full)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(rows) == 2
        assert len(rows[0]) == len(rows[1])
        assert not any(cell.startswith(tuple(FORMULA_SIGNS)) for cell in rows[1])


@pytest.mark.parametrize(
    "cell, safe",
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),  # of text; a number of ours stays a number
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),  # white space in front is cut by some programs
        ("\uff1d1+1", "'\uff1d1+1"),  # the wide form of East Asian keyboards
        ("a=1", "a=1"),
        ("", ""),
        ("'=1", "'=1"),
    ],
)
def test_cells_that_a_spreadsheet_would_run_are_guarded(cell: str, safe: str) -> None:
    assert guard(cell) == safe


def test_negative_coordinates_stay_numbers() -> None:
    places = EXAMPLE.places.assign(latitude=-33.9)
    rows = table(write_frame(places))
    assert {row["latitude"] for row in rows} == {"-33.9"}


@pytest.mark.parametrize("name", FRAME_NAMES)
def test_every_frame_can_be_written_as_csv(name: str) -> None:
    frame = EXAMPLE.frames()[name]
    rows = table(write_frame(frame))
    assert len(rows) == len(frame)


def positions(geometry: dict[str, object]) -> list[list[float]]:
    found: list[list[float]] = []
    todo = [geometry["coordinates"]]
    while todo:
        item = todo.pop()
        if isinstance(item[0], (int, float)):  # type: ignore[index]
            found.append(item)  # type: ignore[arg-type]
        else:
            todo.extend(item)  # type: ignore[arg-type]
    return found


def test_geojson_keeps_its_standard() -> None:
    whole = json.loads(formats.write(EXAMPLE, "geojson"))
    assert whole["type"] == "FeatureCollection"
    ids = [feature["id"] for feature in whole["features"]]
    assert len(ids) == len(set(ids))
    for feature in whole["features"]:
        assert feature["type"] == "Feature"
        assert feature["properties"]["note"] == wording.NOT_VERIFIED
        if feature["geometry"]:
            assert all(
                12 < longitude < 20 and 46 < latitude < 49 for longitude, latitude in positions(feature["geometry"])
            )


def test_geojson_draws_no_country_as_a_whole() -> None:
    whole = json.loads(formats.write(EXAMPLE, "geojson"))
    by_place = {feature["properties"]["place"]: feature["geometry"] for feature in whole["features"]}
    assert by_place["Austria"] is None
    assert by_place[None] is None
    assert by_place["near Passau"]["type"] == "Polygon"
    places = {item["id"]: item["geometry"] for item in json.loads(write_places(EXAMPLE))["features"]}
    assert places["iso:AT"] is None
    assert places["geonames:3054643"]["type"] == "Point"


def test_a_rejected_place_leaves_the_statement_without_one() -> None:
    rejected = EXAMPLE.claims_at_place.assign(review="rejected")
    analysis = dataclasses.replace(EXAMPLE, claims_at_place=rejected)
    assert {row["precision"] for row in table(formats.write(analysis, "csv"))} == {"no place"}


def test_the_table_shows_everything_and_fits() -> None:
    shown = formats.write(EXAMPLE, "table", width=100).decode()
    assert max(map(len, shown.splitlines()[4:-1])) <= 100
    words = shown.split()
    for statement in EXAMPLE.claims["text"]:
        assert set(statement.split()) <= set(words)
    assert "NOT" in words
    assert "Zwettlbach" in shown.split("Not found: ")[1]


@given(st.text())
def test_nothing_in_an_article_steers_the_terminal(words: str) -> None:
    assert printable(words).isprintable()


def test_an_article_without_anything_has_every_format() -> None:
    empty = nothing_found()
    assert json.loads(formats.write(empty, "geojson"))["features"] == []
    assert table(formats.write(empty, "csv")) == []
    assert "0 statements" in formats.write(empty, "table").decode()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InputError, match="json, table, csv, geojson"):
        formats.write(EXAMPLE, "shapefile")
    assert issubclass(InputError, DatelineError)


@pytest.mark.parametrize(
    "certainty, polarity, realis, words",
    [
        ("certain", "positive", "realised", "said flatly"),
        ("probable", "positive", "realised", "said it is likely"),
        ("possible", "positive", "realised", "said it may be"),
        ("unknown", "positive", "realised", "does not commit"),
        ("certain", "negative", "realised", "said it is NOT so"),
        ("probable", "negative", "future", "said it is likely NOT so"),  # a denial stays one in the future
        ("certain", "positive", "future", "plans or asks for"),
        ("possible", "positive", "future", "said it may be, still to come"),
        ("certain", "positive", "requested", "plans or asks for"),
        ("certain", "positive", "hypothetical", "said what would be"),
        ("possible", "positive", "hypothetical", "said it may be"),
    ],
)
def test_how_it_was_said(certainty: str, polarity: str, realis: str, words: str) -> None:
    assert wording.how_said(certainty, polarity, realis) == words


def test_a_file_says_as_the_page_whether_words_or_verb_hold_the_no() -> None:
    text = "The dam did not fail in Linz, a guard said. The owner denied that a bridge in Graz had fallen."
    rows = json.loads(formats.write(analyze(text), "geojson"))["features"]
    assert [row["properties"]["how_said"] for row in rows] == ["said flatly NOT", "denied it"]


def test_what_is_denied_to_be_not_so_is_denied() -> None:
    rows = json.loads(formats.write(analyze("A guard denied that no aid had come to Linz."), "geojson"))["features"]
    assert [row["properties"]["how_said"] for row in rows] == ["denied it"]


@pytest.mark.parametrize(
    "relation, distance, bearing, words",
    [
        (None, None, None, "Homs"),
        ("in", None, None, "Homs"),
        ("near", None, None, "near Homs"),
        ("north_of", None, 0.0, "north of Homs"),
        ("south_of", 20.0, 180.0, "20 km south of Homs"),
        ("near", 5.0, None, "5 km from Homs"),
        ("part_of", None, 270.0, "western part of Homs"),
        ("part_of", None, 350.0, "northern part of Homs"),  # the circle closes
        ("part_of", None, None, "part of Homs"),
    ],
)
def test_places_are_named_as_the_text_stands_to_them(
    relation: str | None, distance: float | None, bearing: float | None, words: str
) -> None:
    assert wording.place_phrase("Homs", relation, distance, bearing) == words
