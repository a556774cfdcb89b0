"""What each stage of an analysis must offer: the Protocols behind which it can be replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from geodata.models import AttributionResult, Document, GazetteerEntry, JsonDict, Mention, Resolution, Tags


class CandidateSource(Protocol):
    """Anything that answers a name with the places it may mean: the gazetteer, or a geopy geocoder behind a cache."""

    source_id: str

    def find(self, name: str) -> Sequence[GazetteerEntry]:
        """Return every place called `name`, best known first; empty when there is none."""
        ...

    def find_many(self, names: Sequence[str]) -> dict[str, Sequence[GazetteerEntry]]:
        """Return the places of each of `names` in one go; names without a place are left out."""
        ...


class OutlineSource(Protocol):
    """Anything that knows the outlines of countries and divisions, and where land is."""

    def outline(self, place_id: str) -> JsonDict | None:
        """Return the GeoJSON geometry (Polygon or MultiPolygon, longitude first) of a place, or None."""
        ...

    def get(self, place_id: str) -> GazetteerEntry | None:
        """Return one place by its id, or None."""
        ...


class TextTagger(Protocol):
    """Reads texts word by word."""

    tagger_id: str

    def tag(self, text: str) -> Tags:
        """Return the tags of a text; always the same for the same text."""
        ...

    def places_of(self, questions: Sequence[tuple[str, int, int]]) -> list[Tags]:
        """Tell where what a verb tells happened; each question is a sentence and the verb's ``[start, end)`` in it."""
        ...


class Recognizer(Protocol):
    """Finds the place names of a document."""

    recognizer_id: str

    def recognize(self, document: Document) -> Sequence[Mention]:
        """Return the mentions in reading order, without overlaps, `kind` set."""
        ...


class Resolver(Protocol):
    """Decides which place each mention is."""

    resolver_id: str

    def resolve(
        self,
        document: Document,
        mentions: Sequence[Mention],
        *,
        home: str | None = None,
        fixed: Mapping[str, GazetteerEntry] | None = None,
        context: Sequence[Mention] = (),
    ) -> Resolution:
        """Return all mentions (none dropped) with place, status, score and reason.

        ``fixed`` has the places that a person chose, by mention id; ``context`` other names that only help to decide.
        """
        ...


class Attributor(Protocol):
    """Finds who says what."""

    attributor_id: str

    def attribute(self, document: Document) -> AttributionResult:
        """Return the attributions in reading order and their speakers."""
        ...
