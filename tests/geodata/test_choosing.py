"""Which spans of words are judged, by what, and which of them are taken."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.attribution.candidates import candidates
from geodata.attribution.choosing import PARTS, THRESHOLDS, best_row, choose, shipped_judges
from geodata.attribution.evidence import evidence
from geodata.attribution.wordview import CAPITAL, NUMBER, OTHER, WordView, class_of
from geodata.language.quotations import Quotations
from geodata.models import Tags
from geodata.tagger import ATTRIBUTION_LABELS, cut_words
from geodata.text import split_sentences

CLASSED = [
    # signs of one kind are one class, whatever their shape
    ("“", class_of('"')),
    # words in capitals are what they are in small letters
    ("That", class_of("that")),
    ("She", class_of("he")),
    ("Homs", CAPITAL),
    ("1,500", NUMBER),
    ("rain", OTHER),
]


@pytest.mark.parametrize(("word", "number"), CLASSED)
def test_words_that_say_alike_what_begins_beside_them_are_one_class(word, number):
    assert class_of(word) == number


def view_of(text: str, rows: list[list[float]] | None = None) -> WordView:
    words = cut_words(text)
    table = np.full((len(words), len(ATTRIBUTION_LABELS)), 0.0, np.float32)
    table[:, 0] = 1.0
    for at, row in enumerate(rows or []):
        table[at % max(len(words), 1)] = np.array(row, np.float32) / max(sum(row), 1.0)
    return WordView.of(Tags(tuple(words), {"attribution": table}), text, list(split_sentences(text)), Quotations(text))


def labelled(text: str, label: str, first: int, last: int, sure: float) -> WordView:
    view = view_of(text)
    at = ("source", "cue", "content").index(label)
    view.begins[first, at] = view.inside[first, at] = sure
    view.inside[first + 1 : last, at] = sure
    return view


def spans(view: WordView, part: str) -> set[tuple[int, int]]:
    return {(first, last) for number, first, last in candidates(view).tolist() if PARTS[number] == part}


def test_a_span_that_the_labels_show_is_judged_also_without_its_signs():
    view = labelled("He said: “it rains” today.", "content", 3, 7, 0.9)
    assert {(3, 7), (4, 6), (4, 7)} <= spans(view, "content")


def test_a_whole_quotation_is_judged_where_only_its_middle_is_labelled():
    view = labelled("He said “the road is shut” today.", "content", 4, 6, 0.9)
    assert (2, 8) in spans(view, "content")


def test_what_no_label_thinks_of_is_not_judged():
    assert candidates(view_of("It rained in Homs.")).shape == (0, 3)
    assert choose(view_of(""), shipped_judges()) == []


def test_every_span_has_as_much_evidence_as_the_judges_ask_for():
    view = labelled("The mayor said it rained.", "source", 0, 2, 0.8)
    found = candidates(view)
    for part, judge in enumerate(shipped_judges()):
        own = found[found[:, 0] == part]
        if len(own):
            assert evidence(view, own).shape == (len(own), len(judge.middle))
    assert all(len(judge.middle) == len(shipped_judges()[0].middle) for judge in shipped_judges())


TEXTS = st.sampled_from(
    [
        "He said “the road is shut”. \nShe did not.",
        "“Go”, he said (twice), “and stay.”",
        'A "B" C',
        "Ann said it rained in New York, according to Bob.",
    ]
)
ROWS = st.lists(st.lists(st.floats(0, 1), min_size=7, max_size=7), min_size=1, max_size=20)


@given(TEXTS, ROWS)
def test_chosen_spans_never_overlap_and_are_sure_enough(text, rows):
    view = view_of(text, rows)
    found = choose(view, shipped_judges())
    for before, after in pairwise(found):
        assert before.last <= after.first
    for one in found:
        assert 0 <= one.first < one.last <= view.count
        assert THRESHOLDS[one.part] < one.sure <= 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.floats(0.01, 1)), max_size=7))
def test_the_best_row_is_worth_as_much_as_any_row_without_overlaps(drawn):
    ordered = sorted(((first, first + length, worth) for first, length, worth in drawn), key=lambda one: one[1])
    firsts, lasts, worth = ([one[at] for one in ordered] for at in range(3))
    kept = best_row(firsts, lasts, worth)
    assert all(lasts[one] <= firsts[other] for one, other in pairwise(kept))
    rows = (row for size in range(len(ordered) + 1) for row in combinations(range(len(ordered)), size))
    free = (row for row in rows if all(lasts[one] <= firsts[other] for one, other in combinations(row, 2)))
    assert sum(worth[at] for at in kept) == pytest.approx(max(sum(worth[at] for at in row) for row in free))
