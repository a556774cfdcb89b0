"""Which words are names of persons: found by titles, first names, initials and ages, remembered by surname."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geodata.models import GazetteerEntry
from geodata.placewords import feature_words
from geodata.placewords import words as word_list
from geodata.recognition.names import Matches
from geodata.recognition.reading import Passage, Reading

PARTICLES = frozenset({"de", "van", "von", "der", "den", "bin", "al", "el", "la", "di", "da", "du", "ibn", "abu", "ul"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LONGEST_PERSON = 5  # words
LARGE_TOWN = 100_000  # people: two words that name such a place are no person for their first word alone
OLDEST_AGE = 110  # years
PERSON_VERBS = frozenset({"said", "says", "told", "added", "explained", "testified", "recalled", "who", "wrote"})


@dataclass(frozen=True)
class Persons:
    """Persons of a document: the words (sentence id, index) of their names, and the surnames heard."""

    words: frozenset[tuple[str, int]]
    surnames: frozenset[str]


def find_persons(reading: Reading, matches: Matches) -> Persons:
    """Find the persons that a document introduces with a title, a first name, an initial or an age."""
    marked: set[tuple[str, int]] = set()
    surnames: set[str] = set()
    for passage in reading.passages:
        for first, last in _runs(passage):
            for begin, end in _persons_in(passage, first, last, matches):
                marked.update((passage.sentence_id, index) for index in range(begin, end))
                surnames.update(_names(passage, begin, end))
    return Persons(frozenset(marked), frozenset(surnames))


def _names(passage: Passage, begin: int, end: int) -> Iterator[str]:
    """Yield the first and the last full word of a person's name in lower case."""
    full = [word.lower for word in passage.words[begin:end] if word.is_word and len(word.text) > 1]
    full = [word for word in full if word not in SUFFIXES]
    yield from {full[0], full[-1]} if full else ()


def _runs(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of capitalised words, initials and particles; commas and small words end them."""
    index, count = 0, len(passage.words)
    while index < count:
        if not _opens(passage, index):
            index += 1
            continue
        last = index + 1
        while last < count and _continues(passage, last):
            last += 1
        while last > index + 1 and not passage.words[last - 1].capital:
            last -= 1
        yield index, last
        index = last


def _opens(passage: Passage, index: int) -> bool:
    word = passage.words[index]
    return word.capital and word.lower not in word_list("function_words")


def _continues(passage: Passage, index: int) -> bool:
    word, before = passage.words[index], passage.words[index - 1]
    if word.capital:
        return word.lower not in word_list("function_words") or word.lower in SUFFIXES
    if word.text == ".":
        return len(before.text) == 1 or before.lower in word_list("titles") or before.lower in SUFFIXES
    if word.text in {"-", "'", "’"}:
        return word.start == before.end
    return word.lower in PARTICLES and before.capital


def _persons_in(passage: Passage, first: int, last: int, matches: Matches) -> Iterator[tuple[int, int]]:
    """Yield the persons of one run of capitalised words."""
    title = _last_title(passage, first, last)
    if title is not None:
        begin = title + 1
        while begin < last and not passage.words[begin].is_word:
            begin += 1
        if begin < last and not _ends_as_thing(passage, begin, last):
            yield begin, last
        return
    if last - first > 2 * LONGEST_PERSON or _ends_as_thing(passage, first, last):
        return
    if _looks_like_person(passage, first, last) and not _is_known_place(passage, first, last, matches):
        yield first, last


def _last_title(passage: Passage, first: int, last: int) -> int | None:
    """Return the last title in a run that leaves words behind it; a title may stand just before the run."""
    titles = word_list("titles")
    for index in range(last - 2, first - 1, -1):
        if passage.words[index].lower in titles:
            return index
    before = passage.text_at(first - 1)
    if before in titles and last - first > 1:
        return first - 1
    return None


def _ends_as_thing(passage: Passage, first: int, last: int) -> bool:
    """Tell whether a run is the name of a road, an organisation or a natural feature, not of a person."""
    things = word_list("organisation_heads") | word_list("road_heads") | feature_words().keys()
    return any(passage.words[index].lower in things for index in range(first + 1, last))


def _looks_like_person(passage: Passage, first: int, last: int) -> bool:
    words = [word for word in passage.words[first:last] if word.is_word]
    if len(words) < 2 or len(words) > LONGEST_PERSON or passage.style == "caps":  # noqa: PLR2004 - first name and surname
        return False
    if any(len(word.text) == 1 for word in words[1:-1]) or _has_age(passage, last):
        return True
    if words[0].lower in word_list("given_names"):
        return True
    surname = words[-1].lower in word_list("surnames")
    return surname and len(words) == 2 and passage.text_at(last) in PERSON_VERBS  # noqa: PLR2004 - first name and surname


def _has_age(passage: Passage, last: int) -> bool:
    """Tell whether a comma and an age follow: "Kim Lee, 31,"."""
    number = passage.text_at(last + 1)
    return passage.text_at(last) == "," and number.isdecimal() and len(number) <= 3 and 0 < int(number) < OLDEST_AGE  # noqa: PLR2004


def _is_known_place(passage: Passage, first: int, last: int, matches: Matches) -> bool:
    """Tell whether a run begins with a place of several words, or is a country: "San Jose State", "Chad"."""
    surname = passage.words[last - 1].lower in word_list("surnames")
    for match in matches.at(passage, first):
        whole = match.span.last >= last
        several = match.span.last - first > 1
        if several and any(_is_large(entry) for entry in match.entries):
            return True
        if (whole or not (several or surname)) and any(_is_top(entry) for entry in match.entries):
            return True
    return False


def _is_large(entry: GazetteerEntry) -> bool:
    return entry.population >= LARGE_TOWN or not entry.feature_code.startswith("PPL")


def _is_top(entry: GazetteerEntry) -> bool:
    return entry.feature_code.startswith("PCL") or entry.name_kind == "demonym"
