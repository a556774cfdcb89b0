"""Which word governs a predicate, and what it makes of it: "managed to", "hopes that", "without"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geodata.language.grammar import VerbGroup
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import rows, verb_forms

REACH = 9
"""Words between a governor and what it governs: "asked the leaders of both sides to"."""

_ENDS = frozenset({",", ";", ":", "—", "–", "."})
_OPENERS = frozenset({"that", "whether", "if", "how", "why"})
_BARRIERS = frozenset({"CJC", "CJS", "PNQ", "DTQ", "AVQ"})
_DENYING = frozenset({"without", "instead", "than", "from"})
"""Words before an "-ing" form that say it did not happen; "from" does so behind a verb that prevents."""

_OPENING = frozenset({"before", "about", "to", "of"})
"""Words before an "-ing" form that leave open whether it happened: "thought about leaving"."""

_BASES = frozenset({"VVB", "VVI", "VBI", "VHI", "VDI"})
_PREVENTING = frozenset({"prevent", "stop", "keep", "bar", "discourage", "ban", "refrain", "abstain", "block"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a governor makes of a predicate where it holds itself, and where it is denied."""

    held: str
    denied: str


@dataclass(frozen=True, slots=True)
class Governor:
    """The governing word, its own position, and its effect."""

    at: int
    effect: Effect


PURPOSE = Effect("f", "?")
"""An infinitive that hangs on no word of the table tells what something is for: "sent men to repair it"."""

OBLIGED, HELD = Effect("r", "-"), Effect("+", "?")
ABSENT = Effect("-", "-")
OPEN = Effect("?", "?")


@cache
def _effects() -> Mapping[str, Effect]:
    table: dict[str, Effect] = {}
    for word, part, held, denied in rows("governors.tsv"):
        forms = verb_forms(word) if part == "v" else {word, word + "s"} if part == "n" else {word}
        for form in forms:
            table.setdefault(f"{part}:{form}", Effect(held, denied))
    return MappingProxyType(table)


@cache
def _preventing() -> frozenset[str]:
    return frozenset(form for verb in _PREVENTING for form in verb_forms(verb))


def governor_of(sentence: SentenceWords, group: VerbGroup) -> Governor | None:
    """Return what governs a verb group, or None where it stands on its own."""
    if group.form == "infinitive" and partner_of(sentence, group) is None:
        return _of_infinitive(sentence, group)
    if group.form == "gerund":
        return _of_gerund(sentence, group)
    return _of_clause(sentence, group) if group.finite else None


def _of_infinitive(sentence: SentenceWords, group: VerbGroup) -> Governor | None:
    before = group.first - 1
    word = _word_effect(sentence, before)
    if word:
        return word
    above = _group_before(sentence, group)
    if above is None:
        return Governor(before, PURPOSE) if before >= 0 and sentence.tag(group.first) == "TO0" else None
    effect = _effects().get(f"v:{sentence.lower(above.head)}")
    if sentence.tag(group.first) != "TO0":
        return Governor(above.head, effect) if effect else None
    return Governor(above.head, _special(sentence, above, group) or effect or PURPOSE)


def _special(sentence: SentenceWords, above: VerbGroup, group: VerbGroup) -> Effect | None:
    """Return the effect of verbs that mean something else over an infinitive: "told him to", "have to", "had to"."""
    lower = sentence.lower(above.head)
    if lower in ("told", "tell", "tells", "telling"):
        return _effects()["v:tell to"]
    if above.last != group.first:
        return None
    if lower in ("going", "gonna"):
        return PURPOSE
    if lower in ("have", "has", "gotta"):
        return OBLIGED
    return HELD if lower in ("had", "used") else None


def _word_effect(sentence: SentenceWords, at: int) -> Governor | None:
    """Return the effect of an adjective or noun right before an infinitive: "able to", "the plan to"."""
    lower, tag = sentence.lower(at), sentence.tag(at)
    for part, fits in (("a", not sentence.words[at].is_noun if at >= 0 else False), ("n", tag.startswith("NN"))):
        effect = _effects().get(f"{part}:{lower}") if fits and not tag.startswith("VV") else None
        if effect:
            return Governor(at, effect)
    return None


def _group_before(sentence: SentenceWords, group: VerbGroup) -> VerbGroup | None:
    for at in range(group.first - 1, max(-1, group.first - 1 - REACH), -1):
        found = sentence.group_at(at)
        if found:
            return found
        if sentence.words[at].text in _ENDS - {","}:
            return None
    return None


def _of_gerund(sentence: SentenceWords, group: VerbGroup) -> Governor | None:
    before = sentence.lower(group.first - 1)
    above = _group_before(sentence, group)
    if before == "of" and sentence.lower(group.first - 2) == "instead":
        return Governor(group.first - 2, ABSENT)
    if before in _OPENING:
        return Governor(group.first - 1, OPEN)
    if before in _DENYING:
        prevented = above is not None and sentence.lower(above.head) in _preventing()
        return Governor(group.first - 1, ABSENT) if before != "from" or prevented else None
    if above is None or above.last != group.first:
        return None
    effect = _effects().get(f"v:{sentence.lower(above.head)}")
    return Governor(above.head, effect) if effect else None


def _of_clause(sentence: SentenceWords, group: VerbGroup) -> Governor | None:
    """Return the verb or adjective above a clause with or without "that": "believes (that) it fell"."""
    earlier = [other for other in sentence.groups if other.last <= group.first]
    if not earlier or group.first - earlier[-1].last > REACH:
        return None
    above = earlier[-1]
    between = sentence.words[above.last : group.first]
    opener = next((at for at, word in enumerate(between) if word.lower in _OPENERS), None)
    if opener is not None and between[opener].lower in ("whether", "if"):
        return Governor(above.last + opener, OPEN)
    skipped = between[: opener or 0]
    rest = between[(opener or -1) + 1 :] if opener is not None else between
    if any(word.text in _ENDS or word.tag in _BARRIERS for word in rest):
        return None
    return _above_clause(sentence, above, [word.lower for word in skipped], bare=opener is None)


def _above_clause(sentence: SentenceWords, above: VerbGroup, skipped: list[str], *, bare: bool) -> Governor | None:
    for number, lower in enumerate(skipped):
        effect = _effects().get(f"a:{lower}")
        if effect:
            return Governor(above.last + number, effect)
    follows = sentence.tag(above.last)
    if bare and follows not in ("PNP", "AT0", "DPS", "DT0", "NP0", "NN1", "NN2", "NN0", "EX0", "PNI", "CRD", "AJ0"):
        return None
    effect = _effects().get(f"v:{sentence.lower(above.head)}")
    return Governor(above.head, effect) if effect else None


def partner_of(sentence: SentenceWords, group: VerbGroup) -> VerbGroup | None:
    """Return the verb that a bare one is joined to and shares its mood with: "will stop and search"."""
    if sentence.tag(group.first) not in _BASES:
        return None
    above = _group_before(sentence, group)
    joined = sentence.tag(group.first - 1) == "CJC" or sentence.tag(group.first - 2) == "CJC"
    return above if joined and above and sentence.tag(above.head) in _BASES else None
