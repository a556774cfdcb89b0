"""Which names of a clause are where it happened: when the tagger is asked, and what it decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.attribution import SourceAttributor
from geodata.claims import extract_claims
from geodata.claims.belonging import (
    LEAD,
    LEADS,
    MOST_LEAD,
    TAGGER,
    Belonging,
    Weights,
    answers_of,
    shipped_weights,
)
from geodata.ingest import make_article
from geodata.models import JsonDict, Mention, Place, Resolution, Tags
from geodata.spatial import read_relations
from geodata.tagger import cut_words
from geodata.text import make_document

PLACES = {
    name: Place(f"p:{name}", name, 5.0, 5.0, 5.0, "LA", None, "PPL", 20_000, "test")
    for name in ("Aton", "Betown", "Cetown")
}


class Outlines:
    """No outlines at all."""

    def outline(self, place_id: str) -> JsonDict | None:  # noqa: ARG002 - the Protocol asks for it
        return None


class Teller:
    """A tagger that is sure of the same words whatever it is asked."""

    tagger_id = "teller"

    def __init__(self, *sure_of: str) -> None:
        self.sure_of, self.asked = sure_of, []

    def tag(self, text: str) -> Tags:
        raise AssertionError(text)

    def places_of(self, questions: Sequence[tuple[str, int, int]]) -> list[Tags]:
        self.asked += [text[start:end] for text, start, end in questions]
        return [self._tags(text) for text, _, _ in questions]

    def _tags(self, text: str) -> Tags:
        words = tuple(cut_words(text))
        rows = [[0.02, 0.98, 0.0] if word.text in self.sure_of else [0.98, 0.02, 0.0] for word in words]
        return Tags(words, {"where": np.array(rows, np.float32)})


ENOUGH = ("force", "event", "way", "way of force", "background", "background of force")


def weights(open_from: float, open_to: float, least: float = 0.5, **other: float) -> Weights:
    """Signs that leave all open, beside a tagger that decides."""
    is_open = dict.fromkeys(("event", "force"), (open_from, open_to))
    return Weights({}, {TAGGER: 1.0}, dict.fromkeys(ENOUGH, least) | other, is_open)


def named(text: str, belonging: Belonging, unknown: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Return the names on the map and those among the evidence."""
    document = make_document(make_article(text))
    mentions = [
        Mention(
            name, "a", None, text.index(name), text.index(name) + len(name), name,
            place_id=None if name in unknown else f"p:{name}",
        )
        for name in PLACES if name in text
    ]  # fmt: skip
    resolution = Resolution(tuple(read_relations(document, mentions)), (), tuple(PLACES.values()))
    attribution = SourceAttributor().attribute(document)
    result = extract_claims(document, resolution, attribution, Outlines(), belonging=belonging)
    read = [text[item.start : item.end] for claim in result.claims for item in claim.evidence if item.what == "place"]
    return [row.mention_id or "" for row in result.claims_at_place], read


ASKED = [
    # the signs leave it open and the tagger is sure of one
    ("Rebels shelled Aton from Betown.", ("Aton",), 0.1, 0.9, ["shelled"], ["Aton"]),
    # of none
    ("Rebels shelled near Aton.", (), 0.1, 0.9, ["shelled"], []),
    # names of a list share what it says
    ("Rebels shelled Aton and Betown.", ("Betown",), 0.1, 0.9, ["shelled"], ["Aton", "Betown"]),
    ("Rebels shelled Aton, Betown and Cetown.", ("Betown",), 0.1, 0.9, ["shelled"], ["Aton", "Betown", "Cetown"]),
    # a comma alone makes no list
    ("Rebels shelled Aton, Betown.", ("Aton",), 0.1, 0.9, ["shelled"], ["Aton"]),
    # the signs are enough: it is not asked
    ("Rebels shelled Aton.", (), 0.6, 0.9, [], ["Aton"]),
    # no name, nothing to ask
    ("Rebels shelled the camp.", (), 0.1, 0.9, [], []),
    # what is told on behind a comma, or by what means, is asked about, too
    (
        "Rebels attacked posts near Aton, targeting Betown.",
        ("Betown",),
        0.1,
        0.9,
        ["attacked", "targeting"],
        ["Betown"],
    ),
    ("Rebels attacked a post by shelling Betown.", ("Betown",), 0.1, 0.9, ["attacked", "shelling"], ["Betown"]),
    # but no participle that tells of no force, and none without a name
    ("Rebels attacked Aton, leaving Betown.", ("Aton",), 0.1, 0.9, ["attacked"], ["Aton"]),
    ("Rebels attacked Aton, killing five.", ("Aton",), 0.1, 0.9, ["attacked"], ["Aton"]),
    # another clause has a name: it is asked whether that is the place of this one, too
    ("Rebels shelled the camp while troops attacked Aton.", ("Aton",), 0.6, 0.9, ["shelled"], ["Aton", "Aton"]),
]


