"""Which country and division a place lies in, in words: "Bubaque, Bolama, Guinea-Bissau"."""

from __future__ import annotations

from functools import cache

from geodata.errors import DatelineError
from geodata.gazetteer import open_gazetteer
from geodata.models import Place


@cache
def country_word(code: str | None) -> str:
    """Return the English name of a country; empty where it, or the gazetteer, is not known."""
    try:
        return open_gazetteer().country_name(code) or ""
    except DatelineError:
        return ""


@cache
def _division_word(country_code: str | None, admin1: str | None) -> str:
    try:
        return open_gazetteer().admin1_name(country_code, admin1) or ""
    except DatelineError:
        return ""


def address_of(place: Place, country: str) -> str:
    """Return a place with its division and country, as one line; what is named like the place itself is left out."""
    division = (
        "" if place.feature_code.startswith(("ADM1", "PCL")) else _division_word(place.country_code, place.admin1)
    )
    wider = dict.fromkeys(part for part in (division, country) if part and part != place.name)
    return ", ".join([place.name, *wider])
