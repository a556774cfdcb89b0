"""Comma-separated values: one row per statement and place, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from geodata import schema, wording
from geodata.events.acled import acled_type, plover_category
from geodata.formats.rows import DOUBT, VERDICTS, StatementRow, statement_rows
from geodata.formats.travelling import capture_record, note
from geodata.models import Article, Claim, JsonDict
from geodata.schema import Analysis

READABLE = (
    "statement", "source", "how_said", "place", "country", "latitude", "longitude", "precision", "happened",
    "article", "captured", "note",
)  # fmt: skip
"""The columns of the readable table."""

CODES = ("acled_event_type", "acled_sub_event_type", "plover_category")
"""Names of conflict data sets for the event of a statement, derived for the full table."""

_BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take a file without it for an old encoding
_FORMULA_SIGNS = frozenset(
    "=+-@\t\r\n|\uff1d\uff0b\uff0d\uff20"
)  # run, not shown, at the begin of a cell; wide forms too


def write_csv(analysis: Analysis, *, full: bool = False, header: bool = True) -> bytes:
    """Write one row per statement and place.

    Parameters
    ----------
    analysis : Analysis
        What to write.
    full : bool, optional
        All columns of statements, their places and the article, instead of the twelve readable ones.
    header : bool, optional
        False leaves out the line with the names, to add to a file that has it.
    """
    if not full:
        return _write(
            READABLE,
            [{**_readable_row(row, analysis.article), "note": note(analysis)} for row in statement_rows(analysis)],
            header=header,
        )
    codes = {claim.claim_id: _codes(claim) for claim in schema.to_claims(analysis.claims)}
    rows = [row | codes[row["claim_id"]] for row in full_rows(analysis)]
    return _write(full_columns(), rows, header=header)


def write_frame(frame: pd.DataFrame) -> bytes:
    """Write any frame of the contract; nested columns are JSON text."""
    return _write(list(frame.columns), schema.to_records(frame))


def full_columns() -> tuple[str, ...]:
    """Return the names of all columns: the statement's, the place's behind ``place_``, the article's, the note.

    Behind the statement's own stand the codes of its event, and what people found about it; behind the place's, how far
    the choice of it is to be trusted. Where a statement is near a place, the place has its point; the shape says so.
    """
    at_place = (f"place_{name}" if name == "review" else name for name in schema.columns("claims_at_place"))
    place = (f"place_{name.removeprefix('place_')}" for name in schema.columns("places"))
    article = (f"article_{name.removeprefix('article_')}" for name in _ARTICLE)
    return tuple(
        dict.fromkeys((*schema.columns("claims"), *CODES, VERDICTS, *at_place, *place, DOUBT, *article, "note"))
    )


def full_rows(analysis: Analysis) -> list[JsonDict]:
    """Return the rows of the full table with `full_columns` but for the `CODES`, as JSON records."""
    line = note(analysis)
    return [{**_full_row(row, analysis.article), "note": line} for row in statement_rows(analysis)]


def _codes(claim: Claim) -> JsonDict:
    """Return what conflict data sets would call the event of a statement; nothing for what did not happen."""
    event, sub_event = acled_type(claim) or (None, None)
    return dict(zip(CODES, (event, sub_event, plover_category(claim)), strict=True))


_ARTICLE = ("article_id", "title", "publisher", "published", "url", "language", "captured_at", "sha256")


def _readable_row(row: StatementRow, article: Article) -> JsonDict:
    latitude, longitude = row.point or (None, None)
    return {
        "statement": _one_line(row.claim["text"]),
        "source": _one_line(row.source),
        "how_said": row.how,
        "place": row.where,
        "country": (row.place or {}).get("country_code"),
        "latitude": latitude,
        "longitude": longitude,
        "precision": row.precision,
        "happened": wording.happened(row.claim),
        "article": ", ".join(str(part) for part in (article.title, article.publisher, article.published) if part),
        "captured": ", ".join(filter(None, (article.captured_at.isoformat(), article.url, f"sha256 {article.sha256}"))),
    }


def _full_row(row: StatementRow, article: Article) -> JsonDict:
    at_place = {f"place_{name}" if name == "review" else name: value for name, value in (row.at_place or {}).items()}
    place = {f"place_{name.removeprefix('place_')}": value for name, value in (row.place or {}).items()}
    if row.point is None and not row.is_around_place:
        place |= {"place_latitude": None, "place_longitude": None}  # an area has no point
    capture = {f"article_{name.removeprefix('article_')}": value for name, value in capture_record(article).items()}
    return {**place, DOUBT: row.doubt, **at_place, **row.claim, VERDICTS: row.verdicts, **capture}


def _write(names: Sequence[str], rows: Iterable[Mapping[str, Any]], *, header: bool = True) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if header:
        buffer.write(_BYTE_ORDER_MARK)
        writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return buffer.getvalue().encode()


def _cell(value: Any) -> Any:
    """Return what a cell holds; numbers stay numbers, text can be no formula."""
    if value is None or isinstance(value, (int, float)):
        return value
    return guard(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; white space in front does not hide it."""
    first = text.lstrip(" \u00a0\ufeff\u200b")[:1]
    return f"'{text}" if first in _FORMULA_SIGNS and first else text


def _one_line(text: str) -> str:
    return " ".join(text.split())
