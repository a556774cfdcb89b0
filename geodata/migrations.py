"""The schema of the library's file, and the steps that bring an older file to it."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from geodata.errors import StoreError

_APPLICATION_ID = 0x444C4E31  # "DLN1" in the file's header: says whose file it is
_RETRY_S = 0.02  # seconds between two tries to switch a new file to its write-ahead log

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE articles (
            article_id TEXT PRIMARY KEY, title TEXT, publisher TEXT, published TEXT, captured_at TEXT NOT NULL,
            saved_at TEXT NOT NULL, n_places INTEGER NOT NULL, n_claims INTEGER NOT NULL, analysis BLOB NOT NULL
        ) STRICT""",
        "CREATE INDEX articles_by_capture ON articles (captured_at DESC)",
        """CREATE TABLE corrections (
            article_id TEXT NOT NULL REFERENCES articles ON DELETE CASCADE, position INTEGER NOT NULL,
            correction_id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (article_id, correction_id)
        ) STRICT""",
        """CREATE TABLE geocoder_answers (
            geocoder TEXT NOT NULL, query TEXT NOT NULL, answer TEXT NOT NULL, asked_at TEXT NOT NULL,
            PRIMARY KEY (geocoder, query)
        ) STRICT, WITHOUT ROWID""",
    ),
    ("ALTER TABLE corrections ADD COLUMN removed_at TEXT",),  # an undone correction is kept, to be redone
    (
        """CREATE TABLE likenesses (
            article_id TEXT PRIMARY KEY REFERENCES articles ON DELETE CASCADE, url TEXT, fingerprint BLOB
        ) STRICT""",  # by which the same story is known again; see duplicates.py
    ),
)
"""Steps from an empty file to today's; a step is never changed once it was released, the next one is added."""


def migrate(connection: sqlite3.Connection, path: Path, wait_s: float) -> None:
    """Bring a file to today's schema, in one step that is done whole or not at all; `path` is only for the sentences.

    Raises
    ------
    StoreError
        The file belongs to another program, or was written by a newer Dateline.
    """
    if _version(connection, path) == len(MIGRATIONS):
        return
    _switch_to_log(connection, wait_s)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_version(connection, path), len(MIGRATIONS)):
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema version of a library; StoreError when it is somebody else's file, or from the future."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and owner != _APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program: choose another file with --store FILE.")
    if version > len(MIGRATIONS):
        raise StoreError(f"The library {path} was written by a newer Dateline: update this one to open it.")
    return version


def _switch_to_log(connection: sqlite3.Connection, wait_s: float) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself when two new connections try at once."""
    until = time.monotonic() + wait_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_RETRY_S)
        else:
            return
