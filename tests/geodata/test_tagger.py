"""What the tagger sees of a text, and what it says of one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.tagger import (
    ATTRIBUTION_LABELS,
    HEADS,
    READ_HEADS,
    SHAPES,
    TOPONYM_LABELS,
    WINDOW_PIECES,
    cut_windows,
    cut_words,
    shape_of,
    shipped_tagger,
    spans_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # hyphens part names, a possessive ending stands apart
        ("Syria's Turkish-backed men", ["Syria", "'s", "Turkish", "-", "backed", "men"]),
        # dotted abbreviations are one word, the full stop of a sentence is one of its own
        ("The U.S. army left.", ["The", "U.S.", "army", "left", "."]),
        # typographic marks and other scripts
        ("“Homs”, حمص", ["“", "Homs", "”", ",", "حمص"]),
        ("", []),
    ],
)
def test_cuts_words(text, expected):
    words = cut_words(text)
    assert [word.text for word in words] == expected
    assert all(text[word.start : word.end] == word.text for word in words)


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("1999", "digit"),
        (",", "punctuation"),
        ("--", "other"),
        ("town", "lower"),
        ("US", "upper"),
        ("A", "capital"),
        ("Homs", "title"),
        ("iPhone", "mixed"),
        ("B2", "capital"),
    ],
)
def test_sees_the_shape_of_a_word(word, shape):
    assert SHAPES[shape_of(word)] == shape


@given(st.lists(st.integers(1, 12), max_size=900), st.integers(20, WINDOW_PIECES), st.integers(0, 40))
def test_windows_hold_every_word_and_fit(lengths, room, overlap):
    windows = cut_windows(lengths, room, overlap)
    assert [n for n in range(len(lengths)) if not any(w.first <= n < w.last for w in windows)] == []
    assert all(sum(lengths[w.first : w.last]) <= room and w.last > w.first for w in windows)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        # two names side by side
        (["O", "B", "B", "I", "O"], [(1, 2, ""), (2, 4, "")]),
        # an I without its B begins a span
        (["I", "O"], [(0, 1, "")]),
        # the last word ends a span
        (["B", "I"], [(0, 2, "")]),
    ],
)
def test_reads_spans_of_one_kind(labels, expected):
    assert spans_of([TOPONYM_LABELS.index(label) for label in labels], TOPONYM_LABELS) == expected


def test_reads_spans_of_several_kinds():
    labels = ["B-source", "B-cue", "I-cue", "I-content", "I-content", "O"]
    spans = spans_of([ATTRIBUTION_LABELS.index(label) for label in labels], ATTRIBUTION_LABELS)
    assert spans == [(0, 1, "source"), (1, 3, "cue"), (3, 5, "content")]


def names_in(text):
    tags = shipped_tagger().tag(text)
    spans = spans_of(tags.heads["toponym"].argmax(axis=1).tolist(), TOPONYM_LABELS)
    return [text[tags.words[first].start : tags.words[last - 1].end] for first, last, _ in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain places, the possessive ending outside
        ("Ethiopia's army entered Mekelle from Gondar on Sunday.", ["Ethiopia", "Mekelle", "Gondar"]),
        # a person called like a town is none
        ("Paris Hilton told reporters in Lyon that she was tired.", ["Lyon"]),
        # names joined by a hyphen
        ("The Tehran-Ankara train was stopped at the border with Turkey.", ["Tehran", "Ankara", "Turkey"]),
    ],
)
def test_the_shipped_model_finds_names(text, expected):
    assert names_in(text) == expected


@pytest.mark.parametrize("text", ["", "Shells fell on Kharkiv, the mayor said.", "Floods hit Dhaka. " * 120])
def test_every_word_has_its_probabilities(text):
    tags = shipped_tagger().tag(text)
    assert set(tags.heads) == set(READ_HEADS)
    for head in READ_HEADS:
        assert tags.heads[head].shape == (len(tags.words), len(HEADS[head]))
        assert np.allclose(tags.heads[head].sum(axis=1), 1, atol=1e-3)


def test_the_same_text_always_gets_the_same_tags():
    text = "Floods hit Dhaka and Sylhet. " * 90
    once, again = shipped_tagger().tag(text), shipped_tagger().tag(text)
    assert all(np.array_equal(once.heads[head], again.heads[head]) for head in READ_HEADS)


@pytest.mark.parametrize(
    ("sentence", "verb", "expected"),
    [
        # the town of the clause that the verb stands in
        ("Troops who had left Kabul were attacked near Herat on Monday.", "attacked", ["Herat"]),
        # the same sentence, asked about its other verb
        ("Militants who burned a school in Kunduz were shot dead in Herat on Monday.", "burned", ["Kunduz"]),
        ("Militants who burned a school in Kunduz were shot dead in Herat on Monday.", "shot", ["Herat"]),
        # a government that speaks, and a town that is only where it was said
        ("France condemned the bombing, which killed nine people in Gao, at a meeting in Bonn.", "killed", ["Gao"]),
        # the closer place of two
        ("A bomb killed four people in Taji, 20 km north of Baghdad.", "killed", ["Taji"]),
        # none
        ("The minister said that nobody had been killed.", "killed", []),
    ],
)
def test_a_question_marks_its_verb(sentence, verb, expected):
    start = sentence.index(verb)
    (tags,) = shipped_tagger().places_of([(sentence, start, start + len(verb))])
    assert set(tags.heads) == {"where"}
    spans = spans_of(tags.heads["where"].argmax(axis=1).tolist(), HEADS["where"])
    assert [sentence[tags.words[first].start : tags.words[last - 1].end] for first, last, _ in spans] == expected
