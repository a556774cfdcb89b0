"""What our own panels say of a view, before any browser draws it."""

import dataclasses
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import Options
from dashboard.panels import empty, filters, legend, reader, selection, summary, trays
from dashboard.panels.nodes import node, plain_text
from dashboard.panels.places import table
from dashboard.panels.share import file_name, link_tree
from dashboard.view import Mark, SentenceView, build_view
from dashboard.viewstate import ALL_NAMES, Keys, ViewState
from tests.dashboard.example import TEXT, example_analysis

ANALYSIS = example_analysis()
VIEW = build_view(ANALYSIS, ViewState())
NEAR_PASSAU = next(spot.key for spot in VIEW.spots if spot.title == "near Passau")
HOSTILE = ["<script>alert(1)</script>", "${alert(1)}", "{{'x'}}", "`", "</script>", "\u202eabc\u202c", "😀"]


def words(text):
    return " ".join(text.split())


def every(nodes, tag=None, css=None):
    """Yield the nodes of a tree with a tag or a class."""
    for item in nodes:
        if isinstance(item, str):
            continue
        if tag in {None, item["tag"]} and (css is None or css in item.get("css", "").split()):
            yield item
        yield from every(item["kids"], tag, css)


def text_of(item):
    return plain_text([item])


class TestReader:
    def test_it_shows_every_word_of_the_article_and_no_other(self):
        shown = next(every(reader.tree(VIEW, TEXT, ViewState()), css="reader-text"))
        assert words(" ".join(text_of(paragraph) for paragraph in shown["kids"])) == words(TEXT)

    def test_names_can_be_clicked(self):
        names = list(every(reader.tree(VIEW, TEXT, ViewState()), css="name"))
        assert {text_of(name) for name in names} >= {"Budapest", "Passau", "Linz", "Győr"}
        assert all(name["tag"] == "button" and name["act"][0] == "mention" for name in names)

    def test_cues_and_doubts_are_marked_in_their_own_way(self):
        tree = reader.tree(VIEW, TEXT, ViewState())
        assert "claimed" in {text_of(mark) for mark in every(tree, css="cue")}
        assert "might" in {text_of(mark) for mark in every(tree, css="hedge")}

    def test_the_selected_sentence_is_lit_and_scrolled_to(self):
        state = ViewState(place=NEAR_PASSAU)
        view = build_view(ANALYSIS, state)
        lit = list(every(reader.tree(view, TEXT, state), css="lit"))
        assert ["Water stood two metres deep" in text_of(sentence) for sentence in lit] == [True]
        assert lit[0]["attributes"]["data-at"] == reader.focus(view)

    def test_a_name_that_comes_twice_can_be_stepped_through(self):
        first = next(mark.mention_id for mark in VIEW.marks if TEXT[mark.start : mark.end] == "Linz")
        state = ViewState(mention=first)
        tree = reader.tree(build_view(ANALYSIS, state), TEXT, state)
        assert "1 of 2" in plain_text(tree)
        steps = [step["act"] for step in every(tree, css="step")]
        assert steps[0] == steps[1] != ["mention", first]  # of two, the one before is the next one

    @given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
    def test_marks_in_any_order_never_lose_or_double_a_word(self, spans):
        text = "The quick brown fox jumps over lazy dogs."
        marks = tuple(Mark(min(pair), max(pair), "cue") for pair in spans if pair[0] != pair[1])
        view = dataclasses.replace(VIEW, marks=marks, sentences=(SentenceView("s0", 0, len(text), pale=False),))
        shown = next(every(reader.tree(view, text, ViewState()), css="reader-text"))
        assert text_of(shown) == text


class TestSelection:
    def test_without_a_selection_every_statement_is_listed_once(self):
        cards = list(every(selection.tree(VIEW, ViewState()), css="card"))
        assert sorted(card["act"][1] for card in cards) == sorted(VIEW.cards)

    def test_a_selected_place_comes_first_and_nothing_is_lost(self):
        state = ViewState(place=NEAR_PASSAU)
        tree = selection.tree(build_view(ANALYSIS, state), state)
        cards = list(every(tree, css="card"))
        assert text_of(next(every(tree, tag="h2"))) == "Near Passau"
        assert "Water stood two metres deep" in text_of(cards[0])
        assert cards[0]["attributes"]["aria-current"] == "true"
        assert len(cards) == len(VIEW.cards)

    def test_quotation_marks_stand_only_where_the_article_has_them(self):
        shown = plain_text(selection.tree(VIEW, ViewState()))
        assert "“There is no breach”" in shown
        assert "“Water stood" not in shown

    @pytest.mark.parametrize(
        ("state", "heading"),
        [
            (ViewState(place="iso:AT"), "Austria as a whole"),  # a country is no pin, but can be selected
            (ViewState(speaker="sp7"), "The road service"),  # everything one source says
            (ViewState(day=date(2024, 6, 3)), "Mon 3 Jun 2024"),
            (ViewState(place="geonames:1"), "All statements"),  # a link to another article's place
        ],
    )
    def test_the_heading_names_the_selection(self, state, heading):
        tree = selection.tree(build_view(ANALYSIS, state), state)
        assert text_of(next(every(tree, tag="h2"))) == heading

    def test_a_name_where_nothing_happened_says_so(self):
        brussels = next(mark.mention_id for mark in VIEW.marks if TEXT[mark.start : mark.end] == "Brussels")
        state = ViewState(mention=brussels)
        assert "nothing is said to have happened there" in plain_text(
            selection.tree(build_view(ANALYSIS, state), state)
        )

    def test_the_selection_is_spoken(self):
        state = ViewState(place=NEAR_PASSAU)
        assert selection.announcement(build_view(ANALYSIS, state), state) == "Selected: Near Passau, 1 statement."


