"""Quotations: which stretches of a text stand in quotation marks, also across sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_QUOTATION = 6_000
"""Characters after which a mark without its partner is taken for a stray one."""

SHORTEST_SPEECH = 4
"""Words from which on a quotation is speech and not a doubted word or a title."""

_MARK = re.compile("[\"“”«»„‟]|(?<![\\w.,!?])[‘'](?=\\w)|(?<=[\\w.,!?…])[’'](?![\\w])|\\n+")
_OPENING = "“«„‟‘"
_CLOSING = "”»’"
_PARTNERS = {"“": '”"', "«": "»", "„": "“”", "‟": "”", "‘": "’'", "'": "'’", '"': '"”'}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: ``[start, end)`` with its marks, ``[inner_start, inner_end)`` without them."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_speech: bool

    def holds(self, offset: int) -> bool:
        """Tell whether the character at `offset` stands inside the marks."""
        return self.start <= offset < self.end


class Quotations:
    """The quotations of a text, asked by position."""

    def __init__(self, text: str) -> None:
        self.all = tuple(find_quotations(text))
        self._starts = [quotation.start for quotation in self.all]

    def at(self, offset: int) -> Quotation | None:
        """Return the quotation around the character at `offset`, or None."""
        index = bisect_right(self._starts, offset) - 1
        return self.all[index] if index >= 0 and self.all[index].holds(offset) else None


def find_quotations(text: str) -> Iterator[Quotation]:
    """Yield the quotations of a text in reading order; a mark inside another quotation opens none.

    A paragraph may end inside a quotation when the next one opens with the same mark; then each is yielded. A mark
    that never closes is left alone.
    """
    opened: re.Match[str] | None = None
    for match in _MARK.finditer(text):
        sign = match.group()
        if sign.startswith("\n"):
            if opened and _goes_on(text, opened, match):
                yield _quotation(text, opened.start(), match.start(), closed=False)
            opened = None
        elif opened is None:
            opened = match if _opens(text, match) else None
        elif sign in _PARTNERS[opened.group()]:
            if match.end() - opened.start() <= LONGEST_QUOTATION:
                yield _quotation(text, opened.start(), match.end(), closed=True)
            opened = None
        elif sign == opened.group() and sign in _OPENING:
            opened = match
    if opened and len(text) - opened.start() <= LONGEST_QUOTATION and _stands_first(text, opened.start()):
        yield _quotation(text, opened.start(), len(text.rstrip()), closed=False)


def _opens(text: str, match: re.Match[str]) -> bool:
    sign = match.group()
    if sign in _CLOSING:
        return False
    if sign == "'":
        return match.start() == 0 or text[match.start() - 1] in " \n\t([—–-:"
    return True


def _goes_on(text: str, opened: re.Match[str], line_break: re.Match[str]) -> bool:
    """Tell whether an unclosed quotation goes on in the next paragraph, which then opens with the same mark."""
    short_enough = line_break.start() - opened.start() <= LONGEST_QUOTATION
    return short_enough and text[line_break.end() : line_break.end() + 1] == opened.group()


def _stands_first(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    inner_start, inner_end = start + 1, end - 1 if closed else end
    n_words = sum(1 for _ in zip(_WORD.finditer(text, inner_start, inner_end), range(SHORTEST_SPEECH), strict=False))
    whole = text[max(inner_start, inner_end - 1) : inner_end] in (",", ".", "!", "?")
    return Quotation(start, end, inner_start, inner_end, n_words >= SHORTEST_SPEECH or (whole and n_words > 0))
