"""Places that are the subject of what befalls them: "Colombia has suffered a wave of kidnappings"."""

from __future__ import annotations

from functools import cache

from geodata.claims.propositions import Proposition
from geodata.language.grammar import MODIFIER_TAGS, NOUN_TAGS
from geodata.language.mainverbs import main_group
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import rows, triggers, verb_forms, word_classes
from geodata.models import Mention

_BEFALLING = ("nature", "disease", "accident", "fighting", "protest")
_DEGREES = frozenset({"AJS", "AJC", "AV0", "CRD", "DPS"})
_OF_FORCE = frozenset({"ASSAULT", "PROTEST"})
_MEASURES = frozenset(
    {"surge", "wave", "spate", "rise", "increase", "upsurge", "series", "string", "number", "outbreak", "weeks"}
    | {"months", "years", "decades", "days", "dozens", "hundreds", "scores", "waves", "kind", "level", "levels"}
)
"""Nouns that only measure what stands behind them: "a surge of attacks"."""


@cache
def _forms(kind: str) -> frozenset[str]:
    return frozenset(form for verb, of in rows("suffering_verbs.tsv") if of == kind for form in verb_forms(verb))


def suffers(proposition: Proposition, mention: Mention) -> bool:
    """Tell whether a name is the subject of what befalls it: "Mali has seen a surge of attacks", not "saw a chance"."""
    sentence = proposition.sentence
    _, behind = sentence.words_in(mention.start, mention.end)
    main = main_group(sentence, proposition.first, proposition.last)
    if main is None or main.first != behind or main.passive:
        return False
    verb = sentence.lower(main.head)
    return verb in _forms("any") or (verb in _forms("event") and _befalls(sentence, main.last, proposition.last))


def is_struck(proposition: Proposition, mention: Mention) -> bool:
    """Tell whether a name is what was struck: "a missile hit Aton"; who is attacked over something is in no danger."""
    sentence = proposition.sentence
    first, behind = sentence.words_in(mention.start, mention.end)
    verb = first - 1
    if sentence.tag(verb) == "CJC":  # "hit Aton, Betown and [Cetown]"
        while verb > proposition.first and (sentence.tag(verb) in ("NP0", "CJC") or sentence.words[verb].text == ","):
            verb -= 1
    group = sentence.group_at(verb)
    if group is None or group.passive or group.head != verb:
        return False
    return sentence.lower(verb) in _forms("struck") and sentence.lower(behind) not in _FOR_WHAT


_FOR_WHAT = frozenset({"over", "for", "as", "with", "'s", "’s", "by"})
"""What follows a name that is attacked in words, or hit by no weapon; or that only says whose something is."""


def _befalls(sentence: SentenceWords, first: int, last: int) -> bool:
    """Tell whether what a verb governs is a disaster, fighting or a measure of such: "a surge of attacks"."""
    if any(sentence.lower(at) == "as" for at in range(first, last)):
        return False  # "saw the attack as a threat"
    at = first
    while at < last:
        while at < last and sentence.tag(at) in MODIFIER_TAGS | _DEGREES:
            at += 1
        opens = at
        while at < last and sentence.tag(at) in NOUN_TAGS:
            at += 1
        if any(_is_befalling(sentence.lower(noun)) for noun in range(opens, at)):
            return True
        if sentence.lower(at - 1) not in _MEASURES or sentence.lower(at) not in ("of", "in"):
            return False
        at += 1
    return False


def _is_befalling(noun: str) -> bool:
    trigger = triggers().get(f"n:{noun}")
    if trigger is not None and trigger.event_type in _OF_FORCE:
        return True
    return any(noun in word_classes()[kind] for kind in _BEFALLING)
