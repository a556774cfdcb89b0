"""Floors that only rise: measured figures may not fall below what was reached before.

The floors belong to one state of the gold (its digest): when the gold changes, they must be pinned anew.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

DECIMALS = 2  # floors are rounded down to these, so that a platform's last digit decides nothing


@dataclass(frozen=True)
class Floors:
    """What must be reached, and for which gold."""

    digest: str
    values: dict[str, float]


def read_floors(path: Path) -> Floors:
    """Read pinned floors; a missing file has none."""
    if not path.exists():
        return Floors("", {})
    data = json.loads(path.read_text(encoding="utf-8"))
    return Floors(data["digest"], data["floors"])


def write_floors(path: Path, floors: Floors) -> None:
    """Write floors, one a line, in order."""
    data = {"digest": floors.digest, "floors": dict(sorted(floors.values.items()))}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def faults(measured: dict[str, float], digest: str, floors: Floors) -> list[str]:
    """Return one sentence for each broken floor; empty when all hold."""
    if digest != floors.digest:
        return ["The samples or their gold changed since the floors were pinned: pin them again."]
    found = [f"{name} is pinned but was not measured." for name in sorted(floors.values.keys() - measured.keys())]
    for name, floor in sorted(floors.values.items()):
        if name in measured and rounded_down(measured[name]) < floor:
            found.append(f"{name} fell to {measured[name]:.4f}; its floor is {floor}.")
    return found


def raised(measured: dict[str, float], digest: str, floors: Floors, *, allow_regression: bool = False) -> Floors:
    """Return the floors to pin: the better of measured and pinned, or what was measured if that is allowed to fall."""
    new = {name: rounded_down(value) for name, value in measured.items()}
    if not allow_regression:
        names = new.keys() | floors.values.keys()
        new = {name: max(new.get(name, 0.0), floors.values.get(name, 0.0)) for name in names}
    return Floors(digest, new)


def rounded_down(value: float) -> float:
    """Return a figure cut to the decimals of the floors; 0.29 stays 0.29."""
    scale = 10**DECIMALS
    return math.floor(round(value * scale, DECIMALS + 4)) / scale
