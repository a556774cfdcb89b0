"""How likely each candidate is: the weighted sum of what speaks for it, first by itself, then among neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from geodata.models import GazetteerEntry
from geodata.resolution.evidence import own_evidence
from geodata.resolution.model import Model
from geodata.resolution.neighbours import neighbour_evidence
from geodata.resolution.table import Numbers, Table

PASSES = 2  # with neighbours: the last has the picks of the one before as anchors


def rank(table: Table, home: GazetteerEntry | None, model: Model) -> tuple[Numbers, Mapping[str, Numbers]]:
    """Return the share of every candidate within its group, and the evidence behind it.

    Parameters
    ----------
    table : Table
        All candidates.
    home : GazetteerEntry or None
        The outlet's place.
    model : Model
        The weights.
    """
    evidence = own_evidence(table, home)
    shares = table.shares(weighed(model.alone, evidence, len(table)))
    for _ in range(PASSES):
        around = neighbour_evidence(table, shares)
        shares = table.shares(weighed(model.together, evidence | around, len(table)))
    return shares, evidence | around


def weighed(weights: Mapping[str, float], evidence: Mapping[str, Numbers], size: int) -> Numbers:
    """Return the weighted sum of the evidence for every row."""
    total = np.zeros(size)
    for name, values in evidence.items():
        weight = weights.get(name, 0.0)
        if weight:
            total += weight * values
    return total
