"""From the bytes of a file to its text: plain text, Markdown, HTML, Word and PDF, each through its library."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geodata.cleaning import map_to_source
from geodata.errors import InputError
from geodata.markdown_text import read_markdown
from geodata.page_facts import day_of, read_facts

MAX_FILE_BYTES = 20 * 1024 * 1024
"""Bytes of a file: a PDF with pictures is large, an article is not."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""Bytes of a Word file after unpacking: more is an attack, not an article."""

MAX_MARKUP_BYTES = 10 * 1024 * 1024
"""Bytes of XML in a Word file: a long book has less, and each is parsed and walked through."""

MAX_PDF_PAGES = 300
"""Pages: a whole newspaper has fewer."""

_ASCII_END = 0x80  # the first byte that is no ASCII
_WESTERN_SHARE = 0.15  # of all bytes: more accented letters than this and the script is not Latin
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BROKEN_SHARE = 0.25  # of the characters beyond ASCII: with fewer broken ones a text was UTF-8 once
_REPLACED = "\ufffd"
_OLD_ENCODINGS = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp866", "cp874",
    "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_10",
    "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16", "koi8_r", "koi8_u", "mac_roman", "mac_cyrillic",
    "gb18030", "big5", "euc_jp", "iso2022_jp", "shift_jis", "euc_kr",
)  # fmt: skip
"""The encodings that browsers know, beside Unicode's: no page is in another one."""
_PAGE_BREAK = "\n\n"
_AS_BROWSERS_DO = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
"""Pages that name these encodings are written in Windows' one, with its quotation marks and dashes."""
_NAMED_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LAYOUT_CELL = 400  # characters: a cell of data is shorter, one that holds an article longer
_NESTED = re.compile(
    r"(?:<(?:[bip]|center|div|font|li|ol|section|span|t(?:able|body|d|r)|ul)\b[^<>]*>\s*){40,}", re.IGNORECASE
)
"""So many elements that open in a row with nothing in between: no page needs them, and each costs a walk through it."""
_LABELS = "|advertisement|article continues after advertisement|story continues below advertisement|"
_SMALL = "translate(normalize-space(), 'ABCDEFILMNORSTUVWY', 'abcdefilmnorstuvwy')"  # XPath 1.0 knows no other way
_NO_WORDS = (
    "//sup[a[starts-with(@href, '#')]]",
    f"//*[not(*)][contains('{_LABELS}', concat('|', {_SMALL}, '|'))]",
)
"""Signs of footnotes, and the labels of advertisements: they stand in an article and are none of its words."""
_HEAD_BYTES = 4096  # in which a page names its encoding


@dataclass(frozen=True)
class Reading:
    """A text with what its file says about it, and where its parts stood in the file."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    address: str | None = None
    """The address that the page gives itself."""
    encoding: str | None = None
    reader: str = "text"
    """Which library read it."""
    parts: tuple[tuple[int, ...], ...] = ()
    """Start and end in the text, and where that stood in the original, in the unit of `part`."""
    part: str = "characters"
    is_partial: bool = False
    """Whether the page says that the rest of its article is for subscribers."""


def read_data(data: bytes, ending: str, *, address: str | None = None, charset: str | None = None) -> Reading:
    """Read the bytes of a file.

    Parameters
    ----------
    data : bytes
        The whole file.
    ending : str
        Its kind, as a file ending with its dot; see `ENDINGS`.
    address : str, optional
        Where a web page came from; it helps to find its date.
    charset : str, optional
        The encoding that its server named.

    Raises
    ------
    InputError
        The file is too large, broken, locked, holds no text, or is of another kind.
    """
    reader = _READERS.get(ending.lower())
    if reader is None:
        known = " ".join(ENDINGS)
        raise InputError(f"A file that ends in “{ending or 'nothing'}” cannot be read; these can: {known}.")
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"This file is larger than {MAX_FILE_BYTES // 1024**2} MB: give the article alone.")
    try:
        return reader(data, address, charset)
    except InputError:
        raise
    except Exception as error:  # a library may fail in any way on a hostile file
        raise InputError("This file cannot be read: it is damaged. Save it again, or paste its text.") from error


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode text: by its mark, as UTF-8, as its server says, else by what its bytes look like."""
    return _decode(data, charset)[0]


def _decode(data: bytes, *charsets: str | None) -> tuple[str, str | None]:
    """Return a text with the name of its encoding, the first that fits; None for one that was guessed."""
    if data.startswith(_UTF_16_MARKS):
        return data.decode("utf-16", "replace"), "utf-16"
    for name in ("utf-8-sig", *charsets):
        known = _AS_BROWSERS_DO.get((name or "").strip().lower(), name)
        try:
            if known:
                return data.decode(known), known.removesuffix("-sig")
        except (UnicodeError, LookupError, ValueError):
            continue
    damaged = _decode_damaged(data)
    return (damaged, "utf-8") if damaged is not None else (_decode_by_looks(data), None)


def _decode_damaged(data: bytes) -> str | None:
    """Decode UTF-8 in which some bytes were lost; None where it is hardly that: old encodings have few of its pairs."""
    text = data.decode("utf-8-sig", "replace")
    broken = text.count(_REPLACED)
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if b"\x00" not in data and broken <= _BROKEN_SHARE * whole else None


def _decode_by_looks(data: bytes) -> str:
    """Decode an old encoding: Western when accented letters are few, else what charset-normalizer finds."""
    from charset_normalizer import from_bytes

    if b"\x00" not in data and sum(byte >= _ASCII_END for byte in data) < _WESTERN_SHARE * len(data):
        with suppress(UnicodeDecodeError):
            return data.decode("cp1252")
    best = None if b"\x00" in data else from_bytes(data, cp_isolation=list(_OLD_ENCODINGS)).best()
    if best is None:
        raise InputError("This is not text: it looks like a binary file. Give plain text, HTML, Word or PDF.")
    return str(best)


