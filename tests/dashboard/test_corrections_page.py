"""Checking and correcting on the page, without a browser: forms, the library behind them, undo, two people at once."""

import functools
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from dashboard import api, cached, changes, live
from dashboard.panels import corrections
from dashboard.view.checking import camps_of
from dashboard.view.rows import Rows
from dashboard.viewstate import Keys
from geodata import schema
from geodata.models import Correction
from geodata.pipeline import analyze, load_corrected
from geodata.store import open_store
from tests.dashboard.asgi import Reader
from tests.dashboard.test_app import APP, WAIT_S, said

TEXT = """River towns brace

Water stood two metres deep in villages near Passau, a senior official said on Monday. The interior ministry denied \
that a dam in Linz had given way. Volunteers claimed the water reached the old town of Linz on Sunday. The museum \
keeps a list of the great floods on its wall, and it is open.
"""
LINZ_ID, PASSAU_ID = "geonames:2772400", "geonames:2855328"


@functools.cache
def analysis_of_the_text():
    return analyze(TEXT, published="2024-06-04")


def article_id():
    return analysis_of_the_text().article.article_id


def claim(words):
    claims = analysis_of_the_text().claims
    return claims.loc[claims["text"].str.startswith(words), "claim_id"].iloc[0]


def name(words):
    mentions = analysis_of_the_text().mentions
    return mentions.loc[mentions["text"] == words, "mention_id"].iloc[0]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give the page a library of its own, with the article in it."""
    path = tmp_path / "library.sqlite"
    store = open_store(path)
    store.save(analysis_of_the_text())
    monkeypatch.setenv("DATELINE_STORE", str(path))
    st.cache_resource.clear()
    yield store
    st.cache_resource.clear()


def open_page(*task, author="Ann", **query):
    page = AppTest.from_file(APP, default_timeout=WAIT_S)
    page.query_params.update({"v": "1", "article": article_id(), **query})
    page.session_state[Keys.AUTHOR] = author
    if task:
        page.session_state[Keys.TASK] = [article_id(), *task]
    page.run()
    assert not page.exception
    return page


def button(page, label, nth=0):
    return [item for item in page.button if item.label == label][nth]


def click(monkeypatch, page, what, value):
    """Do what a click on one of our own buttons does."""
    with monkeypatch.context() as patched:
        patched.setattr(st, "session_state", page.session_state)
        patched.setattr(corrections.changes, "may_change", lambda: True)
        patched.setattr(corrections.changes, "author", lambda: "Ann")
        corrections.act(what, value)


def log_of(library):
    return schema.to_objects("corrections", library.load(article_id()).corrections)


def test_the_name_is_asked_once_and_the_statement_confirmed(library):
    page = open_page("right", claim("Water"), author="")
    assert log_of(library) == []
    next(box for box in page.text_input if box.label == "Your name").set_value("  Ann\tB.  ")
    button(page, "Go on").click().run()
    assert not page.exception
    [entry] = log_of(library)
    assert (entry.target, entry.field, entry.new, entry.by) == (claim("Water"), "review", "confirmed", "Ann B.")
    assert page.session_state[Keys.TASK] is None
    assert "right, says Ann B." in said(page)
    assert "1 of " in said(page)


def test_a_name_is_pointed_to_a_place_of_the_gazetteer(library):
    page = open_page("name", name("Linz"))
    next(box for box in page.text_input if box.label == "Search for a place").set_value("Steyr").run()
    choice = next(box for box in page.radio if box.label == "Which place it is")
    assert choice.value  # what was searched is chosen
    button(page, "Use this place").click().run()
    assert not page.exception
    [entry] = log_of(library)
    assert (entry.target, entry.field, entry.new["name"], entry.scope) == (
        name("Linz"),
        "place_id",
        "Steyr",
        "same_name",
    )
    assert entry.old == {"place_id": LINZ_ID, "label": "Linz, Upper Austria, Austria"}
    analysis = cached.load(article_id())
    named = analysis.mentions[analysis.mentions["text"] == "Linz"]
    assert set(named["place_id"]) == {entry.new["place_id"]}
    assert set(named["review"]) == {"corrected"}


def test_a_typed_point_is_a_place_and_a_wrong_one_is_said(library):
    page = open_page("name", name("Linz"))
    typed = next(box for box in page.text_input if box.label == "Or type its coordinates")
    typed.set_value("far away").run()
    assert any("no coordinates" in caption.value for caption in page.caption)
    next(box for box in page.text_input if box.label == "Or type its coordinates").set_value("48.31, 14.29").run()
    next(box for box in page.checkbox if box.label.startswith("Only here")).check().run()
    button(page, "Use this place").click().run()
    [entry] = log_of(library)
    assert entry.new == {"name": "Linz", "latitude": 48.31, "longitude": 14.29}
    assert entry.scope == "one"


def test_a_clicked_point_is_offered(library):
    page = open_page("name", name("Linz"))
    page.session_state[Keys.PIN_AT] = [48.2, 14.1]
    page.run()
    button(page, "Use this place").click().run()
    assert log_of(library)[0].new["latitude"] == 48.2
    assert page.session_state[Keys.PIN_AT] is None


def test_the_publication_date_is_in_the_history_and_is_undone(library, monkeypatch):
    page = open_page(author="")  # to set it asks for no name
    next(box for box in page.date_input if box.label == "Published on").set_value(date(2024, 6, 11))
    button(page, "Save").click().run()
    assert not page.exception
    [entry] = log_of(library)
    assert (entry.target, entry.field, entry.new, entry.old) == (article_id(), "published", "2024-06-11", "2024-06-04")
    assert "published on Tue 11 Jun 2024, before Tue 4 Jun 2024" in said(page)
    assert cached.load(article_id()).article.published == date(2024, 6, 11)
    click(monkeypatch, page, "undo", entry.correction_id)
    page.run()
    assert cached.load(article_id()).article.published == date(2024, 6, 4)
    assert "Undone" in said(page)


@pytest.mark.parametrize(
    ("label", "field", "new"),
    [
        ("A place that is not listed", "place_id", None),
        ("No place at all", "review", "rejected"),
    ],
)
def test_a_name_can_be_none(library, label, field, new):
    page = open_page("name", name("Linz"))
    button(page, label).click().run()
    assert not page.exception
    assert [(entry.field, entry.new) for entry in log_of(library)] == [(field, new)]


def test_kind_and_role_of_a_name_are_changed(library):
    page = open_page("name", name("Linz"))
    next(box for box in page.selectbox if box.label == "What it stands for here").set_value("associative").run()
    button(page, "Change it").click().run()
    assert [(entry.field, entry.new, entry.old) for entry in log_of(library)] == [("kind", "associative", "literal")]


def test_a_statement_is_taken_from_a_place_or_put_elsewhere(library):
    page = open_page("wrong", claim("Water"))
    way = next(box for box in page.radio if box.label == "What is wrong")
    way.set_value(next(option for option in way.options if "elsewhere" in str(option))).run()
    assert not page.exception
    next(box for box in page.text_input if box.label == "Search for a place").set_value("Linz").run()
    page.button(key="save_where").click().run()
    assert not page.exception
    [entry] = log_of(library)
    assert (entry.field, entry.new["add"]["name"], entry.new["remove"]) == ("place", "Linz", PASSAU_ID)


def test_how_and_who_and_when_are_changed(library):
    page = open_page("wrong", claim("a dam"))
    next(box for box in page.checkbox if box.label == "It is said NOT to be so").uncheck().run()
    page.button(key="save_how").click().run()
    page.session_state[Keys.TASK] = [article_id(), "wrong", claim("a dam")]
    page.run()
    next(box for box in page.selectbox if box.label == "Who says it").set_value("another source…").run()
    next(box for box in page.text_input if box.label.startswith("Their name")).set_value("The mayor").run()
    page.button(key="save_who").click().run()
    assert not page.exception
    found = [(entry.field, entry.new) for entry in log_of(library)]
    assert found == [("polarity", "positive"), ("speaker_id", {"name": "The mayor"})]
    assert "The mayor" in said(page)


def test_a_statement_is_cut_joined_and_taken_away(library):
    page = open_page("wrong", claim("Water"))
    box = next(area for area in page.text_area if area.label.startswith("Cut it"))
    box.set_value(box.value.replace(" in villages", " | in villages")).run()
    button(page, "Cut it").click().run()
    [entry] = log_of(library)
    assert entry.field == "split"
    page.session_state[Keys.TASK] = [article_id(), "wrong", claim("a dam")]
    page.run()
    button(page, "Join them").click().run()
    page.session_state[Keys.TASK] = [article_id(), "wrong", claim("a dam")]
    page.run()
    assert not page.exception
    assert any("not in the article any more" in caption.value for caption in page.caption)  # it is one with another


def test_a_missed_name_and_a_missed_statement_are_added(library):
    page = open_page("missed", "")
    next(box for box in page.text_input if box.label.startswith("The name")).set_value("museum").run()
    button(page, "Add the name").click().run()
    assert not page.exception
    assert [entry.field for entry in log_of(library)] == ["mention"]
    analysis = cached.load(article_id())
    assert "museum" in set(analysis.mentions["text"])
    start = TEXT.index("it is open")
    page.session_state[Keys.TASK] = [article_id(), "missed", f"{start}-{start + 10}"]
    page.run()
    button(page, "Add the statement").click().run()
    assert log_of(library)[-1].new == {"start": start, "end": start + 10}


@pytest.mark.usefixtures("library")
def test_a_note_and_a_grade_stand_on_the_card():
    page = open_page("note", claim("Water"))
    next(area for area in page.text_area if area.label == "Your note").set_value("<b>two</b> metres?").run()
    page.button(key="save_note").click().run()
    page.session_state[Keys.TASK] = [article_id(), "wrong", claim("Water")]
    page.run()
    next(box for box in page.selectbox if box.label == "The source").set_value("B").run()
    page.button(key="save_grade").click().run()
    assert not page.exception
    assert "Ann: <b>two</b> metres?" in said(page)
    assert "graded B by Ann: usually reliable" in said(page)


def test_a_verdict_is_given_under_a_name_changed_and_taken_back(library):
    assert "verdict" not in said(open_page())  # the page offers none where a statement is read
    for chosen, own, words in (
        ("Misleading", None, "s verdict: Misleading"),  # what is said is compared in ASCII
        ("in your own words…", "  Of last\tyear ", "s verdict: Of last year"),
        ("no verdict", None, None),
    ):
        page = open_page("note", claim("Water"))
        next(box for box in page.selectbox if box.label == "Your verdict").set_value(chosen).run()
        if own:
            next(box for box in page.text_input if box.label == "Your words").set_value(own).run()
        page.button(key="save_verdict").click().run()
        assert not page.exception
        assert page.session_state[Keys.TASK] is None
        assert words in said(page) if words else "s verdict:" not in said(page)
    assert [(entry.new, entry.old) for entry in log_of(library)] == [
        ("Misleading", None), ("Of last year", "Misleading"), (None, "Of last year"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "target", "words"),
    [
        ("why", lambda: claim("a dam"), "The words that decided"),
        ("why", lambda: name("Linz"), "It is another place"),
        ("verify", lambda: claim("Water"), "https://www.openstreetmap.org/?mlat="),
        ("history", str, "Nothing was changed yet"),
    ],
)
def test_what_is_only_looked_at_needs_no_name(library, what, target, words):
    page = open_page(what, target(), author="")
    assert words in said(page)
    assert log_of(library) == []


def said_of(words, field, new, by, at, key):
    return Correction(key, claim(words), field, None, new, by, at, "one")


def test_two_people_lose_nothing_and_are_told(library, monkeypatch):
    seen = analysis_of_the_text()  # what Ann's page shows
    at = datetime.now(UTC)
    library.add_correction(article_id(), said_of("a dam", "polarity", "negative", "Ben", at, "ben"))
    monkeypatch.setattr(changes.cached, "is_kept", lambda _article: True)
    monkeypatch.setattr(changes.cached, "store", lambda: library)
    notice = changes.record(seen, [said_of("a dam", "polarity", "positive", "Ann", at + timedelta(seconds=1), "ann")])
    assert notice.startswith("Ben changed the same")
    assert [entry.by for entry in log_of(library)] == ["Ben", "Ann"]
    assert changes.record(seen, [said_of("a dam", "note", "x", "Ann", at, "note")]) == ""
    assert "Ben" in said(open_page("history", ""))


def test_what_others_change_is_told_and_changes_the_word_that_open_pages_ask_for(library):
    reader = Reader(Starlette(routes=live.routes()))
    word = lambda key: json.loads(reader.get(f"/api/stamp/{key}").text)["stamp"]  # noqa: E731
    page = open_page()
    before = word(article_id())
    assert before in said(page)
    assert word(article_id()) == before
    library.add_correction(article_id(), said_of("Water", "review", "confirmed", "Ben", datetime.now(UTC), "ben"))
    assert word(article_id()) not in {before, ""}
    page.run()
    assert "Ben: Water stood" in said(page)
    assert word(article_id()) in said(page)
    assert word("0" * 12) == ""


def test_a_source_is_renamed_and_counted_with_another_in_all_that_it_says(library):
    speakers = analysis_of_the_text().speakers.set_index("name")["speaker_id"]
    ministry = next(key for name, key in speakers.items() if "ministry" in name)
    page = open_page("source", ministry)
    next(box for box in page.text_input if box.label == "What it is called").set_value(
        " The  ministry in Vienna "
    ).run()
    counted = next(box for box in page.selectbox if box.label == "It is counted")
    assert counted.options[0] == "by itself"
    counted.set_value(camps_other(ministry)[0]).run()
    button(page, "Change the source").click().run()
    assert not page.exception
    assert [(entry.target, entry.field, entry.new) for entry in log_of(library)] == [
        (ministry, "name", "The ministry in Vienna"),
        (ministry, "camp", camps_other(ministry)[0]),
    ]
    assert "The ministry in Vienna" in said(page)
    assert "counted with" in said(page)


def camps_other(speaker_id):
    rows = Rows(analysis_of_the_text())
    return list(camps_of(rows.speakers[speaker_id], rows))[1:]


def test_undo_and_redo_are_of_ones_own_changes_and_outlive_the_window(library, monkeypatch):
    at = datetime.now(UTC)
    library.add_correction(article_id(), said_of("Water", "review", "confirmed", "Ann", at, "one"))
    later = at + timedelta(seconds=1)
    library.add_correction(article_id(), said_of("a dam", "review", "confirmed", "Ben", later, "two"))
    page = open_page()
    assert "2 of " in said(page)
    click(monkeypatch, page, "undo", "one")
    assert "1 of " in said(open_page())
    assert [entry.correction_id for entry in log_of(library)] == ["two"]
    click(monkeypatch, page, "redo", "one")
    assert {entry.correction_id for entry in log_of(library)} == {"one", "two"}


def test_an_article_that_is_not_kept_is_corrected_in_this_window(library):
    page = open_page()
    library.delete(article_id())
    page.session_state[Keys.UNKEPT] = analysis_of_the_text().to_json()
    page.session_state[Keys.TASK] = [article_id(), "name", name("Linz")]
    page.run()
    button(page, "No place at all").click().run()
    assert not page.exception
    kept = page.session_state[Keys.UNKEPT]
    assert [entry["new"] for entry in kept["corrections"]] == ["rejected"]
    assert library.list_articles().empty


def test_files_and_interface_give_what_people_corrected(library):
    library.add_correction(article_id(), said_of("Water", "certainty", "possible", "Ann", datetime.now(UTC), "one"))
    sent = Reader(Starlette(routes=api.routes())).get(f"/api/articles/{article_id()}.json")
    given = {record["claim_id"]: record for record in json.loads(sent.text)["claims"]}
    assert given[claim("Water")]["certainty"] == "possible"
    assert (
        load_corrected(library, article_id()).claims.set_index("claim_id").loc[claim("Water"), "review"] == "corrected"
    )
