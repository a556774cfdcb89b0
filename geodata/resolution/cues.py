"""What the words around a name ask for: "the provinces of Homs and Hama", "Kent County", "Paris, Texas"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from geodata.models import Mention
from geodata.placewords import feature_words

Division = Literal["region", "district"]
"""What a division is called: a larger one, or a smaller one inside it."""

_AND = re.compile(r"\s*(?:,|,?\s+(?:and|or|&)|-)\s+(?:the\s+)?$|-$")
_QUALIFIER = re.compile(r"\s*(?:,\s*|\s\(|\s+in\s+)(?:the\s+)?$")
_HEAD_BEFORE = re.compile(r"(\w+)\s+(?:of|in)\s+(?:the\s+)?$")
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_WORD_AFTER = re.compile(r"\s+(\w+)")
_THE_BEFORE = re.compile(r"\b[Tt]he\s+$")
_WIND = r"\bthe\s+(?:north|south|east|west)(?:[- ]?(?:east|west))?ern(?:most)?\s+"
_WIND_BEFORE = re.compile(rf"{_WIND}$", re.IGNORECASE)
_WIND_HEAD_BEFORE = re.compile(rf"{_WIND}(region|district)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_DIVISION_LAST = re.compile(r"\s(region|province|governorate|oblast|state|district)$", re.IGNORECASE)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:an?|one|another|any|every|each|some)\s+(?:[\w-]+\s+){0,3}(?:district|region|area)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PARTS_OF_TOWNS = frozenset({"districts", "suburbs", "neighborhoods", "neighbourhoods", "areas", "boroughs"})
_REACH = 40  # characters of context that can hold a head noun


def feature_cues(text: str, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Return for every mention the feature codes that a head noun near it demands; empty where there is none.

    A plural head is shared by all names of a list: in "the provinces of A and B" and in "A and B counties".
    """
    cues: list[tuple[str, ...]] = [_own_head(mention) for mention in mentions]
    for chain in coordinations(text, mentions):
        before, shared = _head_before(text, mentions[chain[0]].start)
        if _is_of_parts(text, mentions, chain):
            before = ()
        after, after_shared = _head_after(text, mentions[chain[-1]].end)
        if shared and after and len(chain) == 1:
            before = ()  # "the villages of X district"
        for index in chain if shared else chain[:1]:
            cues[index] = cues[index] or before
        for index in chain if after_shared else chain[-1:]:
            cues[index] = cues[index] or after
    return cues


def _is_of_parts(text: str, mentions: Sequence[Mention], chain: Sequence[int]) -> bool:
    """Tell whether the head in front has its own name or means parts: "Karrada district of X", "districts of X"."""
    match = _HEAD_BEFORE.search(text[max(0, mentions[chain[0]].start - _REACH) : mentions[chain[0]].start])
    if match is None:
        return False
    if len(chain) == 1 and match.group(1).lower() in _PARTS_OF_TOWNS:
        return True
    head, before = mentions[chain[0]].start - len(match.group()), mentions[chain[0] - 1] if chain[0] else None
    return before is not None and before.kind != "demonym" and text[before.end : head].isspace()


def behind_the(text: str, mention: Mention) -> bool:
    """Tell whether a name has the article, "across the Dnipro", and not a name behind it, "the Dnipro Arena"."""
    if not _THE_BEFORE.search(text[max(0, mention.start - _REACH) : mention.start]):
        return False
    after = _WORD_AFTER.match(text, mention.end, mention.end + _REACH)
    return after is None or not after.group(1)[0].isupper()


def has_several(text: str, mention: Mention) -> bool:
    """Tell whether a name has more than one of what is spoken of: "in a poor district of Karachi"."""
    return _ONE_OF_SEVERAL.search(text[max(0, mention.start - _REACH) : mention.start]) is not None


def described_as(text: str, mention: Mention) -> Division | None:
    """Return what a name is where a wind may only describe it: "the northern region of X", "the northern X province".

    "A northern region of X", "northern X province" and "the northern region of X province" are parts of it.
    """
    before, behind = text[max(0, mention.start - _REACH) : mention.start], _WORD_AFTER.match(text, mention.end)
    head = _WIND_HEAD_BEFORE.search(before)
    if head:
        return _division(head.group(1)) if not _head_after(text, mention.end)[0] else None
    last = _DIVISION_LAST.search(text[mention.start : behind.end() if behind else mention.end])
    last = last or _DIVISION_LAST.search(mention.text)
    return _division(last.group(1)) if last and _WIND_BEFORE.search(before) else None


def _division(word: str) -> Division:
    return "district" if word.lower() == "district" else "region"


def qualifiers(text: str, mentions: Sequence[Mention]) -> list[int | None]:
    """Return for every mention the index of the mention that may qualify it: the "Texas" of "Paris, Texas"."""
    result: list[int | None] = [None] * len(mentions)
    for index in range(len(mentions) - 1):
        if _QUALIFIER.fullmatch(text[mentions[index].end : mentions[index + 1].start][:_REACH]):
            result[index] = index + 1
    return result


def coordinations(text: str, mentions: Sequence[Mention]) -> Iterator[list[int]]:
    """Yield runs of mentions that are coordinated: "A, B and C"."""
    chain: list[int] = []
    for index, mention in enumerate(mentions):
        if chain and not _AND.fullmatch(text[mentions[chain[-1]].end : mention.start][:_REACH]):
            yield chain
            chain = []
        chain.append(index)
    if chain:
        yield chain


def _own_head(mention: Mention) -> tuple[str, ...]:
    parts = mention.text.lower().split()
    return feature_words().get(parts[-1], ()) if len(parts) > 1 and parts[-1] != "city" else ()


def _head_before(text: str, start: int) -> tuple[tuple[str, ...], bool]:
    """Return the codes of a head noun in front ("city of"), and whether it is a plural."""
    context = text[max(0, start - _REACH) : start]
    match = _HEAD_BEFORE.search(context)
    if match is None or (" in " in match.group() and not match.group(1).endswith("s")):
        match = None
    if match is None:
        match = _WORD_BEFORE.search(context)
        if match is None or match.group(1).lower() not in {
            "lake",
            "mount",
            "river",
            "republic",
            "province",
            "governorate",
        }:
            return (), False
    if " in " in match.group():
        return (), False
    word = match.group(1).lower()
    return feature_words().get(word, ()), word.endswith("s")


def _head_after(text: str, end: int) -> tuple[tuple[str, ...], bool]:
    match = _WORD_AFTER.match(text, end, end + _REACH)
    word = match.group(1) if match else ""
    if word in {"country", "nation", "port", "capital", "sea"}:
        return (), False
    return feature_words().get(word.lower(), ()), word.endswith("s")
