"""A small part of the fuzzing: no reader fails in another way than with a sentence, or takes far longer than usual."""

from __future__ import annotations

import dataclasses
import json
import random

import pytest

from dashboard.exports import EXPORTS, export
from dashboard.view import build_view
from dashboard.written import capture_rows
from geodata import formats
from geodata.corrections import machine_analysis
from geodata.errors import DatelineError
from tests.benchmarks import fuzz
from tests.geodata.test_exchange import CASES

INPUTS = 60
ANALYSES = 36
PICTURES = frozenset({"html", "png", "report"})  # a second each: drawn of a few


@pytest.mark.parametrize(
    "name",
    ["text", "Markdown", "pasted text", "HTML", "Word", "PDF", "JSON", "GeoJSON", "W3C", "CSV", "JSON Lines", "feed"],
)
def test_a_reader_reads_or_refuses(name: str) -> None:
    outcome = fuzz.fuzz(name, INPUTS, seed=7)
    assert outcome.faults == []
    assert outcome.read
    assert fuzz.slow_ones(name, outcome)[1] == []


def test_what_is_let_in_can_be_shown_and_goes_out_again() -> None:
    """A broken analysis is refused at the door, or everything can be done with it."""
    whole = formats.write(CASES["corrected"], "json")
    claims = json.loads(whole)["claims"]
    made = {"capture": {"reader": {"name": "x"}, "same_as": [{"title": "y"}]}, "machine": {"claims": claims}}
    provenance = {**made, "settings": {"home": None}, "filter": {"kind": ["literal"]}, "models": {"tagger": "t"}}
    whole = formats.write(dataclasses.replace(CASES["corrected"], provenance=provenance), "json")
    let_in = 0
    for number in range(ANALYSES):
        data = fuzz.in_json(whole, random.Random(number), "provenance" if number % 2 else None)  # noqa: S311
        try:
            analysis = formats.read_export(data)
        except DatelineError:
            continue
        let_in += 1
        for name in EXPORTS if let_in % 10 == 0 else set(EXPORTS) - PICTURES:
            assert export(analysis, name)
        assert capture_rows(analysis)
        assert build_view(analysis).title
        assert machine_analysis(analysis)
    assert let_in > ANALYSES / 5


def test_every_reader_is_fuzzed() -> None:
    assert len(fuzz.readers()) == 12
