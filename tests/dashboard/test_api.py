"""The data beside the page: every frame and format of a kept article, and one sentence for everything else."""

import csv
import io
import json
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dashboard import api
from geodata import formats
from geodata.schema import FRAME_NAMES
from geodata.store import open_store
from tests.dashboard.asgi import Reader
from tests.dashboard.example import ARTICLE_ID, example_analysis

BASE = f"/api/articles/{ARTICLE_ID}"


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    path = tmp_path / "a.sqlite"
    monkeypatch.setenv("DATELINE_STORE", str(path))
    open_store(path).save(example_analysis())
    return Reader(Starlette(routes=api.routes()))


def test_the_list_names_every_file_and_all_of_them_are_there(reader: Reader) -> None:
    listed = json.loads(reader.get("/api/articles").text)["articles"]
    assert [article["article_id"] for article in listed] == [ARTICLE_ID]
    assert listed[0]["published"] == "2024-06-04"
    for address in listed[0]["files"]:
        answer = reader.get(address)
        assert answer.status == 200, address
        assert answer.body, address
        assert answer.headers["cache-control"] == "no-store"


def test_the_whole_analysis_is_what_the_command_writes(reader: Reader) -> None:
    answer = reader.get(f"{BASE}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.body == formats.write(example_analysis(), "json")
    assert reader.get(f"{BASE}/statements.csv").body == formats.write(example_analysis(), "csv")
    assert reader.get(f"{BASE}/claims.geojson").body == formats.write(example_analysis(), "geojson")


@pytest.mark.parametrize("name", FRAME_NAMES)
def test_every_frame_is_there_as_csv(reader: Reader, name: str) -> None:
    answer = reader.get(f"{BASE}/{name}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{ARTICLE_ID}-{name}.csv"
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(example_analysis().frames()[name])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=associative", {"Brussels"}),
        ("kind=associative,embedded", {"Brussels", "Austria"}),
        ("kind=associative&kind=embedded", {"Brussels", "Austria"}),
        ("kind=demonym", set()),
    ],
)
def test_only_names_of_some_kinds_are_sent(reader: Reader, query: str, names: set[str]) -> None:
    assert {mention["text"] for mention in json.loads(reader.get(f"{BASE}.json?{query}").text)["mentions"]} == names
    features = json.loads(reader.get(f"{BASE}/places.geojson?{query}").text)["features"]
    assert {feature["properties"]["name"] for feature in features} == names
    assert reader.get(f"{BASE}/claims.csv?{query}").status == 200


def test_a_kind_that_is_none_is_said(reader: Reader) -> None:
    answer = reader.get(f"{BASE}.json?kind=town")
    assert answer.status == 400
    assert "“town” is no kind of place name" in json.loads(answer.text)["error"]


def test_the_page_is_shown_in_a_box_of_its_own(reader: Reader) -> None:
    answer = reader.get(f"{BASE}/map.html")
    assert answer.headers["content-type"].startswith("text/html")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize(
    "address",
    [
        "/api/articles/missing.json",
        "/api/articles/missing/claims.csv",
        "/api/articles/x'; DROP TABLE articles; --.json",
        f"{BASE}/nothing.csv",
        f"{BASE}/..%2f..%2fetc/passwd",
        "/api/articles/../../etc/passwd",
        "/api/",
        "/api/other",
    ],
)
def test_what_is_not_there_gives_one_sentence(reader: Reader, address: str) -> None:
    answer = reader.get(address)
    assert answer.status == 404
    sentence = json.loads(answer.text)["error"]
    assert sentence
    assert "\n" not in sentence


def test_a_library_that_cannot_be_read_gives_one_sentence(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STORE", "postgresql://host/db")
    answer = reader.get("/api/articles")
    assert answer.status == 500
    assert "a file on this computer" in json.loads(answer.text)["error"]
