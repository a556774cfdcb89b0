"""An analysis as people corrected it: their log replayed on what the machine found, the rest resolved again.

The machine's own frames are kept in the provenance of a corrected analysis, so that corrections can be replayed, undone
and redone on it at any time: applying a log twice is applying it once, and an empty log gives the machine's analysis.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from geodata import schema
from geodata.assembly import assemble
from geodata.claims import extract_claims
from geodata.compare import relate_claims
from geodata.corrections.log import ONE, PUBLISHED, SAME_NAME, check, in_order, is_sound, make_correction, part_of
from geodata.corrections.names import Names, names_of
from geodata.corrections.places import PlaceSource
from geodata.corrections.statements import Statements
from geodata.models import Article, ClaimResult, Correction, Document, Mention, Resolution
from geodata.narrowing import FILTER, FOLLOWED, MACHINE, UNDATED
from geodata.outlets import home_of
from geodata.resolution import names_around
from geodata.schema import Analysis
from geodata.spatial import read_relations
from geodata.stages import Attributor, Recognizer, Resolver, TextTagger
from geodata.text import make_document, tagged

__all__ = ["ONE", "SAME_NAME", "Stages", "apply_corrections", "check", "machine_analysis", "make_correction"]

NOT_FOLLOWED = "corrections_not_followed"  # key of the provenance: ids of entries whose target is not there


class Stages(Protocol):
    """The stages that work on corrected names; `pipeline.Engine` has them."""

    @property
    def gazetteer(self) -> PlaceSource:
        """Who knows places and outlines."""

    @property
    def tagger(self) -> TextTagger | None:
        """Who reads the words before everything else, as it did when the machine read them."""

    @property
    def recognizer(self) -> Recognizer:
        """Who finds names."""

    @property
    def resolver(self) -> Resolver:
        """Who decides which places they are."""

    @property
    def attributor(self) -> Attributor:
        """Who reads who says what."""


def apply_corrections(analysis: Analysis, corrections: Iterable[Correction], *, engine: Stages) -> Analysis:
    """Return the analysis as people want it.

    Parameters
    ----------
    analysis : Analysis
        As the machine made it, or corrected before.
    corrections : iterable of Correction
        The whole log, in any order; see `geodata.corrections.log`.
    engine : Stages
        Who resolves the other names again, with corrected ones as anchors.

    Returns
    -------
    Analysis
        With the log as its corrections. Entries that could not be followed stay in the log; the provenance lists them.
        A part of an analysis stays one as long as it is the log that its frames follow; with another log the whole
        article is read again.

    """
    machine, everything = machine_analysis(analysis), list(corrections)
    if not everything:
        return machine
    if analysis.provenance.get(FILTER) and _are_in(analysis, everything):
        return dataclasses.replace(analysis, corrections=schema.to_frame("corrections", everything))
    log = in_order(entry for entry in everything if is_sound(entry))
    broken = [entry.correction_id for entry in everything if not is_sound(entry)]
    document = tagged(make_document(_dated(machine.article, log)), engine.tagger)
    if machine.provenance.get(FILTER):
        machine = _whole(machine, document, engine)
    of_names = [entry for entry in log if part_of(entry.target) == "mentions"]
    of_text = [entry for entry in log if entry not in of_names and entry.field != PUBLISHED]
    names, lost = names_of(document, schema.to_objects("mentions", machine.mentions), of_names, engine.gazetteer)
    resolution, result = _read_again(machine, document, names, engine)
    statements = _statements(document, resolution, result, engine.gazetteer)
    for mention_id, role in names.roles.items():
        if mention_id in statements.mentions:
            statements.give_role(mention_id, role)
    lost += broken + [entry.correction_id for entry in of_text if not statements.follow(entry)]
    return _assembled(machine, document, log, _with_rejected(names, statements), (resolution, lost))


def machine_analysis(analysis: Analysis) -> Analysis:
    """Return the analysis as the machine made it, without corrections."""
    provenance = dict(analysis.provenance)
    kept: Mapping[str, Any] = provenance.pop(MACHINE, None) or {}
    provenance.pop(NOT_FOLLOWED, None)
    article = _published_on(analysis.article, provenance.pop(UNDATED)) if UNDATED in provenance else analysis.article
    frames = {name: schema.from_records(name, kept[name]) for name in schema.FRAME_NAMES if name in kept}
    return dataclasses.replace(
        analysis,
        article=article,
        **{**frames, "corrections": schema.to_frame("corrections", ())},
        provenance=provenance,
    )


def _dated(article: Article, log: Sequence[Correction]) -> Article:
    """Return the article with the day of publication that people gave it last."""
    given = [entry.new for entry in log if entry.field == PUBLISHED]
    return _published_on(article, given[-1]) if given else article


def _published_on(article: Article, day: object) -> Article:
    return dataclasses.replace(article, published=date.fromisoformat(str(day)[:10]) if day else None)


def _are_in(part: Analysis, log: Sequence[Correction]) -> bool:
    """Tell whether a part follows this very log."""
    return {entry.correction_id for entry in log} == set(part.provenance.get(FOLLOWED) or ())


def _whole(part: Analysis, document: Document, engine: Stages) -> Analysis:
    """Read all of the article that a part is of, as if nobody had corrected it."""
    settings = part.provenance.get("settings") or {}
    mentions = read_relations(document, engine.recognizer.recognize(document))
    resolution = engine.resolver.resolve(document, mentions, home=home_of(part.article, settings.get("home")))
    result = extract_claims(
        document, resolution, engine.attributor.attribute(document), engine.gazetteer, engine.tagger
    )
    relations = relate_claims(document, result.claims, result.speakers, result.claims_at_place)
    made = {name: value for name, value in part.provenance.items() if name not in (FILTER, FOLLOWED)}
    return assemble(part.article, resolution, result, relations, made)


def _read_again(machine: Analysis, document: Document, names: Names, engine: Stages) -> tuple[Resolution, ClaimResult]:
    """Resolve the names and read the statements with what people said; spans that were given have no statements."""
    settings = machine.provenance.get("settings") or {}
    given = settings.get("spans") is not None
    mentions = read_relations(document, [dataclasses.replace(one, place_id=None) for one in names.active])
    context = names_around(mentions, engine.recognizer.recognize(document)) if given else ()
    home = home_of(machine.article, settings.get("home"))
    resolution = engine.resolver.resolve(document, mentions, home=home, fixed=names.fixed, context=context)
    reviewed = tuple(names.reviewed(mention) for mention in resolution.mentions)
    resolution = dataclasses.replace(resolution, mentions=reviewed)
    if given:
        return resolution, ClaimResult(mentions=reviewed)
    attribution = engine.attributor.attribute(document)
    return resolution, extract_claims(document, resolution, attribution, engine.gazetteer, engine.tagger)


def _statements(document: Document, resolution: Resolution, result: ClaimResult, source: PlaceSource) -> Statements:
    return Statements(
        document=document,
        claims={claim.claim_id: claim for claim in result.claims},
        links=list(result.claims_at_place),
        speakers={speaker.speaker_id: speaker for speaker in result.speakers},
        mentions={mention.mention_id: mention for mention in result.mentions},
        places={place.place_id: place for place in resolution.places},
        source=source,
    )


def _with_rejected(names: Names, statements: Statements) -> Statements:
    """Put the rejected names back among the mentions: they are shown as such and can be taken back."""
    rejected = (names.reviewed(mention) for key, mention in names.mentions.items() if key in names.rejected)
    everything: list[Mention] = sorted(
        [*statements.mentions.values(), *rejected], key=lambda mention: (mention.start, mention.end)
    )
    statements.mentions = {mention.mention_id: mention for mention in everything}
    return statements


def _assembled(
    machine: Analysis,
    document: Document,
    log: Sequence[Correction],
    statements: Statements,
    found: tuple[Resolution, Sequence[str]],
) -> Analysis:
    resolution, lost = found
    links, claims = statements.ordered_links(), tuple(statements.claims.values())
    used = {mention.place_id for mention in statements.mentions.values()} | {link.place_id for link in links}
    places = tuple(place for place in statements.places.values() if place.place_id in used)
    said = tuple(claim for claim in claims if claim.review != "rejected")
    relations = relate_claims(document, said, tuple(statements.speakers.values()), links)
    result = ClaimResult(
        claims=claims,
        claims_at_place=tuple(links),
        mentions=tuple(statements.mentions.values()),
        speakers=tuple(statements.speakers.values()),
    )
    resolution = dataclasses.replace(resolution, places=places)
    corrected = assemble(document.article, resolution, result, relations, machine.provenance, corrections=log)
    return dataclasses.replace(corrected, provenance=_provenance(machine, corrected, lost))


def _provenance(machine: Analysis, corrected: Analysis, lost: Sequence[str]) -> dict[str, Any]:
    """Keep the machine's frames where they are others now, and which entries could not be followed."""
    before, after = machine.frames(), corrected.frames()
    kept = {
        name: schema.to_records(before[name])
        for name in schema.FRAME_NAMES
        if name != "corrections" and schema.to_records(before[name]) != schema.to_records(after[name])
    }
    was = machine.article.published
    day = {} if was == corrected.article.published else {UNDATED: was.isoformat() if was else None}
    return {**machine.provenance, MACHINE: kept, **day, **({NOT_FOLLOWED: list(lost)} if lost else {})}
