"""Which place each name means, by rules: all places of the name are weighed, first alone, then with neighbours."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from geodata.coordinates import find_coordinates
from geodata.models import Candidate, CandidateSource, Document, GazetteerEntry, Mention, Place, Resolution
from geodata.resolution.groups import Group, gather
from geodata.resolution.ranking import Codes, Numbers, Table, rank
from geodata.resolution.reasons import AreaNames, Explainer

__all__ = ["RuleResolver"]

AMBIGUOUS_BELOW = 0.4  # probability: under it no place is chosen, the candidates stand side by side
SAME_PLACE_KM = 25.0  # a town and the district around it do not make each other doubtful
MOST_CANDIDATES = 10  # kept in the candidates frame for one mention
POINT_RADIUS_KM = 0.1  # of a written coordinate


class RuleResolver:
    """Chooses a place for each mention with rules.

    Parameters
    ----------
    source : CandidateSource
        Who knows the places of a name.
    gazetteer : AreaNames
        Who knows the names of countries and divisions, for the reasons.
    """

    resolver_id = "rules-1"

    def __init__(self, source: CandidateSource, gazetteer: AreaNames) -> None:
        self._source = source
        self._gazetteer = gazetteer

    def resolve(self, document: Document, mentions: Sequence[Mention], *, home: str | None = None) -> Resolution:
        """Return every mention with its place, status, probability and reason.

        Parameters
        ----------
        document : Document
            The article.
        mentions : sequence of Mention
            Its place names in reading order.
        home : str, optional
            The outlet's place ("Springfield, Illinois"), a weak hint.
        """
        groups = gather(document, mentions, self._source)
        table = Table.of(groups)
        shares, evidence = rank(table, self._home(home))
        orders = _orders(table, shares)
        picks = {number: int(order[0]) for number, order in orders.items()}
        explainer = Explainer(table, evidence, picks, self._gazetteer)
        resolved = list(mentions)
        candidates: list[Candidate] = []
        for number, group in enumerate(groups):
            decided = _decide(explainer, number, orders.get(number), shares)
            rows = _candidate_rows(explainer, orders.get(number), shares)
            for member in group.members:
                resolved[member] = dataclasses.replace(mentions[member], **decided)
                candidates += [dataclasses.replace(row, mention_id=mentions[member].mention_id) for row in rows]
        places = {entry.place_id: entry for entry in (table.entries[row] for row in picks.values())}
        return _assemble(_with_points(resolved), candidates, places)

    def _home(self, home: str | None) -> GazetteerEntry | None:
        """Return the place that `home` names, most specific part first: "Springfield, Illinois"."""
        parts = [part.strip() for part in (home or "").split(",") if part.strip()]
        known = self._source.find_many(parts) if parts else {}
        groups = [Group(part, (), demonym=False, entries=tuple(known.get(part, ()))) for part in parts]
        for number, group in enumerate(groups):
            group.members.append(number)
            group.qualified_by.extend(range(number + 1, len(groups)))
        table = Table.of(groups)
        first = _orders(table, rank(table, None)[0]).get(0) if len(table) else None
        return table.entries[int(first[0])] if first is not None else None


def _orders(table: Table, shares: Numbers) -> dict[int, Codes]:
    """Return the rows of every group that has any, likeliest first."""
    order = np.lexsort((-np.array([entry.population for entry in table.entries], dtype=float), -shares, table.group))
    groups, starts = np.unique(table.group[order], return_index=True)
    return dict(zip(groups.tolist(), np.split(order, starts[1:]), strict=True)) if len(table) else {}


def _decide(explainer: Explainer, number: int, order: Codes | None, shares: Numbers) -> dict[str, Any]:
    """Return the fields of a mention that the choice fills in."""
    if order is None:
        return {"status": "not_found", "place_id": None, "score": None, "reason": "No place of this name is known."}
    best = int(order[0])
    around = float(shares[order[_is_close(explainer.table, order, best)]].sum())
    score = round(float(shares[best]), 4)
    if around < AMBIGUOUS_BELOW:
        reason = (
            f"{len(order)} places are called {explainer.table.groups[number].name} and the text does not tell which."
        )
        return {"status": "ambiguous", "place_id": None, "score": score, "reason": reason}
    entry = explainer.table.entries[best]
    return {
        "status": "resolved",
        "place_id": entry.place_id,
        "score": score,
        "reason": explainer.reason(number, best) + ".",
    }


def _is_close(table: Table, order: Codes, best: int) -> np.ndarray:
    """Tell which rows lie so close to the best that they mean the same place on a map."""
    degree_km = 111.2
    along = (table.latitude[order] - table.latitude[best]) * degree_km
    turn = (table.longitude[order] - table.longitude[best] + 180) % 360 - 180
    across = turn * degree_km * np.cos(np.radians(table.latitude[best]))
    return np.asarray(np.hypot(along, across) <= SAME_PLACE_KM)


def _candidate_rows(explainer: Explainer, order: Codes | None, shares: Numbers) -> list[Candidate]:
    """Return the likeliest candidates of a group, the mention left open."""
    if order is None:
        return []
    rows = []
    for rank_, row in enumerate(order[:MOST_CANDIDATES].tolist(), start=1):
        entry = explainer.table.entries[row]
        probability = round(float(shares[row]), 4)
        clues = explainer.clues(row)
        rows.append(
            Candidate("", rank_, entry.place_id, entry.name, entry.latitude, entry.longitude, probability, clues)
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
) -> Resolution:
    """Put mentions, candidates and the places that mentions resolved to together."""
    mentions = []
    for mention, entry in pairs:
        mentions.append(mention)
        if entry is not None:
            entries[entry.place_id] = entry
    counts = Counter(mention.place_id for mention in mentions if mention.place_id)
    order = {mention.mention_id: number for number, mention in enumerate(mentions)}
    ranked = sorted(candidates, key=lambda candidate: (order[candidate.mention_id], candidate.rank))
    places = tuple(_place(entries[place_id], count) for place_id, count in counts.items())
    return Resolution(tuple(mentions), tuple(ranked), places)


def _place(entry: GazetteerEntry, n_mentions: int) -> Place:
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
