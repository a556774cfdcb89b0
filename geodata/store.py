"""The library: analysed articles, what people corrected in them, and answers of geocoders, in one SQLite file.

Every call opens its own connection, so a store may be shared by threads and processes; SQLite's write-ahead log lets
readers go on while one writes, and a writer waits for its turn.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import platformdirs

from geodata import schema
from geodata.duplicates import Same, find_same, likeness_row
from geodata.errors import ArticleNotFound, SchemaError, StoreError
from geodata.ingest import encodable
from geodata.migrations import migrate
from geodata.models import Article, Correction, JsonDict
from geodata.narrowing import is_part
from geodata.schema import Analysis

FILE_NAME = "library.sqlite"
WAIT_S = 10.0
"""Seconds a call waits for another one that writes: a write takes milliseconds, so this means many writers."""

_URL_PREFIX = "sqlite:///"

_PUBLISHED = """coalesce(
    (SELECT coalesce(json_extract(record, '$.new'), '') FROM corrections
     WHERE corrections.article_id = articles.article_id AND removed_at IS NULL
           AND json_extract(record, '$.field') = 'published'
     ORDER BY position DESC LIMIT 1), published)"""
"""The day of publication that people gave an article last, else the one that it was captured with."""

_LIST = f"SELECT article_id, title, publisher, {_PUBLISHED}, captured_at, n_places, n_claims FROM articles"
_SAVE = """
    INSERT INTO articles VALUES (:article_id, :title, :publisher, :published, :captured_at, :saved_at, :n_places,
                                 :n_claims, :analysis)
    ON CONFLICT (article_id) DO UPDATE SET
        title = :title, publisher = :publisher, published = :published, captured_at = :captured_at,
        saved_at = :saved_at, n_places = :n_places, n_claims = :n_claims, analysis = :analysis
