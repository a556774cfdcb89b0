"""From the records of all stages to an Analysis: what belongs together is counted, the frames are built."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from geodata import schema
from geodata.models import Article, ClaimResult, Correction, JsonDict, Relation, Resolution
from geodata.schema import Analysis


def assemble(
    article: Article,
    resolution: Resolution,
    result: ClaimResult,
    relations: Sequence[Relation],
    provenance: JsonDict,
    *,
    corrections: Sequence[Correction] = (),
) -> Analysis:
    """Count and build the frames.

    Parameters
    ----------
    article : Article
        The captured article.
    resolution : Resolution
        Its places and candidates.
    result : ClaimResult
        Its statements, where they are, its mentions with their roles, its speakers.
    relations : sequence of Relation
        How the statements stand to each other.
    provenance : dict
        How all this was made.
    corrections : sequence of Correction
        What people changed.
    """
    claims_of_place = {(row.claim_id, row.place_id) for row in result.claims_at_place}
    at_place = Counter(place_id for _, place_id in claims_of_place)
    mentioned = Counter(mention.place_id for mention in result.mentions if mention.place_id)
    said = Counter(claim.speaker_id for claim in result.claims if claim.speaker_id)
    places = [
        dataclasses.replace(place, n_mentions=mentioned[place.place_id], n_claims=at_place[place.place_id])
        for place in resolution.places
    ]
    speakers = [dataclasses.replace(speaker, n_claims=said[speaker.speaker_id]) for speaker in result.speakers]
    rows: dict[str, Iterable[Any]] = {
        "mentions": result.mentions,
        "candidates": resolution.candidates,
        "places": places,
        "speakers": speakers,
        "claims": result.claims,
        "claims_at_place": result.claims_at_place,
        "relations": relations,
        "corrections": corrections,
    }
    frames = {name: schema.to_frame(name, records) for name, records in rows.items()}
    return Analysis(article=article, **frames, provenance=provenance)
