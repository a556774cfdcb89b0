"""Fuzz every reader and importer: ``python -m tests.benchmarks.fuzz --inputs 100000 [--seed N] [--jobs N]``.

Inputs are files of every kind, broken in every way: bits and bytes changed, pieces cut, doubled, swapped between files,
brackets and tags repeated, numbers made huge. A reader may refuse an input with an error of ours; any other exception
is a fault, and so is an input that takes more than ten times its reader's median time for a character. The median is
that of inputs that were read, broken or not: a file that is refused at its first byte is no measure. Times are the
processor's, the best of three where the first was slow, and a tiny input counts as a short page.
"""

from __future__ import annotations

import argparse
import copy
import heapq
import io
import json
import logging
import random
import statistics
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import docx

from geodata import formats
from geodata.captures import capture_text
from geodata.errors import DatelineError
from geodata.feeds import read_feed
from geodata.incoming import Table, read_incoming
from tests.dashboard.example import example_analysis
from tests.geodata.test_incoming import ATOM, LONG, RSS
from tests.geodata.test_readers import pdf_file

SIZE = 1_500
"""Bytes that an input counts at least, since a reader does some things once whatever the size: a short page."""

SLOW = 10.0
"""Times the median that an input may take for a character."""

FLOOR_S = 0.02
"""Seconds that any input may take, whatever the median: below it the computer's other work decides."""

TRIES = 3
KEPT = 20
"""Slowest inputs of a reader that are measured again."""
WHOLE = 5
"""Times that each whole file is read beside the broken ones."""
STRUCTURED = 0.5
"""Share of inputs of structured files that are broken inside their structure: others are refused at the door."""

PIECES = (
    b"<", b">", b"</p>", b"<div>" * 40, b"&amp;", b"&#x0;", b"&#55296;", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    b"<!--", b"-->", b"<script>", b"]]>", b"[" * 200, b"{" * 200, b'"' * 30, b"\\ud800", b"1e999", b"-0", b"NaN",
    b"9" * 400, b"\n" * 100, b"=" * 50, b"<table><tr><td>" * 20, b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\xe2\x80\xae",
    b" " * 300, b"null", b"true", b"obj\n<<", b"endstream", b"<w:p><w:r><w:t>" * 10, b"(" * 100, b"<<" * 50,
)  # fmt: skip
VALUES = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "x" * 500,
    "\ud800",
    [],
    {},
    [[]],
    {"type": "Point"},
    "2024-01-01",
    [0, 10**9],
)


@dataclass
class Outcome:
    """What happened to the inputs of one reader."""

    read: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    number: int = 0
    slowest: list[tuple[float, int, bytes]] = field(default_factory=list)
    """Seconds for a character, a number and the input, of those that took longest; a heap with the least first."""
    usual: list[float] = field(default_factory=list)
    """Seconds for a character of the inputs that were read."""


MARKDOWN = f"""---
title: "Bridge closed"
date: 2024-03-11
---
# Bridge over the **Elbe** closed #

> {LONG} See [the _old_ page](https://a.example/x "title") and ![a picture][1].

- one `word` \\*as it is\\*
***
{LONG}
"""

Reader = Callable[[bytes], object]


