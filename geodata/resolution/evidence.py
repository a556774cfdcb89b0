"""What speaks for a candidate by itself: size, class, the way it bears the name, cue, qualifier, named areas, home."""

from __future__ import annotations

import numpy as np

from geodata.models import GazetteerEntry
from geodata.resolution.groups import Group
from geodata.resolution.table import Codes, Flags, Numbers, Table, distances

PEOPLE_SCALE = 8.0  # decimal digits of a large country's population: brings sizes to 0..1
COUNTY_KM = 80.0  # a place that far from a county's point may still lie in it
VAST_KM = 300.0  # radius: a part of the world, a sea, a desert
DEMONYM_VOICE = 0.5  # "Syrian" speaks for Syria, more softly than its name
LANDMARKS = frozenset({"PAL", "GOVL", "BLDG", "GOV", "SQR", "AIRP", "INSM", "PSN", "PRN", "DAM", "STDM"})
"""Classes of what the news names without its town: palaces, parliaments, squares, airports, bases, power stations."""

LISTED = "region:"  # how the ids of our own lists begin
LANDMARK_PEOPLE = 1_000_000
HOME_FADING_KM = 100.0  # distance from home at which its voice has fallen to 1/e


def own_evidence(table: Table, home: GazetteerEntry | None) -> dict[str, Numbers]:
    """Return all evidence that does not depend on which places the other names turn out to be.

    Parameters
    ----------
    table : Table
        All candidates.
    home : GazetteerEntry or None
        The outlet's place.
    """
    return {
        **_size(table),
        **_classes(table),
        **_naming(table),
        **_namesakes(table),
        **_cues(table),
        **_named(table),
        **_qualified(table),
        **_home(table, home),
    }


def _size(table: Table) -> dict[str, Numbers]:
    people = np.array([entry.population for entry in table.entries], dtype=np.float64)
    known = np.array([_known_by(entry) for entry in table.entries], dtype=np.float64)
    return {
        "log_population": np.log10(known + 1) / PEOPLE_SCALE,
        "unpeopled": (known == 0).astype(np.float64),
        "most_populous": ((people == table.highest(people)) & (people > 0)).astype(np.float64),
    }


def _known_by(entry: GazetteerEntry) -> int:
    """Return the people of a place; a landmark that the world's news names is as well known as a large city."""
    landmark = entry.feature_code in LANDMARKS and entry.place_id.startswith(LISTED)
    return LANDMARK_PEOPLE if landmark and not entry.population else entry.population


def _classes(table: Table) -> dict[str, Numbers]:
    return {
        "country": table.flags(lambda entry: entry.feature_code.startswith("PCL")),
        "division": table.flags(lambda entry: entry.feature_code == "ADM1"),
        "county": table.flags(lambda entry: entry.feature_code == "ADM2"),
        "capital": table.flags(lambda entry: entry.feature_code == "PPLC"),
        "seat": table.flags(lambda entry: entry.feature_code.startswith("PPLA")),
        "natural": table.flags(lambda entry: not entry.feature_code.startswith(("PPL", "ADM", "PCL"))),
        "vast": table.flags(_is_vast),
        "quarter": table.flags(lambda entry: entry.feature_code == "PPLX"),
    }


def _is_vast(entry: GazetteerEntry) -> bool:
    return entry.radius_km >= VAST_KM and not entry.feature_code.startswith(("PPL", "PCL", "ADM"))


def _naming(table: Table) -> dict[str, Numbers]:
    return {
        "alternate": table.flags(_is_byname) * (1 - _shares_name(table)),
        "official": table.flags(lambda entry: entry.name_kind == "official"),
        "abbreviation": table.flags(lambda entry: entry.name_kind == "abbreviation"),
        "people_word": table.flags(lambda entry: entry.name_kind == "demonym") * ~_of_people(table),
        "variant": table.flags(lambda entry: entry.name_kind == "variant"),
        "part": table.flags(lambda entry: entry.name_kind == "part"),
    }


def _is_byname(entry: GazetteerEntry) -> bool:
    """Tell whether a place has this name as one of many; seas and regions are listed with the names in use alone."""
    return entry.name_kind == "alternate" and entry.feature_code.startswith(("PPL", "ADM", "PCL"))


def _shares_name(table: Table) -> Numbers:
    """Mark the towns after which their division is called: "Misrata" is Misratah's name, too, not only a byname.

    One of more words is told apart by them: "Oklahoma" is hardly Oklahoma City.
    """
    rows = list(zip(table.group.tolist(), table.entries, table.division.tolist(), strict=True))
    called = {(group, division, _words_of(entry)) for group, entry, division in rows if _is_division_called_so(entry)}
    shares = [
        entry.feature_code.startswith("PPL") and (group, division, _words_of(entry)) in called
        for group, entry, division in rows
    ]
    return np.array(shares, dtype=np.float64)


def _words_of(entry: GazetteerEntry) -> int:
    return len(entry.name.split())


def _is_division_called_so(entry: GazetteerEntry) -> bool:
    return entry.feature_code == "ADM1" and entry.name_kind not in ("alternate", "variant", "part", "demonym")


def _of_people(table: Table) -> Flags:
    return np.array([group.demonym for group in table.groups], dtype=bool)[table.group]


