"""Who says what, scored: figures worked out by hand, and the command on a corpus of its own."""

from __future__ import annotations

import json

import pytest

from tests.quality.attributions import main, score, widen

TEXT = "Ann said it rained. Bob thinks it may snow."
ANN = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 18)]}
BOB = {"source": [(20, 23)], "cue": [(24, 30)], "content": [(31, 42)]}
SHORT = {**BOB, "content": [(31, 37)]}

SCORED = [
    # all as in the gold
    ([ANN, BOB], {"exact cue": (2, 2, 2), "exact content": (2, 2, 2), "relation": (2, 2, 2), "chars cue": (10,) * 3}),
    # one missed
    ([ANN], {"exact source": (1, 1, 2), "relation": (1, 1, 2), "chars content": (8, 8, 17)}),
    # a content cut short: not exact, yet "it may" has five of "it may snow"'s nine letters
    ([SHORT], {"exact content": (0, 1, 2), "chars content": (5, 5, 17), "relation": (1, 1, 2)}),
    # cut shorter: two letters of nine are less than half
    ([{**BOB, "content": [(31, 33)]}], {"relation": (0, 1, 2)}),
    # another speaker
    ([{**ANN, "source": [(20, 23)]}], {"exact source": (1, 1, 2), "relation": (0, 1, 2)}),
    # no speaker where the gold has one
    ([{**ANN, "source": []}], {"exact source": (0, 0, 2), "relation": (0, 1, 2)}),
    # spans that touch are one
    ([{**ANN, "content": [(9, 11), (12, 18)]}], {"exact content": (1, 1, 2), "relation": (1, 1, 2)}),
    # twice the same: one of them is right
    ([ANN, ANN], {"exact cue": (1, 1, 2), "relation": (1, 2, 2)}),
    ([], {"relation": (0, 0, 2)}),
]  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), SCORED)
def test_figures_worked_by_hand(found, expected):
    shares = score([(TEXT, found, [ANN, BOB])])
    assert {name: (shares[name].right, shares[name].given, shares[name].wanted) for name in expected} == expected


WIDENED = [
    # marks on both sides
    ("He said “it rained”.", "it rained", "“it rained”"),
    # a comma stands inside the closing mark
    ('"It rained," he said.', "It rained", '"It rained,"'),
    # "that" before a content
    ("He said that it rained.", "it rained", "that it rained"),
    # both
    ("He said that “it rained”.", "it rained", "that “it rained”"),
    # a mark on one side only is no part
    ("“It rained, and it snowed”, he said.", "It rained", "It rained"),
    # nothing around it
    ("He said it rained.", "it rained", "it rained"),
]


@pytest.mark.parametrize(("text", "content", "expected"), WIDENED)
def test_contents_are_widened_as_the_gold_has_them(text, content, expected):
    start = text.index(content)
    low, high = widen(text, start, start + len(content))
    assert text[low:high] == expected


def test_the_command_scores_a_corpus_and_keeps_what_was_found(tmp_path, capsys):
    corpus, kept = tmp_path / "tiny.jsonl", tmp_path / "out.jsonl"
    text = "The ministry said that the bridge had collapsed."
    gold = {"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 47]]}
    corpus.write_text(json.dumps({"id": "one", "text": text, "attributions": [gold]}) + "\n", encoding="utf-8")
    main(["--corpus", str(corpus), "--out", str(kept)])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["relation", "1.000", "1.000", "1.000"] in rows
    assert json.loads(kept.read_text(encoding="utf-8")) == {"id": "one", "attributions": [gold]}
    main(["--corpus", str(corpus), "--bare"])
    assert ["exact", "content", "0.000", "0.000", "0.000"] in [x.split() for x in capsys.readouterr().out.splitlines()]
