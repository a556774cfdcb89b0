"""The place that is chosen for each name, and how sure that is."""

from __future__ import annotations

import dataclasses
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from geodata.models import GazetteerEntry
from geodata.resolution.model import Model
from geodata.resolution.neighbours import WIDE
from geodata.resolution.ranking import rank
from geodata.resolution.table import Codes, Numbers, Table, distances

AMBIGUOUS_BELOW = 0.2
"""Probability of being right, under which no place is chosen and the candidates stand side by side. Measured on corpora
that the weights had not seen: here the harmonic mean of how many are found and how many are right is highest; at .4 two
in a hundred more of the chosen are right and four in a hundred fewer are found."""

SAME_PLACE_KM = 25.0  # a town and the district around it do not make each other doubtful
CLEAR_BACKING = (
    0.2  # share of the other names that lie in a place's country: from here on it is no stranger to the text
)
STRAY_SCORE = 0.7  # at most, of a small town with no other name of the text within `FAR_KM`: a person should look
POOR_SCORE = 0.5  # below, a place is one of several or hardly known; measured: of such strangers all were wrong
STRANGER_SCORE = 0.19  # at most, of a poor candidate in a country of which the text says nothing: it is not shown
OF_ONE_COUNTRY = 0.6  # share of the other names in one country: beyond, the text does not jump about the world
UNBACKED = 0.05  # share of the other names in a country, up to which the text says nothing of it
BORROWED = frozenset({"alternate", "variant", "part"})
"""How a place bears a name that is not its own; a namesake that the gazetteer lacks is as likely meant."""

FEWEST_OTHERS = 2  # places of a text beside which one can be far from all the others
LARGE_TOWN = 100_000  # people: news name it without telling where it lies
TABLED_SIZE = 0.5  # as of a town of 10,000: places without people are listed because articles name them
LEAST_DOUBT = 1e-4  # keeps log-odds finite
CARRIED = (
    "country", "division", "county", "capital", "seat", "natural", "vast", "unpeopled", "log_population", "alternate",
    "abbreviation", "variant", "part", "qualified_elsewhere", "cue_mismatch", "country_named",
    "division_named", "country_share", "division_share", "division_support", "nearest", "most_populous",
    "home_division", "home_near",
)  # fmt: skip
"""Evidence of the chosen place that also tells how sure the choice is."""


@dataclass(frozen=True)
class Choice:
    """The rows of one group, likeliest first, and the calibrated probability that the first is right."""

    order: Codes
    score: float
    scale: float
    fixed: bool

    @property
    def best(self) -> int:
        """The row that is chosen."""
        return int(self.order[0])

    @property
    def is_sure(self) -> bool:
        """Whether the choice is sure enough to be shown."""
        return self.fixed or self.score >= AMBIGUOUS_BELOW


@dataclass(frozen=True)
class Ranking:
    """All candidates of a document with their shares, what speaks for them, and the choices by group."""

    table: Table
    shares: Numbers
    evidence: Mapping[str, Numbers]
    choices: Mapping[int, Choice]


def choose(table: Table, home: GazetteerEntry | None, model: Model) -> Ranking:
    """Rank all candidates and choose one a group."""
    if not len(table):
        return Ranking(table, np.zeros(0), {}, {})
    shares, evidence = rank(table, home, model)
    return settle(table, shares, evidence, model)


def settle(table: Table, shares: Numbers, evidence: Mapping[str, Numbers], model: Model) -> Ranking:
    """Choose one candidate a group by the shares: the larger place of two equals."""
    people = np.array([entry.population for entry in table.entries], dtype=np.float64)
    choices = {}
    for number, rows in table.by_group.items():
        order = rows[np.lexsort((-people[rows], -shares[rows]))]
        choices[number] = _choice(table, number, order, shares, evidence, model)
    limits = _limits(table, choices, evidence)
    checked = {number: _capped(choice, limits.get(number, 1.0)) for number, choice in choices.items()}
    return Ranking(table, shares, evidence, checked)


def _limits(table: Table, choices: Mapping[int, Choice], evidence: Mapping[str, Numbers]) -> dict[int, float]:
    """Return the highest scores that small towns far from all the other places of the text can have, by group."""
    if "far" not in evidence:
        return {}
    local = {number for number, choice in choices.items() if not table.codes[choice.best].startswith(WIDE)}
    apart = {number for number in local if _lies_apart(table, choices[number].best, evidence)}
    strays = {number for number in apart if len(local) > FEWEST_OTHERS and len(choices[number].order) > 1}
    strangers = {number for number in apart if _is_stranger(table, number, choices, evidence)}
    return dict.fromkeys(strays, STRAY_SCORE) | dict.fromkeys(strangers, STRANGER_SCORE)