class TestSummary:
    def test_the_line_adds_up(self):
        line = plain_text(summary.tree(VIEW.summary))
        assert line == (
            "17 statements by 8 sources and the article itself: "
            "11 at 9 places · 2 about Austria and Hungary as a whole · 4 without a place · 13 of 14 names placed"
        )

    def test_a_filter_says_how_much_it_hides(self):
        view = build_view(ANALYSIS, ViewState(q="Linz"))
        assert plain_text(summary.tree(view.summary)).startswith("3 statements of 17 shown (show all) by")

    def test_a_filter_that_hides_all_says_so(self):
        view = build_view(ANALYSIS, ViewState(q="zebra"))
        assert plain_text(summary.tree(view.summary)) == "None of the 17 statements fits the filters. show all"

    @pytest.mark.parametrize(("names", "expected"), [(1, "1 place name found"), (0, "No places and no statements")])
    def test_little_is_said_as_little(self, names, expected):
        bare = dataclasses.replace(VIEW.summary, statements=0, total=0, names=names)
        assert plain_text(summary.tree(bare)).startswith(expected)


class TestStrip:
    def test_what_the_map_cannot_show_is_listed(self):
        line = plain_text(trays.tree(VIEW))
        assert line.startswith("As reported, not verified.")
        for part in ("Austria 1", "Hungary 1", "without a place 4", "not found: Zwettlbach", "Brussels"):
            assert part in line

    def test_what_others_can_see_is_said(self):
        assert "shared" not in plain_text(trays.tree(VIEW))
        assert "whoever has the link" in plain_text(trays.tree(VIEW, shared=True))
        assert "their servers see where you look" in plain_text(trays.tree(VIEW, online_tiles=True))

    def test_many_names_are_counted(self):
        view = dataclasses.replace(VIEW, not_found=tuple(f"Nowhere {number}" for number in range(9)))
        assert "and 3 more" in plain_text(trays.tree(view))

    def test_every_sign_is_explained(self):
        assert "said NOT to be so" in plain_text(legend.tree())


class TestPlaces:
    def test_the_table_has_what_the_map_has(self):
        rows = table(VIEW)
        assert rows["Statements"].sum() == 13
        assert rows["key"].tolist() == [*(spot.key for spot in VIEW.spots), "iso:AT", "iso:HU"]
        assert rows.set_index("Place").loc["north of Linz", "Said"] == "NOT so"


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
        labels = list(filters.source_labels(ANALYSIS).values())
        assert labels[:3] == ["All sources", "The article itself", "Austria's interior ministry"]
        assert len(labels) == 10


class TestShare:
    def test_alone_the_link_reaches_nobody_else(self):
        assert "works on this computer only" in plain_text(link_tree("ab12", Options()))

    def test_shared_the_link_carries_the_key_and_says_what_is_open(self):
        tree = link_tree("ab12", Options(share=True, key="secret", host="192.0.2.7:8501"))
        box = next(every(tree, tag="input"))
        assert box["attributes"]["data-key"] == "secret"
        assert box["attributes"]["data-host"] == "192.0.2.7:8501"
        assert "the whole library" in plain_text(tree)


class TestHostileText:
    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_it_stays_text(self, hostile):
        """Nothing of an article may become a tag, a class, an attribute's name or an action of another kind."""
        view = dataclasses.replace(VIEW, title=hostile, not_found=(hostile,))
        tree = [*trays.tree(view), *reader.tree(view, hostile, ViewState()), node("p", "", hostile)]
        for item in every(tree):
            assert hostile not in json.dumps([item["tag"], item.get("css"), list(item.get("attributes", {}))])
        assert hostile in plain_text(tree)

    @pytest.mark.parametrize("hostile", [*HOSTILE, "../../etc/passwd", "CON:", "a\nb"])
    def test_a_headline_becomes_a_name_that_any_system_can_store(self, hostile):
        name = file_name(example_analysis(title=hostile), "csv")
        assert name.endswith(".csv")
        assert not set(name) & set("/\\:<>|?*\"'`$\n")


class TestNotices:
    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", ""), (None, ""), ("ru", "Russian"), ("xx", "a language other than English (xx)")],
    )
    def test_another_language_is_named(self, language, said):
        notices = empty.notices(example_analysis(language=language), VIEW)
        assert bool(notices) == bool(said)
        assert said in "".join(notices)

    def test_an_article_without_places_says_so(self):
        bare = dataclasses.replace(VIEW, summary=dataclasses.replace(VIEW.summary, names=0, total=0, statements=0))
        assert "No place names were found" in empty.notices(ANALYSIS, bare)[0]
