"""The shipped weights, the calibrated odds, other forms of unknown names, names that only help, places by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.models import Mention
from geodata.resolution import AMBIGUOUS_BELOW, RuleResolver, names_around
from geodata.resolution.evidence import own_evidence
from geodata.resolution.forms import is_township, other_forms, parts_of
from geodata.resolution.groups import gather
from geodata.resolution.model import BIAS, Model, shipped_model
from geodata.resolution.neighbours import neighbour_evidence
from geodata.resolution.table import Table
from tests.geodata.fake_world import document_of, fake_world

WORLD = fake_world()


def mention(text, name, start=0):
    begin = text.index(name, start)
    return Mention(f"a.m{begin}-{begin + len(name)}", "a", "s0", begin, begin + len(name), name)


def test_every_weight_has_its_evidence():
    text = "Homs, Syria"
    table = Table.of(gather(document_of(text), [mention(text, "Homs"), mention(text, "Syria")], WORLD))
    own = own_evidence(table, WORLD.get("town:homs"))
    shares = table.shares(own["log_population"])
    model = shipped_model()
    assert set(model.alone) <= set(own)
    assert set(model.together) <= set(own) | set(neighbour_evidence(table, shares))
    assert BIAS in model.confidence


def test_the_calibration_rises_and_stays_within_odds():
    knots, shares = zip(*shipped_model().calibration, strict=True)
    assert list(knots) == sorted(knots)
    assert list(shares) == sorted(shares)
    assert 0 < shares[0] < AMBIGUOUS_BELOW < shares[-1] < 1


@given(st.floats(-30, 30))
def test_a_probability_is_one(log_odds):
    model = Model({}, {}, {"share": log_odds}, ((0.0, 0.1), (1.0, 0.9)))
    assert 0.1 <= model.probability({"share": 1.0}) <= 0.9


@pytest.mark.parametrize(
    ("name", "form"),
    [
        # a lost full stop, a compass point
        ("Calif", "Calif."),
        ("W. Columbia", "West Columbia"),
        # the class of a place, before and behind
        ("Readington Township", "Readington"),
        ("Tewksbury Twp.", "Tewksbury"),
        ("Town of Groton", "Groton"),
        # a river without its word
        ("Neches", "Neches River"),
        # people of a town
        ("Londoners", "London"),
        ("New Londoners", "New London"),
    ],
)
def test_other_forms(name, form):
    assert form in other_forms(name)
    assert name not in other_forms(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # what an institution is in, at either end
        ("Colchester General Hospital", "Colchester"),
        ("University of Alberta", "Alberta"),
        ("Robinson College Cambridge", "Cambridge"),
        # a part of an area is in the area
        ("upstate New York", "New York"),
        ("South Venezuela", "Venezuela"),
        # roads, houses and embassies tell nothing
        ("Hampton Avenue", None),
        ("Windsor Castle", None),
        ("British Embassy", None),
        # no institution, no place inside
        ("Indian Orchard", None),
        ("Paris", None),
    ],
)
def test_parts(name, expected):
    parts = parts_of(name)
    assert expected in parts if expected else parts == ()


@given(st.text())
def test_any_name_has_forms_or_none(name):
    assert all(isinstance(form, str) for form in (*other_forms(name), *parts_of(name)))
    assert is_township(name) in (True, False)


def test_an_institution_is_in_the_place_of_its_name():
    text = "He works at Houston General Hospital."
    (found,) = (
        RuleResolver(WORLD, WORLD).resolve(document_of(text), [mention(text, "Houston General Hospital")]).mentions
    )
    assert [found.reason, found.score < 1] == ["Only Houston in the name is known.", True]


def test_names_around_help_and_are_not_returned():
    text = "The storm crossed Illinois. Trees fell in Springfield."
    given_names, seen = [mention(text, "Springfield")], [mention(text, "Illinois"), mention(text, "Springfield")]
    around = names_around(given_names, seen)
    assert [name.text for name in around] == ["Illinois"]
    alone = RuleResolver(WORLD, WORLD).resolve(document_of(text), given_names)
    helped = RuleResolver(WORLD, WORLD).resolve(document_of(text), given_names, context=around)
    assert [found.text for found in helped.mentions] == ["Springfield"]
    assert helped.mentions[0].place_id == "town:springfield-il"
    assert helped.mentions[0].score > alone.mentions[0].score


def test_a_place_by_hand_is_sure_and_may_be_any():
    text = "Trees fell in Springfield."
    name = mention(text, "Springfield")
    chosen = WORLD.get("town:hama")
    result = RuleResolver(WORLD, WORLD).resolve(document_of(text), [name], fixed={name.mention_id: chosen})
    (found,) = result.mentions
    assert (found.place_id, found.status, found.score) == ("town:hama", "resolved", 1.0)
    assert found.reason == "A person chose this place."
