"""How likely each candidate is: a weighted sum of size, name, cue, qualifier, named areas and neighbours."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.models import GazetteerEntry
from geodata.resolution.groups import Group

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]

MOST_ANCHORS = 60  # places that speak for their neighbours; more add time, not sense
EARTH_RADIUS_KM = 6371.0
NEAR_KM = 50.0
REGION_KM = 150.0
FAR_KM = 500.0
FADING_KM = 100.0  # distance at which the nearest neighbour's voice has fallen to 1/e
COUNTY_KM = 80.0  # a place that far from a county's point may still lie in it
VAST_KM = 300.0  # radius: a part of the world, a sea, a large state
KIND_LETTERS = 4  # of a feature code: "ADM1" and "PPLC" differ, "PPL" and "PPLX" too
PASSES = 2  # the second has the picks of the first as anchors
DEMONYM_VOICE = 0.5  # "Syrian" speaks for Syria, more softly than its name


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
            country=_numbered([entry.country_code or None for entry in entries]),
            division=_numbered([_division(entry) for entry in entries]),
            codes=tuple(entry.feature_code for entry in entries),
        )

    def __len__(self) -> int:
        return len(self.entries)

    def flags(self, test: Callable[[GazetteerEntry], bool]) -> Numbers:
        """Return 1.0 for every row whose entry passes a test."""
        return np.fromiter((test(entry) for entry in self.entries), dtype=np.float64, count=len(self))

    def shares(self, scores: Numbers) -> Numbers:
        """Turn scores into probabilities within each group."""
        if not len(self):
            return scores
        highest = np.full(len(self.groups), -np.inf)
        np.maximum.at(highest, self.group, scores)
        powers = np.exp(scores - highest[self.group])
        totals = np.bincount(self.group, weights=powers, minlength=len(self.groups))
        return np.asarray(powers / totals[self.group])


def _division(entry: GazetteerEntry) -> str | None:
    return f"{entry.country_code}.{entry.admin1}" if entry.country_code and entry.admin1 else None


def _numbered(values: Sequence[str | None]) -> Codes:
    """Give equal values one number; a missing value gets a number of its own, below zero."""
    numbers: dict[str, int] = {}
    return np.array(
        [-1 - row if value is None else numbers.setdefault(value, len(numbers)) for row, value in enumerate(values)],
        dtype=np.int64,
    )


# Log-odds, fitted on two development corpora around a guess by hand and rounded (geodata/training/fit_rules.py); the
# cues and the home are set by hand: the corpora have too few cases of them.
WEIGHTS: Mapping[str, float] = {
    "acting_capital": 1.9,
    "alternate": -2.3,
    "capital": 0.6,
    "country": 1.1,
    "country_named": 0.5,
    "country_share": 2.6,
    "county": 2.3,
    "cue_match": 2.5,
    "cue_mismatch": -2.5,
    "division": -0.4,
    "division_named": 2.0,
    "division_share": 1.1,
    "far": 0.7,
    "list_mate": 0.7,
    "log_population": 10.5,
    "namesake": -1.4,
    "namesake_town": 0.2,
    "natural": -0.3,
    "near": 1.2,
    "nearest": 0.4,
    "qualified": 2.7,
    "qualified_elsewhere": -1.7,
    "region": 1.0,
    "unpeopled": 3.2,
    "vast": 3.9,
    "home_country": 1.0,
    "home_division": 2.0,
    "home_near": 1.0,
}


def rank(table: Table, home: GazetteerEntry | None) -> tuple[Numbers, Mapping[str, Numbers]]:
    """Return the probability of every candidate within its group, and the evidence behind it.

    Parameters
    ----------
    table : Table
        All candidates.
    home : GazetteerEntry or None
        The outlet's place.
    """
    evidence = dict(static_evidence(table)) | named_evidence(table) | home_evidence(table, home)
    shares = table.shares(_total(evidence, len(table)))
    for _ in range(PASSES):
        around = neighbour_evidence(table, shares) | {"list_mate": list_evidence(table, shares)}
        shares = table.shares(_total(evidence | around, len(table)))
        evidence |= around
    return shares, evidence


def _total(evidence: Mapping[str, Numbers], size: int) -> Numbers:
    total = np.zeros(size)
    for name, values in evidence.items():
        total += WEIGHTS.get(name, 0.0) * values
    return total


def static_evidence(table: Table) -> dict[str, Numbers]:
    """Return what a candidate has on its own: size, class, the way it bears the name, the cue."""
    people = np.array([entry.population for entry in table.entries], dtype=np.float64)
    highest = np.zeros(len(table.groups))
    np.maximum.at(highest, table.group, people)
    cues = [table.groups[number].cue for number in table.group]
    fits = np.array(
        [code.startswith(cue) if cue else False for code, cue in zip(table.codes, cues, strict=True)], dtype=float
    )
    cued = np.array([bool(cue) for cue in cues], dtype=float)
    return {
        "log_population": np.log10(people + 1) / 8,
        "unpeopled": (people == 0).astype(float),
        "most_populous": ((people == highest[table.group]) & (people > 0)).astype(float),
        "country": table.flags(lambda entry: entry.feature_code.startswith("PCL")),
        "division": table.flags(lambda entry: entry.feature_code == "ADM1"),
        "county": table.flags(lambda entry: entry.feature_code == "ADM2"),
        "capital": table.flags(lambda entry: entry.feature_code == "PPLC"),
        "seat": table.flags(lambda entry: entry.feature_code.startswith("PPLA")),
        "natural": table.flags(lambda entry: not entry.feature_code.startswith(("PPL", "ADM", "PCL"))),
        "vast": table.flags(_is_vast),
        "quarter": table.flags(lambda entry: entry.feature_code == "PPLX"),
        "alternate": table.flags(lambda entry: entry.name_kind == "alternate"),
        "official": table.flags(lambda entry: entry.name_kind == "official"),
        "abbreviation": table.flags(lambda entry: entry.name_kind == "abbreviation"),
        **_namesakes(table),
        "cue_match": fits,
        "cue_mismatch": cued * (1 - fits),
    }


def _is_vast(entry: GazetteerEntry) -> bool:
    return entry.radius_km >= VAST_KM and not entry.feature_code.startswith(("PPL", "PCL"))


def _namesakes(table: Table) -> dict[str, Numbers]:
    """Mark every division with a town of its own name, or a capital beside it, and those towns: "Homs" is the town."""
    rows = list(zip(table.group.tolist(), table.codes, table.division.tolist(), table.country.tolist(), strict=True))
    towns = {(number, "in", division) for number, code, division, _ in rows if code.startswith("PPL")}
    towns |= {(number, "of", country) for number, code, _, country in rows if code == "PPLC"}
    areas = {(number, division) for number, code, division, _ in rows if code == "ADM1"}
    named_twice = [
        code.startswith("ADM") and bool({(number, "in", division), (number, "of", country)} & towns)
        for number, code, division, country in rows
    ]
    seats = [code.startswith("PPL") and (number, division) in areas for number, code, division, _ in rows]
    return {"namesake": np.array(named_twice, dtype=np.float64), "namesake_town": np.array(seats, dtype=np.float64)}


def named_evidence(table: Table) -> dict[str, Numbers]:
    """Return whether the country and the division of a candidate are named, and whether a qualifier holds it."""
    is_country = table.flags(lambda entry: entry.feature_code.startswith("PCL")) > 0
    acting = np.array([group.acting for group in table.groups], dtype=float)
    is_division = table.flags(lambda entry: entry.feature_code == "ADM1" and entry.name_kind != "alternate") > 0
    voice = np.array([DEMONYM_VOICE if group.demonym else 1.0 for group in table.groups])
    qualified = _qualified(table)
    some = np.zeros(len(table.groups))
    np.maximum.at(some, table.group, qualified)
    return {
        "country_named": _named(table, table.country, is_country, voice),
        "division_named": _named(table, table.division, is_division, voice),
        "acting_capital": acting[table.group] * table.flags(lambda entry: entry.feature_code == "PPLC"),
        "qualified": qualified,
        "qualified_elsewhere": some[table.group] * (1 - qualified),
    }


def _named(table: Table, areas: Codes, is_area: Flags, voice: Numbers) -> Numbers:
    """Return for every row how clearly another group names its area."""
    namers: dict[int, dict[int, tuple[float, str]]] = {}
    for row in np.flatnonzero(is_area).tolist():
        number = int(table.group[row])
        namers.setdefault(int(areas[row]), {})[number] = float(voice[number]), table.groups[number].name.casefold()
    result = np.zeros(len(table))
    for row, (area, own) in enumerate(zip(areas.tolist(), table.group.tolist(), strict=True)):
        me = table.groups[own].name.casefold()
        result[row] = max((value for value, who in namers.get(area, {}).values() if who != me), default=0.0)
    return result


def _qualified(table: Table) -> Numbers:
    """Return 1.0 for every row that lies in an area named right behind it."""
    rows_of: dict[int, list[int]] = {}
    for row, number in enumerate(table.group):
        rows_of.setdefault(int(number), []).append(row)
    result = np.zeros(len(table))
    for number, group in enumerate(table.groups):
        outer = [row for other in set(group.qualified_by) for row in rows_of.get(other, ())]
        for row in rows_of.get(number, ()):
            result[row] = float(any(_lies_in(table, row, area) for area in outer))
    return result


def _lies_in(table: Table, row: int, area: int) -> bool:
    code = table.codes[area]
    if table.country[row] != table.country[area] or table.entries[row].place_id == table.entries[area].place_id:
        return False
    if code.startswith("PCL"):
        return True
    if table.division[row] != table.division[area]:
        return False
    return code == "ADM1" or (code == "ADM2" and _gap_km(table.entries[row], table.entries[area]) < COUNTY_KM)


def _gap_km(first: GazetteerEntry, second: GazetteerEntry) -> float:
    """Return the distance between two places of one division, where the Earth is flat enough."""
    along = first.latitude - second.latitude
    across = (first.longitude - second.longitude) * math.cos(math.radians(first.latitude))
    return math.radians(math.hypot(along, across)) * EARTH_RADIUS_KM


def _distances(table: Table, rows: Codes, anchor: int | Codes) -> Numbers:
    """Return great-circle distances in km between rows and one or more anchor rows."""
    latitude, longitude = np.radians(table.latitude), np.radians(table.longitude)
    anchors = np.atleast_1d(anchor)
    across = longitude[rows][:, None] - longitude[anchors][None, :]
    along = latitude[rows][:, None] - latitude[anchors][None, :]
    half = (
        np.sin(along / 2) ** 2
        + np.cos(latitude[rows])[:, None] * np.cos(latitude[anchors])[None, :] * np.sin(across / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))[
        :, 0 if anchors.size == 1 else slice(None)
    ]


def list_evidence(table: Table, shares: Numbers) -> Numbers:
    """Return how many list mates ("Georgia, Alabama and Florida") are now of one kind and country with a candidate."""
    picks = _picks(table, shares)
    result = np.zeros(len(table))
    for row, number in enumerate(table.group.tolist()):
        mates = [picks[mate] for mate in table.groups[number].mates if mate in picks]
        alike = [
            mate
            for mate in mates
            if table.country[mate] == table.country[row]
            and table.codes[mate][:KIND_LETTERS] == table.codes[row][:KIND_LETTERS]
        ]
        result[row] = len(alike) / len(mates) if mates else 0.0
    return result


def neighbour_evidence(table: Table, shares: Numbers) -> dict[str, Numbers]:
    """Return how well a candidate agrees with the present picks of the other groups."""
    anchors, weights = _anchors(table, shares)
    names = ("country_share", "division_share", "nearest", "near", "region", "far")
    if not anchors.size:
        return {name: np.zeros(len(table)) for name in names}
    name_of = _numbered([group.name.casefold() for group in table.groups])
    other = name_of[table.group][:, None] != name_of[table.group[anchors]][None, :]
    voice = other * weights[None, :]
    total = np.maximum(voice.sum(axis=1), 1e-9)
    small = np.array(
        [not table.codes[row].startswith(("PCL", "CONT", "RGN", "OCN", "SEA")) for row in anchors], dtype=float
    )
    local = voice * small[None, :]
    km = _distances(table, np.arange(len(table)), anchors).reshape(len(table), anchors.size)
    same_country = table.country[:, None] == table.country[anchors][None, :]
    same_division = table.division[:, None] == table.division[anchors][None, :]
    local_total = np.maximum(local.sum(axis=1), 1.0)
    fading = np.exp(-km / FADING_KM) * np.minimum(local, 1.0)
    return {
        "country_share": (voice * same_country).sum(axis=1) / total,
        "division_share": (voice * same_division).sum(axis=1) / total,
        "nearest": fading.max(axis=1),
        "near": (local * (km < NEAR_KM)).sum(axis=1) / local_total,
        "region": (local * (km < REGION_KM)).sum(axis=1) / local_total,
        "far": (local * (km < FAR_KM)).sum(axis=1) / local_total,
    }


def _anchors(table: Table, shares: Numbers) -> tuple[Codes, Numbers]:
    """Return the likeliest row of every group and its voice: its probability, more when named often."""
    rows = np.array(list(_picks(table, shares).values()), dtype=np.int64)
    counts = np.array([table.groups[int(table.group[row])].count for row in rows], dtype=np.float64)
    weights = shares[rows] * np.sqrt(counts) if rows.size else np.zeros(0)
    loudest = np.argsort(-weights, kind="stable")[:MOST_ANCHORS]
    return rows[loudest], weights[loudest]


def _picks(table: Table, shares: Numbers) -> dict[int, int]:
    """Return the likeliest row of every group, the surest group first."""
    best: dict[int, int] = {}
    for row in np.argsort(-shares, kind="stable").tolist():
        best.setdefault(int(table.group[row]), row)
    return best


def home_evidence(table: Table, home: GazetteerEntry | None) -> dict[str, Numbers]:
    """Return how close a candidate is to the outlet's place."""
    if home is None:
        return {}
    joined = Table.of((*table.groups, Group(home.name, (), demonym=False, entries=(home,))))
    row = len(joined) - 1
    km = _distances(joined, np.arange(row), row)
    return {
        "home_country": (joined.country[:row] == joined.country[row]).astype(float),
        "home_division": (joined.division[:row] == joined.division[row]).astype(float),
        "home_near": np.exp(-km / FADING_KM),
    }
