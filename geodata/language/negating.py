"""Where a statement that is said not to be so has its NO: in its own words, or in the verb that reports it."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.language.wordtables import cues
from geodata.wording import NoIn

Spans = Iterable[tuple[int, int]]


def no_in(words: tuple[int, int], cue: str | None, cue_start: int | None, negations: Spans) -> NoIn:
    """Tell where the NO of a statement stands.

    Parameters
    ----------
    words : tuple of int
        Where the words that are shown begin and end.
    cue : str or None
        The reporting words.
    cue_start : int or None
        Where they stand.
    negations : iterable of tuple of int
        Where the words of negation stand that decided.

    Returns
    -------
    {"words", "cue", "both", ""}
        "There was no breach" has it in the words, "denied that the dam had given way" in the cue, "denied that there
        was no breach" in both; a person who says that something was not so needs neither.
    """
    start, end = words
    is_inside = cue_start is not None and start <= cue_start < end
    said_not = any(start <= first and last <= end for first, last in negations)
    if not denies(cue) or is_inside:
        return "words" if said_not or denies(cue) else ""
    return "both" if said_not else "cue"


def denies(cue: str | None) -> bool:
    """Tell whether reporting words are those of a denial: "denied", not "said"."""
    return any(entry.kind == "denial" for word in (cue or "").lower().split() for entry in cues().get(word, ()))
