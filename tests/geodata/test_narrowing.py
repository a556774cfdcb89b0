"""An analysis cut down to some kinds of names still holds together, and counts anew."""

from __future__ import annotations

import pytest

from geodata import analyze, formats, schema
from geodata.errors import InputError
from geodata.formats import read_json
from geodata.narrowing import KINDS, only_kinds, read_kinds

TEXT = "A flood closed schools in Homs on Monday. Russian engineers repaired a dam near Aleppo, the mayor of Homs said."


@pytest.fixture(scope="module")
def analysis():
    return analyze(TEXT, published="2024-03-12")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (["literal"], ("literal",)),
        (["literal,associative"], ("literal", "associative")),
        (["literal", "demonym"], ("literal", "demonym")),  # as an address repeats them
        ([" literal , ,literal"], ("literal",)),
        ([], ()),
        ([""], ()),
    ],
)
def test_kinds_are_read_from_words(words, kinds):
    assert read_kinds(words) == kinds


@pytest.mark.parametrize("word", ["city", "Literal", "literal;demonym", "' OR 1=1"])
def test_a_word_that_is_no_kind_is_refused_with_those_there_are(word):
    with pytest.raises(InputError, match="there are associative, coordinate, demonym, embedded, literal"):
        read_kinds([word])


def test_no_kinds_keep_everything(analysis):
    assert only_kinds(analysis, ()) is analysis


def test_only_names_of_the_kind_are_left_and_counted(analysis):
    assert set(analysis.mentions["kind"]) > {"demonym"}
    kept = only_kinds(analysis, ("demonym",))
    assert kept.mentions["text"].tolist() == ["Russian"]
    assert kept.places["name"].tolist() == ["Russia"]
    assert kept.places["n_mentions"].tolist() == [1]
    assert kept.provenance["filter"] == {"kind": ["demonym"]}
    assert "filter" not in analysis.provenance


def test_statements_without_a_place_of_the_kind_go(analysis):
    kept = only_kinds(analysis, ("literal",))
    assert set(kept.claims["claim_id"]) == set(kept.claims_at_place["claim_id"])
    assert kept.places["n_claims"].sum() == len(kept.claims_at_place.drop_duplicates(["claim_id", "place_id"]))


def test_all_kinds_keep_all_names(analysis):
    kept = only_kinds(analysis, KINDS)
    assert kept.mentions.equals(analysis.mentions)
    assert kept.candidates.equals(analysis.candidates)


@pytest.mark.parametrize("kinds", [*[(kind,) for kind in KINDS], ("literal", "demonym")])
def test_what_is_left_holds_together_and_can_be_written_and_read(analysis, kinds):
    kept = only_kinds(analysis, kinds)
    assert set(kept.mentions["kind"]) <= set(kinds)
    back = read_json(formats.write(kept, "json"))  # refuses what points nowhere
    for name, frame in kept.frames().items():
        assert list(frame.columns) == list(schema.columns(name))
        assert frame.dtypes.equals(analysis.frames()[name].dtypes)
        assert len(back.frames()[name]) == len(frame)
