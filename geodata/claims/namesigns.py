"""The signs of whether it happened at a place name: how the name stands, the way to it, and the names beside it.

The place phrase behind the trigger speaks for a name; another verb between them, a noun that holds the name, and a
closer place that the name only qualifies ("Yendi, 531 km north of Accra") speak against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from geodata.claims.countries import PLACEABLE
from geodata.claims.places import Standing, noun_classes
from geodata.claims.propositions import Proposition
from geodata.language.grammar import MODIFIER_TAGS, NOUN_TAGS
from geodata.language.wordtables import triggers as known_triggers
from geodata.models import Claim, Mention, Place, Role

STEPS = (3, 6, 10, 16, 25)
"""Words between a trigger and a name at which a distance counts as another one."""

LONGEST_GAP = 12
"""Words between a name and one that qualifies it: ", a town about 40 km north of"."""

MOST_VERBS = 3
"""Verbs between a trigger and a name from which on their number makes no difference."""

Signs = dict[str, float]
"""What speaks for or against a name, by its words in the table of weights."""

_PHRASE = MODIFIER_TAGS | NOUN_TAGS | {"AJS", "AJC", "AV0", "PRF", "PRP", "ZZ0"}
_WORDS = MappingProxyType(
    dict.fromkeys(("in", "at", "inside", "within"), "in")
    | dict.fromkeys(("near", "outside", "around", "beyond", "off", "north", "south", "east", "west"), "near")
    | dict.fromkeys(("on", "over", "across", "through", "throughout", "along", "between"), "on")
    | dict.fromkeys(("to", "into", "onto", "toward", "towards"), "to")
    | {word: word for word in ("from", "for", "by", "with", "against")}
)
_RELATIVES = frozenset({"PNQ", "DTQ", "CJT", "AVQ", "CJS"})


@dataclass(frozen=True, slots=True)
class Name:
    """One place name in a clause: its words ``[first, last)``, how it stands, the role the rules give it."""

    mention: Mention
    place: Place | None
    role: Role
    standing: Standing
    first: int
    last: int
    befallen: bool = False  # the subject of what befalls it: it happened there, whatever else speaks for or against it

    @property
    def size(self) -> str:
        """How large the place is, in a word."""
        if self.place is None:
            return "unknown"
        if self.place.feature_code.startswith("PCL"):
            return "country"
        return "division" if self.place.feature_code.startswith("ADM") else "place"

    @property
    def is_large(self) -> bool:
        """Tell whether it is a country or a division, in which other places lie."""
        return self.size in ("country", "division")

    @property
    def may_be(self) -> bool:
        """Tell whether it may have happened there: who acts, a people or a newspaper's name never is a place of it."""
        return self.mention.kind in PLACEABLE or self.role != "background"


def signs_of(proposition: Proposition, claim: Claim, names: Sequence[Name]) -> list[Signs]:
    """Return for each name of a clause, in reading order, what speaks for or against it."""
    words = trigger_words(proposition, claim)
    return [
        dict.fromkeys(
            (
                "always",
                *_of_name(proposition, claim, name),
                *_of_way(proposition, words, name),
                *_of_neighbours(proposition, names, number),
            ),
            1.0,
        )
        for number, name in enumerate(names)
    ]


def trigger_words(proposition: Proposition, claim: Claim) -> list[int]:
    """Return the words that tell what happened in a clause."""
    spans = [(item.start, item.end) for item in claim.evidence if item.what == "trigger"]
    return sorted({at for span in spans for at in range(*proposition.sentence.words_in(*span))})


# --- the name by itself ----------------------------------------------------------------------------------------------


def _of_name(proposition: Proposition, claim: Claim, name: Name) -> Iterator[str]:
    yield f"role {name.role}"
    yield f"kind {name.mention.kind}"
    yield f"size {name.size}"
    yield f"{'event' if claim.event_type == 'ASSAULT' else 'other'} {name.role}"
    yield f"word {_preposition(name)}"
    if name.mention.distance_km:
        yield "at a distance"
    behind = proposition.sentence.words[name.last : name.last + 1]
    if behind and behind[0].tag == "POS":
        yield "possessor"
    elif behind and behind[0].tag in ("NN0", "NN1", "NN2"):
        yield "before a noun"
    yield from _of_governor(proposition, name.standing)


