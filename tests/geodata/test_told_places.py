"""How a place that is told from another one gets onto the map: rules, tagger and gazetteer together."""

from __future__ import annotations

import pytest

import geodata

TOLD = [
    # a wind of two words, behind "about" and a number
    ("A wall gave way at a mine about 15 km south-west of Homs, in Syria.", [("Homs", "sector")]),
    ("A wall gave way at a mine 15 km northeast of Homs.", [("Homs", "sector")]),
    # a border is no end of a road, and a road with one known end is nowhere
    ("The army closed the road between Homs and the Turkish border at Zarbatana.", []),
    # what is struck is where it happens, whoever is struck there
    ("Two men died when a missile hit Kharkiv.", [("Kharkiv", "point")]),
    ("Nine people were killed as rockets pounded Kharkiv and Sumy.", [("Kharkiv", "point"), ("Sumy", "point")]),
    ("Rebels attacked Kharkiv mayor Ana Reyes.", []),
    # what would happen on a condition happens not where the condition is
    ("The army would bomb Homs if rebels attacked Hama.", [("Homs", "point")]),
    ("If rebels attack Hama, the army will bomb Homs.", [("Homs", "point")]),
    ("The army vowed further attacks unless aid reached Homs.", []),
    ("Police asked if rebels had attacked Homs.", [("Homs", "point")]),
    ("The army closed the road between Homs and Hama.", [("Homs", "corridor"), ("Hama", "corridor")]),
]


@pytest.mark.parametrize(("text", "places"), TOLD)
def test_a_place_is_told_from_another(text: str, places: list[tuple[str, str]]) -> None:
    analysis = geodata.analyze(text)
    at_place = analysis.claims_at_place.merge(analysis.mentions[["mention_id", "text"]], on="mention_id")
    assert list(zip(at_place["text"], at_place["shape"], strict=True)) == places
