"""How a place name stands in its clause: the preposition before it, the noun it hangs on, and so its role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geodata.claims.propositions import Proposition
from geodata.language.grammar import MODIFIER_TAGS, NOUN_TAGS, VerbGroup
from geodata.language.mainverbs import main_group
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import rows, triggers, verb_forms, word_classes, words
from geodata.models import Claim, Mention, Role

LONGEST_DESCRIPTION = 14
"""Words between a preposition and the name it governs: "on the central provinces of Homs and"."""

LONGEST_SITE = 3
"""Words behind "X's" up to the noun that tells whether land is meant: "most volatile provinces"."""

_AT_SITES = frozenset({"in", "at", "near", "outside", "inside", "through", "around", "across", "along", "throughout"})
_DESCRIBING = MODIFIER_TAGS | NOUN_TAGS | {"AJS", "AJC", "PRF", "ZZ0", "AV0"}
_HAVING = frozenset({"has", "have", "had"})
_BOUND_FOR = frozenset({"to", "into", "onto", "toward", "towards"})
_LEAVING = ("leave", "depart", "flee", "exit")
_BEHIND_LEFT = frozenset({"for", "on", "at", "after", "before", "by", "aboard", "early", "to", "when", "because"})
"""What may follow a place that is left; others tell how it was left: "left Aton without power"."""

_TOPICAL = frozenset({"about", "regarding", "concerning"})
_JUDGING = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
"""Kinds of events that are done by words, of other events most often."""

_ABOUT_A_PROTEST = frozenset({"against", "over"})
_UNPLACED = frozenset(
    {"against", "with", "than", "like", "as", "despite", "about", "regarding", "concerning", "including"}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands: the word before its phrase, the noun that phrase hangs on, the noun right behind "of"."""

    preposition: str | None = None
    at: int | None = None  # the preposition's word
    governor: int | None = None  # the noun before it
    of_noun: str | None = None


@cache
def noun_classes() -> Mapping[str, str]:
    """Return the classes of the nouns that decide how a place behind them is meant."""
    return MappingProxyType({row[0]: row[1] for row in reversed(list(rows("place_nouns.tsv")))})


@cache
def _motion_forms() -> frozenset[str]:
    return frozenset(form for verb in words("motion_verbs.tsv") for form in verb_forms(verb))


@cache
def _state_forms() -> frozenset[str]:
    return frozenset(form for verb in words("state_verbs.tsv") for form in verb_forms(verb))


def standing_of(sentence: SentenceWords, mention: Mention, floor: int = 0) -> Standing:
    """Return how a place name stands in its sentence; nothing before the word `floor` is read."""
    first, _ = sentence.words_in(mention.start, mention.end)
    of_noun: str | None = None
    at = first - 1
    while at >= floor and first - at <= LONGEST_DESCRIPTION:
        word = sentence.words[at]
        if word.tag == "PRP" or (word.tag == "TO0" and at == first - 1) or _is_wind(sentence, at):
            governor = _noun_before(sentence, at, floor)
            return Standing(word.lower, at, governor, of_noun)
        if word.tag == "PRF" and at > floor and of_noun is None:
            of_noun = sentence.lower(at - 1)
        if not (word.tag in _DESCRIBING or lists(sentence, at)):
            break
        at -= 1
    return Standing(of_noun=of_noun)


def _is_wind(sentence: SentenceWords, at: int) -> bool:
    """Tell whether a word opens "south of X" or "south-west of X"."""
    return sentence.lower(at).replace("-", "") in _WINDS and sentence.tag(at + 1) == "PRF"


_WINDS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})


def lists(sentence: SentenceWords, at: int) -> bool:
    """Tell whether a comma or "and" joins two names of a list."""
    joins = sentence.words[at].text == "," or sentence.lower(at) in ("and", "or")
    return joins and sentence.tag(at - 1) in ("NP0", "NN1", "PUN") and at > 0


