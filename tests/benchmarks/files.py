"""Sizes of the files that go out: ``python -m tests.benchmarks.files [ARTICLE.txt ...]``.

For the first sample and for all samples as one long article, or for the articles given: how large each file is, how
long it takes to write, and whether it comes back and goes out the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dashboard.exports import EXPORTS, export
from geodata.errors import SchemaError
from geodata.formats import read_export
from geodata.pipeline import analyze
from geodata.samples import read_sample, sample_names
from geodata.schema import Analysis


def articles(paths: list[str]) -> Iterator[Analysis]:
    """Analyse the given articles, else a short and a long one of the program's own."""
    if paths:
        yield from (analyze(Path(path).read_text(encoding="utf-8")) for path in paths)
        return
    samples = [read_sample(name) for name in sample_names()]
    yield analyze(samples[0].text, published=samples[0].published, title=samples[0].title)
    yield analyze("\n\n".join(sample.text for sample in samples), published=samples[0].published, title="All samples")


def same_again(name: str, data: bytes) -> str:
    """Say whether a file comes back, and goes out as it was."""
    try:
        again = read_export(data)
    except SchemaError:
        return "does not come back"
    return "comes back the same" if export(again, name) == data else "COMES BACK CHANGED"


def main() -> int:
    """Print a table for each article."""
    for analysis in articles(sys.argv[1:]):
        counts = f"{len(analysis.claims)} statements, {len(analysis.places)} places"
        _print(f"{analysis.article.title}: {len(analysis.article.text):,} characters, {counts}")
        for name, entry in EXPORTS.items():
            export(analysis, name)  # what is loaded once is no matter of the file
            started = time.process_time()
            data = export(analysis, name)
            spent = (time.process_time() - started) * 1000
            _print(f"  {entry.ending:20} {len(data) / 1000:7.0f} kB {spent:7.0f} ms  {same_again(name, data)}")
    return 0


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is the output


if __name__ == "__main__":
    sys.exit(main())
