"""The sources of an article: which namings are one speaker, of what kind, and which belong to one camp."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from geodata.attribution.agreeing import agrees, full_names, is_described, is_read_as_person, person_nouns
from geodata.attribution.naming import (
    DEFINITE,
    HE,
    INDEFINITE,
    IT,
    RELATIVE,
    Naming,
    kinds,
    may_be_one,
    read_naming,
    short_form,
)
from geodata.attribution.tidying import tidied
from geodata.language.phrases import SentenceWords, Span, noun_phrase_before, subject_before
from geodata.models import Document, Speaker

_PLACING = frozenset({"in", "near", "across", "into", "outside", "at"})

SENTENCES_BACK = 3
"""Sentences that a pronoun may reach back over."""

LIKE_ENOUGH = 4
"""Letters that the name of a country and its adjective share: "Syria", "Syrian"."""

_NOT_IN_OFFICE = frozenset({"former", "deputy", "vice", "late", "acting", "assistant", "ex"})

_OF_THEM = re.compile(r"(?:\w+ ){1,2}of them", re.IGNORECASE)

_WRITTEN_BY = re.compile(r"\b(?:by|from) ")

_RELATIVE = re.compile(r"\s+(?:who|which|that)\b")
_COMMA_BEFORE = re.compile(r"\s*,\s*$")
LONGEST_GAP = 6
"""Characters of the comma and the white space between a speaker and what says who that is."""

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
        self._phrases: list[Span] = []  # the namings of those who spoke
        self._by_key: dict[str, str] = {}
        self._called: dict[str, str] = {}  # the pronoun that first stood for a speaker

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
        self._phrases.append(span)
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
            name = f"{naming.text} ({whole.shown})"
            self._sources[speaker_id] = _Source(Speaker(speaker_id, name, whole.kind, self._camp(whole)), naming)
        return speaker_id

    # --- grouping ---------------------------------------------------------------------------------------------------

    def _known(self, naming: Naming) -> str | None:
        key = _key(naming)
        if naming.surname:
            return self._by_name(naming, key) or self._by_post(naming) or self._by_description(naming)
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
        self._rename(bearers[0].speaker.speaker_id, naming)
        return bearers[0].speaker.speaker_id

    def _by_description(self, naming: Naming) -> str | None:
        """Return the unnamed one who is named now: "a district official", then "The official, Ana Reyes, said"."""
        if not naming.definite or naming.head not in kinds():
            return None
        known = self._latest_with_head(naming)
        if known is None or self._sources[known].naming.surname or not self._is_near(known, naming):
            return None
        self._rename(known, naming)
        return known

    def _is_near(self, speaker_id: str, naming: Naming) -> bool:
        at = max((at for at, who in self._spoken if who == speaker_id), default=0)
        return self._sentence_index(naming.start) - self._sentence_index(at) <= SENTENCES_BACK

    def _rename(self, speaker_id: str, naming: Naming) -> None:
        """Call a speaker from now on by a name that the article gives later."""
        known = self._sources[speaker_id].speaker
        self._sources[speaker_id] = _Source(replace(known, name=naming.shown, kind="named"), naming)

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
            same_head = naming.head == source.head and source.plural == naming.plural
            part = source.joined and not naming.joined  # "the rebels" are not "residents and the rebels"
            if (same_head or naming.head in source.posts) and not part and self._adds_nothing(naming, source):
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
            speaker = Speaker(speaker_id, naming.shown, naming.kind, self._camp(naming))
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
        if naming.pronoun in RELATIVE:
            return self._antecedent(naming)
        meant = self._meant_by(naming, contents)
        if meant is None:
            return None
        speaker_id = meant if isinstance(meant, str) else self._known(meant) or self._new(meant)
        self._called.setdefault(speaker_id, naming.pronoun or "")
        return speaker_id

    def _antecedent(self, naming: Naming) -> str | None:
        """Return who "who" is: "Landia, which urged restraint"."""
        sentence = self._sentences[max(0, self._sentence_index(naming.start))]
        at, _ = sentence.words_in(naming.start, naming.end)
        span = noun_phrase_before(sentence, at - 1 if sentence.lower(at - 1) == "," else at)
        one = self.read(tidied(self.document.text, sentence.chars(*span))) if span else None
        return (self._known(one) or self._new(one)) if one and not one.pronoun else None

    def _meant_by(self, naming: Naming, contents: Sequence[Span]) -> Naming | str | None:
        """Return the naming or the known speaker that a pronoun stands for: the nearest one that may be meant."""
        latest = self._latest_for(naming, bare=False) or self._latest_for(naming, bare=True)
        subject = self._subject_for(naming, contents)
        if subject is None and latest is None and naming.pronoun in IT:
            subject = self._subject_for(naming, ())  # "the army was accused of it, a charge it rejected"
        if latest and subject and (subject.start <= latest[0] or self._may_be_no_person(naming, subject)):
            subject = None
        at, meant = (subject.start, subject) if subject else latest or (-1, None)
        opening = self.document.text.rfind("\n", 0, naming.start) + 1
        return (self._only_person(naming, opening) if at < opening else None) or meant

    def _may_be_no_person(self, pronoun: Naming, subject: Naming) -> bool:
        """Tell whether a "he" should not stand for one that has said nothing: a country, or "his nephew" of before."""
        same = {"he": "his", "she": "her"}.get(pronoun.pronoun or "", "")
        newcomer = subject.head in person_nouns() and (subject.full or same not in subject.core)
        unknown = not (subject.person or newcomer or is_described(subject)) and self._known(subject) is None
        return unknown and pronoun.pronoun in HE

    def _latest_for(self, naming: Naming, *, bare: bool) -> tuple[int, Naming | str] | None:
        """Return the latest speaker that a pronoun may stand for, and where; of a paper, who wrote it.

        A bare name, which may be a country, is a "he" only where nobody else has spoken (`bare`).
        """
        for at, who in sorted(self._spoken[-SENTENCES_BACK * 4 :], reverse=True):
            doubted = not bare and naming.pronoun in HE and self._is_bare(self._sources[who].naming)
            if at < naming.start and not doubted and self._fits(naming, who):
                return at, who
            author = self._author(naming, self._sources[who].naming) if at < naming.start else None
            if author is not None:
                return at, author
        return None

    def _author(self, pronoun: Naming, paper: Naming) -> Naming | None:
        """Return who wrote a paper that speaks: "an affidavit filed by the officer, Ana Reyes"."""
        by = _WRITTEN_BY.search(paper.text) if paper.kind == "document" and pronoun.pronoun in HE else None
        author = self.read((paper.start + by.end(), paper.end)) if by else None
        return author if author is not None and self._stands_for(pronoun, author) else None

    def _only_person(self, pronoun: Naming, start: int) -> Naming | None:
        """Return the one person whom the sentences from `start` to that of a "he" name in full, however they do."""
        if pronoun.pronoun not in HE:
            return None
        index = self._sentence_index(pronoun.start)
        named: dict[str, Naming] = {}
        for sentence in self._sentences[max(0, index - SENTENCES_BACK) : index]:
            if sentence.sentence.start >= start:
                namings = map(self.read, full_names(sentence))
                named.update({_key(one): one for one in namings if one.person and self._stands_for(pronoun, one)})
        return next(iter(named.values())) if len(named) == 1 else None

    def _fits(self, naming: Naming, speaker_id: str) -> bool:
        called = self._called.get(speaker_id, naming.pronoun)
        return called == naming.pronoun and self._stands_for(naming, self._sources[speaker_id].naming)

    def _stands_for(self, pronoun: Naming, other: Naming) -> bool:
        """Tell whether a pronoun may stand for a naming; a name used as a place is no "he"."""
        if pronoun.pronoun in HE and not other.person and other.surname in self._placelike:
            return False
        return agrees(pronoun, other)

    def _is_bare(self, naming: Naming) -> bool:
        """Tell whether a name is alone, and nothing in the article says that it is a person's: "Russia denied it"."""
        alone = naming.kind == "named" and naming.text == naming.full and not self._is_surname(naming.text)
        return alone and not is_read_as_person(self.document, naming)

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
                if subject.pronoun or self._is_apposed(subject):
                    continue
                if subject.end <= naming.start and self._may_mean(naming, subject):
                    return subject
        return None

    def _is_apposed(self, subject: Naming) -> bool:
        """Tell whether a subject only says who a speaker is: "said Ana Reyes, a nurse who reached the site"."""
        text = self.document.text
        before = _COMMA_BEFORE.search(text, max(0, subject.start - LONGEST_GAP), subject.start)
        told_of = before.start() if before and _RELATIVE.match(text, subject.end) else -1
        return any((start < subject.start and subject.end <= end) or end == told_of for start, end in self._phrases)

    def _may_mean(self, pronoun: Naming, subject: Naming) -> bool:
        """Tell whether a subject may be meant that may have spoken already, and been called otherwise."""
        known = self._by_name(subject, _key(subject)) if subject.surname else None
        called = self._called.get(known or "", pronoun.pronoun)
        return called == pronoun.pronoun and self._stands_for(pronoun, subject)

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


def _key(naming: Naming) -> str:
    """Return the key under which two namings are the same source."""
    if naming.surname:
        return f"name:{naming.surname}"
    owner = f"{naming.owner}:" if naming.owner else ""
    return f"{naming.kind}:{owner}{_words_of(naming)}"


def _words_of(naming: Naming) -> str:
    return " ".join(word for word in naming.text.lower().split() if word not in DEFINITE | INDEFINITE)
