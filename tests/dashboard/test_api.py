"""The data beside the page: every frame and format of a kept article, and one sentence for everything else."""

import csv
import dataclasses
import io
import json
import re
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import geopandas
import pandas as pd
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard import api
from dashboard.exports import EXPORTS, export
from dashboard.viewstate import ViewState
from geodata import formats
from geodata.ingest import make_article
from geodata.models import Correction
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
    made = Reader(Starlette(routes=api.routes()))
    made.store = path  # type: ignore[attr-defined]
    return made


def test_the_list_names_every_file_and_all_of_them_are_there(reader: Reader) -> None:
    listed = json.loads(reader.get("/api/articles").text)["articles"]
    assert [article["article_id"] for article in listed] == [ARTICLE_ID]
    assert listed[0]["published"] == "2024-06-04"
    for address in listed[0]["files"]:
        answer = reader.get(address)
        assert answer.status == 200, address
        assert answer.body, address
        assert answer.headers["cache-control"] == "private, no-cache"


def test_the_whole_analysis_is_what_the_command_writes(reader: Reader) -> None:
    answer = reader.get(f"{BASE}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.body == formats.write(example_analysis(), "json")
    assert reader.get(f"{BASE}/statements.csv").body == formats.write(example_analysis(), "csv")
    assert reader.get(f"{BASE}/claims.geojson").body == formats.write(example_analysis(), "geojson")


@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "json"])
def test_every_file_is_what_the_command_and_the_page_write(reader: Reader, name: str) -> None:
    analysis = open_store(reader.store).load(ARTICLE_ID)
    answer = reader.get(f"{BASE}/{EXPORTS[name].file}?certainty=certain&kind=literal")
    assert answer.headers["content-type"] == EXPORTS[name].media_type
    assert answer.body == export(analysis, name, ViewState(certainty=("certain",), kind=("literal",)))


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