"""
_LIST_DTYPES = {
    "article_id": "str",
    "title": "str",
    "publisher": "str",
    "published": schema.DAY,
    "captured_at": schema.INSTANT,
    "n_places": "Int64",
    "n_claims": "Int64",
}


def default_path() -> Path:
    """Return the library's file in the user's data folder of this system."""
    return Path(platformdirs.user_data_dir("dateline", appauthor=False)) / FILE_NAME


def open_store(path: str | Path | None = None) -> Store:
    """Open a library, made when it is not there yet.

    Parameters
    ----------
    path : str or Path, optional
        A file, or ``sqlite:///FILE``; without it the library in the user's data folder.

    Raises
    ------
    StoreError
        The file cannot be made or written, is no library, or was written by a newer Dateline.
    """
    store = Store(_path_of(path))
    store.prepare()
    return store


def _path_of(path: str | Path | None) -> Path:
    if path is None or path == "":
        return default_path()
    words = str(path).removeprefix(_URL_PREFIX)
    if "://" in words:
        raise StoreError(f"The library is a file on this computer: “{words}” is none. Give a path.")
    return Path(words).expanduser()


@dataclass(frozen=True)
class Store:
    """A library at a path; see `open_store`."""

    path: Path

    def prepare(self) -> None:
        """Make the folder and bring the file to today's schema."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(self._say(f"its folder cannot be made ({error.strerror})")) from error
        with self._connection() as connection:
            migrate(connection, self.path, WAIT_S)

    def save(self, analysis: Analysis) -> str:
        """Keep an analysis, in place of an older one of the same article; return its id.

        What people corrected before stays, also what another one corrected meanwhile; corrections that the analysis
        brings along are added. A part of an analysis, or a safe copy, never takes the place of the whole.
        """
        article = analysis.article
        row = {
            "article_id": article.article_id,
            "title": article.title,
            "publisher": article.publisher,
            "published": schema.json_value(article.published),
            "captured_at": article.captured_at.astimezone(UTC).isoformat(),
            "saved_at": _now(),
            "n_places": len(analysis.places),
            "n_claims": len(analysis.claims),
            "analysis": _pack(analysis),
        }
        with self._transaction() as connection:
            if not (is_part(analysis) and _has_whole(connection, article.article_id)):
                connection.execute(_SAVE, row)
                connection.execute("INSERT OR REPLACE INTO likenesses VALUES (?, ?, ?)", likeness_row(article))
            _add_corrections(connection, article.article_id, schema.to_records(analysis.corrections))
        return article.article_id

    def load(self, article_id: str) -> Analysis:
        """Return a kept analysis with its corrections; ArticleNotFound when there is none."""
        with self._connection() as connection:
            row = connection.execute(
                "SELECT title, analysis FROM articles WHERE article_id = ?", (encodable(article_id),)
            ).fetchone()
            corrections = connection.execute(
                "SELECT record FROM corrections WHERE article_id = ? AND removed_at IS NULL ORDER BY position",
                (encodable(article_id),),
            ).fetchall()
        if row is None:
            raise _not_found(article_id)
        try:
            return _unpack(row[1], row[0], [json.loads(record) for (record,) in corrections])
        except (zlib.error, ValueError, SchemaError) as error:
            raise StoreError(self._say(f"the article {article_id} in it is damaged")) from error

    def find_same(self, article: Article) -> list[Same]:
        """Return the kept articles that are this one: its very text, its address, or nearly its text; likest first."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT article_id, title, url, fingerprint FROM likenesses JOIN articles USING (article_id)"
            ).fetchall()
        return find_same(article, rows)

    def add_correction(self, article_id: str, correction: Correction) -> None:
        """Add one entry to the log of a kept article; one that is there already stays as it is."""
        with self._transaction() as connection:
            known = connection.execute("SELECT 1 FROM articles WHERE article_id = ?", (encodable(article_id),))
            if known.fetchone() is None:
                raise _not_found(article_id)
            records = schema.to_records(schema.to_frame("corrections", [correction]))
            _add_corrections(connection, encodable(article_id), records)

    def undo_correction(self, article_id: str, correction_id: str) -> bool:
        """Take an entry out of the log; return whether it was in it."""
        return self._mark_correction(article_id, correction_id, _now())

    def redo_correction(self, article_id: str, correction_id: str) -> bool:
        """Put an entry back that was taken out; return whether there is such a one."""
        return self._mark_correction(article_id, correction_id, None)

    def undone_corrections(self, article_id: str) -> list[tuple[Correction, datetime]]:
        """Return the entries that were taken out of the log and can be put back, each with when it was taken out."""
        sql = """SELECT record, removed_at FROM corrections
                 WHERE article_id = ? AND removed_at IS NOT NULL ORDER BY removed_at, position"""
        with self._connection() as connection:
            rows = connection.execute(sql, (encodable(article_id),)).fetchall()
        if not rows:
            return []  # of most articles, and asked for with every click
        records = schema.from_records("corrections", [json.loads(record) for record, _ in rows])
        entries = schema.to_objects("corrections", records)
        return list(zip(entries, (datetime.fromisoformat(removed_at) for _, removed_at in rows), strict=True))

    def stamp(self, article_id: str) -> str:
        """Return what changes whenever a kept article or its corrections do; empty where there is no such article."""
        sql = """SELECT saved_at, title, (SELECT count(*) || '+' || count(removed_at) || '@' ||
                                                 coalesce(max(removed_at), '')
                                          FROM corrections WHERE corrections.article_id = articles.article_id)
                 FROM articles WHERE article_id = ?"""
        with self._connection() as connection:
            row = connection.execute(sql, (encodable(article_id),)).fetchone()
        return "" if row is None else repr(row)

    def _mark_correction(self, article_id: str, correction_id: str, removed_at: str | None) -> bool:
        sql = """UPDATE corrections SET removed_at = ?
                 WHERE article_id = ? AND correction_id = ? AND (removed_at IS NULL) = ?"""
        values = (removed_at, encodable(article_id), encodable(correction_id), removed_at is not None)
        with self._transaction() as connection:
            return bool(connection.execute(sql, values).rowcount)

    def list_articles(self) -> pd.DataFrame:
        """Return what is kept, the newest capture first, one row per article."""
        with self._connection() as connection:
            rows = connection.execute(f"{_LIST} ORDER BY captured_at DESC, saved_at DESC, article_id").fetchall()
        columns = zip(*map(_list_row, rows), strict=True) if rows else ([] for _ in _LIST_DTYPES)
        series = zip(_LIST_DTYPES.items(), columns, strict=True)
        return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for (name, dtype), values in series})

    def rename(self, article_id: str, title: str) -> None:
        """Give a kept article another title."""
        title = " ".join(encodable(title).split())
        with self._transaction() as connection:
            found = connection.execute(
                "UPDATE articles SET title = ? WHERE article_id = ?", (title or None, encodable(article_id))
            )
            if not found.rowcount:
                raise _not_found(article_id)

    def delete(self, article_id: str) -> None:
        """Remove an article and its corrections."""
        with self._transaction() as connection:
            found = connection.execute("DELETE FROM articles WHERE article_id = ?", (encodable(article_id),))
            if not found.rowcount:
                raise _not_found(article_id)

    def cache_get(self, geocoder: str, query: str) -> Any | None:
        """Return what a geocoder answered to a query before, or None when it was not asked."""
        with self._connection() as connection:
            row = connection.execute(
                "SELECT answer FROM geocoder_answers WHERE geocoder = ? AND query = ?", (geocoder, encodable(query))
            ).fetchone()
        return None if row is None else json.loads(row[0])

    def cache_put(self, geocoder: str, query: str, answer: Any) -> None:
        """Remember what a geocoder answered; an empty list is an answer too."""
        values = (geocoder, encodable(query), json.dumps(answer), _now())
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO geocoder_answers VALUES (?, ?, ?, ?)", values)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one call; every error of SQLite becomes one sentence."""
        connection = None
        try:
            connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            yield connection
        except sqlite3.Error as error:
            raise StoreError(self._say(_reason(error))) from error
        finally:
            if connection is not None:
                connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Do all or nothing, after waiting for whoever writes now."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _say(self, reason: str) -> str:
        return f"The library {encodable(str(self.path))} cannot be used: {reason}. Choose another with --store FILE."


