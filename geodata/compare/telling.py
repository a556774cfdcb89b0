"""What a comparison reads of a statement: its words, places, days, kind of event, and who stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.models import Claim, ClaimAtPlace, Speaker

SHORTEST_WORD = 3
"""Letters of a word of content; shorter ones are grammar."""

DAYS_APART = 3
"""Days between two articles within which undated statements may be about the same day."""

_COMMON = frozenset(
    [
        "about",
        "after",
        "all",
        "also",
        "and",
        "any",
        "are",
        "been",
        "before",
        "but",
        "can",
        "could",
        "did",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "her",
        "him",
        "his",
        "how",
        "into",
        "its",
        "just",
        "may",
        "more",
        "most",
        "not",
        "now",
        "off",
        "one",
        "only",
        "other",
        "our",
        "out",
        "over",
        "own",
        "said",
        "say",
        "says",
        "she",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "those",
        "through",
        "under",
        "until",
        "upon",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "very",
        "being",
        "still",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_NAMED = re.compile(r"\b(?:in|at|near|outside|around|over|on)\s+(?:the\s+)?([A-Z][\w’'-]+)")
_SHORTENED = re.compile(r"’(?:s|re|ve|ll|d|m)$")
_ENDINGS = ("ings", "ing", "ied", "ed", "es", "s")
_ROLES = frozenset(
    [
        "president",
        "mayor",
        "minister",
        "prime",
        "office",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "statement",
        "page",
        "account",
        "senior",
        "general",
        "colonel",
        "governor",
        "king",
        "queen",
        "secretary",
        "chief",
        "official",
        "the",
        "of",
        "for",
        "and",
        "a",
        "an",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
    ]
)
_NOBODY = frozenset(
    [
        "witness",
        "witnesses",
        "resident",
        "residents",
        "doctor",
        "doctors",
        "official",
        "officials",
        "activist",
        "activists",
        "source",
        "sources",
        "police",
        "hospital",
        "local",
        "locals",
        "engineer",
        "engineers",
        "villagers",
        "people",
        "analyst",
        "analysts",
        "expert",
        "experts",
        "medic",
        "medics",
    ]
)
"""Words for people of whom there are many: two who are called so need not be the same."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who stands behind a statement: the id in the article, the name, and the camp that the article puts them in."""

    speaker_id: str
    name: str
    camp: str


@dataclass(frozen=True, slots=True)
class Told:
    """One statement with what a comparison reads of it."""

    claim: Claim
    published: date | None
    words: frozenset[str]
    triggers: frozenset[str]
    places: frozenset[str]
    source: Source | None


def tell(
    claims: Sequence[Claim], speakers: Iterable[Speaker], rows: Iterable[ClaimAtPlace], published: date | None
) -> list[Told]:
    """Return what is compared of the statements of one article."""
    sources = {one.speaker_id: Source(one.speaker_id, one.name, one.camp) for one in speakers}
    places: dict[str, set[str]] = {}
    for row in rows:
        places.setdefault(row.claim_id, set()).add(row.place_id)
    return [
        Told(
            claim=claim,
            published=published,
            words=content_words(claim.text),
            triggers=_triggers(claim),
            places=frozenset(places.get(claim.claim_id, ())),
            source=sources.get(claim.speaker_id or ""),
        )
        for claim in claims
    ]


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say something."""
    words = (_SHORTENED.sub("", word.lower()) for word in _WORD.findall(text.replace("'", "’")))
    return frozenset(stem(word) for word in words if len(word) >= SHORTEST_WORD and word not in _COMMON)


def named(text: str) -> frozenset[str]:
    """Return the names of a statement where something may have happened, also those that no gazetteer knows."""
    return frozenset(_NAMED.findall(text))


def stem(word: str) -> str:
    """Return a word without its inflection, as far as its letters tell: "clashed" and "clashes" are "clash"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_WORD and not word.endswith("ss"):
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e") if len(word) > SHORTEST_WORD else word


def _triggers(claim: Claim) -> frozenset[str]:
    spans = [(item.start - claim.start, item.end - claim.start) for item in claim.evidence if item.what == "trigger"]
    words = (claim.text[start:end].lower() for start, end in spans if 0 <= start < end <= len(claim.text))
    return frozenset(stem(word) for word in words if word not in _COMMON)


def same_speaker(one: Told, other: Told) -> bool:
    """Tell whether one and the same source speaks: by id in one article, by its name across articles."""
    if one.source is None or other.source is None:
        return one.source is other.source and one.claim.article_id == other.claim.article_id
    if one.claim.article_id == other.claim.article_id:
        return one.source.speaker_id == other.source.speaker_id
    return _key(one.source) == _key(other.source) and not _is_anybody(one.source)


def independent(one: Told, other: Told) -> bool | None:
    """Tell whether two sources belong to different camps; None where that cannot be known.

    Nothing is known of the article's own voice, nor of two who are called alike and may be different people.
    """
    if one.source is None or other.source is None:
        return None
    if one.claim.article_id == other.claim.article_id:
        return one.source.camp != other.source.camp
    if _key(one.source) & _key(other.source):
        return None if _is_anybody(one.source) or _is_anybody(other.source) else False
    return True


def _key(source: Source) -> frozenset[str]:
    """Return the words of a name that tell who it is, without titles and offices around it."""
    words = [word.lower() for word in _WORD.findall(source.name)]
    return frozenset(word for word in words if word not in _ROLES) or frozenset(words)


def _is_anybody(source: Source) -> bool:
    return _key(source) <= _NOBODY


def same_days(one: Told, other: Told) -> bool:
    """Tell whether two statements may be about the same days."""
    first, second = _days(one.claim), _days(other.claim)
    if first and second:
        return first[0] <= second[1] and second[0] <= first[1]
    if one.claim.article_id == other.claim.article_id or one.published is None or other.published is None:
        return True
    return abs(one.published - other.published) <= timedelta(days=DAYS_APART)


def same_day(one: Told, other: Told) -> bool:
    """Tell whether both name one and the same day."""
    exact = one.claim.date_precision == other.claim.date_precision == "day"
    return exact and one.claim.date_start is not None and one.claim.date_start == other.claim.date_start


def _days(claim: Claim) -> tuple[date, date] | None:
    if claim.date_start is None and claim.date_end is None:
        return None
    return claim.date_start or date.min, claim.date_end or date.max
