"""Whom a pronoun may stand for: by number, by kind of source, and by what the naming itself says of man or woman."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from geodata.attribution.naming import HE, IT, THEY, Naming, kinds
from geodata.language.phrases import SentenceWords, Span
from geodata.language.wordtables import rows, words
from geodata.models import Document, Token
from geodata.tagger import ENTITY_LABELS

ONE_OF = frozenset({"one", "another"})
"""What opens the naming of one of many: "one of the medics"."""

_BEFORE_PLACES = frozenset({"in", "at", "near", "from", "to", "of", "across", "into", "outside", "around", "the"})
"""Words before a name that may be no person's: "from New Delhi", "the son of Ana Reyes"."""

LIKELY = 0.5
"""Probability of every word from which the tagger's reading of a name counts."""

_PERSON = [number for number, label in enumerate(ENTITY_LABELS) if label.endswith("PER")]

_SINGULAR_KINDS = frozenset({"office", "anonymous", "residents"})


@cache
def person_nouns() -> Mapping[str, str]:
    """Return the pronoun of nouns that name one person, "-" where it may be either."""
    return MappingProxyType({noun: gender for noun, gender, _ in rows("person_nouns.tsv")})


def gender_of(naming: Naming) -> str | None:
    """Return "he" or "she" where a naming says which: "his brother, Ilya", "Mrs Reyes", "a spokeswoman"."""
    told = {person_nouns().get(word) for word in (naming.head, *naming.posts)} & HE
    if len(told) == 1:
        return next(iter(told))
    return naming.titled


def agrees(pronoun: Naming, other: Naming) -> bool:
    """Tell whether a pronoun may stand for a naming."""
    word = pronoun.pronoun
    if other.pronoun:
        return False
    if word in THEY:
        return other.plural or other.kind == "group"
    named_body = word in IT and other.full is not None and other.kind in ("group", "named")
    if word in HE and _one_of_people(other):
        return True
    if other.plural and not named_body:
        return False
    if word in HE:
        return _may_be_he(other) and gender_of(other) in (None, word)
    return not other.person and other.kind not in ("residents", "anonymous")


def is_described(naming: Naming) -> bool:
    """Tell whether a name has a trade behind its comma: "Giorgi, a baker"."""
    bodies = {post for post in naming.posts if kinds().get(post) in ("group", "document") or post in words(_BODIES)}
    return naming.full is not None and bool(naming.posts - bodies) and not bodies


_BODIES = "body_words.tsv"


def _one_of_people(other: Naming) -> bool:
    return bool(other.core) and other.head in ONE_OF and other.kind != "document"


def _may_be_he(other: Naming) -> bool:
    if other.head in words(_BODIES) and not other.person:
        return False
    singular_office = other.kind in _SINGULAR_KINDS and other.head in kinds()
    return (
        other.person
        or other.head in person_nouns()
        or (other.kind == "named" and other.head not in kinds())
        or singular_office
    )


def is_read_as_person(document: Document, naming: Naming) -> bool:
    """Tell whether the tagger takes the words of a naming for a person's name."""
    if document.tags is None or "entity" not in document.tags.heads:
        return False
    first, last = (bisect_left(document.tags.words, at, key=_start) for at in (naming.start, naming.end))
    return float(document.tags.heads["entity"][first:last, _PERSON].sum(axis=1).min(initial=1.0)) > LIKELY


def _start(word: Token) -> int:
    return word.start


def full_names(sentence: SentenceWords) -> Iterator[Span]:
    """Yield the runs of two names and more in a sentence that may be people, as characters."""
    at = 0
    while at < len(sentence.words):
        last = at
        while sentence.tag(last) == "NP0":
            last += 1
        is_source = sentence.lower(at - 2) == "according"
        if last - at > 1 and (is_source or sentence.lower(at - 1) not in _BEFORE_PLACES):
            yield sentence.chars(at, last)
        at = last + 1