def _reason(error: sqlite3.Error) -> str:
    """Say in a user's words why SQLite failed; the low byte of an extended error code is its kind."""
    code = getattr(error, "sqlite_errorcode", None)
    reasons = {
        sqlite3.SQLITE_READONLY: "it is read-only",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened or made there",
        sqlite3.SQLITE_BUSY: "another program keeps it locked",
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_NOTADB: "it is no database",
        sqlite3.SQLITE_CORRUPT: "it is damaged",
        sqlite3.SQLITE_IOERR: "the disk does not answer as it should",
    }
    return reasons.get(code & 0xFF, str(error)) if code is not None else str(error)


def _has_whole(connection: sqlite3.Connection, article_id: str) -> bool:
    row = connection.execute("SELECT title, analysis FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    try:
        return row is not None and not is_part(_unpack(row[1], row[0], []))
    except (zlib.error, ValueError, SchemaError):
        return False  # what is damaged may be replaced


def _pack(analysis: Analysis) -> bytes:
    """Pack everything but the corrections, which have a table of their own."""
    whole = {**analysis.to_json(), "corrections": []}
    return zlib.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode())


def _unpack(blob: bytes, title: str | None, corrections: list[Any]) -> Analysis:
    analysis = Analysis.from_json({**json.loads(zlib.decompress(blob)), "corrections": corrections})
    return dataclasses.replace(analysis, article=dataclasses.replace(analysis.article, title=title))


def _add_corrections(connection: sqlite3.Connection, article_id: str, records: Iterable[JsonDict]) -> None:
    """Add entries at the end of an article's log, in their order; an undone one does not come back by this."""
    sql = """INSERT OR IGNORE INTO corrections (article_id, position, correction_id, record)
             SELECT :article_id, coalesce(max(position) + 1, 0), :correction_id, :record
             FROM corrections WHERE article_id = :article_id"""
    for record in records:
        text = json.dumps(record, ensure_ascii=False)
        values = {"article_id": article_id, "correction_id": record["correction_id"], "record": text}
        connection.execute(sql, values)


def _list_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    article_id, title, publisher, published, captured_at, n_places, n_claims = row
    day = date.fromisoformat(published) if published else None
    return article_id, title, publisher, day, datetime.fromisoformat(captured_at), n_places, n_claims


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _not_found(article_id: str) -> ArticleNotFound:
    shown = " ".join(encodable(article_id).split())[:40]
    return ArticleNotFound(f"No article “{shown}” is in the library.")
