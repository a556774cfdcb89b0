"""What people found about statements: the last verdict of each person, never one of the program."""

from __future__ import annotations

from collections import defaultdict

from geodata import schema
from geodata.corrections.log import VERDICT, in_order, is_sound, nearest
from geodata.models import Correction
from geodata.schema import Analysis

Verdicts = dict[str, tuple[Correction, ...]]
"""By the id of a statement: the entries that count, the earliest first."""


def verdicts_of(analysis: Analysis) -> Verdicts:
    """Return the verdicts on the statements of an analysis.

    Parameters
    ----------
    analysis : Analysis
        With its log of corrections. Of each person the last word on a statement counts, and none where it takes the
        verdict back; an entry is about the statement that has its words in this analysis.
    """
    frame = analysis.corrections
    log = schema.to_objects("corrections", frame[frame["field"] == VERDICT])
    known = list(analysis.claims["claim_id"])
    found: dict[str, dict[str, Correction]] = defaultdict(dict)
    for entry in in_order(one for one in log if is_sound(one)):
        found[nearest(entry.target, known) or ""].pop(entry.by, None)
        if entry.new is not None:
            found[nearest(entry.target, known) or ""][entry.by] = entry
    return {target: tuple(said.values()) for target, said in found.items() if target and said}


def verdict_words(entry: Correction) -> str:
    """Say whose verdict it is, and which: "Ana’s verdict: Misleading"."""
    return f"{entry.by}’s verdict: {' '.join(str(entry.new).split())}"
