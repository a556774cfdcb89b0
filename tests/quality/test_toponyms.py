"""The corpus scorer counts as the field counts, on a corpus made up for it and worked out by hand."""

from __future__ import annotations

import pytest

from tests.quality.corpus import Text
from tests.quality.measures import by_document, exactly, macro, micro, overlapping, placed
from tests.quality.outcomes import outcomes_of
from tests.quality.toponyms import JUDGEMENTS, Judgement, Toponym, each_span_once

TEXT = "Paris and New York and Homs and Oslo"
GOLD = (
    Toponym(0, 5, 48.85, 2.35, "1", "Paris"),
    Toponym(10, 18, 40.7, -74.0, "2", "New York"),
    Toponym(23, 27, text="Homs"),
    Toponym(32, 36, 59.9, 10.7, "4", "Oslo"),
)
CORPUS = [Text("one", TEXT, GOLD), Text("two", "Bonn", ())]
RIGHT = Judgement(161.0)


def spot(start, end, lat=None, lon=None, geonameid=None):
    return Toponym(start, end, lat, lon, geonameid)


def counts(found, measure, corpus=CORPUS):
    share = micro(by_document(outcomes_of(corpus, {"one": found}), measure, len(corpus)))
    return share.right, share.given, share.wanted


@pytest.mark.parametrize(
    ("found", "exact", "overlap", "end_to_end"),
    [
        # everything right; the name without a gold point is not judged end to end
        (
            [spot(0, 5, 48.9, 2.3), spot(10, 18, 40.7, -74.0), spot(23, 27, 1, 1), spot(32, 36, 59.9, 10.7)],
            (4, 4, 4), (4, 4, 4), (3, 3, 3),
        ),
        # a part of a name overlaps; a second part of it is one too many
        ([spot(10, 13, 40.7, -74.0), spot(14, 18, 40.7, -74.0)], (0, 2, 4), (1, 2, 4), (1, 2, 3)),
        # an exact pair goes before an overlap
        ([spot(0, 9, 48.9, 2.3), spot(0, 5, 48.9, 2.3)], (1, 2, 4), (1, 2, 4), (1, 2, 3)),
        # found but not placed, and placed too far away
        ([spot(0, 5), spot(32, 36, 48.85, 2.35)], (2, 2, 4), (2, 2, 4), (0, 1, 3)),
        # one span twice counts once, the one with a point
        ([spot(0, 5), spot(0, 5, 48.9, 2.3)], (1, 1, 4), (1, 1, 4), (1, 1, 3)),
        # nothing found
        ([], (0, 0, 4), (0, 0, 4), (0, 0, 3)),
    ],
)  # fmt: skip
def test_counts(found, exact, overlap, end_to_end):
    assert (counts(found, exactly), counts(found, overlapping), counts(found, placed(RIGHT))) == (
        exact,
        overlap,
        end_to_end,
    )


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        # Paris 300 km off with the right id, Oslo at its point without an id
        ("161 km", (1, 2, 3)),
        ("25 km", (1, 2, 3)),
        ("id", (1, 2, 3)),  # by id alone, a point without an id is wrong
        ("161 km or id", (2, 2, 3)),
        ("25 km or id", (2, 2, 3)),
    ],
)
def test_a_place_is_right_by_distance_by_id_or_by_either(judgement, expected):
    found = [spot(0, 5, 46.2, 2.35, "1"), spot(32, 36, 59.9, 10.7)]
    assert counts(found, placed(JUDGEMENTS[judgement])) == expected


def test_a_gold_without_an_id_is_not_judged_by_id():
    corpus = [Text("one", TEXT, (Toponym(0, 5, 48.85, 2.35, text="Paris"),))]
    assert counts([spot(0, 5, 48.85, 2.35, "1")], placed(JUDGEMENTS["id"]), corpus) == (0, 0, 0)
    assert counts([spot(0, 5, 48.85, 2.35, "1")], placed(JUDGEMENTS["25 km or id"]), corpus) == (1, 1, 1)


def test_figures_are_those_of_all_names_and_means_of_documents():
    # one text with 3 of 4 found among 4 given, one with 1 of 1 among 2, one with nothing to find and nothing found
    corpus = [Text("one", TEXT, GOLD), Text("two", "Bonn, Ulm", (Toponym(0, 4),)), Text("three", "", ())]
    answers = {
        "one": [spot(0, 5), spot(10, 18), spot(23, 27), spot(28, 31)],
        "two": [spot(0, 4), spot(6, 9)],
    }
    table = by_document(outcomes_of(corpus, answers), exactly, 3)
    assert table.tolist() == [[3, 4, 4], [1, 2, 1], [0, 0, 0]]
    share = micro(table)
    assert (share.precision, share.recall, share.f1) == (4 / 6, 4 / 5, 8 / 11)
    assert macro(table) == pytest.approx(((3 / 4 + 1 / 2) / 2, (3 / 4 + 1) / 2, (6 / 8 + 2 / 3) / 2))


def test_nothing_to_count_is_zero():
    table = by_document([], exactly, 2)
    assert (micro(table).precision, micro(table).recall, micro(table).f1, macro(table)) == (0, 0, 0, (0, 0, 0))


def test_each_span_stands_once_in_reading_order():
    names = [spot(4, 6), spot(0, 2), spot(4, 6, 1.0, 2.0), spot(3, 3), spot(4, 6)]
    assert each_span_once(names) == [spot(0, 2), spot(4, 6, 1.0, 2.0)]
