"""The names of spots: titles, what they mean, how precise they are, and twins of one name told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from geopy.distance import great_circle
from shapely.geometry import shape

from dashboard.view.reading import Reading, rounded_km
from dashboard.view.records import Spot
from dashboard.view.rows import Rows
from dashboard.view.wording import capitalised, counted, feature_word, listed
from geodata.models import ClaimAtPlace, Place

_NICE_KM = (1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
"""Distances that a reader takes for the rough figures they are."""

_COARSE_KM, _FINE_KM = (
    10.0,
    1.0,
)  # size of a place from which 0.1 or 0.01 degrees are all that is known of a point in it


def title_of(reading: Reading) -> str:
    """Name a spot as the text does: "near Homs", "western part of Syria", "20 km south of Latakia"."""
    name, relation, mention = reading.place.name, reading.relation, reading.mention
    if not relation:
        return name
    if relation == "part_of":
        return f"{reading.wind + 'ern' if reading.wind else 'central'} part of {name}"
    if relation == "between":
        return f"between {listed([end.name for end in reading.ends])}"
    words = relation.replace("_", " ")
    if mention and mention.distance_km:
        words = f"{rounded_km(mention.distance_km)} km {'from' if relation in {'near', 'off', 'beyond'} else words}"
    return f"{words} {name}"


def subtitle_of(reading: Reading) -> str:
    """Say how a spot is to be read: where in it is not known, and that its edge is our reading of a word."""
    word, row = feature_word(reading.place), reading.row
    if reading.relation == "part_of":
        return f"roughly this part of the {word}: where in it is not said"
    if reading.mention is not None and reading.mention.kind == "coordinate":
        return "the point that the article gives"
    if not reading.relation:
        return _plain_subtitle(reading, word)
    how = f"how we read “{reading.relation.replace('_', ' ')}”"
    reach = _reach_km(row.geometry, reading.place)
    by_shape = {
        "disc": f"within about {reach} km ({how}); not the {word} itself",
        "sector": f"{_how_far(reading, reach)} ({how}); not the {word} itself",
        "corridor": f"a strip between {listed([end.name for end in reading.ends])} ({how})",
        "area": f"in the {word} or around its edges ({how})",
    }
    return by_shape.get(row.shape, f"{how}; not the {word} itself")


def _how_far(reading: Reading, reach: int) -> str:
    """Say where along a direction a shape lies: at the distance that the text gives, else anywhere as far as drawn."""
    distance = reading.mention.distance_km if reading.mention else None
    return f"at about {rounded_km(distance)} km" if distance else f"up to about {reach} km out"


def _plain_subtitle(reading: Reading, word: str) -> str:
    if reading.row.shape == "area":
        return f"somewhere in the {word}: where in it is not said"
    if reading.row.shape == "disc":
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


def coordinates_of(reading: Reading) -> str:
    """Write coordinates only as precise as they are known, and what they are the middle of."""
    if reading.row.shape == "area":
        outline = "only a part" if reading.relation == "part_of" else "the outline"
        return f"no single point: {outline} of the {feature_word(reading.place)}"
    if reading.mention is not None and reading.mention.kind == "coordinate":
        return f"{reading.mention.text}: as the article gives it"
    middle = middle_of(reading.row)
    if middle:  # whoever copies the point of the place that is only started from has another place
        return f"{middle[0]:.1f}, {middle[1]:.1f}: roughly the middle of this area, not the site"
    return point_text(reading.place)


def middle_of(row: ClaimAtPlace) -> tuple[float, float] | None:
    """Return the middle of what lies in a direction from a place, or between two, latitude first; else None."""
    if row.shape not in {"sector", "corridor"} or not row.geometry:
        return None
    middle = shape(row.geometry).centroid
    return middle.y, middle.x


def point_text(place: Place) -> str:
    """Write the middle of a place."""
    digits = 1 if place.radius_km >= _COARSE_KM else 2 if place.radius_km >= _FINE_KM else 3
    point = f"{place.latitude:.{digits}f}, {place.longitude:.{digits}f}"
    return f"{point}: centre of the {feature_word(place)}, not the site"


def tell_twins_apart(spots: Sequence[Spot], rows: Rows) -> tuple[Spot, ...]:
    """Let places of one name point at each other; handles that would read the same get their kind or country."""
    titles = Counter(spot.title for spot in spots)
    called: dict[str, list[Place]] = {}
    for place in rows.places.values():
        called.setdefault(place.name.casefold(), []).append(place)
    return tuple(_with_twins(spot, rows, called, is_doubled=titles[spot.title] > 1) for spot in spots)


def _with_twins(spot: Spot, rows: Rows, called: Mapping[str, Sequence[Place]], *, is_doubled: bool) -> Spot:
    place = rows.places[spot.place_id]
    twins = [other for other in called[place.name.casefold()] if other.place_id != place.place_id]
    if not twins:
        return spot
    note = "also: " + listed([f"{twin.name}, the {_twin_word(twin, place)}" for twin in twins])
    # A division is told apart from its town also where the town is only near by: "near Homs", "Homs (governorate)".
    if not is_doubled and not (spot.title == place.name and place.feature_code.startswith("ADM")):
        return replace(spot, twin_note=note)
    title = f"{spot.title} ({_twin_word(place, twins[0])})"
    return replace(spot, twin_note=note, title=title, label=f"{title} {len(spot.claim_ids)}")


def _twin_word(place: Place, other: Place) -> str:
    """Tell two places of one name apart by their kind, else by where they are."""
    word = feature_word(place)
    if word != feature_word(other):
        return word
    if place.country_code != other.country_code and place.country_code:
        return f"{word} in {place.country_code}"
    region = place.admin1 or ""
    return f"{word} in {region}" if region.isalpha() else f"{word} at {place.latitude:.1f}, {place.longitude:.1f}"


LISTED_COUNTRIES = 2  # more are counted, so that the summary stays one line


def tray_title(names: Sequence[str], *, all_countries: bool) -> str:
    """Write "Syria", "Syria and Russia", "3 countries" or "3 countries and regions"."""
    if len(names) <= LISTED_COUNTRIES:
        return " and ".join(names)
    return counted(len(names), "country", "countries" if all_countries else "countries and regions")


def country_title(name: str) -> str:
    """Write what a statement about a whole country is about."""
    return f"{capitalised(name)} as a whole"
