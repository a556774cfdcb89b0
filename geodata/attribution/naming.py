"""One naming of a source, taken apart: its head, name, posts, and whose office, page or spokesman it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from geodata.language.grammar import Word
from geodata.language.phrases import Span
from geodata.language.wordtables import rows, words
from geodata.models import SpeakerKind

LONGEST_PERSON_NAME = 3
"""Words of a person's name; what is longer is the name of a body."""

SHORTEST_FULL_NAME = 2
"""Words of a first name with a family name: who is called so is no unnamed source."""

_OF_NOBODY = frozenset({"anonymous", "residents"})
"""Kinds of sources that nobody names, as long as no name stands beside them."""

_OF_PEOPLE = _OF_NOBODY | {"office", None}

_DESCRIBED = re.compile(r",\s+(?:who|which|whose|whom|speaking|citing|quoting|seen|obtained|reviewed|a|an|the)\b")
"""What opens a description behind a source: "two diplomats, speaking on condition of anonymity"."""

_TRAILING = " ,;—–-"
"""Signs behind an apposition, which belong to no name."""

HE = frozenset({"he", "she"})
IT = frozenset({"it"})
THEY = frozenset({"they"})
RELATIVE = frozenset({"who", "which"})
PRONOUNS = HE | IT | THEY | RELATIVE
_AS_SUBJECT = {"him": "he", "her": "she", "them": "they"}
"""Pronouns that are not subjects ("quoted him as saying"), and what they are as one."""

INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "many", "other", "two", "three"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ENDS_HEAD = frozenset({"PRP", "PRF", "PNQ", "DTQ", "CJT", "VVN", "VVG", "PUN", "CJS"})
_SPEAKING_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople", "spokespersons", "office", "aide"}
)
"""Heads of namings that speak for somebody: "a spokesman for the army", "the office of the mayor"."""


@cache
def kinds() -> Mapping[str, SpeakerKind]:
    """Return the kind of source that a noun tells: "spokesman" an office, "residents" residents."""
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
    given: str | None = None  # the first name of a person: "ana"
    title: str | None = None  # "mr", "mrs"
    joined: bool = False  # two sources in one: "residents and the rebels"
    posts: frozenset[str] = frozenset()  # what a person by name is called: "minister" of "Prime Minister Ana Reyes"

    @property
    def pronoun(self) -> str | None:
        """Return the pronoun that the naming is, or None."""
        word = _AS_SUBJECT.get(self.text.lower(), self.text.lower())
        return word if word in PRONOUNS else None

    @property
    def titled(self) -> str | None:
        """Return "he" or "she" where a title says which."""
        return "he" if self.title in _MEN else "she" if self.title in _WOMEN else None

    @property
    def shown(self) -> str:
        """Return what a source is called: its name, else the naming without what is told of it behind a comma."""
        return self.full or _DESCRIBED.split(self.text)[0]


def read_naming(text: str, span: Span, phrase: Sequence[Word]) -> Naming:
    """Take the words of one naming apart: head, name, owner, origin, kind."""
    core = _core(phrase)
    owner = _owner(phrase, core)
    head = _head(core)
    name = _name(core) or _called(phrase) or _apposed(phrase, core, head)
    kind = _kind(head, name, phrase)
    pair = _is_pair_of_names(core)
    own_name = None if pair else name if kind == "named" or (name is not None and not _name(core)) else None
    return Naming(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]].rstrip(_TRAILING),
        head=head,
        surname=name_key(core, own_name) if own_name else None,
        full=" ".join(word.text for word in own_name) if own_name else None,
        owner=owner,
        origin=_origin(core),
        kind=kind,
        definite=bool(core) and core[0].lower in DEFINITE,
        indefinite=bool(core) and core[0].lower in INDEFINITE,
        plural=_is_plural(core, head),
        person=_is_person(core, own_name) if own_name else False,
        core=frozenset(word.lower for word in core),
        given=own_name[0].lower if own_name and len(own_name) > 1 and _is_person(core, own_name) else None,
        title=next((word.lower.rstrip(".") for word in core if word.lower.rstrip(".") in _MEN | _WOMEN), None),
        joined=pair or _is_joined(core),
        posts=_posts(phrase, core, own=own_name is not None),
    )


_MEN, _WOMEN = frozenset({"mr", "sir", "king", "prince"}), frozenset({"mrs", "ms", "miss", "queen", "princess"})


def may_be_one(one: Naming, other: Naming) -> bool:
    """Tell whether two namings by one family name may be one person: not "Lena Fox" and "Tom Fox"."""
    apart = one.given and other.given and one.given[0] != other.given[0]
    unlike = one.given != other.given and one.given and other.given and min(len(one.given), len(other.given)) > _INITIAL
    titles = {one.title, other.title}
    return not (apart or unlike or (titles & _MEN and titles & _WOMEN))


