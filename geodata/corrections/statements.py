"""What people said about statements and their sources: other values, other places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geodata.corrections.cutting import Cutter
from geodata.corrections.log import ANNOTATIONS, DAYS, nearest, span_of
from geodata.corrections.places import PlaceSource, place_of
from geodata.corrections.speakers import other_speaker
from geodata.models import Claim, ClaimAtPlace, Correction, Document, Mention, Place, Role, Speaker
from geodata.resolution import as_place
from geodata.schema import VALUES
from geodata.spatial import make_shape

PLACED: frozenset[Role] = frozenset({"event", "origin", "destination", "venue"})
"""Roles in which a name says where a statement is."""


PLACE_NAMES = frozenset({"literal", "embedded", "coordinate"})
"""Kinds of names that say where a statement is which somebody added."""


@dataclass
class Statements:
    """The statements of an article, where they are and who makes them, as people want them."""

    document: Document
    claims: dict[str, Claim]
    links: list[ClaimAtPlace]
    speakers: dict[str, Speaker]
    mentions: dict[str, Mention]
    places: dict[str, Place]
    source: PlaceSource

    def follow(self, entry: Correction) -> bool:
        """Follow one entry; False when what it is about is not there."""
        if entry.field == "claim":
            return self._add(entry)
        claim = self._claim_meant(entry.target)
        speaker = self._speaker_meant(entry.target)
        if entry.field in ANNOTATIONS:
            return bool(claim or speaker) or span_of(entry.target) is None
        if speaker:
            self.speakers[speaker] = replace(self.speakers[speaker], **{entry.field: entry.new})
            return True
        return claim is not None and _WAYS.get(entry.field, Statements._change)(self, claim, entry)

    def _claim_meant(self, target: str) -> Claim | None:
        """Return the statement of an id, else the one that has most of its words: another version may cut otherwise."""
        return self.claims.get(nearest(target, self.claims) or "")

    def _speaker_meant(self, target: str) -> str | None:
        """Return the id of a source, also where another version names it after another place of the text."""
        if target in self.speakers:
            return target
        start = target.rpartition(".s")[2]
        said = (claim for claim in self.claims.values() if str(claim.speaker_start) == start and ".s" in target)
        return next((claim.speaker_id for claim in said if claim.speaker_id in self.speakers), None)

    def _review(self, claim: Claim, entry: Correction) -> bool:
        """Confirm a statement with where it is, or take it off the map."""
        self.claims[claim.claim_id] = replace(claim, review=entry.new)
        if entry.new == "rejected":
            self.links = [link for link in self.links if link.claim_id != claim.claim_id]
        self.links = [
            replace(link, review="confirmed") if link.claim_id == claim.claim_id and link.review == "none" else link
            for link in self.links
        ]
        return True

    def _change(self, claim: Claim, entry: Correction) -> bool:
        self.claims[claim.claim_id] = replace(claim, review="corrected", **_value(entry))
        return True

    def _say(self, claim: Claim, entry: Correction) -> bool:
        """Give a statement another source, or none; False when the article has no such source."""
        changed = other_speaker(entry.new, self.document, self.speakers)
        if changed is None:
            return False
        self.claims[claim.claim_id] = replace(claim, review="corrected", **changed)
        return True

    # -- other statements ----------------------------------------------------------------------------------------------

    def _add(self, entry: Correction) -> bool:
        """Add a statement that was missed, at the places that its own words name."""
        start, end = entry.new["start"], entry.new["end"]
        claim = Cutter(self.document).read(start, end)
        if claim is None:
            return False
        self._keep(claim)
        if "speaker_id" in entry.new:
            self._say(claim, entry=replace(entry, new=entry.new["speaker_id"]))
        for mention in list(self.mentions.values()):
            within = claim.start <= mention.start and mention.end <= claim.end
            if within and mention.place_id in self.places and mention.kind in PLACE_NAMES:
                self._link(claim, self.places[mention.place_id], "event", review="corrected")
        return True

    def _split(self, claim: Claim, entry: Correction) -> bool:
        """Cut a statement; each part is where the names in it are, and where no part names a place, all are there."""
        parts = Cutter(self.document).split(claim, entry.new["at"])
        if len(parts) < len(entry.new["at"]) + 1:
            return False
        links = [link for link in self.links if link.claim_id == claim.claim_id]
        self._forget(claim)
        for part in parts:
            self._keep(part)
            self.links += [replace(link, claim_id=part.claim_id) for link in links if self._is_of(link, part, parts)]
        return True

    def _is_of(self, link: ClaimAtPlace, part: Claim, parts: Sequence[Claim]) -> bool:
        mention = self.mentions.get(link.mention_id or "")
        holding = [one for one in parts if mention and one.start <= mention.start and mention.end <= one.end]
        return part in holding or not holding

    def _merge(self, claim: Claim, entry: Correction) -> bool:
        """Make several statements one, from the first word to the last, at all of their places."""
        found = [self._claim_meant(other) for other in entry.new["with"]]
        others = [other for other in found if other and other.claim_id != claim.claim_id]
        if not others or None in found:
            return False
        everything = list({one.claim_id: one for one in (claim, *others)}.values())  # a file may name one twice
        whole = Cutter(self.document).merge(everything)
        ids = {one.claim_id for one in everything}
        links = [replace(link, claim_id=whole.claim_id) for link in self.links if link.claim_id in ids]
        for one in everything:
            self._forget(one)
        self._keep(whole)
        self.links += list({link.place_id: link for link in links}.values())
        return True

    def _keep(self, claim: Claim) -> None:
        """Put a statement among the others, in reading order."""
        ordered = sorted([*self.claims.values(), claim], key=lambda one: (one.start, one.end))
        self.claims = {one.claim_id: one for one in ordered}

    def _forget(self, claim: Claim) -> None:
        del self.claims[claim.claim_id]
        self.links = [link for link in self.links if link.claim_id != claim.claim_id]
        for other in list(self.claims.values()):
            if other.date_relative_to == claim.claim_id:
                self.claims[other.claim_id] = replace(other, date_relative_to=None)

    # -- places --------------------------------------------------------------------------------------------------------

    def _put(self, claim: Claim, entry: Correction) -> bool:
        """Take a statement from a place, put it at one, or both."""
        wanted: Mapping[str, Any] = entry.new if isinstance(entry.new, Mapping) else {"add": entry.new}
        self.claims[claim.claim_id] = replace(claim, review="corrected")
        removed = self._take(claim, wanted["remove"], wanted.get("mention")) if wanted.get("remove") else True
        if wanted.get("add") is None:
            return removed
        known = place_of(wanted["add"], self.source)
        if known is None:
            return False
        place = self.places.setdefault(known.place_id, as_place(known))
        role = wanted.get("role")
        self._link(claim, place, role if role in VALUES["mentions", "role"] else "event", review="corrected")
        return removed

    def _take(self, claim: Claim, place_id: Any, mention_id: Any = None) -> bool:
        """Take a statement from a place, or from what a name of it means by now: another place, perhaps."""
        meant = nearest(mention_id, self.mentions) if isinstance(mention_id, str) else None
        kept = [
            link
            for link in self.links
            if link.claim_id != claim.claim_id
            or (link.place_id != place_id and (meant is None or link.mention_id != meant))
        ]
        found = len(kept) < len(self.links)
        self.links = kept
        return found

    def _link(self, claim: Claim, place: Place, role: Role, *, review: str) -> None:
        """Put a statement at a place, in the shape that its own words for it draw."""
        within = (m for m in self.mentions.values() if claim.start <= m.start and m.end <= claim.end)
        mention = next((m for m in within if m.place_id == place.place_id), None)
        plain = Mention("", claim.article_id, claim.sentence_id, claim.start, claim.end, claim.text)
        shape = make_shape(mention or plain, place, self.source)
        self._take(claim, place.place_id)
        self.links.append(
            ClaimAtPlace(
                claim_id=claim.claim_id,
                place_id=place.place_id,
                mention_id=mention.mention_id if mention else None,
                role=role,
                geo_precision=shape.geo_precision,
                shape=shape.shape,
                geometry=shape.geometry,
                review=review,  # type: ignore[arg-type]
            )
        )

    def give_role(self, mention_id: str, role: Role) -> None:
        """Give a name another role: its statements come to its place, stay there otherwise, or leave it."""
        mention = self.mentions[mention_id] = replace(self.mentions[mention_id], role=role, review="corrected")
        linked = [link for link in self.links if link.mention_id == mention_id]
        if role not in PLACED:
            self.links = [link for link in self.links if link.mention_id != mention_id]
        elif linked:
            self.links = [
                replace(link, role=role, review="corrected") if link.mention_id == mention_id else link
                for link in self.links
            ]
        elif mention.place_id in self.places:
            for claim in _innermost(self.claims.values(), mention):
                self._link(claim, self.places[mention.place_id], role, review="corrected")

    def ordered_links(self) -> list[ClaimAtPlace]:
        """Return the links in the order of the statements."""
        position = {claim_id: number for number, claim_id in enumerate(self.claims)}
        return sorted(self.links, key=lambda link: position.get(link.claim_id, len(position)))


_WAYS: Mapping[str, Callable[[Statements, Claim, Correction], bool]] = {
    "review": Statements._review,  # noqa: SLF001 - the ways of this very class
    "place": Statements._put,  # noqa: SLF001
    "speaker_id": Statements._say,  # noqa: SLF001
    "split": Statements._split,  # noqa: SLF001
    "merge": Statements._merge,  # noqa: SLF001
}
"""Who follows an entry of each field; every other field is a column."""


def _value(entry: Correction) -> dict[str, Any]:
    """Return the columns that an entry sets."""
    if entry.field == "date":
        days = {f"date_{name}": _day(entry.new.get(name)) for name in ("start", "end")}
        return {**days, "date_precision": entry.new["precision"], "date_relative_to": None}
    return {entry.field: _day(entry.new) if entry.field in DAYS else entry.new}


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None


def _innermost(claims: Iterable[Claim], mention: Mention) -> Sequence[Claim]:
    """Return the shortest statement that holds a name, or none."""
    holding = [claim for claim in claims if claim.start <= mention.start and mention.end <= claim.end]
    return sorted(holding, key=lambda claim: claim.end - claim.start)[:1]
