"""Noun phrases around a verb: who is its subject, and where a phrase that follows ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from geodata.language.asides import behind_dateline
from geodata.language.clauses import DASHES
from geodata.language.grammar import MODIFIER_TAGS, VerbGroup, Word, read_words
from geodata.language.timex import Timex, find_timexes, with_preposition
from geodata.language.verbgroups import verb_groups
from geodata.models import Document, Sentence

LONGEST_PHRASE = 40
"""Words that a subject may have; a longer stretch before a verb is no noun phrase."""

LONGEST_APPOSITION = 25
"""Words between the commas of "Smith, a spokesman for the ministry, said"."""

SHORTEST_NAME = 2  # words of a name that tells who "the officer" is
LONGEST_RELATIVE_SUBJECT = 5  # words of "whom the defence minister" before the verb of a relative clause

Span = tuple[int, int]
_RELATIVES = frozenset({"who", "whose", "which"})
_STOP_TAGS = frozenset({"CJS", "CJT", "DTQ", "PNQ", "AVQ", "PUQ", "TO0"})
_NP_START_TAGS = frozenset({"AT0", "DPS", "PNP", "DT0", "CRD", "EX0", "PNI"})
_INSIDE_TAGS = MODIFIER_TAGS | {"NN0", "NN1", "NN2", "NP0", "PRF", "AV0", "VVN", "AVP", "ZZ0"}


class SentenceWords:
    """One sentence as the rules read it: words, verb groups, times."""

    def __init__(self, document: Document, sentence: Sentence, words: tuple[Word, ...] | None = None) -> None:
        self.document = document
        self.sentence = sentence
        self.words = read_words(document, sentence) if words is None else words
        self.groups = verb_groups(self.words)

    def without(self, first: int, last: int) -> SentenceWords:
        """Return the sentence read without ``words[first:last]``; what is left keeps its characters."""
        return SentenceWords(self.document, self.sentence, (*self.words[:first], *self.words[last:]))

    @cached_property
    def opening(self) -> int:
        """The first word behind a dateline ("HOMS, Syria (AP) —"), 0 where there is none."""
        start, end = self.sentence.start, self.sentence.end
        behind = behind_dateline(self.document.text, start, end)
        return self.words_in(behind, end)[0] if behind > start else 0

    @cached_property
    def timexes(self) -> list[Timex]:
        """The expressions of time of the sentence."""
        return find_timexes(self.document.text, self.sentence.start, self.sentence.end)

    @cached_property
    def time_at(self) -> dict[int, int]:
        """For each word that opens an expression of time: the first word behind it."""
        table: dict[int, int] = {}
        for timex in self.timexes:
            start = with_preposition(self.document.text, timex, self.sentence.start)
            first, last = self.words_in(start, timex.end)
            table[first] = last
        return table

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _ends(self) -> list[int]:
        return [word.end for word in self.words]

    @cached_property
    def finite(self) -> list[VerbGroup]:
        """The finite verb groups of the sentence, in order."""
        return [group for group in self.groups if group.finite]

    @cached_property
    def _finite_starts(self) -> list[int]:
        return [group.first for group in self.finite]

    def finite_in(self, first: int, last: int) -> Sequence[VerbGroup]:
        """Return the finite verb groups that begin in ``words[first:last]``."""
        starts = self._finite_starts
        return self.finite[bisect_left(starts, first) : bisect_left(starts, last)]

    @cached_property
    def _group_at(self) -> dict[int, VerbGroup]:
        return {at: group for group in self.groups for at in range(group.first, group.last)}

    def group_at(self, position: int) -> VerbGroup | None:
        """Return the verb group around a word, or None."""
        return self._group_at.get(position)

    def words_in(self, start: int, end: int) -> Span:
        """Return the range of words that lie in the characters ``[start, end)``."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def chars(self, first: int, last: int) -> Span:
        """Return the characters that ``words[first:last]`` cover."""
        return self.words[first].start, self.words[last - 1].end

    def lower(self, position: int) -> str:
        """Return a word in lower case, empty beyond the ends."""
        return self.words[position].lower if 0 <= position < len(self.words) else ""

    def tag(self, position: int) -> str:
        """Return a word's tag, empty beyond the ends."""
        return self.words[position].tag if 0 <= position < len(self.words) else ""

    def next_finite(self, start: int, end: int) -> VerbGroup | None:
        """Return the first finite verb group in ``words[start:end]``."""
        at = bisect_left(self._finite_starts, start)
        return self.finite[at] if at < len(self.finite) and self.finite[at].first < end else None


