"""Reports that are called false: "the reports were untrue", "called the claim a lie" deny what the reports say."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.language.grammar import BE_TAGS
from geodata.language.mainverbs import main_group
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import cue_nouns, naming_forms, words

LONGEST_LINK = 5
"""Words between a report and what it is called: "[the report] as nothing but a complete [lie]"."""

_FILLING = frozenset({"as", "nothing", "but", "pure", "simply", "to", "be"})
_FILLING_TAGS = frozenset({"AV0", "AJ0", "AT0", "PUQ"})
_NAMED = frozenset({"distancing", "neutral"})


def discrediting_word(sentence: SentenceWords, first: int, last: int) -> int | None:
    """Return the word with which the clause ``words[first:last]`` calls a report or claim false, or None.

    A "false alarm" is none, nor is what a false report tells.
    """
    for at in range(first, last):
        if sentence.lower(at) in words("falsities.tsv") and not _qualifies(sentence, at, last):
            verb = _over_filling(sentence, at, first)
            if verb is not None and _is_of_report(sentence, first, verb):
                return at
    return None


def _qualifies(sentence: SentenceWords, at: int, last: int) -> bool:
    """Tell whether a word only says of what kind the next one is: "a false alarm"; "fake news" is false itself."""
    behind = sentence.lower(at + 1)
    return (
        at + 1 < last and sentence.words[at + 1].is_noun and behind != "news" and behind not in words("falsities.tsv")
    )


def _over_filling(sentence: SentenceWords, at: int, first: int) -> int | None:
    """Return the word before "as a complete" that stands before the word `at`."""
    for before in range(at - 1, max(first, at - LONGEST_LINK) - 1, -1):
        filling = sentence.lower(before) in _FILLING or sentence.tag(before) in _FILLING_TAGS
        if not filling or sentence.group_at(before) is not None:
            return before
    return None


def _is_of_report(sentence: SentenceWords, first: int, before: int) -> bool:
    """Tell whether a report is, or is called, what stands behind the word `before`."""
    group = sentence.group_at(before)
    if group is None:  # "called the reports [a lie]", "the reports [a lie]" behind the cue
        naming = main_group(sentence, first, before)
        if naming is not None and sentence.lower(naming.head) not in naming_forms():
            return False
        return _report_in(sentence, naming.last if naming else first, before + 1)
    is_be = any(sentence.tag(at) in BE_TAGS for at in range(group.first, group.last))
    return is_be and _report_in(sentence, first, group.first)


def _report_in(sentence: SentenceWords, first: int, last: int) -> bool:
    """Tell whether what stands here is about a report: its first noun is one, and a verb follows only in a that."""
    at = next((position for position in _nouns(sentence, first, last)), None)
    if at is None or not _is_report(sentence.lower(at)):
        return False
    return sentence.next_finite(first, last) is None or sentence.lower(at + 1) == "that"


def _nouns(sentence: SentenceWords, first: int, last: int) -> Iterator[int]:
    return (at for at in range(first, last) if sentence.words[at].is_noun)


def _is_report(noun: str) -> bool:
    return noun in words("charges.tsv") or cue_nouns().get(noun) in _NAMED
