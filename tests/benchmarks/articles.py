"""Speed of whole articles: ``python -m tests.benchmarks.articles [--corpus FILE] [--limit N] [--peers]``.

FILE is JSON Lines with a ``text`` each; without it the samples are read. Reported are articles of 500 words a second
on one core and on each number of cores asked for, a process a core; the share of each stage, the tagger's apart; what
names and statements take; the most memory that a process held; and a cold ``dateline analyze``, which starts, reads one
article and ends. ``--peers`` measures flashgeotext and geotext beside it, in an environment that uv makes for them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from geodata.samples import read_sample, sample_names
from tests.benchmarks.article_worker import TAGGER

WORDS = 500  # of an article, as speed is given
TAGGING = "Reading the words"
NAMES = frozenset({"Splitting sentences", TAGGING, "Finding place names", "Deciding which places they are"})
CLAIMS = frozenset({"Reading who says what", "Placing the statements"})
"""The stages that names need, and what statements need on top."""

COLD_RUNS = 3  # the best counts: whatever else the machine does only slows it down
PEERS = ("flashgeotext", "geotext")
FOLDER = Path(__file__).parent

Measured = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and print a line each."""
    options = _parser().parse_args(arguments)
    texts = list(islice(texts_of(options.corpus), options.limit))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        _say(f"{len(texts)} articles, {sum(len(text.split()) for text in texts)} words")
        for cores in options.cores:
            report(read_on(path, cores), cores)
        _say(f"cold `dateline analyze`  {cold_seconds(texts[0], Path(folder)):.2f} s, best of {COLD_RUNS}")
        for name in PEERS if options.peers else ():
            _say(peer_line(name, path))


def texts_of(corpus: Path | None) -> Iterator[str]:
    """Yield the texts of a corpus, or those of the samples."""
    if corpus is None:
        yield from (read_sample(name).text for name in sample_names())
        return
    with corpus.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)["text"]


def read_on(path: Path, cores: int) -> list[Measured]:
    """Read all texts with a process on each of so many cores, each a part of them."""
    if cores > len(free := _cores()):
        raise SystemExit(f"There are {len(free)} cores, not {cores}.")
    command = [sys.executable, "-m", "tests.benchmarks.article_worker", str(path)]
    running = [
        subprocess.Popen([*command, str(part), str(cores), str(core)], stdout=subprocess.PIPE, text=True)
        for part, core in enumerate(free[:cores])
    ]
    outputs = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("A worker failed; what it said stands above.")
    return [json.loads(output) for output in outputs]


def report(measured: Sequence[Measured], cores: int) -> None:
    """Print speed, memory and stages of one run."""
    rate = sum(one["words"] / one["seconds"] for one in measured) / WORDS
    undisturbed = sum(one["words"] / one["busy"] for one in measured) / WORDS
    most = max(one["megabytes"] for one in measured)
    loading = max(one["loading"] for one in measured)
    speed = f"{rate:.1f} articles of {WORDS} words a second ({undisturbed:.1f} by processor time)"
    _say(f"{cores} core{'s' * (cores > 1)}: {speed}, {most:.0f} MB a process, {loading:.1f} s until the first is read")
    for line in (*stage_lines(measured), *part_lines(measured)):
        _say(line)


def stage_lines(measured: Sequence[Measured]) -> list[str]:
    """Return the share of each stage, and how much all else costs on top of the tagger where there is one."""
    stages: Counter[str] = sum((Counter(one["stages"]) for one in measured), Counter())
    tagger = stages.pop(TAGGER, 0.0)
    total = sum(stages.values())
    lines = [f"  {seconds / total:6.1%}  {stage}" for stage, seconds in stages.most_common()]
    if tagger:
        lines.append(f"  {tagger / total:6.1%}  of all is the tagger; the rest costs {total / tagger - 1:.0%} on top")
    return lines


def part_lines(measured: Sequence[Measured]) -> list[str]:
    """Return what names and statements take for an article, and what finding names costs beside the tagger."""
    per_article = WORDS * 1000 / sum(one["words"] for one in measured)  # seconds of all to ms of one
    stages: Counter[str] = sum((Counter(one["stages"]) for one in measured), Counter())
    names, claims = (sum(stages[stage] for stage in part) for part in (NAMES, CLAIMS))
    if not stages[TAGGING]:
        return []
    on_top = names / stages[TAGGING] - 1
    of_names = f"names {names * per_article:.0f} ms for {WORDS} words, {on_top:.0%} on top of the tagger's reading"
    return [f"  {of_names}; statements {claims * per_article:.0f} ms more"]


def cold_seconds(text: str, folder: Path) -> float:
    """Return the seconds of the whole command, from start to end, best of some runs."""
    article = folder / "article.txt"
    article.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "dashboard.cli", "analyze", str(article), "--format", "json"]
    best = float("inf")
    for _ in range(COLD_RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        best = min(best, time.perf_counter() - began)
    return best


def peer_line(name: str, path: Path) -> str:
    """Measure a peer in an environment of its own; a sentence where that cannot be had."""
    uv = shutil.which("uv")
    if uv is None:
        return f"{name}: not measured, uv is not there to install it"
    command = [uv, "run", "--no-project", "--quiet", "--with", name, "python", str(FOLDER / "peer_worker.py")]
    done = subprocess.run([*command, name, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{name}: not measured, {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'it failed'}"
    one = json.loads(done.stdout)
    rate = one["words"] / one["seconds"] / WORDS
    return f"{name}: {rate:.1f} articles of {WORDS} words a second on one core, {one['loading']:.1f} s to load"


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.articles", description="Measure speed.")
    parser.add_argument("--corpus", type=Path, help="JSON Lines with a text each, else the samples")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2], help="numbers of cores to use")
    parser.add_argument("--peers", action="store_true", help="measure flashgeotext and geotext too")
    return parser


if __name__ == "__main__":
    main()
