"""Dateline's own tables in ``resources``: regions, waters, abbreviations, demonyms and names that the sources lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import shapely

from .folding import fold_name
from .layout import ABBREVIATION, ALTERNATE, DEMONYM, OFFICIAL
from .records import Collection, SourceName, SourcePlace

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

GEONAMES_MARK = "geonames:"
SEPARATOR = ";"
NO_PLURAL_MARK = "="
_WITHOUT_PLURAL = re.compile(r"(?:ese|sh|ch|ss|z|s|[^\x00-\x7f])$")
_ASIDE = re.compile(r"\s*\(.*\)$")

REGION_TABLES = ("regions.tsv", "waters.tsv", "landforms.tsv", "facilities.tsv", "quarters.tsv")

TOWN_SIZED_KM = 25
"""Radius up to which a place of our tables lies in one division: that of the nearest town."""
NEAREST_TOWN_DEGREES = 0.5


def read_table(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the rows of one table, padded to `columns`; lines that start with a number sign are remarks."""
    for line in (RESOURCES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


def values(cell: str) -> list[str]:
    """Split one cell that holds several values."""
    return [value.strip() for value in cell.split(SEPARATOR) if value.strip()]


def people_words(cell: str) -> Iterator[str]:
    """Yield the words for a people with their plurals ("Syrian", "Syrians"); "Swiss" and marked words have none."""
    for value in values(cell):
        word = value.rstrip(NO_PLURAL_MARK)
        yield word
        if word == value and not _WITHOUT_PLURAL.search(word):
            yield word + "s"


def add_regions(collection: Collection) -> None:
    """Add our own places; a remark in brackets behind a name only keeps its key apart."""
    divisions = TownDivisions(collection)
    for table in REGION_TABLES:
        for name, feature, latitude, longitude, radius, country, others, people, number in read_table(table, 9):
            place = SourcePlace(
                _number(collection, number), _ASIDE.sub("", name), float(latitude), float(longitude), country or None,
                None, feature, 0, int(radius), key=f"region:{fold_name(name).replace(' ', '-')}",
            )  # fmt: skip
            names = [(other, ALTERNATE) for other in values(others) if not other.isupper()] + [
                (word, DEMONYM) for word in people_words(people)
            ]
            collection.add(place._replace(admin1=divisions.of(place)), names)
            _add_codes(collection, place.number, others)


def _number(collection: Collection, given: str) -> int:
    """Return the GeoNames id that a table gives, if no place has it yet, else a number of our own."""
    return int(given) if given and int(given) not in collection.places else collection.own_number()


class TownDivisions:
    """Tells in which division a place of the size of a town lies: in that of the nearest town."""

    def __init__(self, collection: Collection) -> None:
        self._towns = [place for place in collection.places.values() if place.feature_code.startswith("PPL")]
        self._tree = shapely.STRtree(shapely.points([(town.longitude, town.latitude) for town in self._towns]))

    def of(self, place: SourcePlace) -> str | None:
        """Return the code of the division, or None where the place is large, abroad or far from any town."""
        if place.country_code is None or place.radius_km > TOWN_SIZED_KM or not self._towns:
            return None
        point = shapely.Point(place.longitude, place.latitude)
        near = self._tree.query_nearest(point, max_distance=NEAREST_TOWN_DEGREES, all_matches=False)
        town = self._towns[near[0]] if len(near) else None
        return town.admin1 if town is not None and town.country_code == place.country_code else None


def _add_codes(collection: Collection, number: int, cell: str) -> None:
    """Names in capitals only ("DMZ") are abbreviations: they need their capitals in a text."""
    for value in values(cell):
        if value.isupper():
            collection.names.append(SourceName(value, number, ABBREVIATION, form=value))


def add_extra_names(collection: Collection) -> None:
    """Add abbreviations, words for the people of divisions and cities, and spellings that the sources lack."""
    finder = TargetFinder(collection)
    for target, forms, people, others in read_table("names.tsv", 4):
        number = finder.find(target)
        collection.names.extend(SourceName(form, number, ABBREVIATION, form=form) for form in values(forms))
        collection.names.extend(SourceName(word, number, DEMONYM) for word in people_words(people))
        collection.names.extend(SourceName(name, number, OFFICIAL) for name in values(others))


class TargetFinder:
    """Finds the place that a table row means: a code ("US", "US.KY"), "geonames:ID", or "name@country", the largest."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._index = collection.primary_index()

    def find(self, target: str) -> int:
        """Return the number of the place; a row that means nothing is a mistake in the table."""
        if target.startswith(GEONAMES_MARK) and int(target.removeprefix(GEONAMES_MARK)) in self._collection.places:
            return int(target.removeprefix(GEONAMES_MARK))
        if target in self._collection.codes:
            return self._collection.codes[target]
        name, _, country = target.partition("@")
        places = [self._collection.places[number] for number in self._index.get(fold_name(name), ())]
        fitting = [place for place in places if place.country_code == (country or None)]
        if not fitting:
            raise LookupError(f"No place is meant by {target!r} in geodata/resources/names.tsv.")
        return max(fitting, key=_prominence).number


def _prominence(place: SourcePlace) -> tuple[bool, int]:
    return place.feature_code.startswith(("PPL", "CONT", "RGN")), place.population
