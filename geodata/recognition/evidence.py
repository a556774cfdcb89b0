"""What speaks for and against a match being a place name, and how much: a weighted sum of what stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geodata.placewords import feature_words, name_heads
from geodata.placewords import words as word_list
from geodata.recognition.names import Match, Matches, Span
from geodata.recognition.persons import Persons
from geodata.recognition.reading import Passage, Reading, Word
from geodata.recognition.things import LONGEST_THING

TINY_TOWN = 5_000  # people: below, a place must be introduced
BIG_TOWN = 100_000  # people: above, a name is known without introduction
ORGANISATION_REACH = 4  # words behind a place name in which an organisation's head may stand
OWN_NAMES = frozenset({"primary", "official", "abbreviation"})
SHORT_NAME = 3  # letters: as likely an abbreviation or a first name
PLACE_VERBS = frozenset({"in", "at", "near", "from", "outside", "around", "throughout", "across"})


@dataclass(frozen=True)
class Surroundings:
    """What is known of the whole document when one match is judged."""

    reading: Reading
    matches: Matches
    persons: Persons
    things: Mapping[tuple[str, int], Span]
    countries: frozenset[str]
    divisions: frozenset[tuple[str, str]]


def features(match: Match, around: Surroundings) -> dict[str, float]:
    """Return the evidence for one match; every value lies near [0, 1]."""
    found: dict[str, float] = {}
    for source in (_size if match.entries else _unknown, _words, _left, _right, _document):
        found.update(source(match, around))
    return {name: float(value) for name, value in found.items() if value}


def _size(match: Match, _around: Surroundings) -> dict[str, float]:
    entries = match.entries
    codes = {entry.feature_code for entry in entries}
    people = max((entry.population for entry in entries if entry.feature_code.startswith("PPL")), default=0)
    own = [entry for entry in entries if entry.name_kind in OWN_NAMES or _has_no_case(match.surface)]
    primary = max((entry.population for entry in own), default=0)
    return {
        "country": any(code.startswith("PCL") for code in codes),
        "division": any(entry.feature_code == "ADM1" and entry.name_kind != "alternate" for entry in entries),
        "county": "ADM2" in codes,
        "region": any(not code.startswith(("PPL", "ADM", "PCL")) for code in codes),
        "demonym": any(entry.name_kind == "demonym" for entry in entries),
        "abbreviation": all(entry.name_kind == "abbreviation" for entry in entries),
        "log_primary": math.log10(primary + 1) / 8,
        "tiny": 0 < people < TINY_TOWN and len(codes) == 1,
        "big": people >= BIG_TOWN,
        "only_alternate": not own and all(entry.name_kind == "alternate" for entry in entries),
        "many": min(len(entries), 50) / 50,
    }


def _unknown(_match: Match, _around: Surroundings) -> dict[str, float]:
    return {"unknown": 1.0}


def _has_no_case(surface: str) -> bool:
    """Tell whether a name is written in a script without capitals, where a place's own name is one of its others."""
    return surface.lower() == surface.upper()


def _words(match: Match, around: Surroundings) -> dict[str, float]:
    words = match.span.words
    single = len(words) == 1
    word = words[0]
    style = match.span.passage.style
    return {
        "several_words": not single,
        "ordinary": single and word.lower in word_list("ordinary_words"),
        "ordinary_first": single and word.first and word.lower in word_list("ordinary_words"),
        "surname": single and word.lower in word_list("surnames"),
        "given_name": word.lower in word_list("given_names"),
        "first": word.first,
        "title_style": style == "title",
        "caps_style": style == "caps",
        "all_capitals": style != "caps" and single and word.text.isupper() and len(word.text) > 1,
        "short": single and len(word.text) <= SHORT_NAME and not _has_no_case(word.text),
        "small_elsewhere": single and word.lower in around.reading.small_words,
    }


def _is_capital(word: Word | None) -> bool:
    """Tell whether a word beside a name is capitalised and no small word: the name may be a part of a longer one."""
    return word is not None and word.text[0].isupper() and word.lower not in word_list("function_words")


def _left(match: Match, around: Surroundings) -> dict[str, float]:
    passage, first = match.span.passage, match.span.first
    before = passage.text_at(first - 1)
    word = passage.word_at(first - 1)
    two_before = passage.text_at(first - 2)
    return {
        "locative": before in word_list("locatives"),
        "strong_locative": before in PLACE_VERBS,
        "article": before == "the",
        "title_before": before in word_list("titles") or (before == "." and two_before in word_list("titles")),
        "capital_before": _is_capital(word) and not (word and word.first),
        "feature_of": before == "of" and two_before in feature_words(),
        "feature_before": before in feature_words(),
        "comma_place": before == "," and _ends_with_place(passage, first - 1, around),
        "hyphen_before": before in {"-", "‐", "‑"},  # noqa: RUF001
        "and_place": before in {"and", "or"} and _ends_with_place(passage, first - 1, around),
        "after_age": before == "," and two_before.isdecimal() and passage.text_at(first - 3) == ",",
        "organisation_of": before == "of" and two_before in word_list("organisation_of"),
        "initial_before": before == "." and len(two_before) == 1,
    }


