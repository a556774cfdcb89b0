"""Which subjects are where something befalls people."""

from __future__ import annotations

import pytest

from geodata.attribution import SourceAttributor
from geodata.claims import extract_claims
from geodata.claims.belonging import Belonging, shipped_weights
from geodata.ingest import make_article
from geodata.models import JsonDict, Mention, Place, Resolution
from geodata.text import make_document

PLACES = {
    "Landia": Place("p:Landia", "Landia", 5.0, 5.0, 400.0, "LA", None, "PCLI", 9_000_000, "test"),
    "Aton": Place("p:Aton", "Aton", 25.0, 5.0, 5.0, "MA", None, "PPL", 20_000, "test"),
}


class Outlines:
    """No outlines at all."""

    def outline(self, place_id: str) -> JsonDict | None:  # noqa: ARG002 - the Protocol asks for it
        return None


BEFALLEN = [
    # a country that suffers is where it happens, though it could be one who acts
    ("Landia has suffered a wave of kidnappings.", ["Landia"]),
    ("Landia suffered the deadliest landslide in its history.", ["Landia"]),
    ("Landia endured months of violence.", ["Landia"]),
    # one that sees something, when that is such a thing, or a measure of it
    ("Landia has seen a surge of attacks since March.", ["Landia"]),
    ("Landia experienced two deadly months of flash floods.", ["Landia"]),
    # not when it is judged, seen by its traces, or told of another place
    ("Landia saw the attack as a provocation.", []),
    ("Landia has seen proof of the attack.", []),
    ("Landia saw a chance for peace.", []),
    ("Landia witnessed the attack in Aton.", ["Aton"]),
    # nor when somebody else does
    ("The army of Landia repelled the attack.", []),
]


@pytest.mark.parametrize(("text", "expected"), BEFALLEN)
def test_what_befalls_a_country_happens_there(text, expected):
    document = make_document(make_article(text))
    mentions = tuple(
        Mention(
            name, "a", None, text.index(name), text.index(name) + len(name), name,
            kind="associative" if name == "Landia" else "literal", place_id=f"p:{name}",
        )
        for name in PLACES if name in text
    )  # fmt: skip
    resolution = Resolution(mentions, (), tuple(PLACES.values()))
    attribution = SourceAttributor().attribute(document)
    result = extract_claims(document, resolution, attribution, Outlines(), belonging=Belonging(shipped_weights()))
    assert [row.mention_id for row in result.claims_at_place] == expected
