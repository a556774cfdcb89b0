"""From sentences and attributions to propositions: one for each clause that says something of its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from geodata.certainty import CueSense
from geodata.claims.joining import Part, parts_of
from geodata.claims.sensing import BEFORE_CUE, cue_sense
from geodata.claims.telling import telling
from geodata.language.asides import ABOUT_NAMING, ANONYMITY
from geodata.language.clauses import RELATIVES, SUBORDINATORS, Clause, split_clauses
from geodata.language.grammar import VerbGroup
from geodata.language.mainverbs import main_group
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import cue_nouns, cues, hedges, words
from geodata.models import Attribution, Document

Span = tuple[int, int]
_TRIMMED = frozenset({",", ".", ";", ":", "!", "—", "–", "-", "…"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """One clause that becomes a claim: ``sentence.words[first:last]``."""

    sentence: SentenceWords
    first: int
    last: int
    link: str  # how it hangs on the one before: main, coordinate, relative, subordinate, contrast
    attribution: Attribution | None
    sense: CueSense

    @property
    def start(self) -> int:
        """The first character."""
        return self.sentence.words[self.first].start

    @property
    def end(self) -> int:
        """The character behind the last."""
        return self.sentence.words[self.last - 1].end


def find_propositions(
    document: Document, sentences: Sequence[SentenceWords], attributions: Sequence[Attribution]
) -> list[Proposition]:
    """Return the propositions of a document in reading order.

    A content is split at its clauses; what is left of a sentence is the article's own statement when it has a finite
    verb. Questions and fragments say nothing.
    """
    starts = [sentence.sentence.start for sentence in sentences]
    attributions = [_said_by_somebody(document, item) for item in attributions]
    told = telling(document, sentences, attributions)
    found = [item for attribution in told for item in _contents(document, sentences, starts, attribution)]
    taken = _taken(document, sentences, told)
    own = [item for sentence in sentences for item in _own(sentence, taken)]
    ids = {item.attribution_id for item in told}
    acts = sorted((item for item in attributions if item.attribution_id not in ids), key=_cue_start)
    return sorted([*found, *(_as_act(item, acts) for item in own)], key=_where)


def _said_by_somebody(document: Document, item: Attribution) -> Attribution:
    """Leave the source out where nobody speaks: that "neither side has admitted it" is what the article says."""
    words = (
        document.text[item.speaker_start : item.speaker_end].lower().split() if item.speaker_start is not None else []
    )
    if not words or words[0] not in _NOBODY:
        return item
    return replace(item, speaker_id=None, speaker_start=None, speaker_end=None, tells=False)


_NOBODY = frozenset({"nobody", "neither", "none", "no"})


def _where(proposition: Proposition) -> Span:
    return proposition.start, proposition.end


def _cue_start(attribution: Attribution) -> int:
    return attribution.cue_start or 0


def _as_act(item: Proposition, acts: Sequence[Attribution]) -> Proposition:
    """Give the article's own statement the source whose act in words it tells: "The minister condemned the killings".

    It stays what the article says of that source, whole. Its main verb is the cue, else the one who speaks stands in
    it ("The minister left, praising the troops").
    """
    first = bisect_left(acts, item.start, key=_cue_start)
    inside = acts[first : bisect_left(acts, item.end, key=_cue_start)]
    main = main_group(item.sentence, item.first, item.last) if inside else None
    if main is None:
        return item
    start, end = item.sentence.chars(main.first, main.last)
    of_verb = (act for act in inside if _cue_start(act) < end and start < (act.cue_end or 0))
    with_source = (
        act for act in inside if act.speaker_start is not None and item.start <= act.speaker_start < item.end
    )
    act = next(chain(of_verb, with_source), None)
    if act is None:
        return item
    sense = cue_sense(item.sentence.document, act)
    return replace(item, attribution=act, sense=sense if sense.kind == "request" else item.sense)


# --- contents ------------------------------------------------------------------------------------------------------


def _contents(
    document: Document, sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution
) -> Iterator[Proposition]:
    sense = cue_sense(document, attribution)
    if _is_parted(attribution):
        yield from _whole(sentences, starts, attribution, sense)
        return
    parts = parts_of(sentences, starts, attribution)
    for number, (sentence, first, last) in enumerate(parts):
        if first < last and not _is_hearer(parts[number : number + 2]):
            yield from _split(sentence, first, last, attribution, sense)


def _is_hearer(parts: Sequence[Part]) -> bool:
    """Tell whether a part is only who is to do what the next one says: "urged [Landia] on Monday [to leave]"."""
    if len(parts) == 1:
        return False
    (sentence, first, last), (following, opening, _) = parts
    return sentence is following and sentence.tag(opening) == "TO0" and not _has_verb(sentence, first, last)


def _has_verb(sentence: SentenceWords, first: int, last: int) -> bool:
    return any(sentence.group_at(at) is not None for at in range(first, last))


def _is_parted(attribution: Attribution) -> bool:
    """Tell whether a cue stands inside its clause: "the rebels are believed to have fled"."""
    spans = attribution.content_spans
    return (
        attribution.speaker_id is None
        and len(spans) > 1
        and attribution.cue_start is not None
        and attribution.cue_end is not None
        and spans[0][1] <= attribution.cue_start
        and attribution.cue_end <= spans[1][0]
    )


def _whole(
    sentences: Sequence[SentenceWords], starts: Sequence[int], attribution: Attribution, sense: CueSense
) -> Iterator[Proposition]:
    start, end = attribution.content_spans[0][0], attribution.content_spans[-1][1]
    sentence = sentences[max(0, bisect_right(starts, start) - 1)]
    first, last = sentence.words_in(start, end)
    if first < last:
        yield Proposition(sentence, first, last, "main", attribution, sense)


def _split(
    sentence: SentenceWords, first: int, last: int, attribution: Attribution | None, sense: CueSense
) -> Iterator[Proposition]:
    for clause in split_clauses(sentence.words, sentence.groups, first, last):
        start, end = _trimmed(sentence, clause)
        if start < end:
            yield Proposition(sentence, start, end, clause.link, attribution, sense)


def _trimmed(sentence: SentenceWords, clause: Clause) -> Span:
    """Return a clause without the signs around it and without the "and" or "but" that links it."""
    first, last = clause.first, clause.last
    while first < last and (sentence.words[first].text in _TRIMMED or _is_linking(sentence, first, clause)):
        first += 1
    while last > first and (sentence.words[last - 1].text in _TRIMMED or _is_loose_end(sentence, last - 1)):
        last -= 1
    if first < last and last - first > 1:
        first, last = _without_lone_marks(sentence, first, last)
    return first, last


def _is_loose_end(sentence: SentenceWords, at: int) -> bool:
    """Tell whether a word at the end of a clause only leads to what follows: "..., although", "..., and a"."""
    if (
        sentence.tag(at) == "CJT"
        or sentence.lower(at) in ("a", "an", "the")
        or (sentence.lower(at) in RELATIVES and sentence.words[at - 1].text == ",")
    ):
        return True
    return sentence.tag(at) == "CJC" or (sentence.tag(at) in ("CJS", "PRP") and sentence.lower(at) in SUBORDINATORS)


def _is_linking(sentence: SentenceWords, at: int, clause: Clause) -> bool:
    if at in sentence.time_at:
        return False  # "That day the guards were asleep"
    links = sentence.lower(at) == "that" and not sentence.tag(at + 1).startswith(("VB", "VM"))
    opens = at == clause.first or (at == clause.first + 1 and links)
    return opens and sentence.lower(at) in ("and", "but", "or", "nor", "yet", "that")


def _without_lone_marks(sentence: SentenceWords, first: int, last: int) -> Span:
    """Drop a quotation mark whose partner is not in the clause."""
    marks = sum(1 for word in sentence.words[first:last] if word.is_mark)
    if marks == 1 and sentence.words[first].is_mark:
        return first + 1, last
    if marks == 1 and sentence.words[last - 1].is_mark:
        return first, last - 1
    return first, last


# --- the article's own statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Taken:
    """What attributions take of a text: contents and verb cues, by position; and where speakers stand."""

    spans: list[Span]
    starts: list[int]
    speakers: list[Span]

    def holds(self, offset: int) -> bool:
        index = bisect_right(self.starts, offset) - 1
        return any(start <= offset < end for start, end in self.spans[max(0, index - 2) : index + 1])

    def in_speaker(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` lies in the name of one who speaks."""
        index = bisect_right(self.speakers, start, key=_opening) - 1
        return any(low <= start and end <= high for low, high in self.speakers[max(0, index - 2) : index + 1])


