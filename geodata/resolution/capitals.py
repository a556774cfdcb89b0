"""Capitals that are not named: "in the Iraqi capital", "across Iraq's capital", "the capital of Iraq"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.models import Mention, Place

CAPITAL = "PPLC"
"""The feature code of a capital."""

UNNAMED = "capital:"
"""How the ids of these names begin: they are in no frame."""

_REACH = 20  # characters of "the capital city of "
_BEHIND = re.compile(
    r"(?:['’]s)?\s+capital(?:\s+city)?\b(?!,?\s+(?:[A-Z]|markets?|controls?|account|flows?|gains?|punishment))"
)
_THE_BEFORE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_OF_BEFORE = re.compile(r"\b(?:the|its)\s+capital(?:\s+city)?\s+of\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A capital that is spoken of by its country: the country's name, and the characters that mean the capital."""

    country: Mention
    start: int
    end: int


def unnamed_capitals(text: str, mentions: Sequence[Mention]) -> Iterator[Unnamed]:
    """Yield the capitals that a text speaks of without their names.

    Parameters
    ----------
    text : str
        The article.
    mentions : sequence of Mention
        Its place names.
    """
    for mention in mentions:
        before = text[max(0, mention.start - _REACH) : mention.start]
        behind = _BEHIND.match(text, mention.end)
        owned = behind is not None and behind.group()[0] in "'’"
        if behind and (owned or (mention.kind == "demonym" and _THE_BEFORE.search(before))):
            yield Unnamed(mention, mention.start, behind.end())
        elif mention.kind != "demonym" and (of := _OF_BEFORE.search(before)):
            yield Unnamed(mention, mention.start - len(of.group()) + len("the "), mention.end)


def with_capitals(text: str, mentions: Sequence[Mention], places: Mapping[str, Place]) -> list[Mention]:
    """Return the names with the capitals that are spoken of by their countries in the place of these.

    Parameters
    ----------
    text : str
        The article.
    mentions : sequence of Mention
        Its place names, resolved.
    places : mapping of place id to Place
        The known places, the capitals among them.
    """
    capitals = {place.country_code: place for place in places.values() if place.feature_code == CAPITAL}
    meant = {item.country.mention_id: item for item in unnamed_capitals(text, mentions)}
    result = []
    for mention in mentions:
        item, country = meant.get(mention.mention_id), places.get(mention.place_id or "")
        of_state = item is not None and country is not None and country.feature_code.startswith("PCL")
        place = capitals.get(country.country_code) if of_state and country else None
        result.append(_named(text, item, place) if item and place else mention)
    return result


def _named(text: str, item: Unnamed, place: Place) -> Mention:
    return replace(
        item.country,
        mention_id=f"{UNNAMED}{item.start}",
        start=item.start,
        end=item.end,
        text=text[item.start : item.end],
        kind="literal",
        place_id=place.place_id,
    )


def is_unnamed(mention_id: str | None) -> bool:
    """Tell whether an id is that of a capital without a name, which no frame has."""
    return mention_id is not None and mention_id.startswith(UNNAMED)
