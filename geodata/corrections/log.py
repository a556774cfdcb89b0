"""The log of what people changed: its words, its order, and how an entry is made and checked.

An entry names its target (the id of a mention, a statement or a speaker), a field, the old and the new value, who, when
and the scope. Nothing in it is ever edited: an undone change is an entry taken out, and the rest is replayed.

================  ==================================================================================================
field             new value
================  ==================================================================================================
of a mention
``place_id``      a place id, or a record with ``latitude, longitude`` and what else is known (``place_id, name``):
                  the name means that place; the same place as before confirms it; None: it means none that is known
``review``        ``confirmed`` (the machine's place is right) or ``rejected`` (no name of a place)
``mention``       ``{"start", "end", "kind"}``: a name that was missed; the target is its id to be
``kind, role``    one of the values of the frame
of a statement
``place``         ``{"add": place, "remove": place_id, "role"}``: put it at a place, take it from one, or both
a column          another certainty, polarity, stance, realis, event, date, speaker
``review``        ``confirmed`` or ``rejected`` (not said: it is at no place any more)
of a speaker      ``name``, ``kind``, ``camp``
of anything       ``note``: kept, changes nothing
================  ==================================================================================================

Scope ``one`` changes the target alone, ``same_name`` all mentions of the article with the target's name; a change of
one mention goes before a change of all, whichever came first.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from geodata.errors import InputError
from geodata.models import Correction
from geodata.schema import VALUES

ONE, SAME_NAME = "one", "same_name"
MENTION_FIELDS = frozenset({"place_id", "review", "mention", "kind", "role", "note"})
CLAIM_FIELDS = frozenset(
    {
        "certainty", "polarity", "stance", "realis", "event_type", "event_mode", "date_start", "date_end",
        "date_precision", "speaker_id", "review", "place", "note",
    }
)  # fmt: skip
SPEAKER_FIELDS = frozenset({"name", "kind", "camp", "note"})
DAYS = frozenset({"date_start", "date_end"})
REVIEWS = frozenset({"confirmed", "rejected"})
_ID = re.compile(r"\.([mcs])\d[\d-]*(?:\.\d+)?$")  # "….m12-17", "….c3-80.2", "….s5"
_FRAMES = {"m": ("mentions", MENTION_FIELDS), "c": ("claims", CLAIM_FIELDS), "s": ("speakers", SPEAKER_FIELDS)}


def make_correction(
    target: str, field: str, new: Any, *, by: str, old: Any = None, scope: str = SAME_NAME
) -> Correction:
    """Return a new entry of the log, made now.

    Parameters
    ----------
    target : str
        The id of a mention, a statement or a speaker.
    field : str
        What is changed; see this module.
    new : Any
        The new value.
    by : str
        Who changes it.
    old : Any
        The value that was seen before.
    scope : str
        ``same_name`` or ``one``.

    Raises
    ------
    InputError
        When the field or the value is none that can be changed so.
    """
    entry = Correction(uuid.uuid4().hex, target, field, old, new, by, datetime.now(UTC), scope)
    check(entry)
    return entry


def part_of(target: str) -> str:
    """Return which frame a target's id belongs to: mentions, claims or speakers; InputError for any other."""
    match = _ID.search(target)
    if match is None:
        raise InputError(f"“{target[:60]}” is neither a name nor a statement nor a speaker of an article.")
    return _FRAMES[match.group(1)][0]


def check(entry: Correction) -> None:
    """Raise InputError when an entry says nothing that can be done, whatever the article."""
    frame = part_of(entry.target)
    fields = next(fields for name, fields in _FRAMES.values() if name == frame)
    if entry.field not in fields:
        raise InputError(f"“{entry.field[:60]}” is nothing that can be corrected here: {', '.join(sorted(fields))}.")
    allowed = REVIEWS if entry.field == "review" else VALUES.get((frame, entry.field))
    if allowed is not None and entry.new not in allowed:
        raise InputError(f"{entry.field} may be {', '.join(sorted(allowed))}, not “{str(entry.new)[:60]}”.")
    if entry.field in DAYS and entry.new is not None:
        _check_day(entry.new)


def _check_day(value: Any) -> None:
    try:
        datetime.fromisoformat(str(value))
    except ValueError as error:
        raise InputError(f"“{str(value)[:60]}” is no day: write it as 2026-01-31.") from error


def in_order(entries: Iterable[Correction]) -> list[Correction]:
    """Return each entry once, oldest first; entries of one moment by their id, so that every replay is the same."""
    return sorted({entry.correction_id: entry for entry in entries}.values(), key=_moment)


def _moment(entry: Correction) -> tuple[datetime, str]:
    at = entry.at if entry.at.tzinfo else entry.at.replace(tzinfo=UTC)
    return at, entry.correction_id
