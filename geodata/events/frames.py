"""What the words beside a trigger make of it: floods that kill are no attack, "fired 300 workers" is no shot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from geodata.language.grammar import VerbGroup
from geodata.language.phrases import SentenceWords, subject_before
from geodata.language.wordtables import Trigger, rows, triggers, verb_forms, word_classes

LONGEST_OBJECT = 9
"""Words behind a verb in which the head of its object stands."""

_CAUSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"cause": frozenset({"in", "by", "from", "of", "during", "when"}), "mishap": frozenset({"when", "after", "as"})}
)
"""The words that say by what somebody is killed or hurt; a bus is a cause in "when a bus overturned" only."""

ARTICLES_REMEMBERED = 8
"""Texts of which the named storms are kept; one article is read at a time."""

MORE_DISASTERS = 3
"""How many words for disasters stand for one of an attack, at least, in an article that is about a disaster."""

_CROWDS = frozenset({"thousands", "hundreds", "dozens", "scores"})
_WORD = re.compile(r"[a-z]+")
_PHRASE_ENDS = frozenset({"PRP", "PRF", "CJC", "CJS", "CJT", "TO0", "PNQ", "DTQ", "AVQ"})
_SIGNS = frozenset({",", ";", ":", ".", "—", "–"})
_PARTICLES = frozenset({"AVP", "PRP", "AV0"})
_SKIPPED = frozenset({"down", "up", "out", "off", "away"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One row: where which words have to stand, and what the trigger then tells; None tells no category."""

    slot: str
    words: frozenset[str]
    trigger: Trigger | None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as the frames see it, with the verb that carries it."""

    sentence: SentenceWords
    first: int
    last: int
    main: VerbGroup | None


@cache
def _frames() -> Mapping[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = {}
    for lemmas, part, slot, listed, event_type, mode in rows("frames.tsv"):
        trigger = None if event_type == "-" else Trigger(event_type, mode if mode != "-" else None)
        frame = Frame(slot, _listed(listed), trigger)
        for lemma in lemmas.split(","):
            for form in _forms(lemma, part):
                table.setdefault(f"{part}:{form}", []).append(frame)
    return MappingProxyType({form: tuple(found) for form, found in table.items()})


def _listed(words: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split(","):
        found |= word_classes()[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)


def _forms(lemma: str, part: str) -> set[str]:
    first, space, rest = lemma.partition(" ")
    return {form + space + rest for form in verb_forms(first)} if part == "v" else {lemma, lemma + "s"}


@cache
def openings() -> frozenset[str]:
    """Return the first words of everything that may tell an event, as its key has them: ``v:took``."""
    return frozenset(key.partition(" ")[0] for table in (triggers(), _frames()) for key in table)


def is_framed(key: str) -> bool:
    """Tell whether a word (``v:gave``) may tell an event because of the words beside it."""
    return key in _frames()


def frame_of(clause: Clause, at: int, last: int, *, is_verb: bool) -> Frame | None:
    """Return the first frame of a trigger at ``words[at:last]`` that its clause fulfils, or None."""
    wording = " ".join(clause.sentence.lower(position) for position in range(at, last))
    key = f"{'v' if is_verb else 'n'}:{wording}"
    return next((frame for frame in _frames().get(key, ()) if _fits(clause, at, last, frame)), None)


def _fits(clause: Clause, at: int, last: int, frame: Frame) -> bool:
    if frame.slot == "agentless":
        return _is_passive(clause, at) and "by" not in set(_slot(clause, at, last, "around"))
    if frame.slot == "amid":
        is_toll = _is_passive(clause, at) and "by" not in set(_slot(clause, at, last, "around"))
        return is_toll and _is_of_disaster(clause.sentence.document.text)
    if frame.slot == "none":
        alone = not list(_objects(clause, last)) and not _is_passive(clause, at)
        return alone and _is_among({clause.sentence.lower(last)}, frame.words)
    return _is_among(set(_slot(clause, at, last, frame.slot)), frame.words)


def _is_among(found: set[str], wanted: frozenset[str]) -> bool:
    return "*" in wanted or bool(found & wanted)


def _slot(clause: Clause, at: int, last: int, slot: str) -> Iterator[str]:
    """Yield the words that stand in a slot of the trigger."""
    if slot == "around":
        yield from (clause.sentence.lower(position) for position in range(clause.first, clause.last))
    elif slot == "before":
        yield clause.sentence.lower(at - 1)
        yield clause.sentence.lower(at)  # the first word of "gas explosion" where both are one trigger
    elif slot == "particle":
        yield from (clause.sentence.lower(at) for at in _behind(clause, last) if clause.sentence.tag(at) in _PARTICLES)
    elif slot in _CAUSES:
        yield from _causes(clause, last, _CAUSES[slot])
    else:
        wants_subject = (slot == "subject") != _is_passive(clause, at)
        yield from _subject(clause) if wants_subject else ()
        yield from () if wants_subject else _objects(clause, last)
        if slot == "subject" and _is_passive(clause, at):
            yield from _causes(clause, last, _CAUSES["cause"])


def _behind(clause: Clause, start: int) -> Iterator[int]:
    """Yield the words behind a verb up to the next sign or verb: "let the inspectors in"."""
    for at in range(start, min(clause.last, start + LONGEST_OBJECT)):
        if clause.sentence.words[at].text in _SIGNS or clause.sentence.group_at(at):
            return
        yield at


def _is_passive(clause: Clause, at: int) -> bool:
    group = clause.sentence.group_at(at)
    return group is not None and group.passive


def _subject(clause: Clause) -> Iterator[str]:
    """Yield the head noun of what stands before the main verb: "floods" of "floods in the north".

    A name has the noun right before it, too: "hurricane" of "Hurricane Ida", and of "Ida" later on.
    """
    span = subject_before(clause.sentence, clause.main) if clause.main else None
    head = _head(clause.sentence, range(*span)) if span else None
    if head is None or span is None:
        return
    yield head
    named = next((at for at in range(*span) if clause.sentence.lower(at) == head), span[0])
    if clause.sentence.words[named].text[:1].isupper():
        yield from (clause.sentence.lower(named - 1),) if named > span[0] else ()
        yield from ("storm",) if head in _named_storms(clause.sentence.document.text) else ()


_STORM = re.compile(r"\b(?:[Ss]torm|[Hh]urricane|[Tt]yphoon|[Cc]yclone)s?\s+([A-Z]\w+)")


@lru_cache(maxsize=ARTICLES_REMEMBERED)
def _named_storms(text: str) -> frozenset[str]:
    """Return the names that storms have in an article, in lower case."""
    return frozenset(match.group(1).lower() for match in _STORM.finditer(text))


@lru_cache(maxsize=ARTICLES_REMEMBERED)
def _is_of_disaster(text: str) -> bool:
    """Tell whether an article is about a disaster or an accident: it names such far more often than any attack."""
    told = Counter(_WORD.findall(text.lower()))
    disasters = sum(told[word] for word in word_classes()["disaster"])
    attacks = sum(number for word, number in told.items() if _is_attack(word))
    return disasters > 0 and disasters >= MORE_DISASTERS * attacks


def _is_attack(word: str) -> bool:
    """Tell whether a word is one of violence: a weapon, or what tells an attack and its means."""
    if word in word_classes()["disaster"]:
        return False
    told = [triggers().get(f"{part}:{word}") for part in ("n", "v")]
    modes = {item.event_mode for item in told if item is not None and item.event_type == "ASSAULT"}
    return bool(modes - {None, "destroy"}) or word in word_classes()["arms"]


def _objects(clause: Clause, start: int) -> Iterator[str]:
    """Yield the nouns behind a verb, up to the next preposition but "of", or verb."""
    sentence = clause.sentence
    while sentence.lower(start) in _SKIPPED or start in sentence.time_at:
        start = sentence.time_at.get(start, start + 1)
    for at in range(start, min(clause.last, start + LONGEST_OBJECT)):
        word = sentence.words[at]
        ends = word.tag in _PHRASE_ENDS - {"PRF"} and not (word.tag == "CJC" and _goes_on(sentence, at))
        if at in sentence.time_at or ends or word.text in _SIGNS:
            return
        if word.tag.startswith("V") and word.tag not in ("VVN", "VVG"):
            return
        if word.is_noun:
            yield word.lower


def _goes_on(sentence: SentenceWords, conjunction: int) -> bool:
    """Tell whether an "and" joins another noun to the object: "photographs and other secrets"."""
    return sentence.tag(conjunction + 1) in ("NN0", "NN1", "NN2", "AJ0", "CRD", "DT0", "AT0")


def _causes(clause: Clause, start: int, openers: frozenset[str]) -> Iterator[str]:
    """Yield the head nouns behind "in", "by", "from": "killed in a crash"."""
    for at in range(start, clause.last):
        if clause.sentence.lower(at) in openers:
            head = _head(clause.sentence, range(at + 1, min(clause.last, at + LONGEST_OBJECT)))
            if head:
                yield head


def _head(sentence: SentenceWords, positions: Sequence[int]) -> str | None:
    """Return the last noun of the first noun phrase among some words."""
    head = None
    for at in positions:
        word = sentence.words[at]
        if word.is_noun or word.lower in _CROWDS:
            head = word.lower
        elif head and word.tag == "POS":
            head = None
        elif word.tag in _PHRASE_ENDS or word.tag.startswith("V") or word.text in _SIGNS:
            if head or word.tag != "VVN":
                break
        elif head:
            break
    return head
