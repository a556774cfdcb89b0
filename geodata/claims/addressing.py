"""Place names that words are addressed to: who is told, urged or blamed is a government or a council, and no place."""

from __future__ import annotations

from functools import cache

from geodata.claims.places import lists
from geodata.language.grammar import MODIFIER_TAGS, NOUN_TAGS
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import verb_forms, words
from geodata.models import Mention

LONGEST_SENT = 12
"""Words between a verb of sending and "to"."""

_SENT = MODIFIER_TAGS | NOUN_TAGS | {"PRP", "PRF", "AV0", "AJS", "AJC", "POS"}


def is_addressed(sentence: SentenceWords, mention: Mention) -> bool:
    """Tell whether a name hears words and is no place: "notified Aton", "Sofia was told", "sent a letter to Aton"."""
    first, behind = sentence.words_in(mention.start, mention.end)
    before = _before_list(sentence, first)
    if _is_sent_words(sentence, before):
        return True
    if sentence.lower(before) in _addressing_forms() and sentence.tag(before).startswith("V"):
        return sentence.tag(behind) not in NOUN_TAGS | {"POS"}
    group = sentence.group_at(_behind_list(sentence, behind))
    return group is not None and group.passive and sentence.lower(group.head) in _addressing_forms()


@cache
def _addressing_forms() -> frozenset[str]:
    return frozenset(form for verb in words("addressing_verbs.tsv") for form in verb_forms(verb))


@cache
def _sending_forms() -> frozenset[str]:
    return frozenset(form for verb in words("sending_verbs.tsv") for form in verb_forms(verb))


def _is_sent_words(sentence: SentenceWords, to: int) -> bool:
    """Tell whether words are sent "to" a name, and nobody and nothing else: "sent a letter to", "an appeal to"."""
    if sentence.lower(to) != "to":
        return False
    if _is_appeal(sentence, to - 1):
        return True
    verb = to - 1
    while verb > 0 and to - verb <= LONGEST_SENT and sentence.tag(verb) in _SENT:
        verb -= 1
    if sentence.lower(verb) not in _sending_forms() or not sentence.tag(verb).startswith("VV"):
        return False
    group = sentence.group_at(verb)
    sent = _first_noun(sentence, verb + 1, to)
    if sent is None and (group is None or group.passive):
        sent = _first_noun(sentence, *_clause_before(sentence, group.first if group else verb))
    return sent is not None and sentence.lower(sent) in words("sent_words.tsv")


def _is_appeal(sentence: SentenceWords, noun: int) -> bool:
    """Tell whether a noun of words stands alone before "to": "after an appeal to", not "two trucks and a note to"."""
    before = noun - 1
    while before > 0 and sentence.tag(before) in MODIFIER_TAGS:
        before -= 1
    alone = sentence.lower(before) not in ("and", "or") and sentence.tag(before) not in NOUN_TAGS
    return sentence.tag(noun) in NOUN_TAGS and sentence.lower(noun) in words("sent_words.tsv") and alone


def _clause_before(sentence: SentenceWords, end: int) -> tuple[int, int]:
    """Return the words of a subject, back to the comma, the conjunction or the verb before it."""
    first = end
    while first > 0 and sentence.tag(first - 1) in _SENT:
        first -= 1
    return first, end


def _first_noun(sentence: SentenceWords, first: int, last: int) -> int | None:
    """Return the noun that heads a phrase: "copy" of "a copy of the report"; none where a preposition opens it."""
    head = None
    for at in range(first, last):
        if sentence.tag(at) in ("PRP", "PRF"):
            break
        head = at if sentence.tag(at) in NOUN_TAGS else head
    return head


def _before_list(sentence: SentenceWords, first: int) -> int:
    """Return the word before a name and the names listed before it: "told" of "told Sofia and Aton"."""
    at = first - 1
    while at > 0 and (sentence.tag(at) == "NP0" or sentence.lower(at) == "the" or lists(sentence, at)):
        at -= 1
    return at


def _behind_list(sentence: SentenceWords, behind: int) -> int:
    """Return the word behind a name and the names listed behind it: "were" of "Sofia and Aton were told"."""
    at = behind
    while sentence.lower(at) in ("and", "or", "both") and sentence.tag(at + 1) == "NP0":
        at += 1
        while sentence.tag(at) == "NP0":
            at += 1
    return at
