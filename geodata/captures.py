"""From what a person gives (a text, a file, a web address) to one captured article, with the record of its capture.

The record says what was taken from where and when, by which reader, and how its text was cleaned; it stays in the
provenance of the analysis for as long as the article is kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geodata.errors import InputError
from geodata.ingest import encodable, make_article
from geodata.models import Article, JsonDict
from geodata.readers import MAX_FILE_BYTES, Reading, read_data
from geodata.schema import Analysis

if TYPE_CHECKING:
    from geodata.fetch import Page, Rules

CAPTURE = "capture"
"""The key of the provenance under which the record of the capture stands."""

_LONGEST_FACT = 300  # characters of an author's or file's name in the record


@dataclass(frozen=True)
class Given:
    """What a person says of an article; it wins over what the file says of itself."""

    title: str | None = None
    publisher: str | None = None
    published: str | date | None = None


NOTHING_GIVEN = Given()


@dataclass(frozen=True)
class Capture:
    """An article as it came in.

    Attributes
    ----------
    article : Article
        Its text is what is shown; all offsets refer to it.
    record : dict
        ``source`` (text, file, address, feed or table), ``captured_at``, and what is known of ``address``, ``file``,
        ``sha256`` and ``bytes`` of what was read, ``encoding``, ``reader``, ``author``, ``given`` and ``cleaning``.
    """

    article: Article
    record: JsonDict


def capture_text(text: str, given: Given = NOTHING_GIVEN, *, address: str | None = None) -> Capture:
    """Capture a text as it is; InputError when it is none."""
    article = make_article(
        text, title=given.title, publisher=given.publisher, published=given.published, url=web_address(address)
    )
    return Capture(article, _record("text", article, given, {}))


def capture_url(address: str, given: Given = NOTHING_GIVEN, *, rules: Rules | None = None) -> Capture:
    """Capture the article at a web address; what is given wins over what the page says of itself.

    Raises
    ------
    AddressRefused
        The address is not a public web address, or leads to one that is not.
    FetchError
        The site does not answer with a page.
    InputError
        The page holds no article.
    """
    from geodata.fetch import fetch

    address = address.strip()
    page = fetch(address if "://" in address else f"https://{address}", rules)
    return capture_page(page, given, asked=address)


def capture_page(page: Page, given: Given = NOTHING_GIVEN, *, asked: str | None = None) -> Capture:
    """Capture the article of a page that was fetched."""
    ending = ".html" if page.ending == ".xml" else page.ending  # XHTML; feeds are seen before
    reading = read_data(page.body, ending, address=page.address, charset=page.charset)
    own = reading.address if _is_same_site(reading.address, page.address) else None
    article = _article_of(reading, given, own or page.address)
    where = {"asked": asked, "address": page.address, "canonical": reading.address}
    return Capture(article, _record("address", article, given, where | _facts(reading, page.body)))


def capture_path(path: str | Path, given: Given = NOTHING_GIVEN) -> Capture:
    """Capture an article from a file (.txt .md .html .docx .pdf); InputError says in a sentence why it cannot be."""
    return capture_bytes(read_file(path), Path(path).name, given)


def read_file(path: str | Path) -> bytes:
    """Return the bytes of a file; InputError when it cannot be read, or is larger than any article."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)  # a device may have no end
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{_shown(path.name)} cannot be read: {why}.") from error
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"{_shown(path.name)} is larger than {MAX_FILE_BYTES // 1024**2} MB: give the article alone.")
    return data


def capture_bytes(data: bytes, name: str, given: Given = NOTHING_GIVEN) -> Capture:
    """Capture an article from the bytes of a file; `name` tells its kind by its ending."""
    reading = read_data(data, Path(name).suffix)
    article = _article_of(reading, given, reading.address)
    where = {"file": _shown(name), "canonical": reading.address}
    return Capture(article, _record("file", article, given, where | _facts(reading, data)))


def origin_of(data: bytes, name: str | None = None) -> JsonDict:
    """Return what a record says of a file that several articles come from."""
    facts = {"file": _shown(name) if name else None, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return {key: value for key, value in facts.items() if value is not None}


def recorded(analysis: Analysis, record: Mapping[str, Any]) -> Analysis:
    """Return an analysis with the record of its capture in its provenance."""
    return dataclasses.replace(analysis, provenance={**analysis.provenance, CAPTURE: dict(record)})


def web_address(address: str | None) -> str | None:
    """Return an address of the web as it is, or nothing: a link of any other kind is never kept."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _shown(name: str) -> str:
    return " ".join(encodable(name).split())[:_LONGEST_FACT] or "."


def _is_same_site(address: str | None, other: str) -> bool:
    """Tell whether a page may say that its address is this one: on its own host, and no front page."""
    if not address:
        return False
    mine, theirs = urlsplit(address), urlsplit(other)
    return (mine.hostname or "").removeprefix("www.") == (theirs.hostname or "").removeprefix(
        "www."
    ) and mine.path != "/"


def _article_of(reading: Reading, given: Given, url: str | None) -> Article:
    return make_article(
        reading.text,
        title=given.title or reading.title,
        publisher=given.publisher or reading.publisher,
        published=given.published or reading.published,
        url=url,
    )


def _facts(reading: Reading, data: bytes) -> JsonDict:
    """Return what is known of the file that was read, and how its text was taken from it."""
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "encoding": reading.encoding,
        "reader": {"name": reading.reader, "version": _version(reading.reader)},
        "author": " ".join(encodable(reading.author).split())[:_LONGEST_FACT] if reading.author else None,
        "partial": reading.is_partial or None,
        "cleaning": {"unit": reading.part, "spans": [list(span) for span in reading.parts]} if reading.parts else None,
    }


@cache
def _version(reader: str) -> str | None:
    try:
        return metadata.version(reader)
    except metadata.PackageNotFoundError:
        return None


def _record(source: str, article: Article, given: Given, facts: JsonDict) -> JsonDict:
    said = {field.name: getattr(given, field.name) for field in dataclasses.fields(given)}
    said = {name: str(value) for name, value in said.items() if value}
    record = {"source": source, "captured_at": article.captured_at.astimezone(UTC).isoformat(), **facts, "given": said}
    return {name: value for name, value in record.items() if value not in (None, {})}
