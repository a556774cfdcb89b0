"""Types of conflict data sets, derived from what a statement tells."""

from __future__ import annotations

import csv
from typing import Any

import pytest

import geodata
from geodata.events.acled import acled_type, plover_category
from geodata.formats.csv_file import write_csv
from geodata.models import Claim


def claim(text: str = "shells fell", **fields: Any) -> Claim:
    return Claim("c1", "a", "s0", 0, len(text), text, **fields)


ACLED = [
    # by the arms
    (claim(event_type="ASSAULT", event_mode="aerial"), ("Explosions/Remote violence", "Air/drone strike")),
    (
        claim(event_type="ASSAULT", event_mode="abduct"),
        ("Violence against civilians", "Abduction/forced disappearance"),
    ),
    # a place taken back
    (
        claim("the army retook the hill", event_type="COERCE", event_mode="seize"),
        ("Battles", "Government regains territory"),
    ),
    # without a mode
    (claim(event_type="PROTEST"), ("Protests", "Peaceful protest")),
    # no political violence and no demonstration
    (claim(event_type="CONSULT"), None),
    (claim(), None),
    # what did not take place, or not yet, is no event there
    (claim(event_type="PROTEST", polarity="negative"), None),
    (claim(event_type="PROTEST", realis="future"), None),
]


@pytest.mark.parametrize(("told", "expected"), ACLED)
def test_acled(told: Claim, expected: tuple[str, str] | None) -> None:
    assert acled_type(told) == expected


PLOVER = [
    (claim(event_type="ASSAULT"), "ASSAULT"),
    # to announce a friendly act is to agree to it, to announce a hostile one is to threaten
    (claim(event_type="AID", realis="future"), "AGREE"),
    (claim(event_type="ASSAULT", realis="future"), "THREATEN"),
    (claim(event_type="AID", realis="future", polarity="negative"), "REJECT"),
    # to ask for it
    (claim(event_type="RETREAT", realis="requested"), "REQUEST"),
    # the saying is the event
    (claim(event_type="ASSAULT", cue="accused"), "ACCUSE"),
    (claim(event_type="ASSAULT", cue="threatened"), "THREATEN"),
    # nothing is told
    (claim(), None),
]


@pytest.mark.parametrize(("told", "expected"), PLOVER)
def test_plover(told: Claim, expected: str | None) -> None:
    assert plover_category(told) == expected


def test_the_full_table_has_the_codes() -> None:
    table = write_csv(geodata.analyze("Gunmen abducted a mayor near Homs."), full=True).decode("utf-8-sig")
    (row,) = csv.DictReader(table.splitlines())
    assert row["acled_event_type"] == "Violence against civilians"
    assert row["acled_sub_event_type"] == "Abduction/forced disappearance"
    assert row["plover_category"] == "ASSAULT"
