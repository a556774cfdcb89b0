"""The ends of a road: what happens "on the road from Homs to Hama" happens between the two."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from geodata.models import Mention

BEFORE = 60  # characters in front of the first end: "the main highway that links the port of"
BEHIND = 40  # characters behind the second end: " desert highway"

WAYS = frozenset({"road", "highway", "motorway", "route", "railway", "railroad", "track", "pipeline", "expressway"})
"""Nouns for what has two ends."""

_WAY = rf"(?:{'|'.join(sorted(WAYS))})s?"
_JOINS = r"(?:that\s+|which\s+)?(?:link(?:s|ing|ed)?|connect(?:s|ing|ed)?|join(?:s|ing|ed)?)"
_LEADS = r"(?:(?:that\s+|which\s+)?(?:leads|leading|runs|running)\s+)?"
_FROM = re.compile(rf"\b{_WAY}\s+{_LEADS}from\s+(?:the\s+)?$", re.IGNORECASE)
_LINKING = re.compile(rf"\b{_WAY}\s+{_JOINS}\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:to|and|with)\s+(?:the\s+)?$", re.IGNORECASE)
_HYPHEN = re.compile(r"\s?[-–—]\s?(?:to-)?$|-to-$")
_THEN_WAY = re.compile(rf"\s+(?:(?:desert|coastal|coast|main|international|rail|ring|toll)\s+)?{_WAY}\b", re.IGNORECASE)


def with_roads(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names with ``between`` as relation where two that follow each other are the ends of a road.

    Parameters
    ----------
    text : str
        The article.
    mentions : sequence of Mention
        Its place names in reading order.
    """
    result = list(mentions)
    for number in range(len(result) - 1):
        one, other = result[number], result[number + 1]
        if "demonym" not in (one.kind, other.kind) and _are_ends(text, one, other):
            result[number : number + 2] = [_end(one), _end(other)]
    return result


def _are_ends(text: str, one: Mention, other: Mention) -> bool:
    before, gap = text[max(0, one.start - BEFORE) : one.start], text[one.end : other.start]
    if _HYPHEN.fullmatch(gap):
        return _THEN_WAY.match(text, other.end, other.end + BEHIND) is not None
    if _TO.fullmatch(gap) and _FROM.search(before):
        return True
    return _WITH.fullmatch(gap) is not None and _LINKING.search(before) is not None


def _end(mention: Mention) -> Mention:
    return dataclasses.replace(mention, relation="between", distance_km=None, bearing_deg=None)