def _namesakes(table: Table) -> dict[str, Numbers]:
    """Mark every division with a town of its own name, or a capital beside it, and those towns: "Homs" is the town."""
    rows = list(zip(table.group.tolist(), table.codes, table.division.tolist(), table.country.tolist(), strict=True))
    towns = {(number, "in", division) for number, code, division, _ in rows if code.startswith("PPL")}
    towns |= {(number, "beside", country) for number, code, _, country in rows if code == "PPLC"}
    named_twice = [
        code == "ADM1" and ((number, "in", division) in towns or (number, "beside", country) in towns)
        for number, code, division, country in rows
    ]
    areas = {(number, division) for number, code, division, _ in rows if code == "ADM1"}
    seats = [code.startswith("PPL") and (number, division) in areas for number, code, division, _ in rows]
    return {"namesake": np.array(named_twice, dtype=np.float64), "namesake_town": np.array(seats, dtype=np.float64)}


def _cues(table: Table) -> dict[str, Numbers]:
    cues = [table.groups[number].cue for number in table.group.tolist()]
    fits = np.array([bool(cue) and code.startswith(cue) for code, cue in zip(table.codes, cues, strict=True)], float)
    cued = np.array([bool(cue) for cue in cues], dtype=np.float64)
    acting = np.array([group.acting for group in table.groups], dtype=np.float64)[table.group]
    return {
        "cue_match": fits,
        "cue_mismatch": cued * (1 - fits),
        "acting_capital": acting * table.flags(lambda entry: entry.feature_code == "PPLC"),
    }


def _named(table: Table) -> dict[str, Numbers]:
    """Return how clearly another name of the text calls the country, the division, or a county around a candidate."""
    voice = np.array([DEMONYM_VOICE if group.demonym else 1.0 for group in table.groups])[table.group]
    is_country = table.flags(lambda entry: entry.feature_code.startswith("PCL"))
    is_division = table.flags(lambda entry: entry.feature_code == "ADM1" and entry.name_kind != "alternate")
    return {
        "country_named": _loudest_other(table, table.country, is_country * voice),
        "division_named": _loudest_other(table, table.division, is_division * voice),
        "county_named": _county_named(table),
    }


def _loudest_other(table: Table, area: Codes, voices: Numbers) -> Numbers:
    """Return for every row the loudest voice of a row of another name in the same area."""
    loudest: dict[int, dict[int, float]] = {}
    for row in np.flatnonzero(voices).tolist():
        by_name = loudest.setdefault(int(area[row]), {})
        name = int(table.name[row])
        by_name[name] = max(by_name.get(name, 0.0), float(voices[row]))
    result = np.zeros(len(table))
    for row, (where, me) in enumerate(zip(area.tolist(), table.name.tolist(), strict=True)):
        result[row] = max((voice for who, voice in loudest.get(where, {}).items() if who != me), default=0.0)
    return result


def _county_named(table: Table) -> Numbers:
    """Return 1.0 for towns in a county that the text names as one ("Kent County"), as far as its point can tell."""
    result = np.zeros(len(table))
    called = [group.cue[:1] == ("ADM2",) for group in table.groups]
    counties = [row for row, code in enumerate(table.codes) if code == "ADM2" and called[int(table.group[row])]]
    for row in counties:
        inside = (table.division == table.division[row]) & (table.name != table.name[row])
        rows = np.flatnonzero(inside)
        result[rows[distances(table, rows, np.array([row]))[:, 0] < COUNTY_KM / 2]] = 1.0
    return result


def _qualified(table: Table) -> dict[str, Numbers]:
    """Return which rows lie in an area named right behind them, which do not though others do, and those areas."""
    inside, holds = np.zeros(len(table)), np.zeros(len(table))
    for number, rows in table.by_group.items():
        outer = [row for other in set(table.groups[number].qualified_by) for row in table.by_group.get(other, ())]
        pairs = ((row, area) for row in rows.tolist() for area in outer if _lies_in(table, row, int(area)))
        for row, area in pairs:
            inside[row] = holds[area] = 1.0
    return {"qualified": inside, "qualified_elsewhere": table.highest(inside) * (1 - inside), "holds": holds}


def _lies_in(table: Table, row: int, area: int) -> bool:
    code = table.codes[area]
    if table.country[row] != table.country[area] or table.entries[row].place_id == table.entries[area].place_id:
        return False
    if code.startswith("PCL"):
        return True
    if table.division[row] != table.division[area]:
        return False
    return code == "ADM1" or (
        code == "ADM2" and float(distances(table, np.array([row]), np.array([area]))[0, 0]) < COUNTY_KM
    )


def _home(table: Table, home: GazetteerEntry | None) -> dict[str, Numbers]:
    """Return how close a candidate is to the outlet's place."""
    if home is None:
        return {}
    joined = Table.of((*table.groups, Group(home.name, (), demonym=False, entries=(home,))))
    row = len(joined) - 1
    km = distances(joined, np.arange(row), np.array([row]))[:, 0]
    local = home.feature_code.startswith("PPL") or home.feature_code == "ADM2"
    return {
        "home_country": (joined.country[:row] == joined.country[row]).astype(np.float64),
        "home_division": (joined.division[:row] == joined.division[row]).astype(np.float64),
        "home_near": np.exp(-km / HOME_FADING_KM) * local,
    }
