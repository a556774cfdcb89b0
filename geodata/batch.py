"""Many articles, one after the other, where one that cannot be used does not stop the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from geodata import schema
from geodata.errors import DatelineError, InputError
from geodata.ingest import ID_DIGITS, encodable, make_article
from geodata.models import Article
from geodata.pipeline import Engine, analyze_article, default_engine
from geodata.schema import FRAME_NAMES, Analysis

ERROR = "error"
"""The key of the provenance under which an article that could not be analysed has its sentence."""

_FIELDS = ("title", "publisher", "published", "url")


def analyze_many(
    articles: Iterable[str | Article | Mapping[str, Any]], *, home: str | None = None, engine: Engine | None = None
) -> Iterator[Analysis]:
    """Analyse articles as they come; nothing is held but the one at hand.

    Parameters
    ----------
    articles : iterable of str, Article or mapping
        Texts, captured articles, or rows with ``text`` and, where known, ``title, publisher, published, url``.
    home : str, optional
        The outlet's place, for all of them.
    engine : Engine, optional
        The stages; the embedded ones where none is given. They are loaded once.

    Yields
    ------
    Analysis
        One for each article, in order. One that cannot be analysed has empty frames, and a sentence that says why
        in ``provenance["error"]``.
    """
    stages = engine or default_engine()
    for given in articles:
        yield _analyze_one(given, home, stages)


def _analyze_one(given: str | Article | Mapping[str, Any], home: str | None, engine: Engine) -> Analysis:
    article = None
    try:
        article = _article_of(given)
        return analyze_article(article, home=home, engine=engine)
    except DatelineError as error:
        return _error_row(article or _unusable(given), str(error))


def _article_of(given: str | Article | Mapping[str, Any]) -> Article:
    if isinstance(given, Article):
        return given
    if isinstance(given, str):
        return make_article(given)
    text = given.get("text")
    if not isinstance(text, str):
        raise InputError("A row has no text: each needs a column named text.")
    return make_article(text, **{name: _known(given.get(name)) for name in _FIELDS})


def _known(value: Any) -> Any:
    """Turn the missing values of a data frame into None."""
    return None if value is None or value != value else value  # noqa: PLR0124 - only NaN and NaT differ from themselves


def _unusable(given: str | Article | Mapping[str, Any]) -> Article:
    """Capture what can be captured of a row that is no article."""
    text = given if isinstance(given, str) else given.get("text") if isinstance(given, Mapping) else None
    kept = encodable(text) if isinstance(text, str) else ""
    digest = hashlib.sha256(kept.encode()).hexdigest()
    now = datetime.now(UTC).replace(microsecond=0)
    return Article(digest[:ID_DIGITS], None, kept, None, None, None, None, now, digest)


def _error_row(article: Article, sentence: str) -> Analysis:
    frames = {name: schema.to_frame(name, ()) for name in FRAME_NAMES}
    return Analysis(article=article, **frames, provenance={ERROR: sentence})
