"""Place names that words are addressed to: who is told, urged or blamed is a government or a council, and no place."""

from __future__ import annotations

from functools import cache

from geodata.claims.places import lists
from geodata.language.grammar import NOUN_TAGS
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import verb_forms, words
from geodata.models import Mention


def is_addressed(sentence: SentenceWords, mention: Mention) -> bool:
    """Tell whether a name hears words and is no place: "notified Aton", "Bucharest and Aton were told"."""
    first, behind = sentence.words_in(mention.start, mention.end)
    before = _before_list(sentence, first)
    if sentence.lower(before) in _addressing_forms() and sentence.tag(before).startswith("V"):
        return sentence.tag(behind) not in NOUN_TAGS | {"POS"}
    group = sentence.group_at(_behind_list(sentence, behind))
    return group is not None and group.passive and sentence.lower(group.head) in _addressing_forms()


@cache
def _addressing_forms() -> frozenset[str]:
    return frozenset(form for verb in words("addressing_verbs.tsv") for form in verb_forms(verb))


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