def subject_before(sentence: SentenceWords, group: VerbGroup) -> Span | None:
    """Return the words of the subject of a verb group that follows its subject, or None.

    An apposition between commas belongs to it; a verb that shares the subject of an earlier one ("came and said",
    "welcomed it, saying") gets that one's.
    """
    at = _over_adverbs(sentence, group.first - 1)
    if at < 0:
        return None
    word = sentence.words[at]
    if group.form in ("gerund", "infinitive") or word.tag == "CJC":
        return _shared_subject(sentence, group)
    if word.text in {",", *DASHES, ")"}:
        return _before_apposition(sentence, at) or _shared_subject(sentence, group)
    if word.lower in ("who", "which", "that"):
        return noun_phrase_before(sentence, at - 1 if sentence.lower(at - 1) == "," else at)
    return noun_phrase_before(sentence, at + 1)


def _over_adverbs(sentence: SentenceWords, at: int) -> int:
    while at >= 0 and sentence.words[at].tag == "AV0":
        at -= 1
    return _over_time(sentence, at)


def _over_time(sentence: SentenceWords, at: int) -> int:
    """Step back over an expression of time: "the ministry on Tuesday said"."""
    for first, last in sentence.time_at.items():
        if last == at + 1:
            return first - 1
    return at


def _shared_subject(sentence: SentenceWords, group: VerbGroup) -> Span | None:
    earlier = [other for other in sentence.groups if other.finite and other.first < group.first]
    free = [other for other in earlier if not is_relative(sentence, other, 0)]
    for other in free if group.form == "gerund" else reversed(earlier):
        before = _over_adverbs(sentence, other.first - 1)
        own = before >= 0 and (sentence.words[before].text != "," or _before_apposition(sentence, before) is not None)
        if own and sentence.words[before].tag != "CJC":
            return subject_before(sentence, other)
    return None


def _before_apposition(sentence: SentenceWords, comma: int) -> Span | None:
    closing = sentence.words[comma].text
    opening = "(" if closing == ")" else closing
    for at in range(comma - 1, max(-1, comma - LONGEST_APPOSITION), -1):
        word = sentence.words[at]
        if word.is_mark:
            return None
        if word.text == opening and at < comma - 1:
            return _with_apposition(sentence, at, comma) or _with_relative_clause(sentence, comma)
    return None


def _with_relative_clause(sentence: SentenceWords, comma: int) -> Span | None:
    """Return the phrase of "Smith, who asked that his name not be used," with all of its relative clause."""
    for at in range(comma - 1, max(0, comma - LONGEST_APPOSITION), -1):
        if sentence.words[at].text == "," and sentence.lower(at + 1) in _RELATIVES:
            phrase = noun_phrase_before(sentence, at)
            if phrase and sentence.lower(phrase[0]) not in _RELATIVES:
                return phrase[0], comma
    return None


def _with_apposition(sentence: SentenceWords, opening: int, closing: int) -> Span | None:
    if any(not is_relative(sentence, group, opening) for group in sentence.finite_in(opening, closing)):
        return None
    phrase = noun_phrase_before(sentence, opening)
    if phrase is None or sentence.lower(phrase[0]) in _RELATIVES:
        return None
    if opening > 0 and sentence.tag(phrase[0]) == "CRD" and sentence.lower(phrase[0] - 1) == ",":
        phrase = noun_phrase_before(sentence, phrase[0] - 1) or phrase
    return phrase[0], closing + 1 if sentence.words[closing].text == ")" else closing


def noun_phrase_before(sentence: SentenceWords, end: int) -> Span | None:
    """Return the noun phrase that ends before the word `end`, or None."""
    start = _left_edge(sentence, end)
    start = _without_opening(sentence, start, end)
    if start >= end or not any(_can_head(sentence.words[at]) for at in range(start, end)):
        return None
    return start, end


def _can_head(word: Word) -> bool:
    return word.is_noun or word.tag in ("PNP", "DT0", "CRD", "PNI", "UNC", "AJ0", "PNQ", "DPS")


def _left_edge(sentence: SentenceWords, end: int) -> int:
    at = end - 1
    while at >= 0 and end - at <= LONGEST_PHRASE:
        word = sentence.words[at]
        group = sentence.group_at(at)
        if group and group.finite:
            before = sentence.lower(group.first - 1)
            if before not in ("who", "that", "which"):
                return _after_other_verb(sentence, at + 1, end)
            at = group.first - 2
            continue
        if word.is_mark or word.tag in _STOP_TAGS - {"TO0"} or word.tag == "PUN":
            return at + 1
        at -= 1
    return at + 1


def _after_other_verb(sentence: SentenceWords, start: int, end: int) -> int:
    """Return where the phrase begins after another verb: behind the last "and", else at the last base phrase."""
    for at in range(end - 1, start - 1, -1):
        if sentence.words[at].tag == "CJC":
            return at + 1
    for at in range(end - 1, start - 1, -1):
        if sentence.words[at].tag in _NP_START_TAGS:
            return at
    return start


def _without_opening(sentence: SentenceWords, start: int, end: int) -> int:
    """Drop what stands before the phrase: "But", "Also", "On Wednesday", "In the capital"."""
    while start < end:
        word = sentence.words[start]
        if start in sentence.time_at:
            start = sentence.time_at[start]
        elif word.tag in ("CJC", "AV0", "ITJ", "CJS", "PUN", "PUQ"):
            start += 1
        elif word.tag == "PRP":
            start = _after_preposition(sentence, start, end)
        else:
            break
    return start


