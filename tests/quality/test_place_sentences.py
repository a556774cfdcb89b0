"""Places of events in sentences of our own hold their floors."""

from __future__ import annotations

from tests.quality.marked import read_table
from tests.quality.place_sentences import COMMAND, TABLE, gold_of


def test_no_figure_falls_below_its_floor() -> None:
    assert COMMAND.faults() == []


def test_every_name_of_the_gold_is_in_its_sentence() -> None:
    rows = read_table(TABLE)
    assert len(rows) >= 60
    assert all(row.text[start:end] for row in rows for start, end in gold_of(row))


def test_the_command_lists_figures(capsys) -> None:
    COMMAND.run(None, [])
    assert "F1, map" in capsys.readouterr().out