def _noun_before(sentence: SentenceWords, at: int, floor: int) -> int | None:
    before = at - 1
    if _is_wind(sentence, at):
        while before >= floor and sentence.tag(before) in ("CRD", "NN0", "NN1", "NN2", "AV0", "PRP"):
            before -= 1
        return before if before >= floor and sentence.words[before].is_noun else None
    return before if before >= floor and sentence.words[before].is_noun else None


def role_of(proposition: Proposition, mention: Mention, standing: Standing, *, is_state: bool) -> Role:
    """Return the role of a literal place name in the clause that holds it.

    A country or a capital (`is_state`) may stand for its government: who acts or is dealt with is no place.
    """
    sentence = proposition.sentence
    aside = _names_a_body(sentence, mention) or _is_told_of_person(proposition, mention)
    if aside or (is_state and _acts(proposition, mention, standing)):
        return "background"
    noun = sentence.lower(standing.governor) if standing.governor is not None else None
    kind = noun_classes().get(noun or "")
    word = standing.preposition
    if word is None:
        return _role_alone(proposition, mention, standing)
    if word in _UNPLACED or noun_classes().get(standing.of_noun or "") == "office" or _is_topic(sentence, standing):
        return "background"
    if kind == "venue":
        return "background" if _is_of_body(proposition, standing) else "venue"
    if kind == "person" and _belongs_to_noun(proposition, standing):
        return "background"
    role = _role_of_way(proposition, standing, word)
    dealt_with = is_state and word in ("to", "from") and not travels(proposition, standing)
    return "background" if dealt_with else role


def _role_alone(proposition: Proposition, mention: Mention, standing: Standing) -> Role:
    """Return the role of a name without a preposition."""
    if _is_left(proposition, mention):
        return "origin"
    return "background" if noun_classes().get(standing.of_noun or "") == "office" else "event"


@cache
def _leaving_forms() -> frozenset[str]:
    return frozenset(form for verb in _LEAVING for form in verb_forms(verb))


def _is_left(proposition: Proposition, mention: Mention) -> bool:
    """Tell whether somebody or something goes from a name: "left Aton on Monday", not "left Aton in ruins"."""
    sentence = proposition.sentence
    first, behind = sentence.words_in(mention.start, mention.end)
    before = first - 1
    while before > proposition.first and sentence.tag(before) in MODIFIER_TAGS | NOUN_TAGS | {"PRF"}:
        before -= 1
    if sentence.lower(before) not in _leaving_forms() or not sentence.tag(before).startswith("V"):
        return False
    group = sentence.group_at(before)
    goes_on = behind in sentence.time_at or sentence.lower(behind) in _BEHIND_LEFT
    plain = behind >= proposition.last or goes_on or sentence.tag(behind) in ("PUN", "AV0", "CJC")
    return plain and not (group is not None and group.passive)


def _is_told_of_person(proposition: Proposition, mention: Mention) -> bool:
    """Tell whether a name stands in what is told of a person aside: "Reyes, who ran the town of X, had taken money"."""
    sentence = proposition.sentence
    at, _ = sentence.words_in(mention.start, mention.end)
    while at > proposition.first and sentence.words[at].text not in (",", ";"):
        if sentence.lower(at) in ("who", "whose", "whom"):
            opens = sentence.words[at - 1].text == ","
            closes = next((end for end in range(at, proposition.last) if sentence.words[end].text == ","), None)
            return opens and closes is not None and sentence.next_finite(closes, proposition.last) is not None
        at -= 1
    return False


def _is_of_body(proposition: Proposition, standing: Standing) -> bool:
    """Tell whether a house only says whose the subject is: "Ivan Petrov of the institute in X was cautious"."""
    sentence, at = proposition.sentence, standing.governor or 0
    main = main_group(sentence, proposition.first, proposition.last)
    while at > proposition.first and sentence.tag(at) in MODIFIER_TAGS | NOUN_TAGS | {"CJC"}:
        at -= 1
    return main is not None and at < main.first and sentence.tag(at) == "PRF"


