"""The paired bootstrap: the same documents are drawn for both systems."""

from __future__ import annotations

import numpy as np
import pytest

from tests.quality.bootstrap import difference, interval

RIGHT, WRONG = [2, 2, 2], [0, 2, 2]  # right, given, wanted


def table(*rows):
    return np.array(rows, dtype=float)


def test_no_difference_has_no_interval():
    mixed = table(RIGHT, WRONG, RIGHT, [1, 3, 2])
    found = difference(mixed, mixed)
    assert (found.f1, found.low, found.high, found.is_sure) == (0, 0, 0, False)


def test_one_document_more_is_surely_better_when_it_is_always_drawn():
    found = difference(table(RIGHT), table(WRONG))
    assert (found.f1, found.low, found.high, found.is_sure) == (1, 1, 1, True)


def test_a_pair_is_drawn_together():
    # each system is right on other documents by 1 of 2: apart they sway, but every draw differs by exactly a half
    ours, theirs = table(RIGHT, [1, 2, 2]), table([1, 2, 2], WRONG)
    found = difference(ours, theirs)
    assert found.f1 == pytest.approx(0.5)
    assert (found.low, found.high) == pytest.approx((0.5, 0.5))


def test_a_difference_on_one_of_many_documents_is_not_sure():
    ours = table(*[RIGHT] * 3, WRONG, RIGHT)
    theirs = table(*[RIGHT] * 3, RIGHT, WRONG)
    found = difference(ours, theirs)
    assert found.low < 0 < found.high
    assert not found.is_sure


def test_the_interval_holds_the_figure_and_is_the_same_every_time():
    mixed = table(RIGHT, WRONG, RIGHT, [1, 3, 2])
    low, high = interval(mixed)
    assert low < 2 * 5 / 17 < high
    assert interval(mixed) == (low, high)
