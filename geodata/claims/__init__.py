"""Statements and their places: propositions judged, dated and joined to the places that their own words name."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geodata.certainty import Judgement, judge
from geodata.claims.announcing import announced
from geodata.claims.belonging import Belonging, shipped_weights
from geodata.claims.inheriting import shared_back
from geodata.claims.linking import Linker, role_outside
from geodata.claims.propositions import Proposition, find_propositions
from geodata.dates import reread_dates
from geodata.events import Event, read_event
from geodata.figures import read_figures
from geodata.language.phrases import SentenceWords
from geodata.models import (
    Attribution,
    AttributionResult,
    Claim,
    ClaimAtPlace,
    ClaimResult,
    Document,
    Evidence,
    Mention,
    Resolution,
    Speaker,
)
from geodata.stages import OutlineSource, TextTagger

SURE_QUOTED, SURE_CUE, SURE_OWN, SURE_NOUN = 0.95, 0.85, 0.75, 0.6
"""How sure an extraction is, by its form: quotation marks, a verb with its content, no cue at all, a noun cue."""

SURE_PRONOUN, SURE_CHAIN, SURE_CONTRAST = 0.9, 0.8, 0.8
"""Factors where something was guessed: whom a pronoun means, a source behind a source, a clause without its verb."""

PRONOUNS = frozenset({"he", "she", "it", "they", "who"})


def extract_claims(
    document: Document,
    resolution: Resolution,
    attribution: AttributionResult,
    outlines: OutlineSource,
    tagger: TextTagger | None = None,
    belonging: Belonging | None = None,
) -> ClaimResult:
    """Turn a document into statements joined to places.

    Parameters
    ----------
    document : Document
        The article.
    resolution : Resolution
        Its place names, resolved.
    attribution : AttributionResult
        Who says what in it.
    outlines : OutlineSource
        Who knows outlines, for the shapes.
    tagger : TextTagger, optional
        Asked which names of a clause are where it happened, where the words around them leave it open.
    belonging : Belonging, optional
        What decides that; by default the shipped weights.

    Returns
    -------
    ClaimResult
        Claims in reading order; their places, inherited ones marked; the mentions with their roles; the speakers with
        their counts. A claim's score says how sure the extraction is, never how sure the speaker is.
    """
    sentences = [SentenceWords(document, sentence) for sentence in document.sentences]
    propositions = find_propositions(document, sentences, attribution.attributions)
    names = {speaker.speaker_id: speaker for speaker in attribution.speakers}
    ids = _claim_ids(document, propositions)
    bare = [_claim(document, item, claim_id) for item, claim_id in zip(propositions, ids, strict=True)]
    claims = reread_dates(document, _contrasted(propositions, bare), document.article.published)
    linker = Linker(document, resolution, outlines, belonging or Belonging(shipped_weights(), tagger))
    told = [(item, claim, linker.link(item, claim)) for item, claim in zip(propositions, claims, strict=True)]
    links = shared_back(told)
    mentions = tuple(_with_roles(sentences, linker, resolution.mentions, attribution.attributions))
    spans = {mention.mention_id: (mention.start, mention.end) for mention in mentions}
    placed = tuple(
        _with_place_evidence(claim, linker.named.get(claim.claim_id, ()), rows, spans)
        for claim, rows in zip(claims, links, strict=True)
    )
    return ClaimResult(
        claims=placed,
        claims_at_place=tuple(row for rows in links for row in rows),
        mentions=mentions,
        speakers=_counted(names, placed),
    )


def _claim_ids(document: Document, propositions: Sequence[Proposition]) -> list[str]:
    """Return an id for each proposition; a second one of the same span has ".2" behind it."""
    seen: Counter[str] = Counter()
    ids = []
    for item in propositions:
        base = f"{document.article.article_id}.c{item.start}-{item.end}"
        seen[base] += 1
        ids.append(base if seen[base] == 1 else f"{base}.{seen[base]}")
    return ids


def _claim(document: Document, item: Proposition, claim_id: str) -> Claim:
    judgement = judge(item.sentence, item.first, item.last, item.sense)
    event = announced(read_event(item.sentence, item.first, item.last), judgement, item, _cue_of(document, item))
    claim = Claim(
        claim_id=claim_id,
        article_id=document.article.article_id,
        sentence_id=item.sentence.sentence.sentence_id,
        start=item.start,
        end=item.end,
        text=document.text[item.start : item.end],
        figures=read_figures(document.text, item.start, item.end),
        score=_score(document, item),
    )
    return _attributed(document, judged(claim, judgement, event), item.attribution)


def _cue_of(document: Document, item: Proposition) -> str:
    """Return the words that introduce a statement, "" where none do."""
    given = item.attribution
    if given is None or given.cue_start is None or given.cue_end is None or given.cue_end > item.start:
        return ""
    return document.text[given.cue_start : given.cue_end]


def judged(claim: Claim, judgement: Judgement, event: Event) -> Claim:
    """Return a statement with how it is put and what happens in it."""
    return replace(
        claim,
        certainty=judgement.certainty,
        polarity=judgement.polarity,
        stance=judgement.stance,
        realis=judgement.realis,
        event_type=event.event_type,
        event_mode=event.event_mode,
        evidence=(*judgement.evidence, *event.evidence),
    )


def _attributed(document: Document, claim: Claim, attribution: Attribution | None) -> Claim:
    if attribution is None:
        return claim
    text = document.text
    start, end = attribution.speaker_start, attribution.speaker_end
    return replace(
        claim,
        attribution_id=attribution.attribution_id,
        speaker_id=attribution.speaker_id,
        speaker_text=text[start:end] if start is not None else None,
        speaker_start=start,
        speaker_end=end,
        chain=attribution.chain,
        cue=text[attribution.cue_start : attribution.cue_end] if attribution.cue_start is not None else None,
        cue_start=attribution.cue_start,
        cue_end=attribution.cue_end,
        content_spans=attribution.content_spans,
        quote=attribution.quote,
    )


def _score(document: Document, item: Proposition) -> float:
    """Return how sure the extraction is: by the form of the attribution, less where something was guessed."""
    attribution = item.attribution
    if attribution is None:
        score = SURE_OWN
    elif attribution.quote == "direct":
        score = SURE_QUOTED
    else:
        score = SURE_CUE if attribution.speaker_id else SURE_NOUN
    if attribution and attribution.speaker_start is not None:
        speaker = document.text[attribution.speaker_start : attribution.speaker_end].lower()
        score *= SURE_PRONOUN if speaker in PRONOUNS else 1.0
        score *= SURE_CHAIN if attribution.chain else 1.0
    return round(score * (SURE_CONTRAST if item.link == "contrast" else 1.0), 2)


def _contrasted(propositions: Sequence[Proposition], claims: Sequence[Claim]) -> list[Claim]:
    """Give "but Y" what it leaves out of "not X, but Y": certainty, time and event; its own sign is positive."""
    result: list[Claim] = []
    for item, claim in zip(propositions, claims, strict=True):
        if item.link != "contrast" or not result:
            result.append(claim)
            continue
        before = result[-1]
        hedges = tuple(found for found in before.evidence if found.what in ("hedge", "trigger"))
        result.append(
            replace(
                claim,
                certainty=before.certainty,
                polarity="positive",
                stance=before.stance,
                realis=before.realis,
                event_type=before.event_type,
                event_mode=before.event_mode,
                evidence=hedges,
            )
        )
    return result


# --- mentions and speakers -------------------------------------------------------------------------------------------


def _with_place_evidence(
    claim: Claim, named: Sequence[tuple[int, int]], links: Sequence[ClaimAtPlace], spans: Mapping[str, tuple[int, int]]
) -> Claim:
    """Return a statement with the names of its places as evidence, on the map or not: no gazetteer knows them all."""
    taken_over = (link.mention_id or "" for link in links if link.inherited)
    linked = (spans[mention_id] for mention_id in taken_over if mention_id in spans)
    found = dict.fromkeys((*named, *linked))
    return replace(claim, evidence=(*claim.evidence, *(Evidence("place", start, end) for start, end in found)))


def _with_roles(
    sentences: Sequence[SentenceWords],
    linker: Linker,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
) -> list[Mention]:
    starts = [sentence.sentence.start for sentence in sentences]
    speakers: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for item in attributions:
        if item.speaker_start is not None and item.speaker_end is not None:
            speakers[bisect_right(starts, item.speaker_start) - 1].append((item.speaker_start, item.speaker_end))
    result = []
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        role = linker.roles.get(mention.mention_id)
        outside = role_outside(sentences[index], mention, speakers[index]) if index >= 0 else "background"
        keeps = role is not None and outside not in ("speaker", "dateline")
        result.append(replace(mention, role=role if keeps and role else outside))
    return result


def _counted(speakers: Mapping[str, Speaker], claims: Sequence[Claim]) -> tuple[Speaker, ...]:
    counts = Counter(claim.speaker_id for claim in claims if claim.speaker_id)
    return tuple(replace(speaker, n_claims=counts[speaker.speaker_id]) for speaker in speakers.values())
