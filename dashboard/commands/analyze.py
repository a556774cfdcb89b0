"""`dateline analyze`: articles in, one file or line each out."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.assets.startup import ensure_built
from dashboard.commands import progress
from dashboard.commands.articles import Known, Pending, check_words, expand
from dashboard.commands.failures import NothingUsable, WrongUsage
from dashboard.exports import EXPORTS, export, read_view, safe_copy
from dashboard.viewstate import ViewState
from geodata.captures import Capture, recorded
from geodata.duplicates import find_same, likeness_row
from geodata.errors import DatelineError, InputError
from geodata.formats.table_text import DEFAULT_WIDTH
from geodata.incoming import recall
from geodata.models import Article
from geodata.narrowing import read_kinds
from geodata.schema import Analysis
from geodata.store import Store

if TYPE_CHECKING:
    from geodata.pipeline import Engine

ENDINGS = {**{entry.ending: name for name, entry in EXPORTS.items()}, ".htm": "html"}
"""The format that the ending of -o asks for, the longest ending first."""

ONE_AFTER_THE_OTHER = frozenset({"json", "table", "csv", "geojson", "w3c", "jsonld"})
"""The formats of which several can follow each other in one output."""

NO_TEXT = frozenset({"geoparquet", "png"})
"""The formats that a terminal cannot show."""

SAME_WORDS = {"text": "the same text as", "address": "from the same address as", "nearly": "nearly the same text as"}
"""How an article repeats another one."""

Likeness = tuple[str, str | None, str | None, bytes | None]
"""What an article is known by: its id, the name that the user knows it by, its address, its fingerprint."""

_NAME_LENGTH = 60  # characters of a headline in a file name


def analyze(options: argparse.Namespace) -> int:
    """Analyse every article and write what was found; return 0 when at least one was usable."""
    known = Known(options.published, options.title, options.publisher, options.items)
    state = read_state(options.view, options.kind)
    check_words(options.articles, known)
    _check_output(options.format or default_format(options.output), len(options.articles), options)
    ensure_built(progress.preparing())
    engine = _engine(options)
    pending, failed = expand_all(options.articles, known)
    found = analyses_of(pending, alone=len(pending) + failed == 1, engine=engine)
    return write_all(found, len(pending) + failed, options, state)


def read_state(view: str | None, kinds: Sequence[str]) -> ViewState:
    """Read the filters of --view and --kind; WrongUsage says which of them cannot be read."""
    try:
        state = read_view(view or "")
        return replace(state, kind=read_kinds(kinds)) if kinds else state
    except InputError as error:
        raise WrongUsage(str(error)) from error


def write_all(found: Iterator[Analysis], number: int, options: argparse.Namespace, state: ViewState) -> int:
    """Write analyses to the output, a file or a folder; return 0 when there was one."""
    name = options.format or default_format(options.output)
    _check_output(name, number, options)
    written = 0
    for whole in found:
        analysis = safe_copy(whole, options.coordinates, options.hide)
        first = written == 0 or options.output is not None
        data = export(analysis, name, state, **options_of(name, options, first=first))
        if options.output is None:
            _print(data)
        else:
            _save(data, _target(Path(options.output), analysis, name, many=number > 1))
        written += 1
    return 0 if written else 1


def _check_output(name: str, number: int, options: argparse.Namespace) -> None:
    if options.full and name != "csv":
        raise WrongUsage("--full goes with --format csv")
    if options.review_url and name != "jsonld":
        raise WrongUsage("--review-url goes with --format jsonld")
    if options.output is None and name in NO_TEXT and sys.stdout.isatty():
        raise WrongUsage(f"{name} is no text that a terminal can show: give a file with -o")
    if number > 1 and options.output is None and name not in ONE_AFTER_THE_OTHER:
        raise WrongUsage(f"several articles as {name} go into a folder: give one with -o")
    if number > 1 and options.output is not None and Path(options.output).is_file():
        raise WrongUsage(f"{options.output} is a file: several articles go into a folder, so give one with -o")


def analyses(words: Sequence[str], known: Known, store: Store) -> Iterator[Analysis]:
    """Yield the analysis of each article that the words stand for, with what a library knows of it."""
    pending, failed = expand_all(words, known)
    remembered = [replace(one, read=partial(_recalled, one, store)) for one in pending]
    return analyses_of(remembered, alone=len(pending) + failed == 1)


def _recalled(one: Pending, store: Store) -> Capture | Analysis:
    """Read an article; say which kept ones it repeats."""
    found = one.read()
    if isinstance(found, Analysis):
        return found
    capture = recall(found, store)
    for same in capture.record.get("same_as", ()):
        progress.complain(one.name, f"{SAME_WORDS[same['how']]} “{same['title'] or 'Untitled'}” in the library")
    return capture


def expand_all(words: Sequence[str], known: Known) -> tuple[list[Pending], int]:
    """Return the articles that words stand for, and how many of several words could not be read at all."""
    pending: list[Pending] = []
    failed = 0
    for word in words:
        try:
            pending += expand(word, known)
        except DatelineError as error:
            if len(words) == 1:
                raise
            progress.complain(word, str(error))
            failed += 1
    return pending, failed


def analyses_of(pending: Sequence[Pending], *, alone: bool, engine: Engine | None = None) -> Iterator[Analysis]:
    """Yield the analysis of each article; of several, one that fails is complained about and left out.

    Raises
    ------
    DatelineError
        When it is alone, and it fails.
    NothingUsable
        When all of several fail.
    """
    seen: list[Likeness] = []
    usable = 0
    for one in pending:
        try:
            analysis = _analysis(one, engine)
        except DatelineError as error:
            if alone:
                raise
            progress.complain(one.name, str(error))
            continue
        _tell_repeats(one.name, analysis, seen)
        usable += 1
        yield analysis
    if not usable:
        raise NothingUsable("none of the articles could be used")


def _tell_repeats(name: str, analysis: Analysis, seen: list[Likeness]) -> None:
    """Say that an article is the same as one before, or nearly; it is read all the same."""
    for same in find_same(analysis.article, seen)[:1]:
        progress.complain(name, f"{SAME_WORDS[same.how]} {same.title}")
    article_id, url, packed = likeness_row(analysis.article)
    seen.append((article_id, name, url, packed))


def _analysis(one: Pending, engine: Engine | None) -> Analysis:
    tell = progress.report(one.name)
    try:
        found = one.read()
        return found if isinstance(found, Analysis) else recorded(_analyse(found.article, tell, engine), found.record)
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


def default_format(output: str | None) -> str:
    """Return the format that the ending of the output asks for, else what suits where it goes."""
    if output is not None:
        name = Path(output).name.lower()
        return next(
            (ENDINGS[ending] for ending in sorted(ENDINGS, key=len, reverse=True) if name.endswith(ending)), "json"
        )
    return "table" if sys.stdout.isatty() else "json"


def options_of(name: str, options: argparse.Namespace, *, first: bool) -> dict[str, Any]:
    """Return what a format is told: in one stream of CSV only the first has the header, a terminal has its width."""
    if name == "csv":
        return {"full": options.full, "header": first}
    if name == "jsonld":
        return {"review_url": options.review_url}
    if name == "table" and options.output is None and sys.stdout.isatty():
        return {"width": shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns}
    return {}


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
    return output / f"{words or 'article'}-{analysis.article.article_id}{EXPORTS[name].ending}"


def _save(data: bytes, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise NothingUsable(f"{path} cannot be written: {error.strerror or error}") from error
    print(f"Wrote {path}", file=sys.stderr)  # noqa: T201 - this is the output
