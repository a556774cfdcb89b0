"""What "the strikes", "the area" or "there" points back to: the places of what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geodata.claims.places import noun_classes
from geodata.claims.propositions import Proposition
from geodata.language.phrases import main_group
from geodata.language.wordtables import triggers
from geodata.models import ClaimAtPlace

TOLD_BACK = 12
"""Placed statements that a definite noun may reach back over."""

WHOLE_COUNTRY = 4
"""The geo-precision of a place that is only a country: a closer place is meant rather."""

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_DURING = frozenset({"in", "during", "by", "from", "after", "at", "within", "over", "across", "near", "around"})
_FROM_AFAR = frozenset({"aerial", "drone", "explosives", "heavy-weapons", "destroy"})
_SAME = {"airstrike": "strike", "airstrikes": "strike", "raid": "strike", "bombing": "strike", "bombardment": "strike"}


@dataclass(frozen=True, slots=True)
class Told:
    """One placed statement: the nouns it is known by, what kind of event it is, and its places."""

    nouns: frozenset[str]
    event_type: str | None
    event_mode: str | None
    links: tuple[ClaimAtPlace, ...]


@dataclass(slots=True)
class Memory:
    """The placed statements so far, the latest last."""

    told: list[Told] = field(default_factory=list)

    def remember(self, told: Told) -> None:
        """Add a statement that has places."""
        if told.links:
            self.told.append(told)

    def find(self, proposition: Proposition, *, ahead: bool) -> tuple[ClaimAtPlace, ...]:
        """Return the places of what the proposition points back to; empty when it points to nothing.

        What is still to come (`ahead`) is no attack of before, only a noun that is repeated can be.
        """
        recent = self.told[-TOLD_BACK:]
        for noun in pointing_nouns(proposition):
            if noun == "there" or noun_classes().get(noun) == "area":
                return recent[-1].links if recent else ()
            meant = [item for item in recent if noun in item.nouns or (not ahead and _is_kin(noun, item))]
            closer = [item for item in meant if any(link.geo_precision < WHOLE_COUNTRY for link in item.links)]
            if meant:
                return (closer or meant)[-1].links
        return ()


def _is_kin(noun: str, told: Told) -> bool:
    """Tell whether a noun may mean a told attack without repeating its word: "the explosions"."""
    trigger = triggers().get(f"n:{noun}") or triggers().get(f"n:{noun}s")
    if trigger is None or trigger.event_type != "ASSAULT" or told.event_type != "ASSAULT":
        return False
    return _same_arms(trigger.event_mode, told.event_mode)


def _same_arms(one: str | None, other: str | None) -> bool:
    """Tell whether two attacks may be one: no arms named, the same, or both from afar; "the fighting" is no raid."""
    return None in (one, other) or one == other or {one, other} <= _FROM_AFAR


def pointing_nouns(proposition: Proposition) -> Iterator[str]:
    """Yield the nouns by which a proposition points back, singular: "the raids", "there".

    Only a subject, an object or a phrase of time and place points; "about the raids" is what something else is about.
    """
    sentence = proposition.sentence
    for at in range(proposition.first, proposition.last):
        word = sentence.words[at]
        if word.lower in ("there", "here") and (word.tag != "EX0" or _behind_noun(proposition, at)):
            yield "there"
        if word.lower not in _POINTING or word.tag not in ("AT0", "DT0") or not _may_point(proposition, at):
            continue
        noun = _head_noun(proposition, at)
        if noun:
            yield noun


def _behind_noun(proposition: Proposition, at: int) -> bool:
    """Tell whether "there" stands behind a noun and so is a place: "the shops there were closed"."""
    return at > proposition.first and proposition.sentence.words[at - 1].is_noun


def _may_point(proposition: Proposition, at: int) -> bool:
    sentence = proposition.sentence
    before = sentence.tag(at - 1) if at > proposition.first else ""
    if before == "PRP":
        return sentence.lower(at - 1) in _DURING
    return before != "PRF"


def _head_noun(proposition: Proposition, at: int) -> str | None:
    """Return the last noun of the phrase that opens at "the", when nothing behind it names a place of its own."""
    sentence = proposition.sentence
    head: str | None = None
    for position in range(at + 1, proposition.last):
        word = sentence.words[position]
        if word.is_noun or word.tag == "UNC":
            head = word.lower
        elif word.tag not in ("AJ0", "ORD", "CRD", "VVN", "POS", "AJS"):
            break
    return singular(head) if head else None


def singular(noun: str) -> str:
    """Return a noun without its plural ending, words for one kind of attack made one."""
    if noun.endswith("ies"):
        noun = noun[:-3] + "y"
    elif noun.endswith("s") and not noun.endswith("ss"):
        noun = noun[:-1]
    return _SAME.get(noun, noun)


def nouns_of(proposition: Proposition, governors: Iterable[int]) -> frozenset[str]:
    """Return the nouns by which a placed statement is known further on, singular.

    They are its events, what its places hang on (`governors`: "a depot near X"), and the subject of a passive.
    """
    sentence = proposition.sentence
    main = main_group(sentence, proposition.first, proposition.last)
    heads = {at for at in governors if sentence.tag(at) in ("NN0", "NN1", "NN2")}
    if main is not None and main.passive and main.first > proposition.first:
        heads.add(main.first - 1)
    for at in range(proposition.first, proposition.last):
        if f"n:{sentence.lower(at)}" in triggers():
            heads.add(at)
    return frozenset(singular(sentence.lower(at)) for at in heads if noun_classes().get(sentence.lower(at)) is None)
