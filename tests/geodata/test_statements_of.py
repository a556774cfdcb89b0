"""Whose statement each part of a sentence is, without what tells of the saying alone: rules and tagger together."""

from __future__ import annotations

import pytest

import geodata

TOLD = [
    # a dateline is no part of what was said
    (
        "BEIRA, Mozambique, March 14 - A ferry sank near the harbour on Monday, killing at least 31, police said.",
        [("police", "A ferry sank near the harbour on Monday, killing at least 31")],
    ),
    # nor is the promise not to be named, and why
    (
        "Trucks were stopped, two officials said on condition of anonymity because they were not allowed to speak.",
        [("two officials", "Trucks were stopped")],
    ),
    # nor does it become the article's own statement before the cue
    (
        "An official in Aton, speaking on condition of anonymity because he was not allowed to talk, said it was dry.",
        [("An official in Aton", "it was dry")],
    ),
    # a cue in the middle of its clause: one statement
    ("The well, the farmer says, might be dry.", [("the farmer", "The well, the farmer says, might be dry")]),
    (
        "Three men died, police said, after a wall fell on them.",
        [("police", "Three men died, police said, after a wall fell on them")],
    ),
    (
        "The trouble now, a clerk told me on Friday, is that it rains.",
        [("a clerk", "The trouble now, a clerk told me on Friday, is that it rains")],
    ),
    # an afterthought without a verb neither joins nor stands alone
    (
        "Landia sold ten ships in May, its navy said, about a fifth less than a year earlier.",
        [("its navy", "Landia sold ten ships in May")],
    ),
    # what he did while he said it is no part of it
    ("“It is late,” the farmer says, peeling an apple.", [("the farmer", "It is late")]),
    # what a relative clause says ends with it
    (
        "The minister, who has always denied wrongdoing, called the verdict “a relief”.",
        [("The minister", "wrongdoing"), ("The minister", "the verdict “a relief”")],
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_who_says_what(text: str, told: list[tuple[str, str]]) -> None:
    claims = geodata.analyze(text).claims
    said = claims[claims["speaker_text"].notna()]
    assert list(zip(said["speaker_text"], said["text"], strict=True)) == told
    assert "anonymity" not in " ".join(claims["text"])


def test_a_headline_does_not_speak_in_the_story() -> None:
    text = (
        "Ferry sinks as Landia blames overloading\n\nA ferry with more than 200 people sank on Thursday night, killing "
        "31, the coast guard said.\n\nDivers worked until dawn. “We have found no survivors,” said Captain Joe Reyes."
    )
    claims = geodata.analyze(text).claims.set_index("text")["speaker_text"]
    [sank] = [who for words, who in claims.items() if words.startswith("A ferry")]
    [divers] = [who for words, who in claims.items() if words.startswith("Divers")]
    assert sank == "the coast guard"
    assert not isinstance(divers, str)  # the article's own


def test_a_cue_inside_a_clause_leaves_its_doubt() -> None:
    [claim] = geodata.analyze("The well, the farmer says, might be dry.").claims.itertuples()
    assert (claim.certainty, claim.polarity) == ("possible", "positive")


def test_no_statement_ends_with_what_led_on() -> None:
    text = "The case began after a trader claimed in 2012 that he had carried cash to Paris."
    assert "The case began" in list(geodata.analyze(text).claims["text"])
