"""Markdown as its reader sees it: signs of layout are left out, and each stretch that stays leads back to the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FACT = re.compile(r"(title|author|date|publisher)[ \t]*:[ \t]*(\S.*)", re.IGNORECASE)
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:[-_*][ \t]*){3,}|=+[ \t]*)$")  # a line across, or the one below a heading
_HEAD = re.compile(
    r"(?:[ ]{0,3}>[ ]?)*(?:[ ]{0,3}#{1,6}[ \t]+|[ \t]*[-*+][ \t]+)?"
)  # of a quotation, heading, list item
_SIGN = re.compile(
    r"""!?\[(?P<link>[^\[\]\n]{0,500})\](?:\([^()\s]{0,500}(?:[ \t][^()\n]{0,200})?\)|\[[^\[\]\n]{0,100}\])
    |<(?P<address>(?:https?://|mailto:)[^<>\s]{1,500})>
    |(?<![\w*_\\])(?P<mark>\*{1,3}|_{1,3}|~~|`)(?=\S)(?P<strong>[^*_`~\n]{1,500}?)(?<=\S)(?P=mark)(?![\w*_])
    |\\(?P<escaped>[!-/:-@\[-`{-~])""",
    re.VERBOSE,
)
_SHOWN = ("link", "address", "strong", "escaped")  # what stays of a sign
_DEEPEST = 3  # signs inside one another: a bold word in a link in a quotation


class Plain(NamedTuple):
    """The text of a Markdown file, where its parts stood in the file, and what its head says."""

    text: str
    parts: tuple[tuple[int, int, int, int], ...]
    facts: dict[str, str]


def read_markdown(source: str) -> Plain:
    """Read Markdown.

    Parameters
    ----------
    source : str
        The file.

    Returns
    -------
    Plain
        Its text without signs of layout; half-open stretches of it with where they stand in the file; title, author,
        date and publisher as the block between dashes at its beginning has them.
    """
    front = _FRONT.match(source)
    facts = dict(_facts(front.group(1))) if front else {}
    pieces, parts, length = [], [], 0
    for start, end in _kept(source, front.end() if front else 0):
        pieces.append(source[start:end])
        if not pieces[-1].isspace():
            parts.append((length, length + end - start, start, end))
        length += end - start
    return Plain("".join(pieces), tuple(parts), facts)


def _facts(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        if found := _FACT.match(line):
            yield found.group(1).lower(), found.group(2).strip().strip("\"'")


def _kept(source: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the source that a reader sees, in order."""
    for line in re.finditer(r"([^\n]*)(\n|\Z)", source[position:]):
        start, end = (position + at for at in line.span(1))
        words = source[start:end]
        if _RULE.match(words) or _FENCE.match(words):
            continue
        head = _HEAD.match(words)
        start += head.end() if head else 0
        yield from _within(source, start, max(start, position + line.start(1) + len(_without_tail(words))), _DEEPEST)
        yield position + line.start(2), position + line.end(2)


def _without_tail(words: str) -> str:
    """Return a line without the white space at its end, a heading without the signs that close it."""
    words = words.rstrip()
    open_end = words.rstrip("#")
    return open_end.rstrip() if words.lstrip(" >").startswith("#") and open_end[-1:].isspace() else words


def _within(source: str, start: int, end: int, depth: int) -> Iterator[tuple[int, int]]:
    """Yield a line without the signs around its words."""
    for sign in _SIGN.finditer(source, start, end) if depth else ():
        if start < sign.start():
            yield start, sign.start()
        name = next(name for name in _SHOWN if sign.group(name) is not None)
        yield from _within(source, *sign.span(name), 0 if name == "escaped" else depth - 1)
        start = sign.end()
    if start < end:
        yield start, end
