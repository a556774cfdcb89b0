"""Tell how far the probability of a place can be believed: ``python -m tests.quality.calibration --corpus FILE...``.

Counted are names with a gold place that are no countries; right is what lies within 25 km or has the gold's GeoNames
id. With the gold's spans given and from raw text, for each corpus: the share answered, the share right among all
answers and among the surest that cover 60 % of the names, and the expected calibration error. ``--picture FILE.svg``
draws the reliability diagram and the abstention curve with the gold's spans given. ``--with-countries`` counts
countries too.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.quality.certainties import Certainties, certainties_of
from tests.quality.corpus import Answers, Text, read_corpus
from tests.quality.outcomes import SLICES, outcomes_of
from tests.quality.picture import Curve, Panel, write_svg
from tests.quality.reading import read_corpus_with_engine
from tests.quality.tables import as_markdown, as_text
from tests.quality.toponyms import JUDGEMENTS

COVERAGE = 0.6  # of the names: what must be answered nearly always right
AIM = 0.95  # right among those
RIGHT = JUDGEMENTS["25 km or id"]
LOWEST_SHOWN = 0.5  # the abstention curve lives above
LARGEST_DOT = 9.0  # px, the radius of a bin with all answers
ON_GOLD, RAW = "gold spans", "raw text"

Row = dict[str, Any]
Measured = Mapping[tuple[str, str], Certainties]
"""By corpus and by where the spans are from."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    measured: dict[tuple[str, str], Certainties] = {}
    for path in options.corpus:
        texts = read_corpus(path, options.limit)
        read = read_corpus_with_engine(texts, options.processes, tell_source=options.tell_source)
        answers = {ON_GOLD: {one.id: one.on_gold for one in read}, RAW: {one.id: one.raw for one in read}}
        for spans, found in answers.items():
            measured[path.stem, spans] = certainties(texts, found, with_countries=options.with_countries)
    rows = rows_of(measured)
    sys.stdout.write((as_markdown if options.markdown else as_text)("Calibration", rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if options.picture:
        options.picture.write_text(picture_of(measured), encoding="utf-8")


def certainties(corpus: Sequence[Text], answers: Answers, *, with_countries: bool = False) -> Certainties:
    """Return the answers to the names that count."""
    keep = SLICES["all names" if with_countries else "without countries"]
    return certainties_of(filter(keep, outcomes_of(corpus, answers)), RIGHT)


def rows_of(measured: Measured) -> list[Row]:
    """Return the figures."""
    return [
        {
            "corpus": corpus,
            "spans": spans,
            "names": str(one.names),
            "answered": one.answered,
            "right": float(one.right.mean()) if len(one.right) else 0.0,
            f"right at {COVERAGE:.0%}": one.right_at(COVERAGE),
            "calibration error": one.error(),
        }
        for (corpus, spans), one in measured.items()
    ]


def picture_of(measured: Measured) -> str:
    """Draw the reliability diagram and the abstention curve."""
    shown = {corpus: one for (corpus, spans), one in measured.items() if spans == ON_GOLD}
    reliability = Panel(
        "Reliability", "probability given", "share right", [_bins(*item) for item in shown.items()], [[(0, 0), (1, 1)]]
    )
    guides = [[(0, AIM), (1, AIM)], [(COVERAGE, LOWEST_SHOWN), (COVERAGE, 1)]]
    abstention = Panel(
        "Abstention", "share of names answered, surest first", "share right",
        [_curve(*item) for item in shown.items()], guides, LOWEST_SHOWN,
    )  # fmt: skip
    return write_svg([reliability, abstention])


def _bins(name: str, one: Certainties) -> Curve:
    bins = one.bins()
    sizes = [max(2.0, LARGEST_DOT * math.sqrt(each.count / len(one.scores))) for each in bins]
    return Curve(name, [(each.score, each.right) for each in bins], sizes)


def _curve(name: str, one: Certainties) -> Curve:
    coverage, right = one.curve()
    return Curve(name, list(zip(coverage.tolist(), right.tolist(), strict=True)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.calibration", description="Check probabilities.")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="JSON Lines with texts and their gold")
    parser.add_argument("--picture", type=Path, help="where to draw the curves, as SVG")
    parser.add_argument("--with-countries", action="store_true", help="count names of countries too")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--processes", type=int, default=1, help="how many texts are read at a time")
    parser.add_argument("--tell-source", action="store_true", help="tell the engine the address that a text is from")
    parser.add_argument("--json", type=Path, help="where to keep the figures")
    parser.add_argument("--markdown", action="store_true", help="print a Markdown table")
    return parser


if __name__ == "__main__":
    main()
