"""Sentences and tokens keep the offsets of the text as it was given."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pysbd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.models import Article
from geodata.text import LONGEST_BLOCK, make_document, split_sentences, tokenize


def document_of(text):
    return make_document(Article("a", None, text, None, None, None, None, datetime(2026, 1, 1, tzinfo=UTC), "0"))


WRAPPED = """The river rose again during the night and reached the
old bridge, where volunteers had piled sandbags since
the early evening and where the mayor had asked for
more pumps from the neighbouring county, which had
promised four of them by the morning at the latest
but sent two. Nobody was hurt."""


def sentences_of(text):
    return [text[sentence.start : sentence.end] for sentence in document_of(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # titles and initials end no sentence
        (
            "Mr. Vell met Gov. J. Orr in St. Louis. They spoke.",
            ["Mr. Vell met Gov. J. Orr in St. Louis.", "They spoke."],
        ),
        # nor do rarer ones, nor an hour before its day
        (
            "Atty. Gen. Jones spoke in Ft. Worth at 5 p.m. Friday. He left.",
            ["Atty. Gen. Jones spoke in Ft. Worth at 5 p.m. Friday.", "He left."],
        ),
        ("She met Gov. Ned Hall and Brig. Nabil Omar.", ["She met Gov. Ned Hall and Brig. Nabil Omar."]),
        ("It began at 6 a.m. He saw it.", ["It began at 6 a.m.", "He saw it."]),
        # the site called X is no initial
        ("He wrote on X. She saw it.", ["He wrote on X.", "She saw it."]),
        ("He met Ann X. Smith.", ["He met Ann X. Smith."]),
        # a headline without a full stop stands on a line of its own
        ("Flood in Bode\n\nWater rose.", ["Flood in Bode", "Water rose."]),
        # lines wrapped at a fixed width are one paragraph
        (
            WRAPPED,
            None,
        ),
        # a quotation mark closes with its sentence
        ("“We left.” He ran.", ["“We left.”", "He ran."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text, expected):
    found = sentences_of(text)
    if expected is None:
        assert found[-1] == "Nobody was hurt."
        assert len(found) == 2
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syria's U.S. envoy", ["Syria", "'s", "U.S.", "envoy"]),
        ("the Franco-German plan", ["the", "Franco-German", "plan"]),
        ("Assad’s 250,000", ["Assad", "’s", "250", ",", "000"]),
        ("حمص، سوريا", ["حمص", "،", "سوريا"]),
    ],
)
def test_tokens(text, expected):
    assert [token.text for token in tokenize(text)] == expected


def test_an_endless_line_is_cut_into_sentences_of_bearable_length():
    spans = document_of("word " * 4_000).sentences
    assert max(span.end - span.start for span in spans) <= LONGEST_BLOCK


def test_an_article_on_one_line_is_split_like_one_in_paragraphs():
    sentence = "Mr. Ames flew from St. Louis to the U.S. Embassy in Riga on Monday."
    text = " ".join([sentence] * (2 * LONGEST_BLOCK // len(sentence)))
    assert {text[span.start : span.end] for span in document_of(text).sentences} == {sentence}


@given(st.text(max_size=300))
def test_sentences_and_tokens_never_overlap_and_stay_in_order(text):
    document = document_of(text)
    for items in (document.sentences, document.tokens):
        assert all(0 <= item.start < item.end <= len(text) for item in items)
        assert all(first.end <= second.start for first, second in pairwise(items))
    for sentence in document.sentences:
        assert all(sentence.start <= token.start < sentence.end for token in document.tokens_of(sentence))


@pytest.mark.parametrize(
    "line",
    [
        "Bomb blast near Homs",
        "Officials said, however, that “nothing” was hit - not even the bridge; the rest: unknown",
        "Was anybody hurt?",
        "Run!",
        "1, 2 and 3 May",
    ],
)
def test_a_line_that_the_splitter_is_not_asked_about_would_stay_whole(line: str) -> None:
    asked = pysbd.Segmenter(language="en", clean=False).segment(line)
    assert [line[one.start : one.end] for one in split_sentences(line)] == [part.strip() for part in asked] == [line]
