"""Which names of a clause are where it happened: fitted weights of their signs, and the tagger where these fall short.

The weights are those of `resources/where.json`; `training/fit_event_places.py` fits them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp
from types import MappingProxyType
from typing import Literal

from geodata.claims.hearing import FORCE, Heard, ask
from geodata.claims.namesigns import Name, Signs, holds, qualifies, signs_of
from geodata.claims.places import travels
from geodata.claims.propositions import Proposition
from geodata.models import Claim
from geodata.resolution.capitals import is_unnamed
from geodata.stages import TextTagger

TAGGER, LEADS, LEAD = "tagger", "leads", "lead"
"""The signs of the tagger's answer: its log-odds for a name, whether no other name of the clause has more, and by how
much more than the next one they are (less than nothing where another has more)."""

MOST_LEAD = 3.0
"""Log-odds of a lead from which on it makes no difference; that of an only name."""

UNHEARD = 0.2
"""Probability by the tagger below which it happened nowhere near a name, though the place is told from it."""

Choice = Literal["place", "stand-in", "none"]
"""A name is where it happened, or says where such a name is that no gazetteer knows, or neither."""

LONGEST_WAY = 2
"""Words between the ends of a journey: "to the"."""

_WAY = frozenset({"to", "into", "from", "toward", "towards"})
_JOINING = frozenset({"and", "or", "&", ",", "the", "in", "of", "both"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth by itself and beside the tagger's answer, and the probability that is enough.

    What is enough depends on what the rules say: a name that they take for no place needs more, and where somebody
    goes or comes from less. What is no act of force needs less, too, where no other name of the clause has enough: the
    corpus behind the weights tells of little else.
    """

    alone: Mapping[str, float]
    beside: Mapping[str, float]
    least: Mapping[str, float]
    open: Mapping[str, tuple[float, float]]

    def probability(self, signs: Signs, *, heard: bool) -> float:
        """Return how likely it is that it happened at a name."""
        table = self.beside if heard else self.alone
        return 1 / (1 + exp(-sum(table.get(sign, 0.0) * value for sign, value in signs.items())))

    def is_open(self, probability: float, kind: str) -> bool:
        """Tell whether the tagger is to be asked, too: of an act of force ("force") sooner than of others ("event")."""
        low, high = self.open[kind]
        return low <= probability <= high


@cache
def shipped_weights() -> Weights:
    """Return the fitted weights."""
    text = (resources.files("geodata") / "resources" / "where.json").read_text(encoding="utf-8")
    table = json.loads(text)
    alone, beside, least = (MappingProxyType(table[name]) for name in ("alone", "beside", "least"))
    return Weights(alone, beside, least, MappingProxyType({kind: tuple(ends) for kind, ends in table["open"].items()}))


@dataclass(frozen=True, slots=True)
class Belonging:
    """Decides which names of a clause are where it happened; asks the tagger, if there is one, where signs are few."""

    weights: Weights
    asker: TextTagger | None = None

    def hear(self, proposition: Proposition, claim: Claim, names: Sequence[Name], *, unread: bool) -> Heard | None:
        """Ask the tagger where the signs leave it open, of acts of force for names that nobody read (`unread`), too."""
        if self.asker is None:
            return None
        kind = "force" if is_force(claim) else "event"
        alone = [self.weights.probability(signs, heard=False) for signs in signs_of(proposition, claim, names)]
        is_open = any(
            name.may_be and self.weights.is_open(share, kind) for name, share in zip(names, alone, strict=True)
        )
        return ask(self.asker, proposition, claim) if is_open or (unread and kind == "force") else None

    def chosen(
        self, proposition: Proposition, claim: Claim, names: Sequence[Name], heard: Heard | None
    ) -> list[Choice]:
        """Return for each name of a clause, in reading order, whether it happened there."""
        likely = _shared(proposition, names, self._likely(proposition, claim, names, heard))
        highest = max((share for name, share in zip(names, likely, strict=True) if name.may_be), default=0.0)
        known = highest >= self.weights.least["force"]
        force = is_force(claim)
        happened = [
            name.may_be
            and (
                (name.befallen and not _is_told_elsewhere(names, name))
                or share >= self._least(claim, name, known=known)
                or (not force and _is_end_of_journey(proposition, names, at))
                or (not (force and (known or _is_unheard(name, heard))) and _is_told_from(proposition, names, at))
            )
            for at, (name, share) in enumerate(zip(names, likely, strict=True))
        ]
        stand_ins = _stand_ins(proposition, names, happened)
        return [
            "place" if taken else "stand-in" if number in stand_ins else "none" for number, taken in enumerate(happened)
        ]

    def _likely(
        self, proposition: Proposition, claim: Claim, names: Sequence[Name], heard: Heard | None
    ) -> list[float]:
        """Return how likely it is that it happened at each name, by its signs and what was heard."""
        signs = signs_of(proposition, claim, names)
        if heard is None:
            return [self.weights.probability(each, heard=False) for each in signs]
        answers = answers_of([heard.log_odds(name.mention.start, name.mention.end) for name in names])
        return [
            self.weights.probability(each, heard=False)
            if is_unnamed(name.mention.mention_id)  # the tagger knows names alone: "the Iraqi capital" is none
            else self.weights.probability(each | answer, heard=True)
            for name, each, answer in zip(names, signs, answers, strict=True)
        ]

    def _least(self, claim: Claim, name: Name, *, known: bool) -> float:
        """Return the probability that is enough: by what the rules take a name for, what is told, and other names."""
        force = is_force(claim)
        if name.role == "background":
            return self.weights.least["background of force" if force else "background"]
        if name.role != "event":
            return self.weights.least["way of force" if force else "way"]
        return self.weights.least["force" if force or known else "event"]


