"""HanTa's parts of speech, read faster: of the tags that may follow, only those that the word can have are asked for.

HanTa walks every tag that may follow the one before and drops most of them; this is the same search (a hidden Markov
model of the second order, Viterbi) over the few tags of a word, with the same result. Words are looked up once.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

State = tuple[int, int]
"""The tags of two neighbouring words."""

REMEMBERED_WORDS = 8192
"""Words whose tags are kept: most of a text are of these."""

NARROW = 5  # log-probability by which a word's tags may fall behind its best
STATES_KEPT = 5  # beyond these, states that fall behind the worst of them by 1 are dropped
LOWEST = -1e6


class QuickTagger:
    """HanTa's model with its own search.

    Parameters
    ----------
    model : HanoverTagger
        The tagger whose tables are read.
    """

    def __init__(self, model: Any) -> None:
        from HanTa.HanoverTagger import EMPTY, END, START, UNKNOWN

        self._model = model
        self._start, self._end, self._unknown = (EMPTY, START), END, UNKNOWN
        self._follows: Mapping[State, Mapping[int, float]] = model.LP_trans_word
        self._chances = lru_cache(maxsize=REMEMBERED_WORDS)(self._look_up)

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return the part of speech of each word; KeyError where the model has no path through them."""
        row: dict[State, float] = {self._start: 0.0}
        came_from: list[dict[State, State]] = []
        for number, word in enumerate(words):
            row, came = self._step(row, self._chances(word, number > 0))
            came_from.append(came)
        state = self._last(row)
        tags = []
        for came in reversed(came_from):
            tags.append(self._model.int2tag[state[1]])
            state = came[state]
        return tags[::-1]

    def _look_up(self, word: str, case_tells: bool) -> Mapping[int, float]:
        """Return the tags that a word may have; at the start of a sentence its capital tells nothing."""
        tags = self._model._tag_word(word, cutoff=NARROW, casesensitive=case_tells, conditional=True)  # noqa: SLF001
        found: dict[int, float] = dict(tags)
        return {} if list(found) == [self._unknown] else found

    def _step(
        self, before: Mapping[State, float], chances: Mapping[int, float]
    ) -> tuple[dict[State, float], dict[State, State]]:
        bound = sorted(before.values(), reverse=True)[STATES_KEPT] - 1 if len(before) > STATES_KEPT else LOWEST
        row: dict[State, float] = {}
        came: dict[State, State] = {}
        for state, so_far in before.items():
            if so_far < bound:
                continue
            follows = self._follows[state]
            for tag, chance in (chances or dict.fromkeys(follows, 0.0)).items():
                path = so_far + follows.get(tag, -math.inf) + chance
                new = state[1], tag
                if path > row.get(new, LOWEST) and tag != self._end:
                    row[new], came[new] = path, state
        return row, came

    def _last(self, row: Mapping[State, float]) -> State:
        """Return the best state in which a sentence may end."""
        ends = {state: lp + self._follows[state].get(self._end, -math.inf) for state, lp in row.items()}
        best = max(ends, key=lambda state: ends[state], default=None)
        if best is None or ends[best] == -math.inf:
            raise KeyError("no path")
        return best


@cache
def shipped_model() -> Any:
    """Return HanTa's English model, a file of its wheel."""
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_en.pgz")


@cache
def quick_tagger() -> QuickTagger:
    """Return the tagger that comes with the program, opened once."""
    return QuickTagger(shipped_model())
