"""What people change: written to the library, or for an article that is not kept to this window, and read again.

The library only ever gains entries, so two people who change something at once lose nothing: both entries stay, and
the later one of a thing counts.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import streamlit as st

from dashboard import cached
from dashboard.view.local_names import local_forms
from dashboard.view.wording import feature_word
from dashboard.viewstate import Keys
from geodata import schema
from geodata.corrections import SAME_NAME, make_correction
from geodata.corrections.log import PUBLISHED
from geodata.gazetteer import open_gazetteer
from geodata.models import Article, Correction, GazetteerEntry
from geodata.pipeline import correct
from geodata.resolution import as_place
from geodata.schema import Analysis

NAME_COOKIE = "dateline_name"  # in the reader's browser: how changes are signed
SOMEBODY = "somebody"  # who has not told a name: to set the date of an article asks for none
LONGEST_NAME = 40  # characters of a name
MOST_FOUND = 12  # places that one search lists
PLACES_REMEMBERED = 256  # whose local names are kept: to find them takes some tenths of a second
MOST_MEANT = 5  # other spellings that are offered


@dataclass(frozen=True)
class Step:
    """An entry of the history; `undone` is when it was taken out, None while it counts."""

    entry: Correction
    undone: datetime | None = None
    followed: bool = True


def may_change() -> bool:
    """Tell whether this reader may change anything: whoever may open the page may, but no page that shows it inside."""
    return not st.context.is_embedded


def author() -> str:
    """Return the name under which this reader's changes are kept; empty until it was asked."""
    name = st.session_state.get(Keys.AUTHOR) or unquote(st.context.cookies.get(NAME_COOKIE, ""))
    return clean_name(name)