@pytest.mark.parametrize(("text", "sure_of", "open_from", "open_to", "asked", "places"), ASKED)
def test_the_tagger_is_asked_where_signs_leave_it_open(text, sure_of, open_from, open_to, asked, places):
    teller = Teller(*sure_of)
    assert named(text, Belonging(weights(open_from, open_to), teller))[0] == places
    assert teller.asked == asked


LITTLE_IS_ENOUGH = [
    # no act of force, and no name has more: little is enough
    ("Prices rose in Aton.", (), ["Aton"]),
    ("Prices rose in Aton near Betown.", ("Aton",), ["Aton"]),
    # an act of force needs more, unless it struck the place itself
    ("Rebels shelled near Aton.", (), []),
    ("Rebels shelled Aton.", (), ["Aton"]),
    # one that the place is told from is kept where no other name is likelier
    ("Rebels shelled a road 20 km south of Aton.", (), ["Aton"]),
    ("Rebels shelled Betown 20 km south of Aton.", ("Betown",), ["Betown"]),
]


@pytest.mark.parametrize(("text", "sure_of", "places"), LITTLE_IS_ENOUGH)
def test_little_is_enough_where_no_other_name_has_more(text, sure_of, places):
    assert named(text, Belonging(weights(0.1, 0.9, event=0.01), Teller(*sure_of)))[0] == places


def test_the_lead_of_a_name_is_over_the_next_one():
    first, second = answers_of([2.0, -1.0])
    assert (first[LEADS], first[LEAD], second[LEADS], second[LEAD]) == (1.0, 3.0, 0.0, -3.0)
    assert answers_of([0.5])[0][LEAD] == MOST_LEAD
    assert answers_of([]) == []


def test_an_unknown_name_is_read_and_drawn_where_it_lies():
    teller = Teller("Aton")
    drawn, read = named("Rebels shelled Aton near Betown.", Belonging(weights(0.1, 0.9), teller), unknown=("Aton",))
    assert (drawn, read) == (["Betown"], ["Aton"])


HEARD_ALONE = [
    # a name that nothing but the tagger knows is read, and the known one that says where it lies is drawn
    ("Rebels shelled the Zara Power Plant near Betown.", ("Zara", "Power", "Plant"), ["Betown"], ["Zara Power Plant"]),
    # words without a capital, a number, or less than a word are no name
    ("Rebels shelled the camp of Betown.", ("camp",), [], []),
    ("Rebels shelled 5 posts of Betown.", ("5",), [], []),
    # it is no name of another clause
    ("Rebels shelled the Zara bridge while Betown slept.", ("Zara",), [], ["Zara"]),
]


@pytest.mark.parametrize(("text", "sure_of", "drawn", "read"), HEARD_ALONE)
def test_a_name_that_only_the_tagger_hears(text, sure_of, drawn, read):
    assert named(text, Belonging(weights(0.1, 0.9), Teller(*sure_of))) == (drawn, read)


FROM_ELSEWHERE = [
    # a clause without a place takes over the one that the tagger hears in another clause of the sentence
    ("Two men were killed and one injured when rebels fired rockets near Aton.", ("Aton",), ["Aton", "Aton"]),
    # not one that it does not hear, nor beside a place of its own
    ("Two men were killed and one injured when rebels fired rockets at Aton.", (), []),
    (
        "Two men were killed in Betown and one injured when rebels fired at Aton.",
        ("Aton", "Betown"),
        ["Betown", "Aton"],
    ),
]


@pytest.mark.parametrize(("text", "sure_of", "drawn"), FROM_ELSEWHERE)
def test_a_place_from_another_clause(text, sure_of, drawn):
    assert named(text, Belonging(weights(0.1, 0.9), Teller(*sure_of)))[0] == drawn


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_the_more_the_tagger_says_the_likelier(one, other):
    table = shipped_weights()
    low, high = sorted((one, other))
    signs = {"always": 1.0, "role event": 1.0}
    assert table.probability({**signs, TAGGER: low}, heard=True) <= table.probability(
        {**signs, TAGGER: high}, heard=True
    )
