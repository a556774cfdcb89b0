"""The words of a content, sentence by sentence; what a cue in its middle interrupts is put together again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from geodata.language.clauses import COORDINATORS
from geodata.language.grammar import Word
from geodata.language.phrases import SentenceWords
from geodata.models import Attribution

_COMPLETING = frozenset({"PRP", "PRF", "TO0", "VVG", "VVN", "CJS", "AVQ"})
"""What completes a clause behind the cue: "will open, he said, in May"; a bare afterthought does not need joining."""

_ROUGHLY = frozenset({"about", "around", "over", "under"})

Part = tuple[SentenceWords, int, int]
"""Words of a content: ``sentence.words[first:last]``."""

LONGEST_SAYING = 12
"""Words between two parts of a clause that tell of the saying: ", a spokesman for the ministry told reporters,"."""

_OF_TIME = frozenset({"after", "before", "until", "till", "since", "once", "when"})
_OWN_CLAUSE = frozenset({"because", "while", "whereas", "though", "although", "as"})
"""What opens a clause that states something by itself, behind a comma: it needs no joining."""


def parts_of(sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution) -> list[Part]:
    """Return the words of a content in reading order.

    "The river, he says, might be sick" is one part, in a sentence read without "he says". What can stand by itself
    on both sides of the cue stays apart: "The road is closed, he says, and the bridge has gone".

    Parameters
    ----------
    sentences : sequence of SentenceWords
        Those of the article.
    starts : sequence of int
        Their first characters.
    attribution : Attribution
        Whose content is asked for.
    """
    parts: list[Part] = []
    for start, end in attribution.content_spans:
        for index in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
            part = (sentences[index], *sentences[index].words_in(start, end))
            if parts and _is_interrupted(parts[-1], part, attribution):
                parts[-1:] = _put_together(parts[-1], part)
            else:
                parts.append(part)
    return parts


def _is_interrupted(before: Part, after: Part, attribution: Attribution) -> bool:
    """Tell whether only the cue and who speaks stand between two parts of a sentence."""
    sentence, first, end = before
    _, opening, last = after
    return sentence is after[0] and first < end <= opening < last and _only_saying(sentence, end, opening, attribution)


def _put_together(before: Part, after: Part) -> list[Part]:
    """Return two parts as one where one needs the other; an afterthought without a verb says nothing by itself."""
    sentence, first, end = before
    _, opening, last = after
    if _need_each_other(sentence, before, after):
        return [(sentence.without(end, opening), first, last - (opening - end))]
    return [before] if _is_afterthought(sentence, opening, last) else [before, after]


def _is_afterthought(sentence: SentenceWords, first: int, last: int) -> bool:
    is_quoted = any(map(_is_mark, sentence.words[first:last]))
    return not is_quoted and not any(sentence.group_at(at) for at in range(first, last))


def _only_saying(sentence: SentenceWords, first: int, last: int, attribution: Attribution) -> bool:
    """Tell whether words are but a cue with its source, hearer and time: ", he told me on Friday,"."""
    cue = attribution.cue_start, attribution.cue_end
    between = sentence.words[first:last]
    if cue[0] is None or cue[1] is None or not 0 < len(between) <= LONGEST_SAYING or any(map(_is_mark, between)):
        return False
    inside = any(cue[0] <= word.start < cue[1] for word in between)
    verbs = (sentence.words[group.head] for group in sentence.finite_in(first, last))
    return inside and all(cue[0] <= verb.start < cue[1] for verb in verbs)


def _is_mark(word: Word) -> bool:
    return word.is_mark


def _need_each_other(sentence: SentenceWords, before: Part, after: Part) -> bool:
    if sentence.next_finite(before[1], before[2]) is None:
        return True
    opening = sentence.lower(after[1])
    condition = opening == "as" and sentence.lower(after[1] + 2) == "as"  # "as long as"
    if opening in COORDINATORS or (opening in _OWN_CLAUSE and not condition):
        return False
    if sentence.next_finite(after[1], after[2]) is None:
        return sentence.tag(after[1]) in _COMPLETING and opening not in _ROUGHLY
    return condition or sentence.tag(after[1]) in ("CJS", "AVQ") or opening in _OF_TIME