def clean_name(name: str) -> str:
    """Return a name on one line, not longer than a name is."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())[:LONGEST_NAME]


def make(target: str, field: str, new: Any, *, old: Any = None, scope: str = SAME_NAME) -> Correction:
    """Return an entry by this reader; InputError when nothing can be done with it."""
    return make_correction(target, field, new, by=author() or SOMEBODY, old=old, scope=scope)


def record(analysis: Analysis, entries: Sequence[Correction]) -> str:
    """Keep entries and return a sentence when somebody else changed the same thing meanwhile."""
    article_id = analysis.article.article_id
    if not cached.is_kept(article_id):
        _hold(analysis, [*_log(analysis), *entries])
        return ""
    meanwhile = _unseen(analysis)
    for entry in entries:
        cached.store().add_correction(article_id, entry)
    same = [other for other in meanwhile if any(_is_same_thing(other, entry) for entry in entries)]
    if not same:
        return ""
    return f"{same[-1].by} changed the same a moment ago. Both changes are in the history; yours is the later one."


def _is_same_thing(one: Correction, other: Correction) -> bool:
    return (one.target, one.field) == (other.target, other.field)


def _unseen(analysis: Analysis) -> list[Correction]:
    """Return the entries that others added since this page was drawn."""
    seen = set(analysis.corrections["correction_id"])
    now = cached.store().load(analysis.article.article_id)
    return [entry for entry in _log(now) if entry.correction_id not in seen]


def undo(analysis: Analysis, correction_id: str) -> bool:
    """Take an entry out; return whether it was in."""
    article_id = analysis.article.article_id
    if cached.is_kept(article_id):
        return cached.store().undo_correction(article_id, correction_id)
    entries = _log(analysis)
    gone = [entry for entry in entries if entry.correction_id == correction_id]
    _hold(analysis, [entry for entry in entries if entry.correction_id != correction_id])
    records = schema.to_records(schema.to_frame("corrections", gone))
    st.session_state[Keys.UNDONE] = [*_undone_here(), *([_now(), item] for item in records)]
    return bool(gone)


def redo(analysis: Analysis, correction_id: str) -> bool:
    """Put an entry back; return whether there is such a one."""
    article_id = analysis.article.article_id
    if cached.is_kept(article_id):
        return cached.store().redo_correction(article_id, correction_id)
    back = [entry for entry, _ in _undone(analysis) if entry.correction_id == correction_id]
    st.session_state[Keys.UNDONE] = [pair for pair in _undone_here() if pair[1]["correction_id"] != correction_id]
    _hold(analysis, [*_log(analysis), *back])
    return bool(back)


def history(analysis: Analysis) -> list[Step]:
    """Return every change of an article, the latest first; those that were undone are among them."""
    lost = set(analysis.provenance.get("corrections_not_followed") or ())
    steps = [Step(entry, followed=entry.correction_id not in lost) for entry in _log(analysis)]
    steps += [Step(entry, undone) for entry, undone in _undone(analysis)]
    return sorted(steps, key=lambda step: step.entry.at, reverse=True)


def publication(article: Article, day: date | None) -> Correction:
    """Return an entry that gives an article another day of publication."""
    new, old = (one.isoformat() if one else None for one in (day, article.published))
    return make(article.article_id, PUBLISHED, new, old=old)


def is_mine(entry: Correction) -> bool:
    """Tell whether this reader made an entry."""
    return entry.by == (author() or SOMEBODY)


def last_change(steps: Iterable[Step]) -> Correction | None:
    """Return the latest change of this reader, to be undone."""
    mine = (step.entry for step in steps if step.undone is None and is_mine(step.entry))
    return next(mine, None)


def last_undone(steps: Sequence[Step]) -> Correction | None:
    """Return the change that this reader undid last, if nothing was changed since."""
    mine = [step for step in steps if step.undone and is_mine(step.entry)]
    latest = max(mine, key=lambda step: step.undone or step.entry.at, default=None)
    changed = last_change(steps)
    is_fresh = latest and latest.undone and (changed is None or changed.at < latest.undone)
    return latest.entry if latest and is_fresh else None


def _log(analysis: Analysis) -> list[Correction]:
    return schema.to_objects("corrections", analysis.corrections)


def _hold(analysis: Analysis, log: Sequence[Correction]) -> None:
    cached.hold(correct(analysis, log))


def _undone(analysis: Analysis) -> list[tuple[Correction, datetime]]:
    article_id = analysis.article.article_id
    if cached.is_kept(article_id):
        return cached.store().undone_corrections(article_id)
    pairs = [pair for pair in _undone_here() if pair[1]["target"].startswith(article_id)]
    entries = schema.to_objects("corrections", schema.from_records("corrections", [item for _, item in pairs]))
    return [(entry, datetime.fromisoformat(at)) for entry, (at, _) in zip(entries, pairs, strict=True)]


def _undone_here() -> list[list[Any]]:
    return st.session_state.get(Keys.UNDONE) or []


def _now() -> str:
    return datetime.now(UTC).isoformat()


# --- places ----------------------------------------------------------------------------------------------------------


def find_places(words: str) -> list[GazetteerEntry]:
    """Return the places of the gazetteer called so, alone or with what they lie in ("Paris, Texas")."""
    found = open_gazetteer().geocode(words, exactly_one=False, limit=MOST_FOUND) if words.strip() else None
    return [GazetteerEntry(**location.raw) for location in found or []]


def meant_names(words: str) -> list[str]:
    """Return names whose spelling is one slip away."""
    return open_gazetteer().suggest(words, MOST_MEANT)


def known_place(place_id: str) -> GazetteerEntry | None:
    """Return a place of the gazetteer by its id."""
    return open_gazetteer().get(place_id)


def address(place_id: str) -> str:
    """Return a place with its division and country, as one line; empty where the gazetteer has no such place."""
    gazetteer = open_gazetteer()
    entry = gazetteer.get(place_id)
    return gazetteer.address(entry) if entry else ""


def described(place_id: str) -> str:
    """Return a place with its division, its country and what it is: twins of one name are told apart by it."""
    entry = open_gazetteer().get(place_id)
    return f"{address(place_id)} ({feature_word(as_place(entry))})" if entry else ""


def beside(latitude: float, longitude: float) -> str:
    """Return the nearest town of a point with its country, or nothing on the open sea."""
    gazetteer = open_gazetteer()
    towns = gazetteer.nearest(latitude, longitude)
    return gazetteer.address(towns[0]) if towns else ""


def record_of(entry: GazetteerEntry) -> dict[str, Any]:
    """Return a place as a correction keeps it, so that it is found even where another gazetteer is used."""
    kept = ("place_id", "name", "latitude", "longitude", "radius_km", "country_code", "admin1", "feature_code")
    values = dataclasses.asdict(entry)
    return {**{name: values[name] for name in kept}, "label": address(entry.place_id) or entry.name}


def named_place(place_id: str | None) -> dict[str, Any] | None:
    """Return how the history names the place that something was at before."""
    return {"place_id": place_id, "label": address(place_id)} if place_id else None


@st.cache_data(max_entries=PLACES_REMEMBERED, show_spinner=False)
def local_names(place_id: str, country_code: str | None) -> tuple[str, ...]:
    """Return the names of a place in the scripts that people write there."""
    return local_forms(open_gazetteer().names_of(place_id), country_code)
