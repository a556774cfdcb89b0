"""RSS and Atom feeds: their articles as a list to choose from; nothing is fetched by reading one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from geodata.errors import InputError
from geodata.page_facts import day_of

ENDINGS = (".rss", ".atom", ".xml", ".rdf")
"""The endings of files that may be feeds."""

MOST_ITEMS = 500
"""Articles of one feed: newspapers' feeds have 20 to 100."""

_MAX_BYTES = 10 * 1024 * 1024
_ROOTS = frozenset({"rss", "rdf", "feed"})
_BEGINNING = re.compile(rb"<(?:\w{1,10}:)?(rss|rdf|feed)[\s>]", re.IGNORECASE)
_BEGINNING_BYTES = 2048  # in which a feed says that it is one
_LONGEST = 300  # characters of a title


@dataclass(frozen=True)
class FeedItem:
    """One article of a feed; `content` is HTML, and often a summary only."""

    title: str | None
    address: str | None
    published: str | None
    author: str | None
    content: str


@dataclass(frozen=True)
class Feed:
    """A feed: its outlet and its articles, in its own order."""

    title: str | None
    items: tuple[FeedItem, ...]


def looks_like_feed(data: bytes) -> bool:
    """Tell from its beginning whether a file is a feed."""
    return _BEGINNING.search(data[:_BEGINNING_BYTES]) is not None


def read_feed(data: bytes, address: str | None = None) -> Feed:
    """Read a feed.

    Parameters
    ----------
    data : bytes
        The file. Entities are not expanded and nothing outside it is asked for.
    address : str, optional
        Where it came from; relative links start there.

    Raises
    ------
    InputError
        It is no feed, or has no article.
    """
    from lxml import etree

    try:
        return _read(data, address)
    except (etree.LxmlError, ValueError) as error:  # ValueError: a character of it is half a one
        raise InputError("This feed cannot be read: it is damaged. Give the address of one of its articles.") from error


def _read(data: bytes, address: str | None) -> Feed:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    root = etree.fromstring(data[:_MAX_BYTES], parser)
    if root is None or _name(root) not in _ROOTS:
        raise InputError("This XML file is no feed of articles: give RSS or Atom, or the address of an article.")
    items = tuple(_item(element, address) for element in _elements(root))
    if not items:
        raise InputError("This feed has no articles.")
    channel = next((child for child in root if _name(child) == "channel"), root)
    return Feed(_line(_text(channel, "title")), items)


def _elements(root: Any) -> Iterator[Any]:
    found = 0
    for element in root.iter():
        if _name(element) in ("item", "entry") and found < MOST_ITEMS:
            found += 1
            yield element


def _item(element: Any, address: str | None) -> FeedItem:
    link = _link(element)
    content = max((_text(element, name) for name in ("encoded", "content", "description", "summary")), key=len)
    dates = (day_of(_text(element, name)) for name in ("pubdate", "published", "date", "issued", "updated"))
    return FeedItem(
        title=_line(_text(element, "title")),
        address=urljoin(address or "", link) if link else None,
        published=next(filter(None, dates), None),
        author=_line(_text(element, "creator") or _author(element)),
        content=content,
    )


def _link(element: Any) -> str:
    """Return the address of an article: RSS writes it as words, Atom as an attribute, of which one is meant."""
    for child in element:
        if _name(child) == "link" and (child.get("rel") or "alternate") == "alternate":
            words = (child.get("href") or child.text or "").strip()
            if words:
                return words
    guid = next((child for child in element if _name(child) == "guid" and child.get("isPermaLink") != "false"), None)
    words = "" if guid is None else (guid.text or "").strip()
    return words if words.startswith(("http://", "https://")) else ""


def _author(element: Any) -> str:
    author = next((child for child in element if _name(child) == "author"), None)
    return "" if author is None else _text(author, "name") or (author.text or "")


def _text(element: Any, name: str) -> str:
    """Return all words of the first child of a name; markup inside it stays markup."""
    from lxml import etree

    for child in element:
        if _name(child) == name:
            inner = "".join(etree.tostring(part, encoding="unicode") for part in child)
            return (child.text or "") + inner
    return ""


def _name(element: Any) -> str:
    """Return the name of an element without its namespace, in lower case; a comment has none."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _line(words: str | None) -> str | None:
    return " ".join((words or "").split())[:_LONGEST] or None
