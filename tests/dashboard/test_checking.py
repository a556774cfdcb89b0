"""Checking without a browser: words for changes, links that are only built, points as people type them, reasons."""

import dataclasses
import zlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.panels import actions, corrections_history, help_dialog, selection, verify, why_here
from dashboard.panels.corrections_name import free_spans
from dashboard.panels.corrections_place import read_point
from dashboard.panels.corrections_words import CUT, cuts_of, find_words
from dashboard.panels.nodes import plain_text
from dashboard.view import build_view
from dashboard.view.checking import checked_count, describe, remarks
from dashboard.view.local_names import local_forms
from dashboard.view.rows import Rows
from dashboard.view.verify import Point, links_of, source_links, text_fragment, writings_of
from dashboard.view.why import Why, why_claim, why_name
from dashboard.viewstate import ViewState
from dashboard.written import LEGEND_OF_HANDLES
from geodata import analyze, schema
from geodata.models import Correction
from tests.dashboard.example import ARTICLE_ID, CLAIMS, MENTIONS, TEXT, example_analysis
from tests.dashboard.test_panels import every

ROWS = Rows(example_analysis())
AT = datetime(2024, 6, 5, 9, 30, tzinfo=UTC)
LINZ = next(mention for mention in MENTIONS if mention.text == "Linz")
DAM = next(claim for claim in CLAIMS if claim.text.startswith("a dam north of Linz"))
SOMEWHERE = Point(48.30639, 14.28611, 10.0)


def entry(target, field, new, old=None, scope="same_name", by="Ann"):
    return Correction(f"c{zlib.crc32(repr((target, field, new, by)).encode())}", target, field, old, new, by, AT, scope)


