"""What speaks for a candidate because of the others: where the other names of the text lie, surely or possibly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geodata.resolution.table import Codes, Numbers, Table, distances

MOST_ANCHORS = 60  # places that speak for their neighbours; more add time, not sense
NEAR_KM = 50.0
REGION_KM = 150.0
FAR_KM = 500.0
FADING_KM = 100.0  # distance at which the nearest neighbour's voice has fallen to 1/e
KIND_LETTERS = 4  # of a feature code: "ADM1" and "PPLC" differ, "PPL" and "PPLX" too
CELLS_ACROSS = 361  # one-degree cells of a parallel, one more so that the edges do not meet
WIDE = ("PCL", "CONT", "RGN", "OCN", "SEA", "TERR")  # feature codes of what is too large to be near anything


def neighbour_evidence(table: Table, shares: Numbers) -> dict[str, Numbers]:
    """Return how well a candidate agrees with what the other names are likely to be.

    Parameters
    ----------
    table : Table
        All candidates.
    shares : numpy.ndarray
        The present probability of every row within its group.
    """
    return {
        **_agreement(table, shares),
        **_support(table, shares),
        "list_mate": _list_mates(table, shares),
    }


def _agreement(table: Table, shares: Numbers) -> dict[str, Numbers]:
    """Return the agreement with the present picks; nearness counts less when the text spans the world."""
    anchors, weights = _anchors(table, shares)
    names = ("country_share", "division_share", "nearest", "near", "region", "far", "near_local", "region_local")
    if not anchors.size:
        return {name: np.zeros(len(table)) for name in names}
    voice = (table.name[:, None] != table.name[anchors][None, :]) * weights[None, :]
    total = np.maximum(voice.sum(axis=1), 1e-9)
    small = np.array([not table.codes[row].startswith(WIDE) for row in anchors], dtype=float)
    local = voice * small[None, :]
    km = distances(table, np.arange(len(table)), anchors)
    local_total = np.maximum(local.sum(axis=1), 1.0)
    near = (local * (km < NEAR_KM)).sum(axis=1) / local_total
    region = (local * (km < REGION_KM)).sum(axis=1) / local_total
    focus = _focus(table, anchors, weights)
    return {
        "country_share": (voice * (table.country[:, None] == table.country[anchors][None, :])).sum(axis=1) / total,
        "division_share": (voice * (table.division[:, None] == table.division[anchors][None, :])).sum(axis=1) / total,
        "nearest": (np.exp(-km / FADING_KM) * np.minimum(local, 1.0)).max(axis=1),
        "near": near,
        "region": region,
        "far": (local * (km < FAR_KM)).sum(axis=1) / local_total,
        "near_local": near * focus,
        "region_local": region * focus,
    }


def _focus(table: Table, anchors: Codes, weights: Numbers) -> float:
    """Return how much the text keeps to one country: 1.0 when all its places lie in one, near 0 around the world."""
    countries = table.country[anchors]
    sums = np.array([weights[countries == country].sum() for country in np.unique(countries[countries >= 0])])
    return float((sums**2).sum() / max(float(sums.sum()) ** 2, 1e-9)) if sums.size else 0.0


def _anchors(table: Table, shares: Numbers) -> tuple[Codes, Numbers]:
    """Return the likeliest row of every group and its voice: its probability, more when named often."""
    rows = np.array(list(table.picks(shares).values()), dtype=np.int64)
    weights = shares[rows] * table.voice[rows] if rows.size else np.zeros(0)
    loudest = np.argsort(-weights, kind="stable")[:MOST_ANCHORS]
    return rows[loudest], weights[loudest]


def _support(table: Table, shares: Numbers) -> dict[str, Numbers]:
    """Return how much of all the other names' possibilities lies in a candidate's division, and around it.

    Ten names that each may be in Minnesota speak for it together, though none is sure by itself.
    """
    if not len(table):
        return {"division_support": np.zeros(0), "area_support": np.zeros(0), "division_possible": np.zeros(0)}
    mass = shares * table.voice
    small = np.array([not code.startswith(WIDE) for code in table.codes], dtype=float)
    return {
        "division_support": np.log1p(table.others(table.division, mass)),
        "area_support": np.log1p(_around(table, mass * small)),
        "division_possible": np.log1p(table.others(table.division, _rarity(table) * small)),
    }


def _rarity(table: Table) -> Numbers:
    """Return one vote of every group, parted among the divisions in which it has a place."""
    lowest = int(table.division.min(initial=0))  # missing divisions are numbered below zero
    width = int(table.division.max(initial=0)) - lowest + 1
    pairs, where = np.unique(table.group * width + table.division - lowest, return_inverse=True)
    divisions = np.bincount(pairs // width, minlength=len(table.groups))[table.group]
    return np.asarray(1.0 / (divisions * np.bincount(where)[where]))


def _around(table: Table, mass: Numbers) -> Numbers:
    """Return the mass of other names in the one-degree cells around each row."""
    edge = CELLS_ACROSS + 1  # a neighbouring cell may lie that far outside the numbered ones
    south, west = np.floor(table.latitude).astype(np.int64) + 90, np.floor(table.longitude).astype(np.int64) + 180
    cell = south * CELLS_ACROSS + west + edge
    width = int(cell.max(initial=0)) + edge + 1
    total = np.bincount(cell, weights=mass, minlength=width)
    pairs, pair = np.unique(table.name * width + cell, return_inverse=True)
    own = np.append(np.bincount(pair, weights=mass), 0.0)
    result = np.zeros(len(table))
    for shift in _shifts():
        wanted = table.name * width + cell + shift
        at = np.minimum(np.searchsorted(pairs, wanted), pairs.size - 1)
        result += total[cell + shift] - own[np.where(pairs[at] == wanted, at, pairs.size)]
    return np.maximum(result, 0.0)


def _shifts() -> Iterator[int]:
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            yield up * CELLS_ACROSS + right


def _list_mates(table: Table, shares: Numbers) -> Numbers:
    """Return how many list mates ("Georgia, Alabama and Florida") are now of one kind and country with a candidate."""
    picks = table.picks(shares)
    result = np.zeros(len(table))
    for number, rows in table.by_group.items():
        mates = [picks[mate] for mate in table.groups[number].mates if mate in picks]
        for row in rows.tolist() if mates else ():
            alike = [
                mate
                for mate in mates
                if table.country[mate] == table.country[row]
                and table.codes[mate][:KIND_LETTERS] == table.codes[row][:KIND_LETTERS]
            ]
            result[row] = len(alike) / len(mates)
    return result
