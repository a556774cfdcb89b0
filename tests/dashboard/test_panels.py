"""What our own panels say of a view, before any browser draws it."""

import dataclasses
import json
from datetime import date

import pytest

from dashboard.access import Options
from dashboard.panels import (
    empty,
    help_dialog,
    legend,
    rings,
    selection,
    summary,
    timeline,
    trays,
)
from dashboard.panels.nodes import node, plain_text
from dashboard.panels.share import file_name, link_tree, record_tree
from dashboard.view import Named, Piece, Span, build_view
from dashboard.view.timeline import make_timeline
from dashboard.viewstate import ViewState
from tests.dashboard.example import example_analysis

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


class TestSelection:
    def test_without_a_selection_every_statement_is_listed_once(self):
        cards = list(every(selection.tree(VIEW, ViewState()), css="card"))
        assert sorted(card["act"][1] for card in cards) == sorted(VIEW.cards)

    def test_a_selected_place_comes_first_and_nothing_is_lost(self):
        state = ViewState(place=NEAR_PASSAU)
        tree = selection.tree(build_view(ANALYSIS, state), state)
        cards = list(every(tree, css="card"))
        assert text_of(next(every(tree, tag="h2"))) == "Near Passau"
        assert ["Water stood two metres deep" in text_of(card) for card in cards] == [True]
        assert cards[0]["attributes"]["aria-current"] == "true"
        # what else there is stands below, as lines that select: every place, every country, what has no place
        entries = [text_of(entry) for entry in every(tree, css="entry")]
        assert len(entries) == len(build_view(ANALYSIS, state).groups)
        assert [entry for entry in entries if entry.startswith("Without a place")] == ["Without a place4"]

    def test_what_a_source_says_again_lies_folded_under_the_first_time(self):
        again = list(every(selection.tree(VIEW, ViewState()), css="again"))
        assert [text_of(fold).startswith("said once more") for fold in again] == [True]
        assert "There is no breach" in text_of(again[0])

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
            (ViewState(speaker="article"), "The article says"),  # the article's own voice
            (ViewState(place="geonames:1"), "All statements"),  # a link to another article's place
        ],
    )
    def test_the_heading_names_the_selection(self, state, heading):
        tree = selection.tree(build_view(ANALYSIS, state), state)
        assert text_of(next(every(tree, tag="h2"))) == heading

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
        view = dataclasses.replace(
            VIEW, not_found=tuple(Named(f"Nowhere {number}", str(number)) for number in range(9))
        )
        assert "and 3 more" in plain_text(trays.tree(view))

    def test_every_sign_is_explained(self):
        assert "said NOT to be so" in plain_text(legend.tree())


class TestList:
    @pytest.mark.parametrize("by", ["place", "source", "time", "said"])
    @pytest.mark.parametrize("order", ["read", "most", "name", "last"])
    def test_every_list_has_every_statement_once(self, by, order):
        state = ViewState().listed(by=by).listed(order=order)
        cards = [card["act"][1] for card in every(selection.tree(build_view(ANALYSIS, state), state), css="card")]
        assert sorted(cards) == sorted(VIEW.cards)

    def test_the_counts_add_up_to_the_total(self):
        for by in ("source", "time", "said"):
            groups = build_view(ANALYSIS, ViewState(by=by)).groups
            assert sum(len(group.claim_ids) for group in groups) == VIEW.summary.total
        sections = every(selection.tree(VIEW, ViewState()), css="section")
        assert [text_of(section) for section in sections] == [
            "On the map 11",
            "About a country as a whole 2",
            "Named, nothing said to happen there 1",
            "Not found: in the text, but not in the gazetteer 1",
        ]

    @pytest.mark.parametrize(
        ("by", "order", "first"),
        [
            ("place", "read", "Budapest"),
            ("place", "most", "North of Linz"),
            ("place", "name", "Budapest"),
            ("source", "most", "The article says"),
            ("source", "name", "A senior official of the water authority"),
            ("time", "read", "Sun 2 Jun 2024"),
            ("time", "last", "Fri 7 Jun 2024"),
        ],
    )
    def test_a_list_has_its_order(self, by, order, first):
        state = ViewState().listed(by=by).listed(order=order)
        assert build_view(ANALYSIS, state).groups[0].title == first

    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (ViewState(q="zebra"), "No statement fits the filters."),
            (ViewState(kind=("demonym",)), "No statement fits the filters."),
        ],
    )
    def test_an_empty_list_says_what_to_do(self, state, words):
        assert words in plain_text(selection.tree(build_view(ANALYSIS, state), state))

    @pytest.mark.parametrize(
        ("published", "by", "last"),
        [
            # what the article passes on was said by the day on which it was published
            (date(2024, 6, 4), "said", "By Tue 4 Jun 2024, when it was published"),
            (None, "said", "No date given"),
            # when something happened is not known by that
            (date(2024, 6, 4), "time", "No date given"),
        ],
    )
    def test_what_has_no_day_was_said_by_the_day_of_publication(self, published, by, last):
        view = build_view(example_analysis(published=published), ViewState().listed(by=by))
        assert view.groups[-1].title == last

    def test_a_statement_of_two_places_is_a_card_once_and_a_line_then(self):
        spots = VIEW.spots
        twice = dataclasses.replace(spots[1], claim_ids=(*spots[1].claim_ids, *spots[0].claim_ids))
        groups = tuple(
            dataclasses.replace(group, claim_ids=twice.claim_ids) if group.name == f"place:{twice.key}" else group
            for group in VIEW.groups
        )
        tree = selection.tree(dataclasses.replace(VIEW, groups=groups), ViewState())
        assert len(list(every(tree, css="card"))) == len(VIEW.cards)
        assert [
            text_of(line).startswith("The article says: people in Budapest") for line in every(tree, css="line")
        ] == [True]


