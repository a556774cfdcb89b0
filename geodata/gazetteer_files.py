"""Which file the gazetteer is read from: the one that comes with Dateline, or the full one that the user had built."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import platformdirs

from geodata.errors import GazetteerNotFound
from geodata.gazetteer_build.layout import SCHEMA_VERSION

DEFAULT_PATH = Path(__file__).parent / "resources" / "gazetteer.sqlite"
"""The gazetteer that the build makes and the wheel carries."""

FULL_NAME = "gazetteer-full.sqlite"

VARIABLE = "DATELINE_GAZETTEER"
"""Environment variable: a file, or EMBEDDED."""
EMBEDDED = "embedded"

MOST_MAPPED_BYTES = 2_000_000_000
"""Bytes of the file that are read in place: pages need not be copied, and all processes share them. SQLite's limit."""


def full_path() -> Path:
    """Return where the full gazetteer is, or would be: in the user's data folder of this system."""
    return Path(platformdirs.user_data_dir("dateline", appauthor=False)) / FULL_NAME


def download_folder() -> Path:
    """Return where files for the full gazetteer wait until it is built."""
    return Path(platformdirs.user_cache_dir("dateline", appauthor=False)) / "geonames"


def chosen_path() -> Path:
    """Return the file to use: the one that DATELINE_GAZETTEER names, else the full one if it fits, else our own."""
    named = os.environ.get(VARIABLE, "")
    if named == EMBEDDED:
        return DEFAULT_PATH
    if named:
        return Path(named).expanduser()
    full = full_path()
    return full if full.is_file() and fits(full) else DEFAULT_PATH


def fits(path: Path) -> bool:
    """Tell whether a file is a gazetteer that this version reads."""
    try:
        open_file(path).close()
    except GazetteerNotFound:
        return False
    return True


def open_file(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file to be read; GazetteerNotFound when it is missing or of another version."""
    how = "Run `dateline` to have it built, or `uv sync --reinstall-package dateline` in a clone."
    if not path.is_file():
        raise GazetteerNotFound(f"The gazetteer is missing ({path}). {how}")
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA mmap_size = {min(path.stat().st_size, MOST_MAPPED_BYTES)}")
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerNotFound(f"The gazetteer cannot be read ({path}: {error}). {how}") from error
    if row is None or row[0] != str(SCHEMA_VERSION):
        connection.close()
        raise GazetteerNotFound(f"The gazetteer was built by another version ({path}). {how}")
    return connection
