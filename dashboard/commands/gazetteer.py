"""`dateline gazetteer`: what the built-in gazetteer holds, and the places of a name."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.assets.startup import ensure_built
from dashboard.commands import progress
from dashboard.commands.failures import NothingUsable
from geodata.formats.table_text import printable
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.models import GazetteerEntry

_HEAD = ("NAME", "IN", "KIND", "PEOPLE", "LATITUDE", "LONGITUDE", "ID")


def info(form: str) -> int:
    """Print what the gazetteer knows of itself."""
    facts = _open().info()
    if form == "json":
        _print_json(facts)
    else:
        _print_lines(f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in facts.items())
    return 0


def find(words: Sequence[str], form: str) -> int:
    """Print every place of a name, best known first; NothingUsable when there is none."""
    name = " ".join(words)
    gazetteer = _open()
    found = gazetteer.find(name)
    if not found:
        raise NothingUsable(f"no place is called “{printable(name)}”: check the spelling, capitals count")
    if form == "json":
        _print_json([dataclasses.asdict(entry) for entry in found])
    else:
        _print_lines(_table([_HEAD, *(_row(entry, gazetteer) for entry in found)]))
    return 0


def _open() -> Gazetteer:
    ensure_built(progress.preparing())
    return open_gazetteer()


def _row(entry: GazetteerEntry, gazetteer: Gazetteer) -> tuple[str, ...]:
    country = gazetteer.country_name(entry.country_code) if entry.country_code else None
    division = gazetteer.admin1_name(entry.country_code, entry.admin1) if entry.country_code and entry.admin1 else None
    inside = ", ".join(dict.fromkeys(part for part in (division, country) if part and part != entry.name))
    people = f"{entry.population:,}" if entry.population else ""
    position = (f"{entry.latitude:.2f}", f"{entry.longitude:.2f}")
    return entry.name, inside, entry.feature_code, people, *position, entry.place_id


def _table(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(item)}" for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_shown, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)  # noqa: T201 - this is the output


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))  # noqa: T201 - this is the output
