"""The library: what goes in comes out, many may write at once, and a bad file gives one sentence."""

import dataclasses
import multiprocessing
import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import migrations, schema, store
from geodata.errors import ArticleNotFound, StoreError
from geodata.ingest import make_article
from geodata.models import Correction
from geodata.schema import FRAME_NAMES, Analysis
from geodata.store import Store, open_store
from tests.dashboard.example import example_analysis as example

WRITERS = 8  # processes and threads that save at the same time


def empty_analysis(text: str, **known: str) -> Analysis:
    frames = {name: schema.to_frame(name, ()) for name in FRAME_NAMES}
    return Analysis(article=make_article(text, **known), **frames, provenance={})


def corrected() -> Analysis:
    at = datetime(2024, 6, 5, 12, 0, tzinfo=UTC)
    rows = [
        Correction("b", "m1", "place_id", None, "geonames:1", "Ann", at, "article"),
        Correction("a", "m2", "place_id", ["geonames:1"], {"x": 1.5}, "Ann", at, "article"),
    ]
    return dataclasses.replace(example(), corrections=schema.to_frame("corrections", rows))


def test_an_analysis_comes_back_as_it_was(tmp_path: Path) -> None:
    library = open_store(tmp_path / "new folder" / "a.sqlite")
    article_id = library.save(corrected())
    assert library.load(article_id).to_json() == corrected().to_json()


@pytest.fixture(scope="module")
def shared_library(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("store") / "a.sqlite")


@settings(max_examples=30)  # each one writes to the disk
@given(text=st.text(st.characters(), min_size=1).map(lambda text: text + " and more words" * 99))
def test_any_article_comes_back(shared_library: Store, text: str) -> None:
    analysis = empty_analysis(text, title=text[:50])
    assert shared_library.load(shared_library.save(analysis)).to_json() == analysis.to_json()


