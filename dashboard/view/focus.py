"""What the story is about: the few places that most of it is set in, and their country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.view.reading import WHOLE_COUNTRY, read_row
from dashboard.view.records import Focus, Spot
from dashboard.view.rows import Rows, is_country
from geodata.models import Place

STATEMENT_WEIGHT = 2.0  # of a statement placed there, in namings
LEAD_WEIGHT = 2.0  # of a naming in the lead: news says first what it is about
LEAD_SENTENCES = 2
MOST_PLACES = 3  # named as the focus
FULL_SHARE = 0.5  # of the weightiest place's weight that another place of the focus has
COUNTRY_SHARE = 0.4  # of all namings that a country's places have for the story to be set there


def make_focus(rows: Rows, spots: Sequence[Spot]) -> Focus:
    """Weigh the places by how often and how early they are named, and by what is said to have happened there.

    A filter changes nothing in it: the story is about the same, whatever is shown of it.
    """
    weights = _weights(rows)
    country = _country(rows, weights)
    settings = [one for one in _settings(rows, spots) if _is_inside(rows.places[one.place_id], country)]
    named = Counter(mention.place_id for mention in rows.mentions.values())
    subjects = [one for one in settings if weights[one.place_id] > 1 or named[one.place_id] > 1] or settings
    weighed = {one.key: weights[one.place_id] + STATEMENT_WEIGHT * one.statements for one in subjects}
    return Focus(rows.country_names.get(country, ""), _heaviest(subjects, weighed))


class _Setting(NamedTuple):
    """A place as the text relates to it, with how much is said to have happened there."""

    key: str
    place_id: str
    name: str
    statements: int


def _settings(rows: Rows, spots: Sequence[Spot]) -> list[_Setting]:
    """Return where the story is set; read anew where a filter hides a part of it."""
    shown = {claim_id for spot in spots for claim_id in spot.claim_ids}
    placed = [row for row in rows.at_place if row.geo_precision != WHOLE_COUNTRY]
    if len(shown) == len({row.claim_id for row in placed}):
        return [_Setting(spot.key, spot.place_id, spot.name, len(spot.claim_ids)) for spot in spots if spot.claim_ids]
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading in (read_row(row, rows) for row in placed):
        claims[reading.key, reading.place.place_id].add(reading.row.claim_id)
    return [_Setting(key, place, rows.places[place].name, len(ids)) for (key, place), ids in claims.items()]


def _is_inside(place: Place, country: str) -> bool:
    """Tell whether a place is a part of the country; without one, any place but a country."""
    return not is_country(place) and (not country or place.country_code == country)


def _weights(rows: Rows) -> defaultdict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for name in rows.mentions.values():
        if name.place_id and name.role != "dateline":
            weights[name.place_id] += LEAD_WEIGHT if rows.sentence_number(name.start) <= LEAD_SENTENCES else 1.0
    return weights


def _heaviest(settings: Sequence[_Setting], weights: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """Return the places of most weight, one of each name: "near Homs" and "beyond Homs" are one subject."""
    ranked = sorted(settings, key=lambda one: -weights[one.key])
    first = {one.name: one for one in reversed(ranked)}
    heavy = [
        one for one in ranked if first[one.name] is one and weights[one.key] >= FULL_SHARE * weights[ranked[0].key]
    ]
    return tuple((one.name, one.key) for one in heavy[:MOST_PLACES])


def _country(rows: Rows, weights: Mapping[str, float]) -> str:
    """Return the code of the country that most namings lie in, if they are enough for the story to be set there."""
    totals: defaultdict[str, float] = defaultdict(float)
    for place_id, weight in weights.items():
        totals[(rows.places[place_id].country_code or "") if place_id in rows.places else ""] += weight
    code, weight = max(totals.items(), key=lambda item: item[1], default=("", 0.0))
    return code if weight >= COUNTRY_SHARE * sum(totals.values()) else ""
