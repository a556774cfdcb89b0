"""The word tables of the claims stages: loaded once from plain files, verbs with all their forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

VOWELS = "aeiou"


@dataclass(frozen=True)
class Cue:
    """A verb that introduces what somebody says: its class, and what may follow it."""

    lemma: str
    kind: str
    frames: frozenset[str]
    particle: str | None = None

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions before a content ("warned of an attack")."""
        return frozenset(frame[2:] for frame in self.frames if frame.startswith("A:"))


@dataclass(frozen=True)
class Trigger:
    """A word that tells an event: its category and mode in PLOVER."""

    event_type: str
    event_mode: str | None
    figure: str | None = None


def rows(name: str) -> Iterator[list[str]]:
    """Yield the tab-separated rows of a table in ``resources/claims``, comments left out."""
    text = (resources.files("geodata") / "resources" / "claims" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


@cache
def words(name: str) -> frozenset[str]:
    """Return a one-column table as a set."""
    return frozenset(row[0] for row in rows(name))


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row[0]: tuple(row[1:]) for row in rows("irregular_verbs.tsv")})


def verb_forms(lemma: str) -> frozenset[str]:
    """Return the forms of a verb; where English doubles the last letter both spellings are given."""
    forms = {lemma, _third_person(lemma), *_with_ending(lemma, "ing")}
    forms.update(_irregular().get(lemma) or _with_ending(lemma, "ed"))
    return frozenset(forms)


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _with_ending(lemma: str, ending: str) -> set[str]:
    if lemma.endswith("ie") and ending == "ing":
        return {lemma[:-2] + "ying"}
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return {lemma[:-1] + ending}
    if lemma.endswith("e"):
        return {lemma + ("d" if ending == "ed" else ending)}
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS and ending == "ed":
        return {lemma[:-1] + "ied"}
    forms = {lemma + ending}
    if lemma[-1:] not in VOWELS + "wxy" and lemma[-2:-1] in VOWELS:
        forms.add(lemma + lemma[-1] + ending)
    return forms


@cache
def cues() -> Mapping[str, tuple[Cue, ...]]:
    """Return the cue verbs by each of their forms; those with a particle come first."""
    table: dict[str, list[Cue]] = {}
    for lemma, kind, frames in rows("cues.tsv"):
        verb, _, particle = lemma.partition(" ")
        cue = Cue(lemma, kind, frozenset(frames.split(",")), particle or None)
        for form in verb_forms(verb):
            table.setdefault(form, []).append(cue)
    return MappingProxyType({form: tuple(sorted(found, key=_particle_first)) for form, found in table.items()})


@cache
def naming_forms() -> frozenset[str]:
    """Return the verbs that say what a thing is, in all their forms: "described", "calling"."""
    return frozenset(form for verb in words("naming_verbs.tsv") for form in verb_forms(verb))


def _particle_first(cue: Cue) -> bool:
    return cue.particle is None


@cache
def cue_nouns() -> Mapping[str, str]:
    """Return the classes of the nouns that carry a content, singular and plural."""
    table = {}
    for noun, kind in rows("cue_nouns.tsv"):
        table[noun] = table[_third_person(noun)] = kind
    return MappingProxyType(table)


@cache
def triggers() -> Mapping[str, Trigger]:
    """Return the words that tell an event: ``v:`` with each form of a verb, ``n:`` with a noun."""
    table: dict[str, Trigger] = {}
    for lemma, part, event_type, mode, *figure in rows("triggers.tsv"):
        trigger = Trigger(event_type, mode if mode != "-" else None, figure[0] if figure else None)
        for form in _trigger_forms(lemma, part):
            table.setdefault(f"{part}:{form}", trigger)
    return MappingProxyType(table)


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Return the classes of nouns that the frames of events ask for: "town", "force", "aid"."""
    return MappingProxyType({row[0]: frozenset(row[1].split(",")) for row in rows("word_classes.tsv")})


def _trigger_forms(lemma: str, part: str) -> set[str]:
    first, space, rest = lemma.partition(" ")
    if part == "v":
        return {form + space + rest for form in verb_forms(first)}
    return {lemma, _third_person(lemma)} if part == "n" else {lemma}


@cache
def hedges() -> Mapping[str, tuple[str, str]]:
    """Return certainty and way of working of each hedge, verbs in all their forms."""
    table: dict[str, tuple[str, str]] = {}
    for phrase, certainty, way in rows("hedges.tsv"):
        forms = verb_forms(phrase) if way == "verb" else {phrase}
        for form in forms:
            table.setdefault(form, (certainty, way))
    return MappingProxyType(table)


@cache
def negations() -> Mapping[str, str]:
    """Return the way of working of each negation, verbs in all their forms."""
    table: dict[str, str] = {}
    for phrase, way in rows("negations.tsv"):
        first, space, rest = phrase.partition(" ")
        forms = verb_forms(first) if way == "verb" and phrase != "unlikely" else {first}
        table.update({form + space + rest: way for form in forms})
    return MappingProxyType(table)
