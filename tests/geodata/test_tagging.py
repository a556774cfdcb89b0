"""The quick search for parts of speech: the same tags as HanTa's own, in every sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.language.tagging import quick_tagger, shipped_model
from geodata.samples import read_sample, sample_names

SENTENCES = [
    ["The", "minister", "said", "it", "rained", "."],
    # a word that nobody knows, a number, a name in capitals
    ["Qzxv", "hit", "HOMS", "on", "12", "May", "."],
    ["Run", "!"],
    ["said"],
]


@pytest.mark.parametrize("words", SENTENCES)
def test_the_tags_are_those_of_the_whole_search(words):
    assert quick_tagger().tag(words) == shipped_model().tag_sent(words, taglevel=0)


@pytest.mark.parametrize("name", sample_names())
def test_so_they_are_in_the_samples(name):
    for line in read_sample(name).text.splitlines():
        for sentence in re.split(r"(?<=[.!?])\s", line):
            words = re.findall(r"\w+|[^\w\s]", sentence)
            if words:
                assert quick_tagger().tag(words) == shipped_model().tag_sent(words, taglevel=0), words


WORDS = st.sampled_from(
    ["The", "the", "said", "that", "in", "Homs", "fell", "and", ",", "Strikes", "killed", "two", "xqz"]
)


@given(st.lists(WORDS, min_size=1, max_size=12, unique=True))
def test_so_they_are_in_any_row_of_words(words):
    """A word that comes again makes ways that are equally likely: which one is taken is left to rounding."""
    assert quick_tagger().tag(words) == shipped_model().tag_sent(words, taglevel=0)
