"""Where the text that is shown stood in the file that it was taken from: a map from its characters to the original's.

A page is cleaned of menus and markup before it is read. The map leads back from each line that was kept to the
characters of the page's source, so that whoever has the page can look up what the program saw.
"""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int, int, int]
"""Start and end in the text, start and end in the original."""

_PIECE = re.compile(r"<!--|</?([a-zA-Z][\w:-]*)[^<>]*>|&#?\w{1,32};|\s+|[^<&\s]+|.", re.DOTALL)
_HIDDEN = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "template", "noscript", "svg")
}  # elements that no reader sees, with their ends
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
     "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip
_MOST_SOURCE = 4 * 1024 * 1024  # characters of a source that are mapped: more is no article
_MOST_MISSES = 60  # stretches that are not found, after which no more are looked for: each look reads the whole source
_PART = re.compile(r"[^\s|•-].*?(?:[.!?…”»](?=\s)|(?=\s\|)|$)", re.MULTILINE)  # a sentence, cell or list item


@dataclass(frozen=True)
class _Visible:
    """What a reader of a page sees, white space as single spaces, with the place of each character in the source."""

    text: str
    places: array[int]


def map_to_source(text: str, source: str) -> list[Span]:
    """Find the lines of a text in the source of a web page.

    Parameters
    ----------
    text : str
        What was taken from the page.
    source : str
        The page as it came, with its markup.

    Returns
    -------
    list of (int, int, int, int)
        Half-open stretches of the text and where they stand in the source, in the order of the text. A line that was
        changed by the cleaning beyond white space and entities is left out.
    """
    if len(source) > _MOST_SOURCE:
        return []
    finder = _Finder(_visible(source))
    found: list[Span] = []
    for start, end in _lines(text):
        whole = finder.find(text, start, end)
        parts = [whole] if whole else [finder.find(text, *part) for part in _sentences(text, start, end)]
        found += [part for part in parts if part]
        if finder.misses > _MOST_MISSES:
            break
    return found


class _Finder:
    """Looks for words in what is visible of a source, each behind the one before."""

    def __init__(self, visible: _Visible) -> None:
        self._visible = visible
        self._position = 0
        self.misses = 0

    def find(self, text: str, start: int, end: int) -> Span | None:
        """Return where a stretch of the text stands in the source, or None."""
        words = " ".join(text[start:end].split())
        at = self._visible.text.find(words, self._position)
        if at < 0:
            at = self._visible.text.find(words)
        if at < 0:
            self.misses += 1
            return None
        self._position = at + len(words)
        places = self._visible.places
        return start, end, places[at], places[self._position - 1] + 1


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line that was put together from several places of the page."""
    for part in _PART.finditer(text, start, end):
        yield part.start(), part.start() + len(part.group().rstrip())


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the lines, without white space around them."""
    for line in re.finditer(r"\S[^\n]*", text):
        yield line.start(), line.start() + len(line.group().rstrip())


def _visible(source: str) -> _Visible:
    """Take the markup out of a source; block tags part words, inline ones do not."""
    parts: list[str] = []
    places = array("I")
    position = 0
    while piece := _PIECE.match(source, position):
        shown, position = _shown(piece), _after(piece, source)
        if shown == " " and parts and parts[-1] == " ":
            continue
        if shown:
            kept, where = _printed(shown, piece)
            parts.append(kept)
            places.extend(where)
    return _Visible("".join(parts), places)


def _printed(shown: str, piece: re.Match[str]) -> tuple[str, Sequence[int]]:
    """Return what is printed of a piece, with the place of each sign: marks where a word may break are not printed."""
    is_plain = shown == piece.group()
    where = range(piece.start(), piece.end()) if is_plain else [piece.start()] * len(shown)
    if shown.isprintable():
        return shown, where
    pairs = [(sign, place) for sign, place in zip(shown, where, strict=True) if sign.isprintable()]
    return "".join(sign for sign, _ in pairs), [place for _, place in pairs]


def _after(piece: re.Match[str], source: str) -> int:
    """Return where to go on: behind a comment or what is not shown as a whole, else behind the piece."""
    hidden = _HIDDEN.get((piece.group(1) or "").lower())
    if piece.group() == "<!--":
        end = source.find("-->", piece.end())
        return len(source) if end < 0 else end
    if hidden and not piece.group().startswith("</") and not piece.group().endswith("/>"):
        closing = hidden.search(source, piece.end())
        return closing.start() if closing else len(source)
    return piece.end()


def _shown(piece: re.Match[str]) -> str:
    words = piece.group()
    if words.isspace():
        return " "
    if words.startswith("<") and len(words) > 1:
        return "" if (piece.group(1) or "").lower() in _INLINE else " "
    if words.startswith("&") and len(words) > 1:
        decoded = html.unescape(words)
        return " " if decoded.isspace() else decoded
    return words