def _read_plain(data: bytes, _address: str | None, charset: str | None) -> Reading:
    text, encoding = _decode(data, charset)
    return Reading(text, encoding=encoding)


def _read_markdown(data: bytes, _address: str | None, charset: str | None) -> Reading:
    source, encoding = _decode(data, charset)
    plain = read_markdown(source)
    return Reading(
        plain.text,
        plain.facts.get("title"),
        plain.facts.get("publisher"),
        day_of(plain.facts.get("date")),
        plain.facts.get("author"),
        encoding=encoding,
        parts=plain.parts,
    )


def _read_html(data: bytes, address: str | None, charset: str | None) -> Reading:
    from trafilatura import bare_extraction

    named = _NAMED_CHARSET.search(data[:_HEAD_BYTES])
    source, encoding = _decode(data, charset, named.group(1).decode() if named else None)
    flat = _NESTED.sub("<div>", source)
    page = bare_extraction(
        _without_layout(flat), url=address, with_metadata=True, include_comments=False, prune_xpath=list(_NO_WORDS)
    )
    if page is None or not page.text:
        raise InputError("No article was found on this page: copy its text and paste it.")
    facts = read_facts(source, address)
    return Reading(
        text=page.text,
        title=facts.title or page.title,
        publisher=facts.publisher or page.sitename,
        published=facts.published or day_of(page.date),
        author=facts.author or page.author,
        address=facts.address,
        encoding=encoding,
        reader="trafilatura",
        parts=tuple(map_to_source(page.text, source)),
        is_partial=facts.is_partial,
    )


def _without_layout(source: str) -> Any:
    """Return a page in which tables that only place things are no tables: their cells are not data."""
    from lxml import etree, html

    if "<table" not in source.lower():
        return source
    try:
        page = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return source
    for cell in list(page.iter("td")):
        if len(cell.text_content()) > _LAYOUT_CELL:
            for table in [*cell.iterancestors("table")][:1]:
                for part in table.iter("table", "tbody", "tr", "td", "th"):
                    part.tag = "div"
    return page


def _read_docx(data: bytes, _address: str | None, _charset: str | None) -> Reading:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _is_too_much(archive):
                raise InputError("This Word file unpacks to far more than an article: paste its text.")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError) as error:
        raise InputError("This Word file cannot be opened: save it as .docx again, or paste its text.") from error
    paragraphs = [_block_text(block) for block in document.iter_inner_content()]
    facts = document.core_properties
    return Reading(
        "\n".join(paragraphs),
        facts.title or None,
        author=facts.author or None,
        reader="python-docx",
        parts=_numbered(paragraphs, 1),
        part="paragraphs",
    )


def _is_too_much(archive: zipfile.ZipFile) -> bool:
    """Tell from its list of contents whether a Word file would fill the memory."""
    sizes = {item.filename: item.file_size for item in archive.infolist()}
    markup = sum(size for name, size in sizes.items() if name.lower().endswith((".xml", ".rels")))
    return sum(sizes.values()) > MAX_UNPACKED_BYTES or markup > MAX_MARKUP_BYTES


def _block_text(block: object) -> str:
    """Return the words of a paragraph, or of a table with its cells apart."""
    rows = getattr(block, "rows", None)
    if rows is None:
        return str(getattr(block, "text", ""))
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in rows)


def _read_pdf(data: bytes, _address: str | None, _charset: str | None) -> Reading:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("This PDF is locked with a password: unlock it, or paste its text.")
        if len(reader.pages) > MAX_PDF_PAGES:
            raise InputError(f"This PDF has more than {MAX_PDF_PAGES} pages: give the article alone.")
        pages = [_join_broken_words(page.extract_text()) for page in reader.pages]
        facts = reader.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError("This PDF cannot be read: it is damaged. Paste its text.") from error
    text = _PAGE_BREAK.join(pages)
    if not text.strip():
        raise InputError("This PDF holds pictures of text and no text: read it with a scanner program, or paste it.")
    return Reading(
        text,
        _fact(facts, "title"),
        author=_fact(facts, "author"),
        reader="pypdf",
        parts=_numbered(pages, len(_PAGE_BREAK)),
        part="pages",
    )


def _fact(facts: object, name: str) -> str | None:
    """Return what a PDF says of itself, where it is words."""
    value = getattr(facts, name, None)
    return str(value).strip() or None if value else None


def _numbered(parts: list[str], between: int) -> tuple[tuple[int, ...], ...]:
    """Return where each part of a joined text stands, with its number from 1; empty parts are left out."""
    found, position = [], 0
    for number, part in enumerate(parts, 1):
        if part.strip():
            found.append((position, position + len(part), number))
        position += len(part) + between
    return tuple(found)


def _join_broken_words(text: str) -> str:
    """Join what a line break of a PDF tore apart: "Pal-" and "myra"."""
    return re.sub(r"(\w)-\n(?=[a-z])", r"\1", text)


_READERS: MappingProxyType[str, Callable[[bytes, str | None, str | None], Reading]] = MappingProxyType(
    {
        ".txt": _read_plain,
        ".text": _read_plain,
        ".md": _read_markdown,
        ".html": _read_html,
        ".htm": _read_html,
        ".docx": _read_docx,
        ".pdf": _read_pdf,
    }
)

ENDINGS = tuple(_READERS)
"""The endings of the files that can be read."""
