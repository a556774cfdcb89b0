"""Files for other programs, read by other programs: GDAL, an XML schema, a JSON-LD processor; and ours back again."""

from __future__ import annotations

import dataclasses
import io
import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastkml
import geopandas
import pandas as pd
import pytest
from fastkml.utils import find_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pyarrow import parquet
from pyld import jsonld

from geodata import formats, schema, wording
from geodata.errors import SchemaError
from geodata.formats import geojson_file, kml_file
from geodata.ingest import make_article
from geodata.models import Claim, ClaimAtPlace, Correction, Evidence, Place
from geodata.narrowing import only_kinds
from geodata.schema import Analysis
from tests.dashboard.example import example_analysis

EXAMPLE = example_analysis()
STANDARDS = Path(__file__).parent / "standards"
READ_BACK = ("json", "geojson", "w3c")
KML = {"k": kml_file.NAMESPACE}


def corrected() -> Analysis:
    """The example with what people changed, kept in the log as the library keeps it."""
    claim, mention = EXAMPLE.claims["claim_id"][0], EXAMPLE.mentions["mention_id"][0]
    at = datetime(2024, 6, 5, 8, 30, tzinfo=UTC)
    log = [
        Correction("c1", claim, "certainty", "certain", "possible", "Ana", at, "one"),
        Correction("c2", mention, "place_id", None, {"latitude": 47.5, "longitude": 19.0}, "Ben", at, "same_name"),
        Correction("c3", claim, "verdict", None, "Misleading: the figure is of last year", "Ana", at, "one"),
        Correction("c4", claim, "note", None, "see the table of the grid operator", "Ben", at, "one"),
    ]
    return dataclasses.replace(EXAMPLE, corrections=schema.to_frame("corrections", log))


CASES = {"example": EXAMPLE, "corrected": corrected(), "filtered": only_kinds(EXAMPLE, ("literal",))}


@pytest.mark.parametrize("name", READ_BACK)
@pytest.mark.parametrize("analysis", CASES.values(), ids=CASES)
def test_what_is_written_comes_back_with_every_correction_and_every_id(name: str, analysis: Analysis) -> None:
    data = formats.write(analysis, name)
    again = formats.read_export(data)
    assert again.article == analysis.article
    for frame, rows in analysis.frames().items():
        assert schema.to_records(again.frames()[frame]) == schema.to_records(rows), frame
    assert formats.write(again, name) == data
    assert formats.write(again, "kml") == formats.write(analysis, "kml")


@pytest.mark.parametrize(
    "data, words",
    [
        (b'{"type": "FeatureCollection", "features": []}', "saved it again"),  # as QGIS leaves it
        (b'{"type": "AnnotationCollection", "analysis": 3}', "saved it again"),
        (formats.write(EXAMPLE, "jsonld"), "written for others"),
        (b'{"type": ["FeatureCollection"]}', "no article"),
        (b'{"type": "FeatureCollection", "dateline": {"article": {"text": "x"}}}', "not a Dateline analysis"),
        (b"<kml/>", "no JSON"),
    ],
)
def test_a_file_that_cannot_come_back_says_what_to_open(data: bytes, words: str) -> None:
    with pytest.raises(SchemaError, match=words) as caught:
        formats.read_export(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_file_carries_note_credits_filter_and_capture(name: str) -> None:
    data = formats.write(CASES["filtered"], name)
    words = (
        parquet.read_schema(io.BytesIO(data)).metadata[b"dateline"].decode() if name == "geoparquet" else data.decode()
    )
    assert wording.NOT_VERIFIED in words
    assert "GeoNames (CC BY 4.0)" in words
    assert "kind: literal" in words or (name == "json" and '"filter":{"kind":["literal"]}' in words)
    if name != "table":
        assert EXAMPLE.article.sha256 in words
        assert "2024-06-04T09:30:00" in words


def read(name: str, analysis: Analysis, folder: Path) -> geopandas.GeoDataFrame:
    path = folder / f"map{formats.FORMATS[name].ending}"
    path.write_bytes(formats.write(analysis, name))
    return geopandas.read_parquet(path) if name == "geoparquet" else geopandas.read_file(path)


@pytest.mark.parametrize("name", ["geojson", "kml", "geoparquet"])
def test_gis_programs_read_the_same_shapes(name: str, tmp_path: Path) -> None:
    """GDAL, which QGIS reads with, and geopandas see a row per statement and place, on the right spot."""
    found = read(name, EXAMPLE, tmp_path)
    pairs = EXAMPLE.claims_at_place.drop_duplicates(["claim_id", "place_id"])
    unplaced = set(EXAMPLE.claims["claim_id"]) - set(pairs["claim_id"])
    assert len(found) == len(pairs) + len(unplaced)
    assert found.crs is not None
    assert found.crs.equals("OGC:CRS84") or found.crs.to_epsg() == 4326
    where = found.set_index("claim_id").geometry
    drawn = EXAMPLE.claims_at_place.dropna(subset="geometry").set_index("claim_id")["geometry"]
    assert set(where.dropna()[~where.dropna().is_empty].index) == set(drawn.index)
    west, south, east, north = found.total_bounds
    assert 12 < west < east < 20
    assert 46 < south < north < 49


def test_kml_keeps_the_schema_of_its_standard() -> None:
    for analysis in CASES.values():
        document = etree.fromstring(formats.write(analysis, "kml"))
        standard().assertValid(document)


def standard() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("fastkml") / "schema" / "ogckml22.xsd")))


