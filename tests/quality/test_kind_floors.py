"""Kinds of events and groups of sources hold their floors on tables of our own."""

from __future__ import annotations

from geodata.models import Claim
from tests.quality import kinds, sources
from tests.quality.marked import Row, read_table

LEAST_WHO, LEAST_CAMPS = 0.98, 0.97
"""Shares of the texts whose speakers and camps are grouped right; they only rise."""


def test_no_kind_falls_below_its_floor() -> None:
    assert kinds.COMMAND.faults() == []


def test_the_tables_are_long_enough() -> None:
    assert len(read_table(kinds.TABLE)) >= 250
    assert len(sources.read_cases()) >= 60


def test_sources_are_grouped_as_people_would() -> None:
    measured = sources.measure()
    assert measured["who"] >= LEAST_WHO
    assert measured["camps"] >= LEAST_CAMPS


def test_a_star_asks_nothing() -> None:
    claim = Claim("c", "a", "s0", 0, 4, "told", event_type="AID")
    assert kinds.wrong_in(Row("told", 0, 4, ("AID/RETREAT", "*", "*")), claim) == {}
    assert kinds.wrong_in(Row("told", 0, 4, ("REJECT", "*", "-")), claim) == {"category": "AID"}
    assert set(kinds.wrong_in(Row("told", 0, 4, ("-", "-", "-")), None)) == set(kinds.NAMES)
