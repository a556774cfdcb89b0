"""The page without a browser: what it draws for an address, for a text, and when something goes wrong."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import cached
from dashboard.viewstate import Keys
from geodata.errors import FetchError
from geodata.store import open_store
from tests.dashboard.example import ARTICLE_ID, TITLE, example_analysis

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
WAIT_S = 60  # of one run on a busy machine
SHEETS = "bidi_component"


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the page a library of its own, with the example in it."""
    path = tmp_path / "library.sqlite"
    open_store(path).save(example_analysis())
    monkeypatch.setenv("DATELINE_STORE", str(path))
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


def run(article=ARTICLE_ID, **query):
    page = AppTest.from_file(APP, default_timeout=WAIT_S)
    page.query_params.update({"v": "1", "article": article, **query})
    return page.run()


def said(page):
    """Everything that our own sheets say, as one text."""
    return " ".join(str(sheet.proto) for sheet in page.get(SHEETS))


def test_the_example_is_drawn():
    page = run()
    assert not page.exception
    assert TITLE in said(page)
    assert "As reported, not verified." in said(page)
    assert "Near Passau" in said(page)
    assert not page.exception


def test_a_selection_in_the_address_is_shown():
    page = run(place="geonames:2855328~near")
    assert not page.exception
    assert "Selected: Near Passau, 1 statement." in said(page)


def test_filters_are_read_from_the_address():
    page = run(polarity="negative")
    assert page.selectbox(key=Keys.SAID_FILTER).value == "not"
    assert " of 17 shown" in said(page)


def test_a_filter_can_be_set():
    page = run()
    page.selectbox(key=Keys.SAID_FILTER).set_value("planned").run()
    assert not page.exception
    assert " of 17 shown" in said(page)


def test_kinds_of_names_are_read_from_the_address():
    page = run(kind="literal")
    assert " of 17 shown" in said(page)
    page = run(kind="associative")
    assert not page.exception
    assert "None of the 17 statements fits the filters" in said(page)


@pytest.mark.parametrize(
    ("by", "first"), [("source", "A senior official"), ("time", "Sun 2 Jun 2024"), ("said", "Mon 3 Jun 2024")]
)
def test_the_statements_are_listed_as_the_address_asks(by, first):
    page = run(by=by)
    assert not page.exception
    assert first in said(page)


def test_a_day_in_the_address_is_selected():
    page = run(day="2024-06-05")
    assert "Selected: Wed 5 Jun 2024, 1 statement." in said(page)


def test_the_timeline_stands_open_where_there_is_time_to_see():
    assert run().get("vega_lite_chart")
    assert not run(q="Budapest").get("vega_lite_chart")


def test_an_unknown_article_is_a_sentence_and_no_error():
    page = run(article="000000000000")
    assert not page.exception
    assert "No article is open" in said(page)


def test_what_the_address_gets_wrong_is_a_sentence():
    page = run(day="yesterday")
    assert not page.exception
    assert "could not be read" in said(page)


def ask_for(page, text):
    page.text_area(key=Keys.ENTRY).set_value(text)
    return next(button for button in page.button if button.label == "Map it").click().run()


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01\x02\x03" * 200])
def test_what_is_no_text_is_refused_in_a_sentence_and_stays(text):
    page = ask_for(run(), text)
    assert not page.exception
    assert page.session_state[Keys.ERROR]
    assert page.text_area(key=Keys.ENTRY).value == text


def test_an_address_that_does_not_answer_stays_in_the_box(monkeypatch):
    def no_answer(*_arguments, **_options):
        raise FetchError("The site does not answer.")

    monkeypatch.setattr("dashboard.panels.entry.read_address", no_answer)
    page = ask_for(run(), "https://news.example/flood")
    assert page.session_state[Keys.ERROR] == "The site does not answer."
    assert page.text_area(key=Keys.ENTRY).value == "https://news.example/flood"


def test_a_failure_that_nobody_foresaw_loses_nothing(monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError("secret")

    monkeypatch.setattr(cached, "analyse", fail)
    page = ask_for(run(), "A fire in Dresden, police said.")
    assert not page.exception
    assert "secret" not in said(page)
    assert "nothing was lost" in page.session_state[Keys.ERROR]
    assert page.text_area(key=Keys.ENTRY).value == "A fire in Dresden, police said."


def test_a_text_that_the_library_has_keeps_what_was_set_there(library):
    text = "A bridge burned down in Dresden on Wednesday, police said."
    page = ask_for(run(), text)
    article_id = next(iter(set(open_store(library).list_articles()["article_id"]) - {ARTICLE_ID}))
    kept = open_store(library).load(article_id)
    dated = dataclasses.replace(kept.article, published=date(2024, 6, 5), title="Fire")
    open_store(library).save(dataclasses.replace(kept, article=dated))
    page = ask_for(page, text)
    assert not page.exception
    assert "The library has this text already" in page.session_state[Keys.ERROR]
    assert open_store(library).load(article_id).article.published == date(2024, 6, 5)
    assert open_store(library).load(article_id).article.title == "Fire"


def test_a_text_is_analysed_opened_and_kept(library):
    page = ask_for(run(), "A bridge burned down in Dresden, police said.")
    assert not page.exception
    assert "A bridge burned down in Dresden" in said(page)
    assert len(open_store(library).list_articles()) == 2


def test_a_text_that_is_not_to_be_kept_is_shown_and_not_kept(library):
    page = run()
    page.checkbox(key=Keys.KEEP).uncheck()
    page = ask_for(page, "A bridge burned down in Dresden, police said.")
    assert "A bridge burned down in Dresden" in said(page)
    assert len(open_store(library).list_articles()) == 1


def test_another_language_is_named():
    page = ask_for(run(), "Ein Feuer hat am Mittwoch in Dresden eine Brücke zerstört, wie die Feuerwehr mitteilte.")
    assert "German" in said(page)


def test_the_session_holds_primitives_only():
    page = ask_for(run(), "A bridge burned down in Dresden, police said.")
    ours = [value for name, value in vars(Keys).items() if name.isupper()]
    kept = [page.session_state[key] for key in ours if key in page.session_state]
    assert all(isinstance(value, (str, int, bool, list, dict, type(None))) for value in kept)
