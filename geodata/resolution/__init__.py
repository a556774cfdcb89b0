"""Which place each name means: all places of the name are weighed, first alone, then with neighbours."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geodata.coordinates import find_coordinates
from geodata.models import Candidate, Document, GazetteerEntry, Mention, Place, Resolution
from geodata.resolution.capitals import unnamed_capitals
from geodata.resolution.choice import AMBIGUOUS_BELOW, Choice, Ranking, choose
from geodata.resolution.groups import Group, gather
from geodata.resolution.landforms import part_or_whole, relation_beside
from geodata.resolution.model import Model, shipped_model
from geodata.resolution.reasons import AreaNames, Explainer
from geodata.resolution.table import Table
from geodata.stages import CandidateSource

__all__ = ["AMBIGUOUS_BELOW", "MOST_CANDIDATES", "RuleResolver", "as_place", "names_around"]

MOST_CANDIDATES = 10  # kept in the candidates frame for one mention
POINT_RADIUS_KM = 0.1  # of a written coordinate
DECIMALS = 4  # of a probability
_AT_PLACE = (None, "in", "at")  # what the text says of a name that can be taken for the place itself

Capitals = Sequence[GazetteerEntry]


class RuleResolver:
    """Chooses a place for each mention by the shipped weights.

    Parameters
    ----------
    source : CandidateSource
        Who knows the places of a name.
    gazetteer : AreaNames
        Who knows the names of countries and divisions, for the reasons.
    model : Model, optional
        Other weights than the shipped ones.
    """

    resolver_id = "ranker-2"

    def __init__(self, source: CandidateSource, gazetteer: AreaNames, model: Model | None = None) -> None:
        self._source = source
        self._gazetteer = gazetteer
        self._model = model

    def resolve(
        self,
        document: Document,
        mentions: Sequence[Mention],
        *,
        home: str | None = None,
        fixed: Mapping[str, GazetteerEntry] | None = None,
        context: Sequence[Mention] = (),
    ) -> Resolution:
        """Return every mention with its place, status, probability and reason.

        Parameters
        ----------
        document : Document
            The article.
        mentions : sequence of Mention
            Its place names in reading order.
        home : str, optional
            The outlet's place ("Springfield, Illinois"), a hint.
        fixed : mapping of mention id to GazetteerEntry, optional
            Places that a person chose: these mentions mean them, and their neighbours see them as sure.
        context : sequence of Mention, optional
            Other names of the text that help to decide and are not returned.
        """
        everything = sorted([*mentions, *context], key=lambda mention: (mention.start, mention.end))
        model = self._model or shipped_model()
        table = Table.of(gather(document, everything, self._source, fixed))
        ranking = choose(table, self._home(home, model), model)
        explainer = Explainer(ranking, model, self._gazetteer)
        resolved: dict[str, Mention] = {}
        candidates: list[Candidate] = []
        wanted = {mention.mention_id for mention in mentions}
        for number, group in enumerate(table.groups):
            members = [everything[member] for member in group.members if everything[member].mention_id in wanted]
            decided, rows = (_decide(explainer, number), _candidates(explainer, number)) if members else ({}, [])
            for mention in members:
                found = dataclasses.replace(mention, **decided)
                resolved[mention.mention_id] = _beside(explainer, number, document.text, found)
                candidates += [dataclasses.replace(row, mention_id=mention.mention_id) for row in rows]
        picked = (table.entries[choice.best] for choice in ranking.choices.values())
        done = [resolved.get(mention.mention_id, mention) for mention in mentions]
        entries = {entry.place_id: entry for entry in picked}
        return _assemble(_with_points(done), candidates, entries, self._capitals(document.text, done, entries))

    def _capitals(self, text: str, mentions: Sequence[Mention], entries: Mapping[str, GazetteerEntry]) -> Capitals:
        """Return the capitals that the text speaks of by their countries: "in the Iraqi capital"."""
        countries = (entries.get(item.country.place_id or "") for item in unnamed_capitals(text, mentions))
        codes = [entry.country_code for entry in countries if entry and entry.feature_code.startswith("PCL")]
        found = (self._gazetteer.capital(code) for code in dict.fromkeys(codes) if code)
        return [entry for entry in found if entry is not None]

    def _home(self, home: str | None, model: Model) -> GazetteerEntry | None:
        """Return the place that `home` names, most specific part first: "Springfield, Illinois"."""
        parts = [part.strip() for part in (home or "").split(",") if part.strip()]
        known = self._source.find_many(parts) if parts else {}
        groups = [Group(part, (), demonym=False, entries=tuple(known.get(part, ()))) for part in parts]
        for number, group in enumerate(groups):
            group.members.append(number)
            group.qualified_by.extend(range(number + 1, len(groups)))
        ranking: Ranking = choose(Table.of(groups), None, model)
        choice = ranking.choices.get(0)
        return ranking.table.entries[choice.best] if choice is not None else None


def names_around(mentions: Sequence[Mention], seen: Sequence[Mention]) -> list[Mention]:
    """Return the names that were seen beside given ones, none overlapping them: they help to decide."""
    taken = {offset for mention in mentions for offset in range(mention.start, mention.end)}
    return [mention for mention in seen if taken.isdisjoint(range(mention.start, mention.end))]


def _decide(explainer: Explainer, number: int) -> dict[str, Any]:
    """Return the fields of a mention that the choice fills in."""
    choice = explainer.ranking.choices.get(number)
    if choice is None:
        return {"status": "not_found", "place_id": None, "score": None, "reason": "No place of this name is known."}
    score = round(choice.score, DECIMALS)
    if not choice.is_sure:
        return {"status": "ambiguous", "place_id": None, "score": score, "reason": explainer.doubt(number)}
    place_id = explainer.ranking.table.entries[choice.best].place_id
    return {"status": "resolved", "place_id": place_id, "score": score, "reason": explainer.reason(number)}


def _beside(explainer: Explainer, number: int, text: str, mention: Mention) -> Mention:
    """Return a mention; a district that is not listed is the one of its town, a river or an airport lies near it."""
    group, choice = explainer.table.groups[number], explainer.ranking.choices.get(number)
    if choice is None or choice.fixed:
        return mention
    entry = explainer.table.entries[choice.best]
    if mention.relation in _AT_PLACE:
        return dataclasses.replace(
            mention, relation=relation_beside(text, mention, group.cue, entry) or mention.relation
        )
    relation = part_or_whole(text, mention, entry) if mention.relation == "part_of" else "part_of"
    return mention if relation == "part_of" else dataclasses.replace(mention, relation=relation, bearing_deg=None)


def _candidates(explainer: Explainer, number: int) -> list[Candidate]:
    """Return the likeliest candidates of a group, the mention left open."""
    choice: Choice | None = explainer.ranking.choices.get(number)
    if choice is None:
        return []
    rows = []
    for rank, row in enumerate(choice.order[:MOST_CANDIDATES].tolist(), start=1):
        entry = explainer.ranking.table.entries[row]
        probability = round(float(explainer.ranking.shares[row]) * choice.scale, DECIMALS)
        clues = explainer.clues(row)
        rows.append(
            Candidate("", rank, entry.place_id, entry.name, entry.latitude, entry.longitude, probability, clues)
        )
    return rows


def _with_points(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, GazetteerEntry | None]]:
    """Yield the mentions, written coordinates resolved to themselves."""
    for mention in mentions:
        point = next(iter(find_coordinates(mention.text)), None) if mention.kind == "coordinate" else None
        if point is None:
            yield mention, None
            continue
        entry = GazetteerEntry(
            place_id=f"coord:{point.latitude:.5f},{point.longitude:.5f}",
            name=mention.text,
            latitude=point.latitude,
            longitude=point.longitude,
            radius_km=POINT_RADIUS_KM,
            country_code=None,
            admin1=None,
            feature_code="COORD",
            population=0,
            geocoder="text",
        )
        reason = "The text gives the coordinates."
        yield (
            dataclasses.replace(mention, status="resolved", place_id=entry.place_id, score=1.0, reason=reason),
            entry,
        )


def _assemble(
    pairs: Iterator[tuple[Mention, GazetteerEntry | None]],
    candidates: Sequence[Candidate],
    entries: dict[str, GazetteerEntry],
    capitals: Capitals,
) -> Resolution:
    """Put mentions, candidates, the places that mentions resolved to and capitals without a name together."""
    mentions = []
    for mention, entry in pairs:
        mentions.append(mention)
        if entry is not None:
            entries[entry.place_id] = entry
    counts = Counter(mention.place_id for mention in mentions if mention.place_id)
    order = {mention.mention_id: number for number, mention in enumerate(mentions)}
    ranked = sorted(candidates, key=lambda candidate: (order[candidate.mention_id], candidate.rank))
    places = [as_place(entries[place_id], count) for place_id, count in counts.items()]
    places += [as_place(entry) for entry in capitals if entry.place_id not in counts]
    return Resolution(tuple(mentions), tuple(ranked), tuple(places))


def as_place(entry: GazetteerEntry, n_mentions: int = 0) -> Place:
    """Return an answer of the gazetteer as a place of the frame."""
    return Place(
        place_id=entry.place_id,
        name=entry.name,
        latitude=entry.latitude,
        longitude=entry.longitude,
        radius_km=entry.radius_km,
        country_code=entry.country_code,
        admin1=entry.admin1,
        feature_code=entry.feature_code,
        population=entry.population,
        geocoder=entry.geocoder,
        n_mentions=n_mentions,
    )
