"""Speed, memory and size of the gazetteer: ``python -m tests.benchmarks.gazetteer``.

The names asked for are drawn from the file itself, so every look-up finds at least one place; the last asks for
words and word pairs that mostly find nothing, as recognition does.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence

from geodata.gazetteer import Gazetteer
from geodata.gazetteer_files import DEFAULT_PATH

LOOK_UPS = 100_000
OPENINGS = 20
SEED = 20150930

Report = Callable[[str], object]


def main(report: Report) -> None:
    """Measure everything and report a line each."""
    hits = names_of_places()
    misses = [f"{first} {second}".lower() for first, second in zip(hits, reversed(hits), strict=True)]
    report(f"size      {DEFAULT_PATH.stat().st_size / 1e6:8.1f} MB")
    report(f"open      {1000 * min(opening() for _ in range(OPENINGS)):8.2f} ms")
    before = resident_megabytes()
    gazetteer = Gazetteer()
    report(f"hits      {rate(gazetteer, hits):8.0f} look-ups/s, each name once")
    report(f"repeated  {rate(gazetteer, hits[:2000] * 50):8.0f} look-ups/s, 2,000 names 50 times")
    report(f"misses    {rate(gazetteer, misses):8.0f} look-ups/s")
    report(f"memory    {resident_megabytes() - before:8.1f} MB more after all look-ups")


def names_of_places() -> list[str]:
    """Return names of places, chosen at random."""
    with sqlite3.connect(DEFAULT_PATH) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM place")]
    return random.Random(SEED).sample(names, LOOK_UPS)  # noqa: S311 - the same sample every time


def opening() -> float:
    """Return the seconds that opening takes."""
    start = time.perf_counter()
    Gazetteer().close()
    return time.perf_counter() - start


def rate(gazetteer: Gazetteer, names: Sequence[str]) -> float:
    """Return look-ups a second of processor time on one core."""
    start = time.process_time()
    for name in names:
        gazetteer.find(name)
    return len(names) / (time.process_time() - start)


def resident_megabytes() -> float:
    """Return the memory that this process holds now, from Linux' own books."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel
        return int(file.read().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main(lambda line: sys.stdout.write(line + "\n"))
