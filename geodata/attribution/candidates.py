"""The spans of words that may be a source, a cue or a content: every likely beginning with every likely end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from geodata.attribution.wordview import MARKS, QUOTING, THAT, Floats, Ints, WordView

Candidate = tuple[int, int, int]
"""Number of the part (source, cue, content) and words `[first, last)`."""

CONTENT = 2
THINKABLE = 0.04  # probability of a part from which on a word may belong to one
LEAST_MEAN = 0.12  # of the words of a span
LEAST_STEP = 0.05  # of probability at an edge
AT_REGION = 0.3  # how likely a region's own first word begins a span, at least
EDGES, EDGES_A_WORD, MOST_EDGES = 8, 1 / 8, 24  # edges tried of a region, and how many more a long one gets
LONGEST_NAMING = 60  # words of a source or a cue
LIKELY_NOTHING = 0.5  # a name left out in the middle of a span has more than this


def candidates(view: WordView) -> Ints:
    """Return the spans that are worth judging, a row each: part, first word, word behind the last."""
    breaks = _speech_ends(view)
    found = [
        (part, start, end)
        for part in range(3)
        for first, last in _regions(view, part, breaks)
        for _, start, end in _in(view, part, first, last)
        if bisect_right(breaks, start) == bisect_left(breaks, end)
    ]
    return np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 3)


def _regions(view: WordView, part: int, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that may belong to a part; one name that stands for nothing does not break them."""
    on = view.inside[:, part] > THINKABLE
    bridge = ~on[1:-2] & on[:-3] & (on[2:-1] | on[3:]) & (view.outside[1:-2] > LIKELY_NOTHING)
    on[1:-2] |= bridge
    on[view.count :] = False
    steps = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]])))
    for first, last in zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True):
        inside = breaks[bisect_right(breaks, first) : bisect_left(breaks, last)]
        yield from pairwise([first, *inside, last])


def _speech_ends(view: WordView) -> list[int]:
    """Return the words that open a line behind the closing mark of a quotation: there somebody has said all he says."""
    ends = np.unique(view.quoted_to[view.quoted_to > 0])
    closed = np.array([view.classes[end - 1] in QUOTING for end in ends], bool)
    return [int(end) for end in ends[closed] if view.opens_line[end]]


def _in(view: WordView, part: int, first: int, last: int) -> Iterator[Candidate]:
    """Yield the candidates of one region."""
    inside = view.inside[first:last, part]
    sums = np.concatenate([[0.0], np.cumsum(inside)]).tolist()
    ends = _ends(view, part, first, last)
    for start in _starts(view, part, first, last):
        for end in ends:
            longest = end - start if part == CONTENT else LONGEST_NAMING
            low, high = max(start - first, 0), min(end - first, last - first)
            if start < end <= start + longest and sums[high] - sums[low] >= LEAST_MEAN * (end - start):
                yield part, start, end


def _starts(view: WordView, part: int, first: int, last: int) -> set[int]:
    inside, begins = view.inside[first:last, part], view.begins[first:last, part]
    step = np.maximum(begins, np.diff(inside, prepend=0.0))
    step[0] = max(step[0], AT_REGION)
    found = {first + at for at in _likely(step)}
    classes = view.classes
    found |= {at + 1 for at in found if at + 1 < last and (classes[at] in MARKS or classes[at] == THAT)}
    found |= {at - 1 for at in found if at > 0 and (classes[at - 1] in QUOTING or classes[at - 1] == THAT)}
    if part == CONTENT:
        found |= {start for start, end in view.quotations if start < last and end > first}
    return found


def _ends(view: WordView, part: int, first: int, last: int) -> set[int]:
    inside, begins = view.inside[first:last, part], view.begins[first:last, part]
    going_on = np.append((inside - begins)[1:], 0.0)
    step = np.maximum(inside - np.minimum(going_on, inside), np.append(begins[1:], 0.0))
    found = {first + at + 1 for at in _likely(step)}
    classes = view.classes
    found |= {at - 1 for at in found if at - 1 > first and classes[at - 1] in MARKS}
    found |= {at + 1 for at in found if classes[at] in QUOTING}
    found |= {at + 2 for at in found if classes[at] in MARKS - QUOTING and classes[at + 1] in QUOTING}
    if part == CONTENT:
        found |= {end for start, end in view.quotations if start < last and end > first}
    return {at for at in found if at <= view.count}


def _likely(step: Floats) -> list[int]:
    """Return where a span most likely begins or ends."""
    most = min(EDGES + int(len(step) * EDGES_A_WORD), MOST_EDGES)
    best = np.argsort(-step, kind="stable")[:most]
    found: list[int] = best[step[best] > LEAST_STEP].tolist()
    return found
