"""How statements stand to each other, in one article and between several: careful, and in doubt nothing is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise

from geodata.compare.counting import counts_apart, why_apart
from geodata.compare.judging import denial_of, made, relation_of
from geodata.compare.rebutting import DENIED, WHY_DENIED, is_rebuttal
from geodata.compare.telling import Told, tell
from geodata.models import Claim, ClaimAtPlace, Document, Relation, Speaker
from geodata.schema import Analysis, to_claims, to_records

MOST_COMPARED = 60
"""Statements at one place that are compared with each other: pairs grow with the square."""

DENIED_WITHIN = 12
"""Statements from one to the other, at most, where a denial has no place, or what it denies: it follows closely."""

LONGEST_LINK = 40
"""Characters between a statement and the one that gives its ground: ", mainly because "."""

_GROUND = re.compile(r"\b(?:because|given that|on the grounds that)\b", re.IGNORECASE)


def relate_claims(
    document: Document | None,
    claims: Sequence[Claim],
    speakers: Sequence[Speaker],
    claims_at_place: Sequence[ClaimAtPlace],
) -> list[Relation]:
    """Return how the statements of one article stand to each other.

    Parameters
    ----------
    document : Document or None
        The article; without it nothing is known of what stands between statements.
    claims : sequence of Claim
        Its statements in reading order.
    speakers : sequence of Speaker
        Their speakers, with camps.
    claims_at_place : sequence of ClaimAtPlace
        Where they are.

    Returns
    -------
    list of Relation
        `independent` tells whether two sources belong to different camps, and says nothing where one of them is the
        article itself. In ``supports`` the first statement gives ground for the second; the other kinds have no
        direction.
    """
    published = document.article.published if document else None
    told = tell(claims, speakers, claims_at_place, published)
    found = [relation_of(one, other) for one, other in _pairs(told) if _may_compare(one, other)]
    found += [denial_of(one, other) for one, other in _near_pairs(told) if _may_compare(one, other)]
    related = [relation for relation in found if relation]
    grounds = list(_grounds(document, told)) if document else []
    return [*related, *_disputes(told, related), *grounds]


def relate_articles(analyses: Sequence[Analysis]) -> list[Relation]:
    """Return how the statements of several articles stand to those of the others.

    Parameters
    ----------
    analyses : sequence of Analysis
        Analysed articles; the relations inside each are in its own ``relations``.

    Returns
    -------
    list of Relation
        In the order of the articles. Two sources are independent when nothing in their names links them; of two who are
        called alike without a name ("residents") nothing is known.
    """
    told = [item for analysis in analyses for item in _told_of(analysis)]
    pairs = (pair for pair in _pairs(told) if pair[0].claim.article_id != pair[1].claim.article_id)
    found = (relation_of(one, other) for one, other in pairs)
    return [relation for relation in found if relation]


def _told_of(analysis: Analysis) -> list[Told]:
    speakers = [Speaker(**record) for record in to_records(analysis.speakers)]
    rows = [ClaimAtPlace(**record) for record in to_records(analysis.claims_at_place)]
    return tell(to_claims(analysis.claims), speakers, rows, analysis.article.published)


def _pairs(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield the pairs that share a place, each once, in reading order."""
    groups: dict[str, list[Told]] = {}
    for item in told:
        for place in sorted(item.places):
            groups.setdefault(place, []).append(item)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for one, other in combinations(group[:MOST_COMPARED], 2):
            key = one.claim.claim_id, other.claim.claim_id
            if key not in seen:
                seen.add(key)
                yield one, other


def _near_pairs(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield the pairs that stand near to one another, and of which one has no place."""
    for at, one in enumerate(told):
        for other in told[at + 1 : at + 1 + DENIED_WITHIN]:
            if not (one.places and other.places):
                yield one, other


def _disputes(told: Sequence[Told], related: Sequence[Relation]) -> Iterator[Relation]:
    """Yield the denials of attacks and the counts that differ, where nothing was found of two statements yet."""
    pairs = chain(_pairs(told), _near_pairs(told))
    denials = ((one, other, DENIED, WHY_DENIED) for one, other in pairs if is_rebuttal(one, other))
    counts = ((one, other, kind, why_apart(one, other)) for one, other, kind in counts_apart(told))
    known = {(relation.claim_a, relation.claim_b) for relation in related}
    for one, other, kind, why in chain(denials, counts):
        if (one.claim.claim_id, other.claim.claim_id) not in known and _may_compare(one, other):
            yield made(one, other, kind, frozenset(), why)


def _may_compare(one: Told, other: Told) -> bool:
    """Leave out the halves of one attribution, and the article's own sentences among themselves."""
    if one.claim.attribution_id is None and other.claim.attribution_id is None:
        return one.claim.sentence_id != other.claim.sentence_id
    return one.claim.attribution_id != other.claim.attribution_id


def _grounds(document: Document, told: Sequence[Told]) -> Iterator[Relation]:
    """Yield "A, because B": the second statement of a sentence gives ground for the one before it."""
    for one, other in pairwise(told):
        gap = document.text[one.claim.end : other.claim.start]
        opening = other.claim.text.split(maxsplit=1)[:1]
        links = _GROUND.search(f"{gap} {' '.join(opening)}") is not None and len(gap) <= LONGEST_LINK
        if links and one.claim.sentence_id == other.claim.sentence_id:
            yield made(other, one, "supports", frozenset())
