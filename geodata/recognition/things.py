"""Names that say themselves what they are, known or not: roads, rivers, "the town of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.placewords import name_heads
from geodata.placewords import words as word_list
from geodata.recognition.names import Span
from geodata.recognition.persons import Persons
from geodata.recognition.reading import Passage, Reading

LONGEST_THING = 5  # words in front of the head
NAME_OPENERS = frozenset({"lake", "mount", "mt"})
NUMBERED_ROADS = frozenset({"highway", "route", "interstate", "hwy"})
INTRODUCED = frozenset({"town", "village", "city", "hamlet", "suburb", "district", "province", "governorate", "county"})
FOLLOWED_BY = frozenset({"province", "governorate", "district", "village", "oblast", "prefecture", "neighborhood"})


def find_things(reading: Reading, persons: Persons) -> dict[tuple[str, int], Span]:
    """Return the self-explaining names of a document by the sentence and the word they start at."""
    return {
        (passage.sentence_id, first): span
        for passage in reading.passages
        for first, span in _things_of(passage, persons).items()
    }


def _things_of(passage: Passage, persons: Persons) -> dict[int, Span]:
    things: dict[int, Span] = {}
    if passage.style != "plain":
        return things
    for index, word in enumerate(passage.words):
        for first, last in _things_at(passage, index, word.lower):
            if not _overlaps_person(passage, first, last, persons):
                known = things.get(first)
                if known is None or known.last < last:
                    things[first] = Span(passage, first, last)
    return things


def _things_at(passage: Passage, index: int, lower: str) -> Iterator[tuple[int, int]]:
    word = passage.words[index]
    if word.capital and lower in word_list("road_heads"):
        yield from _road(passage, index)
    elif word.capital and lower in name_heads():
        yield from _feature(passage, index)
    if lower in NUMBERED_ROADS and word.capital and passage.text_at(index + 1).isdecimal():
        yield index, index + 2
    if lower in NAME_OPENERS and word.capital:
        yield from _capitals_after(passage, index)
    if lower == "of" and passage.text_at(index - 1) in INTRODUCED:
        yield from ((index + 1, end) for _, end in _capitals_after(passage, index))
    if lower in FOLLOWED_BY and not word.capital:
        first = _first_capital(passage, index)
        if first < index:
            yield first, index


def _road(passage: Passage, head: int) -> Iterator[tuple[int, int]]:
    follower = passage.word_at(head + 1)
    saint = passage.words[head].lower in {"st", "dr"}
    if saint and passage.text_at(head + 1) == ".":
        follower = passage.word_at(head + 2)
    if saint and follower is not None and follower.capital:
        return
    first = _first_capital(passage, head)
    if first < head:
        dotted = passage.text_at(head + 1) == "." and passage.words[head].lower in {
            "st",
            "ave",
            "rd",
            "blvd",
            "ln",
            "hwy",
        }
        yield first, head + 2 if dotted else head + 1


def _feature(passage: Passage, head: int) -> Iterator[tuple[int, int]]:
    first = _first_capital(passage, head)
    follower = passage.word_at(head + 1)
    if first < head and not (follower and follower.capital and follower.lower not in word_list("function_words")):
        yield first, head + 1


def _first_capital(passage: Passage, head: int) -> int:
    """Return where the capitalised words in front of `head` begin; sentence-start small words do not count."""
    first = head
    while first > 0 and head - first < LONGEST_THING:
        word = passage.words[first - 1]
        if not (word.capital and word.is_word) or (word.lower in word_list("function_words") and word.first):
            break
        first -= 1
    return first


def _capitals_after(passage: Passage, index: int) -> Iterator[tuple[int, int]]:
    last = index + 1
    while last < len(passage.words) and last - index <= LONGEST_THING and passage.words[last].capital:
        last += 1
    if last > index + 1:
        yield index, last


def _overlaps_person(passage: Passage, first: int, last: int, persons: Persons) -> bool:
    return any((passage.sentence_id, index) in persons.words for index in range(first, last))
