"""The scale of certainty and what is found about one clause or predicate."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.language.grammar import Word
from geodata.models import Certainty, Evidence, Polarity, Realis, Stance

ORDER: tuple[Certainty, ...] = ("unknown", "possible", "probable", "certain")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found about one clause."""

    certainty: Certainty
    polarity: Polarity
    stance: Stance
    realis: Realis
    evidence: tuple[Evidence, ...]


def lower_of(*values: Certainty) -> Certainty:
    """Return the least certain of several values."""
    return min(values, key=ORDER.index)


def plain(word: Word) -> str:
    """Return a word as the tables write it: every "n't" is "not"."""
    return "not" if word.tag == "XX0" else word.lower