def _preposition(name: Name) -> str:
    if name.standing.preposition is None:
        return "of" if name.standing.of_noun else "none"
    return _WORDS.get(name.standing.preposition, "other")


def _of_governor(proposition: Proposition, standing: Standing) -> Iterator[str]:
    if standing.governor is None:
        return
    noun = proposition.sentence.lower(standing.governor)
    if f"n:{noun}" in known_triggers():
        yield "hangs on an event"
    elif proposition.sentence.tag(standing.governor) == "NP0":
        yield "hangs on a name"
    else:
        yield f"hangs on a noun {noun_classes().get(noun, '')}".strip()


# --- the way from the trigger to the name ----------------------------------------------------------------------------


def _of_way(proposition: Proposition, triggers: Sequence[int], name: Name) -> Iterator[str]:
    if not triggers:
        yield "no trigger"
        return
    nearest = min(triggers, key=lambda at: abs(at - name.first))
    side = "behind" if name.first > nearest else "before"
    low, high = (nearest + 1, name.first) if side == "behind" else (name.last, nearest)
    yield f"{side} the trigger"
    yield f"{side} {sum(high - low >= step for step in STEPS)}"
    verbs = sum(low <= group.first < high for group in proposition.sentence.groups)
    yield f"{side} verbs {min(verbs, MOST_VERBS)}"
    yield from _between(proposition, low, high, side)


def _between(proposition: Proposition, low: int, high: int, side: str) -> Iterator[str]:
    between = proposition.sentence.words[low:high]
    if any(word.tag in _RELATIVES for word in between):
        yield f"{side} a subordinate clause"
    if any(word.lower == "by" for word in between):
        yield f"{side} who did it"
    if any(word.tag == "CJC" for word in between):
        yield f"{side} and"
    if any(word.text == "," for word in between):
        yield f"{side} a comma"


# --- the other names -------------------------------------------------------------------------------------------------


def _of_neighbours(proposition: Proposition, names: Sequence[Name], number: int) -> Iterator[str]:
    if len(names) == 1:
        yield "the only name"
        return
    name = names[number]
    if number and qualifies(proposition, names[number - 1], name):
        yield f"qualifies {_found(names[number - 1])}"
    if number + 1 < len(names):
        if qualifies(proposition, name, names[number + 1]):
            yield "is qualified"
        if holds(proposition, name, names[number + 1]):
            yield f"holds {_found(names[number + 1])}"
    if number and holds(proposition, names[number - 1], name):
        yield "is held"


def _found(name: Name) -> str:
    return "a known place" if name.place else "an unknown place"


def qualifies(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether a name says where the one before it is: "Beit Furik near Nablus", "Poti, a port in Georgia"."""
    sentence, gap = proposition.sentence, range(one.last, other.first)
    if not 0 < len(gap) <= LONGEST_GAP:
        return False
    joins = any(sentence.tag(at) in ("PRP", "PRF") for at in gap) or (len(gap) == 1 and sentence.lower(gap[0]) == ",")
    plain = all(sentence.tag(at) in _PHRASE or sentence.words[at].text in ",()" for at in gap)
    return joins and plain and not holds(proposition, one, other)


def holds(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether a name stands before one inside it: "the Gaza Strip town of Jabalia", "Baghdad's Dora quarter"."""
    sentence, gap = proposition.sentence, range(one.last, other.first)
    if len(gap) > LONGEST_GAP:
        return False
    if not gap:
        return True
    opens = sentence.tag(gap[0]) in ("POS", "NN1", "NN2", "AJ0")
    return opens and all(sentence.tag(at) in NOUN_TAGS | {"POS", "AJ0", "PRF"} for at in gap)