def _names_a_body(sentence: SentenceWords, mention: Mention) -> bool:
    """Tell whether a name only belongs to a body, a post or a treaty: "the Geneva initiative", "Caracas Mayor"."""
    _, behind = sentence.words_in(mention.start, mention.end)
    return sentence.lower(behind) in words("name_heads.tsv")


def tells_site(proposition: Proposition, mention: Mention, standing: Standing) -> bool:
    """Tell whether a name says where a site is: "in a Dora hotel", "through Marsia's streets"; planes are none."""
    sentence = proposition.sentence
    _, behind = sentence.words_in(mention.start, mention.end)
    owns = sentence.tag(behind) == "POS" or sentence.lower(behind) in ("'s", "’s")
    site = _is_land(sentence, behind + 1) if owns else sentence.lower(behind) in words("land_nouns.tsv")
    return site and standing.preposition in _AT_SITES


def _is_land(sentence: SentenceWords, start: int) -> bool:
    """Tell whether a word for land or a site stands within a few words."""
    return any(sentence.lower(at) in words("land_nouns.tsv") for at in range(start, start + LONGEST_SITE))


def _acts(proposition: Proposition, mention: Mention, standing: Standing) -> bool:
    """Tell whether a country is who acts, and not where: "Russia began strikes", "Russia's planes"."""
    sentence = proposition.sentence
    _, behind = sentence.words_in(mention.start, mention.end)
    if sentence.tag(behind) == "POS" or sentence.lower(behind) == "'s":
        return not _is_land(sentence, behind + 1)
    if sentence.tag(behind) in ("NN1", "NN2", "NN0") and sentence.lower(behind) not in words("land_nouns.tsv"):
        return True
    if standing.preposition is None and sentence.tag(behind) == "TO0":
        return True  # "urged Russia to leave"
    main = main_group(sentence, proposition.first, proposition.last)
    if standing.preposition is not None or main is None or behind > main.first:
        return False
    return not (main.passive or _is_state(sentence, main))


def undergoes(proposition: Proposition, mention: Mention) -> bool:
    """Tell whether something happens to a name: "Somalia was hit", "Egypt has enough wheat", "will strike Rafah"."""
    sentence = proposition.sentence
    first, behind = sentence.words_in(mention.start, mention.end)
    if _is_attacked(sentence, first, behind):
        return True
    main = main_group(sentence, proposition.first, proposition.last)
    if main is None or main.first != behind:
        return False
    return main.passive or sentence.words[main.head].lower in _HAVING


def _is_attacked(sentence: SentenceWords, first: int, behind: int) -> bool:
    """Tell whether a name is the whole object of an attack: "vowed to shell southern Dora", not "hit Dora's mayor"."""
    if sentence.tag(behind) in NOUN_TAGS | {"POS"}:
        return False
    at = first - 1
    while at > 0 and sentence.tag(at) in MODIFIER_TAGS:
        at -= 1
    trigger = triggers().get(f"v:{sentence.lower(at)}") if sentence.tag(at).startswith("VV") else None
    return trigger is not None and trigger.event_type == "ASSAULT"


def _is_state(sentence: SentenceWords, main: VerbGroup) -> bool:
    """Tell whether a verb says how a country is: "is calm", "has enough wheat"."""
    if sentence.lower(main.head) in _state_forms():
        return True
    tag = sentence.words[main.head].tag
    if tag in ("VHZ", "VHB", "VHD"):
        return True
    return tag.startswith("VB") and sentence.tag(main.last) in ("AJ0", "AV0", "PRP", "VVN")


def is_of_what_is_judged(proposition: Proposition, claim: Claim, standing: Standing) -> bool:
    """Tell whether a place is that of what is spoken of: "criticised the war in X", "marched against raids on X"."""
    sentence, noun = proposition.sentence, standing.governor
    if noun is None or not _tells_event(sentence.lower(noun)):
        return False
    start, end = sentence.chars(noun, noun + 1)
    if any(item.what == "trigger" and item.start < end and start < item.end for item in claim.evidence):
        return False
    opens = noun - 1
    while opens > proposition.first and sentence.tag(opens) in MODIFIER_TAGS | NOUN_TAGS:
        opens -= 1
    return claim.event_type in _JUDGING or (claim.event_type == "PROTEST" and sentence.lower(opens) in _ABOUT_A_PROTEST)


