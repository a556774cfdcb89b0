"""What "the strikes", "the area" or "there" points back to: the places of what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geodata.claims.places import noun_classes
from geodata.claims.propositions import Proposition
from geodata.language.mainverbs import main_group
from geodata.language.wordtables import triggers
from geodata.models import ClaimAtPlace

TOLD_BACK = 12
"""Placed statements that a definite noun may reach back over."""

REGION, WHOLE_COUNTRY = 3, 4
"""The geo-precisions of a region, and of a place that is only a country: a closer place is meant rather."""

_POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
_DURING = frozenset({"in", "during", "by", "from", "after", "at", "within", "over", "across", "near", "around"})
_OBJECTS = frozenset({"AT0", "DPS", "DT0", "CRD", "NN0", "NN1", "NN2", "NP0", "PNP", "TO0", "CJT"})
"""What opens the object of a verb."""

_CONDITIONS = frozenset({"if", "unless", "because", "although", "though", "whether"})
THERE = "there"
_FROM_AFAR = frozenset({"aerial", "drone", "explosives", "heavy-weapons", "destroy"})
_SAME = {"airstrike": "strike", "airstrikes": "strike", "raid": "strike", "bombing": "strike", "bombardment": "strike"}


@dataclass(frozen=True, slots=True)
class Told:
    """One placed statement: the nouns it is known by, what kind of event it is, and its places."""

    nouns: frozenset[str]
    event_type: str | None
    event_mode: str | None
    links: tuple[ClaimAtPlace, ...]

    @property
    def place_ids(self) -> frozenset[str]:
        """Where it was told to have happened."""
        return frozenset(link.place_id for link in self.links)


@dataclass(slots=True)
class Memory:
    """The placed statements so far, the latest last."""

    told: list[Told] = field(default_factory=list)

    def remember(self, told: Told) -> None:
        """Add a statement that has places."""
        if told.links:
            self.told.append(told)

    def find(self, noun: str, *, ahead: bool) -> tuple[ClaimAtPlace, ...]:
        """Return the places of what a noun points back to; empty when it points to nothing.

        What is still to come (`ahead`) is no attack of before, only a noun that is repeated can be.
        """
        recent = self.told[-TOLD_BACK:]
        if is_anywhere(noun):
            latest = recent[-1].links if recent else ()
            return latest if noun == THERE else tuple(link for link in latest if link.geo_precision < WHOLE_COUNTRY)
        meant = [item for item in recent if noun in item.nouns or (not ahead and _is_kin(noun, item))]
        closer = [item for item in meant if any(link.geo_precision < WHOLE_COUNTRY for link in item.links)]
        if ahead and len({item.place_ids for item in closer or meant}) > 1:
            return ()  # "urged them to halt the bombing": that of all the towns
        return (closer or meant)[-1].links if meant else ()

    def region(self) -> tuple[ClaimAtPlace, ...]:
        """Return the region of the latest placed statement; empty when it was told of no region."""
        latest = self.told[-1].links if self.told else ()
        return latest if all(link.geo_precision == REGION for link in latest) else ()

    def place_ids(self) -> frozenset[str]:
        """Return where something was told to have happened of late."""
        return frozenset(link.place_id for item in self.told[-TOLD_BACK:] for link in item.links)


def _is_kin(noun: str, told: Told) -> bool:
    """Tell whether a noun may mean a told attack without repeating its word: "the explosions"."""
    trigger = triggers().get(f"n:{noun}") or triggers().get(f"n:{noun}s")
    if trigger is None or trigger.event_type != "ASSAULT" or told.event_type != "ASSAULT":
        return False
    return _same_arms(trigger.event_mode, told.event_mode)


def _same_arms(one: str | None, other: str | None) -> bool:
    """Tell whether two attacks may be one: no arms named, the same, or both from afar; "the fighting" is no raid."""
    return None in (one, other) or one == other or {one, other} <= _FROM_AFAR


@dataclass(frozen=True, slots=True)
class Pointer:
    """A noun that points back, singular: "the raids", "there"; and the word it opens at."""

    noun: str
    at: int
    plural: bool = False
    acts: bool = False  # "The city sent boats": it may stand for its council


def is_anywhere(noun: str) -> bool:
    """Tell whether a noun means any place that was told of: "there", "the area", "the scene"."""
    return noun == THERE or noun_classes().get(noun) == "area"


def pointers(proposition: Proposition) -> Iterator[Pointer]:
    """Yield the nouns by which a proposition points back.

    Only a subject, an object or a phrase of time and place points; "about the raids" is what something else is about.
    """
    sentence = proposition.sentence
    for at in range(proposition.first, proposition.last):
        word = sentence.words[at]
        if word.lower in _CONDITIONS and at > proposition.first:
            return  # what follows is a clause of its own
        if word.lower in (THERE, "here") and (word.tag != "EX0" or _behind_noun(proposition, at)):
            yield Pointer(THERE, at)
        if word.lower not in _POINTING or word.tag not in ("AT0", "DT0") or not _may_point(proposition, at):
            continue
        head = _head_noun(proposition, at)
        if head is not None and not _names_itself(proposition, head):
            noun = sentence.lower(head)
            yield Pointer(singular(noun), at, plural=singular(noun) != noun, acts=_acts(proposition, at, head))


def _names_itself(proposition: Proposition, head: int) -> bool:
    """Tell whether a name says which one it is: "the town of Aton"."""
    sentence = proposition.sentence
    return sentence.tag(head + 1) == "PRF" and sentence.tag(head + 2) == "NP0"


def _acts(proposition: Proposition, at: int, head: int) -> bool:
    """Tell whether a noun is the subject of a verb with an object: who acts is no place."""
    main = main_group(proposition.sentence, proposition.first, proposition.last)
    is_subject = at == proposition.first or proposition.sentence.tag(at - 1) != "PRP"
    if main is None or main.passive or main.first != head + 1 or not is_subject:
        return False
    return proposition.sentence.tag(main.last) in _OBJECTS and proposition.sentence.tag(main.head)[:2] == "VV"


def _behind_noun(proposition: Proposition, at: int) -> bool:
    """Tell whether "there" stands behind a noun and so is a place: "the shops there were closed"."""
    return at > proposition.first and proposition.sentence.words[at - 1].is_noun


def _may_point(proposition: Proposition, at: int) -> bool:
    sentence = proposition.sentence
    before = sentence.tag(at - 1) if at > proposition.first else ""
    if before == "PRP":
        return sentence.lower(at - 1) in _DURING
    return before != "PRF"


def _head_noun(proposition: Proposition, at: int) -> int | None:
    """Return the last noun of the phrase that opens at "the"."""
    sentence = proposition.sentence
    head: int | None = None
    for position in range(at + 1, proposition.last):
        word = sentence.words[position]
        if word.is_noun or word.tag == "UNC":
            head = position
        elif word.tag not in ("AJ0", "ORD", "CRD", "VVN", "POS", "AJS"):
            break
    return head


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
