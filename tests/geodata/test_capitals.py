"""Capitals that are spoken of by their countries: "in the Syrian capital"."""

from __future__ import annotations

import pytest

from geodata.recognition import NameRecognizer
from geodata.resolution import RuleResolver
from tests.geodata.fake_world import document_of, fake_world
from tests.geodata.invented_map import placed

WORLD = fake_world()

NAMED = [
    ("A bomb exploded in the Syrian capital.", {"iso:SY", "town:damascus"}),
    ("A bomb exploded in Syria's capital.", {"iso:SY", "town:damascus"}),
    ("A bomb exploded in the capital of Syria.", {"iso:SY", "town:damascus"}),
    # money, and a capital that is named
    ("Syrian capital went abroad.", {"iso:SY"}),
    ("The Syrian capital markets fell.", {"iso:SY"}),
    # one that the gazetteer does not know
    ("A bomb exploded in the capital of Jordan.", {"iso:JO"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_the_resolver_adds_the_capital(text: str, expected: set[str]) -> None:
    document = document_of(text)
    resolution = RuleResolver(WORLD, WORLD).resolve(document, NameRecognizer(WORLD).recognize(document))
    assert {place.place_id for place in resolution.places} == expected


PLACED = [
    # in it, near it, told of once more
    ("A bomb exploded in the Landian capital.", ["Cityport"]),
    ("A bomb exploded near Landia's capital.", ["Cityport"]),
    ("A bomb exploded in the capital of Landia.", ["Cityport"]),
    ("A bomb exploded in the Landian capital. The shops there were closed.", ["Cityport", "Cityport*"]),
    # one that is named is there once
    ("A bomb exploded in the Landian capital, Cityport.", ["Cityport"]),
    # money is nowhere, and who acts, too
    ("Landian capital fled abroad.", []),
    ("Residents of the Landian capital fled to Aton.", ["Aton:destination"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACED)
def test_what_happens_in_the_capital(text: str, expected: list[str]) -> None:
    assert [place for _, places in placed(text) for place in places] == expected
