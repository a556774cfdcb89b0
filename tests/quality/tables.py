"""Rows of figures as aligned text or Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def as_text(title: str, rows: Sequence[Row]) -> str:
    """Write rows as a table for a terminal: words to the left, numbers to the right."""
    names, cells = _cells(rows)
    widths = [max(len(line[column]) for line in [names, *cells]) for column in range(len(names))]
    lines = ["  ".join(_padded(line, widths)).rstrip() for line in [names, *cells]]
    return "\n".join([title, *(f"  {line}" for line in lines), ""])


def as_markdown(title: str, rows: Sequence[Row]) -> str:
    """Write rows as a Markdown table."""
    names, cells = _cells(rows)
    lines = [names, ["---"] * len(names), *cells]
    return "\n".join([f"**{title}**", "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def _cells(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return names, [[_cell(name, row.get(name)) for name in names] for row in rows]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if name in _COUNTS else f"{value:.3f}"
    return str(value)


_COUNTS = frozenset({"given", "wanted", "n right", "called so"})


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if cell[-1:].isdecimal() else cell.ljust(width)
        for cell, width in zip(line, widths, strict=True)
    ]
