"""`dateline gazetteer`: what the gazetteer holds, the places of a name, and the full gazetteer of all of GeoNames."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dashboard.assets.locking import locked
from dashboard.assets.startup import ensure_built
from dashboard.commands import progress
from dashboard.commands.failures import NothingUsable, WrongUsage
from geodata import gazetteer_files
from geodata.formats.table_text import printable
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.models import GazetteerEntry

_WAY_BACK = "`dateline gazetteer build --embedded` goes back"

_HEAD = ("NAME", "IN", "KIND", "PEOPLE", "LATITUDE", "LONGITUDE", "ID")


def info(form: str) -> int:
    """Print what the gazetteer knows of itself."""
    facts = {"in_use": _in_use(), **_open().info()}
    if form == "json":
        _print_json(facts)
    else:
        _print_lines(f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in facts.items())
    return 0


def build(folder: str | None) -> int:
    """Build the full gazetteer, from files in a folder or from GeoNames' server; where it stops, it goes on later."""
    from geodata.gazetteer_full.build import build_full
    from geodata.gazetteer_full.download import download

    if folder is not None and not Path(folder).is_dir():
        raise WrongUsage(f"there is no folder {folder}")
    ensure_built(progress.preparing())
    source = Path(folder) if folder is not None else gazetteer_files.download_folder()
    target = gazetteer_files.full_path()
    tell = progress.steps()
    target.parent.mkdir(parents=True, exist_ok=True)
    with locked(target.with_suffix(".lock"), lambda: tell("waiting for another build", 0.0)):
        if folder is None:
            download(source, tell)
        read = build_full(source, gazetteer_files.DEFAULT_PATH, target, tell)
    if folder is None:
        shutil.rmtree(source, ignore_errors=True)
    _print_lines(f"{name}: {lines}" for name, lines in read.items())
    _print_lines([f"Wrote {target} ({target.stat().st_size / 1e6:,.0f} MB). It is used from now on; {_WAY_BACK}."])
    return 0


def use_embedded() -> int:
    """Remove the full gazetteer and what was downloaded for it, so that the embedded one is used again."""
    full = gazetteer_files.full_path()
    was_there = full.is_file()
    full.unlink(missing_ok=True)
    shutil.rmtree(gazetteer_files.download_folder(), ignore_errors=True)
    _print_lines([f"Removed {full}." if was_there else "There was no full gazetteer.", "The embedded one is used."])
    return 0


def _in_use() -> str:
    path = gazetteer_files.chosen_path()
    if path == gazetteer_files.full_path():
        return f"the full gazetteer that was built here; {_WAY_BACK}"
    if path != gazetteer_files.DEFAULT_PATH:
        return f"the file that {gazetteer_files.VARIABLE} names"
    if gazetteer_files.full_path().is_file():
        return "the embedded one; the full one is of another version, or not wanted: build it anew to use it"
    return "the embedded one; `dateline gazetteer build --full` makes one of all of GeoNames"


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