def test_a_reader_who_has_the_file_gets_no_bytes(reader: Reader) -> None:
    first = reader.get(f"{BASE}/claims.geojson")
    again = reader.get(f"{BASE}/claims.geojson", headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status, again.body) == (304, b"")
    assert reader.get(f"{BASE}/claims.geojson", headers={"If-None-Match": "*"}).status == 304
    open_store(reader.store).rename(ARTICLE_ID, "Another headline")  # type: ignore[attr-defined]
    changed = reader.get(f"{BASE}/claims.geojson", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status == 200
    assert "Another headline" in changed.text


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-999999999", 206, slice(None)),  # more than there is
        ("bytes=999999999-", 416, slice(0, 0)),
        ("bytes=9-2", 200, slice(None)),  # nonsense is overlooked, as the standard has it
        ("bytes=0-1,4-5", 200, slice(None)),
        ("lines=0-9", 200, slice(None)),
        ("", 200, slice(None)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(reader: Reader, asked: str, status: int, part: slice) -> None:
    whole = reader.get(f"{BASE}/claims.geojson")
    answer = reader.get(f"{BASE}/claims.geojson", headers={"Range": asked})
    assert (answer.status, answer.body) == (status, whole.body[part])
    late = reader.get(f"{BASE}/claims.geojson", headers={"Range": asked, "If-Range": '"old"'})
    assert (late.status, late.body) == (200, whole.body)


def test_the_list_comes_page_by_page(reader: Reader) -> None:
    store = open_store(reader.store)  # type: ignore[attr-defined]
    for number in range(4):
        article = make_article(f"Article number {number} of the library.")
        store.save(dataclasses.replace(example_analysis(), article=article))
    address, ids = "/api/articles?limit=2", []
    while address:
        answer = reader.get(address)
        page = json.loads(answer.text)
        assert page["total"] == 5
        ids += [article["article_id"] for article in page["articles"]]
        address = page["next"]
        assert ("link" in answer.headers) == bool(address)
    assert len(ids) == len(set(ids)) == 5
    assert json.loads(reader.get("/api/articles?offset=9").text)["articles"] == []
    assert json.loads(reader.get("/api/articles?limit=0").text) == {"articles": [], "total": 5, "next": None}
    for query in ("limit=x", "offset=-1", "limit=1e3", "limit=٣"):
        assert reader.get(f"/api/articles?{quote(query, safe='=')}").status == 400


def test_the_description_names_every_address_and_its_answers(reader: Reader) -> None:
    described = json.loads(reader.get("/api/openapi.json").text)
    assert described["openapi"].startswith("3.1")
    listed = json.loads(reader.get("/api/articles").text)["articles"][0]["files"]
    paths = {path.replace("{article_id}", ARTICLE_ID) for path in described["paths"]}
    assert set(listed) <= paths
    references = set(re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(described)))
    for group, name in references:
        assert name in described["components"][group]
    for path in paths:
        answer = reader.get(path)
        entry = described["paths"][path.replace(ARTICLE_ID, "{article_id}")]["get"]
        assert answer.headers["content-type"].split(";")[0] in entry["responses"]["200"]["content"]


def test_addresses_keep_the_key_that_they_were_asked_with(reader: Reader) -> None:
    page = json.loads(reader.get("/api/articles?limit=1&key=a%2Bb").text)
    assert all(address.endswith("?key=a%2Bb") for address in page["articles"][0]["files"])
    open_store(reader.store).save(dataclasses.replace(example_analysis(), article=make_article("One more article.")))  # type: ignore[attr-defined]
    answer = reader.get("/api/articles?limit=1&key=a%2Bb")
    assert json.loads(answer.text)["next"] == "/api/articles?limit=1&offset=1&key=a%2Bb"
    assert "key" not in reader.get("/api/articles?limit=1").text


def test_only_the_head_of_a_file_can_be_asked_for(reader: Reader) -> None:
    whole, head = (reader.get(f"{BASE}/claims.geojson", method=method) for method in ("GET", "HEAD"))
    for name in ("content-length", "content-type", "etag", "accept-ranges"):
        assert head.headers[name] == whole.headers[name]
    assert reader.get(f"{BASE}/claims.geojson", method="DELETE").status == 405


def test_pages_of_other_sites_are_not_let_in(reader: Reader) -> None:
    """What is in the library is nobody's business: a browser hands no answer to another site's script."""
    for method in ("GET", "OPTIONS"):
        answer = reader.get(f"{BASE}/claims.geojson", method=method, headers={"Origin": "https://evil.test"})
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_file_is_written_once_for_all_its_parts(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(api, "write_places", lambda analysis: made.append(analysis) or b"0123456789")
    for part in ("bytes=0-3", "bytes=4-7"):
        reader.get(f"{BASE}/places.geojson", headers={"Range": part})
    assert len(made) == 1
    assert reader.get(f"{BASE}/places.geojson?q=Linz").status == 200  # another part of the article
    open_store(reader.store).rename(ARTICLE_ID, "Another headline")  # type: ignore[attr-defined]
    assert reader.get(f"{BASE}/places.geojson").status == 200
    assert len(made) == 3


def test_a_fault_of_ours_is_one_sentence(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_analysis: object) -> bytes:
        raise RuntimeError("secret")

    monkeypatch.setattr(api, "write_places", fail)
    answer = reader.get(f"{BASE}/places.geojson")
    assert (answer.status, json.loads(answer.text)["error"]) == (500, api.UNEXPECTED)


def test_reviews_link_to_the_page_that_is_named(reader: Reader) -> None:
    claim = example_analysis().claims["claim_id"][0]
    said = Correction("v", claim, "verdict", None, "Misleading", "Ana", datetime(2024, 6, 5, tzinfo=UTC), "one")
    open_store(reader.store).add_correction(ARTICLE_ID, said)  # type: ignore[attr-defined]
    page = "https://paper.example/check.html"
    reviews = [
        [
            item
            for item in json.loads(reader.get(f"{BASE}/claims.jsonld{query}").text)["@graph"]
            if "reviewRating" in item
        ]
        for query in ("", f"?review_url={quote(page)}")
    ]
    assert [review.get("url") for (review,) in reviews] == [None, f"{page}#{claim}"]
    assert f'id="{claim}"' in reader.get(f"{BASE}/map.html").text
    assert reader.get(f"{BASE}/claims.jsonld?review_url=javascript:alert(1)").status == 400


@pytest.mark.parametrize("query", ["certainty=sure", "precision=9", "from=yesterday", "kind=town", "role=nothing"])
def test_a_filter_that_is_none_is_said(reader: Reader, query: str) -> None:
    answer = reader.get(f"{BASE}/claims.geojson?{query}")
    assert answer.status == 400
    assert query.split("=")[1] in json.loads(answer.text)["error"]


@pytest.fixture
def address(reader: Reader) -> Iterator[str]:
    """Serve the API on this computer, as `dateline` does."""
    server = uvicorn.Server(uvicorn.Config(reader.app, log_level="error", lifespan="off"))
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()  # who connects before the server is up waits
        thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{line.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def test_qgis_and_pandas_read_the_addresses_directly(address: str) -> None:
    """GDAL asks for parts of the file, as QGIS does; pandas for all of it."""
    shapes = geopandas.read_file(f"/vsicurl/{address}{BASE}/claims.geojson")
    assert len(shapes) == len(geopandas.read_file(f"{address}{BASE}/claims.geojson")) > 0
    assert len(geopandas.read_parquet(io.BytesIO(urlopen(f"{address}{BASE}/claims.parquet").read()))) == len(shapes)  # noqa: S310 - our own server
    table = pd.read_csv(f"{address}{BASE}/claims.csv")
    assert table["claim_id"].tolist() == example_analysis().claims["claim_id"].tolist()
    assert pd.read_json(f"{address}{BASE}.json", typ="series")["article"]["article_id"] == ARTICLE_ID