_INITIAL = 2
"""Letters of an initial with its stop: "A." may be Ana."""


def short_form(one: Naming, other: Naming) -> bool:
    """Tell whether one naming is the other's short form: "the WHO", "the World Health Organization"."""
    return _stands_for(one, other) or _stands_for(other, one)


def _stands_for(short: Naming, long: Naming) -> bool:
    letters = short.full or ""
    if not letters.isupper() or not letters.isalpha() or long.person:
        return False
    names = re.findall(r"\b[A-Z]\w+", long.text)
    initials = "".join(word[0] for word in names if not word.isupper() and word.lower() not in DEFINITE | INDEFINITE)
    return letters == initials or f"({letters})" in long.text


def _posts(phrase: Sequence[Word], core: Sequence[Word], *, own: bool) -> frozenset[str]:
    """Return what a source is called beside its name: before it (`own`), or behind its comma ("Reyes, a lawyer")."""
    found = {word.lower for word in core if own and kinds().get(word.lower) == "office"}
    behind = phrase[len(core) :]
    if behind and behind[0].text == ",":
        head = _head(_core(behind[1:]))
        described = behind[1:2] and behind[1].lower in ("a", "an", "the")
        found |= {head} if described or kinds().get(head) == "office" else set()
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


_ARTICLED = re.compile(r"(?:a[ldnrstz]|ash|e[lds]|u[ld])-(?=[A-Z])")
"""The Arabic article in front of a name, however it is written: "al-Mahdi", "el-Sisi", "as-Safir"."""

_PARTICLES = frozenset(
    {"bin", "ibn", "bint", "ben", "abu", "al", "el", "ould", "de", "da", "do", "dos", "das", "del", "della", "di", "du"}
    | {"la", "le", "van", "von", "der", "den", "ter", "ten", "y"}
)
"""Small words inside of a name: "Mohammed bin Salman", "Ana de la Cruz"."""


def _is_name(word: Word) -> bool:
    if _ARTICLED.match(word.text):
        return True
    if word.lower.rstrip(".") in words("titles.tsv") or not word.text[:1].isupper():
        return False
    return word.tag in ("NP0", "UNC", "NN1", "NN2", "NN0", "AJ0")


def _name(core: Sequence[Word]) -> list[Word] | None:
    """Return the last run of name words when it ends the core; titles, determiners and trades are left out."""
    run: list[Word] = []
    for word in reversed(core):
        if word.tag == "POS" or word.lower == "'s":
            break
        if not _is_name(word) and not (run and word.text in _PARTICLES):
            if run:
                break
            return None
        run.insert(0, word)
    while run and run[0].text in _PARTICLES:
        run = run[1:]
    run = _without_trade(run)
    return run if len(run) > 1 or any(word.tag in ("NP0", "UNC") for word in run) else None


def _without_trade(run: list[Word]) -> list[Word]:
    """Leave out what a person is in front of a name: "Resident Tariq Shaikh" opens a sentence."""
    opens = len(run) > SHORTEST_FULL_NAME and kinds().get(run[0].lower) in _OF_NOBODY
    return run[1:] if opens and not any(word.lower in words("body_words.tsv") for word in run) else run


def _called(phrase: Sequence[Word]) -> list[Word] | None:
    """Return the name behind "known as" or "called"."""
    for at, word in enumerate(phrase):
        if word.lower in ("known", "called", "named", "dubbed"):
            name = [other for other in phrase[at + 1 :] if _is_name(other)]
            return name or None
    return None


def _apposed(phrase: Sequence[Word], core: Sequence[Word], head: str) -> list[Word] | None:
    """Return the name behind the comma of "its commander, Ana Reyes"; a trade wants a full one ("a baker, Ana Reyes").

    "A resident, Aton" names no person.
    """
    behind = phrase[len(core) :]
    if not behind or behind[0].text != "," or kinds().get(head) not in _OF_PEOPLE:
        return None
    rest = _core(behind[1:])
    name = _name(rest)
    if name is None or any(_is_name(word) for word in rest[: -len(name)]):
        return None
    full = SHORTEST_FULL_NAME <= _length(name) <= LONGEST_PERSON_NAME
    alone = len(name) == len(rest) and (kinds().get(head) == "office" or head in _kin())
    return name if full or alone else None


@cache
def _kin() -> frozenset[str]:
    """Return the nouns of family and friends: who owns them ("Reyes's brother") is not whom they speak for."""
    return frozenset(noun for noun, _, of in rows("person_nouns.tsv") if of == "kin")


