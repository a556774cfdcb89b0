"""A table for the terminal: statements and places to read, nothing cut off."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import zip_longest

from geodata import wording
from geodata.formats.rows import StatementRow, statement_rows
from geodata.formats.travelling import note
from geodata.schema import Analysis

DEFAULT_WIDTH = 100
"""Characters, where the terminal does not say how wide it is."""

_NARROWEST = 60  # characters: a narrower terminal wraps the lines itself
_SHARES = (0.44, 0.22, 0.16, 0.18)  # of the width: statement, source and how, place, when
_GAP = "  "
_HEAD = ("STATEMENT", "SOURCE", "PLACE", "WHEN")


def write_table(analysis: Analysis, *, width: int = DEFAULT_WIDTH) -> bytes:
    """Write the statements as a table `width` characters wide; signs that steer a terminal are taken out."""
    widths = [int(share * (max(width, _NARROWEST) - len(_GAP) * (len(_SHARES) - 1))) for share in _SHARES]
    blocks = [_title(analysis), _lines(_HEAD, widths)]
    blocks += [_lines(_cells(row), widths) for row in statement_rows(analysis)]
    blocks.append(_named_only(analysis))
    blocks.append(printable(f"{note(analysis)}."))
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _title(analysis: Analysis) -> str:
    article = analysis.article
    facts = (article.publisher, article.published, article.url)
    byline = ", ".join(printable(str(fact)) for fact in facts if fact)
    counts = f"{len(analysis.claims)} statements, {len(analysis.places)} places, {len(analysis.mentions)} names"
    return "\n".join(filter(None, (printable(article.title or "Untitled"), byline, counts)))


def _cells(row: StatementRow) -> tuple[str, ...]:
    where = row.where if row.point or not row.place else f"{row.where} ({row.precision})"
    return row.claim["text"], f"{row.source}, {row.how}", where or "-", wording.happened(row.claim) or "-"


def _named_only(analysis: Analysis) -> str:
    """Name the places at which nothing is said to have happened, and the names without a place."""
    at = set(analysis.claims_at_place["place_id"])
    named = [
        name for name, place_id in analysis.places[["name", "place_id"]].itertuples(index=False) if place_id not in at
    ]
    lost = analysis.mentions.loc[analysis.mentions["place_id"].isna(), "text"]
    parts = (("Named only: ", named), ("Not found: ", list(dict.fromkeys(lost))))
    return "\n".join(printable(head + ", ".join(names)) for head, names in parts if names)


def _lines(cells: tuple[str, ...], widths: list[int]) -> str:
    """Lay the wrapped cells of one row side by side."""
    columns = [textwrap.wrap(printable(cell), width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = zip_longest(*columns, fillvalue="")
    return "\n".join(_GAP.join(map(_pad, line, widths)).rstrip() for line in lines)


def _pad(text: str, width: int) -> str:
    """Pad to a width in terminal cells: wide letters take two, marks on a letter none."""
    cells = sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)
    return text + " " * max(0, width - cells)


def printable(text: str) -> str:
    """Return the text on one line, without control and direction signs: an article must not steer the terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