class TestRings:
    def test_from_nothing_the_keys_start_at_the_first(self):
        keys = rings.bindings(VIEW, ViewState())
        assert keys["j"] == ("claim", next(iter(VIEW.cards)))
        assert keys["l"] == ("place", VIEW.spots[0].key)
        assert keys["n"][0] == "mention"

    def test_from_a_place_the_next_statement_is_its_first(self):
        state = ViewState(place=NEAR_PASSAU)
        view = build_view(ANALYSIS, state)
        assert rings.bindings(view, state)["j"] == ("claim", view.selected_claims[0])

    @pytest.mark.parametrize(("back", "forth"), [("k", "j"), ("h", "l"), ("p", "n")])
    def test_a_ring_leads_back_to_where_it_began(self, back, forth):
        state = ViewState().select(*rings.bindings(VIEW, ViewState())[forth])
        start = state
        for _ in range(3):
            state = state.select(*rings.bindings(build_view(ANALYSIS, state), state)[forth])
        for _ in range(3):
            state = state.select(*rings.bindings(build_view(ANALYSIS, state), state)[back])
        assert state == start

    @pytest.mark.parametrize(
        ("state", "wrong"),
        [
            (ViewState(place=NEAR_PASSAU), "name"),
            (ViewState(speaker="sp7"), "source"),
            (ViewState(claim=next(iter(VIEW.cards))), "wrong"),
        ],
    )
    def test_what_is_selected_is_checked_by_keys_but_not_where_it_is_only_looked_at(self, state, wrong):
        view = build_view(ANALYSIS, state)
        assert rings.bindings(view, state)["w"][0] == wrong
        looked_at = dataclasses.replace(view, may_change=False)
        assert not {"w", "y"} & rings.bindings(looked_at, state).keys()
        assert list(every(selection.tree(view, state), css="actions"))
        assert not list(every(selection.tree(looked_at, state), css="actions"))

    def test_the_help_knows_every_key(self):
        told = {key for keys, _ in help_dialog.KEYS for key in keys}
        assert rings.bindings(VIEW, ViewState()).keys() <= told
        state = ViewState(claim=next(iter(VIEW.cards)))
        assert rings.bindings(build_view(ANALYSIS, state), state).keys() <= told
        assert not told & {"r", "c"}  # Streamlit's own


class TestTimeline:
    def test_a_bar_is_as_wide_as_its_date_is_vague(self):
        bars = make_timeline(VIEW).bars
        assert {(bar.until - bar.start).days for bar in bars} == {1}
        assert {bar.lane for bar in bars} == {"happened", "said"}

    def test_what_lies_far_away_does_not_press_the_rest_together(self):
        first, *others = VIEW.cards.values()
        old = dataclasses.replace(first, happened=Span(date(1982, 1, 1), date(1982, 12, 31), "year"))
        found = make_timeline(dataclasses.replace(VIEW, cards={card.claim_id: card for card in (old, *others)}))
        assert [span.start.year for span in found.outside] == [1982]
        assert found.start.year == 2024

    @pytest.mark.parametrize(
        ("ends", "days"),
        [
            (None, ["", ""]),  # nothing is dragged over any more
            ([1717372800000, 1717459200000], ["2024-06-03", "2024-06-03"]),  # from midnight to midnight: one day
            ([1717462800000, 1717372800000], ["2024-06-03", "2024-06-04"]),  # dragged leftward, an hour into the next
        ],
    )
    def test_what_is_dragged_over_becomes_days(self, ends, days):
        assert timeline.dragged(ends) == days

    def test_the_chart_is_drawn(self):
        spec = timeline.chart(make_timeline(VIEW), date(2024, 6, 3)).to_dict()
        assert {param["name"] for param in spec["params"]} >= {"days", "day"}


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
        view = dataclasses.replace(VIEW, title=hostile, not_found=(Named(hostile, "m1"),))
        tree = [*trays.tree(view), node("p", "", hostile)]
        for item in every(tree):
            assert hostile not in json.dumps([item["tag"], item.get("css"), list(item.get("attributes", {}))])
        assert hostile in plain_text(tree)

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_in_the_timeline_it_is_data_and_no_expression(self, hostile):
        cards = {
            claim_id: dataclasses.replace(card, heading=hostile, pieces=(Piece(hostile, 0, len(hostile)),))
            for claim_id, card in VIEW.cards.items()
        }
        spec = timeline.chart(make_timeline(dataclasses.replace(VIEW, cards=cards))).to_dict()
        rows = spec.pop("datasets")
        assert json.dumps(hostile)[1:-1] not in json.dumps(spec).replace(next(iter(rows)), "")
        assert {row["words"] for row in next(iter(rows.values()))} == {hostile}

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


def test_the_record_of_a_capture_says_where_an_article_is_from() -> None:
    record = {
        "asked": "https://a.example/short",
        "reader": {"name": "trafilatura", "version": "2.1"},
        "author": "<b>Ana</b>",
        "sha256": "ab" * 32,
    }
    made = {
        "capture": record,
        "analyzed_at": "2024-06-05T10:30:00+02:00",
        "models": {"tagger": "t-1", "resolver": None},
    }
    analysis = dataclasses.replace(example_analysis(), provenance=made)
    words = plain_text(record_tree(analysis))
    for part in ("LanguageEnglish", "Asked forhttps://a.example/short", "trafilatura 2.1", "<b>Ana</b>", "ab" * 32,
                 "2024-06-05 08:30 UTC", "Witht-1", analysis.article.sha256, "none: every statement"):  # fmt: skip
        assert part in words
