"""Which parts of the picture are taken, so that no label covers another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Tell whether two rectangles have anything in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass
class Room:
    """A picture of a size, and what is taken of it."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def is_free(self, box: Box) -> bool:
        """Tell whether a rectangle lies inside and touches nothing."""
        inside = box.left >= 0 and box.top >= 0 and box.right <= self.width and box.bottom <= self.height
        return inside and not any(map(box.touches, self.taken))

    def take(self, box: Box) -> bool:
        """Take a rectangle if it is free; return whether it was."""
        free = self.is_free(box)
        if free:
            self.taken.append(box)
        return free
