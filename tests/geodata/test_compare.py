"""How statements of one article stand to each other."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.compare import relate_claims
from geodata.models import Claim, ClaimAtPlace, Speaker

SPEAKERS = (
    Speaker("s.mayor", "the mayor", "office", "mayor"),
    Speaker("s.page", "the mayor's page", "social_media", "mayor"),
    Speaker("s.rebels", "rebels", "group", "rebels"),
)


def claim(number: int, text: str, speaker: str | None = "s.mayor", **fields: Any) -> Claim:
    values = {"event_type": "ASSAULT", "attribution_id": f"a{number}", "speaker_id": speaker, **fields}
    return Claim(f"c{number}", "a", f"s{number}", 0, len(text), text, **values)


def related(one: Claim, other: Claim, other_place: str = "p:Aton") -> list[tuple[str, bool | None]]:
    rows = [ClaimAtPlace(one.claim_id, "p:Aton", None), ClaimAtPlace(other.claim_id, other_place, None)]
    found = relate_claims(None, [one, other], SPEAKERS, rows)
    return [(relation.relation, relation.independent) for relation in found]


BOMB = "a bomb exploded near the central market in Aton"
TOLL = [{"kind": "killed", "min": 12, "max": 12, "hedge": None, "scope": "event", "text": "12"}]

PAIRS = [
    # the same speaker again
    (claim(1, BOMB), claim(2, BOMB), [("restates", False)]),
    # another camp
    (claim(1, BOMB), claim(2, BOMB, "s.rebels"), [("corroborates", True)]),
    # an office and its page are one camp
    (claim(1, BOMB), claim(2, BOMB, "s.page"), [("corroborates", False)]),
    # the article itself has no camp
    (claim(1, BOMB), claim(2, BOMB, None), [("corroborates", None)]),
    # denied
    (claim(1, BOMB), claim(2, BOMB, "s.rebels", polarity="negative"), [("contradicts", True)]),
    # tolls that exclude each other
    (
        claim(1, BOMB, figures=tuple(TOLL)),
        claim(2, BOMB, "s.rebels", figures=({**TOLL[0], "min": 30, "max": 30},)),
        [("contradicts", True)],
    ),
    # tolls that do not: at least 9 may be 12
    (
        claim(1, BOMB, figures=tuple(TOLL)),
        claim(2, BOMB, "s.rebels", figures=({**TOLL[0], "min": 9, "max": None, "hedge": "at least"},)),
        [("corroborates", True)],
    ),
    # a plan confirms no event
    (claim(1, BOMB), claim(2, BOMB, "s.rebels", realis="future"), []),
    # little in common: nothing is said
    (claim(1, BOMB), claim(2, "shells fell on the hospital", "s.rebels"), []),
    # another kind of event
    (claim(1, BOMB), claim(2, BOMB, "s.rebels", event_type="CONSULT"), []),
]


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_relation_of_two_statements(one: Claim, other: Claim, expected: list[tuple[str, bool | None]]) -> None:
    assert related(one, other) == expected


def test_statements_at_two_places_are_not_compared() -> None:
    assert related(claim(1, BOMB), claim(2, BOMB, "s.rebels"), "p:Betown") == []


def test_halves_of_one_attribution_are_not_compared() -> None:
    assert related(claim(1, BOMB), claim(2, BOMB, attribution_id="a1")) == []
