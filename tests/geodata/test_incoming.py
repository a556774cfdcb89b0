"""Whatever is given is told apart; feeds and tables give several articles, and the same story is known again."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import formats, schema
from geodata.captures import Capture, Given, capture_bytes, capture_text, recorded
from geodata.duplicates import SAME_FROM, fingerprint, likeness, pack, plain_address, unpack
from geodata.errors import FetchError, InputError
from geodata.feeds import Feed, FeedItem, looks_like_feed, read_feed
from geodata.fetch import Rules
from geodata.incoming import ENDINGS, Table, capture_item, read_incoming, recall
from geodata.ingest import make_article
from geodata.schema import Analysis
from geodata.store import open_store
from geodata.tables import capture_row, read_table
from tests.dashboard.example import example_analysis
from tests.geodata.test_readers import pdf_file

STORY = (
    "Flood water closed the bridge in Springfield on Monday, the mayor said. Nobody was hurt, according to the county."
)
LONG = " ".join(f"{STORY} Sentence number {number} of the report follows the others in order." for number in range(5))
NOWHERE = Rules(resolve=lambda _host, _port: [])

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour News</title><link>https://harbour.example/</link>
<item><title>Ships &amp; grain</title><link>/grain</link><pubDate>Thu, 15 Feb 2024 08:00:00 GMT</pubDate>
<dc:creator>Oleh Bondar</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item>
<item><title>Second</title><guid>https://harbour.example/second</guid></item>
<item><guid isPermaLink="false">x-1</guid><description>No address</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Dales Observer</title><entry><title>Bridge</title>
<link rel="self" href="https://d.example/self"/><link href="https://d.example/bridge"/><updated>2024-03-11T07:00:00Z</updated>
<author><name>Maud Lacey</name></author>
<content type="xhtml"><div><p>Some <b>bold</b> words.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Old feed</title></channel><item><title>One</title><link>https://o.example/1</link></item></rdf:RDF>"""


def test_every_kind_of_file_is_told_apart() -> None:
    example = example_analysis()
    assert isinstance(read_incoming(STORY.encode(), "a.txt"), Capture)
    assert isinstance(read_incoming(f"text\n{STORY}".encode(), "a.csv"), Table)
    assert isinstance(read_incoming(RSS.encode(), "a.xml"), Feed)
    for name in ("json", "geojson", "w3c"):
        found = read_incoming(formats.write(example, name), f"a{formats.FORMATS[name].ending}")
        assert isinstance(found, Analysis)
        assert found.article == example.article
    with pytest.raises(InputError, match="these can") as caught:
        read_incoming(b"", "a.exe")
    assert all(ending in str(caught.value) for ending in ENDINGS)


@pytest.mark.parametrize("source", [RSS, ATOM, RDF])
def test_feeds_are_seen_by_their_beginning(source: str) -> None:
    assert looks_like_feed(source.encode())
    assert not looks_like_feed(b"<html><body>rss feed</body></html>")


def test_rss_is_read() -> None:
    feed = read_feed(RSS.encode(), "https://harbour.example/feed")
    assert feed.title == "Harbour News"
    first, second, third = feed.items
    assert first == FeedItem(
        "Ships & grain", "https://harbour.example/grain", "2024-02-15", "Oleh Bondar", f"<p>{LONG}</p>"
    )
    assert (second.address, third.address) == ("https://harbour.example/second", None)


