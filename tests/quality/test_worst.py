"""The list of losses: each class on names of its own, and the command on a corpus made up for it."""

from __future__ import annotations

import json

import pytest

from tests.quality.outcomes import Outcome
from tests.quality.toponyms import Toponym
from tests.quality.worst import loss_of, main

PARIS = Toponym(0, 5, 48.85, 2.35, "2988507", "Paris")
NOWHERE = Toponym(0, 5, text="Paris")


@pytest.mark.parametrize(
    ("gold", "found", "exact", "loss"),
    [
        (PARIS, None, False, "missed"),
        (None, PARIS, False, "false"),
        (PARIS, PARIS, True, None),
        (PARIS, Toponym(0, 3, 48.9, 2.3), False, "cut"),
        (PARIS, Toponym(0, 5), True, "unplaced"),
        (PARIS, Toponym(0, 5, 33.66, -95.56), True, "misplaced"),
        (PARIS, Toponym(0, 3, 33.66, -95.56), False, "misplaced"),  # the place weighs more than the span
        (PARIS, Toponym(0, 5, 10.0, 10.0, "2988507"), True, None),  # the id is right
        (NOWHERE, Toponym(0, 5, 33.66, -95.56), True, None),  # no gold point: only the span is judged
        (NOWHERE, Toponym(0, 5), True, None),
    ],
)
def test_what_is_lost(gold, found, exact, loss):
    assert loss_of(Outcome(0, gold, found, exact)) == loss


@pytest.fixture
def corpus(tmp_path):
    text = "It rained in Paris and on Mole Lane, and again in Oslo, Norway."
    good = {"start": 13, "end": 18, "lat": 48.85, "lon": 2.35, "geonameid": 2988507}
    bad = {"start": 50, "end": 54, "lat": -20.0, "lon": 30.0, "geonameid": 1, "type": "Literal"}
    lines = [
        {"id": "worst", "text": text, "toponyms": [good, bad]},
        {"id": "fine", "text": "It rained in Paris.", "toponyms": [good]},
    ]
    path = tmp_path / "tiny.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_the_command_lists_the_worst_document_first(corpus, capsys):
    main(["--corpus", str(corpus), "--count", "1"])
    printed = capsys.readouterr().out
    assert "worst: " in printed
    assert "fine: " not in printed
    assert "[Oslo]" in printed
    assert "gold Literal at -20.00,30.00 (1), out of reach; found literal 'Oslo' at 59.91,10.75 (3143244)" in printed
    assert "[Norway]" in printed  # not in this gold


def test_only_some_losses_are_listed(corpus, capsys):
    main(["--corpus", str(corpus), "--class", "misplaced"])
    printed = capsys.readouterr().out
    assert "misplaced" in printed
    assert "[Norway]" not in printed
    with pytest.raises(SystemExit):
        main(["--corpus", str(corpus), "--class", "sad"])
