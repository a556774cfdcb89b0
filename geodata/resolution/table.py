"""All candidates of a document in rows, and the sums over rows that the evidence is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geodata.models import GazetteerEntry
from geodata.resolution.groups import Group

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Table:
    """All candidates of all groups, one row each; `group` numbers the group of a row."""

    groups: tuple[Group, ...]
    entries: tuple[GazetteerEntry, ...]
    group: Codes
    latitude: Numbers
    longitude: Numbers
    country: Codes
    division: Codes
    codes: tuple[str, ...]

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Table:
        """Lay the candidates of all groups out in rows."""
        rows = [(number, entry) for number, group in enumerate(groups) for entry in group.entries]
        entries = tuple(entry for _, entry in rows)
        return cls(
            groups=tuple(groups),
            entries=entries,
            group=np.array([number for number, _ in rows], dtype=np.int64),
            latitude=np.array([entry.latitude for entry in entries], dtype=np.float64),
            longitude=np.array([entry.longitude for entry in entries], dtype=np.float64),
            country=numbered([entry.country_code or None for entry in entries]),
            division=numbered([_division(entry) for entry in entries]),
            codes=tuple(entry.feature_code for entry in entries),
        )

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def name(self) -> Codes:
        """The number of each row's name: groups of one name and different cues share it."""
        return numbered([group.name.casefold() for group in self.groups])[self.group]

    @cached_property
    def voice(self) -> Numbers:
        """How loudly a row's group speaks: names that stand often in the text count more, but not in proportion."""
        return np.sqrt(np.array([max(group.count, 1) for group in self.groups], dtype=np.float64))[self.group]

    @cached_property
    def by_group(self) -> dict[int, Codes]:
        """The rows of every group that has any."""
        order = np.argsort(self.group, kind="stable")
        groups, starts = np.unique(self.group[order], return_index=True)
        return dict(zip(groups.tolist(), np.split(order, starts[1:]), strict=True)) if len(self) else {}

    def flags(self, test: Callable[[GazetteerEntry], bool]) -> Numbers:
        """Return 1.0 for every row whose entry passes a test."""
        return np.fromiter((test(entry) for entry in self.entries), dtype=np.float64, count=len(self))

    def per_group(self, values: Numbers) -> Numbers:
        """Return for every row the sum of the values of its group."""
        totals = np.bincount(self.group, weights=values, minlength=len(self.groups))
        return np.asarray(totals, dtype=np.float64)[self.group]

    def highest(self, values: Numbers) -> Numbers:
        """Return for every row the highest value of its group."""
        highest = np.full(len(self.groups), -np.inf)
        np.maximum.at(highest, self.group, values)
        return highest[self.group]

    def shares(self, scores: Numbers) -> Numbers:
        """Turn scores into probabilities within each group; a group that a person fixed has its place for sure."""
        if not len(self):
            return scores
        powers = np.exp(scores - self.highest(scores))
        return np.where(self._is_fixed, self._fixed, powers / self.per_group(powers))

    @cached_property
    def _fixed(self) -> Numbers:
        wanted = [self.groups[number].fixed for number in self.group.tolist()]
        return np.array([float(entry.place_id == fixed) for entry, fixed in zip(self.entries, wanted, strict=True)])

    @cached_property
    def _is_fixed(self) -> Flags:
        return np.array([group.fixed is not None for group in self.groups], dtype=bool)[self.group]

    def picks(self, shares: Numbers) -> dict[int, int]:
        """Return the likeliest row of every group, the surest group first."""
        best: dict[int, int] = {}
        for row in np.argsort(-shares, kind="stable").tolist():
            best.setdefault(int(self.group[row]), row)
        return best

    def others(self, area: Codes, values: Numbers) -> Numbers:
        """Return for every row what rows of other names in the same area (a number; below zero: none) add up to."""
        if not len(self):
            return np.zeros(0)
        size = int(area.max(initial=0)) + 1
        known = area >= 0
        place = np.where(known, area, 0)
        total = np.bincount(place, weights=values * known, minlength=size)
        _, pair = np.unique(self.name * size + place, return_inverse=True)
        own = np.bincount(pair, weights=values * known)
        return np.where(known, np.maximum(total[place] - own[pair], 0.0), 0.0)


def _division(entry: GazetteerEntry) -> str | None:
    return f"{entry.country_code}.{entry.admin1}" if entry.country_code and entry.admin1 else None


def numbered(values: Sequence[str | None]) -> Codes:
    """Give equal values one number; a missing value gets a number of its own, below zero."""
    numbers: dict[str, int] = {}
    return np.array(
        [-1 - row if value is None else numbers.setdefault(value, len(numbers)) for row, value in enumerate(values)],
        dtype=np.int64,
    )


def distances(table: Table, rows: Codes, anchors: Codes) -> Numbers:
    """Return great-circle distances in km between rows (down) and anchor rows (across)."""
    latitude, longitude = np.radians(table.latitude), np.radians(table.longitude)
    across = longitude[rows][:, None] - longitude[anchors][None, :]
    along = latitude[rows][:, None] - latitude[anchors][None, :]
    flat = np.cos(latitude[rows])[:, None] * np.cos(latitude[anchors])[None, :]
    half = np.sin(along / 2) ** 2 + flat * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
