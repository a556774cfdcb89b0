"""How much speaks for a place name being where the event of its clause happened: evidence, and weights for it.

The place phrase behind the trigger speaks for a name; another verb between them, a noun that holds the name, and a
closer place that the name only qualifies ("Yendi, 531 km north of Accra") speak against it. The weights are those of
`resources/where.json`; `training/fit_event_places.py` fits them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log
from types import MappingProxyType

from geodata.claims.countries import PLACEABLE
from geodata.claims.places import Standing, noun_classes
from geodata.claims.propositions import Proposition
from geodata.language.grammar import MODIFIER_TAGS, NOUN_TAGS
from geodata.language.wordtables import triggers as known_triggers
from geodata.models import Claim, Mention, Place, Role, Token
from geodata.stages import TextTagger

STEPS = (3, 6, 10, 16, 25)
"""Words between a trigger and a name at which a distance counts as another one."""

LONGEST_GAP = 12
"""Words between a name and one that qualifies it: ", a town about 40 km north of"."""

MOST_VERBS = 3
"""Verbs between a trigger and a name from which on their number makes no difference."""

LEAST_SHARE = 0.005
"""Probability below which, and above its counterpart, the tagger is taken to be as sure as it ever is."""

TAGGER = "tagger"
"""The sign that is no yes or no: the tagger's log-odds."""

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

    @property
    def may_be(self) -> bool:
        """Tell whether it may have happened there: who acts, a people or a newspaper's name never is a place of it."""
        return self.mention.kind in PLACEABLE or self.role != "background"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth by itself and beside the tagger's answer, and the probability that is enough."""

    alone: Mapping[str, float]
    beside: Mapping[str, float]
    least: float
    open_from: float
    open_to: float

    def probability(self, signs: Signs, *, heard: bool) -> float:
        """Return how likely it is that it happened at a name."""
        table = self.beside if heard else self.alone
        return 1 / (1 + exp(-sum(table.get(sign, 0.0) * value for sign, value in signs.items())))

    def is_open(self, probability: float) -> bool:
        """Tell whether the tagger is to be asked, too."""
        return self.open_from <= probability <= self.open_to


@cache
def shipped_weights() -> Weights:
    """Return the fitted weights."""
    text = (resources.files("geodata") / "resources" / "where.json").read_text(encoding="utf-8")
    table = json.loads(text)
    alone, beside = (MappingProxyType(table[name]) for name in ("alone", "beside"))
    return Weights(alone, beside, table["least"], *table["open"])


@dataclass(frozen=True, slots=True)
class Belonging:
    """Decides which names of a clause are where it happened; asks the tagger, if there is one, where signs are few."""

    weights: Weights
    asker: TextTagger | None = None

    def chosen(self, proposition: Proposition, claim: Claim, names: Sequence[Name]) -> list[bool]:
        """Return for each name of a clause, in reading order, whether it happened there."""
        signs = signs_of(proposition, claim, names)
        likely = [self.weights.probability(each, heard=False) for each in signs]
        if any(name.may_be and self.weights.is_open(share) for name, share in zip(names, likely, strict=True)):
            heard = self.heard(proposition, claim, names)
            if heard:
                likely = [
                    self.weights.probability({**each, TAGGER: value}, heard=True)
                    for each, value in zip(signs, heard, strict=True)
                ]
        return [name.may_be and share >= self.weights.least for name, share in zip(names, likely, strict=True)]

    def heard(self, proposition: Proposition, claim: Claim, names: Sequence[Name]) -> list[float]:
        """Return the log-odds that the tagger gives each name; none without a tagger or a trigger."""
        verb = _verb_of(proposition, claim)
        if self.asker is None or verb is None:
            return []
        sentence = proposition.sentence
        start, end = sentence.sentence.start, sentence.sentence.end
        word = sentence.words[verb]
        (tags,) = self.asker.places_of([(sentence.document.text[start:end], word.start - start, word.end - start)])
        outside = tags.heads["where"][:, 0]
        return [
            _log_odds([1 - float(outside[at]) for at, word in enumerate(tags.words) if _meets(word, name, start)])
            for name in names
        ]


def _meets(word: Token, name: Name, offset: int) -> bool:
    return word.start + offset < name.mention.end and name.mention.start < word.end + offset


def _log_odds(shares: Sequence[float]) -> float:
    share = min(max(max(shares, default=0.0), LEAST_SHARE), 1 - LEAST_SHARE)
    return log(share / (1 - share))


def _verb_of(proposition: Proposition, claim: Claim) -> int | None:
    """Return the trigger word that is asked about: a verb rather than a noun."""
    words = _trigger_words(proposition, claim)
    verbs = [at for at in words if proposition.sentence.tag(at).startswith("V")]
    return next(iter(verbs or words), None)


def signs_of(proposition: Proposition, claim: Claim, names: Sequence[Name]) -> list[Signs]:
    """Return for each name of a clause, in reading order, what speaks for or against it."""
    words = _trigger_words(proposition, claim)
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


def _trigger_words(proposition: Proposition, claim: Claim) -> list[int]:
    spans = [(item.start, item.end) for item in claim.evidence if item.what == "trigger"]
    return sorted({at for span in spans for at in range(*proposition.sentence.words_in(*span))})


# --- the name by itself ----------------------------------------------------------------------------------------------


def _of_name(proposition: Proposition, claim: Claim, name: Name) -> Iterator[str]:
    yield f"role {name.role}"
    yield f"kind {name.mention.kind}"
    yield f"size {_size(name.place)}"
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


def _size(place: Place | None) -> str:
    if place is None:
        return "unknown"
    if place.feature_code.startswith("PCL"):
        return "country"
    return "division" if place.feature_code.startswith("ADM") else "place"


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
    if number and _qualifies(proposition, names[number - 1], name):
        yield f"qualifies {_found(names[number - 1])}"
    if number + 1 < len(names):
        if _qualifies(proposition, name, names[number + 1]):
            yield "is qualified"
        if _holds(proposition, name, names[number + 1]):
            yield f"holds {_found(names[number + 1])}"
    if number and _holds(proposition, names[number - 1], name):
        yield "is held"


def _found(name: Name) -> str:
    return "a known place" if name.place else "an unknown place"


def _qualifies(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether a name says where the one before it is: "Beit Furik near Nablus", "Poti, a port in Georgia"."""
    sentence, gap = proposition.sentence, range(one.last, other.first)
    if not 0 < len(gap) <= LONGEST_GAP:
        return False
    joins = any(sentence.tag(at) in ("PRP", "PRF") for at in gap) or (len(gap) == 1 and sentence.lower(gap[0]) == ",")
    plain = all(sentence.tag(at) in _PHRASE or sentence.words[at].text in ",()" for at in gap)
    return joins and plain and not _holds(proposition, one, other)


def _holds(proposition: Proposition, one: Name, other: Name) -> bool:
    """Tell whether a name stands before one inside it: "the Gaza Strip town of Jabalia", "Baghdad's Dora quarter"."""
    sentence, gap = proposition.sentence, range(one.last, other.first)
    if len(gap) > LONGEST_GAP:
        return False
    if not gap:
        return True
    opens = sentence.tag(gap[0]) in ("POS", "NN1", "NN2", "AJ0")
    return opens and all(sentence.tag(at) in NOUN_TAGS | {"POS", "AJ0", "PRF"} for at in gap)
