"""A name that is on no map is placed where the text itself once says it is."""

from __future__ import annotations

import pytest

from geodata import analyze

TEXTS = [
    # a distance, a kind of place, the country
    ("The army killed two men at Qusmarat, some 30 km west of Homs. Nine people died in Qusmarat.", ["Homs"]),
    ("A bomb exploded in Qusmarat, a fishing village near Homs. The mayor said Qusmarat burned.", []),
    ("A bomb exploded in Qusmarat, a fishing village near Homs. Two men died in Qusmarat.", ["Homs"]),
    ("A bomb exploded in Qusmarat, Syria. Two men died in Qusmarat.", ["Syria"]),
    # another place is not where it is
    ("A bomb exploded in Qusmarat, and troops left for Homs. Two men died in Qusmarat.", []),
    ("Clashes broke out in Qusmarat and Homs. Two men died in Qusmarat.", []),
]


@pytest.mark.parametrize(("text", "places"), TEXTS)
def test_an_unknown_name_is_where_the_text_says(text: str, places: list[str]) -> None:
    found = analyze(text)
    last = found.claims["claim_id"].iloc[-1]
    rows = found.claims_at_place[found.claims_at_place["claim_id"] == last].merge(found.places, on="place_id")
    assert list(rows["name"]) == places
    assert rows["inherited"].all()
