"""What "the city", "the province" or "both towns" mean: the places of that kind that were named last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from geodata.claims.antecedents import Pointer
from geodata.claims.countries import PLACEABLE
from geodata.claims.propositions import Proposition
from geodata.language.asides import behind_dateline
from geodata.language.wordtables import rows
from geodata.models import Mention, Place, Sentence

SENTENCES_BACK = 3
"""Sentences over which "the city" reaches back to its name."""

PART_OF_TOWN = "PPLX"
"""The feature code of a part of a town, which is no town itself."""

Named = tuple[Mention, Place]


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """What a noun says of a place: how its feature code begins, and how many people it has at most."""

    codes: tuple[str, ...]
    most_people: int | None


@cache
def _kinds() -> Mapping[str, PlaceKind]:
    return MappingProxyType(
        {
            noun: PlaceKind(tuple(codes.split(",")), int(most) if most.isdigit() else None)
            for noun, codes, most in rows("place_kinds.tsv")
        }
    )


def names_kind(noun: str) -> bool:
    """Tell whether a noun, singular, says of what kind a place is."""
    return noun in _kinds()


def may_be_called(noun: str, place: Place) -> bool:
    """Tell whether a place can be called by a noun: Baghdad is no village, and no province."""
    kind, code = _kinds()[noun], place.feature_code
    if code == PART_OF_TOWN and PART_OF_TOWN not in kind.codes:
        return False
    return code.startswith(kind.codes) and (kind.most_people is None or place.population <= kind.most_people)


class NamedBefore:
    """Finds the places of a kind that were named last; in doubt, none."""

    def __init__(self, within: Callable[[int, int], Sequence[Mention]], places: Mapping[str, Place]) -> None:
        self._within = within
        self._places = places

    def meant(self, proposition: Proposition, pointer: Pointer, told: Collection[str]) -> list[Named]:
        """Return the places that a noun means: those of its kind in the nearest sentence that names any.

        Of several, "the city" means the only one where something was told to have happened (`told`). A name that no
        gazetteer knows may be the one that is meant.
        """
        text = proposition.sentence.document.text
        for start, end in _stretches(proposition, pointer):
            named: dict[str, Named] = {}
            for mention in self._within(start, end):
                place = self._places.get(mention.place_id or "")
                if mention.kind not in PLACEABLE or _is_of_speaker(proposition, mention):
                    continue
                if place is None:
                    return []
                called = _called(text, mention)
                if called == pointer.noun:
                    return [(mention, place)]
                if called is None and may_be_called(pointer.noun, place):
                    named.setdefault(place.place_id, (mention, place))
            if named:
                return _chosen(named, pointer, told)
        return []


def _is_of_speaker(proposition: Proposition, mention: Mention) -> bool:
    """Tell whether a name stands in what is told of who speaks: "a baker who fled to Aton said the village was"."""
    said = proposition.attribution
    if said is None or said.speaker_start is None or said.speaker_end is None:
        return False
    return said.speaker_start <= mention.start and mention.end <= said.speaker_end


def _called(text: str, mention: Mention) -> str | None:
    """Return what the text itself calls a place: "district" of "Aton district"."""
    behind = _WORD_BEHIND.match(text, mention.end)
    return behind[1] if behind and names_kind(behind[1]) else None


_WORD_BEHIND = re.compile(r" ([a-z]+)\b")


def _stretches(proposition: Proposition, pointer: Pointer) -> Iterator[tuple[int, int]]:
    """Yield the sentence of a noun up to it, and those before, the nearest first; datelines are left out."""
    document = proposition.sentence.document
    end = proposition.sentence.words[pointer.at].start
    here = bisect_right(document.sentences, end, key=_sentence_start) - 1
    for sentence in reversed(document.sentences[max(0, here - SENTENCES_BACK) : here + 1]):
        yield behind_dateline(document.text, sentence.start, sentence.end), min(end, sentence.end)


def _sentence_start(sentence: Sentence) -> int:
    return sentence.start


def _chosen(named: Mapping[str, Named], pointer: Pointer, told: Collection[str]) -> list[Named]:
    if pointer.plural:
        return list(named.values()) if len(named) > 1 else []
    if len(named) > 1:
        named = {place_id: item for place_id, item in named.items() if place_id in told}
    return list(named.values()) if len(named) == 1 else []
