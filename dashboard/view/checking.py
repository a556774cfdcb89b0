"""What people said of an analysis, in words: who checked what, their notes and grades, and the history of changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.view.rows import Rows
from dashboard.view.wording import counted, day, listed
from geodata import schema, wording
from geodata.corrections.log import ANNOTATIONS, ONE, PUBLISHED, VERDICT, nearest, part_of, span_of
from geodata.corrections.verdicts import verdict_words, verdicts_of
from geodata.errors import InputError
from geodata.models import Correction, Speaker
from geodata.schema import Analysis

WORDS_SHOWN = 48  # characters of a statement that stand for it in the history
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably so",
    "3": "possibly so",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
"""The Admiralty code: a letter for the source, a number for what it says."""

KINDS = {
    "literal": "the place itself",
    "associative": "those who act in its name",
    "demonym": "its people, or what is of it",
    "embedded": "part of another name",
    "coordinate": "written coordinates",
}
SOURCE_KINDS = {
    "named": "a person with a name",
    "office": "an office, or who holds it",
    "group": "a group or an organisation",
    "anonymous": "somebody unnamed",
    "document": "a document",
    "social_media": "somebody online",
    "residents": "people of the place",
}
ROLES = {
    "event": "it happened there",
    "origin": "it came from there",
    "destination": "it went there",
    "venue": "it was said or done formally there",
    "dateline": "the report was filed there",
    "speaker": "it is part of a source’s name",
    "background": "it is only named",
}
CERTAINTY = {
    "certain": "said flatly",
    "probable": "said it is likely",
    "possible": "said it may be",
    "unknown": "does not commit",
}
REALIS = {
    "realised": "it happened",
    "ongoing": "it goes on",
    "future": "it is to come",
    "requested": "it is asked for",
    "hypothetical": "it is only thought of",
}
_VALUES = {
    "kind": {**KINDS, **SOURCE_KINDS}, "role": ROLES, "certainty": CERTAINTY, "realis": REALIS,
    "polarity": {"positive": "said to be so", "negative": "said NOT to be so"},
    "stance": {"neutral": "reported neutrally", "distancing": "reported with distance", "endorsing": "reported as so"},
}  # fmt: skip
_REVIEW = {"confirmed": "right", "rejected": "wrong"}


@dataclass(frozen=True)
class Remark:
    """What people said of one thing, the last word of each kind."""

    checked: str = ""  # "right, says Ann" or "corrected by Ann"
    notes: tuple[str, ...] = ()  # "Ann: seen on a video, too"
    grade: str = ""  # a letter or a number of the Admiralty code
    graded_by: str = ""
    verdicts: tuple[str, ...] = ()  # "Ann’s verdict: Misleading"


@dataclass
class _Gathered:
    checked: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    grade: str = ""
    graded_by: str = ""
    verdicts: tuple[str, ...] = ()


def remarks(analysis: Analysis) -> dict[str, Remark]:
    """Return what people said, by the id of what they said it of, as this analysis has it."""
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    known = [*analysis.claims["claim_id"], *analysis.mentions["mention_id"]]
    for entry in log_of(analysis):
        _gather(found[_meant(entry.target, known)], entry)
    for target, said in verdicts_of(analysis).items():
        found[target].verdicts = tuple(map(verdict_words, said))
    return {target: _remark(one) for target, one in found.items()}


def _remark(one: _Gathered) -> Remark:
    notes = tuple(f"{by}: {words}" for by, words in one.notes.items())
    return Remark(one.checked, notes, one.grade, one.graded_by, one.verdicts)


def _meant(target: str, known: Sequence[str]) -> str:
    try:
        return nearest(target, known) or target
    except InputError:
        return target


def log_of(analysis: Analysis) -> list[Correction]:
    """Return the corrections of an analysis, the oldest first."""
    return sorted(schema.to_objects("corrections", analysis.corrections), key=lambda entry: entry.at)


def _gather(one: _Gathered, entry: Correction) -> None:
    if entry.field == "note":
        one.notes.pop(entry.by, None)
        if entry.new:
            one.notes[entry.by] = str(entry.new)
    elif entry.field in {"reliability", "credibility"}:
        one.grade, one.graded_by = str(entry.new or ""), entry.by
    elif entry.field == VERDICT:
        pass  # the last word of each person counts, which is seen of the whole log
    elif entry.field == "review" and entry.new == "confirmed":
        one.checked = f"right, says {entry.by}"
    else:
        one.checked = f"corrected by {entry.by}"


def grade_words(source: Remark | None, statement: Remark | None) -> str:
    """Return the grade of a statement and its source, "B2", with what it means; empty until somebody graded."""
    letter, number = source.grade if source else "", statement.grade if statement else ""
    meaning = [RELIABILITY.get(letter, ""), CREDIBILITY.get(number, "")]
    by = " and ".join(dict.fromkeys(one.graded_by for one in (source, statement) if one and one.grade))
    words = ", ".join(part for part in meaning if part)
    return f"graded {letter}{number} by {by}: {words}" if words else ""


def checked_count(rows: Rows) -> int:
    """Return how many statements a person has looked at: at themselves, or at the name that says where they are."""
    looked = {entry.target for entry in log_of(rows.analysis) if entry.field not in ANNOTATIONS}
    return sum(
        claim.review in {"confirmed", "corrected"}
        or (claim.review != "rejected" and any(link.mention_id in looked for link in rows.at_place_of.get(key, ())))
        for key, claim in rows.claims.items()
    )


def camps_of(speaker: Speaker, rows: Rows) -> dict[str, str]:
    """Say with whom a source may be counted, as it is now first: by itself, or with the sources of another camp."""
    others: dict[str, list[str]] = {}
    for one in rows.speakers.values():
        if one.speaker_id != speaker.speaker_id:
            others.setdefault(one.camp or one.speaker_id, []).append(one.name)
    now = speaker.camp or speaker.speaker_id
    alone = next(key for key in (now, speaker.speaker_id, f"{speaker.speaker_id}.alone") if key not in others)
    words = {camp: f"with {listed(names)}" for camp, names in others.items()} | {alone: "by itself"}
    return {now: words.pop(now), **words}


def describe(entry: Correction, rows: Rows) -> str:
    """Say in one line what an entry changed, with the old value where there was one."""
    what = thing(entry.target, rows)
    if entry.field == "note":
        return f"{what}: note “{entry.new}”" if entry.new else f"{what}: note taken away"
    if entry.field == VERDICT:
        return f"{what}: verdict “{entry.new}”" if entry.new else f"{what}: verdict taken away"
    if entry.field in ANNOTATIONS:
        table = RELIABILITY if entry.field == "reliability" else CREDIBILITY
        return f"{what}: graded {entry.new}, {table[entry.new]}" if entry.new else f"{what}: grade taken away"
    way = _WAYS.get(entry.field)
    return f"{what}: {way(entry, rows) if way else _plain(entry)}{_scope(entry, rows)}"


def thing(target: str, rows: Rows) -> str:
    """Name what an id stands for in the words of the article."""
    try:
        part = part_of(target)
    except InputError:
        return "something"
    if part == "article":
        return "the article"
    if part == "places":
        return rows.places[target].name if target in rows.places else "a place"
    if part == "speakers":
        return rows.speakers[target].name if target in rows.speakers else "a source"
    span = span_of(target)
    words = " ".join(rows.text[slice(*span)].split()) if span else ""
    return f"“{_short(words)}”" if part == "mentions" else _short(words)


def place_words(value: Any, rows: Rows) -> str:
    """Name a place as a correction gives it: by id, or by record."""
    record: Mapping[str, Any] = value if isinstance(value, Mapping) else {"place_id": value}
    place_id = record.get("place_id")
    if record.get("label") or record.get("name"):
        return str(record.get("label") or record["name"])
    if place_id in rows.places:
        return rows.places[str(place_id)].name
    if record.get("latitude") is not None:
        return f"{record['latitude']}, {record.get('longitude')}"
    return str(place_id or "no known place")


def _short(words: str) -> str:
    return words if len(words) <= WORDS_SHOWN else f"{words[: WORDS_SHOWN - 1].rstrip()}…"


def _scope(entry: Correction, rows: Rows) -> str:
    """Say how far a change of a name reaches."""
    if part_of(entry.target) != "mentions" or entry.scope == ONE or entry.field == "mention":
        return ""
    span = span_of(entry.target)
    words = rows.text[slice(*span)].casefold() if span else ""
    same = sum(mention.text.casefold() == words for mention in rows.mentions.values())
    return f", all {counted(same, 'naming')}" if same > 1 else ""


def _plain(entry: Correction) -> str:
    table = _VALUES.get(entry.field, {})
    new, old = (table.get(value, value) for value in (entry.new, entry.old))
    return f"{new}, not {old}" if old not in (None, "", new) else f"{new}"


def _place(entry: Correction, rows: Rows) -> str:
    new = entry.new if isinstance(entry.new, Mapping) else {"add": entry.new}
    added = place_words(new["add"], rows) if new.get("add") else ""
    removed = place_words(entry.old or new.get("remove"), rows) if new.get("remove") else ""
    if added and removed:
        return f"at {added}, not {removed}"
    return f"also at {added}" if added else f"not at {removed}"


def _name_place(entry: Correction, rows: Rows) -> str:
    if entry.new is None:
        return "a place that is not listed"
    old = f", not {place_words(entry.old, rows)}" if entry.old else ""
    return f"is {place_words(entry.new, rows)}{old}"


def _review(entry: Correction, _rows: Rows) -> str:
    if entry.new == "rejected":
        return "no place at all" if part_of(entry.target) == "mentions" else "no statement"
    return _REVIEW["confirmed"]


def _source(entry: Correction, rows: Rows) -> str:
    new = entry.new
    if new is None:
        return "source not stated"
    if isinstance(new, Mapping):
        return f"{wording.ARTICLE_ITSELF} says it" if new.get("voice") else f"said by {new.get('name')}"
    return f"said by {rows.speakers[new].name}" if new in rows.speakers else "said by another source"


def _camp(entry: Correction, rows: Rows) -> str:
    others = [one.name for key, one in rows.speakers.items() if one.camp == entry.new and key != entry.target]
    return f"counted with {listed(others)}" if others else "counted by itself"


def _date(entry: Correction, _rows: Rows) -> str:
    days: Sequence[str] = [str(entry.new[name]) for name in ("start", "end") if entry.new.get(name)]
    shown = [day(date.fromisoformat(value[:10])) for value in dict.fromkeys(days)]
    return f"happened {' to '.join(shown)}" if shown else "no date is known"


def _published(entry: Correction, _rows: Rows) -> str:
    old, new = (day(date.fromisoformat(str(value)[:10])) if value else "" for value in (entry.old, entry.new))
    before = f", before {old}" if old else ""
    return f"published on {new}{before}" if new else f"publication date unknown{before}"


_WAYS: Mapping[str, Callable[[Correction, Rows], str]] = {
    "place": _place,
    "place_id": _name_place,
    "review": _review,
    "speaker_id": _source,
    "name": lambda entry, _rows: f"called “{entry.new}”, before “{entry.old}”",
    "camp": _camp,
    "date": _date,
    PUBLISHED: _published,
    "mention": lambda _entry, _rows: "a name that was missed",
    "claim": lambda _entry, _rows: "a statement that was missed",
    "split": lambda entry, _rows: f"cut into {counted(len(entry.new['at']) + 1, 'statement')}",
    "merge": lambda entry, _rows: f"one with {counted(len(entry.new['with']), 'other statement')}",
}
