"""The log of what people changed: its words, its order, and how an entry is made and checked.

An entry names its target (the id of a mention, a statement, a speaker, a place or the article), a field, the old and
the new value, who, when and the scope. Nothing in it is ever edited: an undone change is an entry taken out, and the
rest is replayed.

================  ==================================================================================================
field             new value
================  ==================================================================================================
of a mention
``place_id``      a place id, or a record with ``latitude, longitude`` and what else is known (``place_id, name``):
                  the name means that place; the same place as before confirms it; None: it means none that is known
``review``        ``confirmed`` (the machine's place is right) or ``rejected`` (no name of a place)
``mention``       ``{"start", "end", "kind"}``: a name that was missed; the target is its id to be, and with the scope
                  ``same_name`` the same words are names wherever else they stand
``kind, role``    one of the values of the frame
of a statement
``place``         ``{"add": place, "remove": place_id, "mention", "role"}``: put it at a place, take it from one, or
                  both; with the id of the name that brought it there, also when the name means another place later
``speaker_id``    a speaker of the article, ``{"name", "kind"}`` for another one, ``{"voice": "article"}`` where the
                  article itself says it, None where the source is not stated
``date``          ``{"start", "end", "precision"}``: when it happened
a column          another certainty, polarity, stance, realis, event, date
``review``        ``confirmed`` or ``rejected`` (not said: it is at no place any more)
``split``         ``{"at": [offset, ...]}``: it is several; they get the ids of their offsets
``merge``         ``{"with": [id, ...]}``: they are one, from the first word to the last
``claim``         ``{"start", "end", "speaker_id"}``: a statement that was missed; the target is its id to be
``credibility``   ``1`` to ``6`` of the Admiralty code, or None: kept, changes nothing
``verdict``       what this person found about it, in a few words, or None: kept, changes nothing
of a speaker      ``name``, ``kind``, ``camp``; ``reliability``: ``A`` to ``F`` of the Admiralty code, or None
of the article    ``published``: the day on which it came out, as 2026-01-31, or None; ``reliability`` of its publisher
of anything       ``note``: kept, changes nothing
================  ==================================================================================================

Scope ``one`` changes the target alone, ``same_name`` all mentions of the article with the target's name; a change of
one mention goes before a change of all, whichever came first.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from geodata.errors import InputError
from geodata.models import Correction
from geodata.schema import VALUES

ONE, SAME_NAME = "one", "same_name"
MENTION_FIELDS = frozenset({"place_id", "review", "mention", "kind", "role", "note"})
CLAIM_FIELDS = frozenset(
    {
        "certainty", "polarity", "stance", "realis", "event_type", "event_mode", "date", "date_start", "date_end",
        "date_precision", "speaker_id", "review", "place", "split", "merge", "claim", "credibility", "verdict",
        "note",
    }
)  # fmt: skip
SPEAKER_FIELDS = frozenset({"name", "kind", "camp", "reliability", "note"})
VERDICT = "verdict"
ANNOTATIONS = frozenset({"note", "reliability", "credibility", VERDICT})
"""Fields that are kept and shown, and change nothing."""

PUBLISHED = "published"
DAYS = frozenset({"date_start", "date_end"})
MOSTLY = 0.5  # share of the words that something must have in common with what is gone, to stand for it
LONGEST_NOTE = 4000  # characters: a page of text
LONGEST_VERDICT = 120  # characters: a few words, as fact-checkers rate; what led to them is a note
_ID = re.compile(r"[\w-]+\.([mcs])\d[\d-]*(?:\.\d+)?")  # "….m12-17", "….c3-80.2", "….s5"
_PLACE_ID = re.compile(r"[a-z]+:[\w.,:/-]{1,120}")
_ARTICLE_ID = re.compile(r"[\w-]{1,64}")
_FRAMES = {"m": "mentions", "c": "claims", "s": "speakers"}
_FIELDS = {
    "mentions": MENTION_FIELDS,
    "claims": CLAIM_FIELDS,
    "speakers": SPEAKER_FIELDS,
    "places": frozenset({"note"}),
    "article": frozenset({"note", "reliability", PUBLISHED}),
}
_CHOICES: dict[str, frozenset[str | None]] = {
    "review": frozenset({"confirmed", "rejected"}),
    "reliability": frozenset({*"ABCDEF", None}),
    "credibility": frozenset({*"123456", None}),
}


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
    """Return what a target's id belongs to: mentions, claims, speakers, places or the article; else InputError."""
    match = _ID.fullmatch(target)
    if match:
        return _FRAMES[match.group(1)]
    if _PLACE_ID.fullmatch(target):
        return "places"
    if _ARTICLE_ID.fullmatch(target):
        return "article"
    raise InputError(f"“{target[:60]}” is neither a name nor a statement, a source or a place of an article.")


