"""From statements at places to the shapes on the map: one spot per place and relation, each with one handle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geopy.distance import great_circle
from shapely.geometry import shape

from dashboard.view.records import Card, Spot
from dashboard.view.rows import Rows, is_country
from dashboard.view.wording import capitalised, counted, feature_word, listed, shared_sign
from geodata.models import ClaimAtPlace, Mention, Place

WHOLE_COUNTRY = 4  # geo_precision of a statement about a country as a whole: never a pin
SEPARATOR = "~"  # between the place and the relation in a key

_PLAIN = frozenset({"at", "in", "on", "inside", "within", ""})
"""Relations that say no more than the place itself."""

_WINDS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_WIND_STEP = 360 / len(_WINDS)  # degrees of bearing between two winds
_NICE_KM = (1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
"""Distances that a reader takes for the rough figures they are."""

_COARSE_KM, _FINE_KM = (
    10.0,
    1.0,
)  # size of a place from which 0.1 or 0.01 degrees are all that is known of a point in it


@dataclass(frozen=True)
class _Group:
    """The rows that share one spot."""

    key: str
    place: Place
    mention: Mention | None
    rows: tuple[ClaimAtPlace, ...]


def spot_key(row: ClaimAtPlace, rows: Rows) -> str:
    """Return the key of the spot that a row belongs to: the place, and how the text stands to it."""
    mention = rows.mentions.get(row.mention_id or "")
    relation = _relation(mention)
    if mention is None or not relation:
        return row.place_id
    if relation == "between":
        first, *others = _ends(mention, rows) or [row.place_id]
        return SEPARATOR.join([first, relation, *others])
    parts = [row.place_id, relation]
    if relation == "part_of" and mention.bearing_deg is not None:
        parts.append(_wind(mention.bearing_deg))
    if mention.distance_km:
        parts.append(f"{mention.distance_km:g}km")
    return SEPARATOR.join(parts)


def key_names(key: str, place_id: str) -> bool:
    """Tell whether a key is about a place; "between A and B" is about both."""
    return place_id in key.split(SEPARATOR)


def _relation(mention: Mention | None) -> str:
    relation = (mention.relation if mention else None) or ""
    return "" if relation in _PLAIN else relation


def _ends(mention: Mention, rows: Rows) -> list[str]:
    """Return the places at both ends of a stretch: they stand in one sentence with the same relation."""
    ends = [
        other.place_id
        for other in rows.mentions.values()
        if other.relation == "between" and other.sentence_id == mention.sentence_id and other.place_id in rows.places
    ]
    return list(dict.fromkeys(str(end) for end in ends))


def _wind(bearing: float) -> str:
    return _WINDS[round(bearing / _WIND_STEP) % len(_WINDS)]


def make_spots(rows: Rows, placed: Iterable[ClaimAtPlace], cards: Mapping[str, Card]) -> tuple[Spot, ...]:
    """Build one spot per place and relation, in the order in which the article comes to them."""
    spots = [_make_spot(group, rows, cards) for group in _groups(rows, placed)]
    return _tell_twins_apart(spots, rows)


def named_spots(rows: Rows, place_ids: Iterable[str]) -> tuple[Spot, ...]:
    """Build plain spots for places that are only named; countries are never pins."""
    return tuple(_named_spot(rows.places[place_id]) for place_id in place_ids if not is_country(rows.places[place_id]))


def _groups(rows: Rows, placed: Iterable[ClaimAtPlace]) -> list[_Group]:
    order = {claim_id: number for number, claim_id in enumerate(rows.claims)}
    found: dict[str, list[ClaimAtPlace]] = {}
    for row in sorted(placed, key=lambda row: order[row.claim_id]):
        found.setdefault(spot_key(row, rows), []).append(row)
    return [
        _Group(key, rows.places[group[0].place_id], rows.mentions.get(group[0].mention_id or ""), tuple(group))
        for key, group in found.items()
    ]


def _make_spot(group: _Group, rows: Rows, cards: Mapping[str, Card]) -> Spot:
    claim_ids = tuple(dict.fromkeys(row.claim_id for row in group.rows))
    first = next((row for row in group.rows if row.geometry), group.rows[0])
    title = _title(group, rows)
    latitude, longitude = _handle(first, group.place)
    return Spot(
        key=group.key,
        place_id=group.place.place_id,
        title=title,
        label=f"{title} {len(claim_ids)}",
        subtitle=_subtitle(group, first, rows),
        latitude=latitude,
        longitude=longitude,
        shape=first.shape,
        geometry=first.geometry,
        geo_precision=max(row.geo_precision for row in group.rows),
        sign=shared_sign([cards[claim_id].sign for claim_id in claim_ids]),
        claim_ids=claim_ids,
        coordinates=_coordinates(group, first),
        name=group.place.name,
    )


def _named_spot(place: Place) -> Spot:
    return Spot(
        key=place.place_id,
        place_id=place.place_id,
        title=place.name,
        label=place.name,
        subtitle="named in the article; nothing is said to have happened here",
        latitude=place.latitude,
        longitude=place.longitude,
        shape="point",
        geometry=None,
        geo_precision=1,
        sign="several",
        claim_ids=(),
        named_only=True,
        coordinates=_point_text(place),
        name=place.name,
    )


def _handle(row: ClaimAtPlace, place: Place) -> tuple[float, float]:
    """Return where the handle stands: the point, or a point that is surely inside the shape."""
    if not row.geometry or row.geometry.get("type") == "Point":
        longitude, latitude = (row.geometry or {}).get("coordinates", (place.longitude, place.latitude))[:2]
        return latitude, longitude
    outline = shape(row.geometry)
    inside = outline.centroid if outline.contains(outline.centroid) else outline.representative_point()
    return inside.y, inside.x


def _title(group: _Group, rows: Rows) -> str:
    name, relation = group.place.name, _relation(group.mention)
    if not relation or group.mention is None:
        return name
    if relation == "part_of":
        bearing = group.mention.bearing_deg
        return f"{'central' if bearing is None else _wind(bearing) + 'ern'} part of {name}"
    if relation == "between":
        return f"between {listed(_between(group, rows))}"
    words = relation.replace("_", " ")
    if group.mention.distance_km:
        words = f"{group.mention.distance_km:g} km {'from' if relation in {'near', 'off', 'beyond'} else words}"
    return f"{words} {name}"


def _between(group: _Group, rows: Rows) -> list[str]:
    ends = _ends(group.mention, rows) if group.mention else []
    return [rows.places[end].name for end in ends] or [group.place.name]


def _subtitle(group: _Group, row: ClaimAtPlace, rows: Rows) -> str:
    word = feature_word(group.place)
    relation = _relation(group.mention)
    reading = f"how we read “{relation.replace('_', ' ')}”"
    if relation == "part_of":
        return f"roughly this part of the {word}: where in it is not said"
    if group.mention is not None and group.mention.kind == "coordinate":
        return "the point that the article gives"
    if not relation:
        return _plain_subtitle(row, word)
    reach = _reach_km(row.geometry, group.place)
    by_shape = {
        "disc": f"within about {reach} km ({reading}); not the {word} itself",
        "sector": f"up to about {reach} km out ({reading}); not the {word} itself",
        "corridor": f"a strip between {listed(_between(group, rows))} ({reading})",
        "area": f"in the {word} or around its edges ({reading})",
    }
    return by_shape.get(row.shape, f"{reading}; not the {word} itself")


def _plain_subtitle(row: ClaimAtPlace, word: str) -> str:
    if row.shape == "area":
        return f"somewhere in the {word}: where in it is not said"
    if row.shape == "disc":
        return f"roughly this area: we have no outline of the {word}"
    return f"in the {word}: where in it is not said"


def _reach_km(geometry: Mapping[str, Any] | None, place: Place) -> int:
    """Return about how far a shape reaches from its place, as a round number of kilometres."""
    corners = _corners((geometry or {}).get("coordinates", ()))
    center = (place.latitude, place.longitude)
    farthest = max((great_circle(center, (latitude, longitude)).km for longitude, latitude in corners), default=0.0)
    return min(_NICE_KM, key=lambda nice: abs(nice - farthest))


def _corners(coordinates: Sequence[Any]) -> Iterable[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _corners(part)


def _coordinates(group: _Group, row: ClaimAtPlace) -> str:
    if row.shape == "area":
        return f"no single point: the outline of the {feature_word(group.place)}"
    if group.mention is not None and group.mention.kind == "coordinate":
        return f"{group.mention.text}: as the article gives it"
    return _point_text(group.place)


def _point_text(place: Place) -> str:
    digits = 1 if place.radius_km >= _COARSE_KM else 2 if place.radius_km >= _FINE_KM else 3
    return (
        f"{place.latitude:.{digits}f}, {place.longitude:.{digits}f}: centre of the {feature_word(place)}, not the site"
    )


def _tell_twins_apart(spots: Sequence[Spot], rows: Rows) -> tuple[Spot, ...]:
    return tuple(_with_twins(spot, rows, spots) for spot in spots)


def _with_twins(spot: Spot, rows: Rows, spots: Sequence[Spot]) -> Spot:
    """Let a town and its province of one name point at each other, and give their handles different labels."""
    place = rows.places[spot.place_id]
    shown = {other.place_id for other in spots}
    twins = [
        other
        for other in rows.places.values()
        if other.place_id != place.place_id and other.name.casefold() == place.name.casefold()
    ]
    if not twins:
        return spot
    note = "also: " + listed([f"{twin.name}, the {_twin_word(twin, place)}" for twin in twins])
    if not any(twin.place_id in shown for twin in twins):
        return replace(spot, twin_note=note)
    title = f"{spot.title} ({_twin_word(place, twins[0])})"
    return replace(spot, twin_note=note, title=title, label=f"{title} {len(spot.claim_ids)}")


def _twin_word(place: Place, other: Place) -> str:
    """Tell two places of one name apart by their kind, else by where they are."""
    word = feature_word(place)
    if word != feature_word(other):
        return word
    return f"{word} in {place.admin1 or place.country_code}" if place.country_code else word


def tray_title(names: Sequence[str], *, all_countries: bool) -> str:
    """Write "Syria", "2 countries" or "3 countries and regions"."""
    if len(names) == 1:
        return names[0]
    return counted(len(names), "country", "countries" if all_countries else "countries and regions")


def country_title(name: str) -> str:
    """Write what a statement about a whole country is about."""
    return f"{capitalised(name)} as a whole"