def test_atom_and_rdf_are_read() -> None:
    (entry,) = read_feed(ATOM.encode()).items
    assert (entry.title, entry.address, entry.published) == ("Bridge", "https://d.example/bridge", "2024-03-11")
    assert entry.author == "Maud Lacey"
    assert "<b" in entry.content
    assert [item.title for item in read_feed(RDF.encode()).items] == ["One"]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "damaged|no feed"),
        (b"<html><body/></html>", "no feed"),
        (b"<rss><channel><title>x</title></channel></rss>", "no articles"),
        (b'<!DOCTYPE r [<!ENTITY a "x">]><note>&a;</note>', "no feed"),
        (b"<rss><item><title>half &#55296; a sign</title></item></rss>", "damaged|no articles"),
    ],
)
def test_what_is_no_feed_is_said(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_feed(data)


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    data = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss><item><title>&x;</title></item></rss>'
    assert "secret" not in str(read_feed(data.encode()))


def test_an_article_of_a_feed_is_read_from_the_feed_where_its_page_cannot_be_had() -> None:
    feed = read_feed(RSS.encode(), "https://harbour.example/feed")
    capture = capture_item(feed.items[0], feed.title, rules=NOWHERE)
    article = capture.article
    assert (article.title, article.publisher) == ("Ships & grain", "Harbour News")
    assert (article.url, article.published) == ("https://harbour.example/grain", date(2024, 2, 15))
    assert capture.record["source"] == "feed"
    assert STORY in article.text
    with pytest.raises(InputError):
        capture_item(feed.items[1], rules=NOWHERE)  # brings no text
    with pytest.raises(FetchError, match="no address"):
        capture_item(feed.items[2], rules=NOWHERE)


@pytest.mark.parametrize(
    "name, data",
    [
        (".csv", f'id,text,published,url\n7,"{STORY}",2024-03-11,https://a.example/x\n'),
        (
            ".csv",
            f"ID;Text;Published;URL\n7;{STORY};2024-03-11;https://a.example/x\n",
        ),  # as many countries' spreadsheets
        (".tsv", f"id\ttext\tpublished\turl\n7\t{STORY}\t2024-03-11\thttps://a.example/x\n"),
        (
            ".jsonl",
            json.dumps({"id": 7, "text": STORY, "published": "2024-03-11", "url": "https://a.example/x"}) + "\n\n",
        ),
    ],
)
def test_tables_are_read(name: str, data: str) -> None:
    (row,) = read_table(data.encode("utf-8-sig"), name)
    capture = capture_row(row, 1)
    assert capture.article.text == STORY
    assert capture.article.published == date(2024, 3, 11)
    assert capture.article.url == "https://a.example/x"
    assert (capture.record["source"], capture.record["row"], capture.record["row_id"]) == ("table", 1, "7")


@pytest.mark.parametrize(
    "name, data, words",
    [
        (".csv", "", "no column"),
        (".csv", "title,body\nx,y\n", "its columns are title, body"),
        (".csv", "text\n", "no rows"),
        (".jsonl", "{\n", "Line 1"),
        (".jsonl", '{"title": "x"}', "its columns are title"),
        (".jsonl", "[1]", "no column"),
    ],
)
def test_what_is_no_table_of_articles_is_said(name: str, data: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_table(data.encode(), name)


@pytest.mark.parametrize("row", [{"text": ""}, {"text": None}, {"text": 3}, {"text": STORY, "published": "soon"}])
def test_a_row_that_is_no_article_is_named(row: dict[str, object]) -> None:
    with pytest.raises(InputError, match="Row 4"):
        capture_row(row, 4)


def test_an_address_in_a_table_is_one_of_the_web() -> None:
    assert capture_row({"text": STORY, "url": "javascript:alert(1)"}, 1).article.url is None


def test_the_record_of_a_capture_says_what_was_read(tmp_path: Path) -> None:
    capture = capture_text(STORY, Given(published=date(2024, 3, 11)))
    assert capture.record["source"] == "text"
    assert capture.record["given"] == {"published": "2024-03-11"}
    document = docx.Document()
    for words in (STORY, "", "The second paragraph."):
        document.add_paragraph(words)
    document.save(str(tmp_path / "a.docx"))
    record = capture_bytes((tmp_path / "a.docx").read_bytes(), "a.docx").record
    assert record["reader"]["name"] == "python-docx"
    assert len(record["sha256"]) == 64
    assert record["cleaning"] == {
        "unit": "paragraphs",
        "spans": [[0, len(STORY), 1], [len(STORY) + 2, len(STORY) + 23, 3]],
    }
    pages = capture_bytes(pdf_file(STORY[:60]), "a.pdf").record["cleaning"]
    assert (pages["unit"], pages["spans"][0][2]) == ("pages", 1)


def test_the_record_stays_with_the_analysis(tmp_path: Path) -> None:
    capture = capture_text(STORY)
    kept = recorded(example_analysis(), capture.record)
    store = open_store(tmp_path / "a.sqlite")
    store.save(kept)
    assert store.load(kept.article.article_id).provenance["capture"] == capture.record
    assert formats.read_export(formats.write(kept, "w3c")).provenance["capture"] == capture.record


def other(text: str, url: str | None = None) -> Analysis:
    frames = {name: schema.to_frame(name, ()) for name in schema.FRAME_NAMES}
    return Analysis(article=make_article(text, url=url), **frames, provenance={})


def test_the_library_knows_the_same_story_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.sqlite")
    store.save(other(LONG, "https://www.a.example/story/?utm_source=x"))
    store.save(other("Another thing happened in another town, and someone else said something about it on Friday."))
    edited = make_article("By our correspondent. " + LONG.replace("Nobody was hurt", "No one was hurt", 1))
    assert [same.how for same in store.find_same(edited)] == ["nearly"]
    moved = make_article("A wholly new text stands at this address now.", url="http://a.example/story")
    assert [same.how for same in store.find_same(moved)] == ["address"]
    assert [same.how for same in store.find_same(make_article(LONG))] == ["text"]
    assert store.find_same(make_article("One sentence that nobody wrote before, about nothing at all, is here.")) == []
    store.delete(make_article(LONG).article_id)
    assert store.find_same(edited) == []


def test_what_the_library_knows_of_a_text_comes_back(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.sqlite")
    store.save(other("Another story stands at the same address.", "https://a.example/story"))
    facts = {"title": "Renamed by hand", "publisher": "The Post", "published": date(2024, 3, 11)}
    kept = other(LONG, "https://a.example/story?utm_source=x")
    store.save(dataclasses.replace(kept, article=dataclasses.replace(kept.article, **facts)))
    again = recall(capture_text(LONG), store)
    assert {name: getattr(again.article, name) for name in facts} == facts
    assert again.article.url == kept.article.url
    assert "same_as" not in again.record
    better = recall(
        capture_text(LONG, Given("Title", None, "2024-03-12"), address="https://www.a.example/story"), store
    )
    assert (better.article.title, better.article.published) == ("Title", date(2024, 3, 12))
    assert [one["how"] for one in better.record["same_as"]] == ["address"]
    assert recall(capture_text(STORY), store) == capture_text(STORY)
    with sqlite3.connect(store.path) as damaged:
        damaged.execute("UPDATE articles SET analysis = ?", (b"cut off",))
    assert recall(capture_text(LONG), store).article.title == capture_text(LONG).article.title  # read anew


@given(st.text())
def test_a_text_is_always_like_itself(text: str) -> None:
    mine = fingerprint(text)
    if mine is not None:
        again = unpack(pack(mine))
        assert again is not None
        assert likeness(mine, again) == 1.0


def test_two_reports_of_one_event_are_two_stories() -> None:
    one = fingerprint(
        "A bomb killed three people in the market of Homs on Monday morning, a doctor at the hospital said."
    )
    two = fingerprint("Three people died when a bomb went off at a market in Homs, medical staff said late on Monday.")
    assert one is not None
    assert two is not None
    assert likeness(one, two) < SAME_FROM / 2
    assert unpack(b"old") is None


@pytest.mark.parametrize(
    "one, two",
    [
        ("https://www.a.example/x/", "http://a.example/x"),
        ("https://amp.a.example/x?utm_medium=y&id=3", "https://a.example/x?id=3"),
        ("https://a.example/x#top", "https://a.example/x"),
    ],
)
def test_addresses_of_one_page_are_one(one: str, two: str) -> None:
    assert plain_address(one) == plain_address(two)
    assert plain_address(one) != plain_address("https://a.example/y?id=3")
    assert plain_address("http://[") is None


def test_given_facts_win() -> None:
    capture = capture_item(
        dataclasses.replace(read_feed(RSS.encode()).items[0], address="https://h.example/1"),
        "Feed", Given(title="Mine", publisher="Paper"), rules=NOWHERE,
    )  # fmt: skip
    assert (capture.article.title, capture.article.publisher) == ("Mine", "Paper")
