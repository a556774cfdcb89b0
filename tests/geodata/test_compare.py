"""How statements of one article stand to each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.compare import relate_claims
from geodata.compare.telling import stem
from geodata.models import Claim, ClaimAtPlace, Evidence, Speaker

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


MONDAY, TUESDAY = date(2021, 6, 14), date(2021, 6, 15)
ON_MONDAY = {"date_start": MONDAY, "date_end": MONDAY, "date_precision": "day"}
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
    # a toll of the dead and one of the wounded say nothing of each other
    (
        claim(1, BOMB, figures=tuple(TOLL)),
        claim(2, BOMB, "s.rebels", figures=({**TOLL[0], "kind": "wounded"},)),
        [],
    ),
    # nor do the toll of a day and that of a war
    (claim(1, BOMB, figures=tuple(TOLL)), claim(2, BOMB, "s.rebels", figures=({**TOLL[0], "scope": "total"},)), []),
    # other people
    (
        claim(1, "Police arrested ten protesters near the old port", event_type="COERCE"),
        claim(2, "Police arrested ten smugglers near the old port", "s.rebels", event_type="COERCE"),
        [],
    ),
    # the other side of the camp
    (
        claim(1, "Shells hit the northern gate of the refugee camp"),
        claim(2, "Shells hit the southern gate of the refugee camp", "s.rebels", polarity="negative"),
        [],
    ),
    # troops are soldiers
    (
        claim(1, "The troops shelled the central market in Aton"),
        claim(2, "The soldiers shelled the central market in Aton", "s.rebels"),
        [("corroborates", True)],
    ),
    # a rough number far from another one is hard to hold together with it
    (
        claim(1, BOMB, figures=tuple(TOLL)),
        claim(2, BOMB, "s.rebels", figures=({**TOLL[0], "min": 40, "max": 40, "hedge": "about"},)),
        [("tension", True)],
    ),
    # so is what is denied but not surely
    (claim(1, BOMB), claim(2, BOMB, "s.rebels", polarity="negative", certainty="probable"), [("tension", True)]),
    # the same speaker with more words
    (
        claim(1, BOMB),
        claim(2, BOMB + ", burning six trucks and wounding a guard at its gate"),
        [("elaborates", False)],
    ),
    # another day
    (
        claim(1, BOMB, date_start=MONDAY, date_end=MONDAY, date_precision="day"),
        claim(2, BOMB, "s.rebels", date_start=TUESDAY, date_end=TUESDAY, date_precision="day"),
        [],
    ),
    # nobody knows
    (claim(1, BOMB), claim(2, BOMB, "s.rebels", certainty="unknown"), []),
    # gone, and there all the same
    (
        claim(
            1, "all rebel fighters left the port of Aton", evidence=(Evidence("trigger", 19, 23),), event_type="RETREAT"
        ),
        claim(2, "there are still rebel fighters in the port", "s.rebels", realis="ongoing", event_type=None),
        [("tension", True)],
    ),
    # one event in other words: place, day and the word for it
    (
        claim(1, "troops clashed with smugglers", evidence=(Evidence("trigger", 7, 14),), **ON_MONDAY),
        claim(2, "a clash wounded two people", "s.rebels", evidence=(Evidence("trigger", 2, 7),), **ON_MONDAY),
        [("same_event", True)],
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


STEMS = [("clashed", "clashes"), ("killed", "kills"), ("bombing", "bombed"), ("house", "houses")]


@pytest.mark.parametrize(("one", "other"), STEMS)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


HELD, DENIED = "aid for the valley had been held up", "aid had been held up"
TOLD, DENIAL = {"evidence": (Evidence("trigger", 28, 32),)}, {"evidence": (Evidence("trigger", 13, 17),)}


@pytest.mark.parametrize(
    ("one", "other", "apart", "expected"),
    [
        # a denial seldom repeats where it was
        (
            claim(1, HELD, **TOLD),
            claim(2, DENIED, "s.rebels", polarity="negative", **DENIAL),
            0,
            [("contradicts", True)],
        ),
        (claim(1, HELD, **TOLD), claim(2, DENIED, "s.rebels", polarity="negative", **DENIAL), 30, []),
        # who contradicts himself was misread, or has changed his mind
        (claim(1, HELD, **TOLD), claim(2, DENIED, polarity="negative", **DENIAL), 0, []),
        # too few words in common
        (claim(1, HELD), claim(2, "the airport had held aid back for long", "s.rebels", polarity="negative"), 0, []),
        (claim(1, "there was aid"), claim(2, "there was no aid", "s.rebels", polarity="negative"), 0, []),
        # without a place nothing else is said of two statements
        (claim(1, HELD), claim(2, HELD, "s.rebels"), 0, []),
        # the words that they share are not what happened
        (claim(1, HELD, **TOLD), claim(2, DENIED, "s.rebels", polarity="negative"), 0, []),
        # doubt is no denial
        (
            claim(1, HELD, certainty="possible", **TOLD),
            claim(2, DENIED, "s.rebels", polarity="negative", **DENIAL),
            0,
            [],
        ),
    ],
)
def test_a_denial_without_a_place_is_tied_to_what_it_denies(one, other, apart, expected) -> None:
    between = [claim(number, f"word{number}", None) for number in range(10, 10 + apart)]
    rows = [ClaimAtPlace(one.claim_id, "p:Aton", None)]
    found = relate_claims(None, [one, *between, other], SPEAKERS, rows)
    assert [(relation.relation, relation.independent) for relation in found] == expected
    assert all("lace" not in relation.reason for relation in found)


def test_statements_at_two_places_are_not_compared() -> None:
    assert related(claim(1, BOMB), claim(2, BOMB, "s.rebels"), "p:Betown") == []


def test_halves_of_one_attribution_are_not_compared() -> None:
    assert related(claim(1, BOMB), claim(2, BOMB, attribution_id="a1")) == []
