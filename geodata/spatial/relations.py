"""How the text puts things to a place: "near Homs", "20 km south of Mosul", "between A and B", "western part of"."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Sequence

from geodata.models import Document, Mention, Token
from geodata.placewords import feature_words
from geodata.spatial.roads import with_roads

BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}  # fmt: skip
"""The eight winds in degrees, clockwise from north."""

KM_PER_UNIT = {"k": 1.0, "mi": 1.609344, "n": 1.852, "m": 0.001}
"""Kilometres in one unit, by the unit's first letters: kilometre, mile, nautical mile, metre."""

LONGEST_WORD = 40  # characters at the end of a context in which its last word stands
CONTEXT = 160  # characters in front of a name that are read
LONGEST_DESCRIPTION = 5  # words in "the Syrian coastal city of"
PLAIN_RELATIONS = {
    "in": "in", "inside": "in", "within": "in", "across": "in", "throughout": "in", "into": "in", "at": "at",
    "near": "near", "nearby": "near", "around": "near", "outside": "near", "beyond": "beyond", "past": "beyond",
    "off": "off",
}  # fmt: skip

_WIND = r"(?P<wind>north|south|east|west)(?:[- ]?(?P<second>east|west))?"
_UNIT = r"(?:k(?:m|ms|ilomet(?:er|re)s?)|nautical\s+miles?|mi(?:les?)?|m(?:et(?:er|re)s?)?)"
_NUMBER_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_NUMBER = rf"(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(_NUMBER_WORDS)})\b)"
_DISTANCE = rf"{_NUMBER}[\s-]*(?P<unit>{_UNIT})\.?\s*(?:\([^()]{{1,30}}\)\s*)?"
_DISTANCE_WIND = re.compile(rf"{_DISTANCE}(?:to\s+the\s+|due\s+)?{_WIND}\s+(?:of|from)\s*$", re.IGNORECASE)
_DISTANCE_FROM = re.compile(rf"{_DISTANCE}(?:away\s+)?(?:from|outside(?:\s+of)?|off|of)\s*$", re.IGNORECASE)
_WIND_PART = re.compile(
    rf"\b(?:{_WIND}(?:ern)?(?:most)?|(?P<middle>central))\s+(?:parts?|half|areas?|side|edge|end|outskirts|suburbs?|regions?"
    r"|districts?|neighbou?rhoods?|quarters?|provinces|islands|counties|states|villages|towns|coasts?|shores?)"
    r"\s+(?:of|in)\s*$",
    re.IGNORECASE,
)
_IN_THE_WIND = re.compile(rf"\bin\s+the\s+(?:far\s+)?{_WIND}\s+of\s*$", re.IGNORECASE)
_WIND_OF = re.compile(rf"\b{_WIND}\s+of\s*$", re.IGNORECASE)
_ADJECTIVE = re.compile(rf"\b(?:{_WIND}(?:ern)|(?P<middle>central))\s*$", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:close\s+to|not\s+far\s+from|next\s+to|adjacent\s+to|(?:in|on|at|to)\s+the\s+(?:vicinity|outskirts|edge|suburbs)"
    r"\s+of|outskirts\s+of|suburbs?\s+of|surrounding)\s*$",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"\b(?:towards?|in\s+the\s+direction\s+of)\s*$", re.IGNORECASE)
"""A place that somebody makes for and may never reach: neither at it nor near it."""

_OFF = re.compile(
    rf"\boff\s+(?:of\s+)?(?:the\s+)?(?:{_WIND}(?:ern)?\s+)?(?:coasts?|shores?)\s+of\s*$|\bcoasts?\s+off\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b[Bb]etween\s+(?:(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|de|la|el|al))*\s+and\s+)?$")
"""Also where the first of the two is a name that nobody knows: "between Qusmarat and Homs"."""

