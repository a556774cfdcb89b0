"""What the tagger says of a run of words: evidence beside that of the rules, and names that no gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from geodata.models import Kind, Tags
from geodata.recognition.names import Span
from geodata.recognition.reading import Passage
from geodata.tagger import ENTITY_LABELS, KIND_LABELS

Numbers = npt.NDArray[np.floating]

SUREST = 6.0  # log-odds: the model is never surer than this, whatever it says
SCALE = 4.0  # log-odds that count as one, so that all evidence lies near [-1, 1]
PROPOSED_FROM = 0.15  # probability of a beginning: less is not worth judging
ENTITIES = ("LOC", "FAC", "PER", "ORG", "NORP")


def _log_odds(probability: Numbers) -> Numbers:
    kept = np.clip(probability.astype(np.float64), 1e-9, 1 - 1e-9)
    return np.clip(np.log(kept / (1 - kept)), -SUREST, SUREST)


class TagView:
    """The tags of one document, asked by offsets.

    Parameters
    ----------
    tags : Tags
        What the tagger said of the whole text.
    """

    def __init__(self, tags: Tags) -> None:
        toponym = tags.heads["toponym"]
        self._starts = {word.start: number for number, word in enumerate(tags.words)}
        self._ends = {word.end: number + 1 for number, word in enumerate(tags.words)}
        self._end_of = [word.end for word in tags.words]
        self._begins = _log_odds(toponym[:, 1])
        self._goes_on = np.append(_log_odds(toponym[:, 2]), -SUREST)
        self._in_name = _log_odds(1 - toponym[:, 0])
        self._kinds = tags.heads["kind"]
        entity = tags.heads["entity"]
        self._entities = {
            name: entity[:, [ENTITY_LABELS.index(f"B-{name}"), ENTITY_LABELS.index(f"I-{name}")]].sum(axis=1)
            for name in ENTITIES
        }

    def range_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the words `[first, last)` that cover a span exactly, None where it cuts through a word."""
        first, last = self._starts.get(start), self._ends.get(end)
        return (first, last) if first is not None and last is not None and first < last else None

    def _parts(self, first: int, last: int) -> tuple[float, float, float]:
        """Return the log-odds that a name begins here, that it goes on to its end, and that it ends there."""
        inside = float(self._goes_on[first + 1 : last].min()) if last > first + 1 else SUREST
        return float(self._begins[first]), inside, -float(self._goes_on[last])

    def evidence(self, start: int, end: int) -> dict[str, float]:
        """Return the tagger's evidence on a span; empty where the span cuts through a word of the model."""
        found = self.range_of(start, end)
        if found is None:
            return {"tag_cut": 1.0}
        first, last = found
        begins, inside, closes = self._parts(first, last)
        seen = {
            "tag_begins": begins / SCALE,
            "tag_goes_on": inside / SCALE,
            "tag_closes": closes / SCALE,
            "tag_weakest": min(begins, inside, closes) / SCALE,
            "tag_in_name": float(self._in_name[first:last].mean()) / SCALE,
        }
        return seen | {f"tag_{name.lower()}": float(self._entities[name][first:last].mean()) for name in ENTITIES}

    def kinds(self, start: int, end: int) -> Mapping[Kind, float]:
        """Return the probability of each kind that a name at this span has; empty where it cuts through a word."""
        found = self.range_of(start, end)
        if found is None:
            return {}
        return {kind: float(self._kinds[found[0], number]) for number, kind in enumerate(KIND_LABELS)}  # type: ignore[misc]

    def proposals(self, passage: Passage) -> Iterator[Span]:
        """Yield the runs of a passage that the tagger reads as names, known to the gazetteer or not."""
        floor = float(_log_odds(np.array([PROPOSED_FROM]))[0])
        by_end = {word.end: index + 1 for index, word in enumerate(passage.words)}
        for index, word in enumerate(passage.words):
            first = self._starts.get(word.start)
            if first is None or self._begins[first] < floor:
                continue
            stop = by_end.get(self._end_of[self._end_after(first) - 1])
            if stop is not None and stop > index:
                yield Span(passage, index, stop)

    def _end_after(self, first: int) -> int:
        """Return where the name that begins at a word most likely ends."""
        last = first + 1
        while last < len(self._begins) and self._goes_on[last] > 0:
            last += 1
        return last
