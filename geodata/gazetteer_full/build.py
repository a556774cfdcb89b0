"""The whole build of the full gazetteer: GeoNames' files and the built gazetteer in, one SQLite file out."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from geodata.errors import BuildError
from geodata.gazetteer_build.countries import DISSOLVED
from geodata.gazetteer_build.database import weight_of_kind
from geodata.gazetteer_build.folding import fold_name
from geodata.gazetteer_build.layout import ALTERNATE, PRIMARY, SCHEMA_VERSION, cell_of
from geodata.gazetteer_full import sources
from geodata.gazetteer_full.features import radius_km, weight_of
from geodata.gazetteer_full.rows import PlaceRow, read_code, read_country, read_feature, read_name, read_place
from geodata.gazetteer_full.sources import Folder, Progress
from geodata.gazetteer_full.staging import Staging
from geodata.gazetteer_full.twins import Twins

BUILT, GEONAMES = 0, 1
"""Where a place is from; of two with one id the lower one stays."""

STEPS = {"allCountries.txt": (0.0, 0.4), "alternateNamesV2.txt": (0.4, 0.65)}
"""Share of the whole at which the reading of a large file begins and ends; putting in order takes the rest."""

_FEATURE, _PEOPLE = 8, 9  # columns of a place

WORK_FOLDER = "gazetteer-full-work-"


@dataclass(frozen=True)
class Codes:
    """What the small files tell: ids of countries and divisions by code, their names, and classes of features."""

    countries: dict[str, int]
    divisions: dict[str, int]
    names: list[tuple[str, int]]
    classes: dict[str, str]


def build_full(folder: Path, built: Path, target: Path, tell: Progress) -> dict[str, str]:
    """Make the full gazetteer.

    Parameters
    ----------
    folder : Path
        Where the export files of GeoNames are, packed or not.
    built : Path
        The gazetteer that comes with Dateline: its regions, outlines, demonyms and abbreviations are taken over.
    target : Path
        The SQLite file to make. It is replaced in one step when everything worked, and stays as it is otherwise.
    tell : callable
        Hears what is being done and how much of the whole is done.

    Returns
    -------
    dict of str to str
        What was read of each file, by its name: lines, and what was left out.

    Raises
    ------
    BuildError
        A file is missing, damaged, not whole, or none of GeoNames.
    """
    source = Folder(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(target.parent)
    with (
        tempfile.TemporaryDirectory(prefix=WORK_FOLDER, dir=target.parent) as work,
        closing(sqlite3.connect(f"{built.resolve().as_uri()}?mode=ro", uri=True)) as built_file,
        closing(Staging(Path(work))) as staging,
    ):
        try:
            _fill(staging, source, built_file, tell)
            staging.finish().replace(target)
        except sqlite3.Error as error:
            raise BuildError(f"The full gazetteer cannot be written to {target.parent}: {error}.") from error
    tell("ready", 1.0)
    return {name: str(tally) for name, tally in source.tallies.items()}


def remove_leftovers(folder: Path) -> None:
    """Remove what a build left that was killed."""
    for left in folder.glob(f"{WORK_FOLDER}*"):
        shutil.rmtree(left, ignore_errors=True)


def _fill(staging: Staging, source: Folder, built: sqlite3.Connection, tell: Progress) -> None:
    codes = _read_codes(source)
    twins = Twins(built, codes.divisions, codes.classes)
    _add_places(staging, source, codes, twins, tell)
    staging.add_names((fold_name(name), number, ALTERNATE, None) for name, number in codes.names)
    staging.add_names(_alternate_names(source, tell))
    tell("putting the places in order", 0.65)
    staging.add_places(_built_rows(twins))
    staging.add_names(twins.names())
    staging.put_places()
    tell("putting the names in order", 0.75)
    staging.put_names()
    tell("packing", 0.9)
    staging.put("division", sorted(twins.divisions().items()))
    staging.put("outline", sorted(twins.outlines()))
    staging.put("meta", sorted(_meta(staging, source, built).items()))


def _read_codes(source: Folder) -> Codes:
    def read(table: sources.Table, reader: sources.Reader[sources.Row]) -> list[sources.Row]:
        return list(source.rows(table, _keep_quiet, reader))

    classes = {code: feature_class for feature_class, code in read(sources.FEATURES, read_feature) if code}
    countries = {code: number for code, _, number in read(sources.COUNTRIES, read_country) if code not in DISSOLVED}
    divisions = [*read(sources.FIRST_LEVEL, read_code), *read(sources.SECOND_LEVEL, read_code)]
    ids = {code: number for code, _, number in divisions}
    return Codes(countries, ids, [(name, number) for _, name, number in divisions], classes)


def _add_places(staging: Staging, source: Folder, codes: Codes, twins: Twins, tell: Progress) -> None:
    """Take over all places with their own names; a file that lacks a country is not whole."""
    lacking = dict(zip(codes.countries.values(), codes.countries, strict=True))
    names: list[tuple[str, int, int, None]] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for place in source.rows(sources.PLACES, partial(_tell_share, tell), read_place):
            lacking.pop(place.number, None)
            keys = _keys(place)
            twins.look(place, keys)
            names.extend((key, place.number, ALTERNATE if at else PRIMARY, None) for at, key in enumerate(keys))
            yield _place_row(place)

    for block in _blocks(rows()):
        staging.add_places(block)
        staging.add_names(names)
        names.clear()
    if lacking:
        codes_lacking = ", ".join(sorted(lacking.values()))
        raise BuildError(f"{sources.PLACES.name} is not whole: it lacks the countries {codes_lacking}. Get it again.")


def _blocks(rows: Iterator[tuple[object, ...]], size: int = 50_000) -> Iterator[list[tuple[object, ...]]]:
    block: list[tuple[object, ...]] = []
    for row in rows:
        block.append(row)
        if len(block) == size:
            yield block
            block = []
    yield block


def _keys(place: PlaceRow) -> list[str]:
    """Return the folded own name, and the one in plain letters where it is another."""
    return list(dict.fromkeys((fold_name(place.name), fold_name(place.ascii_name or place.name))))


def _place_row(place: PlaceRow) -> tuple[object, ...]:
    return (
        place.number, None, place.name, round(place.latitude, 5), round(place.longitude, 5),
        radius_km(place.feature_class, place.feature, place.population), place.country, place.admin1, place.feature,
        place.population, cell_of(place.latitude, place.longitude),
        weight_of(place.feature_class, place.feature, place.population), GEONAMES,
    )  # fmt: skip


def _built_rows(twins: Twins) -> Iterator[tuple[object, ...]]:
    for row in twins.places():
        yield (*row, weight_of_kind(row[_FEATURE], row[_PEOPLE]), BUILT)


def _alternate_names(source: Folder, tell: Progress) -> Iterator[tuple[object, ...]]:
    for name in source.rows(sources.NAMES, partial(_tell_share, tell), read_name):
        if name is not None:
            yield fold_name(name.text), name.number, name.kind, name.form


def _meta(staging: Staging, source: Folder, built: sqlite3.Connection) -> dict[str, str]:
    known = dict(built.execute("SELECT key, value FROM meta"))
    counts = {f"{table}s": str(staging.count(table)) for table in ("place", "name", "outline")}
    made_of = {f"source:{name}": str(tally) for name, tally in source.tallies.items()}
    return {**known, **made_of, **counts, "schema": str(SCHEMA_VERSION), "kind": "full", "geonames": source.dated()}


def _tell_share(tell: Progress, name: str, share: float) -> None:
    first, last = STEPS[name]
    tell(f"reading {name}", first + (last - first) * share)


def _keep_quiet(_message: str, _share: float) -> None:
    """Tell nobody: the small files are read at once."""
