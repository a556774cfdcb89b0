"""Expressions of time in their sentences: the table that a careful reader wrote, read as the page reads it."""

from __future__ import annotations

import pytest

from tests.quality.dates import TABLE, Found, is_right, read_days, score
from tests.quality.marked import Row, read_table


@pytest.mark.parametrize("row", read_table(TABLE), ids=lambda row: row.marked)
def test_expression_in_its_sentence(row: Row) -> None:
    read = read_days(row)
    assert is_right(row, read), f"{row.text}: {read} for {row.answers[0]}"


SCORES = [
    # the same span and value
    ([Found(0, 6, "2013")], [Found(0, 6, "2013")], (1, 1, 1)),
    # an overlap is found in a relaxed way only; its value counts
    ([Found(2, 6, "2013")], [Found(0, 6, "2013")], (0, 1, 1)),
    # one answer pairs with one of the gold
    ([Found(0, 9, "2009")], [Found(0, 4, "2009"), Found(5, 9, "2010")], (0, 1, 1)),
    # what is elsewhere is not found
    ([Found(20, 24, "2013")], [Found(0, 6, "2013")], (0, 0, 0)),
]


@pytest.mark.parametrize(("found", "gold", "right"), SCORES)
def test_score_of_a_text(found: list[Found], gold: list[Found], right: tuple[int, int, int]) -> None:
    tally = score(found, gold)
    assert (tally.strict.right, tally.relaxed.right, tally.values.right) == right
    assert tally.strict.wanted == len(gold)
