"""Whatever a person gives, told apart: one article, a table or feed of several, or an analysis that was made before."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import feeds, tables
from geodata.captures import NOTHING_GIVEN, Capture, Given, capture_bytes, capture_page, capture_url, origin_of
from geodata.errors import DatelineError, FetchError, InputError
from geodata.feeds import Feed, FeedItem, looks_like_feed, read_feed
from geodata.formats import reading
from geodata.models import Article, JsonDict
from geodata.page_facts import feed_of
from geodata.readers import ENDINGS as ARTICLE_ENDINGS
from geodata.readers import MAX_FILE_BYTES, decode
from geodata.schema import Analysis
from geodata.store import Store

if TYPE_CHECKING:
    from geodata.fetch import Rules

ENDINGS = (*ARTICLE_ENDINGS, *reading.ENDINGS, *tables.ENDINGS, *feeds.ENDINGS)
"""The endings of every file that can be given."""

LEAST_CONTENT = 200
"""Characters of text that a feed must bring itself for an article to be read where its page cannot be had."""


SAME_NAMED = 5
"""Kept articles that are named as the same story."""

_FACTS = ("title", "publisher", "published")


@dataclass(frozen=True)
class Table:
    """Rows of articles, each to be captured with `capture`."""

    rows: tuple[dict[str, Any], ...]
    origin: JsonDict
    """For the record: the file or address that the rows come from, its digest and size."""

    def capture(self, number: int, given: Given = NOTHING_GIVEN) -> Capture:
        """Capture the row of a number, from 1; InputError names the row when it is no article."""
        found = tables.capture_row(self.rows[number - 1], number, given)
        return Capture(found.article, {**found.record, **self.origin})


Incoming = Capture | Table | Feed | Analysis


def read_incoming(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> Incoming:
    """Read a file of any kind; nothing is fetched.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name; the ending tells its kind.
    given : Given, optional
        What is known of the article, where it is one.

    Raises
    ------
    InputError, SchemaError
        It cannot be read; the sentence says what to do.
    """
    ending = Path(name).suffix.lower()
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"This file is larger than {MAX_FILE_BYTES // 1024**2} MB: give the article alone.")
    if ending in reading.ENDINGS:
        return reading.read_export(data)
    if ending in tables.ENDINGS:
        return Table(tuple(tables.read_table(data, ending)), origin_of(data, name))
    if ending in feeds.ENDINGS:
        return read_feed(data)
    if ending not in ARTICLE_ENDINGS:
        raise InputError(f"A file that ends in “{ending or 'nothing'}” cannot be read; these can: {' '.join(ENDINGS)}.")
    return capture_bytes(data, name, given)


def read_address(address: str, given: Given = NOTHING_GIVEN, *, rules: Rules | None = None) -> Incoming:
    """Read what is at a web address: an article, or what a file of any kind holds; see `capture_url` for the errors."""
    from geodata.fetch import fetch

    address = address.strip()
    page = fetch(address if "://" in address else f"https://{address}", rules)
    if page.ending in feeds.ENDINGS and looks_like_feed(page.body):
        return read_feed(page.body, page.address)
    if page.ending in reading.ENDINGS:
        return reading.read_export(page.body)
    if page.ending in tables.ENDINGS:
        rows = tuple(tables.read_table(page.body, page.ending))
        return Table(rows, {**origin_of(page.body), "asked": address, "address": page.address})
    try:
        return capture_page(page, given, asked=address)
    except InputError as error:
        feed = feed_of(decode(page.body, page.charset), page.address) if page.ending == ".html" else None
        if feed is None:
            raise
        raise InputError(f"No article was found on this page, but it names a feed to choose from: {feed}") from error


def capture_item(
    item: FeedItem, feed: str | None = None, given: Given = NOTHING_GIVEN, *, rules: Rules | None = None
) -> Capture:
    """Capture an article of a feed: its page, or where that cannot be had the text that the feed brings itself.

    Parameters
    ----------
    item : FeedItem
        The article.
    feed : str, optional
        The outlet, as the feed names it.
    given : Given, optional
        What is known better.
    rules : Rules, optional
        What may be fetched.
    """
    known = Given(given.title or item.title, given.publisher or feed, given.published or item.published)
    try:
        if not item.address:
            raise FetchError("This article of the feed has no address.")
        capture = capture_url(item.address, known, rules=rules)
    except InputError:
        if len(item.content) < LEAST_CONTENT:
            raise
        capture = _from_content(item, known)
    return Capture(capture.article, {**capture.record, "feed": feed} if feed else capture.record)


def recall(capture: Capture, store: Store) -> Capture:
    """Return a capture with what the library knows of its article.

    A text that is kept already has the headline, outlet, day and address that it was given there, unless others are
    given now. The record names the kept articles that it repeats, by their address or nearly by their text.
    """
    same = store.find_same(capture.article)
    repeats = [{"article_id": one.article_id, "title": one.title, "how": one.how} for one in same if one.how != "text"][
        :SAME_NAMED
    ]
    kept = _kept(capture.article, store) if any(one.how == "text" for one in same) else None
    article = _completed(capture, kept) if kept else capture.article
    return Capture(article, {**capture.record, **({"same_as": repeats} if repeats else {})})


def _kept(article: Article, store: Store) -> Article | None:
    """Return an article as the library has it; None where it is damaged there: it is read anew."""
    try:
        return store.load(article.article_id).article
    except DatelineError:
        return None


def _completed(capture: Capture, kept: Article) -> Article:
    given = capture.record.get("given") or {}
    facts = {name: getattr(kept, name) for name in (*_FACTS, "url") if name not in given and getattr(kept, name)}
    return dataclasses.replace(capture.article, **facts)


def _from_content(item: FeedItem, known: Given) -> Capture:
    """Read the HTML that a feed has of an article as a page of its own."""
    from geodata.fetch import Page

    head = f"<title>{escape(item.title or '')}</title>"
    page = f"<html><head>{head}</head><body><article>{item.content}</article></body></html>"
    fetched = Page(item.address or "", page.encode(errors="replace"), ".html", "utf-8")
    capture = capture_page(fetched, known, asked=item.address)
    return Capture(capture.article, {**capture.record, "source": "feed"})
