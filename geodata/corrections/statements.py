"""What people said about statements and their sources: other values, other places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from geodata.corrections.log import DAYS
from geodata.corrections.places import PlaceSource, place_of
from geodata.models import Claim, ClaimAtPlace, Correction, Mention, Place, Role, Speaker
from geodata.resolution import as_place
from geodata.schema import VALUES
from geodata.spatial import make_shape

PLACED: frozenset[Role] = frozenset({"event", "origin", "destination", "venue"})
"""Roles in which a name says where a statement is."""


@dataclass
class Statements:
    """The statements of an article, where they are and who makes them, as people want them."""

    claims: dict[str, Claim]
    links: list[ClaimAtPlace]
    speakers: dict[str, Speaker]
    mentions: dict[str, Mention]
    places: dict[str, Place]
    source: PlaceSource

    def follow(self, entry: Correction) -> bool:
        """Follow one entry; False when what it is about is not there."""
        if entry.field == "note":
            return entry.target in self.claims or entry.target in self.speakers
        if entry.target in self.speakers:
            self.speakers[entry.target] = replace(self.speakers[entry.target], **{entry.field: entry.new})
            return True
        claim = self.claims.get(entry.target)
        if claim is None:
            return False
        if entry.field == "place":
            return self._put(claim, entry.new)
        return self._change(claim, entry)

    def _change(self, claim: Claim, entry: Correction) -> bool:
        if entry.field == "review":
            self.claims[claim.claim_id] = replace(claim, review=entry.new)
            if entry.new == "rejected":
                self.links = [link for link in self.links if link.claim_id != claim.claim_id]
            return True
        changed = self._speaker(entry.new) if entry.field == "speaker_id" else _value(entry)
        if changed is None:
            return False
        self.claims[claim.claim_id] = replace(claim, review="corrected", **changed)
        return True

    def _speaker(self, speaker_id: Any) -> dict[str, Any] | None:
        """Return the columns of another speaker, or of none; None when the article has no such speaker."""
        if speaker_id is None:
            return dict.fromkeys(("speaker_id", "speaker_text", "speaker_start", "speaker_end"))
        speaker = self.speakers.get(str(speaker_id))
        if speaker is None:
            return None
        return {"speaker_id": speaker_id, "speaker_text": speaker.name, "speaker_start": None, "speaker_end": None}

    def _put(self, claim: Claim, new: Any) -> bool:
        """Take a statement from a place, put it at one, or both."""
        wanted: Mapping[str, Any] = new if isinstance(new, Mapping) else {"add": new}
        removed = self._take(claim, wanted["remove"]) if wanted.get("remove") else True
        if wanted.get("add") is None:
            return removed
        entry = place_of(wanted["add"], self.source)
        if entry is None:
            return False
        place = self.places.setdefault(entry.place_id, as_place(entry))
        role = wanted.get("role")
        self._link(claim, place, role if role in VALUES["mentions", "role"] else "event", review="corrected")
        return removed

    def _take(self, claim: Claim, place_id: Any) -> bool:
        kept = [link for link in self.links if (link.claim_id, link.place_id) != (claim.claim_id, place_id)]
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


def _value(entry: Correction) -> dict[str, Any]:
    day = entry.field in DAYS and entry.new
    return {entry.field: date.fromisoformat(str(entry.new)[:10]) if day else entry.new}


def _innermost(claims: Iterable[Claim], mention: Mention) -> Sequence[Claim]:
    """Return the shortest statement that holds a name, or none."""
    holding = [claim for claim in claims if claim.start <= mention.start and mention.end <= claim.end]
    return sorted(holding, key=lambda claim: claim.end - claim.start)[:1]
