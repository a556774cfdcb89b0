"""What speaks for a span of words being a source, a cue or a content: labels inside and around it, marks, sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.attribution.wordview import NOWHERE, Floats, Ints, WordView

Column = npt.NDArray[Any]

LEAST = 1e-4  # probability below which nothing more is told
BESIDE = (-1, 0, -2, 1)
"""Words looked at around a span: before it, behind it, two before, two behind."""


def evidence(view: WordView, spans: Ints) -> Floats:
    """Return one row of evidence a span, all of one part (rows of `candidates`)."""
    part, first, last = int(spans[0, 0]), spans[:, 1], spans[:, 2]
    columns = [
        *_own_labels(view, part, first, last),
        *_other_labels(view, part, first, last),
        *_extent(view, first, last),
        *_quotation(view, first, last),
        *_words(view, first, last),
    ]
    return np.column_stack(columns).astype(np.float64)


def _log(values: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(values, LEAST)))


def _between(reduce: Callable[..., Floats], column: Floats, first: Ints, last: Ints) -> Floats:
    """Return a reduction of a column over each of some spans `[first, last)`, none of them empty."""
    pairs = np.column_stack([first, last]).ravel()
    return reduce(column, pairs)[::2]


def _own_labels(view: WordView, part: int, first: Ints, last: Ints) -> Iterator[Column]:
    begins, inside = view.begins[:, part], view.inside[:, part]
    length = last - first
    logs = np.concatenate([[0.0], np.cumsum(_log(inside))])
    sums = np.concatenate([[0.0], np.cumsum(inside)])
    goes_on = (inside - begins)[last]
    again = _between(np.maximum.reduceat, begins, np.minimum(first + 1, last - 1), last)
    yield _log(begins[first])
    yield _log(inside[first])
    yield _log(inside[last - 1])
    yield _log(1.0 - goes_on)
    yield _log(goes_on)
    yield _log(begins[last])
    yield _log(inside[first - 1])
    yield logs[last] - logs[first]
    yield (logs[last] - logs[first]) / length
    yield (sums[last] - sums[first]) / length
    yield _log(_between(np.minimum.reduceat, inside, first, last))
    yield _log(np.where(length > 1, again, 0.0))


def _other_labels(view: WordView, part: int, first: Ints, last: Ints) -> Iterator[Column]:
    for other in range(view.inside.shape[1]):
        inside = view.inside[:, other]
        if other != part:
            yield _log(_between(np.maximum.reduceat, inside, first, last))
        for step in BESIDE:
            yield _log(inside[(first if step < 0 else last) + step])


def _extent(view: WordView, first: Ints, last: Ints) -> Iterator[Column]:
    length = last - first
    sentences = np.concatenate([[0], np.cumsum(view.opens_sentence)])
    lines = np.concatenate([[0], np.cumsum(view.opens_line)])
    crossed = sentences[last] - sentences[first + 1]
    yield np.log(length)
    yield from (length == 1, length == 2)  # noqa: PLR2004 - words
    yield from (view.opens_sentence[first], view.opens_sentence[last])
    yield from (view.opens_line[first], view.opens_line[last])
    yield from (crossed > 0, crossed, lines[last] - lines[first + 1])
    yield view.depth[last] != view.depth[first]


def _quotation(view: WordView, first: Ints, last: Ints) -> Iterator[Column]:
    """Yield how a span stands to the quotations in which it begins and ends."""
    opening, closing = view.quoted_from[first], view.quoted_to[last - 1]
    begins, ends = opening >= 0, closing >= 0
    one = begins & (opening == view.quoted_from[last - 1])
    at_opening, at_closing = begins & (first == opening), ends & (last == closing)
    yield from (begins, ends, one, one & at_opening & at_closing, at_opening, at_closing)
    yield from (begins & (first == opening + 1), ends & (last == closing - 1))
    yield begins & ~at_opening & (last > view.quoted_to[first])  # begins inside and goes on behind
    yield ends & ~at_closing & (first < view.quoted_from[last - 1])
    yield from (one & at_opening & ~at_closing, one & ~at_opening & at_closing)
    yield one & (first > opening + 1) & (last < closing - 1)


def _words(view: WordView, first: Ints, last: Ints) -> Iterator[Column]:
    """Yield the classes of the words at and beside both edges, a column for each class."""
    table = np.eye(NOWHERE + 1)
    for at in (first - 2, first - 1, first, first + 1, last - 1, last, last + 1):
        yield table[view.classes[at]]
