"""What the browser is told of the article: offsets in characters, marks that may overlap, and what is selected."""

from __future__ import annotations

import dataclasses
import json

import pytest

from dashboard.map_data import draw_data
from dashboard.panels import reader
from dashboard.view import Mark, build_view
from dashboard.viewstate import ViewState
from tests.dashboard.example import LINZ, TEXT, example_analysis

ANALYSIS = example_analysis()
VIEW = build_view(ANALYSIS, ViewState())


def marked(view=VIEW, text=TEXT):
    return {(what, text[start:end]) for start, end, what, *_ in reader.article(view, text)["marks"]}


def test_names_and_the_words_that_tell_how_something_is_said_are_marked():
    assert {("name", "Budapest"), ("name", "Győr"), ("cue", "claimed"), ("hedge", "might")} <= marked()


def test_a_name_says_where_it_leads_before_anybody_clicks():
    hints = {
        TEXT[start:end]: hint for start, end, what, *_, hint in reader.article(VIEW, TEXT)["marks"] if what == "name"
    }
    assert hints["Passau"] == "Passau, Bavaria, Germany (town): near Passau"
    assert hints["Győr"] == "Győr, Győr-Moson-Sopron, Hungary (town)"
    assert hints["Hungary"] == "Hungary (country)"
    assert hints["Upper Austria"] == "Upper Austria, Austria (state)"


def test_a_click_on_a_sentence_selects_its_statements_one_after_another():
    claims = reader.article(VIEW, TEXT)["claims"]
    assert sorted(claim_id for group in claims.values() for claim_id in group) == sorted(VIEW.cards)


@pytest.mark.parametrize(
    ("state", "chosen", "lit"),
    [
        (ViewState(), 0, 0),
        (ViewState(place=LINZ), 2, 1),  # named twice; one sentence is about the town itself
        (ViewState(place="geonames:1"), 0, 0),  # a link to another article's place
    ],
)
def test_what_is_selected_is_told_apart_from_what_is_drawn(state, chosen, lit):
    view = build_view(ANALYSIS, state)
    told = reader.selection(view, state)
    assert (len(told["chosen"]), len(told["lit"])) == (chosen, lit)
    assert told["focus"] == (told["lit"] or [""])[0]
    assert reader.article(view, TEXT) == reader.article(VIEW, TEXT)


def test_the_words_of_a_selected_statement_are_told():
    card = next(iter(VIEW.cards.values()))
    state = ViewState(claim=card.claim_id)
    [first, *_] = reader.selection(build_view(ANALYSIS, state), state)["words"]
    assert TEXT[slice(*first)] == card.pieces[0].text


def test_another_mark_is_another_version():
    more = dataclasses.replace(VIEW, marks=(*VIEW.marks, Mark(0, 5, "hedge")))
    one, other = (draw_data(reader.article(view, TEXT)).signature for view in (more, VIEW))
    assert one != other


def test_everything_told_is_json():
    assert json.loads(json.dumps(reader.article(VIEW, TEXT))) == reader.article(VIEW, TEXT)
