"""One line of a GeoNames file each, as a place or a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geodata.gazetteer_build.cities import LONGEST_NAME, NO_LANGUAGES, is_short_form, usable_names
from geodata.gazetteer_build.layout import ABBREVIATION, ALTERNATE, OFFICIAL
from geodata.gazetteer_full.sources import BrokenLine, positive

UNKNOWN_DIVISIONS = frozenset({"", "00"})
"""What GeoNames writes for a place of no division."""

_NO_NAMES = (NO_LANGUAGES - {"abbr"}) | {"icao", "faac", "tcid", "phon", "piny"}
"""Kinds of "names" that no article writes: links, codes, sounds."""

_HIGHEST_LATITUDE, _HIGHEST_LONGITUDE = 90.0, 180.0


class PlaceRow(NamedTuple):
    """One place of ``allCountries.txt``."""

    number: int
    name: str
    ascii_name: str
    latitude: float
    longitude: float
    feature_class: str
    feature: str
    country: str | None
    admin1: str | None
    population: int


class NameRow(NamedTuple):
    """One name of ``alternateNamesV2.txt``; `form` is the spelling that an abbreviation must have."""

    number: int
    text: str
    kind: int
    form: str | None


def read_place(cells: Sequence[str]) -> PlaceRow:
    """Read a line of ``allCountries.txt``."""
    number, name, ascii_name, _, latitude, longitude, feature_class, feature, country, _, admin1 = cells[:11]
    north, east = float(latitude), float(longitude)
    if not (abs(north) <= _HIGHEST_LATITUDE and abs(east) <= _HIGHEST_LONGITUDE):
        raise BrokenLine("with a point that is none")
    if not name.strip():
        raise BrokenLine("without a name")
    return PlaceRow(
        positive(number), name, ascii_name, north, east, feature_class, feature or feature_class,
        country or None, None if admin1 in UNKNOWN_DIVISIONS else admin1, int(cells[14] or 0),
    )  # fmt: skip


def read_name(cells: Sequence[str]) -> NameRow | None:
    """Read a line of ``alternateNamesV2.txt``; None for a code, a link, or what no text writes."""
    _, number, language, text, is_preferred = cells[:5]
    place = positive(number)
    if language in _NO_NAMES or len(text) > LONGEST_NAME:
        return None
    if is_short_form(text):
        return NameRow(place, text, ABBREVIATION, text) if language == "abbr" else None
    if not any(usable_names([text])):
        return None
    is_official = language == "en" and is_preferred == "1"
    return NameRow(place, text, OFFICIAL if is_official else ALTERNATE, None)


def read_code(cells: Sequence[str]) -> tuple[str, str, int]:
    """Read a line of a list of divisions: code, name, GeoNames id."""
    code, name, _, number = cells
    return code, name, positive(number)


def read_country(cells: Sequence[str]) -> tuple[str, str, int]:
    """Read a line of ``countryInfo.txt``: code, name, GeoNames id."""
    return cells[0], cells[4], positive(cells[16])


def read_feature(cells: Sequence[str]) -> tuple[str, str]:
    """Read a line of the list of features: class and code ("P", "PPL")."""
    feature_class, _, code = cells[0].partition(".")
    return feature_class, code
