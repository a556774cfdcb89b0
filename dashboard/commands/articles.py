"""From the words of the command line to the articles that they stand for: one each, or several of a table or feed."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dashboard.commands.failures import Answered, WrongUsage
from geodata import feeds, tables
from geodata.captures import Capture, Given, capture_text, read_file
from geodata.errors import InputError
from geodata.feeds import Feed
from geodata.incoming import Incoming, Table, capture_item, read_address, read_incoming
from geodata.ingest import encodable, is_address, parse_day
from geodata.readers import MAX_FILE_BYTES, decode
from geodata.schema import Analysis

COMMANDS = ("analyze", "export", "gazetteer")
ALL, LIST = "all", "list"
"""The words of --items beside numbers."""

_SEVERAL = frozenset({*tables.ENDINGS, *feeds.ENDINGS})
_SHOWN = 60  # characters of a word in an error


@dataclass(frozen=True)
class Known:
    """What the command line says about its articles."""

    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    items: str | None = None
    """Which articles of a feed are wanted."""

    @property
    def given(self) -> Given:
        """What wins over what a file says of itself."""
        return Given(self.title, self.publisher, self.published)


@dataclass(frozen=True)
class Pending:
    """One article that is still to be read, under the name by which the user knows it."""

    name: str
    read: Callable[[], Capture | Analysis]


def check_words(words: list[str], known: Known) -> None:
    """Raise WrongUsage for the first word that is neither file, address nor -, before any work is done."""
    for word in words:
        if word != "-" and not is_address(word) and not _exists(word):
            raise WrongUsage(_say_unknown(word))
    if words.count("-") > 1:
        raise WrongUsage("- can be given once: there is one input")
    if known.title and len(words) > 1:
        raise WrongUsage("--title is for one article")
    if known.items not in (None, ALL, LIST):
        read_numbers(str(known.items))
    try:
        parse_day(known.published)
    except InputError as error:
        raise WrongUsage(str(error)) from error


def read_numbers(words: str) -> list[int]:
    """Read numbers and stretches of them ("1,3-5"); WrongUsage for other words."""
    found: list[int] = []
    for part in words.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdecimal() and first.isascii() and (not dash or (last.isdecimal() and last.isascii()))):
            raise WrongUsage(f"“{part.strip()[:_SHOWN]}” chooses no articles: write --items 1,3-5, all or list")
        found += range(int(first), min(int(last or first), int(first) + 1000) + 1)
    return found


def expand(word: str, known: Known) -> list[Pending]:
    """Return the articles that a word stands for; a table or feed has several.

    Raises
    ------
    DatelineError
        What it names cannot be read.
    WrongUsage
        It is a feed, and which of its articles are wanted was not said.
    """
    if word == "-":
        return [Pending("the input", lambda: capture_text(_read_input(), known.given))]
    if is_address(word):
        return _pending(read_address(word, known.given), word, known)
    path = Path(word)
    if path.suffix.lower() in _SEVERAL:
        return _pending(read_incoming(read_file(path), path.name), word, known)
    return [Pending(word, lambda: _one(path, known))]


def _pending(found: Incoming, word: str, known: Known) -> list[Pending]:
    """Return the articles of what was read, one or several."""
    if isinstance(found, Feed):
        return _of_feed(found, word, known)
    if isinstance(found, Table):
        numbers = range(1, len(found.rows) + 1)
        return [Pending(f"{word}, row {number}", partial(found.capture, number, known.given)) for number in numbers]
    return [Pending(word, lambda: found)]


def _one(path: Path, known: Known) -> Capture | Analysis:
    found = read_incoming(read_file(path), path.name, known.given)
    if isinstance(found, (Table, Feed)):
        raise InputError(f"{path.name} holds several articles.")
    return found


def _of_feed(feed: Feed, word: str, known: Known) -> list[Pending]:
    """Return the chosen articles of a feed, numbered as its list shows them."""
    if known.items is None:
        raise WrongUsage(
            f"this feed has {len(feed.items)} articles: choose with --items 1,3-5 or all; --items list shows them"
        )
    if known.items == LIST:
        raise Answered("\n".join(_lines(feed)))
    numbers = range(1, len(feed.items) + 1) if known.items == ALL else read_numbers(known.items)
    missing = [number for number in numbers if not 1 <= number <= len(feed.items)]
    if missing:
        raise WrongUsage(f"this feed has no article {missing[0]}: it has {len(feed.items)}")
    return [
        Pending(f"{word}, article {number}", partial(capture_item, feed.items[number - 1], feed.title, known.given))
        for number in dict.fromkeys(numbers)
    ]


def _lines(feed: Feed) -> Iterator[str]:
    for number, item in enumerate(feed.items, 1):
        yield f"{number:>4}  {item.published or '          '}  {item.title or item.address or 'Untitled article'}"


def _exists(word: str) -> bool:
    try:
        return bool(word.strip()) and Path(word).exists()
    except (OSError, ValueError):
        return False


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
