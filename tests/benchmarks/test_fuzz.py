"""A small part of the fuzzing: no reader fails in another way than with a sentence, or takes far longer than usual."""

from __future__ import annotations

import pytest

from tests.benchmarks import fuzz

INPUTS = 60


@pytest.mark.parametrize(
    "name",
    ["text", "Markdown", "pasted text", "HTML", "Word", "PDF", "JSON", "GeoJSON", "W3C", "CSV", "JSON Lines", "feed"],
)
def test_a_reader_reads_or_refuses(name: str) -> None:
    outcome = fuzz.fuzz(name, INPUTS, seed=7)
    assert outcome.faults == []
    assert outcome.read
    assert fuzz.slow_ones(name, outcome)[1] == []


def test_every_reader_is_fuzzed() -> None:
    assert len(fuzz.readers()) == 12