def span_of(target: str) -> tuple[int, int] | None:
    """Return the offsets in the id of a mention or a statement; None where it has none."""
    first, dash, last = target.rpartition(".")[2][1:].partition("-")
    if not dash:  # "….c3-80.2": the number of a second one of the same span
        first, dash, last = target.rpartition(".")[0].rpartition(".")[2][1:].partition("-")
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() else None


def share(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return how much two stretches of a text have in common, of all that they cover: 1 where they are the same."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]) or 1)


def nearest(target: str, ids: Iterable[str]) -> str | None:
    """Return the id that an entry's target means: itself, else the one of its kind with most of the same words.

    Another version of the program may begin or end a name or a statement a few words apart.
    """
    known = list(ids)
    span, kind = span_of(target), part_of(target)
    if target in known or span is None:
        return target if target in known else None
    spans = ((other, span_of(other)) for other in known if part_of(other) == kind)
    shares = [(share(span, found), other) for other, found in spans if found]
    best = max(shares, default=(0.0, ""))
    return best[1] if best[0] > MOSTLY else None


def is_sound(entry: Correction) -> bool:
    """Tell whether an entry can be followed at all: a file may come from anybody."""
    try:
        check(entry)
        _moment(entry)
    except (InputError, TypeError, AttributeError, ValueError):
        return False
    return True


def check(entry: Correction) -> None:
    """Raise InputError when an entry says nothing that can be done, whatever the article."""
    frame = part_of(entry.target)
    if entry.field not in _FIELDS[frame]:
        offered = ", ".join(sorted(_FIELDS[frame]))
        raise InputError(f"“{entry.field[:60]}” is nothing that can be corrected here: {offered}.")
    allowed = _CHOICES.get(entry.field) or VALUES.get((frame, entry.field))
    if allowed is not None and not (isinstance(entry.new, str | None) and entry.new in allowed):
        offered = ", ".join(sorted(str(value) for value in allowed if value is not None))
        raise InputError(f"{entry.field} may be {offered}, not “{str(entry.new)[:60]}”.")
    _CHECKS.get(entry.field, _anything)(entry.new)


def _anything(_value: Any) -> None:
    """Take any value: whoever follows the entry looks at it."""


def _check_note(value: Any) -> None:
    if value is not None and (not isinstance(value, str) or len(value) > LONGEST_NOTE):
        raise InputError(f"A note is a text of at most {LONGEST_NOTE:,} characters.")


def _check_verdict(value: Any) -> None:
    if value is None:
        return
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_VERDICT:
        raise InputError(f"A verdict is a text of at most {LONGEST_VERDICT} characters.")


def _check_day(value: Any) -> None:
    if value is None:
        return
    try:
        date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(f"“{str(value)[:60]}” is no day: write it as 2026-01-31.") from error


def _check_date(value: Any) -> None:
    if not isinstance(value, Mapping):
        raise InputError("A date has a start, an end and a precision.")
    start, end = value.get("start"), value.get("end")
    _check_day(start)
    _check_day(end)
    if start and end and str(start) > str(end):
        raise InputError(f"It cannot end on {end} before it began on {start}.")
    if value.get("precision") not in VALUES["claims", "date_precision"]:
        raise InputError(f"A date is as precise as {', '.join(sorted(VALUES['claims', 'date_precision']))}.")


def _check_span(value: Any) -> None:
    given = value if isinstance(value, Mapping) else {}
    if not all(isinstance(given.get(name), int) for name in ("start", "end")) or not given["start"] < given["end"]:
        raise InputError("Say where it stands in the text: a start and an end.")


def _check_split(value: Any) -> None:
    cuts = value.get("at") if isinstance(value, Mapping) else None
    if not isinstance(cuts, list) or not cuts or not all(isinstance(cut, int) for cut in cuts):
        raise InputError("Say where the statement is to be cut.")


def _check_merge(value: Any) -> None:
    others = value.get("with") if isinstance(value, Mapping) else None
    if not isinstance(others, list) or not others or not all(isinstance(other, str) for other in others):
        raise InputError("Say which statements are one.")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "note": _check_note,
    VERDICT: _check_verdict,
    "date": _check_date,
    "date_start": _check_day,
    "date_end": _check_day,
    PUBLISHED: _check_day,
    "claim": _check_span,
    "split": _check_split,
    "merge": _check_merge,
}


def in_order(entries: Iterable[Correction]) -> list[Correction]:
    """Return each entry once, oldest first; entries of one moment by their id, so that every replay is the same."""
    return sorted({entry.correction_id: entry for entry in entries}.values(), key=_moment)


def _moment(entry: Correction) -> tuple[datetime, str]:
    at = entry.at if entry.at.tzinfo else entry.at.replace(tzinfo=UTC)
    return at, entry.correction_id