def with_log(*entries):
    analysis = example_analysis()
    return dataclasses.replace(analysis, corrections=schema.to_frame("corrections", entries))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        # a name, with what it was before, and how far it reaches
        (entry(LINZ.mention_id, "place_id", {"place_id": "geonames:1", "name": "Linz am Rhein"}, LINZ.place_id),
         "“Linz”: is Linz am Rhein, not Linz, all 2 namings"),
        (entry(LINZ.mention_id, "place_id", None, scope="one"), "“Linz”: a place that is not listed"),
        (entry(LINZ.mention_id, "review", "rejected", scope="one"), "“Linz”: no place at all"),
        (entry(LINZ.mention_id, "role", "venue", "event", "one"),
         "“Linz”: it was said or done formally there, not it happened there"),
        # a statement
        (entry(DAM.claim_id, "place", {"remove": LINZ.place_id}), "a dam north of Linz had given way: not at Linz"),
        (entry(DAM.claim_id, "place", {"add": {"name": "Steyr"}, "remove": LINZ.place_id}, {"name": "Linz"}),
         "a dam north of Linz had given way: at Steyr, not Linz"),
        (entry(DAM.claim_id, "polarity", "positive", "negative"),
         "a dam north of Linz had given way: said to be so, not said NOT to be so"),
        (entry(DAM.claim_id, "speaker_id", {"voice": "article"}),
         "a dam north of Linz had given way: the article itself says it"),
        (entry(DAM.claim_id, "date", {"start": "2024-06-03", "end": "2024-06-03", "precision": "day"}),
         "a dam north of Linz had given way: happened Mon 3 Jun 2024"),
        (entry(DAM.claim_id, "review", "rejected"), "a dam north of Linz had given way: no statement"),
        (entry(DAM.claim_id, "split", {"at": [1, 2]}), "a dam north of Linz had given way: cut into 3 statements"),
        # notes and grades
        (entry("sp1", "note", "seen"), "the article: note “seen”"),
        (entry(f"{ARTICLE_ID}.s1", "reliability", "B"), "a source: graded B, usually reliable"),
        (entry("geonames:1", "note", None), "a place: note taken away"),
        (entry(DAM.claim_id, "verdict", "Lacks context"),
         "a dam north of Linz had given way: verdict “Lacks context”"),
        (entry(DAM.claim_id, "verdict", None, "Misleading"), "a dam north of Linz had given way: verdict taken away"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_one_line(change, words):
    assert describe(change, ROWS) == words


def test_what_people_said_stands_on_the_card():
    view = build_view(
        with_log(
            entry(DAM.claim_id, "note", "a video shows it"),
            entry(DAM.claim_id, "note", "which one?", by="Ben"),
            entry(DAM.claim_id, "credibility", "3"),
            entry(DAM.claim_id, "verdict", "Misleading", by="Ben"),
            dataclasses.replace(entry(DAM.claim_id, "verdict", "Borne out"), at=AT.replace(hour=10)),
            entry(LINZ.place_id, "note", "the old town"),
        )
    )
    card = view.cards[DAM.claim_id]
    assert card.remarks == ("Ann: a video shows it", "Ben: which one?", "Ann: the old town (on Linz)")
    assert card.grade == "graded 3 by Ann: possibly so"
    assert card.verdicts == ("Ben’s verdict: Misleading", "Ann’s verdict: Borne out")
    assert card.checked == ""  # neither a note nor a verdict is a check of what was read
    assert "Ben’s verdict: Misleading" in plain_text(actions.remarks_of(card))


def test_a_note_is_taken_away_and_a_grade_hidden_until_used():
    said = remarks(with_log(entry(DAM.claim_id, "note", "x"), entry(DAM.claim_id, "note", None)))
    assert said[DAM.claim_id].notes == ()
    assert not any(card.grade for card in build_view(example_analysis()).cards.values())


def test_the_tick_stands_only_where_a_person_checked():
    view = build_view(example_analysis())
    card = view.cards[DAM.claim_id]
    assert actions.CHECKED_SIGN not in plain_text([actions.of_statement(card)])
    confirmed = dataclasses.replace(card, review="confirmed")
    assert actions.CHECKED_SIGN in plain_text([actions.of_statement(confirmed)])
    assert checked_count(ROWS) == 0


def test_who_corrects_the_name_that_says_where_has_looked_at_the_statement():
    at_linz = sum(any(row.mention_id == LINZ.mention_id for row in rows) for rows in ROWS.at_place_of.values())
    assert at_linz
    for what in ("place_id", "review"):
        new = None if what == "place_id" else "confirmed"
        assert checked_count(Rows(with_log(entry(LINZ.mention_id, what, new)))) == at_linz
    assert checked_count(Rows(with_log(entry(LINZ.mention_id, "note", "x")))) == 0


def test_the_heading_says_that_a_filter_hides_statements():
    state = ViewState(q="Linz")
    view = build_view(example_analysis(), state)
    assert selection.heading_words(view, state, None) == f"{len(view.cards)} of {view.summary.total} statements"


def test_the_help_explains_every_sign_of_the_legend_and_every_mark():
    tree = help_dialog.signs_tree()
    shown = {node["css"].rpartition("-")[2] for node in every(tree, tag="span")}
    assert {sign for sign, _ in LEGEND_OF_HANDLES} <= shown
    assert {mark.what for mark in build_view(example_analysis()).marks} <= shown


def test_there_is_one_set_of_buttons_beside_a_statement():
    view = build_view(example_analysis())
    mark = next(mark for mark in view.marks if mark.mention_id == LINZ.mention_id)
    alone, beside = (plain_text(actions.of_name(mark, None, beside_statement=one)) for one in (False, True))
    assert "Note" in alone
    assert "Note" not in beside
    assert "Yes" in beside


@pytest.mark.parametrize("known", [True, False])
def test_only_what_lies_somewhere_or_has_an_address_can_be_looked_up(known):
    analysis = example_analysis()
    url = "https://paper.example/1" if known else None
    article = dataclasses.replace(analysis.article, url=url)
    cards = build_view(dataclasses.replace(analysis, article=article)).cards.values()
    offered = {bool(card.spot_keys): "Verify" in plain_text([actions.of_statement(card)]) for card in cards}
    assert offered == {True: True, False: known}


class TestVerify:
    def test_links_are_of_the_place_and_the_days(self):
        links = {link.label.split(" (")[0]: link.url for link in links_of(SOMEWHERE, date(2024, 6, 3), None)}
        assert "lat=48.30639&lng=14.28611" in links["Satellite image"]
        assert "fromTime=2024-06-03T00%3A00%3A00.000Z&toTime=2024-06-03T23" in links["Satellite image"]
        assert "#d:2024-06-03..2024-06-04;@14.28611,48.30639" in links["Fires seen from space"]
        assert "mlat=48.30639&mlon=14.28611" in links["Streets"]
        assert "/2024.06.03/12:00/" in links["Sun and shadow"]

    @pytest.mark.parametrize(
        ("day", "labels"),
        [
            # before there was such a satellite
            (date(2001, 9, 11), {"Fires seen from space", "Streets", "Sun and shadow"}),
            (date(1969, 7, 20), {"Streets", "Sun and shadow"}),
            # no day is known
            (None, {"Streets"}),
        ],
    )
    def test_nothing_is_offered_that_cannot_be_there(self, day, labels):
        assert {link.label.split(" (")[0] for link in links_of(SOMEWHERE, day, day)} == labels

    def test_without_a_place_there_is_nothing_to_look_at(self):
        assert links_of(None, date(2024, 6, 3), None) == ()

    @pytest.mark.parametrize(
        ("sentence", "fragment"),
        [
            ("A dam broke.", ":~:text=A%20dam%20broke."),
            # signs that would mean something in a fragment
            ("Half-built, they said & left", ":~:text=Half%2Dbuilt%2C%20they%20said%20%26%20left"),
            # a long one by its ends
            ("one two three four five six seven eight nine ten eleven",
             ":~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"),
        ],
    )  # fmt: skip
    def test_a_sentence_is_found_again_in_its_page(self, sentence, fragment):
        assert text_fragment(sentence) == fragment

    def test_the_source_is_offered_with_its_copies(self):
        links = source_links("https://news.example/a?b=1#top", "A dam broke.", date(2024, 6, 4))
        assert links[0].url == "https://news.example/a?b=1#:~:text=A%20dam%20broke."
        assert links[1].url == "https://web.archive.org/web/20240604/https://news.example/a?b=1"

    @pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "file:///etc/passwd"])
    def test_what_is_no_web_page_is_no_link(self, url):
        assert source_links(url, "A dam broke.", None) == ()

    def test_a_point_is_no_more_exact_than_the_place(self):
        assert dict(writings_of(SOMEWHERE)) == {
            "DD": "48.3, 14.3", "DMS": "48°18'00.0\"N 14°18'00.0\"E", "MGRS": "33U VP 4 5"
        }  # fmt: skip

    def test_the_panel_says_first_what_a_click_reveals(self):
        tree = verify.tree(ROWS, DAM, ROWS.places[LINZ.place_id], ())
        shown = plain_text(tree)
        assert shown.index("asks nobody") < shown.index("Show the links")
        links = list(every(tree, tag="details"))
        assert len(links) == 1
        assert "open" not in links[0].get("attributes", {})  # closed until a click
        assert all(link["href"].startswith("https://") for link in every(tree, tag="a"))

    @pytest.mark.parametrize(
        ("names", "country", "expected"),
        [
            (["damas", "دمشق", "дамаск"], "SY", ("دمشق",)),
            (["kiev", "киів", "κιεβο"], "UA", ("Киів",)),
            (["北京", "peking"], "CN", ("北京",)),
            (["linz", "линц"], "AT", ()),  # its own script is this one
            (["дамаск"], None, ()),
        ],
    )
    def test_names_are_given_in_the_scripts_of_the_country(self, names, country, expected):
        assert local_forms(names, country) == expected


