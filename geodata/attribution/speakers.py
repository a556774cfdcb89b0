"""The sources of an article: which namings are one speaker, of what kind, and which belong to one camp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import cast

from geodata.language.grammar import Word
from geodata.language.phrases import SentenceWords, Span, subject_before
from geodata.language.wordtables import rows, words
from geodata.models import Document, Speaker, SpeakerKind

_PLACING = frozenset({"in", "near", "across", "into", "outside", "at"})

SENTENCES_BACK = 3
"""Sentences that a pronoun may reach back over."""

_HE = frozenset({"he", "she"})
_IT = frozenset({"it"})
_THEY = frozenset({"they"})
LONGEST_PERSON_NAME = 3
"""Words of a person's name; what is longer is the name of a body."""

PRONOUNS = _HE | _IT | _THEY | frozenset({"who"})
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "many", "other", "two", "three"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ENDS_HEAD = frozenset({"PRP", "PRF", "PNQ", "DTQ", "CJT", "VVN", "VVG", "PUN", "CJS"})


@cache
def _kinds() -> Mapping[str, SpeakerKind]:
    return MappingProxyType({noun: cast("SpeakerKind", kind) for noun, kind in rows("speaker_heads.tsv")})


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of a source, taken apart."""

    start: int
    end: int
    text: str
    head: str  # the noun that the phrase is about, in lower case
    surname: str | None  # of a person or an organisation named
    full: str | None
    owner: str | None  # whose office, page or statement it is
    origin: str | None  # "US" of "a senior US official"
    kind: SpeakerKind
    definite: bool
    indefinite: bool
    plural: bool
    person: bool
    core: frozenset[str]  # its words up to the first preposition, comma or clause
    posts: frozenset[str] = frozenset()  # what a person by name is called: "minister" of "Prime Minister Ana Reyes"

    @property
    def pronoun(self) -> str | None:
        """Return the pronoun that the naming is, or None."""
        return self.text.lower() if self.text.lower() in PRONOUNS else None


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
        found = self._pronoun(naming, contents) if naming.pronoun else self._known(naming)
        speaker_id = found or self._new(naming)
        self._spoken.append((span[0], speaker_id))
        return speaker_id

    # --- grouping ---------------------------------------------------------------------------------------------------

    def _known(self, naming: Naming) -> str | None:
        key = _key(naming)
        if key in self._by_key and not (naming.indefinite and naming.surname is None):
            return self._by_key[key]
        if naming.definite and naming.surname is None:
            return self._latest_with_head(naming)
        return None

    def _latest_with_head(self, naming: Naming) -> str | None:
        for _, speaker_id in reversed(self._spoken):
            source = self._sources[speaker_id].naming
            same_head = naming.head == source.head or naming.head in source.posts
            if same_head and source.plural == naming.plural and _adds_nothing(naming, source):
                return speaker_id
        return None

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
        return _key(naming)

    # --- pronouns ---------------------------------------------------------------------------------------------------

    def _pronoun(self, naming: Naming, contents: Sequence[Span]) -> str | None:
        if naming.pronoun == "who":
            return None
        spoken = [(at, who) for at, who in self._spoken[-SENTENCES_BACK * 4 :] if at < naming.start]
        latest = next(((at, who) for at, who in sorted(spoken, reverse=True) if self._fits(naming, who)), None)
        subject = self._subject_for(naming, contents)
        if subject and latest and not subject.person and self._known(subject) is None and naming.pronoun in _HE:
            return latest[1]  # a bare name that has said nothing may be a country
        if subject and (latest is None or subject.start > latest[0]):
            return self._known(subject) or self._new(subject)
        return latest[1] if latest else None

    def _fits(self, naming: Naming, speaker_id: str) -> bool:
        return self._stands_for(naming, self._sources[speaker_id].naming)

    def _stands_for(self, pronoun: Naming, other: Naming) -> bool:
        """Tell whether a pronoun may stand for a naming; a name used as a place is no "he"."""
        if pronoun.pronoun in _HE and not other.person and other.surname in self._placelike:
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
        return read_naming(self.document.text, span, phrase)


def read_naming(text: str, span: Span, phrase: Sequence[Word]) -> Naming:
    """Take the words of one naming apart: head, name, owner, origin, kind."""
    core = _core(phrase)
    owner = _owner(phrase, core)
    head = _head(core)
    name = _name(core) or _called(phrase) or _apposed(phrase, core, head)
    kind = _kind(head, name, phrase)
    own_name = name if kind == "named" or (name is not None and not _name(core)) else None
    return Naming(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        head=head,
        surname=_name_key(core, own_name) if own_name else None,
        full=" ".join(word.text for word in own_name) if own_name else None,
        owner=owner,
        origin=_origin(core),
        kind=kind,
        definite=bool(core) and core[0].lower in _DEFINITE,
        indefinite=bool(core) and core[0].lower in _INDEFINITE,
        plural=_is_plural(core, head),
        person=_is_person(core, own_name) if own_name else False,
        core=frozenset(word.lower for word in core),
        posts=_posts(phrase, core) if own_name else frozenset(),
    )


def _posts(phrase: Sequence[Word], core: Sequence[Word]) -> frozenset[str]:
    """Return what a named person is called beside the name: before it, or behind its comma ("Reyes, a lawyer")."""
    found = {word.lower for word in core if _kinds().get(word.lower) == "office"}
    behind = phrase[len(core) :]
    if behind and behind[0].text == ",":
        head = _head(_core(behind[1:]))
        found |= {head} if _kinds().get(head) == "office" else set()
    return frozenset(found)


def _core(phrase: Sequence[Word]) -> Sequence[Word]:
    """Return the words up to the first preposition, comma or clause: "a spokesman" of "a spokesman for the army"."""
    for at, word in enumerate(phrase):
        if at and word.tag in _ENDS_HEAD and not (word.tag == "PUN" and word.text in ".-&"):
            return phrase[:at]
    return phrase


def _head(core: Sequence[Word]) -> str:
    nouns = [word for word in core if word.is_noun or word.tag in ("UNC", "PNI", "DT0")]
    return nouns[-1].lower if nouns else (core[-1].lower if core else "")


def _is_name(word: Word) -> bool:
    if word.lower.rstrip(".") in words("titles.tsv") or not word.text[:1].isupper():
        return False
    return word.tag in ("NP0", "UNC", "NN1", "NN2", "NN0", "AJ0")


def _name(core: Sequence[Word]) -> list[Word] | None:
    """Return the last run of name words when it ends the core, titles and determiners left out."""
    run: list[Word] = []
    for word in reversed(core):
        if word.tag == "POS" or word.lower == "'s":
            break
        if not _is_name(word):
            if run:
                break
            return None
        run.insert(0, word)
    return run if len(run) > 1 or any(word.tag in ("NP0", "UNC") for word in run) else None


def _called(phrase: Sequence[Word]) -> list[Word] | None:
    """Return the name behind "known as" or "called"."""
    for at, word in enumerate(phrase):
        if word.lower in ("known", "called", "named", "dubbed"):
            name = [other for other in phrase[at + 1 :] if _is_name(other)]
            return name or None
    return None


def _apposed(phrase: Sequence[Word], core: Sequence[Word], head: str) -> list[Word] | None:
    """Return the name behind the comma of "its commander, Ana Reyes"."""
    behind = phrase[len(core) :]
    if _kinds().get(head) != "office" or not behind or behind[0].text != ",":
        return None
    rest = _core(behind[1:])
    name = _name(rest)
    return name if name and len(name) == len(rest) else None


def _adds_nothing(naming: Naming, source: Naming) -> bool:
    """Tell whether a definite naming says no more than the one it repeats: "the unnamed official"."""
    known = set(source.text.lower().split()) | _DEFINITE | {naming.head, "unnamed", "same", "senior", "second"}
    return naming.core <= known


def _kind(head: str, name: list[Word] | None, phrase: Sequence[Word]) -> SpeakerKind:
    known = _kinds().get(head)
    if known:
        return known
    if name:
        return "named"
    lowered = [word.lower for word in phrase]
    return next((_kinds()[word] for word in lowered if word in _kinds()), "anonymous")


def _owner(phrase: Sequence[Word], core: Sequence[Word]) -> str | None:
    """Return whose source it is: "Mr Assad's office", "a statement by the ministry"."""
    for at, word in enumerate(phrase):
        if (word.tag == "POS" or word.lower == "'s") and at:
            name = _name(phrase[:at])
            if name:
                return name[-1].lower
            by = [other for other in phrase[:at] if _is_name(other)]
            return by[-1].lower if by else None
    behind = phrase[len(core) :]
    if behind and behind[0].lower in ("by", "from", "of") and _kinds().get(_head(core)) in ("document", "social_media"):
        names = [word for word in _core(behind[1:]) if _is_name(word)]
        return names[-1].lower if names else None
    return None


def _origin(core: Sequence[Word]) -> str | None:
    for word in core:
        if word.text[:1].isupper() and word.tag in ("NP0", "AJ0") and word.lower not in _DEFINITE | _INDEFINITE:
            return word.lower if _kinds().get(word.lower) is None else None
    return None


def _is_plural(core: Sequence[Word], head: str) -> bool:
    last = next((word for word in reversed(core) if word.lower == head), None)
    several = any(word.tag == "CJC" for word in core)
    return several or (last is not None and (last.tag == "NN2" or head in ("police", "people", "authorities")))


def _is_person(core: Sequence[Word], name: Sequence[Word]) -> bool:
    """Tell whether a name is a person's: a title before it, or two or three words none of which names a body."""
    if any(word.lower in words("body_words.tsv") or word.text.isupper() for word in name):
        return False
    titled = any(word.lower.rstrip(".") in words("titles.tsv") for word in core)
    alone = core[0].lower not in _DEFINITE | _INDEFINITE
    return titled or (1 < len(name) <= LONGEST_PERSON_NAME and alone)


def _name_key(core: Sequence[Word], name: Sequence[Word]) -> str:
    """Return the family name of a person, the whole name of a body."""
    if len(name) == 1 or _is_person(core, name):
        return name[-1].lower
    return " ".join(word.lower for word in name)


def _agrees(pronoun: Naming, other: Naming) -> bool:
    """Tell whether a pronoun may stand for a naming."""
    word = pronoun.pronoun
    if other.pronoun:
        return False
    if word in _THEY:
        return other.plural or other.kind == "group"
    if other.plural:
        return False
    if word in _HE:
        singular_office = other.kind in ("office", "anonymous", "residents") and other.head in _kinds()
        return other.person or (other.kind == "named" and other.head not in _kinds()) or singular_office
    return not other.person and other.kind in ("group", "document", "social_media", "office", "named")


def _key(naming: Naming) -> str:
    """Return the key under which two namings are the same source."""
    if naming.surname:
        return f"name:{naming.surname}"
    owner = f"{naming.owner}:" if naming.owner else ""
    opening = naming.text.lower().split()
    rest = [word for word in opening if word not in _DEFINITE | _INDEFINITE]
    return f"{naming.kind}:{owner}{' '.join(rest)}"
