"""What a web page says of its article: headline, outlet, author, day and address, from where each is said best.

Newspapers say it for search engines as JSON-LD, for social networks as meta elements, in old pages as microdata; the
library that finds the text guesses the rest. Nothing here is believed beyond its form: an address is one of the web, a
day is a day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

_ARTICLE_TYPES = frozenset(
    {
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
        "BackgroundNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "Report",
    }
)  # fmt: skip
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
_DEEPEST = 6  # levels of JSON-LD that are looked into
_MOST = 400  # objects of JSON-LD that are looked at
_LONGEST = 300  # characters of one fact
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "publisher": ("og:site_name", "application-name", "dc.publisher"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
        "parsely-pub-date", "pubdate", "sailthru.date",
    ),
    "address": ("og:url",),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What is known of an article; None where the page does not say it."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    address: str | None = None
    is_partial: bool = False
    """Whether the page says that the whole article is for subscribers."""


def read_facts(source: str, address: str | None = None) -> Facts:
    """Read what a page says of its article.

    Parameters
    ----------
    source : str
        The page.
    address : str, optional
        Where it came from; a relative address in it starts there.
    """
    from lxml import etree, html

    try:
        page = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return Facts()
    said = [_from_json_ld(page), _from_meta(page), _from_microdata(page)]
    first = {name: next((one[name] for one in said if one.get(name)), None) for name in _META}
    link = next(iter(page.xpath("//link[@rel='canonical']/@href")), None)
    return Facts(
        title=first["title"],
        publisher=first["publisher"],
        author=first["author"],
        published=first["published"],
        address=_web_address(link, address) or _web_address(first["address"], address),
        is_partial=bool(said[0].get("is_partial")),
    )


def feed_of(source: str, address: str | None) -> str | None:
    """Return the address of the feed that a page names, or None: front pages have one instead of an article."""
    from lxml import etree, html

    try:
        page = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None
    links = (link for link in page.iter("link") if (link.get("type") or "").strip().lower() in _FEED_TYPES)
    return next(filter(None, (_web_address(link.get("href"), address) for link in links)), None)


def _from_json_ld(page: Any) -> dict[str, Any]:
    for block in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(_unwrapped(block), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(value, [_MOST]):
            if _ARTICLE_TYPES & set(_texts(item.get("@type"))):
                return _of_article(item)
    return {}


def _unwrapped(block: str) -> str:
    """Return the JSON of a script, without the signs that keep old programs from reading it as something else."""
    words = block.replace("<![CDATA[", "").replace("]]>", "")
    starts, ends = [words.find(sign) for sign in "{["], [words.rfind(sign) for sign in "}]"]
    return words[min((at for at in starts if at >= 0), default=0) : max(ends) + 1]


def _objects(value: Any, left: list[int], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD, those outside first."""
    if depth > _DEEPEST or left[0] <= 0:
        return
    left[0] -= 1
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, left, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(name), left, depth + 1)


def _of_article(item: Mapping[str, Any]) -> dict[str, Any]:
    publisher = _names(item.get("publisher")) or _names(item.get("sourceOrganization"))
    page = item.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    return {
        "title": _clean(next(_texts(item.get("headline")), None) or next(_texts(item.get("name")), None)),
        "publisher": next(iter(publisher), None),
        "author": ", ".join(map(_without_by, _names(item.get("author")) or _names(item.get("creator")))) or None,
        "published": day_of(next(_texts(item.get("datePublished")), None)),
        "address": next(_texts(item.get("url")), None) or next(_texts(address), None),
        "is_partial": str(item.get("isAccessibleForFree")).lower() == "false",
    }


def _names(value: Any) -> list[str]:
    """Return the names of persons or organisations, which are written as texts, objects or lists of both."""
    items = value if isinstance(value, list) else [value]
    found = (next(_texts(item.get("name") if isinstance(item, dict) else item), None) for item in items)
    return list(dict.fromkeys(filter(None, map(_clean, found))))


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item


def _from_meta(page: Any) -> dict[str, Any]:
    said: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.get("content"):
            said.setdefault(name.lower(), []).append(element.get("content"))
    return _facts({fact: [word for name in names for word in said.get(name, ())] for fact, names in _META.items()})


def _from_microdata(page: Any) -> dict[str, Any]:
    """Read schema.org's attributes on the article's own elements, and the day of a time element."""
    found: dict[str, list[str]] = {}
    for fact, name in (("title", "headline"), ("author", "author"), ("published", "datePublished")):
        found[fact] = [_content(element) for element in page.xpath(f"//*[@itemprop='{name}']")]
    found["publisher"] = [
        _content(element) for element in page.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")
    ]
    found["author"] = [
        _content(element) for element in page.xpath("//*[@itemprop='author']//*[@itemprop='name']")
    ] or found["author"]
    found["published"] += page.xpath("(//article//time | //header//time)/@datetime")
    return _facts(found)


def _content(element: Any) -> str:
    return str(element.get("content") or element.get("datetime") or element.text_content())


def _facts(found: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, words in found.items():
        read = day_of if name == "published" else _clean
        facts[name] = next(filter(None, (read(word) for word in words)), None)
    author = facts.get("author")
    facts["author"] = None if not author or _web_address(author, None) else _without_by(author)  # a profile is no name
    return facts


def _without_by(author: str) -> str:
    return _BY.sub("", author, count=1) if _BY.match(author) else author


def _clean(words: str | None) -> str | None:
    """Return one line; what a page has escaped once too often is read as it is meant."""
    return " ".join(unescape(unescape(words)).split())[:_LONGEST] or None if words else None


def day_of(words: str | None) -> str | None:
    """Return the day of an instant as ISO 8601 or an e-mail writes it, where it was written; None for other words."""
    if not words:
        return None
    text = words.strip()[:64]
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _web_address(words: str | None, base: str | None) -> str | None:
    """Return an address of the web, whole; None for any other."""
    if not words:
        return None
    try:
        whole = urljoin(base or "", words.strip())
        parts = urlsplit(whole)
        host = parts.hostname
    except ValueError:
        return None
    is_plain = parts.scheme in {"http", "https"} and host and not parts.username and whole.isprintable()
    return whole[: _LONGEST * 4] if is_plain and " " not in whole else None