class TestWhy:
    def test_a_name_tells_what_was_weighed_and_what_won(self):
        why = why_name(ROWS, LINZ, lambda place_id: f"address of {place_id}")
        assert [item.chosen for item in why.weighed] == [True]
        shown = plain_text(why_here.tree(Why("Linz", (why,)), ROWS))
        assert "chosen: address of" in shown
        assert "%" not in shown

    def test_a_statement_quotes_the_words_that_decided(self):
        why = why_claim(ROWS, DAM, str)
        assert {(item.label, item.words) for item in why.evidence} >= {
            ("why it is said NOT to be so", "denied"), ("who says it", "Austria's interior ministry"),
        }  # fmt: skip
        assert all(TEXT[item.start : item.end] == item.words for item in why.evidence)
        buttons = [item["local"] for item in every(why_here.tree(why, ROWS), tag="button") if item.get("local")]
        for _, (sentence_id, start, end) in buttons:
            sentence = next(one for one in ROWS.sentences if f"text:{one.sentence_id}" == sentence_id)
            assert TEXT[sentence.start : sentence.end][start:end].strip()

    @pytest.mark.parametrize(
        ("text", "note"),
        [
            ("A flood swept through villages in Jamshoro district.", "its outline is not known"),
            ("A flood swept through villages near Jamshoro.", "an area beside the town is drawn"),
        ],
    )
    def test_what_is_drawn_in_place_of_a_name_is_told(self, text, note):
        rows = Rows(analyze(text))
        (claim,) = rows.claims.values()
        assert note in " ".join(why_claim(rows, claim, str).notes)

    def test_without_a_place_it_says_so(self):
        placed = {row.claim_id for row in ROWS.at_place}
        claim = next(claim for claim in ROWS.claims.values() if claim.claim_id not in placed)
        assert "name no place" in plain_text(why_here.tree(why_claim(ROWS, claim, str), ROWS))


