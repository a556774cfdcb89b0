"""Web Mercator, as on the page: from degrees to the points of a picture that holds all places with some air."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NORTHMOST = 84.0  # degrees: further north the map stretches without end
AIR = 0.16  # share of the picture that stays free on each side of the places
LEAST_DEGREES = 3.0  # of longitude across the picture: a single town is shown with its region
WHOLE_EARTH = 360.0  # degrees
TURNS = (-WHOLE_EARTH, 0.0, WHOLE_EARTH)
"""The same place a turn of the Earth away, for maps across the date line."""

Bounds = tuple[tuple[float, float], tuple[float, float]]
Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """Where degrees are in a picture of a size."""

    width: int
    height: int
    west: float
    north: float
    scale: float
    """Points of the picture for a degree of longitude."""

    @property
    def bounds(self) -> Bounds:
        """South-west and north-east of what the picture shows."""
        south = self.north - self.height / self.scale
        return (flattened(south), self.west), (flattened(self.north), self.west + self.width / self.scale)

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the point of a place."""
        return (longitude - self.west) * self.scale, (self.north - stretched(latitude)) * self.scale

    def line(self, coordinates: Iterable[Sequence[float]], turn: float = 0.0) -> list[Point]:
        """Return the points of a line or ring, a turn of the Earth away or not."""
        return [self.at(place[0] + turn, place[1]) for place in coordinates]

    def sees(self, points: Sequence[Point]) -> bool:
        """Tell whether a line may be in the picture, by the box around it."""
        across, down = [x for x, _ in points], [y for _, y in points]
        return max(across) >= 0 and min(across) <= self.width and max(down) >= 0 and min(down) <= self.height


def stretched(latitude: float) -> float:
    """Return how far north a latitude is drawn, in degrees of longitude."""
    held = math.radians(min(max(latitude, -NORTHMOST), NORTHMOST))
    return math.degrees(math.log(math.tan(math.pi / 4 + held / 2)))


def flattened(north: float) -> float:
    """Return the latitude that is drawn so far north."""
    return math.degrees(2 * math.atan(math.exp(math.radians(north))) - math.pi / 2)


def fit(bounds: Bounds | None, width: int, height: int) -> Projection:
    """Return the projection that shows all places; without any, the inhabited Earth."""
    (south, west), (north, east) = bounds or ((-55.0, -170.0), (75.0, 190.0))
    bottom, top = stretched(south), stretched(north)
    free = 1 - 2 * AIR if bounds else 1.0
    across = min(WHOLE_EARTH, max((east - west) / free, (top - bottom) / free * width / height, LEAST_DEGREES))
    scale = width / across
    middle_x, middle_y = (west + east) / 2, (bottom + top) / 2
    return Projection(width, height, middle_x - across / 2, middle_y + height / scale / 2, scale)