def _lies_apart(table: Table, row: int, evidence: Mapping[str, Numbers]) -> bool:
    """Tell whether a row is a small town with no other place of the text in reach, and no area named behind it."""
    small = table.codes[row].startswith("PPL") and table.entries[row].population < LARGE_TOWN
    return small and not evidence["far"][row] and not evidence["qualified"][row]


def _is_stranger(table: Table, number: int, choices: Mapping[int, Choice], evidence: Mapping[str, Numbers]) -> bool:
    """Tell whether a choice is a poor one, in a country that a text about another one never speaks of.

    Bubaque in Guinea-Bissau is not where something happened in Bubak in Sindh, which the gazetteer lacks.
    """
    choice = choices[number]
    row = choice.best
    poor = _is_poor(table.groups[number].name, table.entries[row], choice.score)
    unbacked = not evidence["country_named"][row] and evidence["country_share"][row] <= UNBACKED
    return poor and unbacked and _keeps_to_one_country(table, row, choices)


def _is_poor(name: str, entry: GazetteerEntry, score: float) -> bool:
    """Tell whether little speaks for a place: a name that is not its own, or one of many places of its name.

    Short forms are own names, though never likely ones by their scores: Clacton is Clacton-on-Sea. So are names in
    other scripts, for the gazetteer lists all of them as further ones.
    """
    if entry.name_kind not in BORROWED:
        return score < POOR_SCORE
    if not any(unicodedata.name(letter, "").startswith("LATIN") for letter in name):
        return False
    return re.match(rf"{re.escape(name)}\b", entry.name, re.IGNORECASE) is None


def _keeps_to_one_country(table: Table, row: int, choices: Mapping[int, Choice]) -> bool:
    """Tell whether most of the names of the text besides that of a row lie in one country.

    One other name makes no story of one country where a place has its own name: "a student from Derry died in Bali".
    """
    named: Counter[str] = Counter()
    names: set[int] = set()
    for number, choice in choices.items():
        country = table.entries[choice.best].country_code
        if country and table.name[choice.best] != table.name[row]:
            named[country] += table.groups[number].count
            names.add(int(table.name[choice.best]))
    fewest = 1 if table.entries[row].name_kind in BORROWED else FEWEST_OTHERS
    return len(names) >= fewest and max(named.values()) >= OF_ONE_COUNTRY * named.total()


def _capped(choice: Choice, limit: float) -> Choice:
    return choice if choice.fixed else dataclasses.replace(choice, score=min(choice.score, limit))


def _choice(
    table: Table, number: int, order: Codes, shares: Numbers, evidence: Mapping[str, Numbers], model: Model
) -> Choice:
    if table.groups[number].fixed is not None:
        return Choice(order, 1.0, 1.0, fixed=True)
    around = share_around(table, order, shares)
    score = model.probability(traits(table, number, order, shares, evidence))
    return Choice(order, score, min(1.0, score / around), fixed=False)


def share_around(table: Table, order: Codes, shares: Numbers) -> float:
    """Return the share of all candidates that mean the same spot of the map as the first."""
    close = distances(table, order, order[:1])[:, 0] <= SAME_PLACE_KM
    return float(shares[order[close]].sum())


def traits(
    table: Table, number: int, order: Codes, shares: Numbers, evidence: Mapping[str, Numbers]
) -> dict[str, float]:
    """Return what is known of a choice, for the model's confidence in it."""
    best = int(order[0])
    carried = {name: float(evidence[name][best]) for name in CARRIED if name in evidence}
    people = TABLED_SIZE if carried["unpeopled"] else carried["log_population"]
    backing = max(carried["country_share"], carried["country_named"])
    village = table.codes[best].startswith("PPL") and not carried["unpeopled"]
    return carried | {
        "log_population": people,
        "foreign_village": (1 - people) * (1 - min(backing / CLEAR_BACKING, 1.0)) * village,
        "share": _log_odds(share_around(table, order, shares)),
        "own_share": _log_odds(float(shares[best])),
        "many": math.log(len(order)),
        "only": float(len(order) == 1),
        "demonym": float(table.entries[best].name_kind == "demonym"),
        "words": math.log(table.groups[number].name.count(" ") + 1),
    }


def _log_odds(share: float) -> float:
    share = min(max(share, LEAST_DOUBT), 1 - LEAST_DOUBT)
    return math.log(share / (1 - share))