_CONDITIONS = frozenset({"if", "unless"})


def is_of_condition(proposition: Proposition, start: int) -> bool:
    """Tell whether a name at an offset is of a condition: "would shell Aton if rebels entered X"."""
    sentence, first, last = proposition.sentence, proposition.first, proposition.last
    at, _ = sentence.words_in(start, start + 1)
    opens = next((place for place in range(at - 1, first - 1, -1) if sentence.lower(place) in _CONDITIONS), None)
    if opens is None or not any(sentence.group_at(place) for place in range(opens, at)):
        return False
    if opens > first:
        return True
    comma = next((place for place in range(opens, last) if sentence.words[place].text == ","), last)
    return at < comma and bool(sentence.finite_in(comma, last))


def _tells_event(noun: str) -> bool:
    return f"n:{noun}" in triggers() or noun in word_classes()["fighting"]


def travels(proposition: Proposition, standing: Standing) -> bool:
    """Tell whether somebody or something goes: by the verb, or by the noun before ("her visit to X")."""
    sentence = proposition.sentence
    if standing.governor is not None and sentence.lower(standing.governor) in words("journeys.tsv"):
        return True
    clause = sentence.words[proposition.first : proposition.last]
    return any(word.lower in _motion_forms() for word in clause if word.tag.startswith("V"))


def _role_of_way(proposition: Proposition, standing: Standing, word: str) -> Role:
    moves = travels(proposition, standing)
    if word == "from":
        return "background" if _is_of_subject(proposition, standing) else "origin"
    if word in _BOUND_FOR:
        return "destination" if moves or word == "to" else "event"
    if moves and _leads_to(proposition.sentence, standing):
        return "destination"
    return ("destination" if moves else "background") if word == "for" else "event"


def _is_of_subject(proposition: Proposition, standing: Standing) -> bool:
    """Tell whether "from X" says where the subject is at home: "warships from X patrolled the gulf"."""
    main = main_group(proposition.sentence, proposition.first, proposition.last)
    return main is not None and standing.governor is not None and standing.governor < main.first


def _leads_to(sentence: SentenceWords, standing: Standing) -> bool:
    """Tell whether the noun that a place hangs on is where something went: "to an air base south of X"."""
    at = standing.governor
    while at is not None and at > 0 and sentence.tag(at) in _DESCRIBING - {"PRF"}:
        at -= 1
    return at is not None and sentence.lower(at) in _BOUND_FOR


def _is_topic(sentence: SentenceWords, standing: Standing) -> bool:
    """Tell whether the phrase that holds the name is what the clause is about: "about a settlement in Syria"."""
    at = standing.governor
    while at is not None and at > 0:
        if sentence.tag(at) == "PRP":
            return sentence.lower(at) in _TOPICAL
        if sentence.tag(at) not in _DESCRIBING:
            return False
        at -= 1
    return False


def _belongs_to_noun(proposition: Proposition, standing: Standing) -> bool:
    """Tell whether a person's "in X" or "from X" belongs to the person: "his allies in X", "a driver from X was"."""
    sentence, governor = proposition.sentence, standing.governor
    if governor is None:
        return False
    at = governor
    while at > proposition.first and sentence.tag(at - 1) in ("AJ0", "NN1", "NP0", "NN2"):
        at -= 1
    owned = sentence.tag(at - 1) == "DPS" if at > proposition.first else False
    main = main_group(sentence, proposition.first, proposition.last)
    subject = main is not None and governor < main.first
    return owned or (standing.preposition in ("from", "to", "of") and (subject or not _attacked(proposition)))


def _attacked(proposition: Proposition) -> bool:
    main = main_group(proposition.sentence, proposition.first, proposition.last)
    return main is not None and proposition.sentence.words[main.head].lower in _motion_forms()