def test_saving_again_replaces_what_the_machine_found(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    library.save(corrected())
    library.save(example())
    assert len(library.list_articles()) == 1
    # what people changed stays, whatever a newer analysis knows of it
    assert list(library.load(example().article.article_id).corrections["correction_id"]) == ["b", "a"]


def entry(correction_id: str) -> Correction:
    return Correction(correction_id, "a.m0-4", "note", None, "x", "Bob", datetime(2024, 6, 6, tzinfo=UTC), "one")


def test_corrections_are_added_undone_and_redone(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    article_id = library.save(corrected())

    def kept() -> list[str]:
        return list(library.load(article_id).corrections["correction_id"])

    library.add_correction(article_id, entry("c"))
    library.add_correction(article_id, entry("c"))  # a second click
    assert kept() == ["b", "a", "c"]
    assert library.undo_correction(article_id, "a")
    assert not library.undo_correction(article_id, "a")  # by another person, meanwhile
    assert kept() == ["b", "c"]
    library.save(corrected())  # a page that still shows it does not bring it back
    assert kept() == ["b", "c"]
    assert library.redo_correction(article_id, "a")
    assert kept() == ["b", "a", "c"]
    assert not library.redo_correction(article_id, "nothing")
    with pytest.raises(ArticleNotFound):
        library.add_correction("nothing", entry("d"))


def test_what_was_undone_is_listed_and_every_change_has_its_stamp(tmp_path: Path) -> None:
    library = open_store(tmp_path / "library.sqlite")
    article_id = library.save(corrected())
    stamps = [library.stamp(article_id)]
    assert library.undone_corrections(article_id) == []
    library.undo_correction(article_id, "a")
    stamps.append(library.stamp(article_id))
    [(entry, when)] = library.undone_corrections(article_id)
    assert (entry.correction_id, entry.new) == ("a", {"x": 1.5})
    assert when > entry.at
    library.add_correction(article_id, dataclasses.replace(entry, correction_id="c"))
    stamps.append(library.stamp(article_id))
    library.rename(article_id, "Another headline")
    stamps.append(library.stamp(article_id))
    assert len(set(stamps)) == len(stamps)
    assert library.stamp("nothing") == ""


def test_the_list_has_its_columns_and_the_newest_first(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    columns = ["article_id", "title", "publisher", "published", "captured_at", "n_places", "n_claims"]
    assert list(library.list_articles().columns) == columns
    old, new = empty_analysis("Old news from Homs."), empty_analysis("New news from Homs.", published="2024-06-04")
    early = dataclasses.replace(old.article, captured_at=datetime(2020, 1, 1, tzinfo=UTC))
    for analysis in (new, dataclasses.replace(old, article=early)):
        library.save(analysis)
    kept = library.list_articles()
    assert list(kept["article_id"]) == [new.article.article_id, old.article.article_id]
    assert schema.to_records(kept[["published"]])[0] == {"published": "2024-06-04T00:00:00"}
    assert list(kept["n_claims"]) == [0, 0]
    assert str(kept["captured_at"].dtype) == schema.INSTANT


def test_a_new_title_is_shown_and_loaded(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    article_id = library.save(example())
    library.rename(article_id, " A new\n<b>title</b> \ud800")
    assert library.load(article_id).article.title == "A new <b>title</b> \ufffd"
    assert library.list_articles()["title"].item() == "A new <b>title</b> \ufffd"
    library.rename(article_id, "  ")
    assert library.load(article_id).article.title is None


def test_deleting_removes_the_corrections_too(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    article_id = library.save(corrected())
    library.delete(article_id)
    library.save(example())
    assert library.load(article_id).corrections.empty


@pytest.mark.parametrize("article_id", ["missing", "", "x'; DROP TABLE articles; --", "\ud800"])
def test_an_unknown_article_gives_one_sentence(tmp_path: Path, article_id: str) -> None:
    library = open_store(tmp_path / "a.sqlite")
    for call in (library.load, library.delete, partial(library.rename, title="x")):
        with pytest.raises((ArticleNotFound, StoreError)):
            call(article_id)


def test_answers_of_geocoders_are_remembered(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    assert library.cache_get("osm", "Homs") is None
    library.cache_put("osm", "Homs", [])  # "nothing found" is an answer
    assert library.cache_get("osm", "Homs") == []
    library.cache_put("osm", "Homs", [{"name": "Ḩimş"}])
    assert library.cache_get("osm", "Homs") == [{"name": "Ḩimş"}]
    assert library.cache_get("other", "Homs") is None


def story(number: int) -> Analysis:
    return empty_analysis(f"Story number {number} from Homs.")


def save_one(path: Path, analysis: Analysis) -> str:
    return open_store(path).save(analysis)


def test_many_processes_may_make_and_write_one_library(tmp_path: Path) -> None:
    """The file does not exist before: they race for making it, too."""
    path = tmp_path / "a.sqlite"
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as pool:
        ids = set(pool.map(partial(save_one, path), map(story, range(WRITERS))))
    assert set(open_store(path).list_articles()["article_id"]) == ids
    assert len(ids) == WRITERS


def test_many_threads_may_share_one_store(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    start = threading.Barrier(WRITERS)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        start.wait()
        try:
            article_id = save_one(path, story(number))
            open_store(path).rename(article_id, "Renamed")
            open_store(path).load(article_id)
        except BaseException as error:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(open_store(path).list_articles()["title"]) == ["Renamed"] * WRITERS


def test_a_locked_library_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_S", 0.05)
    library = open_store(tmp_path / "a.sqlite")
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        library.save(example())
    other.execute("ROLLBACK")
    other.close()
    library.save(example())


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE accounts (name)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_library_from_the_future_is_left_alone(tmp_path: Path) -> None:
    path = open_store(tmp_path / "a.sqlite").path
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer Dateline"):
        open_store(path)


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_store(tmp_path / "a.sqlite")
    article_id = library.save(example())
    good, bad = "ALTER TABLE articles ADD COLUMN note TEXT", "ALTER TABLE nowhere ADD COLUMN note TEXT"
    first = migrations.MIGRATIONS
    monkeypatch.setattr(migrations, "MIGRATIONS", (*first, (good, bad)))
    with pytest.raises(StoreError, match="nowhere"):
        open_store(library.path)
    monkeypatch.setattr(migrations, "MIGRATIONS", first)
    assert open_store(library.path).load(article_id).to_json() == example().to_json()


def test_an_older_library_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_store(tmp_path / "a.sqlite")
    library.cache_put("osm", "Homs", [])
    step = ("CREATE TABLE notes (note TEXT) STRICT",)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, step))
    assert open_store(library.path).cache_get("osm", "Homs") == []


@pytest.mark.parametrize(
    "data, words",
    [
        (b"This is a diary and no database, whatever its name says. " * 40, "no database"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "no database|damaged|not"),
    ],
)
def test_a_file_that_is_no_library_says_so(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(data)
    with pytest.raises(StoreError, match=words) as caught:
        open_store(path)
    assert "--store" in str(caught.value)
    assert path.read_bytes() == data


def test_a_damaged_article_says_so(tmp_path: Path) -> None:
    library = open_store(tmp_path / "a.sqlite")
    article_id = library.save(example())
    with sqlite3.connect(library.path) as connection:
        connection.execute("UPDATE articles SET analysis = x'00'")
    connection.close()
    with pytest.raises(StoreError, match="damaged"):
        library.load(article_id)


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    with pytest.raises(StoreError, match="folder"):
        open_store(blocked / "a.sqlite")
    with pytest.raises(StoreError, match="--store"):
        open_store(tmp_path)  # a folder is no file


def test_a_read_only_library_can_be_read_and_says_why_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_store(tmp_path / "a.sqlite")
    article_id = library.save(example())
    connect = sqlite3.connect  # opened read-only here: file modes mean nothing to a superuser

    def connect_read_only(path: Path, **options: object) -> sqlite3.Connection:
        return connect(f"{path.as_uri()}?mode=ro", uri=True, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(store.sqlite3, "connect", connect_read_only)
    with pytest.raises(StoreError, match="read-only"):
        library.delete(article_id)
    assert open_store(library.path).load(article_id).article.article_id == article_id


def test_the_address_of_a_store_is_a_path_or_a_sqlite_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_store(f"sqlite:///{tmp_path}/a.sqlite").path == tmp_path / "a.sqlite"
    with pytest.raises(StoreError, match="a file on this computer"):
        open_store("postgresql://host/db")
    monkeypatch.setattr(store.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    assert open_store().path == tmp_path / "data" / store.FILE_NAME
