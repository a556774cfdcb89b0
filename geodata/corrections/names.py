"""What people said about names: which are none, which were missed, and which places they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geodata.corrections.log import ONE, nearest
from geodata.corrections.places import PlaceSource, place_of
from geodata.models import Correction, Document, GazetteerEntry, Mention, Role
from geodata.schema import VALUES

UNPLACED = "A person said that no known place is meant."
NO_NAME = "A person said that this is no name of a place."


@dataclass
class Names:
    """The mentions of an article as people want them, before they are resolved again."""

    mentions: dict[str, Mention]
    machine_places: Mapping[str, str | None]
    fixed: dict[str, GazetteerEntry] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    unplaced: set[str] = field(default_factory=set)
    roles: dict[str, Role] = field(default_factory=dict)
    said_of_one: set[tuple[str, str]] = field(default_factory=set)

    @property
    def active(self) -> list[Mention]:
        """The mentions that are names of places, in reading order."""
        kept = (mention for mention in self.mentions.values() if mention.mention_id not in self.rejected)
        return sorted(kept, key=lambda mention: (mention.start, mention.end))

    def reviewed(self, mention: Mention) -> Mention:
        """Return a resolved mention with what people said of it."""
        key = mention.mention_id
        if key in self.rejected:
            return replace(mention, place_id=None, status="not_found", score=None, review="rejected", reason=NO_NAME)
        if key in self.unplaced:
            return replace(mention, place_id=None, status="not_found", score=None, review="corrected", reason=UNPLACED)
        if key in self.fixed:
            return replace(mention, review="confirmed" if key in self.confirmed else "corrected")
        changed = any(who == key for who, _ in self.said_of_one) or key not in self.machine_places
        return replace(mention, review="corrected" if changed else mention.review)


def names_of(
    document: Document, mentions: Sequence[Mention], log: Sequence[Correction], source: PlaceSource
) -> tuple[Names, list[str]]:
    """Replay the entries on names; return the names and the ids of entries that could not be followed."""
    names = Names(
        {mention.mention_id: mention for mention in mentions},
        {mention.mention_id: mention.place_id for mention in mentions},
    )
    lost = [entry.correction_id for entry in log if not _follow(document, names, entry, source)]
    return names, lost


def _follow(document: Document, names: Names, entry: Correction, source: PlaceSource) -> bool:
    entry = _anchored(names, entry)
    if entry.field == "note":
        return True
    if entry.field == "mention":
        return _add_all(document, names, entry)
    if entry.target not in names.mentions and not _add(document, names, entry):
        return False
    if entry.field in ("kind", "role"):
        for key in _meant(names, entry):
            _describe(names, key, entry)
        return True
    followed = [_place(names, key, entry, source) for key in _meant(names, entry)]
    return all(followed)


def _anchored(names: Names, entry: Correction) -> Correction:
    """Turn an entry to the name that stands where its target stood: another version may see a word more or less."""
    meant = nearest(entry.target, names.mentions)
    return replace(entry, target=meant) if meant else entry


def _add_all(document: Document, names: Names, entry: Correction) -> bool:
    """Add a missed name, and unless told otherwise wherever else its words stand."""
    found = entry.target in names.mentions or _add(document, names, entry)
    if not found or entry.scope == ONE:
        return found
    first = names.mentions[entry.target]
    article_id = document.article.article_id
    for match in re.finditer(rf"(?<!\w){re.escape(first.text)}(?!\w)", document.text):
        start, end = match.span()
        target = f"{article_id}.m{start}-{end}"
        if target not in names.mentions:
            new = {"start": start, "end": end, "kind": first.kind}
            _add(document, names, replace(entry, target=target, new=new))
    return True


def _add(document: Document, names: Names, entry: Correction) -> bool:
    """Add a name that the machine does not have (any more), if its offsets lie in the text and nothing is there."""
    span = _span(entry)
    if span is None or entry.new == "rejected":
        return False
    start, end = span
    text = document.text[start:end]
    crowded = any(other.start < end and start < other.end for other in names.active)
    if not 0 <= start < end <= len(document.text) or not text.strip() or crowded:
        return False
    kind = entry.new.get("kind") if isinstance(entry.new, Mapping) else None
    sentence = document.sentence_at(start)
    names.mentions[entry.target] = Mention(
        mention_id=entry.target,
        article_id=document.article.article_id,
        sentence_id=sentence.sentence_id if sentence else None,
        start=start,
        end=end,
        text=text,
        kind=kind if kind in VALUES["mentions", "kind"] else "literal",
    )
    return True


def _span(entry: Correction) -> tuple[int, int] | None:
    """Return the offsets that an entry names, or that its target's id has ("….m12-17")."""
    given: Mapping[str, Any] = entry.new if entry.field == "mention" and isinstance(entry.new, Mapping) else {}
    first, _, last = entry.target.rpartition(".m")[2].partition("-")
    start, end = given.get("start", first), given.get("end", last)
    try:
        span = int(start), int(end)
    except (TypeError, ValueError):
        return None
    return span if entry.target.endswith(f".m{span[0]}-{span[1]}") else None


def _meant(names: Names, entry: Correction) -> list[str]:
    """Return the mentions that an entry is about; what was said of one alone stays."""
    about = (entry.target, entry.field)
    if entry.scope == ONE:
        names.said_of_one.add(about)
        return [entry.target]
    name = _plain(names.mentions[entry.target])
    same = [key for key, mention in names.mentions.items() if _plain(mention) == name]
    return [key for key in same if key == entry.target or (key, entry.field) not in names.said_of_one]


def _plain(mention: Mention) -> str:
    return " ".join(mention.text.casefold().split()).rstrip(".")


def _describe(names: Names, key: str, entry: Correction) -> None:
    mention = names.mentions[key]
    if entry.field == "role":
        names.roles[key] = entry.new
    else:
        mention = replace(mention, kind=entry.new)
    names.mentions[key] = replace(mention, review="corrected")


def _place(names: Names, key: str, entry: Correction, source: PlaceSource) -> bool:
    """Fix, confirm or take away the place of one mention; the last word counts."""
    for said in (names.fixed, names.confirmed, names.rejected, names.unplaced):
        said.pop(key, None) if isinstance(said, dict) else said.discard(key)
    if entry.new == "rejected":
        names.rejected.add(key)
        return True
    machine = names.machine_places.get(entry.target)
    wanted = machine if entry.field == "review" else entry.new
    if wanted is None:
        names.unplaced.add(key)
        return entry.field == "place_id"
    place = place_of(wanted, source)
    if place is None:
        return False
    names.fixed[key] = place
    if place.place_id == names.machine_places.get(key):
        names.confirmed.add(key)
    return True
