"""Place names of a corpus or of a system, and which of them belong together.

A name is found exactly, or by any overlap: each name is paired once, exact pairs first, then the longest overlaps. A
place is right within a distance, by its GeoNames id, or by either.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

EARTH_RADIUS_KM = 6371.0087714


@dataclass(frozen=True)
class Toponym:
    """A name in a text, its point and id where they are known, and what the corpus or the system says of it.

    ``candidates`` are all places that the name may mean, for what is within reach.
    """

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    geonameid: str | None = None
    text: str = ""
    kind: str | None = None
    corpus_type: str | None = None
    is_adjective: bool = False
    score: float | None = None
    candidates: tuple[Toponym, ...] = ()

    @property
    def has_point(self) -> bool:
        """Whether it was given a point."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Judgement:
    """When a place is right: within a distance, by an equal id wherever its point is, or by either."""

    km: float | None = None
    by_id: bool = False

    def can_judge(self, gold: Toponym) -> bool:
        """Tell whether the gold says enough: a point, and the id where only ids count."""
        return gold.has_point and (self.km is not None or gold.geonameid is not None)

    def is_right(self, found: Toponym, gold: Toponym) -> bool:
        """Tell whether a place is the right one."""
        same = self.by_id and gold.geonameid is not None and found.geonameid == gold.geonameid
        return found.has_point and (same or (self.km is not None and distance_km(found, gold) <= self.km))


JUDGEMENTS = MappingProxyType(
    {
        "161 km": Judgement(161.0),
        "25 km": Judgement(25.0),
        "id": Judgement(by_id=True),
        "161 km or id": Judgement(161.0, by_id=True),
        "25 km or id": Judgement(25.0, by_id=True),
    }
)
"""161 km is the field's hundred miles; countries and states have no one right point, so ids count too."""


def distance_km(first: Toponym, second: Toponym) -> float:
    """Return the great-circle distance between two points."""
    lat1, lon1, lat2, lon2 = (
        math.radians(value or 0.0) for value in (first.latitude, first.longitude, second.latitude, second.longitude)
    )
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def pair_up(found: Sequence[Toponym], gold: Sequence[Toponym]) -> tuple[int, list[tuple[int, int]]]:
    """Pair found and gold names one to one; return how many pairs are exact, and all pairs as indices, exact first."""
    gold_at = {(toponym.start, toponym.end): index for index, toponym in enumerate(gold)}
    spans = [(toponym.start, toponym.end) for toponym in found]
    pairs = [(index, gold_at[span]) for index, span in enumerate(spans) if span in gold_at]
    exact = len(pairs)
    taken_found, taken_gold = {i for i, _ in pairs}, {j for _, j in pairs}
    for _, i, j in sorted(_overlaps(found, gold)):
        if i not in taken_found and j not in taken_gold:
            taken_found.add(i)
            taken_gold.add(j)
            pairs.append((i, j))
    return exact, pairs


def _overlaps(found: Sequence[Toponym], gold: Sequence[Toponym]) -> Iterator[tuple[int, int, int]]:
    """Yield every overlap as (minus its length, index found, index gold): sorted, the longest come first."""
    for i, one in enumerate(found):
        for j, other in enumerate(gold):
            length = min(one.end, other.end) - max(one.start, other.start)
            if length > 0:
                yield -length, i, j


def each_span_once(toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Keep one entry a span, one with a point if there is one, in reading order; empty spans go."""
    kept: dict[tuple[int, int], Toponym] = {}
    for toponym in toponyms:
        span = (toponym.start, toponym.end)
        if toponym.end > toponym.start and (span not in kept or not kept[span].has_point):
            kept[span] = toponym if toponym.has_point or span not in kept else kept[span]
    return [kept[span] for span in sorted(kept)]
