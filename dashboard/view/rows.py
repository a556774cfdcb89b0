"""Frames back to records: what the page reads from an analysis, with None where a frame has a missing value."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, dataclass, fields, replace
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Any, TypeVar

import pandas as pd

from dashboard.view.regions import country_word
from geodata import schema
from geodata.models import Claim, ClaimAtPlace, Evidence, Mention, Place, Relation, Sentence, Speaker
from geodata.text import split_sentences

ARTICLES_REMEMBERED = 8  # texts whose sentences are kept; a page shows one article at a time
SHORTEST_NAME = 3  # letters of a name that is no abbreviation

Record = TypeVar("Record")


@dataclass(frozen=True)
class Rows:
    """One analysis as records, with the look-ups that every part of the page needs."""

    analysis: schema.Analysis

    @property
    def text(self) -> str:
        """The article's text."""
        return self.analysis.article.text

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """The statements by id, in reading order; those that a person said are none are in the history only."""
        claims = sorted(_records(self.analysis.claims, Claim), key=lambda claim: (claim.start, claim.end))
        return {claim.claim_id: claim for claim in claims if claim.review != "rejected"}

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """The names by id, in reading order; those that a person said are none are in the history only."""
        mentions = sorted(_records(self.analysis.mentions, Mention), key=lambda mention: mention.start)
        return {mention.mention_id: mention for mention in mentions if mention.review != "rejected"}

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places by id, named as the article names them; where a person said which place it is, by its own name."""
        names: dict[str, str] = {}
        for mention in self.mentions.values():
            if mention.place_id and mention.review != "corrected" and _is_full_name(mention):
                names.setdefault(mention.place_id, " ".join(mention.text.split()))
        places = _records(self.analysis.places, Place)
        return {place.place_id: _named(place, names.get(place.place_id)) for place in places}

    @cached_property
    def speakers(self) -> dict[str, Speaker]:
        """The sources by id."""
        return {speaker.speaker_id: speaker for speaker in _records(self.analysis.speakers, Speaker)}

    @cached_property
    def at_place(self) -> tuple[ClaimAtPlace, ...]:
        """Statements joined to places; a row whose statement or place is unknown, or which a person refused, is out."""
        rows = _records(self.analysis.claims_at_place, ClaimAtPlace)
        return tuple(
            row
            for row in rows
            if row.claim_id in self.claims and row.place_id in self.places and row.review != "rejected"
        )

    @cached_property
    def at_place_of(self) -> dict[str, tuple[ClaimAtPlace, ...]]:
        """The places of each statement."""
        return _group(self.at_place)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """How the statements stand to each other, as far as both are there."""
        found = _records(self.analysis.relations, Relation)
        return tuple(one for one in found if {one.claim_a, one.claim_b} <= self.claims.keys())

    @cached_property
    def disputed(self) -> dict[str, list[tuple[str, str]]]:
        """The statements that cannot well be so together with each one, in reading order, with how they stand to it."""
        order = {claim_id: number for number, claim_id in enumerate(self.claims)}
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for relation in self.relations:
            if relation.relation in {"contradicts", "tension"}:
                found[relation.claim_a].append((relation.claim_b, relation.relation))
                found[relation.claim_b].append((relation.claim_a, relation.relation))
        return {claim_id: sorted(others, key=lambda one: order[one[0]]) for claim_id, others in found.items()}

    @cached_property
    def restated(self) -> dict[str, str]:
        """The first statement of the same words' sense by the same source, for each that says it again."""
        pairs = [
            sorted((self.claims[relation.claim_a], self.claims[relation.claim_b]), key=lambda claim: claim.start)
            for relation in self.relations
            if relation.relation == "restates"
        ]
        found: dict[str, str] = {}
        for first, again in sorted(pairs, key=lambda pair: pair[0].start):
            found.setdefault(again.claim_id, found.get(first.claim_id, first.claim_id))
        return found

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the article."""
        return _sentences(self.text)

    @cached_property
    def country_names(self) -> dict[str, str]:
        """Names of the countries that the article itself names, by ISO code."""
        countries = (place for place in self.places.values() if is_country(place))
        return {place.country_code: place.name for place in countries if place.country_code}

    def country_of(self, place: Place) -> str:
        """Return the country of a place as the article calls it, else its English name; empty where none is known."""
        return self.country_names.get(place.country_code or "") or country_word(place.country_code)

    def sentence_number(self, start: int) -> int:
        """Return the number, from 1, of the sentence that holds an offset."""
        return max(1, bisect_right(self.sentences, start, key=lambda sentence: sentence.start))


def _named(place: Place, name: str | None) -> Place:
    return place if name in {None, place.name} else replace(place, name=name)


def _is_full_name(mention: Mention) -> bool:
    """Tell whether a naming can stand as a title: no adjective, no "US", "Calif." or heading in capitals."""
    text = mention.text
    letters = sum(map(str.isalpha, text))
    is_name = mention.kind in {"literal", "embedded", "associative"} and letters >= SHORTEST_NAME
    return is_name and not (text.isupper() or text.islower() or text.endswith("."))


def is_country(place: Place) -> bool:
    """Tell whether a place is a country, by its GeoNames feature code."""
    return place.feature_code.startswith("PCL")


@lru_cache(maxsize=ARTICLES_REMEMBERED)
def _sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(split_sentences(text))


def _group(rows: tuple[ClaimAtPlace, ...]) -> dict[str, tuple[ClaimAtPlace, ...]]:
    groups: dict[str, list[ClaimAtPlace]] = defaultdict(list)
    for row in rows:
        groups[row.claim_id].append(row)
    return {claim_id: tuple(group) for claim_id, group in groups.items()}


def _records(data: pd.DataFrame, kind: type[Record]) -> Iterator[Record]:
    return map(kind, *(_column(field, data) for field in fields(kind)))  # type: ignore[arg-type]


def _column(field: Field[Any], data: pd.DataFrame) -> Iterable[Any]:
    """Return the values of one field of all records; where one is missing that may not be, the record's own default."""
    default = None if field.default is MISSING else field.default
    if field.name not in data.columns:
        return repeat(default, len(data))
    values = _values(field.name, data[field.name])
    if default is None or "None" in str(field.type):
        return values
    return [default if value is None else value for value in values]


def _values(name: str, column: pd.Series[Any]) -> list[Any]:
    """Return a column as plain values; what is missing is found for all of them at once."""
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    if column.dtype == schema.NESTED or column.dtype.kind == "M":
        return [None if gone else _value(name, value) for value, gone in pairs]
    return [None if gone else value for value, gone in pairs]


def _value(column: str, value: Any) -> Any:
    if isinstance(value, dict):
        return value
    if isinstance(value, (list, tuple)):
        return _nested(column, value)
    if isinstance(value, str):
        return value
    if isinstance(value, pd.Timestamp):
        return value.date() if value.tzinfo is None else value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def _nested(column: str, value: Any) -> tuple[Any, ...]:
    if column == "evidence":
        return tuple(Evidence(**item) for item in value)
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)
