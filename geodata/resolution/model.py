"""The weights of the resolution, read from `resources/resolution/model.json`: plain numbers by plain names."""

from __future__ import annotations

import importlib.resources
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

BIAS = "bias"
FILE_NAME = "model.json"


@dataclass(frozen=True)
class Model:
    """What decides between the places of a name, and how sure that decision is.

    Attributes
    ----------
    alone : mapping of str to float
        Log-odds of what speaks for a candidate by itself, for the first look.
    together : mapping of str to float
        Log-odds of the same and of the neighbours, for the second look.
    confidence : mapping of str to float
        Log-odds that a choice is right, by what is known of the choice; "bias" stands alone.
    calibration : sequence of (float, float)
        What such a probability means: the share of right ones among choices like it, in rising steps.
    """

    alone: Mapping[str, float]
    together: Mapping[str, float]
    confidence: Mapping[str, float]
    calibration: Sequence[tuple[float, float]]

    def probability(self, traits: Mapping[str, float]) -> float:
        """Return the calibrated probability that a choice with these traits is right."""
        log_odds = self.confidence.get(BIAS, 0.0)
        log_odds += sum(self.confidence.get(name, 0.0) * value for name, value in traits.items())
        raw = 1 / (1 + math.exp(-log_odds))
        knots, shares = zip(*self.calibration, strict=True)
        return float(np.interp(raw, knots, shares))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Model:
        """Read a model."""
        return cls(
            alone=dict(data["alone"]),
            together=dict(data["together"]),
            confidence=dict(data["confidence"]),
            calibration=tuple((float(raw), float(share)) for raw, share in data["calibration"]),
        )


@cache
def shipped_model() -> Model:
    """Return the model that comes with the package."""
    file = importlib.resources.files("geodata") / "resources" / "resolution" / FILE_NAME
    return Model.from_json(json.loads(file.read_text(encoding="utf-8")))
