"""What the page says of a selected name, of what the filters leave, and of a place that is in doubt."""

import dataclasses

import pytest

from dashboard.panels import selection
from dashboard.panels.cards import draw_card
from dashboard.panels.nodes import plain_text
from dashboard.view import build_view
from dashboard.viewstate import ViewState
from geodata import schema
from tests.dashboard import example
from tests.dashboard.example import TEXT, example_analysis

ANALYSIS = example_analysis()
VIEW = build_view(ANALYSIS, ViewState())


@pytest.mark.parametrize(
    ("name", "filters", "note", "words"),
    [
        ("Brussels", {}, "Named in these statements; none of them is placed there.", "Brussels had offered pumps"),
        (
            "Zwettlbach",
            {},
            "Named in these statements; not found in the gazetteer, so no pin is drawn.",
            "a footbridge was swept away",
        ),
        (
            "Brussels",
            {"role": ("all",)},
            "Named in these statements; none of them is placed there.",
            "offered pumps",
        ),
        ("Brussels", {"q": "bridge"}, "Named here; the filters hide the statements about it.", ""),
        ("Linz", {"polarity": ("positive",)}, "", "the water might reach"),  # placed: nothing more to be said
    ],
)
def test_a_name_that_no_statement_is_placed_at_says_where_it_stands(name, filters, note, words):
    named = next(mark.mention_id for mark in VIEW.marks if TEXT[mark.start : mark.end] == name)
    state = ViewState(mention=named, **filters)
    view = build_view(ANALYSIS, state)
    told = plain_text(selection.tree(view, state))
    assert view.selected_note == note
    assert note in told
    assert words in told
    assert "nothing is said to have happened" not in told


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ViewState(), "All statements."),
        (ViewState(polarity=("negative",)), "2 of 17 statements shown: filtered."),
        (ViewState(role=("all",)), "All statements."),  # hides none
        (ViewState(place="geonames:1"), ""),  # a notice says it
    ],
)
def test_what_the_filters_leave_is_spoken(state, words):
    view = build_view(ANALYSIS, state)
    assert selection.announcement(view, state) == words
    assert ("data-filtered" in selection.tree(view, state)[0]["attributes"]) == ("filtered" in words)


@pytest.mark.parametrize(
    ("score", "name", "country"),
    [
        (0.95, "Budapest", ""),  # clear: nobody need ask
        (0.6, "Budapest", "Hungary"),
        (0.3, "Budapest", "Hungary"),
        (0.3, "near Passau", "Germany"),  # a country that the article does not name
        (0.3, "east of Bratislava", "Slovakia"),
    ],
)
def test_a_card_whose_place_is_in_doubt_names_its_country(score: float, name: str, country: str) -> None:
    mentions = [dataclasses.replace(mention, score=score) for mention in example.MENTIONS]
    view = build_view(dataclasses.replace(ANALYSIS, mentions=schema.to_frame("mentions", mentions)), ViewState())
    [card] = [card for card in view.cards.values() if card.where == name]
    assert card.country == country
    where = f"{name}, {country}" if country else name
    assert f"{where} · place: " in plain_text([draw_card(card, view)])
