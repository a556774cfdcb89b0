"""Places of events, scored: figures worked out by hand, and the command on a corpus of its own."""

from __future__ import annotations

import json

import pytest

from tests.quality.event_places import Told, f1_of, main, places_of, score

BOMB = Told((0, 30), ((7, 15),), {"map": [(19, 24)], "reading": [(19, 24), (28, 30)]})
CLAUSE = Told((0, 60), ((40, 44),), {"map": [(50, 55)]})

ASKED = [
    # by its trigger, though a shorter statement holds the verb
    ([BOMB, CLAUSE], (40, 44), [(50, 55)]),
    # no statement has it as trigger: the shortest that holds it
    ([BOMB, CLAUSE], (20, 22), [(19, 24)]),
    # held by the longer one alone
    ([BOMB, CLAUSE], (57, 60), [(50, 55)]),
    # in no statement
    ([BOMB], (70, 74), []),
]


@pytest.mark.parametrize(("told", "verb", "expected"), ASKED)
def test_the_statement_of_a_verb_gives_its_places(told, verb, expected):
    assert list(places_of(told, [verb]).get("map", ())) == expected


SCORED = [
    # the right name, a part of it being enough
    ([([(0, 5)], [(2, 8)])], {"given": 1, "wanted": 1, "right given": 1, "right wanted": 1}),
    # one of two, and one too many
    ([([(0, 5), (20, 25)], [(0, 5), (10, 12)])], {"given": 2, "wanted": 2, "right given": 1, "right wanted": 1}),
    # a place where the gold has none
    ([([(0, 5)], []), ([], [])], {"without": 2, "false places": 1, "given": 1, "wanted": 0}),
]


@pytest.mark.parametrize(("answers", "expected"), SCORED)
def test_figures_worked_by_hand(answers, expected):
    counts = score(answers)
    assert {name: counts[name] for name in expected} == expected


def test_f1_of_nothing_is_nothing():
    assert f1_of(score([])) == (0.0, 0.0, 0.0)


def test_the_command_reads_a_corpus(tmp_path, capsys):
    text = "A bomb exploded in Aleppo on Monday, police in Damascus said."
    record = {
        "text": text,
        "source": "ours",
        "verb": [[text.index("exploded"), text.index(" in A")]],
        "locations": [[text.index("Aleppo"), text.index(" on")]],
    }
    corpus, found = tmp_path / "corpus.jsonl", tmp_path / "found.jsonl"
    corpus.write_text(f"{json.dumps(record)}\n", encoding="utf-8")
    main(["--corpus", str(corpus), "--out", str(found)])
    assert "map: 1 events in 1 sentences" in capsys.readouterr().out
    assert json.loads(found.read_text(encoding="utf-8"))["map"] == record["locations"]
