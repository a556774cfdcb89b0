"""Which words of a text another attribution has already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from geodata.attribution.contents import Found
from geodata.language.phrases import Span


class Taken:
    """The words that are already used, asked in time that does not grow with the text."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touches(self, span: Span) -> bool:
        """Tell whether a span shares a character with any of them."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]


def without_taken(item: Found, taken: Taken) -> Found:
    """Leave out the further contents that another cue has: "the minister, who denied it, called the verdict unjust"."""
    free = tuple(span for span in item.contents if not taken.touches(span))
    return replace(item, contents=free or item.contents)
