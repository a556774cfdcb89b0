"""The safety switch: what is hidden is nowhere in the copy, and the copy is an analysis like any other."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import schema
from geodata.corrections import apply_corrections, make_correction
from geodata.errors import InputError
from geodata.formats.json_file import read_json, write_json
from geodata.ingest import make_article
from geodata.models import Speaker
from geodata.redaction import Redaction, redact
from geodata.redaction.blacking import HIDDEN, Blacking
from tests.geodata.test_corrections import machine, mention_id, world


def corrected():
    """An analysis with a pin of an exact point, a note, and the machine's frames in its provenance."""
    pin = {"latitude": 34.73321, "longitude": 36.71234, "name": "the market"}
    log = [
        make_correction(mention_id("Homs"), "place_id", pin, by="Ann"),
        make_correction(mention_id("Homs"), "note", "told by Omar", by="Ann"),
    ]
    return apply_corrections(machine(), log, engine=world())


def place_of(name):
    frame = machine().mentions
    return frame.loc[frame["text"] == name, "place_id"].iloc[0]


def all_of(analysis):
    return json.dumps(analysis.to_json(), ensure_ascii=False)


def test_nothing_to_hide_is_the_analysis_itself():
    analysis = machine()
    assert redact(analysis, Redaction(words=(" ",))) is analysis


@pytest.mark.parametrize(
    ("redaction", "gone"),
    [
        # a place: its name in the text, its row, its id, and what its coordinates would tell
        (lambda: Redaction(places=frozenset({place_of("Springfield")})), ["Springfield", "town:springfield"]),
        # a word of a person who says nothing
        (lambda: Redaction(words=("the mayor",)), ["mayor"]),
        # rounding leaves no exact point, not even in the log and in what the machine had found
        (lambda: Redaction(coordinates="rounded"), ["34.73321", "36.71234", "34.733", "36.712"]),
        (lambda: Redaction(coordinates="hidden"), ["34.7", "36.7", "coord:"]),
        # a word of the log goes with the log
        (lambda: Redaction(coordinates="rounded"), ["Omar"]),
    ],
)
def test_what_is_hidden_is_nowhere(redaction, gone):
    copy = redact(corrected(), redaction())
    shown = all_of(copy).casefold()
    assert [word for word in gone if word.casefold() in shown] == []
    assert copy.corrections.empty


@pytest.mark.parametrize(
    "redaction",
    [
        lambda: Redaction(places=frozenset({place_of("Springfield")})),
        lambda: Redaction(coordinates="rounded", words=("crews",)),
        lambda: Redaction(coordinates="hidden"),
    ],
)
def test_the_copy_can_be_opened_like_any_other(redaction):
    copy = redact(corrected(), redaction())
    again = read_json(write_json(copy))
    assert again.to_json()["claims"] == copy.to_json()["claims"]
    assert copy.provenance["redacted"]


def test_statements_stay_and_their_words_are_cut_anew():
    copy = redact(machine(), Redaction(places=frozenset({place_of("Springfield")})))
    assert len(copy.claims) == len(machine().claims)
    schema.check_spans("claims", copy.claims, copy.article.text)
    assert f"Trees fell in {HIDDEN} on Monday" in copy.article.text
    assert not copy.claims_at_place["place_id"].isin([place_of("Springfield")]).any()


def test_a_hidden_person_speaks_without_a_name():
    text = "Police chief Omar Haddad said a shop burned in Homs. Haddad did not say why."
    article = make_article(text)
    whole = machine().to_json()
    empty = {name: [] for name in schema.FRAME_NAMES}
    speaker = Speaker(f"{article.article_id}.s0", "Police chief Omar Haddad", "named", "omar haddad")
    record = {key: schema.json_value(value) for key, value in vars(article).items()}
    record["captured_at"] = article.captured_at.isoformat()
    whole |= empty | {"article": record, "speakers": [schema.plain(speaker)]}
    copy = redact(schema.Analysis.from_json(whole), Redaction(speakers=frozenset({speaker.speaker_id})))
    assert "haddad" not in all_of(copy).casefold()
    assert copy.article.text == f"{HIDDEN} said a shop burned in Homs. {HIDDEN} did not say why."
    assert copy.speakers["name"].tolist() == [HIDDEN]


def test_written_coordinates_are_blacked_out_when_points_are_rounded():
    article = make_article("The depot at 34.73321, 36.71234 burned.")
    record = {key: schema.json_value(value) for key, value in vars(article).items()}
    record["captured_at"] = article.captured_at.isoformat()
    whole = {"article": record, "provenance": {}}
    copy = redact(schema.Analysis.from_json(whole), Redaction(coordinates="rounded"))
    assert copy.article.text == f"The depot at {HIDDEN} burned."


def test_shapes_are_widened_and_areas_stay():
    copy = redact(corrected(), Redaction(coordinates="rounded"))
    links = copy.claims_at_place
    assert not (links["shape"] == "point").any()
    assert links.loc[links["shape"] == "disc", "geo_precision"].ge(2).all()


@pytest.mark.parametrize("word", ["certain", "literal", "Point", "event", "trigger", "none", "direct", "group", "PPL"])
def test_words_of_the_program_are_no_names_of_anybody(word):
    copy = redact(corrected(), Redaction(words=(word,)))
    again = read_json(write_json(copy))
    for column in ("certainty", "polarity", "quote"):
        assert again.claims[column].tolist() == corrected().claims[column].tolist()
    assert again.places["feature_code"].tolist() == copy.places["feature_code"].tolist()


def test_an_unknown_wish_is_refused():
    with pytest.raises(InputError):
        Redaction(coordinates="blurred")


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5), st.integers(0, 30), st.integers(0, 30))
def test_offsets_outside_hidden_words_keep_their_words(pairs, first, last):
    text = "abcdefghijklmnopqrstuvwxyz01234"
    spans = tuple((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    blacking = Blacking(text, spans)
    start, end = min(first, last), max(first, last)
    if any(start < stop and begin < end for begin, stop in spans):
        return
    moved = blacking.new_text[blacking.moved(start) : blacking.moved(end, is_end=True)]
    assert start == end or moved == text[start:end]
