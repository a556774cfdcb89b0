"""What sort of name a gold name is: its kind, whether it is a demonym, whether it stands for a country.

A corpus that says so is believed: GeoWebNews gives each name a type and marks adjectives, LGL and TUD-Loc give the
feature of the place. Where a corpus is silent, the gazetteer is asked about the words: a demonym is a word that it
knows first of all as one of a people; a country is a place of a feature code PCL* by the gold's GeoNames id, or,
without an id, what the gazetteer thinks of first at that name. Names that only a system found have no gold: for every
system alike, the words decide.
"""

from __future__ import annotations

from types import MappingProxyType

from geodata.gazetteer import open_gazetteer
from geodata.models import GazetteerEntry
from tests.quality.toponyms import Toponym

COUNTRY_FEATURE = "PCL"

GOLD_KINDS = MappingProxyType(
    {
        "Literal": "literal",
        "Literal_Modifier": "literal",
        "Mixed": "literal",  # used both ways at once; the place is meant too
        "Coercion": "literal",  # "at the embassy": something else used as a place
        "Metonymic": "associative",
        "Non_Literal_Modifier": "associative",
        "Demonym": "demonym",
        "Embedded_Literal": "embedded",
        "Embedded_Non_Lit": "embedded",
        "Homonym": "homonym",  # a person's name, annotated without a point
        "Language": "language",
    }
)
"""The types of GeoWebNews in our words; homonyms and languages are no places and keep names of their own."""


def kind_of(gold: Toponym) -> str | None:
    """Return the kind of a gold name, None where its corpus does not say and it is no demonym."""
    kind = gold.kind or GOLD_KINDS.get(gold.corpus_type or "")
    if kind == "embedded":
        return kind
    return "demonym" if is_demonym(gold) else kind


def is_demonym(name: Toponym) -> bool:
    """Tell whether a name is a people or an adjective: as the corpus or the system says, else by its words."""
    if name.kind or name.corpus_type in GOLD_KINDS:
        adjective = name.is_adjective and not (name.corpus_type or "").startswith("Embedded")
        return adjective or "demonym" in {name.kind, GOLD_KINDS.get(name.corpus_type or "")}
    return _is_word_for_people(name)


def is_demonym_by_words(name: Toponym) -> bool:
    """Tell whether the gazetteer knows the words first of all as those for a people."""
    return _is_word_for_people(name)


def is_country(gold: Toponym) -> bool:
    """Tell whether a gold name stands for a country."""
    declared = _declared_country(gold.corpus_type)
    if declared is not None:
        return declared
    if gold.geonameid:
        entry = open_gazetteer().get(f"geonames:{gold.geonameid}")
        return entry is not None and entry.feature_code.startswith(COUNTRY_FEATURE)
    return is_country_by_words(gold)


def is_country_by_words(name: Toponym) -> bool:
    """Tell whether the gazetteer thinks of a country first at these words."""
    first = _first(name)
    return first is not None and first.feature_code.startswith(COUNTRY_FEATURE)


def _declared_country(corpus_type: str | None) -> bool | None:
    """Read the place's feature out of a type such as "A.PCLI" or "COUNTRY"; None where the type is none of these."""
    if corpus_type is None or corpus_type in GOLD_KINDS:
        return None
    return corpus_type == "COUNTRY" or corpus_type.rpartition(".")[2].startswith(COUNTRY_FEATURE)


def _is_word_for_people(name: Toponym) -> bool:
    first = _first(name)
    return first is not None and first.name_kind == "demonym"


def _first(name: Toponym) -> GazetteerEntry | None:
    return next(iter(open_gazetteer().find(name.text)), None)