def is_force(claim: Claim) -> bool:
    """Tell whether a statement is of the kind that the corpus behind the weights tells of."""
    return claim.event_type in FORCE


def answers_of(heard: Sequence[float]) -> list[Signs]:
    """Return the signs of what the tagger says of each name of a clause."""
    found: list[Signs] = []
    for number, odds in enumerate(heard):
        others = [*heard[:number], *heard[number + 1 :]]
        lead = min(MOST_LEAD, max(-MOST_LEAD, odds - max(others, default=odds - MOST_LEAD)))
        found.append({TAGGER: odds, LEADS: float(lead >= 0), LEAD: lead})
    return found


def _shared(proposition: Proposition, names: Sequence[Name], likely: Sequence[float]) -> list[float]:
    """Give all names of a list the chances of the likeliest: "the provinces of Homs and Hama", "A, B and C"."""
    shared = list(likely)
    first = 0
    for number in range(1, len(names) + 1):
        if number == len(names) or not _may_list(proposition, names[number - 1], names[number]):
            if any(_joined(proposition, one, other) for one, other in pairwise(names[first:number])):
                shared[first:number] = [max(shared[first:number])] * (number - first)
            first = number
    return shared


def _may_list(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether two names may stand in one list and are taken alike by the rules, or are the ends of a road."""
    if _are_ends(one, other):
        return True
    gap = proposition.sentence.words[one.last : other.first]
    parted = any(word.lower in ("and", "or", "&", ",") for word in gap)
    alike = (one.role == "background") == (other.role == "background")
    return parted and alike and all(word.lower in _JOINING for word in gap)


def _joined(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether "and" joins two names: a comma alone may only say where the first one is."""
    if _are_ends(one, other):
        return True
    return any(word.lower in ("and", "or", "&") for word in proposition.sentence.words[one.last : other.first])


def _are_ends(one: Name, other: Name) -> bool:
    """Tell whether it can only have happened at both: "on the road from Kirkuk to Baghdad"."""
    return one.mention.relation == other.mention.relation == "between"


def _is_end_of_journey(proposition: Proposition, names: Sequence[Name], number: int) -> bool:
    """Tell whether somebody or something goes from one name to the next: both ends hold, whatever speaks for one."""
    name = names[number]
    ends = [pair for pair in pairwise(names) if any(each is name for each in pair)]
    return any(_is_journey(proposition, one, other) for one, other in ends)


def _is_journey(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether two names are "from A to B" or "to B from A" of a verb or noun of going."""
    gap = proposition.sentence.words[one.last : other.first]
    joined = 0 < len(gap) <= LONGEST_WAY and gap[0].lower in _WAY and all(word.lower == "the" for word in gap[1:])
    return joined and {one.role, other.role} == {"origin", "destination"} and travels(proposition, one.standing)


def _stand_ins(proposition: Proposition, names: Sequence[Name], happened: Sequence[bool]) -> set[int]:
    """Return the known names that say where an unknown one is: the map has Baghdad for "Dora in southern Baghdad"."""
    found: set[int] = set()
    for number, (name, taken) in enumerate(zip(names, happened, strict=True)):
        if not taken or name.place is not None:
            continue
        behind, before = number + 1, number - 1
        while behind < len(names) and qualifies(proposition, names[behind - 1], names[behind]):
            found.add(behind)
            behind += 1
        while before >= 0 and holds(proposition, names[before], names[before + 1]):
            found.add(before)
            before -= 1
    return {number for number in found if names[number].place is not None and names[number].role != "background"}


def _is_told_elsewhere(names: Sequence[Name], name: Name) -> bool:
    """Tell whether a phrase says where: "The United States witnessed protests in Cairo"."""
    return any(other is not name and other.role == "event" and other.standing.preposition for other in names)


def _is_unheard(name: Name, heard: Heard | None) -> bool:
    """Tell whether the tagger was asked and hears nothing of a name; a stated distance is told from it all the same."""
    if heard is None or name.mention.distance_km or is_unnamed(name.mention.mention_id):
        return False
    return heard.share(name.mention.start, name.mention.end) < UNHEARD


def _is_told_from(proposition: Proposition, names: Sequence[Name], number: int) -> bool:
    """Tell whether the place is told from this name and from no closer one: "20 km south of Zawiya"."""
    name = names[number]
    if name.role == "background" or (name.mention.relation or "in") in ("in", "at"):
        return False
    before = names[number - 1] if number else None
    return before is None or before.is_large or not qualifies(proposition, before, name)
