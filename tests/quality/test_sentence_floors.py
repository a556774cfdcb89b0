"""Single sentences hold their floors, and the scorer tells right from wrong."""

from __future__ import annotations

import pytest

from geodata.models import Claim
from tests.quality.marked import Row, read_table
from tests.quality.sentences import COMMAND, TABLE, wrong_in


def test_no_column_falls_below_its_floor() -> None:
    assert COMMAND.faults() == []


def test_there_are_200_sentences() -> None:
    assert len(read_table(TABLE)) == 200


GOLD = ("certain/probable", "negative", "neutral", "realised", "-/ASSAULT", "2021-06-14", "killed=12; wounded>=3/-")
TOLL = {"kind": "killed", "min": 12, "max": 12, "hedge": None, "scope": "event", "text": "12"}
READ = [
    # all as in the gold; one of the figures may be missing
    ({"polarity": "negative", "figures": (TOLL,)}, {"date"}),
    # another kind of event, and a figure too many
    ({"polarity": "negative", "event_type": "AID", "figures": (TOLL, TOLL)}, {"date", "event", "figures"}),
    # hedged too much
    ({"polarity": "negative", "certainty": "possible", "figures": (TOLL,)}, {"date", "certainty"}),
]


@pytest.mark.parametrize(("fields", "wrong"), READ)
def test_what_is_wrong_in_a_statement(fields: dict, wrong: set[str]) -> None:
    claim = Claim("c", "a", "s0", 0, 4, "told", **fields)
    assert set(wrong_in(Row("told", 0, 4, GOLD), claim)) == wrong


def test_a_missed_statement_is_wrong_in_all_columns() -> None:
    assert len(wrong_in(Row("told", 0, 4, GOLD), None)) == len(GOLD)
