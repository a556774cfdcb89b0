"""Tables of articles: CSV and JSON Lines with a column ``text``, and others that say what is known of each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from geodata.captures import NOTHING_GIVEN, Capture, Given, capture_text
from geodata.errors import InputError
from geodata.readers import decode

ENDINGS = (".csv", ".jsonl", ".ndjson", ".tsv")
"""The endings of tables."""

COLUMNS = ("text", "id", "title", "url", "publisher", "published")
"""The columns that are read; the first is needed."""

MOST_ROWS = 100_000
"""Rows of one table: more are for `dateline batch`."""

_LARGEST_CELL = 2 * 1024 * 1024  # characters: larger than any article that can be read


def read_table(data: bytes, ending: str) -> list[dict[str, Any]]:
    """Read the rows of a table.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        ``.csv``, ``.tsv``, ``.jsonl`` or ``.ndjson``.

    Returns
    -------
    list of dict
        The known columns of every row.

    Raises
    ------
    InputError
        It is no table, or has no column ``text``.
    """
    text = decode(data)
    rows = _json_lines(text) if ending.lower() in (".jsonl", ".ndjson") else _cells(text, ending.lower())
    found: list[dict[str, Any]] = []
    for row in rows:
        if len(found) >= MOST_ROWS:
            raise InputError(f"This table has more than {MOST_ROWS:,} rows: give a part of it.")
        found.append({name: row.get(name) for name in COLUMNS})
    if not found:
        raise InputError("This table has no rows.")
    return found


def capture_row(row: Mapping[str, Any], number: int, given: Given = NOTHING_GIVEN) -> Capture:
    """Capture one row of a table; InputError names the row when it is no article."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"Row {number} has no text.")
    known = Given(*(_word(row.get(name)) or getattr(given, name) for name in ("title", "publisher", "published")))
    try:
        capture = capture_text(text, known, address=_word(row.get("url")))
    except InputError as error:
        raise InputError(f"Row {number}: {error}") from error
    place = {"source": "table", "row": number, **({"row_id": _word(row["id"])} if _word(row.get("id")) else {})}
    return Capture(capture.article, {**capture.record, **place})


def _word(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _cells(text: str, ending: str) -> Iterator[dict[str, Any]]:
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text, ending))
        names = [name.strip().lower() for name in next(reader, [])]
        if "text" not in names:
            raise InputError(_no_text(names))
        yield from (dict(zip(names, row, strict=False)) for row in reader if any(row))
    except csv.Error as error:
        raise InputError(f"This table cannot be read: {error}.") from error
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str, ending: str) -> str:
    """Return what parts the cells, by the line of the names: spreadsheets of many countries write semicolons."""
    first = text.partition("\n")[0]
    return "\t" if ending == ".tsv" else max(",;\t", key=first.count)


def _json_lines(text: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"Line {number} of this file is no JSON: each line is one article.") from error
        if not isinstance(row, dict) or "text" not in row:
            raise InputError(_no_text(row if isinstance(row, dict) else ()))
        yield row


def _no_text(names: Any) -> str:
    has = ", ".join(str(name) for name in list(names)[:12] if name) or "none"
    shown = "".join(sign if sign.isprintable() else " " for sign in has)[:200]
    return f"This table has no column “text”; its columns are {shown}. Name the one with the articles text."
