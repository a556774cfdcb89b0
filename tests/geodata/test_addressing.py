"""Names that words are addressed to: who is told, warned or blamed is no place where anything happened."""

from __future__ import annotations

import pytest

from tests.geodata.invented_map import placed

ADDRESSED = [
    # the object and the subject of a passive
    ("The army notified Aton on Monday.", []),
    ("Cityport was informed of the flights in advance.", []),
    ("Cityport and Aton were warned on Monday.", []),
    ("The minister briefed Cityport and Aton on the flood.", []),
    # who is hit is a place, and so is where somebody else is told
    ("Cityport was hit by a storm on Monday.", ["Cityport"]),
    ("The army warned people in Aton.", ["Aton"]),
    # so is who a letter goes to, and not where somebody or something else goes
    ("A letter was sent to Cityport on Monday.", []),
    ("The governor said a copy of the report had been sent to Cityport.", []),
    ("The council sent a long list of demands to Cityport and Aton.", []),
    ("Loans were cut after an appeal to Aton.", []),
    ("Troops were sent to Cityport on Monday.", ["Cityport:destination"]),
    ("The council sent a doctor to Aton with a letter.", ["Aton:destination"]),
    ("An envoy with a message was sent to Cityport.", ["Cityport:destination"]),
    ("The council sent two trucks and a letter to Aton.", ["Aton:destination"]),
    # a name before a noun is no hearer
    ("Shells hit Aton on Monday.", ["Aton"]),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSED)
@pytest.mark.parametrize("metonyms", [(), ("Cityport", "Aton")])
def test_a_hearer_is_no_place(text: str, expected: list[str], metonyms: tuple[str, ...]) -> None:
    found = [place for _, places in placed(text, metonyms if not expected else ()) for place in places]
    assert found == expected
