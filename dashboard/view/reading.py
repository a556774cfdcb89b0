"""How the text stands to a place: in it, near it, south of it, in its western part, between it and another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry import shape

from dashboard.view.rows import Rows, is_country
from geodata.models import ClaimAtPlace, Mention, Place
from geodata.wording import place_doubt

WHOLE_COUNTRY = 4  # geo_precision of a statement about a country as a whole: never a pin
SEPARATOR = "~"  # between the place and the relation in a key
CENTRAL = 0.15  # share of a country's radius within which a part of it is called its central one
FINE_BELOW_KM = 5.0  # distances below are written with one decimal

PLAIN_RELATIONS = frozenset({"at", "in", "on", "inside", "within", ""})
"""Relations that say no more than the place itself."""

_WINDS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_WIND_STEP = 360 / len(_WINDS)  # degrees of bearing between two winds
_WIND_WORD = re.compile(r"\b(north|south|east|west)[- ]?(east|west)?(?:ern)?\b", re.IGNORECASE)
_KM_PER_DEGREE = 111.2  # of latitude


@dataclass(frozen=True)
class Reading:
    """One row of the places of a statement, with how the text stands to the place."""

    row: ClaimAtPlace
    place: Place
    mention: Mention | None
    relation: str  # "" for the place itself
    wind: str = ""  # of "part_of"; empty for the middle
    ends: tuple[Place, ...] = ()  # of "between"

    @property
    def is_whole_country(self) -> bool:
        """Whether the statement is about a country as a whole: it is listed, and never a pin."""
        return self.row.geo_precision == WHOLE_COUNTRY

    @cached_property
    def key(self) -> str:
        """The key of the spot that the row belongs to."""
        if not self.relation:
            return self.row.place_id
        if self.ends:
            first, *others = (end.place_id for end in self.ends)
            return SEPARATOR.join([first, self.relation, *others])
        parts = [self.row.place_id, self.relation, self.wind]
        if self.mention and self.mention.distance_km:
            parts.append(f"{rounded_km(self.mention.distance_km)}km")
        return SEPARATOR.join(filter(None, parts))


def read_rows(rows: Rows, at_place: Mapping[str, Iterable[ClaimAtPlace]]) -> dict[str, tuple[Reading, ...]]:
    """Read the rows of several statements, by the id of the statement."""
    return {claim_id: tuple(read_row(row, rows) for row in group) for claim_id, group in at_place.items()}


def read_row(row: ClaimAtPlace, rows: Rows) -> Reading:
    """Read how the text stands to the place of a row."""
    place, mention = rows.places[row.place_id], rows.mentions.get(row.mention_id or "")
    relation = (mention.relation if mention else None) or ""
    if relation in PLAIN_RELATIONS:
        # An outline of a country is only ever a part of it: "the western part of the country" names no place itself.
        is_part = is_country(place) and row.shape == "area"
        return Reading(
            row, place, mention, "part_of" if is_part else "", _wind_of_part(row, place, rows) if is_part else ""
        )
    if relation == "between":
        return Reading(row, place, mention, relation, ends=_ends(mention, rows) or (place,))
    wind = ""
    if relation == "part_of" and mention and mention.bearing_deg is not None:
        wind = wind_of(mention.bearing_deg)
    return Reading(row, place, mention, relation, wind)


def doubt_of(reading: Reading) -> str:
    """Say in one word how far to trust that this is the place that is meant; empty once a person looked."""
    row, mention = reading.row, reading.mention
    review = row.review if row.review != "none" or mention is None else mention.review
    return place_doubt(mention.score if mention else None, mention.status if mention else "", review)


def key_names(key: str, place_id: str) -> bool:
    """Tell whether a key is about a place; "between A and B" is about both."""
    return place_id in key.split(SEPARATOR)


def rounded_km(distance: float) -> str:
    """Write a distance without the digits that only come from another unit: five miles are 8 km."""
    return f"{distance:.0f}" if distance >= FINE_BELOW_KM else f"{distance:.1f}".removesuffix(".0")


def wind_of(bearing: float) -> str:
    """Return the nearest of the eight winds."""
    return _WINDS[round(bearing / _WIND_STEP) % len(_WINDS)]


def _ends(mention: Mention | None, rows: Rows) -> tuple[Place, ...]:
    """Return the places at both ends of a stretch: they stand in one sentence with the same relation."""
    ends = [
        other.place_id
        for other in rows.mentions.values()
        if mention and other.relation == "between" and other.sentence_id == mention.sentence_id
    ]
    return tuple(rows.places[end] for end in dict.fromkeys(ends) if end in rows.places)


def _wind_of_part(row: ClaimAtPlace, place: Place, rows: Rows) -> str:
    """Return where in a country a part of it lies: the wind that the sentence names and that fits the shape best."""
    if not row.geometry:
        return ""
    middle = shape(row.geometry).centroid
    north = middle.y - place.latitude
    east = (middle.x - place.longitude) * math.cos(math.radians(place.latitude))
    if math.hypot(north, east) * _KM_PER_DEGREE < place.radius_km * CENTRAL:
        return ""
    bearing = math.degrees(math.atan2(east, north)) % 360
    named = _named_winds(row, rows)
    return min(named, key=lambda wind: _turn(_WINDS.index(wind) * _WIND_STEP, bearing)) if named else wind_of(bearing)


def _turn(one: float, other: float) -> float:
    """Return the angle between two bearings."""
    return abs((one - other + 180) % 360 - 180)


def _named_winds(row: ClaimAtPlace, rows: Rows) -> list[str]:
    claim = rows.claims[row.claim_id]
    sentence = rows.sentences[rows.sentence_number(claim.start) - 1] if rows.sentences else claim
    found = (match.group(1, 2) for match in _WIND_WORD.finditer(rows.text, sentence.start, sentence.end))
    return [wind for first, second in found if (wind := f"{first}{second or ''}".lower()) in _WINDS]
