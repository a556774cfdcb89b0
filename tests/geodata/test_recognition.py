"""Which words of a text are place names, and what each stands for."""

from __future__ import annotations

import dataclasses
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.recognition import NameRecognizer, propose
from geodata.recognition.kinds import kind_of
from geodata.recognition.names import Span
from tests.geodata.fake_world import document_of, fake_world

RECOGNIZER = NameRecognizer(fake_world())


def names(text):
    return [mention.text for mention in RECOGNIZER.recognize(document_of(text))]


def kinds(text):
    return [(mention.text, mention.kind) for mention in RECOGNIZER.recognize(document_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a plain place
        ("The strikes were launched near Homs.", ["Homs"]),
        # the longest name wins, and its full stop and hyphen belong to it
        ("They flew from St. Louis to Winston-Salem in May.", ["St. Louis", "Winston-Salem"]),
        # a pair with a comma is two names, the abbreviation with its full stop
        (
            "A man from Paris, Texas, met one from Springfield, Ky., on Monday.",
            ["Paris", "Texas", "Springfield", "Ky."],
        ),
        # the article belongs to a name only where the gazetteer says so
        ("He left the Texas court for The Hague.", ["Texas", "The Hague"]),
        # the possessive ending stays outside
        ("Russia's parliament voted.", ["Russia"]),
        # an abbreviation counts in its own spelling only
        ("The US told us so.", ["US"]),
        # the full stop of the sentence is not part of the name
        ("They met in Syria.", ["Syria"]),
        # both ends of a road are names, though one of them is a word as well
        ("They cut the Homs-Mill highway.", ["Homs", "Mill"]),
        # hyphens join names to other words
        ("The US-backed fighters and the Homs-based group agreed.", ["US", "Homs"]),
        # a group, not the small place of its name, unless the text says where that lies
        ("A Grad fell in the west; Hama burned.", ["Hama"]),
        ("They live in Grad, Syria, a village.", ["Grad", "Syria"]),
        # the district of a court is none, its state is a place
        ("A jury in the Northern District of Illinois met.", ["Illinois"]),
        # a small word behind a hyphen goes on
        ("The bus to Deir ez-Zor was late.", ["Deir ez-Zor"]),
        # a known sea is not the country in its name
        ("They fished in the Gulf of Syria on Monday.", ["Gulf of Syria"]),
        ("The head of the Gulf of Syria coast guard spoke in Syria.", ["Gulf of Syria", "Syria"]),
        # a country's initials are its name
        ("Police in the U.S. said so.", ["U.S."]),
        # a name in another script
        ("انفجار في حمص اليوم", ["حمص"]),
        # a particle of two letters is no place, whatever village is spelt so; two ideographs may be
        ("قال مسؤول إن انفجارا وقع في حمص", ["حمص"]),
        ("北京", ["北京"]),
    ],
)
def test_finds_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a first name and a surname
        ("Michael Houston won the race.", []),
        # a surname heard with a first name stays a person
        ("Michael Houston won the race. Houston said he was glad.", []),
        # a title in front
        ("Mayor Springfield opened the fair. Mr. Paris came too.", []),
        # an initial in the middle
        ("It was Sara J. Moscow who called.", []),
        # an age behind
        ("Police named Unto Homs, 41, as the driver.", []),
        # ordinary words at the start of a sentence
        ("Reading is fun. Nice people came. Mobile phones rang. Of course they did.", []),
        # a month
        ("March was cold, and so was the rest of March.", []),
        # a village that is an ordinary word needs more than a capital
        ("Mill closed after a century.", []),
        # initials are no town of two letters, nor a state whose postal code they spell
        ("Officials in U.N. offices and U.N aid workers left.", []),
        ("The UN sent aid.", []),
        ("He was in K.Y. on Monday.", []),
        # small letters are no names
        ("they were reading in a nice mobile home", []),
    ],
)
def test_leaves_other_words_alone(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the place itself
        ("Two people died in Homs.", [("Homs", "literal")]),
        # inside the name of an organisation the place alone is marked
        ("The Paris Police Department called.", [("Paris", "embedded")]),
        ("She taught at the University of Texas for years.", [("Texas", "embedded")]),
        # adjectives and peoples
        ("The Syrian army met the Russians.", [("Syrian", "demonym"), ("Russians", "demonym")]),
        # a capital that asks is a government
        ("Damascus asked Moscow for help.", [("Damascus", "associative"), ("Moscow", "associative")]),
        # a country that does things, and one that things are done to
        ("Russia notified the US about it.", [("Russia", "associative"), ("US", "associative")]),
        # a government's noun behind the possessive, or behind the name
        ("Russia's foreign ministry spoke.", [("Russia", "associative")]),
        ("A senior US defence official agreed.", [("US", "associative")]),
        # a preposition of place makes the same words a place again
        ("Strikes in Russia continued.", [("Russia", "literal")]),
        # written coordinates
        ("The boat was seen at 34.7324, 36.7137 on Monday.", [("34.7324, 36.7137", "coordinate")]),
    ],
)
def test_tells_what_a_name_stands_for(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a road is one name, whatever town it borrows
        ("The blaze began on Paris Street in Springfield.", ["Paris Street", "Springfield"]),
        # a head noun introduces a name nobody knows
        ("Troops took the village of Qarnaveh on Monday.", ["Qarnaveh"]),
        ("Fighting spread to Varesk province.", ["Varesk"]),
        # a county, a river
        ("He drove through Orlok County along the Orlok River.", ["Orlok County", "Orlok River"]),
    ],
)
def test_keeps_names_that_say_what_they_are(text, expected):
    assert names(text) == expected


