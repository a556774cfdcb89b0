"""A question that a cue leaves open is no statement of what it asks."""

from __future__ import annotations

import pytest

from geodata import analyze

TEXTS = [
    ("A quarrel broke out over who had ordered it.", "unknown"),
    ("Officials disagreed on whether the bridge had collapsed.", "unknown"),
    ("He asked how many people had died.", "unknown"),
    # what is explained is said
    ("The engineer explained how the bridge had collapsed.", "certain"),
    ("He told reporters how rebels had burned the school.", "certain"),
]


@pytest.mark.parametrize(("text", "certainty"), TEXTS)
def test_questions_that_are_left_open(text: str, certainty: str) -> None:
    (claim,) = analyze(text).claims.to_dict("records")
    assert claim["certainty"] == certainty


def test_what_is_left_open_takes_no_word_from_the_statement_before() -> None:
    text = (
        "Water reached the town on Monday, two days after engineers cut the dam, and a quarrel broke out over who did."
    )
    assert analyze(text).claims["text"].iloc[0].endswith("engineers cut the dam")


def test_how_many_is_no_number() -> None:
    (claim,) = analyze("He asked how many people had died.").claims.to_dict("records")
    assert claim["figures"] == []
