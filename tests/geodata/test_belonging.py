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
    name: Place(f"p:{name}", name, 5.0, 5.0, 5.0, "LA", None, "PPL", 20_000, "test") for name in ("Aton", "Betown")
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
    return Weights({}, {TAGGER: 1.0}, dict.fromkeys(ENOUGH, least) | other, open_from, open_to)


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
    ("Rebels shelled Aton.", (), 0.1, 0.9, ["shelled"], []),
    # names of a list share what it says
    ("Rebels shelled Aton and Betown.", ("Betown",), 0.1, 0.9, ["shelled"], ["Aton", "Betown"]),
    # the signs are enough: it is not asked
    ("Rebels shelled Aton.", (), 0.6, 0.9, [], ["Aton"]),
    # no name, nothing to ask
    ("Rebels shelled the camp.", (), 0.1, 0.9, [], []),
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
    # an act of force needs more
    ("Rebels shelled Aton.", (), []),
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


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_the_more_the_tagger_says_the_likelier(one, other):
    table = shipped_weights()
    low, high = sorted((one, other))
    signs = {"always": 1.0, "role event": 1.0}
    assert table.probability({**signs, TAGGER: low}, heard=True) <= table.probability(
        {**signs, TAGGER: high}, heard=True
    )
