"""The view beside the map: marks in the text, what is selected, and names filtered by kind."""

from __future__ import annotations

import dataclasses
from datetime import date
from itertools import pairwise

import pytest

from dashboard.view import View, build_view
from dashboard.view.reader import apart
from dashboard.viewstate import ViewState
from geodata import schema
from geodata.schema import Analysis
from tests.dashboard import example
from tests.dashboard.example import example_analysis


def view_of(analysis: Analysis | None = None, **state: object) -> View:
    return build_view(analysis or example_analysis(), ViewState(**state))


def with_rows(**frames: list[object]) -> Analysis:
    made = {name: schema.to_frame(name, records) for name, records in frames.items()}
    return dataclasses.replace(example_analysis(), **made)


def test_marks_follow_the_text_and_apart_they_never_overlap() -> None:
    marks = view_of().marks
    assert list(marks) == sorted(marks, key=lambda mark: (mark.start, -mark.end))
    assert all(one.end <= other.start for one, other in pairwise(apart(marks)))
    words = {(mark.what, example.TEXT[mark.start : mark.end]) for mark in marks}
    assert {("name", "Passau"), ("unplaced", "Zwettlbach"), ("hedge", "might"), ("cue", "denied")} <= words
    # the word that denies is the cue itself: where only one mark can be shown the cue wins
    assert ("negation", "denied") in words
    assert "denied" not in {example.TEXT[mark.start : mark.end] for mark in apart(marks) if mark.what == "negation"}
    assert ("negation", "no") in words


def test_sentences_in_which_nothing_was_found_are_pale() -> None:
    pale = [example.TEXT[sentence.start : sentence.end] for sentence in view_of().sentences if sentence.pale]
    assert pale == [example.TITLE, "The museum keeps a list of the great floods on its wall."]


@pytest.mark.parametrize(
    ("state", "spot_key", "claims", "lit"),
    [
        ({"place": f"{example.LINZ}~north_of"}, f"{example.LINZ}~north_of", 2, 2),
        # a place_id alone finds the first spot of the place
        ({"place": example.PASSAU}, f"{example.PASSAU}~near", 1, 1),
        ({"place": example.AUSTRIA}, None, 1, 1),
        ({"claim": example.CLAIMS[5].claim_id}, example.LINZ, 1, 1),
        ({"mention": example.MENTIONS[3].mention_id}, f"{example.LINZ}~north_of", 2, 1),
        # a name with nothing to show selects the statements that it stands in, and lights its sentence
        ({"mention": example.MENTIONS[13].mention_id}, None, 1, 1),
        ({"mention": example.MENTIONS[6].mention_id}, None, 1, 1),
        ({"speaker": "sp7"}, None, 2, 2),
        ({"day": date(2024, 6, 5)}, f"{example.BRATISLAVA}~east_of", 1, 1),
    ],
)
def test_selection(state: dict[str, object], spot_key: str | None, claims: int, lit: int) -> None:
    view = view_of(**state)
    assert view.selected_spot == spot_key
    assert len(view.selected_claims) == claims
    assert len([sentence for sentence in view.sentences if sentence.selected]) == lit
    assert view.notices == ()


@pytest.mark.parametrize(
    ("words", "place_id", "note"),
    [
        ("museum", None, "nothing is said to have happened there; not found in the gazetteer, so no pin is drawn."),
        ("museum", example.BRUSSELS, "Named in these statements; none of them is placed there."),  # named again
        ("footbridge", None, "Named in these statements; not found in the gazetteer, so no pin is drawn."),
        ("museum", "geonames:1", "Named here; nothing is said to have happened there."),
        ("museum", example.LINZ, ""),
    ],
)
def test_a_name_without_statements_of_its_own_says_where_it_stands(words: str, place_id: str | None, note: str) -> None:
    start, end = example.span(words)
    added = dataclasses.replace(
        example.MENTIONS[0], mention_id="added", start=start, end=end, text=words, place_id=place_id
    )
    analysis = with_rows(mentions=[*example.MENTIONS, added])
    assert view_of(analysis, mention="added").selected_note.endswith(note)
    assert bool(view_of(analysis, mention="added").selected_note) == bool(note)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"place": "geonames:1"}, "not in this article"),
        ({"claim": "nothing"}, "not in this article"),
        ({"mention": "nothing"}, "not in this article"),
        ({"speaker": "nobody"}, "not in this article"),
        ({"day": date(1999, 1, 1)}, "not in this article"),
        ({"place": example.BUDAPEST, "polarity": ("negative",)}, "filters hide it"),
    ],
)
def test_a_lost_selection_is_said_once(state: dict[str, object], words: str) -> None:
    view = view_of(**state)
    assert len(view.notices) == 1
    assert words in view.notices[0]
    assert view.selected_spot is None


def test_an_article_without_anything() -> None:
    empty = {name: [] for name in schema.FRAME_NAMES}
    view = view_of(dataclasses.replace(with_rows(**empty), article=example.article()))
    assert view.spots == view.countries == view.without_place == ()
    assert view.summary.text == "No statements found"


def test_byline_without_a_date() -> None:
    view = view_of(example_analysis(published=None, publisher=None, title=None))
    assert (view.title, view.byline) == ("Untitled article", "publication date unknown")


@pytest.mark.parametrize(
    ("kind", "marked", "pinned"),
    [
        ((), 14, ["Brussels"]),
        (("literal",), 12, []),
        # Austria is in the name of its ministry: a country is never a pin
        (("embedded",), 1, []),
        (("associative",), 1, ["Brussels"]),
        (("embedded", "associative"), 2, ["Brussels"]),
        (("demonym",), 0, []),
    ],
)
def test_only_names_of_a_kind_are_marked_and_pinned(kind: tuple[str, ...], marked: int, pinned: list[str]) -> None:
    view = view_of(kind=kind, role=("all",))
    assert len([mark for mark in view.marks if mark.mention_id]) == marked
    assert [spot.title for spot in view.spots if spot.named_only] == pinned
    assert view.summary.names == marked
    assert ("Zwettlbach" in {name.text for name in view.not_found}) == (kind in {(), ("literal",)})


def test_a_place_whose_statements_a_kind_hides_says_so() -> None:
    mentions = [
        dataclasses.replace(mention, kind="associative") if mention.start == example.MENTIONS[4].start else mention
        for mention in example.MENTIONS
    ]
    rows = [row for row in example.CLAIMS_AT_PLACE if row.mention_id != example.MENTIONS[4].mention_id]
    view = view_of(with_rows(mentions=mentions, claims_at_place=rows), kind=("associative",), role=("all",))
    linz = next(spot for spot in view.spots if spot.title == "Linz")
    assert "the filters hide" in linz.subtitle
    assert "Linz" not in {name.text for name in view.named_only}