class TestTyped:
    @pytest.mark.parametrize(
        ("words", "point"),
        [
            ("48.3, 14.29", (48.3, 14.29)),  # few decimals will do here
            ("-33.9;151.2", (-33.9, 151.2)),
            ("48°18'N 14°17'E", (48.3, 14.283333)),
            ("33u vp 47000 50000", (48.301, 14.285)),
            ("120, 14", None),  # not on Earth
            ("near Linz", None),
            ("", None),
        ],
    )
    def test_coordinates_are_read_as_people_type_them(self, words, point):
        found = read_point(words)
        assert found is None if point is None else found == pytest.approx(point, abs=0.02)

    @pytest.mark.parametrize(
        ("marked", "cuts"),
        [
            ("a fire | and a flood", [7]),
            ("a | fire and | a flood", [2, 11]),
            ("a  fire\nand a |flood", [13]),  # white space is nothing
            ("a fire and a flood", []),
            ("| a fire and a flood |", []),  # nothing on one side
            ("a fire and the flood", None),  # other words
            ("a fire |", None),  # words are missing
        ],
    )
    def test_cuts_are_read_from_the_signs(self, marked, cuts):
        assert cuts_of("a fire and a flood", marked) == cuts

    @given(st.text(alphabet="ab \n", max_size=30), st.integers(0, 30))
    def test_a_cut_is_where_the_sign_was_put(self, words, at):
        found = cuts_of(words, words[:at] + CUT + words[at:])
        assert found is not None
        assert all(not words[cut].isspace() and not words[min(at, cut) : cut].strip() for cut in found)

    @pytest.mark.parametrize(
        ("words", "found"),
        [("A bridge\n fell", (4, 17)), ("bridge rose", None), ("", None), ("a.b", None)],
    )
    def test_words_are_found_whatever_the_space_between(self, words, found):
        assert find_words("Yes A bridge  fell.", words) == (found and (4, 18))

    def test_a_name_can_be_added_where_none_is_marked(self):
        assert free_spans(ROWS, "Linz") == []
        assert [TEXT[slice(*span)] for span in free_spans(ROWS, "the museum")] == []  # its letters count
        assert [TEXT[slice(*span)] for span in free_spans(ROWS, "museum")] == ["museum"]


def test_the_history_lists_who_when_and_what():
    from dashboard.changes import Step

    steps = [Step(entry(DAM.claim_id, "note", "x"), undone=AT), Step(entry(DAM.claim_id, "review", "confirmed"))]
    tree = corrections_history.tree(ROWS, steps)
    shown = plain_text(tree)
    assert "Ann, 5 Jun 2024" in shown
    assert [item["act"][0] for item in every(tree, tag="button")] == ["redo", "undo"]
    assert "Nothing was changed yet" in plain_text(corrections_history.tree(ROWS, []))
