"""What is said to happen: PLOVER's category and mode of a clause, and the words that tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geodata.events.frames import Clause, frame_of
from geodata.language.grammar import VerbGroup
from geodata.language.phrases import SentenceWords, told_group
from geodata.language.timewords import MONTHS
from geodata.language.wordtables import Trigger, triggers, verb_forms, words
from geodata.models import Evidence

LONGEST_TRIGGER = 3
"""Words of the longest trigger: "state of emergency"."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a clause tells: category and mode where a table knows its words, and always the trigger words."""

    event_type: str | None
    event_mode: str | None
    evidence: tuple[Evidence, ...]
    noun: str | None = None  # the noun that tells it ("airstrikes"), for "the airstrikes" further on


@dataclass(frozen=True, slots=True)
class _Told:
    """One word of the table found in a clause: ``words[first:last]``."""

    first: int
    last: int
    trigger: Trigger
    is_verb: bool
    framed: bool = False  # the words beside it decided


def read_event(sentence: SentenceWords, first: int, last: int) -> Event:
    """Return what the clause ``words[first:last]`` tells.

    The main verb decides when the table knows it; a light one ("began", "carried out") leaves it to a noun, and a
    clause without either to an infinitive or a participle. A clause that the table does not know keeps its main verb
    as trigger, and no category.
    """
    main = told_group(sentence, first, last)
    clause = Clause(sentence, first, last, main)
    told = list(_framed(clause, _told(sentence, first, last, main.head if main else None)))
    deciding = _deciding(sentence, main, told)
    spans = {(main.head, main.head + 1)} if main else set()
    if deciding:
        spans.add((deciding.first, deciding.last))
    evidence = tuple(Evidence("trigger", *sentence.chars(*span)) for span in sorted(spans))
    noun = next((sentence.lower(item.last - 1) for item in told if not item.is_verb), None)
    if deciding is None:
        return Event(None, None, evidence, noun)
    mode = _mode_of_means(sentence, main, told, deciding) or deciding.trigger.event_mode
    return Event(deciding.trigger.event_type, mode, evidence, noun)


def _mode_of_means(
    sentence: SentenceWords, main: VerbGroup | None, told: Sequence[_Told], deciding: _Told
) -> str | None:
    """Return the mode that the means of an attack tell: "air strikes killed nine", "was hit by a rocket"."""
    if main is None or not deciding.is_verb or deciding.trigger.event_type != "ASSAULT":
        return None
    for item in told:
        of_attack = not item.is_verb and item.trigger.event_type == "ASSAULT"
        acts = item.last == main.first and not main.passive
        if of_attack and (acts or _stands_behind_by(sentence, item.first, main.last)):
            return item.trigger.event_mode
    return None


def _stands_behind_by(sentence: SentenceWords, at: int, floor: int) -> bool:
    """Tell whether the noun phrase around a word hangs on "by" or "in": "by a rocket", "in an air strike"."""
    while at > floor and (sentence.words[at].is_noun or sentence.tag(at) in ("AJ0", "AT0", "CRD", "UNC")):
        at -= 1
    return at >= floor and sentence.lower(at) in ("by", "in", "with")


def _told(sentence: SentenceWords, first: int, last: int, head: int | None) -> Iterator[_Told]:
    at = first
    while at < last:
        item = _told_at(sentence, at, last, is_verb=at == head or sentence.tag(at).startswith("V"))
        if item:
            yield item
        at = item.last if item else at + 1


def _told_at(sentence: SentenceWords, at: int, last: int, *, is_verb: bool) -> _Told | None:
    """Return the entry that begins at a word, two words before one."""
    word = sentence.words[at]
    part = "v" if is_verb else "n"
    is_month = word.lower in MONTHS and word.text[:1].isupper()
    if part == "n" and (is_month or not (word.is_noun or word.tag in ("UNC", "AJ0"))):
        return None
    for length in (LONGEST_TRIGGER, 2, 1):
        if at + length > last:
            continue
        wording = " ".join(sentence.lower(position) for position in range(at, at + length))
        trigger = triggers().get(f"{part}:{wording}")
        if trigger:
            return _Told(at, at + length, trigger, is_verb)
    return None


def _framed(clause: Clause, told: Iterator[_Told]) -> Iterator[_Told]:
    """Yield what is told as its frames read it; a word whose frame tells nothing is passed over."""
    for item in told:
        frame = frame_of(clause, item.first, item.last, is_verb=item.is_verb)
        if frame is None:
            yield item
        elif frame.trigger:
            yield replace(item, trigger=frame.trigger, framed=True)


@cache
def _light_forms() -> frozenset[str]:
    irregular = {"is", "are", "was", "were", "been", "being", "am", "had", "has", "did", "does", "done"}
    return frozenset(form for verb in words("light_verbs.tsv") for form in verb_forms(verb)) | irregular


def _deciding(sentence: SentenceWords, main: VerbGroup | None, told: list[_Told]) -> _Told | None:
    """Return the entry that names the event: the main verb's own, or for a light verb one that stands beside it."""
    if main is None:
        return told[0] if told else None
    own = next((item for item in told if item.is_verb and item.first == main.head), None)
    light = sentence.lower(main.head) in _light_forms()
    behind = [item for item in told if item.first > main.head and (light or item.is_verb)]
    before = [item for item in told if item.last <= main.first and not item.is_verb]
    if own and (not light or own.framed or own.last - own.first > 1):
        return own  # "called off", "ended the talks": light only where nothing else is known of the verb
    return next(iter(behind), None) or own or (next(iter(before), None) if light else None)
