"""Attacks that a source only announces: "We will strike the port" threatens, and nothing has been struck."""

from __future__ import annotations

from dataclasses import replace

from geodata.certainty import Judgement
from geodata.claims.propositions import Proposition
from geodata.events import Event
from geodata.language.mainverbs import main_group
from geodata.language.phrases import subject_before
from geodata.language.wordtables import cues

ATTACK, THREAT, OF_VIOLENCE = "ASSAULT", "THREATEN", "violence"

_OURSELVES = frozenset({"we", "i", "our", "my"})
_THEMSELVES = frozenset({"it", "they", "he", "she", "its", "their", "his", "her"})
"""Who a source may mean by these, in words that have no quotation marks: itself."""

_OWNING = frozenset({"our", "my", "its", "their", "his", "her"})


def announced(event: Event, judgement: Judgement, item: Proposition, cue: str) -> Event:
    """Return an attack that its own source says is to come as a threat; every other event as it is.

    Parameters
    ----------
    event : Event
        What the clause tells.
    judgement : Judgement
        How it is put.
    item : Proposition
        The clause and who says it.
    cue : str
        The words that introduce it.
    """
    if event.event_type != ATTACK or judgement.polarity == "negative" or item.attribution is None:
        return event
    if not (_promised(item, cue) or (judgement.realis == "future" and _of_oneself(item))):
        return event
    return replace(event, event_type=THREAT, event_mode=OF_VIOLENCE)


def _promised(item: Proposition, cue: str) -> bool:
    """Tell whether an infinitive is what a source vows or threatens to do; a plan of which others tell is none."""
    said = [entry for word in cue.lower().split() for entry in cues().get(word, ())]
    promises = any(entry.kind == "intention" and "s" in entry.frames for entry in said)
    return promises and item.sentence.tag(item.first) == "TO0"


def _of_oneself(item: Proposition) -> bool:
    """Tell whether the subject of a clause is the one who speaks."""
    sentence = item.sentence
    main = main_group(sentence, item.first, item.last)
    subject = subject_before(sentence, main) if main else None
    if subject is None or subject[0] < item.first:
        return False
    opening = sentence.lower(subject[0])
    if subject[1] - subject[0] > 1 and opening not in _OWNING:
        return False
    in_marks = item.attribution is not None and item.attribution.quote == "direct"  # there "it" is somebody else
    return opening in _OURSELVES or (opening in _THEMSELVES and not in_marks)