def test_kml_has_styles_shapes_days_and_asks_nobody() -> None:
    data = formats.write(EXAMPLE, "kml")
    document = etree.fromstring(data)
    styles = {f"#{style.get('id')}" for style in document.iterfind(".//k:Style", KML)}
    assert {url.text for url in document.iterfind(".//k:styleUrl", KML)} <= styles
    assert document.findall(".//k:Polygon", KML)
    assert document.findall(".//k:TimeSpan/k:begin", KML)
    assert not document.findall(".//k:href", KML)
    names = [name.text for name in document.iterfind(".//k:Placemark/k:name", KML)]
    assert any(name.startswith("near Passau: ") for name in names)
    assert sum(name.startswith("Without a place: ") for name in names) == 4


def test_another_reader_of_kml_finds_every_placemark(tmp_path: Path) -> None:
    rows = read("kml", EXAMPLE, tmp_path)
    found = list(find_all(fastkml.KML.parse(tmp_path / "map.kml"), of_type=fastkml.Placemark))
    assert len(found) == len(rows)
    assert sum(placemark.geometry is not None for placemark in found) == EXAMPLE.claims_at_place["geometry"].count()
    assert {placemark.style_url.url for placemark in found} <= {f"#{sign}" for sign in kml_file.COLOURS}


def test_words_of_an_article_are_no_html_in_a_globe() -> None:
    text = "<script>alert(1)</script><img src='http://evil.test/x.png'> said Homs is & stays \x0b calm."
    claims = EXAMPLE.claims.assign(text=text, speaker_text="<b>Ed</b>", speaker_id=None)
    data = formats.write(dataclasses.replace(EXAMPLE, claims=claims), "kml")
    document = etree.fromstring(data)
    shown = [part.text for part in document.iterfind(".//k:description", KML)]
    assert all("<script" not in words and "<img" not in words for words in shown)
    assert any("&lt;script&gt;" in words for words in shown)
    standard().assertValid(document)


def test_the_table_of_geoparquet_has_types(tmp_path: Path) -> None:
    found = read("geoparquet", EXAMPLE, tmp_path)
    rows = pd.read_csv(io.BytesIO(formats.write(EXAMPLE, "csv", full=True)))
    assert found["start"].tolist() == rows["start"].tolist()
    assert found["statement" if "statement" in found else "text"].tolist() == rows["text"].tolist()
    assert {str(day) for day in found["date_start"].dropna()} == set(rows["date_start"].dropna())
    assert json.loads(found["evidence"].iloc[0]) == json.loads(rows["evidence"].iloc[0])
    geo = json.loads(parquet.read_schema(tmp_path / "map.parquet").metadata[b"geo"])
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert set(geo["columns"]["geometry"]["geometry_types"]) == {"Point", "Polygon"}


def test_an_analysis_without_anything_has_an_empty_table(tmp_path: Path) -> None:
    empty = {name: schema.to_frame(name, ()) for name in schema.FRAME_NAMES}
    nothing = Analysis(article=EXAMPLE.article, **empty, provenance={})
    for name in ("kml", "geoparquet", "w3c", "jsonld"):
        assert formats.write(nothing, name)
    assert len(read("geoparquet", nothing, tmp_path)) == 0
    standard().assertValid(etree.fromstring(formats.write(nothing, "kml")))


