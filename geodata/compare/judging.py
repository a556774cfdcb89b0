"""How two statements stand to each other: careful rules, and in doubt nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from geodata.compare.differing import are_about_others
from geodata.compare.telling import Told, independent, same_day, same_days, same_speaker
from geodata.models import JsonDict, Relation, RelationKind

LEAST_SHARED_WORDS = 3
"""Words of content that two statements must share before they are held to say the same."""

SAME_SHARE, KIN_SHARE = 0.6, 0.4
"""Share of the shorter statement's words of content found in the other: for the same, and for the same event."""

OPPOSED_SHARE = 0.75
"""The share for statements that are too short to share so many words: "The dam is safe", "The dam is not safe"."""

LEAST_DENIED_WORDS = 2
"""Words of content that a statement without a place shares with the one that it denies: "aid had been held up"."""

ADDED_WORDS = 4
"""Words of content that one statement has beyond another before it adds detail."""

APART = 2
"""How many times a rough number must exceed another to be hard to hold together with it."""

_AHEAD = frozenset({"future", "requested", "hypothetical"})
_ROUGH = frozenset(
    {"about", "around", "some", "nearly", "almost", "roughly", "approximately", "an estimated", "close to"}
)
_LEFT = frozenset(
    {"left", "withdraw", "withdrew", "withdrawn", "fled", "retreat", "vacat", "abandon", "evacuat", "quit"}
)
_THERE = re.compile(r"\b(?:there (?:is|are)|remains?|still|(?:is|are) in|stays?)\b", re.IGNORECASE)


def relation_of(one: Told, other: Told) -> Relation | None:
    """Return how two statements at one place stand to each other, or None."""
    if not same_days(one, other) or "unknown" in (one.claim.certainty, other.claim.certainty):
        return None
    if _same_kind(one, other):
        found = _of_same_kind(one, other)
        if found:
            return found
    return _in_tension(one, other)


def denial_of(one: Told, other: Told) -> Relation | None:
    """Return that two statements contradict each other though one has no place: nearly all words must be the same.

    One of them is the word for what happened.
    """
    if not same_days(one, other) or same_speaker(one, other) or one.claim.polarity == other.claim.polarity:
        return None
    shared = one.words & other.words
    share = len(shared) / max(1, min(len(one.words), len(other.words)))
    if len(shared) < LEAST_DENIED_WORDS or share < OPPOSED_SHARE or are_about_others(one, other):
        return None
    alike = bool(one.triggers & other.triggers) and _same_kind(one, other) and _same_force(one, other)
    return made(one, other, "contradicts", shared) if alike and _opposition(one, other) == "contradicts" else None


def _same_kind(one: Told, other: Told) -> bool:
    """Tell whether both tell one kind of event; where a table knows it of one only, their words must agree."""
    if one.claim.event_type and other.claim.event_type:
        return one.claim.event_type == other.claim.event_type
    return bool(one.triggers & other.triggers) or (not one.triggers and not other.triggers)


def _of_same_kind(one: Told, other: Told) -> Relation | None:
    shared = one.words & other.words
    share = len(shared) / max(1, min(len(one.words), len(other.words)))
    enough = len(shared) >= LEAST_SHARED_WORDS
    if not _same_force(one, other):
        return None
    if are_about_others(one, other):
        return _same_event(one, other, shared) if share < KIN_SHARE else None
    if (enough and share >= KIN_SHARE) or (len(shared) > 1 and share >= OPPOSED_SHARE):
        opposed = _opposition(one, other)
        if opposed:
            return made(one, other, opposed, shared)
    if one.claim.polarity != other.claim.polarity:
        return None
    if enough and share >= SAME_SHARE:
        return made(one, other, _agreement(one, other, shared), shared)
    return _same_event(one, other, shared)


def _agreement(one: Told, other: Told, shared: frozenset[str]) -> RelationKind:
    if not same_speaker(one, other):
        return "corroborates"
    more = max(len(one.words), len(other.words)) - len(shared)
    return "elaborates" if more >= ADDED_WORDS else "restates"


