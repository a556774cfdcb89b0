"""How the statements of an article stand to each other: first and careful; in doubt nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from geodata.models import Claim, ClaimAtPlace, JsonDict, Relation, RelationKind, Speaker

LEAST_SHARED_WORDS = 3
"""Words of content that two statements must share before they are held to say the same."""

SAME_SHARE, KIN_SHARE = 0.6, 0.4
"""Share of the shorter statement's words of content found in the other: for the same, and for the same event."""

SHORTEST_WORD = 4
"""Letters of a word of content; shorter ones are mostly grammar."""

MOST_COMPARED = 60
"""Statements at one place that are compared with each other: pairs grow with the square."""

_COMMON = frozenset(
    {
        "that", "this", "with", "from", "they", "them", "their", "there", "have", "been", "were", "will", "would",
        "which", "where", "when", "about", "after", "before", "said", "more", "than", "into", "over", "other", "some",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement with what a comparison reads of it."""

    claim: Claim
    words: frozenset[str]
    places: frozenset[str]
    camp: str | None


def relate_claims(
    document: object,  # noqa: ARG001 - the text decides in a later version
    claims: Sequence[Claim],
    speakers: Sequence[Speaker],
    claims_at_place: Sequence[ClaimAtPlace],
) -> list[Relation]:
    """Return how the statements of one article stand to each other.

    Parameters
    ----------
    document : Document
        The article.
    claims : sequence of Claim
        Its statements in reading order.
    speakers : sequence of Speaker
        Their speakers, with camps.
    claims_at_place : sequence of ClaimAtPlace
        Where they are.

    Returns
    -------
    list of Relation
        ``restates``, ``corroborates``, ``elaborates``, ``contradicts``; `independent` tells whether two sources belong
        to different camps, and says nothing where one of them is the article itself.
    """
    told = _told(claims, speakers, claims_at_place)
    relations = (_relation(one, other) for one, other in _comparable(told))
    return [relation for relation in relations if relation is not None]


def _told(claims: Sequence[Claim], speakers: Sequence[Speaker], rows: Sequence[ClaimAtPlace]) -> list[_Told]:
    camps = {speaker.speaker_id: speaker.camp for speaker in speakers}
    places: dict[str, set[str]] = {}
    for row in rows:
        places.setdefault(row.claim_id, set()).add(row.place_id)
    return [
        _Told(claim, _words(claim.text), frozenset(places.get(claim.claim_id, ())), camps.get(claim.speaker_id or ""))
        for claim in claims
    ]


def _words(text: str) -> frozenset[str]:
    words = (word.strip(".,;:\"'“”’()").lower() for word in text.split())
    return frozenset(_stem(word) for word in words if len(word) >= SHORTEST_WORD and word not in _COMMON)


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _comparable(told: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Yield the pairs that share a kind of event and a place, each once, in reading order."""
    groups: dict[tuple[str, str], list[_Told]] = {}
    for item in told:
        for place in item.places:
            groups.setdefault((place, item.claim.event_type or ""), []).append(item)
    seen: set[tuple[str, str]] = set()
    for (_, event_type), group in groups.items():
        if not event_type:
            continue
        for one, other in combinations(group[:MOST_COMPARED], 2):
            key = one.claim.claim_id, other.claim.claim_id
            if key not in seen and one.claim.attribution_id != other.claim.attribution_id:
                seen.add(key)
                yield one, other


def _relation(one: _Told, other: _Told) -> Relation | None:
    shared = one.words & other.words
    share = len(shared) / max(1, min(len(one.words), len(other.words)))
    if len(shared) < LEAST_SHARED_WORDS or not _same_time(one.claim, other.claim):
        return None
    if share >= KIN_SHARE and _opposed(one.claim, other.claim):
        return _made(one, other, "contradicts", shared)
    if share < SAME_SHARE or one.claim.polarity != other.claim.polarity or not _same_force(one.claim, other.claim):
        return None
    if one.claim.speaker_id == other.claim.speaker_id:
        kind: RelationKind = "elaborates" if len(other.words) > 2 * len(shared) else "restates"
        return _made(one, other, kind, shared)
    return _made(one, other, "corroborates", shared)


def _same_time(one: Claim, other: Claim) -> bool:
    if one.date_start is None or other.date_start is None:
        return True
    return one.date_start == other.date_start


def _same_force(one: Claim, other: Claim) -> bool:
    """Tell whether both say that it happened, or both that it will: a plan confirms no event."""
    ahead = {"future", "requested", "hypothetical"}
    return (one.realis in ahead) == (other.realis in ahead) and "unknown" not in (one.certainty, other.certainty)


def _opposed(one: Claim, other: Claim) -> bool:
    """Tell whether one denies what the other says, or their tolls of one kind exclude each other."""
    if not _same_force(one, other):
        return False
    return one.polarity != other.polarity or _tolls_exclude(one.figures, other.figures)


def _tolls_exclude(one: Sequence[JsonDict], other: Sequence[JsonDict]) -> bool:
    tolls: Mapping[str, JsonDict] = {item["kind"]: item for item in one if item["scope"] == "event"}
    return any(
        item["scope"] == "event" and item["kind"] in tolls and _apart(tolls[item["kind"]], item) for item in other
    )


def _apart(one: JsonDict, other: JsonDict) -> bool:
    """Tell whether two exact numbers differ, or one lies outside the other's bound; a round number is no bound."""
    if any(item["hedge"] in ("about", "around", "some", "nearly", "almost", "roughly") for item in (one, other)):
        return False
    low = max(one["min"] or 0, other["min"] or 0)
    highs = [item["max"] for item in (one, other) if item["max"] is not None]
    return bool(highs) and min(highs) < low


def _made(one: _Told, other: _Told, kind: RelationKind, shared: frozenset[str]) -> Relation:
    independent = one.camp != other.camp if one.camp and other.camp else None
    words = ", ".join(sorted(shared))
    reason = f"Same place, same kind of event; both say: {words}."
    return Relation(one.claim.claim_id, other.claim.claim_id, kind, independent, reason)
