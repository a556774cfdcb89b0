"""From a text to one captured article: what is kept, what is refused, its headline, day and language."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from geodata.errors import InputError
from geodata.models import Article

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MAX_TEXT_BYTES = 1024 * 1024
"""Bytes of UTF-8: a long book, far above any article, and still read in a minute or two."""

LONGEST_TITLE = 300
"""Characters of a given title; a longer one is cut."""

LONGEST_HEADLINE = 150
"""Characters: a first line longer than this is a paragraph and no headline."""

ID_DIGITS = 12
"""Hex digits of the text's hash in an article id: 48 bits, no clash within any newsroom's library."""

_UNREADABLE_SHARE = 0.05  # of all characters: more control and replacement characters than this is no text
_UNREADABLE_FEW = 8  # characters: as many slips are forgiven in a text of any length
_LANGUAGE_SAMPLE = 20_000  # characters: the identifier's answer does not change after a few hundred
_LANGUAGE_SURE = 0.7  # probability below which no language is named: short texts are guessed at random
_ENGLISH_ONLY = frozenset({"the", "of", "and", "that", "was", "with", "were", "which", "from", "have", "has", "been"})
_ENGLISH_SHARE = 0.1  # of the words: English prose has 15 to 20 %, other languages that know one or two of them 2 %
_ENGLISH_FEWEST_WORDS = 25  # a headline is left to the identifier
_ENGLISH_FEWEST_KINDS = 4  # different ones of them: Dutch has "of" and "was"
_NO_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})  # Unicode categories: white space, joiners, direction marks

_PAIR_OR_HALF = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_REPLACEMENT = "\ufffd"


def make_article(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
) -> Article:
    """Capture a text as an article.

    Parameters
    ----------
    text : str
        The article, kept as it is but for what no file can hold: see `encodable`; offsets do not move by it.
    title : str, optional
        The headline; without it a short first line that does not end like a sentence is taken.
    publisher, url : str, optional
        Who published it, and where.
    published : str or datetime.date, optional
        Publication day, as ``YYYY-MM-DD`` when it is a text.

    Raises
    ------
    InputError
        The text is empty, longer than `MAX_TEXT_BYTES`, or no text; or the date is none.
    """
    text = encodable(text)
    _check_text(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        article_id=digest[:ID_DIGITS],
        title=_clean_line(title) or _guess_headline(text),
        text=text,
        url=_clean_line(url),
        publisher=_clean_line(publisher),
        published=parse_day(published),
        language=detect_language(text),
        captured_at=datetime.now(UTC).replace(microsecond=0),
        sha256=digest,
    )


def is_address(text: str) -> bool:
    """Tell whether a person means a web address and not a text: one word with a scheme, or beginning with www."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def encodable(text: str) -> str:
    """Return the text as UTF-8, SQLite and XML can hold it.

    A half of a surrogate pair and a NUL each become U+FFFD; two halves side by side become their one character.
    """
    return _PAIR_OR_HALF.sub(_join_pair, text).replace("\x00", _REPLACEMENT)


def _join_pair(match: re.Match[str]) -> str:
    return match.group().encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _check_text(text: str) -> None:
    size = len(text.encode())
    if size > MAX_TEXT_BYTES:
        has, limit = math.ceil(size / 1024**2 * 10) / 10, MAX_TEXT_BYTES // 1024**2  # never "2.0 MB of 2"
        raise InputError(f"This text has {has:.1f} MB; one article may have {limit} MB. Give a part of it.")
    if len(_UNREADABLE.findall(text)) > max(_UNREADABLE_FEW, _UNREADABLE_SHARE * len(text)):
        raise InputError("This is not text: it looks like a binary file. Give plain text, HTML, Word or PDF.")
    if all(unicodedata.category(sign) in _UNSEEN for sign in text):
        raise InputError("There is no text to read: paste an article, or give a file or a web address.")


def _clean_line(text: str | None) -> str | None:
    if text is None:
        return None
    return " ".join(encodable(text).split())[:LONGEST_TITLE] or None


def _guess_headline(text: str) -> str | None:
    """Return the first line when it reads like a headline: short, not a whole sentence, and not running on."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    first = " ".join(first.split())
    if not rest.strip() or len(first) > LONGEST_HEADLINE or first.endswith((".", "…", ":", ",", ";")):
        return None
    runs_on = rest[:1].islower()
    return None if runs_on else first or None


def parse_day(value: str | date | None) -> date | None:
    """Return a calendar day from ISO 8601 text, a day or an instant; InputError says how to write one."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if not value.strip():
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError as error:
        shown = " ".join(encodable(value).split())[:40]
        raise InputError(f"“{shown}” is no date: write the day as YYYY-MM-DD, for example 2015-09-30.") from error


def detect_language(text: str) -> str | None:
    """Return the ISO 639 code of the text's language, or None where a guess would be a coin toss."""
    sample = text[:_LANGUAGE_SAMPLE]
    if _is_plainly_english(sample):
        return "en"
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _LANGUAGE_SURE and language != _NO_LANGUAGE else None


def _is_plainly_english(sample: str) -> bool:
    """Tell whether a text is full of words that only English has: most are, and need not wait for the identifier."""
    words = sample.lower().split()
    known = [word for word in words if word in _ENGLISH_ONLY]
    is_enough = len(words) >= _ENGLISH_FEWEST_WORDS and len(known) >= _ENGLISH_SHARE * len(words)
    return is_enough and len(set(known)) >= _ENGLISH_FEWEST_KINDS


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once; it takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
