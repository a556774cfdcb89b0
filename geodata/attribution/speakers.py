"""The sources of an article: which namings are one speaker, of what kind, and which belong to one camp."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from geodata.attribution.naming import (
    DEFINITE,
    HE,
    INDEFINITE,
    IT,
    THEY,
    Naming,
    kinds,
    may_be_one,
    read_naming,
    short_form,
)
from geodata.language.phrases import SentenceWords, Span, subject_before
from geodata.language.wordtables import words
from geodata.models import Document, Speaker

_PLACING = frozenset({"in", "near", "across", "into", "outside", "at"})

SENTENCES_BACK = 3
"""Sentences that a pronoun may reach back over."""

LIKE_ENOUGH = 4
"""Letters that the name of a country and its adjective share: "Syria", "Syrian"."""

_NOT_IN_OFFICE = frozenset({"former", "deputy", "vice", "late", "acting", "assistant", "ex"})

_OF_THEM = re.compile(r"(?:\w+ ){1,2}of them", re.IGNORECASE)

_OF_PLACE = re.compile(r"\W{0,2}\s*(?:of|in|from) ([A-Z]\w+)")


@dataclass(slots=True)
class _Source:
    """One speaker while the article is read."""

    speaker: Speaker
    naming: Naming


class SpeakerBook:
    """Groups the namings of one article, read from front to back."""

    def __init__(self, document: Document, sentences: Sequence[SentenceWords]) -> None:
        self.document = document
        self._sentences = sentences
        self._sources: dict[str, _Source] = {}
        self._spoken: list[tuple[int, str]] = []  # (where, who), in the order of asking
        self._by_key: dict[str, str] = {}

    def speakers(self) -> tuple[Speaker, ...]:
        """Return the speakers in the order of their first naming."""
        return tuple(source.speaker for source in self._sources.values())

    def speaker_of(self, span: Span, contents: Sequence[Span] = ()) -> str:
        """Return the id of the speaker that a span names; a new one where the text names nobody known.

        A pronoun means nobody of whom its own words (`contents`) tell: "The aid for Reyes would end, he said".
        """
        naming = self.read(span)
        if _OF_THEM.fullmatch(naming.text):
            speaker_id = self._some_of(naming, contents)
        else:
            found = self._pronoun(naming, contents) if naming.pronoun else self._known(naming)
            speaker_id = found or self._new(naming)
        self._spoken.append((span[0], speaker_id))
        return speaker_id

    def _some_of(self, naming: Naming, contents: Sequence[Span]) -> str:
        """Return "one of them" as a source that says of whom, of their kind and camp."""
        speaker_id = self._new(naming)
        they = replace(naming, text="they")
        spoken = (
            self._sources[who].naming for at, who in reversed(self._spoken[-SENTENCES_BACK:]) if at < naming.start
        )
        whole = next((one for one in spoken if self._stands_for(they, one)), None) or self._subject_for(they, contents)
        if whole is not None and whole.head in kinds():
            name = f"{naming.text} ({whole.full or whole.text})"
            self._sources[speaker_id] = _Source(Speaker(speaker_id, name, whole.kind, self._camp(whole)), naming)
        return speaker_id

    # --- grouping ---------------------------------------------------------------------------------------------------

    def _known(self, naming: Naming) -> str | None:
        key = _key(naming)
        if naming.surname:
            return self._by_name(naming, key) or self._by_post(naming)
        if key in self._by_key and not naming.indefinite:
            return self._by_key[key]
        if naming.definite:
            return self._latest_with_head(naming) or self._by_name(naming, key)
        return None

    def _by_name(self, naming: Naming, key: str) -> str | None:
        """Return the latest speaker who may bear a name: not Tom Fox for Lena Fox, the WHO for its long name."""
        for _, speaker_id in reversed(self._spoken):
            source = self._sources[speaker_id].naming
            if may_be_one(naming, source) and (_key(source) == key or short_form(naming, source)):
                return speaker_id
        return None

    def _by_post(self, naming: Naming) -> str | None:
        """Return the one who spoke by the post alone right before: "the regional governor", then "Governor Ana Reyes".

        The name adds nothing to the post, and nobody else bears it; from now on the speaker is called by it.
        """
        if len(naming.posts) != 1 or naming.definite:
            return None
        (post,) = naming.posts
        bearers = [one for one in self._sources.values() if post in (one.naming.head, *one.naming.posts)]
        if len(bearers) != 1 or not self._bears_alone(bearers[0].naming, naming):
            return None
        known = bearers[0].speaker
        self._sources[known.speaker_id] = _Source(replace(known, name=naming.full or naming.text, kind="named"), naming)
        return known.speaker_id

    def _bears_alone(self, bearer: Naming, naming: Naming) -> bool:
        """Tell whether a post without a name is that of a name soon behind it."""
        own_words = set((naming.full or naming.text).lower().split())
        added = naming.core - own_words - naming.posts - bearer.core
        near = self._sentence_index(naming.start) - self._sentence_index(bearer.start) <= SENTENCES_BACK
        plain = bearer.definite and not (bearer.surname or bearer.plural or bearer.origin or bearer.owner)
        return near and plain and not added and not bearer.core & _NOT_IN_OFFICE

    def _latest_with_head(self, naming: Naming) -> str | None:
        for _, speaker_id in reversed(self._spoken):
            source = self._sources[speaker_id].naming
            same_head = naming.head == source.head or naming.head in source.posts
            if same_head and source.plural == naming.plural and self._adds_nothing(naming, source):
                return speaker_id
        return None

    def _adds_nothing(self, naming: Naming, source: Naming) -> bool:
        """Tell whether a definite naming says no more than the one it repeats: "the unnamed official".

        "The Syrian president" repeats "Assad of Syria".
        """
        known = set(source.text.lower().split()) | DEFINITE | {naming.head, "unnamed", "same", "senior", "second"}
        added = naming.core - known
        place = _OF_PLACE.match(self.document.text, source.end)
        if place and naming.origin and added == {naming.origin}:
            return place.group(1).lower()[:LIKE_ENOUGH] == naming.origin[:LIKE_ENOUGH]
        return not added

    def _new(self, naming: Naming) -> str:
        speaker_id = f"{self.document.article.article_id}.s{naming.start}"
        if speaker_id not in self._sources:
            name = naming.full or naming.text
            speaker = Speaker(speaker_id, name, naming.kind, self._camp(naming))
            self._sources[speaker_id] = _Source(speaker, naming)
            self._by_key.setdefault(_key(naming), speaker_id)
        return speaker_id

    def _camp(self, naming: Naming) -> str:
        """Return the key under which the text itself counts this source: its owner, its state, else itself."""
        if naming.owner:
            return naming.owner
        if naming.surname:
            return naming.surname
        if naming.kind == "office" and naming.origin:
            return naming.origin
        return _words_of(naming)

    # --- pronouns ---------------------------------------------------------------------------------------------------

    def _pronoun(self, naming: Naming, contents: Sequence[Span]) -> str | None:
        if naming.pronoun == "who":
            return None
        spoken = [(at, who) for at, who in self._spoken[-SENTENCES_BACK * 4 :] if at < naming.start]
        latest = next(((at, who) for at, who in sorted(spoken, reverse=True) if self._fits(naming, who)), None)
        subject = self._subject_for(naming, contents)
        if subject and latest and not subject.person and self._known(subject) is None and naming.pronoun in HE:
            return latest[1]  # a bare name that has said nothing may be a country
        if subject and (latest is None or subject.start > latest[0]):
            return self._known(subject) or self._new(subject)
        return latest[1] if latest else None

    def _fits(self, naming: Naming, speaker_id: str) -> bool:
        return self._stands_for(naming, self._sources[speaker_id].naming)

    def _stands_for(self, pronoun: Naming, other: Naming) -> bool:
        """Tell whether a pronoun may stand for a naming; a name used as a place is no "he"."""
        if pronoun.pronoun in HE and not other.person and other.surname in self._placelike:
            return False
        return _agrees(pronoun, other)

    @cached_property
    def _placelike(self) -> frozenset[str]:
        """The names that stand behind "in" or "near" somewhere in the article."""
        return frozenset(
            word.lower
            for sentence in self._sentences
            for before, word in pairwise(sentence.words)
            if before.lower in _PLACING and word.tag == "NP0"
        )

    def _subject_for(self, naming: Naming, contents: Sequence[Span]) -> Naming | None:
        """Return the nearest subject before a pronoun that it may stand for."""
        index = self._sentence_index(naming.start)
        for sentence in reversed(self._sentences[max(0, index - SENTENCES_BACK) : index + 1]):
            for group in reversed(sentence.groups):
                if not group.finite or sentence.words[group.first].start >= naming.start:
                    continue
                span = subject_before(sentence, group)
                told = any(start <= sentence.words[group.first].start < end for start, end in contents)
                if span is None or told:
                    continue
                subject = self.read(sentence.chars(*span))
                if not subject.pronoun and subject.end <= naming.start and self._stands_for(naming, subject):
                    return subject
        return None

    def _sentence_index(self, offset: int) -> int:
        low, high = 0, len(self._sentences)
        while low < high:
            middle = (low + high) // 2
            if self._sentences[middle].sentence.start <= offset:
                low = middle + 1
            else:
                high = middle
        return low - 1

    # --- reading one naming -----------------------------------------------------------------------------------------

    def read(self, span: Span) -> Naming:
        """Take one naming apart."""
        sentence = self._sentences[max(0, self._sentence_index(span[0]))]
        first, last = sentence.words_in(*span)
        phrase = sentence.words[first:last]
        if len(phrase) == 1 and phrase[0].text.istitle() and self._is_surname(phrase[0].text):
            phrase = (replace(phrase[0], tag="NP0"),)
        return read_naming(self.document.text, span, phrase)

    def _is_surname(self, word: str) -> bool:
        """Tell whether the article has a word behind a first name or a title: "Gov. Dana Whitfield"."""
        return word in self._behind_names

    @cached_property
    def _behind_names(self) -> frozenset[str]:
        pairs = (pair for sentence in self._sentences for pair in pairwise(sentence.words))
        return frozenset(
            word.text for before, word in pairs if before.tag == word.tag == "NP0" and before.text.istitle()
        )


def _agrees(pronoun: Naming, other: Naming) -> bool:
    """Tell whether a pronoun may stand for a naming."""
    word = pronoun.pronoun
    if other.pronoun:
        return False
    if word in THEY:
        return other.plural or other.kind == "group"
    named_body = word in IT and other.full is not None and other.kind in ("group", "named")
    if other.plural and not named_body:
        return False
    if word in HE:
        if other.head in words("body_words.tsv") and not other.person:
            return False
        singular_office = other.kind in ("office", "anonymous", "residents") and other.head in kinds()
        return other.person or (other.kind == "named" and other.head not in kinds()) or singular_office
    return not other.person and other.kind in ("group", "document", "social_media", "office", "named")


def _key(naming: Naming) -> str:
    """Return the key under which two namings are the same source."""
    if naming.surname:
        return f"name:{naming.surname}"
    owner = f"{naming.owner}:" if naming.owner else ""
    return f"{naming.kind}:{owner}{_words_of(naming)}"


def _words_of(naming: Naming) -> str:
    return " ".join(word for word in naming.text.lower().split() if word not in DEFINITE | INDEFINITE)