def test_a_headline_in_capitals_is_read():
    found = names("RUSSIA STRIKES NEAR HOMS\n\nThe strikes hit fields near Homs, in Syria.")
    assert found == ["RUSSIA", "HOMS", "Homs", "Syria"]


def test_ids_and_sentences_come_from_offsets():
    (mention,) = RECOGNIZER.recognize(document_of("It rained. Homs is wet, in Homs."))[-1:]
    assert (mention.mention_id, mention.sentence_id) == (f"a.m{mention.start}-{mention.end}", "s1")


WORDS = st.sampled_from(
    ["Homs", "Syria", "Paris", ",", "Texas", "Mr.", "Houston", "said", "in", "the", "of", "University", "US", "-", "'s",
     "Street", "34.7324, 36.7137", "St.", "Louis", ".", "\n", "حمص", "Ky.", "\u200f", "😀", "HOMS", "Syrian"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_mentions_cut_their_own_words_in_order(text):
    mentions = RECOGNIZER.recognize(document_of(text))
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))


@pytest.mark.parametrize(
    "text",
    [
        # a sentence without an end
        "Homs and Paris with Michael Houston of the Springfield Police Department " * 1400,
        # capitals without an end
        "Homs " * 20_000,
        # points without an end
        "34.7324, 36.7137 " * 5_000,
    ],
    ids=["sentence", "capitals", "points"],
)
def test_time_grows_with_the_length_only(text):
    short = document_of(text[: len(text) // 4])
    long = document_of(text)
    RECOGNIZER.recognize(short)
    began = time.process_time()
    RECOGNIZER.recognize(short)
    one = time.process_time() - began
    RECOGNIZER.recognize(long)
    assert time.process_time() - began - one < 12 * one + 0.5


def test_the_tagger_reads_no_place_from_unknown_initials(monkeypatch):
    read = SimpleNamespace(proposals=lambda passage: [Span(passage, at, at + 1) for at in range(len(passage.words))])
    monkeypatch.setattr("geodata.recognition.TagView", lambda _tags: read)
    document = document_of("Officials in U.N. offices, the UN and the AU left Zarbat.")
    proposed, _, _ = propose(dataclasses.replace(document, tags="read"), fake_world())
    surfaces = {match.surface for match in proposed}
    assert "Zarbat" in surfaces
    assert surfaces.isdisjoint({"U.N.", "UN", "AU"})


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # the plain name of a town is no word for its people, whatever the tagger reads
        ("Fighters blockaded Latakia.", "Latakia", "associative"),
        # a people is one
        ("The Syrian fighters left.", "Syrian", "demonym"),
    ],
)
def test_the_tagger_names_no_people_that_the_gazetteer_does_not_know(text, name, expected):
    proposed, _, _ = propose(document_of(text), fake_world())
    match = next(match for match in proposed if match.surface == name)
    view = SimpleNamespace(kinds=lambda *_: {"literal": 0.1, "associative": 0.3, "demonym": 0.6})
    assert kind_of(match, view) == expected