_WORD_BEFORE = re.compile(r"([A-Za-z]+)\s*$")
_PHRASAL = re.compile(
    r"\b(?:cut(?:s|ting)?|seal(?:s|ed|ing)?|wall(?:s|ed|ing)?|fenc(?:es?|ed|ing)|block(?:s|ed|ing)?|clos(?:es?|ed|ing)"
    r"|cordon(?:s|ed|ing)?|shut(?:s|ting)?|fend(?:s|ed|ing)?|w(?:arn|ard)(?:s|ed|ing)?|show(?:s|ed|ing)?|see(?:s|ing)?|saw)"
    r"\s+off\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""An "off" that is of the verb: "cut off Homs"."""

_LIST = re.compile(r"\s*(?:,|,?\s+(?:and|or))\s+(?:the\s+)?$")
_AND = re.compile(r",?\s+and\s+(?:the\s+(?:[\w-]+\s+){1,3}of\s+|the\s+|nearby\s+)?$")
SHARED_BY_LIST = frozenset({"in", "at", "near", "towards", "beyond", "off"})


@dataclasses.dataclass(frozen=True)
class _Relation:
    name: str | None = None
    distance_km: float | None = None
    bearing_deg: float | None = None


def read_relations(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Fill in the spatial relation of each mention, with distance and bearing where the text gives them.

    Parameters
    ----------
    document : Document
        The article.
    mentions : sequence of Mention
        Its place names in reading order.

    Returns
    -------
    list of Mention
        The same mentions; `relation` is one of ``at, in, near, towards, between, off, beyond, part_of`` and
        ``north_of`` to ``northwest_of``, or None.
    """
    starts = [token.start for token in document.tokens]
    sentences = [sentence.start for sentence in document.sentences]
    result: list[Mention] = []
    for mention in mentions:
        begin = max(mention.start - CONTEXT, _sentence_start(sentences, mention.start))
        relation = _read(document, starts, begin, mention)
        before = result[-1] if result else None
        gap = document.text[before.end : mention.start] if before is not None and before.end >= begin else None
        if relation.name is None and before is not None and gap is not None:
            relation = _inherited(before, gap)
        result.append(
            dataclasses.replace(
                mention,
                relation=relation.name,
                distance_km=relation.distance_km,
                bearing_deg=relation.bearing_deg,
            )
        )
    return with_roads(document.text, result)


def _sentence_start(starts: Sequence[int], offset: int) -> int:
    position = bisect_right(starts, offset)
    return starts[position - 1] if position else 0


def _inherited(before: Mention, gap: str) -> _Relation:
    """Return the relation that a list passes on: "in Homs and Hama", "between Homs and Hama"."""
    if before.relation == "between" and _AND.fullmatch(gap):
        return _Relation("between")
    if before.relation in SHARED_BY_LIST and _LIST.fullmatch(gap):
        return _Relation(before.relation)
    return _Relation()


def _read(document: Document, starts: Sequence[int], begin: int, mention: Mention) -> _Relation:
    if mention.kind == "demonym":
        return _Relation()
    words = document.tokens[bisect_right(starts, begin - 1) : bisect_right(starts, mention.start - 1)]
    end = _description_start(words, mention.start)
    whole = document.text[begin : mention.start]
    if _OFF.search(whole):
        return _Relation("off")
    part = _WIND_PART.search(whole)
    if part:
        return _Relation("part_of", None, _bearing(part))
    found = _read_context(document.text[begin:end])
    if found.name is None and end != mention.start:
        found = _read_context(document.text[begin : mention.start])
    return found


def _description_start(words: Sequence[Token], start: int) -> int:
    """Return where the description of a name begins: "the Syrian coastal city of Latakia" starts at "the"."""
    index = len(words) - 1
    if index >= 0 and words[index].lower == "the":
        index -= 1
    elif index >= 1 and words[index].lower == "of" and words[index - 1].lower in feature_words():
        index -= 2
        for _ in range(LONGEST_DESCRIPTION):
            if index < 0 or words[index].lower in _STOPPERS or not words[index].text[0].isalpha():
                break
            index -= 1
        if index >= 0 and words[index].lower in _ARTICLES:
            index -= 1
    else:
        index = _apposition_start(words, index)
    return words[index + 1].start if index + 1 < len(words) else start


def _apposition_start(words: Sequence[Token], last: int) -> int:
    """Return the word before a description right in front of a name: "of" of "20 km north of the capital, Suva"."""
    index = last - 1 if last > 0 and words[last].text == "," else last
    if index < 0 or words[index].lower not in feature_words():
        return last
    for _ in range(LONGEST_DESCRIPTION):
        index -= 1
        if index < 0 or words[index].lower in _STOPPERS or not words[index].text[0].isalpha():
            break
    return index - 1 if index > 0 and words[index].lower in _DEFINITE else last


_DEFINITE = frozenset({"the", "its", "their", "his", "her"})
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_STOPPERS = (
    _ARTICLES | PLAIN_RELATIONS.keys() | {"of", "from", "to", "between", "and", "or", "on", "by", "toward", "towards"}
)


def _read_context(context: str) -> _Relation:
    """Read the relation at the end of the words in front of a name."""
    if not _WORD_BEFORE.search(context, max(0, len(context) - LONGEST_WORD)):
        return _Relation()
    for pattern, name in ((_DISTANCE_WIND, None), (_IN_THE_WIND, "part_of"), (_WIND_PART, "part_of"), (_WIND_OF, None)):
        match = pattern.search(context)
        if match:
            bearing = _bearing(match)
            return _Relation(name or f"{_wind(match)}_of", _distance(match), bearing)
    match = _DISTANCE_FROM.search(context)
    if match:
        return _Relation("near", _distance(match))
    match = _ADJECTIVE.search(context)
    if match:
        return _Relation("part_of", None, _bearing(match))
    return _Relation(_plain(context))


def _plain(context: str) -> str | None:
    if _PHRASAL.search(context):
        return None
    for pattern, name in ((_NEAR, "near"), (_TOWARDS, "towards"), (_BETWEEN, "between")):
        if pattern.search(context):
            return name
    match = _WORD_BEFORE.search(context)
    return PLAIN_RELATIONS.get(match.group(1).lower()) if match else None


def _wind(match: re.Match[str]) -> str:
    return (match["wind"] + (match["second"] or "")).lower()


def _bearing(match: re.Match[str]) -> float | None:
    return BEARINGS.get(_wind(match)) if match["wind"] else None


def _distance(match: re.Match[str]) -> float | None:
    if "number" not in match.re.groupindex:
        return None
    unit = match["unit"].lower()
    factor = next(km for letters, km in KM_PER_UNIT.items() if unit.startswith(letters))
    number = match["number"].lower().replace(",", "")
    return round((_NUMBER_WORDS.get(number) or float(number)) * factor, 3)
