"""Whatever is given to the page, by a file or by an address, is opened or answered with one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.panels import entry, feed
from dashboard.viewstate import Keys
from geodata import formats
from geodata.fetch import Rules
from geodata.incoming import capture_item, read_address
from geodata.readers import MAX_FILE_BYTES
from geodata.store import open_store
from tests.dashboard.example import ARTICLE_ID, TITLE, example_analysis
from tests.geodata.site_of_files import serving
from tests.geodata.test_readers import bomb, locked, pdf_file, word_file

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
WAIT_S = 60  # of one run on a busy machine
EVENT = "A bridge burned down in Dresden"
STORY = f"{EVENT} on Wednesday, police said. Nobody was hurt in the fire."
PAGE = f"<html><head><title>Fire</title></head><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"
ROWS = [{"text": STORY, "title": "First"}, {"text": f"{STORY} It was out by noon.", "title": "Second"}]
EXAMPLE = example_analysis()
LOCAL = Rules(may_open=lambda _: True)  # this computer is no address of the web, but for tests


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "library.sqlite"
    open_store(path).save(EXAMPLE)
    monkeypatch.setenv("DATELINE_STORE", str(path))
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


@pytest.fixture
def page() -> AppTest:
    opened = AppTest.from_file(APP, default_timeout=WAIT_S)
    opened.query_params.update({"v": "1", "article": ARTICLE_ID})
    return opened.run()


def give(page: AppTest, name: str, data: bytes) -> AppTest:
    page.file_uploader[0].set_value((name, data, "application/octet-stream"))
    return page.run()


def said(page: AppTest) -> str:
    return " ".join(str(sheet.proto) for sheet in page.get("bidi_component"))


@pytest.mark.parametrize(
    ("name", "data", "words", "kept"),
    [
        ("a.txt", STORY.encode("utf-16"), EVENT, 1),
        ("a.md", f"# Fire\n\n{STORY}".encode(), EVENT, 1),
        ("a.HTML", PAGE.encode(), EVENT, 1),
        ("a.docx", word_file(STORY), EVENT, 1),
        ("a.pdf", pdf_file(*STORY.split(". ")), "Dresden", 1),
        ("a.csv", f"title;text\nFirst;{STORY}\nSecond;{STORY} More.\n".encode(), "First", 2),
        ("a.jsonl", "\n".join(map(json.dumps, ROWS)).encode(), "First", 2),
        ("a.json", formats.write(EXAMPLE, "json"), TITLE, 0),
        ("a.geojson", formats.write(EXAMPLE, "geojson"), TITLE, 0),
        ("a.annotations.jsonld", formats.write(EXAMPLE, "w3c"), TITLE, 0),
    ],
    ids=["text", "Markdown", "HTML", "Word", "PDF", "CSV", "JSON Lines", "JSON", "GeoJSON", "W3C"],
)
def test_every_kind_of_file_is_opened_and_kept(
    page: AppTest, library: Path, name: str, data: bytes, words: str, kept: int
) -> None:
    before = open_store(library).list_articles()
    page = give(page, name, data)
    assert not page.exception
    assert not page.session_state[Keys.ERROR]
    assert words in said(page)
    assert len(open_store(library).list_articles()) == len(before) + kept


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "no text to read"),
        ("a.txt", b"\x00\xff\x00\xd8" * 500, "binary file"),
        ("a.pdf", locked(pdf_file(STORY), "secret"), "locked with a password"),
        ("a.pdf", pdf_file(), "pictures of text"),  # as a scanner makes it
        ("a.docx", bomb(), "unpacks to far more"),
        ("a.html", b"<html></html>", "No article was found"),
        ("a.csv", b"title,body\nx,y\n", "no column"),
        ("a.json", formats.write(EXAMPLE, "json")[:-200], "no JSON that can be read"),  # cut off on its way
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', "another program wrote it"),
        ("a.xml", b"<note/>", "no feed of articles"),
        ("a.xlsx", b"PK", "cannot be read; these can"),
        ("a.txt", b"a" * (MAX_FILE_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_cannot_be_opened_is_said_and_nothing_is_lost(page: AppTest, name: str, data: bytes, words: str) -> None:
    page = give(page, name, data)
    assert not page.exception
    assert words in page.session_state[Keys.ERROR]
    assert "\n" not in page.session_state[Keys.ERROR]
    assert TITLE in said(page)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(entry, "read_address", partial(read_address, rules=LOCAL))
    monkeypatch.setattr(feed, "capture_item", partial(capture_item, rules=LOCAL))
    with serving() as address:
        yield address


def ask_for(page: AppTest, address: str) -> AppTest:
    page.text_area(key=Keys.ENTRY).set_value(address)
    return next(button for button in page.button if button.label == "Map it").click().run()


def test_an_address_is_read_to_the_end(page: AppTest, library: Path, site: str) -> None:
    page = ask_for(page, f"{site}/to/{site}/story?utm_source=x")
    assert not page.exception
    assert "Bridge closed" in said(page)
    kept = open_store(library).list_articles().set_index("title")
    analysis = open_store(library).load(kept.loc["Bridge closed", "article_id"])
    record = analysis.provenance["capture"]
    assert (analysis.article.publisher, str(analysis.article.published)) == ("The Post", "2015-09-30")
    assert (record["source"], record["address"]) == ("address", f"{site}/story?utm_source=x")
    assert record["asked"].startswith(f"{site}/to/")
    assert {"captured_at", "sha256", "bytes", "reader", "cleaning"} <= set(record)
    page = ask_for(page, f"{site}/saved.geojson")  # an analysis that somebody put on the web
    assert TITLE in said(page)
    page = ask_for(page, f"{site}/front")
    assert f"{site}/feed" in page.session_state[Keys.ERROR]


def test_articles_of_a_feed_at_an_address_are_chosen(page: AppTest, library: Path, site: str) -> None:
    page = ask_for(page, f"{site}/feed")
    page.checkbox(key="feed_1").check()
    page.checkbox(key="feed_2").check().run()
    page = page.button(key="feed_read").click().run()
    assert not page.exception
    titles = set(open_store(library).list_articles()["title"])
    assert {"Bridge", "Two"} <= titles | {None}
    assert "Bridge" in said(page)
