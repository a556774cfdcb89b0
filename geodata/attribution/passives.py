"""Passives whose subject is no source: "He was released and ordered not to leave", "31 feared dead"."""

from __future__ import annotations

from dataclasses import replace

from geodata.attribution.contents import Found
from geodata.language.grammar import BE_TAGS
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import words

_FEARED = frozenset({"feared", "believed", "presumed", "thought", "reported", "confirmed", "said"})
"""Participles that headlines leave without their "are"."""


def without_false_source(item: Found, sentence: SentenceWords) -> Found:
    """Return an attribution without a source that is but the subject of a passive.

    Parameters
    ----------
    item : Found
        What was read.
    sentence : SentenceWords
        The sentence of its cue.
    """
    if item.speaker is None:
        return item
    if _is_count(item, sentence):
        return replace(item, speaker=None, contents=tuple(sorted((item.speaker, *item.contents))))
    if _is_agentless(item, sentence):
        return replace(item, speaker=None)
    return replace(item, speaker=None, tells=False) if _shares_passive(item, sentence) else item


def _is_agentless(item: Found, sentence: SentenceWords) -> bool:
    """Tell whether a passive has its source in the sentence before: "X said so. The talks are expected to go on."."""
    first, _ = sentence.words_in(*item.cue)
    before = item.speaker is not None and item.speaker[1] <= sentence.sentence.start
    return before and sentence.tag(first) in BE_TAGS


def _is_count(item: Found, sentence: SentenceWords) -> bool:
    """Tell whether a number stands where the source should be, before a participle: "31 feared dead"."""
    first, last = sentence.words_in(*(item.speaker or (0, 0)))
    at, _ = sentence.words_in(*item.cue)
    counts = first < last == at and all(sentence.tag(i) == "CRD" for i in range(first, last))
    return counts and sentence.lower(at) in _FEARED


def _shares_passive(item: Found, sentence: SentenceWords) -> bool:
    """Tell whether the "was" of a verb before it holds for a cue: "was released on bail and ordered to stay"."""
    at, _ = sentence.words_in(*item.cue)
    if sentence.lower(at) not in words("steering_verbs.tsv") or sentence.tag(at - 1) != "CJC":
        return False
    before = [group for group in sentence.groups if group.last <= at]
    subject = item.speaker is not None and before and item.speaker[1] <= sentence.words[before[-1].first].start
    return bool(subject) and before[-1].passive and before[-1].finite
