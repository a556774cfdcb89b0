"""A resolver that asks an online geocoder for the names that the gazetteer does not know."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from geodata.geocoding import GeocodeFailure, GeocoderCandidates
from geodata.models import Document, GazetteerEntry, Mention, Resolution
from geodata.stages import CandidateSource, Resolver

NEVER_ASKED = frozenset({"demonym", "coordinate"})
"""Kinds of mentions that are no names of places."""


class SupplementedSource:
    """A gazetteer with the answers of a geocoder for some names behind its own.

    Parameters
    ----------
    source : CandidateSource
        The gazetteer.
    answers : mapping of str to sequence of GazetteerEntry
        The places of each name that the geocoder was asked about.
    """

    def __init__(self, source: CandidateSource, answers: Mapping[str, Sequence[GazetteerEntry]]) -> None:
        self.source_id = source.source_id
        self._source = source
        self._answers = answers

    def find(self, name: str) -> Sequence[GazetteerEntry]:
        """Return every place called `name`, each once, those of the gazetteer first."""
        entries = [*self._source.find(name), *self._answers.get(name, ())]
        return tuple({entry.place_id: entry for entry in reversed(entries)}.values())[::-1]

    def find_many(self, names: Sequence[str]) -> dict[str, Sequence[GazetteerEntry]]:
        """Return the places of each of `names`; names without a place are left out."""
        known = self._source.find_many(names)
        asked = (name for name in names if name in self._answers)
        return {**known, **{name: entries for name in asked if (entries := self.find(name))}}


class SupplementedResolver:
    """Resolves with the gazetteer, asks a geocoder about what is left, and resolves again with its answers.

    Parameters
    ----------
    source : CandidateSource
        The gazetteer.
    make : callable
        Makes a resolver that takes its candidates from a source.
    geocoder : GeocoderCandidates
        The geocoder. A question that fails makes the status `error` and nothing else.
    every : bool
        Ask about every name, not only about those that the gazetteer does not know.
    """

    def __init__(
        self,
        source: CandidateSource,
        make: Callable[[CandidateSource], Resolver],
        geocoder: GeocoderCandidates,
        *,
        every: bool = False,
    ) -> None:
        self._source, self._make, self._geocoder, self._every = source, make, geocoder, every
        self._resolver = make(source)
        self.resolver_id = f"{self._resolver.resolver_id}+{geocoder.source_id}"

    def resolve(
        self,
        document: Document,
        mentions: Sequence[Mention],
        *,
        home: str | None = None,
        fixed: Mapping[str, GazetteerEntry] | None = None,
        context: Sequence[Mention] = (),
    ) -> Resolution:
        """Return all mentions with place, status, score and reason."""
        resolution = self._resolver.resolve(document, mentions, home=home, fixed=fixed, context=context)
        names = [mention.text for mention in resolution.mentions if self._is_wanted(mention)]
        if not names:
            return resolution
        answers = self._geocoder.find_many(names)
        if answers:
            again = self._make(SupplementedSource(self._source, answers))
            resolution = again.resolve(document, mentions, home=home, fixed=fixed, context=context)
        return with_failures(resolution, self._geocoder.failures)

    def _is_wanted(self, mention: Mention) -> bool:
        return mention.kind not in NEVER_ASKED and (self._every or mention.status == "not_found")


def with_failures(resolution: Resolution, failures: Mapping[str, GeocodeFailure]) -> Resolution:
    """Return the resolution with the status `error` for names that could not be asked about and have no place."""
    mentions = tuple(
        dataclasses.replace(mention, status="error", reason=f"{failure.geocoder} could not be asked: {failure.reason}")
        if mention.status == "not_found" and (failure := failures.get(mention.text))
        else mention
        for mention in resolution.mentions
    )
    return dataclasses.replace(resolution, mentions=mentions)