def _same_event(one: Told, other: Told, shared: frozenset[str]) -> Relation | None:
    """Take two tellings for one event where place, day, kind and the word for it are the same."""
    happened = one.claim.polarity == "positive" and one.claim.realis in ("realised", "ongoing")
    of_one_article = one.claim.article_id == other.claim.article_id and same_speaker(one, other)
    if not happened or not same_day(one, other) or not (_told_by(one) & _told_by(other)) or of_one_article:
        return None
    return made(one, other, "same_event", shared)


def _told_by(one: Told) -> frozenset[str]:
    return one.triggers if one.claim.event_type else frozenset()


def _same_force(one: Told, other: Told) -> bool:
    """Tell whether both say that it happened, or both that it will: a plan confirms no event."""
    return (one.claim.realis in _AHEAD) == (other.claim.realis in _AHEAD)


def _opposition(one: Told, other: Told) -> RelationKind | None:
    """Tell whether one denies what the other says, or their tolls of one kind exclude each other."""
    if one.claim.polarity != other.claim.polarity:
        sure = one.claim.certainty == other.claim.certainty == "certain"
        return "contradicts" if sure else "tension"
    if one.claim.polarity == "negative":
        return None
    return of_tolls(one.claim.figures, other.claim.figures)


def of_tolls(one: Sequence[JsonDict], other: Sequence[JsonDict]) -> RelationKind | None:
    """Tell whether two tolls of one kind exclude each other, or are hard to hold together."""
    tolls: Mapping[str, JsonDict] = {item["kind"]: item for item in one if item["scope"] == "event"}
    pairs = [(tolls[item["kind"]], item) for item in other if item["scope"] == "event" and item["kind"] in tolls]
    if any(_exclude(first, second) for first, second in pairs):
        return "contradicts"
    return "tension" if any(_far_apart(first, second) for first, second in pairs) else None


def _exclude(one: JsonDict, other: JsonDict) -> bool:
    """Tell whether two exact numbers differ, or one lies outside the other's bound; a round number is no bound."""
    if one["hedge"] in _ROUGH or other["hedge"] in _ROUGH:
        return False
    low = max(one["min"] or 0, other["min"] or 0)
    highs = [item["max"] for item in (one, other) if item["max"] is not None]
    return bool(highs) and min(highs) < low


def _far_apart(one: JsonDict, other: JsonDict) -> bool:
    """Tell whether a rough number is far from another one: "about 30" and 12."""
    if one["hedge"] not in _ROUGH and other["hedge"] not in _ROUGH:
        return False
    low, high = sorted((item["min"] or item["max"] or 0) for item in (one, other))
    return 0 < low * APART < high


def _in_tension(one: Told, other: Told) -> Relation | None:
    """Find those who left a place and are said to be there all the same."""
    for gone, there in ((one, other), (other, one)):
        leaving = gone.triggers & _LEFT and gone.claim.polarity == "positive" and gone.claim.realis == "realised"
        present = there.claim.polarity == "positive" and there.claim.realis == "ongoing"
        staying = present and _THERE.search(there.claim.text)
        shared = (gone.words & there.words) - gone.triggers
        if leaving and staying and len(shared) >= LEAST_SHARED_WORDS:
            return made(one, other, "tension", shared)
    return None


def made(one: Told, other: Told, kind: RelationKind, shared: frozenset[str], because: str = "") -> Relation:
    """Return a relation with its reason, if it is not told in `because`: what both say."""
    both = ", ".join(sorted(shared))
    if because:
        reason = because
    elif kind == "supports":
        reason = "The second one is said to be so because of the first."
    elif both and not one.places & other.places:
        reason = f"The same is said to be so and not to be so; both say: {both}."
    elif both:
        reason = f"Same place, same kind of event; both say: {both}."
    else:
        reason = "Same place, same day, same kind of event."
    camps = None if kind == "supports" else independent(one, other)  # a ground is no second source
    return Relation(one.claim.claim_id, other.claim.claim_id, kind, camps, reason)