def readers() -> dict[str, tuple[Reader, list[bytes]]]:
    """Return every reader with whole files to break."""
    example = example_analysis()
    pages = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "geodata" / "pages").glob("*.html"))]
    text = example.article.text
    rows = [{"text": LONG, "title": "A", "published": "2024-03-11"}, {"text": text}]
    table = "text,title,published\n" + "".join(f'"{row["text"]}",{row.get("title", "")},\n' for row in rows)
    return {
        "text": (
            _file("a.txt"),
            [text.encode(), LONG.encode(), text.encode("utf-16"), text.encode("cp1252", "replace")],
        ),
        "Markdown": (_file("a.md"), [MARKDOWN.encode(), text.encode()]),
        "pasted text": (lambda data: capture_text(data.decode("utf-8", "surrogateescape")), [text.encode()]),
        "HTML": (_file("a.html"), pages),
        "Word": (_file("a.docx"), [_word_file(text)]),
        "PDF": (_file("a.pdf"), [pdf_file(*text.replace("(", "").replace(")", "").splitlines())]),
        "JSON": (_file("a.json"), [formats.write(example, "json")]),
        "GeoJSON": (_file("a.geojson"), [formats.write(example, "geojson")]),
        "W3C": (_file("a.annotations.jsonld"), [formats.write(example, "w3c")]),
        "CSV": (_file("a.csv"), [table.encode()]),
        "JSON Lines": (_file("a.jsonl"), ["".join(json.dumps(row) + "\n" for row in rows).encode()]),
        "feed": (read_feed, [RSS.encode(), ATOM.encode()]),
    }


def _file(name: str) -> Reader:
    def read(data: bytes) -> object:
        found = read_incoming(data, name)
        return (
            [found.capture(number) for number in range(1, min(len(found.rows), 5) + 1)]
            if isinstance(found, Table)
            else found
        )

    return read