def _after_preposition(sentence: SentenceWords, start: int, end: int) -> int:
    for at in range(start + 2, end):
        after_noun = sentence.words[at - 1].is_noun
        if after_noun and sentence.words[at].tag in _NP_START_TAGS:
            return at
    return start + 1


def noun_phrase_after(sentence: SentenceWords, start: int) -> int:
    """Return the word behind the noun phrase that begins at `start` (`start` itself when none begins there)."""
    at = start
    while at < len(sentence.words) and at - start <= LONGEST_PHRASE:
        word = sentence.words[at]
        if word.is_mark or at in sentence.time_at or word.tag in ("CJT", "CJS"):
            break
        if word.text == ",":
            after = _behind_apposition(sentence, at)
            if after is None:
                break
            at = after
            continue
        if word.text in {".", ";", ":", "!", "?", *DASHES}:
            break
        group = sentence.group_at(at)
        if group and group.finite and sentence.lower(group.first - 1) not in ("who", "that", "which"):
            break
        at += 1
    while at > start and sentence.words[at - 1].tag in ("PRP", "CJC", "AV0"):
        at -= 1
    return at


def _behind_name(sentence: SentenceWords, comma: int) -> int | None:
    """Return the word behind the name of "the officer, Captain Ana Reyes,", or None."""
    at = comma + 1
    while sentence.tag(at) == "NP0":
        at += 1
    trade = sentence.tag(comma - 1) in ("NN1", "NN0")
    closed = at >= len(sentence.words) or sentence.words[at].text in (",", ".", ";")
    full = at - comma > SHORTEST_NAME or (at - comma == SHORTEST_NAME and _goes_on(sentence, at))
    return at if trade and closed and full else None


def _goes_on(sentence: SentenceWords, comma: int) -> bool:
    """Tell whether a verb follows a comma, and no further name: "the agency, Conaf, and was driven on"."""
    at = comma + 1 + (sentence.tag(comma + 1) == "CJC")
    group = sentence.group_at(at)
    return sentence.lower(comma) == "," and group is not None and group.first == at


def _behind_apposition(sentence: SentenceWords, comma: int) -> int | None:
    """Return the word behind "a spokesman for the ministry" in "Smith, a spokesman for the ministry,", or None."""
    if sentence.tag(comma + 1) == "NP0":
        return _behind_name(sentence, comma)
    if sentence.tag(comma + 1) not in ("AT0", "NN1", "NN2", "PNQ", "DPS", "AJ0", "CRD"):
        return None
    if sentence.lower(comma + 1) in ("a", "an", "the", "who") or sentence.tag(comma + 1) in ("NN1", "NN2", "CRD"):
        for at in range(comma + 1, min(len(sentence.words), comma + LONGEST_APPOSITION)):
            if sentence.words[at].text in (",", ".", ";"):
                relative = sentence.lower(comma + 1) == "who" or _tells_who(sentence, comma + 1, at)
                return at if relative or not sentence.next_finite(comma + 1, at) else None
            if sentence.words[at].is_mark:
                return None
        return None
    return None


def _tells_who(sentence: SentenceWords, first: int, end: int) -> bool:
    """Tell whether an apposition has a verb only behind "who": "Ana Reyes, a nurse who fled, [roads were closed]".

    What follows has a subject of its own, or the man who fled is no apposition but was shot.
    """
    verbs = sentence.finite_in(first, end)
    if len(verbs) != 1 or sentence.lower(verbs[0].first - 1) != "who" or sentence.tag(first) != "AT0":
        return False
    if sentence.lower(end) != ",":
        return True
    verb = sentence.next_finite(end + 1, len(sentence.words))
    between = sentence.words[end + 1 : verb.first] if verb else ()
    return bool(between) and all(word.text != "," for word in between)


def is_relative(sentence: SentenceWords, group: VerbGroup, first: int) -> bool:
    """Tell whether a verb is of a relative clause that begins behind `first`: "the planes that [flew]"."""
    before = group.first - 1
    if before >= first and sentence.lower(before) in ("who", "that", "which"):
        return True
    return _has_own_subject(sentence, before, first)


def _has_own_subject(sentence: SentenceWords, at: int, first: int) -> bool:
    """Tell whether a verb hangs on what stands before its subject: "managers, whom he [would not name], were"."""
    for position in range(at, max(first, at - LONGEST_RELATIVE_SUBJECT), -1):
        if sentence.lower(position) in ("whom", "which", "where"):
            return position < at and sentence.words[position - 1].text == ","
        if sentence.lower(position) == "that":
            return position < at and position > first and sentence.words[position - 1].is_noun
        if not (sentence.words[position].is_noun or sentence.tag(position) in ("PNP", "PNI", "AT0", "AJ0", "DPS")):
            return False
    return False
