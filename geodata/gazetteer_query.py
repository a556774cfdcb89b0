"""Reads a query such as "Paris, Texas", and guesses what a misspelt name was meant to be."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import cos, radians, sqrt

from geodata.models import GazetteerEntry

Find = Callable[[str], Sequence[GazetteerEntry]]

MOST_WORDS = 8
"""Words of a query that are tried as name and container; nobody writes longer ones."""

SHORTEST_GUESS = 4
"""Characters below which one slip makes any name of any other."""

_KM_PER_DEGREE = 111.2


def matching_heads(query: str, find: Find) -> list[GazetteerEntry]:
    """Return the places called by the first part of a query that lie in the place its other parts call."""
    for head, containers in _splits(query):
        fitting = [entry for entry in find(head) if all(_lies_in(entry, find(name)) for name in containers)]
        if fitting:
            return fitting
    return []


def _splits(query: str) -> Iterator[tuple[str, list[str]]]:
    parts = [part.strip() for part in query.split(",") if part.strip()]
    if len(parts) > 1:
        yield parts[0], parts[1:]
        return
    words = query.split()
    for cut in range(min(len(words), MOST_WORDS) - 1, 0, -1):
        yield " ".join(words[:cut]), [" ".join(words[cut:])]


def _lies_in(entry: GazetteerEntry, containers: Sequence[GazetteerEntry]) -> bool:
    return any(_is_within(entry, container) for container in containers if container.place_id != entry.place_id)


def _is_within(entry: GazetteerEntry, container: GazetteerEntry) -> bool:
    if container.feature_code.startswith("PCL") or container.feature_code == "TERR":
        return entry.country_code == container.country_code
    if container.feature_code == "ADM1":
        return (entry.country_code, entry.admin1) == (container.country_code, container.admin1)
    if container.feature_code.startswith("PPL"):
        return False
    distance = sqrt(square_distance(entry, container.latitude, container.longitude)) * _KM_PER_DEGREE
    return distance <= container.radius_km


def square_distance(entry: GazetteerEntry, latitude: float, longitude: float) -> float:
    """Return the squared distance in degrees of latitude, good enough to compare near places."""
    east = (entry.longitude - longitude + 180) % 360 - 180
    east *= cos(radians((entry.latitude + latitude) / 2))
    return (entry.latitude - latitude) ** 2 + east**2


def near_spellings(key: str) -> Iterator[str]:
    """Yield the folded names one slip away: a letter missing, doubled, wrong, or two letters swapped."""
    if len(key) < SHORTEST_GUESS:
        return iter(())
    cuts = [(key[:place], key[place:]) for place in range(len(key) + 1)]
    letters = string.ascii_lowercase + " "
    return chain(
        (left + right[1:] for left, right in cuts if right),
        (left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1),
        (left + letter + right[1:] for left, right in cuts if right for letter in letters),
        (left + letter + right for left, right in cuts for letter in letters),
    )