def _opening(span: Span) -> int:
    return span[0]


def _with_own_speaker(item: Attribution, verbs: Sequence[int], start: int, end: int) -> Span:
    """Return the cue with its speaker, unless another verb between them has the same subject: "came and said"."""
    if item.speaker_start is None or item.speaker_end is None:
        return start, end
    low, high = sorted((start, item.speaker_end if item.speaker_end <= start else item.speaker_start))
    shared = bisect_left(verbs, low if low != start else end) < bisect_left(verbs, high)
    return (start, end) if shared else (min(start, item.speaker_start), max(end, item.speaker_end))


def _taken(document: Document, sentences: Sequence[SentenceWords], attributions: Sequence[Attribution]) -> _Taken:
    verbs = [item.words[group.first].start for item in sentences for group in item.groups if group.finite]
    spans: list[Span] = []
    for item in attributions:
        spans.extend([_hull(item)] if _is_parted(item) else item.content_spans)
        if item.cue_start is not None and item.cue_end is not None and not _is_noun_cue(document, item):
            spans.append(_with_own_speaker(item, verbs, item.cue_start, item.cue_end))
    spans.sort()
    speakers = sorted(
        {
            (item.speaker_start, item.speaker_end)
            for item in attributions
            if item.speaker_start is not None and item.speaker_end is not None
        }
    )
    return _Taken(spans, [start for start, _ in spans], speakers)


