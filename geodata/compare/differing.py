"""What tells two statements of like words apart: other people, another side, a toll of another kind or of a war."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from geodata.compare.telling import Told, stem
from geodata.language.wordtables import rows, word_classes

_OF_PEOPLE = ("protester", "staff", "leader", "force", "inspector", "observer", "refuge", "captive", "culprit")
"""Classes of nouns that are people."""

_ANYBODY = frozenset({"people", "citizens", "locals", "supporters", "crowd", "crowds", "women", "head", "government"})
"""Words for people that say nothing of who they are."""

SOLDIERS = "soldier"
_OPPOSITES = (
    ("north", "south"), ("northern", "southern"), ("east", "west"), ("eastern", "western"), ("first", "second"),
    ("left", "right"), ("upper", "lower"), ("inner", "outer"), ("old", "new"), ("inside", "outside"),
    ("inbound", "outbound"), ("entry", "exit"), ("primary", "secondary"), ("morning", "evening"), ("land", "sea"),
)  # fmt: skip


@cache
def people_stems() -> Mapping[str, str]:
    """Return the stems of nouns that are people, and what kind they are: all words for soldiers are one."""
    table = {}
    for noun, kind in rows("speaker_heads.tsv"):
        if kind in ("anonymous", "residents"):
            table[stem(noun)] = stem(noun)
    for name in _OF_PEOPLE:
        for noun in word_classes()[name] - _ANYBODY:
            table[stem(noun)] = SOLDIERS if name == "force" else stem(noun)
    return MappingProxyType(table)


def are_about_others(one: Told, other: Told) -> bool:
    """Tell whether two statements name different people, opposite sides, or count different things."""
    return _other_people(one.words, other.words) or _opposite(one.words, other.words) or _other_tolls(one, other)


def _other_people(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether each names people that the other does not: "ten protesters", "ten smugglers"."""
    first, second = ({people_stems()[word] for word in words if word in people_stems()} for words in (one, other))
    return bool(first - second) and bool(second - first)


def _opposite(one: frozenset[str], other: frozenset[str]) -> bool:
    pairs = [(stem(left), stem(right)) for left, right in _OPPOSITES]
    return any(_split(left, right, one, other) or _split(right, left, one, other) for left, right in pairs)


def _split(left: str, right: str, one: frozenset[str], other: frozenset[str]) -> bool:
    return left in one and right in other and left not in other and right not in one


def _other_tolls(one: Told, other: Told) -> bool:
    """Tell whether both count, but not the same: the dead here and the wounded there, a day's toll and a war's."""
    first, second = ({(item["kind"], item["scope"]) for item in told.claim.figures} for told in (one, other))
    return bool(first) and bool(second) and not first & second
