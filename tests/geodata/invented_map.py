"""An invented map of a country, two towns and their like, and what statements are placed on it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geodata.attribution import SourceAttributor
from geodata.claims import extract_claims
from geodata.ingest import make_article
from geodata.models import ClaimResult, GazetteerEntry, JsonDict, Kind, Mention, Place, Resolution
from geodata.spatial import read_relations
from geodata.text import make_document

WEDNESDAY = date(2015, 9, 30)
BOX = {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]}


class Outlines:
    """A country that is a square, and nothing else."""

    def outline(self, place_id: str) -> JsonDict | None:
        return BOX if place_id in ("p:Landia", "iso:LA") else None

    def get(self, place_id: str) -> GazetteerEntry | None:  # noqa: ARG002 - the Protocol asks for it
        return None


def place(name: str, code: str, latitude: float = 5.0, longitude: float = 5.0, country: str | None = "LA") -> Place:
    return Place(f"p:{name}", name, latitude, longitude, 5.0, country, None, code, 20_000, "test")


PLACES = {
    "Landia": place("Landia", "PCLI"),
    "Aton": place("Aton", "PPL", 2.0, 2.0),
    "Betown": place("Betown", "PPL", 8.0, 8.0),
    "Cityport": place("Cityport", "PPLC", 5.0, 2.0),
    "Megapolis": replace(place("Megapolis", "PPL", 6.0, 6.0), population=2_000_000),
    "Norder": place("Norder", "ADM1", 4.0, 4.0),
    "Marsia": place("Marsia", "PCLI", 30.0, 30.0, "MA"),
    "East Umbria": place("East Umbria", "RGN", 20.0, 20.0, None),
}
KINDS: dict[str, Kind] = {"Landian": "demonym", "Marsian": "demonym"}
DEMONYMS = {"Landian": "Landia", "Marsian": "Marsia"}


def resolution_of(text: str, metonyms: tuple[str, ...] = ()) -> tuple[list[Mention], Resolution]:
    pattern = re.compile("|".join([*PLACES, *DEMONYMS]))
    mentions = [
        Mention(
            mention_id=f"m{match.start()}",
            article_id="a",
            sentence_id=None,
            start=match.start(),
            end=match.end(),
            text=match.group(),
            kind="associative" if match.group() in metonyms else KINDS.get(match.group(), "literal"),
            place_id=f"p:{DEMONYMS.get(match.group(), match.group())}",
            status="resolved",
        )
        for match in re.finditer(rf"\b(?:{pattern.pattern})\b", text)
    ]
    return mentions, Resolution(tuple(mentions), (), tuple(PLACES.values()))


def extracted(text: str, metonyms: tuple[str, ...] = ()) -> ClaimResult:
    document = make_document(make_article(text, published=WEDNESDAY))
    mentions, resolution = resolution_of(text, metonyms)
    related = tuple(read_relations(document, mentions))
    resolution = Resolution(related, (), resolution.places)
    return extract_claims(document, resolution, SourceAttributor().attribute(document), Outlines())


def placed(text: str, metonyms: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    """Each statement with its places: name, with ":role" when it is no event, with "*" when it is inherited."""
    result = extracted(text, metonyms)
    rows: dict[str, list[str]] = {claim.claim_id: [] for claim in result.claims}
    for row in result.claims_at_place:
        role = "" if row.role == "event" else f":{row.role}"
        rows[row.claim_id].append(f"{row.place_id[2:]}{role}{'*' if row.inherited else ''}")
    return [(claim.text, rows[claim.claim_id]) for claim in result.claims]
