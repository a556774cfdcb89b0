"""Scores of place names against a corpus: finding them, placing them, both together.

The measures are those of the field: a name is found exactly, or by any overlap (each name paired once, exact pairs
first, then the longest overlaps); a place is right within a distance, or by its GeoNames id; end to end, a name counts
when it is found and placed right, precision is over the names that were given a point.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0087714


@dataclass(frozen=True)
class Toponym:
    """A name in a text, its point where it has one, and its GeoNames id where it is known."""

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None
    geonameid: str | None = None

    @property
    def has_point(self) -> bool:
        """Whether it was given a point."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Share:
    """Right ones among those given and those wanted."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Right among the given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Right among the wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.given + other.given, self.wanted + other.wanted)


@dataclass(frozen=True)
class Judgement:
    """How a distance is judged: the furthest that is still right, and whether an equal id is right anywhere."""

    km: float
    by_id: bool = False

    def is_right(self, found: Toponym, gold: Toponym) -> bool:
        """Tell whether a place is the right one."""
        same = self.by_id and gold.geonameid is not None and found.geonameid == gold.geonameid
        return found.has_point and (same or distance_km(found, gold) <= self.km)


@dataclass(frozen=True)
class Scores:
    """The scores of one text or, added up, of a corpus; `placed` is over found names that have a point in the gold."""

    exact: Share
    overlap: Share
    placed: Share
    end_to_end: Share

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.exact + other.exact,
            self.overlap + other.overlap,
            self.placed + other.placed,
            self.end_to_end + other.end_to_end,
        )


def distance_km(first: Toponym, second: Toponym) -> float:
    """Return the great-circle distance between two points."""
    lat1, lon1, lat2, lon2 = (
        math.radians(value or 0.0) for value in (first.latitude, first.longitude, second.latitude, second.longitude)
    )
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def score_text(found: Sequence[Toponym], gold: Sequence[Toponym], judgement: Judgement) -> Scores:
    """Score what was found in one text against its gold."""
    found, gold = _each_span_once(found), _each_span_once(gold)
    exact, pairs = pair_up(found, gold)
    judged = [(found[i], gold[j]) for i, j in pairs if gold[j].has_point]
    right = sum(judgement.is_right(*pair) for pair in judged)
    beyond_judging = sum(found[i].has_point and not gold[j].has_point for i, j in pairs)
    wanted = sum(toponym.has_point for toponym in gold)
    return Scores(
        exact=Share(exact, len(found), len(gold)),
        overlap=Share(len(pairs), len(found), len(gold)),
        placed=Share(right, sum(toponym.has_point for toponym, _ in judged), len(judged)),
        end_to_end=Share(right, sum(toponym.has_point for toponym in found) - beyond_judging, wanted),
    )


def pair_up(found: Sequence[Toponym], gold: Sequence[Toponym]) -> tuple[int, list[tuple[int, int]]]:
    """Pair found and gold names one to one; return how many pairs are exact, and all pairs as indices."""
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


def _each_span_once(toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Keep one entry a span, one with a point if there is one; empty spans go."""
    kept: dict[tuple[int, int], Toponym] = {}
    for toponym in toponyms:
        span = (toponym.start, toponym.end)
        if toponym.end > toponym.start and (span not in kept or not kept[span].has_point):
            kept[span] = toponym if toponym.has_point or span not in kept else kept[span]
    return [kept[span] for span in sorted(kept)]
