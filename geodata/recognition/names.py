"""Every run of words that could be a place name, and what the gazetteer knows of each: one batched look-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from geodata.models import GazetteerEntry
from geodata.naming import entries_written, name_variants
from geodata.placewords import words as word_list
from geodata.recognition.reading import Passage, Reading, Word
from geodata.stages import CandidateSource

LONGEST_NAME = 6  # words: "Federated States of Micronesia" has four

CONNECTORS = frozenset(
    {
        "of", "the", "and", "de", "del", "della", "da", "do", "dos", "das", "di", "du", "la", "le", "les", "las", "los",
        "el", "al", "an", "ar", "as", "ash", "ad", "upon", "on", "in", "by", "under", "sur", "sous", "en", "bei", "am",
        "im", "an der", "der", "den", "des", "von", "van", "zu", "y", "e", "et", "sul", "ul", "d", "l", "o", "n", "es",
        "ez", "az", "au", "aux", "nell", "sull", "dell", "ob", "ter", "op",
    }
)  # fmt: skip
"""Small words that may stand inside a name."""

ARTICLES = frozenset({"al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ed", "es", "ul"})
"""The Arabic article, as it is written before one or another letter."""

_HYPHENS = frozenset({"-", "‐", "‑"})  # noqa: RUF001

COURT_DISTRICTS = frozenset({"northern", "southern", "eastern", "western", "middle", "central"})

_WITHOUT_VOWELS = frozenset({"AL", "R"})  # Unicode's classes of the letters of Arabic, Hebrew and their kin
_JOINERS = frozenset({"-", "‐", "‑", ".", "'", "’", "&", "/", "'s", "’s"})  # noqa: RUF001


@dataclass(frozen=True)
class Span:
    """A run of words ``[first, last)`` of a passage."""

    passage: Passage
    first: int
    last: int

    @property
    def start(self) -> int:
        """Offset of the first character in the article."""
        return self.passage.words[self.first].start

    @property
    def end(self) -> int:
        """Offset behind the last character in the article."""
        return self.passage.words[self.last - 1].end

    @property
    def words(self) -> tuple[Word, ...]:
        """The words and signs of the run."""
        return self.passage.words[self.first : self.last]


@dataclass(frozen=True)
class Match:
    """A run of words that the gazetteer knows."""

    span: Span
    surface: str
    entries: Sequence[GazetteerEntry]


@dataclass(frozen=True)
class Matches:
    """The matches of a document by the place where they start, longest first."""

    by_start: Mapping[tuple[str, int], Sequence[Match]]

    def at(self, passage: Passage, index: int) -> Sequence[Match]:
        """Return the matches that start at a word, longest first."""
        return self.by_start.get((passage.sentence_id, index), ())


def find_matches(reading: Reading, text: str, source: CandidateSource) -> Matches:
    """Ask the gazetteer about every possible name of a document at once."""
    spans = [span for passage in reading.passages for span in _spans(passage)]
    surfaces = [text[span.start : span.end] for span in spans]
    variants = {surface: name_variants(surface) for surface in set(surfaces)}
    known = source.find_many(sorted({name for names in variants.values() for name in names}))
    by_start: dict[tuple[str, int], list[Match]] = {}
    for span, surface in zip(spans, surfaces, strict=True):
        found = next((known[name] for name in variants[surface] if known.get(name)), ())
        entries = entries_written(surface, found)
        if entries and not _is_court(span) and _is_spelt_so(surface, entries, span.passage):
            key = (span.passage.sentence_id, span.first)
            by_start.setdefault(key, []).insert(0, Match(span, surface, entries))
    return Matches(by_start)


def _is_court(span: Span) -> bool:
    """Tell whether this is the district of a court, "the Northern District of Illinois": only the state is a place."""
    words = [word.lower for word in span.words]
    return (
        words[-1:] == ["district"] and words[0] in COURT_DISTRICTS and span.passage.text_at(span.last).lower() == "of"
    )


def _is_spelt_so(surface: str, entries: Sequence[GazetteerEntry], passage: Passage) -> bool:
    """Tell whether an article, a full stop at the end or short capitals belong to the name and not to the sentence."""
    if _is_particle(surface):
        return False
    if surface[:4].lower() == "the " and not any(entry.name.lower().startswith("the ") for entry in entries):
        return False
    if surface.split(" ", 2)[1:2] == ["of"] and surface.split(" ", 1)[0].lower() in word_list("organisation_of"):
        return False
    known = max(entry.population for entry in entries) >= KNOWN_TOWN and len(surface) > SHORTEST_IN_CAPITALS
    acronym = surface.isupper() and len(surface) <= LONGEST_ACRONYM and passage.style != "caps"
    if not (acronym and not known) and not surface.endswith("."):
        return True
    return any(entry.name_kind == "abbreviation" for entry in entries)


def is_group(surface: str) -> bool:
    """Tell whether the news means a group, a firm or a faith by this name: "Hamas" is also one for Hamm in Germany."""
    return surface.lower() in word_list("groups")


def _is_particle(surface: str) -> bool:
    """Tell whether this is a small word of a script without vowels and capitals: "that" in Arabic is spelt like Ans."""
    return len(surface) <= LONGEST_PARTICLE and all(bidirectional(letter) in _WITHOUT_VOWELS for letter in surface)


def _spans(passage: Passage) -> Iterator[Span]:
    words = passage.words
    for first, word in enumerate(words):
        if word.capital or (passage.style == "lower" and word.text[0].isalpha()) or _is_article(passage, first):
            for last in _ends(passage, first):
                yield Span(passage, first, last)


def _is_article(passage: Passage, index: int) -> bool:
    """Tell whether a small word is the Arabic article that opens a name: "el-Fasher", "as-Suwayda"."""
    hyphen, name = passage.words[index + 1 : index + 2], passage.words[index + 2 : index + 3]
    is_article = passage.words[index].text in ARTICLES and bool(name) and name[0].capital
    return is_article and hyphen[0].text in _HYPHENS and passage.words[index].end == hyphen[0].start


def _ends(passage: Passage, first: int) -> Iterator[int]:
    """Yield the ends of the names that may start at `first`, shortest first."""
    words = passage.words
    count = 0
    for index in range(first, min(len(words), first + 3 * LONGEST_NAME)):
        word = words[index]
        if not word.is_word:
            if word.text not in _JOINERS or (index > first and word.start - words[index - 1].end > 1):
                return
            if (word.text == "." and _is_abbreviation(words[index - 1])) or (word.text in {"'s", "’s"} and count > 1):
                yield index + 1
            continue
        count += 1
        if count > LONGEST_NAME:
            return
        if word.capital or word.text[0].isdigit() or passage.style == "lower":
            if index > first and word.text == word.text.lower() and not word.capital and word.text[0].isdigit():
                continue
            yield index + 1
        elif word.lower not in CONNECTORS:
            return


LONGEST_PARTICLE = 2  # letters of Arabic or Hebrew: "from", "that", "in"; a place has more
LONGEST_ACRONYM = 4  # letters: "NATO" is no village
SHORTEST_IN_CAPITALS = 3  # letters: "ROME" may be a town at the head of a report, "UN" not
KNOWN_TOWN = 100_000  # people
LONGEST_ABBREVIATION = 6  # letters: "Calif", "Tenn", "Conn"


def _is_abbreviation(word: Word) -> bool:
    return len(word.text) <= LONGEST_ABBREVIATION and word.text.isalpha()


def is_function_word(match: Match) -> bool:
    """Tell whether a match is one word that is capitalised for other reasons than being a name."""
    words = match.span.words
    return len(words) == 1 and words[0].lower in word_list("function_words") and not words[0].text.isupper()
