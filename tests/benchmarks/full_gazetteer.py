"""Time, memory and size of the full gazetteer's build: ``python -m tests.benchmarks.full_gazetteer [ROWS]``.

It writes ROWS places (a million by default) and 1.4 times as many other names in GeoNames' own format, as many as the
real export has for each of its places, builds a gazetteer of them, and asks it for names.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geodata.gazetteer_files import DEFAULT_PATH
from geodata.gazetteer_full.build import build_full
from geodata.place_index import PlaceIndex

PLACES = 1_000_000
NAMES_PER_PLACE = 1.4
ALL_PLACES = 12_500_000
"""What the real export has, roughly."""
SEED = 20150930
LOOK_UPS = 20_000
FIRST_NUMBER = 50_000_000

KINDS = (("P", "PPL", 38), ("H", "STM", 20), ("T", "HLL", 14), ("S", "SCH", 16), ("A", "ADM4", 5), ("L", "LCTY", 7))
"""Class, code and share in a hundred, roughly as in GeoNames."""

_STAMP = "Etc/UTC\t2026-01-01"


def main(rows: int) -> None:
    """Measure everything and print a line each."""
    with tempfile.TemporaryDirectory(prefix="dateline-full-") as folder:
        source, target = Path(folder) / "source", Path(folder) / "built" / "full.sqlite"
        written = write_source(source, rows)
        start, cpu = time.perf_counter(), time.process_time()
        build_full(source, DEFAULT_PATH, target, lambda _message, _share: None)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        megabytes = target.stat().st_size / 1e6
        own = DEFAULT_PATH.stat().st_size / 1e6
        say(f"rows      {rows:10,} places, {written:,.0f} MB of files")
        say(f"time      {seconds:10.0f} s ({cpu:.0f} s of processor time)")
        say(f"memory    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:10.0f} MB at most")
        say(f"size      {megabytes:10.0f} MB")
        say(f"hits      {look_ups(target):10.0f} look-ups/s, each name once")
        share = ALL_PLACES / rows
        say(f"all of GeoNames: about {cpu * share / 60:.0f} minutes, {(megabytes - own) * share + own:,.0f} MB")


def write_source(folder: Path, rows: int) -> float:
    """Write the export files; return their size in MB."""
    folder.mkdir()
    with sqlite3.connect(DEFAULT_PATH) as known:
        codes = list(known.execute("SELECT code, place FROM division"))
        names = [name for (name,) in known.execute("SELECT name FROM place")]
    countries = [(code, number) for code, number in codes if "." not in code]
    divisions = [(code, number) for code, number in codes if "." in code and number > 0]
    pick = random.Random(SEED)  # noqa: S311 - the same rows every time
    files = {
        "featureCodes_en.txt": (f"{kind}.{code}\t\t" for kind, code, _ in (*KINDS, ("A", "PCLI", 0))),
        "countryInfo.txt": ("\t".join([code, *[""] * 3, code, *[""] * 11, str(n), "", ""]) for code, n in countries),
        "admin1CodesASCII.txt": (f"{code}\t{code}\t{code}\t{number}" for code, number in divisions),
        "admin2Codes.txt": (f"{code}.1\t{code}\t{code}\t{number}" for code, number in divisions),
        "allCountries.txt": place_lines(rows, countries, names, pick),
        "alternateNamesV2.txt": name_lines(int(rows * NAMES_PER_PLACE), rows, names, pick),
    }
    for name, lines in files.items():
        with (folder / name).open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def place_lines(rows: int, countries: list[tuple[str, int]], names: list[str], pick: random.Random) -> Iterator[str]:
    """Yield lines of allCountries.txt: the countries, and places of made-up names, a third of them borne by others."""
    for code, number in countries:
        yield place_line(number, code, (0.0, 0.0), ("A", "PCLI"), code)
    kinds = pick.choices(KINDS, weights=[share for _, _, share in KINDS], k=rows)
    for at, (feature_class, feature, _) in enumerate(kinds):
        name = pick.choice(names) if at % 3 == 0 else f"{pick.choice(names)} {pick.choice(names)}"
        point = (round(pick.uniform(-60, 75), 5), round(pick.uniform(-180, 180), 5))
        country = countries[at * len(countries) // rows][0]
        yield place_line(FIRST_NUMBER + at, name, point, (feature_class, feature), country)


def place_line(number: int, name: str, point: tuple[float, float], kind: tuple[str, str], country: str) -> str:
    """Return one line of allCountries.txt."""
    people = number % 5000 if kind[0] == "P" else 0
    described = f"{number}\t{name}\t{name}\t\t{point[0]}\t{point[1]}\t{kind[0]}\t{kind[1]}"
    return f"{described}\t{country}\t\t01\t\t\t\t{people}\t\t500\t{_STAMP}"


def name_lines(rows: int, places: int, names: list[str], pick: random.Random) -> Iterator[str]:
    """Yield lines of alternateNamesV2.txt."""
    for at in range(rows):
        number = FIRST_NUMBER + pick.randrange(places)
        yield f"{at + 1}\t{number}\t\t{pick.choice(names)} {at % 997}\t\t\t\t\t\t"


def look_ups(target: Path) -> float:
    """Return look-ups a second of processor time."""
    gazetteer = PlaceIndex(target)
    with sqlite3.connect(target) as connection:
        sample = "SELECT name FROM place WHERE id > 0 ORDER BY (id * 7919) % 1000003 LIMIT ?"
        names = [name for (name,) in connection.execute(sample, (LOOK_UPS,))]
    start = time.process_time()
    for name in names:
        gazetteer.find(name)
    return len(names) / (time.process_time() - start)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLACES)
