"""Kinds, demonyms and countries of gold names, the slices made of them, and reach."""

from __future__ import annotations

import pytest

from tests.quality.corpus import Text
from tests.quality.measures import by_document, micro, overlapping, placed, placed_of, places_reached, reached
from tests.quality.outcomes import SLICES, only_kinds, outcomes_of
from tests.quality.report import System, by_kind
from tests.quality.toponyms import JUDGEMENTS, Toponym
from tests.quality.traits import is_country, is_demonym, kind_of


@pytest.mark.parametrize(
    ("corpus_type", "adjective", "words", "kind", "demonym"),
    [
        ("Literal", False, "Homs", "literal", False),
        ("Metonymic", False, "Moscow", "associative", False),
        ("Mixed", False, "Paris", "literal", False),
        # the corpus marks adjectives, whatever their words
        ("Non_Literal_Modifier", True, "Havanese", "demonym", True),
        ("Literal_Modifier", False, "Paris", "literal", False),
        # an organisation named with an adjective is no demonym
        ("Embedded_Non_Lit", True, "Mexican Senate", "embedded", False),
        ("Demonym", False, "Russians", "demonym", True),
        # no places, and kinds of their own
        ("Homonym", False, "Washington", "homonym", False),
        ("Language", False, "French", "language", False),
        # a corpus that gives features says nothing of use: the words tell demonyms only
        ("A.PCLI", False, "Russians", "demonym", True),
        ("A.PCLI", False, "Russia", None, False),
        (None, False, "Iraqi", "demonym", True),
        (None, False, "Van Dorn Street", None, False),
        # the gazetteer knows it first as a country
        (None, False, "Georgia", None, False),
    ],
)
def test_the_kind_of_a_gold_name(corpus_type, adjective, words, kind, demonym):
    gold = Toponym(0, len(words), text=words, corpus_type=corpus_type, is_adjective=adjective)
    assert (kind_of(gold), is_demonym(gold)) == (kind, demonym)


@pytest.mark.parametrize(
    ("corpus_type", "geonameid", "words", "country"),
    [
        ("A.PCLI", None, "Georgia", True),  # the corpus says so
        ("A.ADM1", None, "Georgia", False),
        ("COUNTRY", None, "Eire", True),
        ("CITY", None, "Mexico", False),
        ("Literal", "163843", "the regime's land", True),  # Syria, by its id
        ("Literal", "4197000", "Georgia", False),  # the state, by its id
        ("Demonym", None, "Russians", True),  # the words mean a country
        (None, None, "Homs", False),
        (None, None, "Nowhere at All", False),
    ],
)
def test_a_gold_name_of_a_country(corpus_type, geonameid, words, country):
    assert is_country(Toponym(0, len(words), geonameid=geonameid, text=words, corpus_type=corpus_type)) is country


TEXT = "Russians flew from Syria to Homs and the Turkish town of Kilis"
GOLD = (
    Toponym(0, 8, 60.0, 100.0, "2017370", "Russians", corpus_type="Demonym"),
    Toponym(19, 24, 35.0, 38.0, "163843", "Syria", corpus_type="Literal"),
    Toponym(28, 32, 34.73, 36.72, "169577", "Homs", corpus_type="Metonymic"),
    Toponym(57, 62, 36.72, 37.12, "307515", "Kilis", corpus_type="Literal"),
)
FOUND = [
    Toponym(0, 8, 60.0, 100.0, kind="demonym"),
    Toponym(19, 24, 35.0, 38.0, kind="literal"),
    Toponym(28, 32, 10.0, 10.0, kind="literal", candidates=(Toponym(0, 0, 34.7, 36.7),)),  # wrong, within reach
    Toponym(41, 48, 39.0, 35.0, kind="demonym"),  # "Turkish" is not in the gold
]
CORPUS = [Text("one", TEXT, GOLD)]


@pytest.mark.parametrize(
    ("name", "found", "right"),
    [
        ("all names", (3, 4, 4), (2, 4, 4)),
        ("without demonyms", (2, 2, 3), (1, 2, 3)),  # "Turkish" goes with the demonyms
        ("without countries", (1, 1, 2), (0, 1, 2)),  # Russians and Turkish mean countries
        ("without both", (1, 1, 2), (0, 1, 2)),
    ],
)
def test_a_slice_takes_names_out_of_gold_and_answers_alike(name, found, right):
    kept = list(filter(SLICES[name], outcomes_of(CORPUS, {"one": FOUND})))
    for measure, expected in ((overlapping, found), (placed(JUDGEMENTS["161 km"]), right)):
        share = micro(by_document(kept, measure, 1))
        assert (share.right, share.given, share.wanted) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), (3, 4, 4)),
        (("literal",), (1, 1, 2)),  # Homs is associative in the gold, whatever it was taken for
        (("associative",), (1, 1, 1)),
        (("demonym",), (1, 2, 1)),
        (("literal", "associative"), (2, 2, 3)),
        (("coordinate",), (0, 0, 0)),
    ],
)
def test_only_some_kinds(kinds, expected):
    share = micro(by_document(only_kinds(outcomes_of(CORPUS, {"one": FOUND}), kinds), overlapping, 1))
    assert (share.right, share.given, share.wanted) == expected


def test_where_the_corpus_says_no_kind_a_name_goes_by_what_it_was_found_as():
    corpus = [Text("one", TEXT, (Toponym(19, 24, text="Syria"), Toponym(28, 32, text="Homs")))]
    found = {"one": [Toponym(19, 24, kind="associative")]}
    kept = only_kinds(outcomes_of(corpus, found), ("literal",))
    assert [outcome.gold.text for outcome in kept] == ["Homs"]  # missed, so it may be literal


def test_reach_is_what_the_best_choice_could_get_right():
    judgement = JUDGEMENTS["25 km"]
    outcomes = outcomes_of(CORPUS, {"one": FOUND})
    assert micro(by_document(outcomes, reached(judgement), 1)).right == 1
    within = places_reached(outcomes, judgement)
    assert within == {(0, 28, 32)}
    share = micro(by_document(outcomes, placed_of(judgement, within), 1))
    assert (share.right, share.given, share.wanted) == (0, 1, 1)


def test_by_kind_precision_is_of_what_is_called_so_and_recall_of_what_is_so():
    rows = {row["kind"]: row for row in by_kind(System("any", outcomes_of(CORPUS, {"one": FOUND}), (), 1))}
    literal, associative, demonym = rows["literal"], rows["associative"], rows["demonym"]
    # Syria and Homs are called literal and are names; of Syria and Kilis, literal in the gold, one is found
    assert (literal["P"], literal["R"], literal["F1"], literal["called so"]) == (1.0, 0.5, pytest.approx(2 / 3), 1)
    assert (demonym["P"], demonym["R"]) == (0.5, 1.0)
    assert (associative["P"], associative["R"], associative["F1"]) == (None, 1.0, None)  # nothing is called so
