"""`dateline analyze`: articles in, one file or line each out."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.assets.startup import ensure_built
from dashboard.commands import progress
from dashboard.commands.articles import Known, check_words, read_word
from dashboard.commands.failures import NothingUsable, WrongUsage
from geodata import formats
from geodata.errors import DatelineError, InputError
from geodata.narrowing import only_kinds, read_kinds
from geodata.models import Article
from geodata.schema import Analysis

if TYPE_CHECKING:
    from geodata.pipeline import Engine

ENDINGS = {".html": "html", ".htm": "html", **{entry.ending: name for name, entry in formats.FORMATS.items()}}
"""The format that the ending of -o asks for."""

_NAME_LENGTH = 60  # characters of a headline in a file name


def analyze(options: argparse.Namespace) -> int:
    """Analyse every article and write what was found; return 0 when at least one was usable."""
    known = Known(options.published, options.title, options.publisher)
    kinds = _kinds(options.kind)
    check_words(options.articles, known)
    ensure_built(progress.preparing())
    name = options.format or _default_format(options.output)
    if options.full and name != "csv":
        raise WrongUsage("--full goes with --format csv")
    engine = _engine(options)
    many = len(options.articles) > 1
    if many and options.output is not None and Path(options.output).is_file():
        raise WrongUsage(f"{options.output} is a file: several articles go into a folder, so give one with -o")
    written = 0
    for whole in analyses(options.articles, known, engine):
        analysis = only_kinds(whole, kinds)
        data = to_bytes(analysis, name, full=options.full, first=written == 0 or options.output is not None)
        if options.output is None:
            _print(data)
        else:
            _save(data, _target(Path(options.output), analysis, name, many=many))
        written += 1
    return 0 if written else 1


def _kinds(words: Sequence[str]) -> tuple[str, ...]:
    try:
        return read_kinds(words)
    except InputError as error:
        raise WrongUsage(str(error)) from error


def analyses(words: Sequence[str], known: Known, engine: Engine | None = None) -> Iterator[Analysis]:
    """Yield the analysis of each word; of several, one that fails is complained about and left out.

    Raises
    ------
    DatelineError
        When there is one word, and it fails.
    NothingUsable
        When all of several fail.
    """
    usable = 0
    for word in words:
        try:
            analysis = _analysis(word, known, engine)
        except DatelineError as error:
            if len(words) == 1:
                raise
            progress.complain(word, str(error))
            continue
        usable += 1
        yield analysis
    if not usable:
        raise NothingUsable("none of the articles could be used")


def _analysis(word: str, known: Known, engine: Engine | None) -> Analysis:
    tell = progress.report("the input" if word == "-" else word)
    try:
        found = read_word(word, known)
        return _analyse(found, tell, engine) if isinstance(found, Article) else found
    finally:
        tell("Done", 1.0)


def _analyse(article: Article, tell: progress.Progress, engine: Engine | None) -> Analysis:
    from geodata.pipeline import analyze_article

    return analyze_article(article, engine=engine, progress=tell)


def _engine(options: argparse.Namespace) -> Engine | None:
    """Return the engine that asks an online geocoder, if one is wanted; its answers are kept in the library."""
    if options.geocoder is None:
        if options.geocode_all or options.geocoder_option:
            raise WrongUsage("--geocode-all and --geocoder-option go with --geocoder")
        return None
    from geodata.online_geocoders import open_geocoder, options_of_the_user
    from geodata.pipeline import with_geocoder
    from geodata.store import open_store

    store = open_store(os.environ.get("DATELINE_STORE"))
    geocoder = open_geocoder(options.geocoder, options_of_the_user(dict(options.geocoder_option)), store)
    return with_geocoder(geocoder, every=options.geocode_all)


def _default_format(output: str | None) -> str:
    if output is not None:
        return ENDINGS.get(Path(output).suffix.lower(), "json")
    return "table" if sys.stdout.isatty() else "json"


def to_bytes(analysis: Analysis, name: str, *, full: bool = False, first: bool = True) -> bytes:
    """Write an analysis in a format; in one stream of CSV, only the first has the header."""
    if name == "html":
        from dashboard.report import write_html

        return write_html(analysis)
    if name == "csv":
        return formats.write(analysis, name, full=full, header=first)
    if name == "table":
        return formats.write(analysis, name, width=shutil.get_terminal_size((100, 24)).columns)
    return formats.write(analysis, name)


def _print(data: bytes) -> None:
    if sys.stdout.isatty():  # a terminal gets text in its own encoding
        print(data.decode(), end="")  # noqa: T201 - this is the output
    else:
        sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _target(output: Path, analysis: Analysis, name: str, *, many: bool) -> Path:
    """Return the file to write: the given one, or one named by headline and id in the given folder."""
    if not many and not output.is_dir():
        return output
    words = re.sub(r"\W+", "-", analysis.article.title or "article").strip("-").lower()[:_NAME_LENGTH].rstrip("-")
    ending = ".html" if name == "html" else formats.FORMATS[name].ending
    return output / f"{words or 'article'}-{analysis.article.article_id}{ending}"


def _save(data: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise NothingUsable(f"{path} cannot be written: {error.strerror or error}") from error
    print(f"Wrote {path}", file=sys.stderr)  # noqa: T201 - this is the output
