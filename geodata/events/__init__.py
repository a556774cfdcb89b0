"""What is said to happen: PLOVER's category and mode of a clause, and the words that tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from geodata.events.frames import Clause, frame_of, is_framed, openings
from geodata.language.grammar import MODIFIER_TAGS, VerbGroup
from geodata.language.mainverbs import told_group
from geodata.language.phrases import SentenceWords
from geodata.language.timewords import MONTHS
from geodata.language.wordtables import Trigger, triggers, verb_forms, words
from geodata.models import Evidence

LONGEST_TRIGGER = 4
"""Words of the longest trigger: "took to the streets"."""

_ONLY_FRAMED = Trigger("", None)
"""A word that tells an event only where the words beside it do: "lent the state two billion"."""

_ASIDE = frozenset(
    {"without", "despite", "after", "before", "since", "against", "amid", "during", "following", "until"}
)
_OPENS_SUBORDINATE = frozenset({"CJS", "CJT", "PNQ", "DTQ", "AVQ"})


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
    if main and _is_nominal(sentence, first, main):
        main, last = None, _end_of_main(sentence, first)
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
    if f"{part}:{word.lower}" not in openings():
        return None
    is_month = word.lower in MONTHS and word.text[:1].isupper()
    if part == "n" and (is_month or not (word.is_noun or word.tag in ("UNC", "AJ0"))):
        return None
    for length in range(LONGEST_TRIGGER, 0, -1):
        if at + length > last:
            continue
        wording = " ".join(sentence.lower(position) for position in range(at, at + length))
        key = f"{part}:{wording}"
        trigger = triggers().get(key) or (_ONLY_FRAMED if is_framed(key) else None)
        if trigger:
            return _Told(at, at + length, trigger, is_verb)
    return None


def _framed(clause: Clause, told: Iterator[_Told]) -> Iterator[_Told]:
    """Yield what is told as its frames read it; a word whose frame tells nothing is passed over."""
    for item in told:
        frame = frame_of(clause, item.first, item.last, is_verb=item.is_verb)
        if frame is None and item.trigger is not _ONLY_FRAMED:
            yield item
        elif frame and frame.trigger:
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
    end = _end_of_main(sentence, main.last)
    behind = [
        item
        for item in told
        if main.head < item.first < end and (item.is_verb or (light and not _is_aside(sentence, item.first, main.last)))
    ]
    before = [item for item in told if item.last <= main.first and not item.is_verb]
    if own and (not light or own.framed or own.last - own.first > 1):
        return own  # "called off", "ended the talks": light only where nothing else is known of the verb
    nearest = behind[0] if behind else own
    if nearest is None and light:
        return next(iter(before), None)
    return nearest or _object_told(sentence, main, told)


def _object_told(sentence: SentenceWords, main: VerbGroup, told: Sequence[_Told]) -> _Told | None:
    """Return the noun right behind a verb that the table does not know: "prolonged the truce", "boosted its aid".

    An attack may be survived, filmed or remembered: of such a noun nothing is taken.
    """
    for item in told:
        between = sentence.words[main.last : item.first]
        beside = all(word.tag in MODIFIER_TAGS or word.is_noun for word in between)
        if item.first >= main.last and beside and not main.passive:
            return item if item.trigger.event_type not in ("ASSAULT", "COERCE") else None
    return None


def _is_nominal(sentence: SentenceWords, first: int, main: VerbGroup) -> bool:
    """Tell whether a noun is told and the only verb tells when: "a halt to flights, a day after jets crashed"."""
    behind = any(sentence.tag(at) == "CJS" for at in range(first + 1, main.first))
    opens = sentence.tag(first) in ("AT0", "DPS", "NN1", "NN2", "NP0", "AJ0", "CRD", "DT0")
    return behind and opens


def _is_aside(sentence: SentenceWords, at: int, floor: int) -> bool:
    """Tell whether a noun only gives the time or what was lacking: "came after the attack", "flew without bombs"."""
    while at > floor and sentence.tag(at) not in ("PRP", "CJS"):
        at -= 1
    return sentence.lower(at) in _ASIDE


def _end_of_main(sentence: SentenceWords, start: int) -> int:
    """Return where what hangs on a word by "who", "when", "so that" begins: another event, and not the clause's own."""
    opened = (at for at in range(start, len(sentence.words)) if sentence.tag(at) in _OPENS_SUBORDINATE)
    return next(opened, len(sentence.words))