def _hull(attribution: Attribution) -> Span:
    return attribution.content_spans[0][0], attribution.content_spans[-1][1]


_JOINED = re.compile(r",? (?:and|but) $")
"""What stands before a verb that shares its subject: "sent two boats, and plans to send more"."""


def _is_noun_cue(document: Document, attribution: Attribution) -> bool:
    """Tell whether the cue is a noun of a clause that says something itself: "backed the mayor's request to ..."."""
    word = document.text[attribution.cue_start : attribution.cue_end].lower()
    shared = _JOINED.search(
        document.text, max(0, (attribution.cue_start or 0) - BEFORE_CUE), attribution.cue_start or 0
    )
    return word in cue_nouns() and not shared and not _is_verb_cue(attribution)


def _is_verb_cue(attribution: Attribution) -> bool:
    """Tell whether the speaker stands right before the cue as the subject of a verb does: "the firm plans to"."""
    return attribution.speaker_end is not None and attribution.cue_start == attribution.speaker_end + 1


def _own(sentence: SentenceWords, taken: _Taken) -> Iterator[Proposition]:
    if sentence.words and (any(word.text == "?" for word in sentence.words[-2:]) or _is_about_naming(sentence)):
        return
    for first, last in _runs(sentence, taken):
        if taken.in_speaker(*sentence.chars(first, last)) or _only_cites(sentence, first, last):
            continue
        if (
            _lost_subject(sentence, first)
            or _is_bare_phrase(sentence, first, last)
            or _only_unnamed(sentence, first, last)
        ):
            continue
        for item in _split(sentence, _behind_saying(sentence, first, last), last, None, CueSense()):
            if item.link == "contrast" or _says_something(item):
                yield item


def _is_about_naming(sentence: SentenceWords) -> bool:
    """Tell whether a sentence only says that a source stays unnamed: "He asked not to be identified because ..."."""
    return ABOUT_NAMING.match(sentence.document.text, sentence.sentence.start, sentence.sentence.end) is not None


