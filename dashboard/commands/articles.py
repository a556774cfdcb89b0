"""From a word of the command line to an article, or to an analysis that was made before."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.commands.failures import WrongUsage
from geodata.errors import InputError
from geodata.formats import reading
from geodata.ingest import encodable, is_address, make_article, parse_day, read_path, read_url
from geodata.models import Article
from geodata.readers import MAX_FILE_BYTES, decode
from geodata.schema import Analysis

COMMANDS = ("analyze", "export", "gazetteer")
_SHOWN = 60  # characters of a word in an error


@dataclass(frozen=True)
class Known:
    """What the command line says about its articles."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None


def check_words(words: list[str], known: Known) -> None:
    """Raise WrongUsage for the first word that is neither file, address nor -, before any work is done."""
    for word in words:
        if word != "-" and not is_address(word) and not _exists(word):
            raise WrongUsage(_say_unknown(word))
    if words.count("-") > 1:
        raise WrongUsage("- can be given once: there is one input")
    if known.title and len(words) > 1:
        raise WrongUsage("--title is for one article")
    try:
        parse_day(known.published)
    except InputError as error:
        raise WrongUsage(str(error)) from error


def read_word(word: str, known: Known) -> Article | Analysis:
    """Read what a word stands for."""
    if word == "-":
        return make_article(_read_input(), title=known.title, publisher=known.publisher, published=known.published)
    if is_address(word):
        return read_url(word, title=known.title, publisher=known.publisher, published=known.published)
    if word.lower().endswith(reading.ENDINGS):
        return _read_analysis(Path(word))
    return read_path(word, title=known.title, publisher=known.publisher, published=known.published)


def _exists(word: str) -> bool:
    try:
        return bool(word.strip()) and Path(word).exists()
    except (OSError, ValueError):
        return False


def _read_analysis(path: Path) -> Analysis:
    try:
        return reading.read_export(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _read_input() -> str:
    data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"The input is larger than {MAX_FILE_BYTES // 1024**2} MB: give the article alone.")
    return decode(data)


def _say_unknown(word: str) -> str:
    """Say that a word means nothing, and what may have been meant."""
    shown = " ".join(encodable(word).split())[:_SHOWN]
    near = difflib.get_close_matches(word, [*COMMANDS, *_neighbours(word)], n=1)
    hint = f"did you mean “{encodable(near[0])}”?" if near else "see dateline --help"
    return f"“{shown}” is no command, file or web address; {hint}"


def _neighbours(word: str) -> list[str]:
    """List the files beside the one that was meant, named as the word names its own."""
    folder = Path(word).parent
    try:
        return [str(folder / path.name) for path in folder.iterdir() if path.is_file()]
    except (OSError, ValueError):
        return []
