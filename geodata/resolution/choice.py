"""The place that is chosen for each name, and how sure that is."""

from __future__ import annotations

import dataclasses
import math
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
    strays = _strays(table, choices, evidence)
    checked = {number: _capped(choice) if number in strays else choice for number, choice in choices.items()}
    return Ranking(table, shares, evidence, checked)


def _strays(table: Table, choices: Mapping[int, Choice], evidence: Mapping[str, Numbers]) -> set[int]:
    """Return the groups that mean a small town far from all the others, where another place has the name, too."""
    local = {number for number, choice in choices.items() if not table.codes[choice.best].startswith(WIDE)}
    if len(local) <= FEWEST_OTHERS or "far" not in evidence:
        return set()
    return {
        number
        for number in local
        for best in [choices[number].best]
        if len(choices[number].order) > 1
        and table.codes[best].startswith("PPL")
        and table.entries[best].population < LARGE_TOWN
        and not evidence["far"][best]
        and not evidence["qualified"][best]
    }


def _capped(choice: Choice) -> Choice:
    return choice if choice.fixed else dataclasses.replace(choice, score=min(choice.score, STRAY_SCORE))


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
