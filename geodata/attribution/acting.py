"""Verbs that give words to nobody's clause: "put the toll at 31", "a charge that the army denied"."""

from __future__ import annotations

from geodata.attribution.contents import Found
from geodata.language.grammar import VerbGroup
from geodata.language.phrases import SentenceWords, noun_phrase_after, subject_before
from geodata.language.wordtables import Cue, cue_nouns, words

LONGEST_MEASURE = 10
"""Words between "put" and its "at": "put the number of people who had fled the town at"."""

LONGEST_LOOK_BACK = 14
"""Words before a denial in which the charge stands that it denies."""

WORDS_OF_CHARGE = 4
"""Words of "a widely repeated charge"."""

PUTS = frozenset({"put", "puts", "putting"})  # who does so says a number: "put the toll at 31"
_LINKS = frozenset({"that", "which"})


def putting(sentence: SentenceWords, group: VerbGroup) -> Found | None:
    """Return who estimates in "put the death toll at 31"; the clause stays what the article tells of that source.

    Parameters
    ----------
    sentence : SentenceWords
        The sentence.
    group : VerbGroup
        One of its verbs.
    """
    if sentence.lower(group.head) not in PUTS or not group.finite:
        return None
    ahead = range(group.last + 1, min(len(sentence.words) - 1, group.last + LONGEST_MEASURE))
    at = next((i for i in ahead if sentence.lower(i) == "at"), None)
    behind = (at + 1, at + 2, at + 3) if at else ()
    if at is None or not any(sentence.tag(i) == "CRD" for i in behind):
        return None
    subject = subject_before(sentence, group)
    if subject is None:
        return None
    contents = (sentence.chars(group.last, noun_phrase_after(sentence, at + 1)),)
    return Found(sentence.chars(group.first, group.last), sentence.chars(*subject), contents, tells=False, plain=True)


def turned_down(sentence: SentenceWords, group: VerbGroup, cue: Cue) -> Found | None:
    """Return who denies in ", a charge (that) the army has denied": of the clause before it he has said nothing.

    Parameters
    ----------
    sentence : SentenceWords
        The sentence.
    group : VerbGroup
        Its verb of denial.
    cue : Cue
        What that verb is as a cue.
    """
    if cue.kind != "denial" or not group.finite or group.passive:
        return None
    for comma in range(group.first - 2, max(0, group.first - LONGEST_LOOK_BACK), -1):
        if sentence.group_at(comma) is not None:
            return None
        if sentence.words[comma].text == ",":
            return _of_charge(sentence, comma + 1, group)
    return None


def _of_charge(sentence: SentenceWords, first: int, group: VerbGroup) -> Found | None:
    charges = (at for at in range(first, min(first + WORDS_OF_CHARGE, group.first)) if _is_charge(sentence, at))
    charge = next(charges, None)
    if charge is None or sentence.tag(first) != "AT0":
        return None
    subject = charge + 2 if sentence.lower(charge + 1) in _LINKS else charge + 1
    if subject >= group.first:
        return None
    cue, speaker = sentence.chars(group.first, group.last), sentence.chars(subject, group.first)
    return Found(cue, speaker, (sentence.chars(first, charge + 1),), plain=True)


def _is_charge(sentence: SentenceWords, at: int) -> bool:
    noun = sentence.lower(at)
    return sentence.words[at].is_noun and (noun in cue_nouns() or noun in words("charges.tsv"))
