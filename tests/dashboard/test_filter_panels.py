"""What the panels say of a part of the story: facets, filters, what it is about, and who disputes what."""

import dataclasses

import pytest

from dashboard.panels import filters, more_filters, selection
from dashboard.panels.nodes import plain_text
from dashboard.view import build_view
from dashboard.view.facets import count_facets
from dashboard.view.rows import Rows
from dashboard.viewstate import ALL_NAMES, Keys, ViewState
from geodata import schema
from geodata.models import Relation
from tests.dashboard.example import example_analysis
from tests.dashboard.test_panels import every, text_of

ANALYSIS = example_analysis()
VIEW = build_view(ANALYSIS, ViewState())


class TestFacets:
    def test_every_value_says_how_many_statements_it_would_show(self):
        counts = count_facets(Rows(ANALYSIS), ViewState())
        for name in ("camp", "event", "precision", "review"):
            for value, number in counts[name].items():
                assert len(build_view(ANALYSIS, ViewState(**{name: (value,)})).cards) == number

    def test_a_chosen_value_can_be_taken_back_even_where_it_shows_nothing(self):
        state = ViewState(event=("ASSAULT",), q="zebra")
        pills = every(more_filters.tree(count_facets(Rows(ANALYSIS), state), state), css="pill")
        assert [text_of(pill) for pill in pills if pill["attributes"]["aria-pressed"] == "true"] == ["Attacking0"]


class TestFocus:
    def test_the_story_is_about_its_main_places(self):
        assert [name for name, _ in VIEW.focus.places][:1] == ["Linz"]
        assert VIEW.focus.country == "Austria"

    @pytest.mark.parametrize(
        "state", [ViewState(q="pumped"), ViewState(polarity=("negative",)), ViewState(role=("venue",))]
    )
    def test_a_filter_changes_nothing_of_what_the_story_is_about(self, state):
        assert build_view(ANALYSIS, state).focus == VIEW.focus

    def test_what_is_named_once_in_passing_is_no_subject(self):
        names = [mention.place_id for mention in Rows(ANALYSIS).mentions.values()]
        once = {key.partition("~")[0] for _, key in VIEW.focus.places if names.count(key.partition("~")[0]) == 1}
        lead = {mention.place_id for mention in Rows(ANALYSIS).mentions.values() if mention.start < 300}
        assert once <= lead


class TestFilters:
    @pytest.mark.parametrize("said", ["any", "flat", "likely", "maybe", "uncommitted", "not", "planned"])
    def test_how_it_was_said_survives_the_address(self, said):
        assert filters.said_of(filters.changed(ViewState(), Keys.SAID_FILTER, said)) == said

    @pytest.mark.parametrize(
        ("key", "value", "expected"),
        [
            (Keys.PLACES_FILTER, "all", ViewState(role=(ALL_NAMES,))),
            (Keys.PLACES_FILTER, "happened", ViewState()),
            (Keys.SOURCE_FILTER, "ministry", ViewState(camp=("ministry",))),
            (Keys.SOURCE_FILTER, "any", ViewState()),
        ],
    )
    def test_a_filter_changes_only_its_own_part(self, key, value, expected):
        assert filters.changed(ViewState(), key, value) == expected

    def test_every_source_can_be_chosen_the_busiest_first(self):
        labels = list(filters.source_labels(ANALYSIS, count_facets(Rows(ANALYSIS), ViewState())["camp"]).values())
        assert labels[:3] == ["All sources", "The article itself · 5", "Austria's interior ministry · 3"]
        assert len(labels) == 10


MINISTRY, OFFICIAL = "austria’s interior ministry", "a senior official of the water authority"


@pytest.mark.parametrize(
    ("relation", "state", "told"),
    [
        # each of the two leads to the other, and nothing says who is right
        ("contradicts", ViewState(), [("disputed by", MINISTRY), ("disputed by", OFFICIAL)]),
        ("tension", ViewState(), [("but see", MINISTRY), ("but see", OFFICIAL)]),
        # a statement that a filter hides is named all the same
        ("contradicts", ViewState(polarity=("positive",)), [("disputed by", f"{MINISTRY} (hidden by the filters)")]),
        # what only adds detail disputes nothing
        ("elaborates", ViewState(), []),
    ],
)
def test_a_disputed_statement_leads_to_what_is_said_against_it(relation, state, told) -> None:
    cards = [card for card in VIEW.cards.values() if "metres deep" in card.pieces[0].text or card.sign == "not"][:2]
    made = Relation(cards[0].claim_id, cards[1].claim_id, relation, True, "")
    analysis = dataclasses.replace(ANALYSIS, relations=schema.to_frame("relations", [made]))
    facts = [item["kids"] for item in every(selection.tree(build_view(analysis, state), state), css="facts")]
    rows = [(plain_text([kids[0]]), plain_text([kids[1]])) for kids in facts]
    found = [(term, value.split(":")[0].lower().replace("'", "’")) for term, value in rows]
    assert [row for row in found if row[0] in {"disputed by", "but see"}] == told
