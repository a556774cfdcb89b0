"""Where journeys begin and end: rules, tagger and gazetteer together."""

from __future__ import annotations

import pytest

import geodata

GONE = [
    # both ends of a journey hold, planned or done, in either order
    ("The agency will send a convoy of tents from Homs to Idlib on Friday.", ["Homs origin", "Idlib destination"]),
    ("Lorries with flour were sent from Kano to Lagos.", ["Kano origin", "Lagos destination"]),
    ("A convoy travelled to Idlib from Homs.", ["Idlib destination", "Homs origin"]),
    ("A convoy was moving from Homs towards Idlib.", ["Homs origin", "Idlib destination"]),
    # shells have no journey, nor have people who are at home along it
    ("Rebels fired rockets from Gaza to Ashkelon.", ["Ashkelon destination"]),
    ("Voters from Kano to Lagos were angry.", []),
]


@pytest.mark.parametrize(("text", "places"), GONE)
def test_both_ends_of_a_journey_are_kept(text: str, places: list[str]) -> None:
    analysis = geodata.analyze(text)
    at_place = analysis.claims_at_place.merge(analysis.mentions[["mention_id", "text"]], on="mention_id")
    assert [f"{name} {role}" for name, role in zip(at_place["text"], at_place["role"], strict=True)] == places