def _ends_with_place(passage: Passage, index: int, around: Surroundings) -> bool:
    """Tell whether a match ends just before `index`."""
    return any(
        match.span.last == index
        for begin in range(max(0, index - 4), index)
        for match in around.matches.at(passage, begin)
    )


def _right(match: Match, around: Surroundings) -> dict[str, float]:
    passage, last = match.span.passage, match.span.last
    after, two_after = passage.text_at(last), passage.text_at(last + 1)
    word = passage.word_at(last)
    return {
        "qualified": is_qualified(match, around),
        "possessive": after in {"'s", "’s"},
        "organisation": organisation_follows(match),
        "feature_after": after in feature_words() and not (word and word.capital),
        "name_head_after": after in name_heads() and bool(word and word.capital),
        "capital_after": _is_capital(word) and after not in word_list("organisation_heads"),
        "agent_verb": after in word_list("agent_verbs"),
        "state_noun": after in word_list("state_nouns")
        or (after in {"'s", "’s"} and two_after in word_list("state_nouns")),
        "hyphen_after": after in {"-", "‐", "‑"},  # noqa: RUF001
        "based": after == "-" and two_after in {"based", "born", "area", "led", "backed"},
        "dateline": after in {"(", "—", "–", "--", "-"} and match.span.words[0].first,
        "local_noun": after in word_list("local_nouns"),
        "surname_speaks": after in word_list("agent_verbs") and match.span.words[-1].lower in word_list("surnames"),
        "age_after": after == "," and two_after.isdecimal(),
    }


def organisation_follows(match: Match) -> bool:
    """Tell whether the capitalised words behind a match make it part of an organisation's name."""
    passage, last = match.span.passage, match.span.last
    heads = word_list("organisation_heads")
    for index in range(last, min(last + ORGANISATION_REACH, len(passage.words))):
        word = passage.words[index]
        if word.lower in heads and word.capital:
            return True
        if not word.capital and word.text not in {"'s", "’s", "-"}:
            return False
    return False


def is_qualified(match: Match, around: Surroundings) -> bool:
    """Tell whether the name behind the comma is a country or division that holds a candidate: "Paris, Texas"."""
    passage, last = match.span.passage, match.span.last
    return passage.text_at(last) == "," and any(
        _holds(outer, inner)
        for follower in around.matches.at(passage, last + 1)
        for outer in follower.entries
        for inner in match.entries
    )


def _holds(outer: object, inner: object) -> bool:
    code = getattr(outer, "feature_code", "")
    if getattr(outer, "country_code", None) != getattr(inner, "country_code", None) or outer is inner:
        return False
    return code.startswith("PCL") or (code == "ADM1" and getattr(outer, "admin1", 0) == getattr(inner, "admin1", 1))


def _document(match: Match, around: Surroundings) -> dict[str, float]:
    span = match.span
    positions = [(span.passage.sentence_id, index) for index in range(span.first, span.last)]
    last_word = next((word.lower for word in reversed(span.words) if word.is_word), "")
    single = len(span.words) == 1
    thing = _thing_around(span, around)
    return {
        "thing": thing is not None and (thing.first, thing.last) == (span.first, span.last),
        "inside_thing": thing is not None and (thing.first, thing.last) != (span.first, span.last),
        "person": all(position in around.persons.words for position in positions),
        "part_of_person": any(position in around.persons.words for position in positions),
        "heard_surname": single and last_word in around.persons.surnames,
        "country_named": any(entry.country_code in around.countries for entry in match.entries),
        "division_named": any((entry.country_code, entry.admin1) in around.divisions for entry in match.entries),
    }


def _thing_around(span: Span, around: Surroundings) -> Span | None:
    """Return the name that says itself what it is and holds a run of words: the "Paris Street" of "Paris"."""
    for first in range(span.first, max(-1, span.first - LONGEST_THING), -1):
        thing = around.things.get((span.passage.sentence_id, first))
        if thing is not None and thing.last >= span.last:
            return thing
    return None


def named_areas(matches: Iterator[Match]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the countries, and the (country, division) pairs, that a document names by their own names."""
    countries: set[str] = set()
    divisions: set[tuple[str, str]] = set()
    for match in matches:
        for entry in match.entries:
            if entry.country_code and entry.feature_code.startswith("PCL"):
                countries.add(entry.country_code)
            elif (
                entry.country_code and entry.admin1 and entry.feature_code == "ADM1" and entry.name_kind != "alternate"
            ):
                divisions.add((entry.country_code, entry.admin1))
    return frozenset(countries), frozenset(divisions)
