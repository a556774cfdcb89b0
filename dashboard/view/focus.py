"""What the story is about: the few places that most of it is set in, and their country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dashboard.view.records import Focus, Spot
from dashboard.view.rows import Rows, is_country
from geodata.models import Mention, Place

STATEMENT_WEIGHT = 2.0  # of a statement placed there, in namings
LEAD_WEIGHT = 2.0  # of a naming in the lead: news says first what it is about
LEAD_SENTENCES = 2
MOST_PLACES = 3  # named as the focus
FULL_SHARE = 0.5  # of the weightiest place's weight that another place of the focus has
COUNTRY_SHARE = 0.4  # of all namings that a country's places have for the story to be set there


def make_focus(rows: Rows, spots: Sequence[Spot], names: Sequence[Mention]) -> Focus:
    """Weigh the places by how often and how early they are named, and by what is said to have happened there."""
    weights = _weights(rows, names)
    country = _country(rows, weights)
    inside = [spot for spot in spots if spot.claim_ids and _is_inside(rows.places[spot.place_id], country)]
    weighed = {spot.key: weights[spot.place_id] + STATEMENT_WEIGHT * len(spot.claim_ids) for spot in inside}
    return Focus(rows.country_names.get(country, ""), _heaviest(inside, weighed))


def _is_inside(place: Place, country: str) -> bool:
    """Tell whether a place is a part of the country; without one, any place but a country."""
    return not is_country(place) and (not country or place.country_code == country)


def _weights(rows: Rows, names: Sequence[Mention]) -> defaultdict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for name in names:
        if name.place_id and name.role != "dateline":
            weights[name.place_id] += LEAD_WEIGHT if rows.sentence_number(name.start) <= LEAD_SENTENCES else 1.0
    return weights


def _heaviest(spots: Sequence[Spot], weights: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """Return the places of most weight, one of each name: "near Homs" and "beyond Homs" are one subject."""
    ranked = sorted(spots, key=lambda spot: -weights[spot.key])
    first = {spot.name: spot for spot in reversed(ranked)}
    heavy = [
        spot for spot in ranked if first[spot.name] is spot and weights[spot.key] >= FULL_SHARE * weights[ranked[0].key]
    ]
    return tuple((spot.name, spot.key) for spot in heavy[:MOST_PLACES])


def _country(rows: Rows, weights: Mapping[str, float]) -> str:
    """Return the code of the country that most namings lie in, if they are enough for the story to be set there."""
    totals: defaultdict[str, float] = defaultdict(float)
    for place_id, weight in weights.items():
        totals[(rows.places[place_id].country_code or "") if place_id in rows.places else ""] += weight
    code, weight = max(totals.items(), key=lambda item: item[1], default=("", 0.0))
    return code if weight >= COUNTRY_SHARE * sum(totals.values()) else ""