def _word_file(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def broken(seeds: list[bytes], chance: random.Random) -> bytes:
    """Return a file broken in a few ways; half of them have the size that times are taken at."""
    whole = chance.choice(seeds)
    if chance.random() < STRUCTURED:
        if whole.startswith(b"PK"):
            return _in_archive(whole, chance)
        if whole.startswith(b"{") and whole.count(b"\n") == 1:
            return in_json(whole, chance)
    data = bytearray(whole)
    for _ in range(chance.randint(1, 6)):
        _break(data, seeds, chance)
    return bytes(data)


def _in_archive(whole: bytes, chance: random.Random) -> bytes:
    """Break the parts inside a Word file and pack them again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {name: source.read(name) for name in source.namelist()}
        for name, part in parts.items():
            data = bytearray(part)
            if name == "word/document.xml" or chance.random() < STRUCTURED / 10:
                _break(data, list(parts.values()), chance)
            target.writestr(name, bytes(data))
    return buffer.getvalue()


def in_json(whole: bytes, chance: random.Random, within: str | None = None) -> bytes:
    """Put a wrong value somewhere into a JSON file, or into one member of it."""
    value = json.loads(whole)
    for _ in range(chance.randint(1, 3)):
        part = value[within] if within else value
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            if not keys:
                break
            key = chance.choice(keys)
            inner = part[key]
            if not isinstance(inner, (dict, list)) or chance.random() < STRUCTURED / 5:
                part[key] = copy.deepcopy(chance.choice(VALUES))
                break
            part = inner
    return json.dumps(value).encode()


def _break(data: bytearray, seeds: list[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    to = min(len(data), at + chance.choice((1, 4, 30, 300)))
    way = chance.randrange(6)
    if way == 0 and at < len(data):
        data[at] ^= 1 << chance.randrange(8)
    elif way == 1:
        del data[at:to]
    elif way == 2:
        data[at:at] = data[at:to] * chance.randint(1, 20)
    elif way == 3:
        data[at:at] = chance.choice(PIECES) * chance.choice((1, 1, 1, 20))
    elif way == 4:
        other = chance.choice(seeds)
        start = chance.randrange(len(other))
        data[at:to] = other[start : start + 300]
    else:
        data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 40)))


def fuzz(name: str, inputs: int, seed: int) -> Outcome:
    """Give a reader so many broken files."""
    reader, seeds = readers()[name]
    logging.disable(logging.CRITICAL)  # libraries talk of every broken file
    chance = random.Random(f"{name} {seed}")  # noqa: S311 - nothing is kept secret by it
    outcome = Outcome()
    for whole in seeds:
        _give(reader, whole, outcome)  # loads what is loaded once
    outcome = Outcome()
    for whole in seeds * WHOLE:
        _give(reader, whole, outcome)
    for _ in range(inputs - outcome.number):
        _give(reader, broken(seeds, chance), outcome)
    return outcome


def _give(reader: Reader, data: bytes, outcome: Outcome) -> None:
    started = time.process_time()
    was_read = False
    try:
        reader(data)
        was_read = True
    except DatelineError as error:
        outcome.refused += 1
        if "\n" in str(error):
            outcome.faults.append(f"an error of two lines: {error!r}")
    except Exception as error:  # noqa: BLE001 - any other is the fault that is looked for
        outcome.faults.append(f"{type(error).__name__}: {error} on {data[:200]!r}")
    _count(outcome, data, time.process_time() - started, was_read=was_read)


def _count(outcome: Outcome, data: bytes, spent: float, *, was_read: bool) -> None:
    """Keep what an input took; of the inputs themselves only the slowest, since all of them fill the memory."""
    each = spent / max(len(data), SIZE)
    outcome.number += 1
    heapq.heappush(outcome.slowest, (each, outcome.number, data))
    if len(outcome.slowest) > KEPT:
        heapq.heappop(outcome.slowest)
    if was_read:
        outcome.read += 1
        outcome.usual.append(each)


def slow_ones(name: str, outcome: Outcome) -> tuple[float, list[tuple[float, bytes]]]:
    """Return the worst ratio to the median time for a character, and the inputs beyond what is allowed.

    Small inputs are measured as if they had the usual size, since what a reader does once is no matter of characters.
    """
    median = statistics.median(outcome.usual)
    reader = readers()[name][0]
    worst, found = 0.0, []
    for each, _, data in outcome.slowest:
        again = min(each * max(len(data), SIZE), *(_timed(reader, data) for _ in range(TRIES - 1)))
        ratio = again / max(len(data), SIZE) / median if again > FLOOR_S else 0.0
        worst = max(worst, ratio)
        if ratio > SLOW:
            found.append((ratio, data))
    return worst, found


def _timed(reader: Reader, data: bytes) -> float:
    started = time.process_time()
    _give(reader, data, Outcome())
    return time.process_time() - started


def report(inputs: int, seed: int, jobs: int) -> Iterator[tuple[str, Outcome, float, list[tuple[float, bytes]]]]:
    """Yield the outcome of every reader, each with its share of the inputs."""
    names = list(readers())
    share = -(-inputs // len(names))
    with ProcessPoolExecutor(jobs) as pool:
        for name, done in zip(names, pool.map(_one, names, [share] * len(names), [seed] * len(names)), strict=True):
            yield (name, *done)


def _one(name: str, inputs: int, seed: int) -> tuple[Outcome, float, list[tuple[float, bytes]]]:
    outcome = fuzz(name, inputs, seed)
    return outcome, *slow_ones(name, outcome)


def main() -> int:
    """Fuzz and print one line a reader; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1, help="another one breaks the files in other ways")
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    options = parser.parse_args()
    wrong = 0
    _print(f"{'reader':12} {'inputs':>8} {'read':>8} {'refused':>8} {'faults':>7} {'µs/char':>8} {'worst':>6}")
    for name, outcome, worst, slow in report(options.inputs, options.seed, options.jobs):
        median = statistics.median(outcome.usual) * 1e6
        numbers = f"{outcome.number:8} {outcome.read:8} {outcome.refused:8} {len(outcome.faults):7}"
        _print(f"{name:12} {numbers} {median:8.2f} {worst:5.1f}x")
        for fault in list(dict.fromkeys(outcome.faults))[:5]:
            _print(f"    {fault}"[:600])
        for ratio, data in slow[:5]:
            _print(f"    {ratio:.0f} times the median: {data[:200]!r}")
        wrong += len(outcome.faults) + len(slow)
    return 1 if wrong else 0


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is the output


if __name__ == "__main__":
    sys.exit(main())
