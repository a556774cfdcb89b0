"""Changes beyond names and columns: cut, join, add, speak, date, grade, note; in files, and in new versions."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from geodata import formats, schema
from geodata.corrections import ONE, apply_corrections, make_correction
from geodata.corrections.verdicts import verdict_words, verdicts_of
from geodata.errors import InputError
from geodata.formats.json_file import read_json, write_json
from geodata.narrowing import keep
from geodata.pipeline import load_corrected
from geodata.store import open_store
from tests.geodata.test_corrections import TEXT, claim_id, corrected, correction, machine, mention_id, world

ARTICLE = machine().article.article_id


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def target(letter, words):
    start, end = at(words)
    return f"{ARTICLE}.{letter}{start}-{end}"


def texts(analysis):
    kept = analysis.claims[analysis.claims["review"] != "rejected"]
    return kept["text"].tolist()


def places_of(analysis, words):
    claims = analysis.claims
    ids = claims.loc[claims["text"].str.contains(words, regex=False), "claim_id"]
    return set(analysis.claims_at_place.loc[analysis.claims_at_place["claim_id"].isin(ids), "place_id"])


def only(analysis, words):
    return analysis.claims[analysis.claims["text"].str.contains(words, regex=False)].iloc[0]


class TestStatements:
    def test_a_statement_is_cut_and_each_part_is_where_its_names_are(self):
        whole = claim_id("Trees fell")
        cut = TEXT.index("on Monday")
        result = corrected(correction(whole, "split", {"at": [cut]}))
        assert {"Trees fell in Springfield", "on Monday"} <= set(texts(result))
        assert places_of(result, "Trees fell in Springfield") == places_of(machine(), "Trees fell")
        assert whole not in set(result.claims["claim_id"])

    def test_statements_become_one_with_all_their_places(self):
        first, second = claim_id("Trees fell"), claim_id("Crews")
        result = corrected(correction(first, "merge", {"with": [second]}))
        merged = only(result, "Trees fell")
        assert merged["text"].startswith("Trees fell")
        assert "Crews from Paris came to Springfield" in merged["text"]
        both = places_of(machine(), "Trees fell") | places_of(machine(), "Crews")
        assert places_of(result, "Trees fell") == both
        assert len(result.claims) == len(machine().claims) - 1

    def test_a_missed_statement_is_added_where_its_words_are(self):
        words = "a man was killed in Springfield"
        start, end = at(words)
        gone = correction(claim_id("a man was killed"), "review", "rejected", number=1)
        new = {"start": start - 1, "end": end + 1, "speaker_id": {"name": "A neighbour", "kind": "residents"}}
        added = correction(f"{ARTICLE}.c{start}-{end}", "claim", new, number=2)
        result = corrected(gone, added)
        claim = result.claims[result.claims["speaker_text"] == "A neighbour"].iloc[0]
        assert claim["text"] == words
        assert claim["review"] == "corrected"
        assert "A neighbour" in set(result.speakers["name"])

    def test_a_rejected_statement_is_nowhere_and_related_to_nothing(self):
        result = corrected(correction(claim_id("shelled"), "review", "rejected"))
        assert places_of(result, "shelled") == set()
        related = set(result.relations["claim_a"]) | set(result.relations["claim_b"])
        assert claim_id("shelled") not in related

    def test_what_is_right_is_confirmed_with_where_it_is(self):
        shelled = claim_id("shelled")
        result = corrected(correction(shelled, "review", "confirmed"))
        links = result.claims_at_place[result.claims_at_place["claim_id"] == shelled]
        assert set(links["review"]) == {"confirmed"}

    def test_a_moved_statement_counts_as_checked(self):
        result = corrected(correction(claim_id("shelled"), "place", {"remove": "town:homs"}))
        assert only(result, "shelled")["review"] == "corrected"

    @pytest.mark.parametrize(
        ("new", "start", "end"),
        [
            # one day
            ({"start": "2026-01-05", "end": "2026-01-05", "precision": "day"}, date(2026, 1, 5), date(2026, 1, 5)),
            # a month
            ({"start": "2026-01-01", "end": "2026-01-31", "precision": "month"}, date(2026, 1, 1), date(2026, 1, 31)),
            # unknown
            ({"start": None, "end": None, "precision": "none"}, None, None),
        ],
    )
    def test_a_date_is_set_at_once(self, new, start, end):
        claim = only(corrected(correction(claim_id("Trees fell"), "date", new)), "Trees fell")
        found = [None if pd.isna(claim[name]) else claim[name].date() for name in ("date_start", "date_end")]
        assert found == [start, end]
        assert claim["date_precision"] == new["precision"]

    def test_a_statement_that_is_named_twice_is_joined_once(self):
        fell, crews = claim_id("Trees fell"), claim_id("Crews")
        twice = corrected(correction(fell, "merge", {"with": [crews, crews, fell]}))
        assert texts(twice) == texts(corrected(correction(fell, "merge", {"with": [crews]})))


class TestArticle:
    def test_a_publication_date_dates_what_happened_and_can_be_taken_back(self, tmp_path):
        assert pd.isna(only(machine(), "Trees fell")["date_start"])
        store = library_with(tmp_path, machine())
        first = correction(ARTICLE, "published", "2026-01-07", number=1)  # a Wednesday
        later = correction(ARTICLE, "published", "2026-01-14", number=2)
        for entry in (first, later):
            store.add_correction(ARTICLE, entry)
        result = load_corrected(store, ARTICLE, engine=world())
        assert result.article.published == date(2026, 1, 14)
        assert only(result, "Trees fell")["date_start"].date() == date(2026, 1, 12)
        assert store.list_articles()["published"].iloc[0].date() == date(2026, 1, 14)
        store.save(result)  # as a page does that changes the headline
        store.undo_correction(ARTICLE, later.correction_id)
        before = load_corrected(store, ARTICLE, engine=world())
        assert before.article.published == date(2026, 1, 7)
        assert only(before, "Trees fell")["date_start"].date() == date(2026, 1, 5)
        store.undo_correction(ARTICLE, first.correction_id)
        assert load_corrected(store, ARTICLE, engine=world()).to_json() == machine().to_json()

    def test_it_may_be_unknown_after_all(self):
        known, unknown = (
            correction(ARTICLE, "published", day, number=number) for number, day in enumerate(("2026-01-07", None))
        )
        result = corrected(known, unknown)
        assert result.article.published is None
        assert "published_before" not in result.provenance


class TestSpeakers:
    @pytest.mark.parametrize(
        ("new", "name"),
        [
            # whom the article does not name
            ({"name": "A drone operator", "kind": "anonymous"}, "A drone operator"),
            # whom it does: its id is where
            ({"name": "The mayor"}, "The mayor"),
            # the article itself: no cue, no source
            ({"voice": "article"}, None),
        ],
    )
    def test_another_source_says_it(self, new, name):
        shelled = claim_id("shelled")
        result = corrected(correction(shelled, "speaker_id", new))
        claim = result.claims.set_index("claim_id").loc[shelled]
        assert (None if pd.isna(claim["speaker_text"]) else claim["speaker_text"]) == name
        assert pd.isna(claim["cue"]) == (name is None)
        if name:
            speaker = result.speakers.set_index("speaker_id").loc[claim["speaker_id"]]
            assert (speaker["name"], speaker["n_claims"]) == (name, 1)

    def test_two_statements_of_one_new_source_share_it(self):
        new = {"name": "A drone operator"}
        result = corrected(
            correction(claim_id("shelled"), "speaker_id", new, number=1),
            correction(claim_id("a man was killed"), "speaker_id", new, number=2),
        )
        assert result.speakers.set_index("name").loc["A drone operator", "n_claims"] == 2


class TestNames:
    @pytest.mark.parametrize(("scope", "expected"), [("same_name", 3), (ONE, 1)])
    def test_a_missed_name_is_added_wherever_it_stands_unless_told_otherwise(self, scope, expected):
        mentions = machine().mentions
        blind = dataclasses.replace(machine(), mentions=mentions[mentions["text"] != "Springfield"])
        start, end = at("Springfield")
        added = correction(f"{ARTICLE}.m{start}-{end}", "mention", {"start": start, "end": end}, scope)
        result = apply_corrections(blind, [added], engine=world())
        assert (result.mentions["text"] == "Springfield").sum() == expected

    def test_a_name_that_another_version_sees_longer_keeps_its_place(self):
        start, end = at("Springfield on Monday")
        longer = correction(f"{ARTICLE}.m{start}-{start + 14}", "place_id", "town:springfield-il", ONE)
        result = corrected(longer)
        first = result.mentions[result.mentions["start"] == start].iloc[0]
        assert (first["text"], first["place_id"]) == ("Springfield", "town:springfield-il")
        assert end > first["end"]


class TestVersions:
    def test_a_statement_that_another_version_cuts_otherwise_keeps_what_was_said_of_it(self):
        claim = only(machine(), "shelled")
        moved = f"{ARTICLE}.c{claim['start']}-{claim['end'] + 3}"
        result = corrected(correction(moved, "certainty", "possible"))
        assert only(result, "shelled")["certainty"] == "possible"
        assert "corrections_not_followed" not in result.provenance

    def test_one_that_is_another_is_not_mistaken_for_it(self):
        claim = only(machine(), "shelled")
        result = corrected(correction(f"{ARTICLE}.c{claim['start'] - 90}-{claim['start'] + 9}", "polarity", "negative"))
        assert result.provenance["corrections_not_followed"] == ["000"]


KINDS = {
    "mention": lambda: (target("m", "market"), "mention", dict(zip(("start", "end"), at("market"), strict=True))),
    "pin": lambda: (mention_id("Homs"), "place_id", {"latitude": 34.7, "longitude": 36.7, "name": "the market"}),
    "unknown place": lambda: (mention_id("Homs"), "place_id", None),
    "rejected name": lambda: (mention_id("Homs"), "review", "rejected"),
    "kind": lambda: (mention_id("Paris"), "kind", "associative"),
    "role": lambda: (mention_id("Homs"), "role", "venue"),
    "at another place": lambda: (claim_id("shelled"), "place", {"add": "town:hama", "remove": "town:homs"}),
    "split": lambda: (claim_id("Trees fell"), "split", {"at": [TEXT.index("on Monday")]}),
    "merge": lambda: (claim_id("Trees fell"), "merge", {"with": [claim_id("Crews")]}),
    "statement": lambda: (
        target("c", "Police said a man"), "claim", dict(zip(("start", "end"), at("Police said a man"), strict=True)),
    ),
    "source": lambda: (claim_id("shelled"), "speaker_id", {"name": "A drone operator"}),
    "date": lambda: (claim_id("shelled"), "date", {"start": "2026-01-05", "end": None, "precision": "day"}),
    "note": lambda: (claim_id("shelled"), "note", "Seen on a video, too: “two blasts”."),
    "note on a place": lambda: ("town:homs", "note", "The old town only."),
    "publication date": lambda: (ARTICLE, "published", "2026-01-07"),
    "note on the article": lambda: (ARTICLE, "note", "A wire story."),
    "reliability": lambda: (machine().speakers["speaker_id"].iloc[0], "reliability", "B"),
    "credibility": lambda: (claim_id("shelled"), "credibility", "2"),
    "verdict": lambda: (claim_id("shelled"), "verdict", "Misleading: the market had closed"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_with_the_file(kind):
    what, field, new = KINDS[kind]()
    once = corrected(correction(what, field, new))
    assert "corrections_not_followed" not in once.provenance
    again = read_json(write_json(once))
    log = schema.to_objects("corrections", again.corrections)
    assert [(entry.target, entry.field, entry.new, entry.by) for entry in log] == [(what, field, new, "Ann")]
    replayed = apply_corrections(again, log, engine=world())
    for name in schema.FRAME_NAMES:
        assert schema.to_records(getattr(replayed, name)) == schema.to_records(getattr(once, name)), name
    assert apply_corrections(again, [], engine=world()).to_json()["claims"] == machine().to_json()["claims"]


@pytest.mark.parametrize(
    ("what", "field", "new"),
    [
        ("a.c0-4", "split", {"at": []}),  # cut nowhere
        ("a.c0-4", "split", 3),  # no record
        ("a.c0-4", "merge", {"with": []}),  # with nothing
        ("a.c0-4", "claim", {"start": 4, "end": 4}),  # no words
        ("a.c0-4", "date", {"start": "2026-02-01", "end": "2026-01-01", "precision": "day"}),  # ends before it begins
        ("a.c0-4", "date", {"start": None, "end": None, "precision": "hour"}),  # no such precision
        ("a.c0-4", "credibility", "7"),  # the code ends with 6
        ("a.c0-4", "verdict", " "),  # no words
        ("a.c0-4", "verdict", "x" * 121),  # more than a few
        ("a.c0-4", "verdict", ["Misleading"]),  # no text
        ("a", "published", "last week"),  # no day
        ("a.s0", "published", "2026-01-07"),  # a source comes out on no day
        ("a.s0", "verdict", "Misleading"),  # a verdict is on what is said, never on who says it
        ("a.s0", "reliability", {"A": 1}),  # no letter
        ("a.m0-4", "note", "x" * 5000),  # a book
        ("geonames:1", "place_id", "geonames:2"),  # a place is what it is
    ],
)
def test_what_says_nothing_that_can_be_done_is_refused(what, field, new):
    with pytest.raises(InputError):
        make_correction(what, field, new, by="Ann")


def library_with(tmp_path, analysis):
    store = open_store(tmp_path / "library.sqlite")
    store.save(analysis)
    return store


def part_of(analysis, words):
    """The statement with these words alone, as a filter would leave it."""
    chosen = set(analysis.claims.loc[analysis.claims["text"].str.contains(words), "claim_id"])
    return keep(analysis, analysis.mentions, analysis.claims_at_place, chosen, {"q": [words]})


def a_log():
    return [
        correction(ARTICLE, "published", "2026-01-07", number=0),
        correction(claim_id("Trees fell"), "split", {"at": [TEXT.index("on Monday")]}, number=1),
        correction(claim_id("shelled"), "certainty", "possible", number=2),
        correction(mention_id("Paris"), "place_id", "town:paris-tx", number=3),
    ]


@pytest.mark.parametrize("name", ["json", "geojson", "w3c"])
@pytest.mark.parametrize("is_part", [False, True])
def test_a_file_that_is_kept_goes_out_as_it_came_in(tmp_path, name, is_part):
    whole = corrected(*a_log())
    data = formats.write(part_of(whole, "shelled") if is_part else whole, name)
    store = library_with(tmp_path, formats.read_export(data))
    kept = load_corrected(store, ARTICLE, engine=world())
    assert formats.write(kept, name) == data


def test_a_part_that_is_corrected_further_becomes_the_whole_article_again(tmp_path):
    part = part_of(corrected(*a_log()), "shelled")
    assert "machine" not in part.provenance  # it holds no more than it says
    store = library_with(tmp_path, part)
    further = correction(claim_id("shelled"), "verdict", "Misleading", number=4)
    store.add_correction(ARTICLE, further)
    result = load_corrected(store, ARTICLE, engine=world())
    everything = corrected(*a_log(), further)
    assert schema.to_records(result.claims) == schema.to_records(everything.claims)
    assert "filter" not in result.provenance


def test_a_part_never_takes_the_place_of_the_whole_but_brings_its_corrections(tmp_path):
    store = library_with(tmp_path, machine())
    store.save(part_of(corrected(*a_log()), "shelled"))
    kept = load_corrected(store, ARTICLE, engine=world())
    assert texts(kept) == texts(corrected(*a_log()))
    assert len(kept.corrections) == len(a_log())


def test_of_each_person_the_last_verdict_counts_and_changes_nothing_else():
    shelled, fell = claim_id("shelled"), claim_id("Trees fell")
    said = [("Ann", shelled, "Misleading"), ("Ben", shelled, "Borne  out"), ("Ann", shelled, "Lacks context"),
            ("Ann", fell, "Borne out"), ("Ann", fell, None)]  # fmt: skip
    log = [dataclasses.replace(correction(what, "verdict", new, number=at), by=by)
           for at, (by, what, new) in enumerate(said)]  # fmt: skip
    result = corrected(*log)
    found = {target: [verdict_words(entry) for entry in entries] for target, entries in verdicts_of(result).items()}
    assert found == {shelled: ["Ben’s verdict: Borne out", "Ann’s verdict: Lacks context"]}
    assert set(result.claims["review"]) == {"none"}
    assert result.to_json()["claims"] == machine().to_json()["claims"]


def test_a_verdict_stays_with_the_words_that_another_version_cuts_otherwise():
    claim = only(machine(), "shelled")
    moved = f"{ARTICLE}.c{claim['start']}-{claim['end'] + 3}"
    assert list(verdicts_of(corrected(correction(moved, "verdict", "Misleading")))) == [claim["claim_id"]]


def test_a_broken_entry_of_a_file_harms_no_other():
    broken = dataclasses.replace(correction(claim_id("shelled"), "split", {"at": "x"}), correction_id="bad")
    empty = dataclasses.replace(broken, correction_id="worse", field="note", new="x", at=None)
    good = correction(claim_id("shelled"), "certainty", "possible", number=1)
    result = corrected(broken, good, empty)
    assert only(result, "shelled")["certainty"] == "possible"
    assert set(result.provenance["corrections_not_followed"]) == {"bad", "worse"}


def test_a_change_says_who_and_when():
    entry = make_correction("a.c0-4", "note", "x", by="Ann", old="y")
    assert (entry.by, entry.old) == ("Ann", "y")
    assert abs((datetime.now(UTC) - entry.at).total_seconds()) < 60