def _kind(head: str, name: list[Word] | None, phrase: Sequence[Word]) -> SpeakerKind:
    known = kinds().get(head)
    if known and not (known in _OF_NOBODY and name and len(name) >= SHORTEST_FULL_NAME):
        return known
    if name:
        return "named"
    lowered = [word.lower for word in phrase]
    return next((kinds()[word] for word in lowered if word in kinds()), "anonymous")


def _owner(phrase: Sequence[Word], core: Sequence[Word]) -> str | None:
    """Return whose source it is: "Mr Assad's office", "a statement by the ministry"."""
    if _head(core) in _kin():
        return None
    for at, word in enumerate(phrase):
        if (word.tag == "POS" or word.lower == "'s") and at:
            name = _name(phrase[:at])
            if name:
                return name_key(phrase[:at], name)
            by = [other for other in phrase[:at] if _is_name(other)]
            return by[-1].lower if by else None
    behind = phrase[len(core) :]
    head = _head(core)
    of_paper = kinds().get(head) in ("document", "social_media") and behind[:1] and behind[0].lower in _BY
    if of_paper or (head in _SPEAKING_FOR and behind[:1] and behind[0].lower in ("for", "of", "to")):
        return _whose(_core(behind[1:]))
    before = [word for word in core[:-1] if word.is_noun and word.tag != "NP0"]
    if head in _SPEAKING_FOR and core[-1:] and core[-1].lower == head and before:
        return " ".join(word.lower for word in core[:-1] if word.lower not in DEFINITE | INDEFINITE | _RANKS)
    return None


_BY = frozenset({"by", "from", "of"})
_RANKS = frozenset({"senior", "top", "chief", "former", "deputy", "official"})


def _whose(core: Sequence[Word]) -> str | None:
    """Return under which key somebody counts for whom a source speaks: the name, else the words of the body."""
    if core and core[-1].tag == "POS":
        core = core[:-1]
    for at, word in enumerate(core):  # "a statement by Mr Haddad's office": his
        if (word.tag == "POS" or word.lower == "'s") and at:
            core = core[:at]
            break
    name = _name(core)
    if name:
        return name_key(core, name)
    return " ".join(word.lower for word in core if word.lower not in DEFINITE | INDEFINITE) or None


def _origin(core: Sequence[Word]) -> str | None:
    for word in core:
        if word.text[:1].isupper() and word.tag in ("NP0", "AJ0") and word.lower not in DEFINITE | INDEFINITE:
            return word.lower if kinds().get(word.lower) is None else None
    return None


def _is_plural(core: Sequence[Word], head: str) -> bool:
    last = next((word for word in reversed(core) if word.lower == head), None)
    several = any(word.tag == "CJC" for word in core)
    return several or (last is not None and (last.tag == "NN2" or head in ("police", "people", "authorities")))


def _is_joined(core: Sequence[Word]) -> bool:
    """Tell whether a core names two sources ("doctors and nurses"), not one of two things ("health and rescue men")."""
    return any(
        link.tag == "CJC" and (after.tag in ("AT0", "DPS") or (before.tag == "NN2" and before.lower in kinds()))
        for before, link, after in zip(core, core[1:], core[2:], strict=False)
    )


def _is_pair_of_names(core: Sequence[Word]) -> bool:
    """Tell whether a core is two names: "Japan and Australia", "Ana Reyes and Tom Fox"."""
    return any(
        link.lower == "and" and before.tag == after.tag == "NP0" and _is_name(before) and _is_name(after)
        for before, link, after in zip(core, core[1:], core[2:], strict=False)
    )


def _is_person(core: Sequence[Word], name: Sequence[Word]) -> bool:
    """Tell whether a name is a person's: a title before it, or two or three words none of which names a body."""
    if any(word.lower in words("body_words.tsv") or word.text.isupper() for word in name):
        return False
    titled = any(word.lower.rstrip(".") in words("titles.tsv") for word in core)
    alone = core[0].lower not in DEFINITE | INDEFINITE
    return titled or (1 < _length(name) <= LONGEST_PERSON_NAME and alone)


def _length(name: Sequence[Word]) -> int:
    """Return how many words a name has, its particles aside."""
    return sum(word.text not in _PARTICLES for word in name)


def name_key(core: Sequence[Word], name: Sequence[Word]) -> str:
    """Return the family name of a person, the whole name of a body."""
    if len(name) == 1 or _is_person(core, name):
        return _ARTICLED.sub("", name[-1].text).lower()
    return " ".join(word.lower for word in name)
