"""Where an article was filed is no part of its first sentence."""

from __future__ import annotations

import pytest

from geodata import analyze
from geodata.language.asides import behind_dateline

FILED = [
    ("HOMS, Syria (AP) — It rained.", "It rained."),
    ("HOMS - It rained.", "It rained."),
    ("CÚCUTA, June 5 - It rained.", "It rained."),
    ("ŁÓDŹ, Poland – It rained.", "It rained."),
    ("SÃO PAULO, 5 June — It rained.", "It rained."),
    ("NEW DELHI: It rained.", "It rained."),
    ("LAHORE, Pakistan: It rained.", "It rained."),
    ("Police: it rained.", None),
    # in small letters only with a day
    ("Homs, June 5 - It rained.", "It rained."),
    ("San José, Costa Rica, 5 June (AFP) - It rained.", "It rained."),
    ("Kharkiv - the second city - was dark.", None),
    ("Last Monday, June 5 - the day it rained - shops closed.", None),
    ("Officials in Homs, June 5 - it rained.", None),
    ("It rained in Homs.", None),
]


@pytest.mark.parametrize(("text", "rest"), FILED)
def test_where_an_article_was_filed(text: str, rest: str | None) -> None:
    assert text[behind_dateline(text, 0, len(text)) :] == (rest or text)


def test_in_a_transcript_a_name_in_capitals_speaks() -> None:
    text = "REYES: It rained. Roads closed.\n\nFOX: It snowed.\n\nREYES: Is Aton safe?"
    found = analyze(text)
    names = dict(zip(found.speakers["speaker_id"], found.speakers["name"], strict=True))
    said = [(names[row.speaker_id], row.text, row.certainty) for row in found.claims.itertuples()]
    assert said == [
        ("REYES", "It rained", "certain"),
        ("REYES", "Roads closed", "certain"),
        ("FOX", "It snowed", "certain"),
        ("REYES", "Is Aton safe?", "unknown"),
    ]


UNNAMED = [
    ("“It rained,” a guard said in Aton, declining to be named.", ["It rained"]),
    ("It rained, a guard said, refusing to be named because he feared for his job.", ["It rained"]),
    ("A guard said it rained, asking not to be named.", ["it rained"]),
    ("A guard, who declined to be identified, said it rained.", ["it rained"]),
    ("A guard declined to be named as mayor.", ["to be named as mayor"]),
]


@pytest.mark.parametrize(("text", "statements"), UNNAMED)
def test_who_stays_unnamed_says_nothing_by_it(text: str, statements: list[str]) -> None:
    assert list(analyze(text).claims["text"]) == statements