def load_context(address: str, _options: Any = None) -> dict[str, Any]:
    """Give a JSON-LD processor its contexts from here: an excerpt of W3C's for annotations, and schema.org's words."""
    known: dict[str, Any] = {
        "http://www.w3.org/ns/anno.jsonld": json.loads((STANDARDS / "anno.jsonld").read_text()),
        "https://schema.org/": {"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}},
    }
    return {"contextUrl": None, "documentUrl": address, "document": known[address]}


OA = "http://www.w3.org/ns/oa#"


def annotations(analysis: Analysis) -> list[dict[str, Any]]:
    whole = jsonld.expand(json.loads(formats.write(analysis, "w3c")), {"documentLoader": load_context})
    page = whole[0]["https://www.w3.org/ns/activitystreams#first".replace("https", "http")][0]
    found: list[dict[str, Any]] = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    return found


def test_a_json_ld_processor_finds_every_annotation_on_its_words() -> None:
    found = annotations(EXAMPLE)
    assert len(found) == len(EXAMPLE.mentions) + len(EXAMPLE.claims)
    text = EXAMPLE.article.text
    for note in found:
        assert note["@type"] == [f"{OA}Annotation"]
        quote, position = note[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
        start, end = (position[f"{OA}{edge}"][0]["@value"] for edge in ("start", "end"))
        exact, prefix, suffix = (quote[f"{OA}{part}"][0]["@value"] for part in ("exact", "prefix", "suffix"))
        assert text[start:end] == exact
        assert text[:start].endswith(prefix)
        assert text[end:].startswith(suffix)
    sources = {
        body[f"{OA}hasSource"][0]["@id"] for note in found for body in note[f"{OA}hasBody"] if f"{OA}hasSource" in body
    }
    assert "https://sws.geonames.org/3054643/" in sources


def test_corrections_are_annotations_of_their_own() -> None:
    found = annotations(CASES["corrected"])
    said = [note for note in found if "urn:dateline:correction:" in note["@id"]]
    why = [note[f"{OA}motivatedBy"][0]["@id"].removeprefix(OA) for note in said]
    assert why == ["editing", "editing", "assessing", "commenting"]
    targets = {note[f"{OA}hasTarget"][0]["@id"] for note in said}
    assert targets <= {note["@id"] for note in found}


def test_what_a_person_took_away_is_in_the_log_alone() -> None:
    """A statement and a name that are none, as people said, are in no table and on no map; the file has them still."""
    gone, name = EXAMPLE.claims["claim_id"][0], EXAMPLE.mentions["mention_id"][0]
    claims = EXAMPLE.claims.assign(review=["rejected", *["none"] * (len(EXAMPLE.claims) - 1)])
    mentions = EXAMPLE.mentions.assign(review=["rejected", *["none"] * (len(EXAMPLE.mentions) - 1)])
    less = dataclasses.replace(EXAMPLE, claims=claims, mentions=mentions)
    assert len(annotations(less)) == len(EXAMPLE.mentions) + len(EXAMPLE.claims) - 2
    assert len(of_type(graph(less), "Claim")) == len(EXAMPLE.claims) - 1
    for data in (formats.write(less, "csv", full=True), formats.write(less, "kml")):
        assert gone.encode() not in data
    assert {row["review"] for row in schema.to_records(formats.read_export(formats.write(less, "w3c")).claims)} == {
        "none", "rejected"
    }  # fmt: skip
    assert name in set(less.mentions["mention_id"])


def test_a_verdict_stands_beside_its_statement_in_every_file(tmp_path: Path) -> None:
    words = "Ana’s verdict: Misleading: the figure is of last year"
    analysis = CASES["corrected"]
    claim = analysis.claims["claim_id"][0]
    rows = pd.read_csv(io.BytesIO(formats.write(analysis, "csv", full=True))).set_index("claim_id")["verdicts"]
    assert set(rows.loc[[claim]]) == {words}
    assert rows.drop(claim).isna().all()
    for name in ("geojson", "kml", "geoparquet"):
        found = read(name, analysis, tmp_path).set_index("claim_id")["verdicts"]
        assert set(found.loc[[claim]]) == {words}, name


def graph(analysis: Analysis) -> list[dict[str, Any]]:
    whole = json.loads(formats.write(analysis, "jsonld"))
    flat: list[dict[str, Any]] = jsonld.flatten(whole, None, {"documentLoader": load_context})
    return flat


def of_type(items: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [item for item in items if f"https://schema.org/{name}" in item.get("@type", ())]


def test_every_statement_is_a_claim_in_its_article() -> None:
    items = graph(EXAMPLE)
    claims = of_type(items, "Claim")
    assert len(claims) == len(EXAMPLE.claims)
    (article,) = of_type(items, "NewsArticle")
    for claim in claims:
        assert claim["https://schema.org/appearance"] == [{"@id": article["@id"]}]
        assert claim["https://schema.org/creativeWorkStatus"] == [{"@value": wording.NOT_VERIFIED}]
    assert not of_type(items, "ClaimReview")


def test_no_words_of_an_article_end_the_script_that_they_are_put_into() -> None:
    words = "</script><script>alert(1)</script><!--"
    data = formats.write(dataclasses.replace(EXAMPLE, claims=EXAMPLE.claims.assign(text=words)), "jsonld")
    assert b"<" not in data
    assert json.loads(data)["@graph"][2]["text"] == words


def test_a_review_is_written_only_for_a_verdict_of_a_person() -> None:
    items = {item["@id"]: item for item in graph(CASES["corrected"])}
    (review,) = of_type(list(items.values()), "ClaimReview")
    known = {name.removeprefix("https://schema.org/"): value[0] for name, value in review.items() if name[0] != "@"}
    claim = items[known["itemReviewed"]["@id"]]
    assert claim["@type"] == ["https://schema.org/Claim"]
    assert known["claimReviewed"] == claim["https://schema.org/text"][0]
    assert known["datePublished"]["@value"] == "2024-06-05T08:30:00+00:00"
    assert known["identifier"] == {"@value": "c3"}
    assert "url" not in known  # only who publishes it knows where
    author, rating = items[known["author"]["@id"]], items[known["reviewRating"]["@id"]]
    assert author["@type"] == ["https://schema.org/Person"]
    assert author["https://schema.org/name"] == [{"@value": "Ana"}]
    assert rating["@type"] == ["https://schema.org/Rating"]
    assert rating["https://schema.org/alternateName"] == [{"@value": "Misleading: the figure is of last year"}]


def test_geojson_keeps_its_standard_with_the_analysis_inside() -> None:
    whole = json.loads(formats.write(EXAMPLE, "geojson"))
    assert whole["type"] == "FeatureCollection"
    assert list(whole)[-2:] == ["features", geojson_file.WHOLE]  # who reads as it comes sees the features first


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
DAYS = st.none() | st.dates()
SHAPES = st.sampled_from(
    [
        None,
        {"type": "Point", "coordinates": [19.0, 47.5]},
        {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]},
    ]
)


FIGURES = st.lists(st.fixed_dictionaries({"kind": WORDS, "min": st.none() | st.integers(0, 10**12)}), max_size=2)


@st.composite
def statements(draw: st.DrawFn, article_id: str, number: int) -> Claim:
    return Claim(
        f"c{number}", article_id, None, 0, 2, "In",
        cue=draw(st.none() | WORDS),
        chain=tuple(draw(st.lists(WORDS, max_size=2))),
        content_spans=draw(st.none() | st.just(((0, 2),))),
        date_start=draw(DAYS),
        said_end=draw(DAYS),
        figures=tuple(draw(FIGURES)),
        evidence=draw(st.sampled_from([(), (Evidence("trigger", 0, 2),)])),
        score=draw(st.none() | st.floats(0, 1)),
    )  # fmt: skip


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Any analysis that holds together: odd words, missing values, nested columns, corrections."""
    article = make_article("In " + draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40)) + " it rained.")
    place = Place("coord:1", draw(WORDS), 47.5, 19.0, 2.0, None, draw(st.none() | WORDS), "PPL", 0, "x")
    claims = [draw(statements(article.article_id, number)) for number in range(draw(st.integers(0, 3)))]
    links = [ClaimAtPlace(claim.claim_id, "coord:1", None, geometry=draw(SHAPES)) for claim in claims]
    at = datetime(2024, 6, 5, tzinfo=UTC)
    log = [
        Correction("k", f"{article.article_id}.c0-2", "note", draw(st.none() | WORDS), draw(WORDS), "Ana", at, "one")
    ]
    rows = {"places": [place], "claims": claims, "claims_at_place": links, "corrections": log}
    frames = {name: schema.to_frame(name, rows.get(name, ())) for name in schema.FRAME_NAMES}
    return Analysis(article=article, **frames, provenance={"settings": {"home": draw(st.none() | WORDS)}})


@given(analyses())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_analysis_comes_back_and_goes_out_the_same(analysis: Analysis) -> None:
    for name in READ_BACK:
        data = formats.write(analysis, name)
        again = formats.read_export(data)
        assert again.article == analysis.article
        for frame, rows in analysis.frames().items():
            assert schema.to_records(again.frames()[frame]) == schema.to_records(rows)
            assert again.frames()[frame].dtypes.equals(rows.dtypes)
        assert formats.write(again, name) == data
    standard().assertValid(etree.fromstring(formats.write(analysis, "kml")))
    assert formats.write(analysis, "geoparquet")