def _only_unnamed(sentence: SentenceWords, first: int, last: int) -> bool:
    """Tell whether the only verbs tell why a source stays unnamed: "on condition of anonymity because he feared"."""
    aside = ANONYMITY.search(sentence.document.text, *sentence.chars(first, last))
    if aside is None:
        return False
    verbs = [sentence.words[group.first].start for group in sentence.finite_in(first, last)]
    return all(aside.start() <= verb < aside.end() for verb in verbs)


def _is_bare_phrase(sentence: SentenceWords, first: int, last: int) -> bool:
    """Tell whether words before a cue are but a phrase: "In Landia, where it was built, [he said]"."""
    if last >= len(sentence.words) - 1 or sentence.lower(first) in RELATIVES:
        return False
    if sentence.lower(first) == "asked":
        return True  # "Asked whether it was safe, [he said]"
    finite = sentence.finite_in(first, last)
    return bool(finite) and all(sentence.lower(at) in RELATIVES for at in _openers(sentence, first, finite))


def _openers(sentence: SentenceWords, first: int, finite: Sequence[VerbGroup]) -> Iterator[int]:
    """Yield the words behind the last comma, or the relatives, before each verb."""
    for group in finite:
        before = range(group.first - 1, first, -1)
        signs = (at for at in before if sentence.words[at].text == "," or sentence.lower(at) in RELATIVES)
        found = next(signs, first)
        yield found + 1 if sentence.words[found].text == "," else found


def _lost_subject(sentence: SentenceWords, first: int) -> bool:
    """Tell whether words begin with a verb whose subject was said: "[rumours that it had burst] spread quickly"."""
    group = sentence.group_at(first)
    return first > 0 and group is not None and group.finite and group.first == first


def _behind_saying(sentence: SentenceWords, first: int, last: int) -> int:
    """Return where what follows an attribution begins: behind "on Wednesday, while" the day is that of the saying.

    "On condition of anonymity, but" tells of the saying, too.
    """
    unnamed = ANONYMITY.match(sentence.document.text, sentence.words[first].start)
    if unnamed:
        return min(sentence.words_in(unnamed.end(), sentence.sentence.end)[0], last)
    at = sentence.time_at.get(first, first)
    if first <= sentence.opening or at >= last or (at > first and sentence.words[at].text != ","):
        return first
    at += sentence.words[at].text == ","
    links = at < last and sentence.lower(at) in SUBORDINATORS and sentence.tag(at) in ("CJS", "PRP")
    return at + 1 if links else at if at < last else first


def _says_something(item: Proposition) -> bool:
    """Tell whether a clause has a finite verb, and more than a bare "the ministry said"."""
    main = main_group(item.sentence, item.first, item.last)
    if main is None or _only_names_words(item, main):
        return False
    behind = [item.sentence.lower(at) for at in range(main.last, item.last)]
    if not behind and main.passive and any(word.is_noun for word in item.sentence.words[item.first : main.first]):
        return True  # "No investigation has been announced"
    links = not set(behind) - {"that", "as", "to"}
    head = item.sentence.lower(main.head)
    is_cue = any(cue.particle is None for cue in cues().get(head, ()))
    return not (links and (is_cue or head in hedges()))


def _only_names_words(item: Proposition, main: VerbGroup) -> bool:
    """Tell whether the only verb is one of what others say: "contradicting rumours that the dam had failed"."""
    opening = item.sentence.group_at(item.first)
    hangs = any(item.sentence.tag(at) == "CJT" for at in range(item.first, main.first))
    return opening is not None and opening.form == "gerund" and hangs


def _only_cites(sentence: SentenceWords, first: int, last: int) -> bool:
    """Tell whether words have no verb of their own, or only the one of "It cited residents as"."""
    main = sentence.next_finite(first, last)
    if main is None:
        return True
    cites = sentence.lower(main.head) in words("citing_verbs.tsv")
    return cites and (main.last == last or any(sentence.lower(at) == "as" for at in range(main.last, last)))


def _runs(sentence: SentenceWords, taken: _Taken) -> Iterator[Span]:
    """Yield the longest runs of words that no attribution takes."""
    start: int | None = None
    for at, word in enumerate(sentence.words):
        free = at >= sentence.opening and not taken.holds(word.start)
        if free and start is None:
            start = at
        elif not free and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(sentence.words)
