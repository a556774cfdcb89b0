"""Each statement to its places: names in its own clause, parts of "the country", and what it points back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.claims.antecedents import Memory, Told, nouns_of, pointing_nouns
from geodata.claims.belonging import Belonging
from geodata.claims.countries import PLACEABLE, Countries
from geodata.claims.namesigns import Name
from geodata.claims.places import Standing, role_of, standing_of, undergoes
from geodata.claims.propositions import Proposition
from geodata.language.phrases import SentenceWords, main_group
from geodata.models import Claim, ClaimAtPlace, JsonDict, Mention, Place, Resolution, Role
from geodata.spatial import PlacedShape, make_shape, part_of_country
from geodata.stages import OutlineSource

_AHEAD = frozenset({"future", "hypothetical", "requested"})
LINKED_ROLES: frozenset[Role] = frozenset({"event", "origin", "destination", "venue"})
COUNTRY_PRECISION = 4
_PLACING = frozenset({"in", "at", "near", "on", "outside", "around", "into", "inside"})
_TOLLS = frozenset({"killed", "wounded", "missing"})


class Linker:
    """Joins the statements of one article to places, read from front to back."""

    def __init__(self, resolution: Resolution, outlines: OutlineSource, belonging: Belonging) -> None:
        self.mentions = sorted(resolution.mentions, key=_mention_start)
        self.outlines = outlines
        self.named: dict[str, list[tuple[int, int]]] = {}
        """The names that the places of a statement were read from, those no gazetteer knows among them; by claim."""
        self._belonging = belonging
        self.roles: dict[str, Role] = {}
        self._places = {place.place_id: place for place in resolution.places}
        self._by_id = {mention.mention_id: mention for mention in self.mentions}
        self._partial = {mention.mention_id for mention in self.mentions if mention.relation == "part_of"}
        self._memory = Memory()
        self._shapes: dict[tuple[object, ...], PlacedShape] = {}  # made once: long articles repeat themselves
        self._previous: tuple[Proposition, Claim, tuple[ClaimAtPlace, ...]] | None = None
        self._governors: set[int] = set()
        self._countries = Countries(self.mentions, self._places)

    def link(self, proposition: Proposition, claim: Claim) -> tuple[ClaimAtPlace, ...]:
        """Return the places of one statement; those it only points back to are marked as inherited."""
        self._governors = set()
        own = [*self._own(proposition, claim), *self._parts(proposition, claim)]
        links = _distinct(self._without_containers(own))
        self._forget_containers(claim, own, links)
        if not links and self._names_nothing(proposition):
            links = _inherited(self._pointed(proposition, claim), claim)
        self._memory.remember(
            Told(nouns_of(proposition, self._governors), claim.event_type, claim.event_mode, _sites(links))
        )
        self._previous = proposition, claim, links
        return links

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in ``[start, end)``."""
        return self._countries.within(start, end)

    # --- names in the clause ----------------------------------------------------------------------------------------

    def _own(self, proposition: Proposition, claim: Claim) -> Iterator[ClaimAtPlace]:
        names = [self._name(proposition, claim, item) for item in self.within(proposition.start, proposition.end)]
        chosen = self._belonging.chosen(proposition, claim, names)
        mentions = [name.mention for name in names]
        for index, (name, choice) in enumerate(zip(names, chosen, strict=True)):
            overruled = choice != "none" and name.role == "background"
            role: Role = "event" if overruled else name.role
            self.roles.setdefault(name.mention.mention_id, role)
            if choice == "place":
                self.named.setdefault(claim.claim_id, []).append((name.mention.start, name.mention.end))
            shape = self._shape(name.mention, name.place, mentions, index) if name.place else None
            if choice != "none" and name.place is not None and shape is not None:
                yield _at(claim, name.place, shape, role=role, mention_id=name.mention.mention_id)

    def _name(self, proposition: Proposition, claim: Claim, mention: Mention) -> Name:
        standing = standing_of(proposition.sentence, mention, proposition.first)
        role = self._role(proposition, mention, standing)
        role = "event" if role == "venue" and claim.event_type == "ASSAULT" else role  # a bomb at an embassy
        words = proposition.sentence.words_in(mention.start, mention.end)
        return Name(mention, self._places.get(mention.place_id or ""), role, standing, *words)

    def _role(self, proposition: Proposition, mention: Mention, standing: Standing) -> Role:
        if mention.kind not in PLACEABLE and not self._undergoes(proposition, mention, standing):
            return "background"
        if mention.kind == "coordinate":
            return "event"
        if standing.governor is not None:
            self._governors.add(standing.governor)
        return role_of(proposition, mention, standing, is_state=self._is_state(mention))

    def _undergoes(self, proposition: Proposition, mention: Mention, standing: Standing) -> bool:
        """Tell whether a name that sounds like one who acts is what something happens to: "Mali was hit"."""
        return mention.kind == "associative" and standing.preposition is None and undergoes(proposition, mention)

    def _is_state(self, mention: Mention) -> bool:
        place = self._places.get(mention.place_id or "")
        return place is not None and place.feature_code.startswith(("PCL", "PPLC"))

    def _shape(self, mention: Mention, place: Place, mentions: Sequence[Mention], index: int) -> PlacedShape | None:
        """Return the shape of a name; None for "between A and B" when only one end is known."""
        other = None
        if mention.relation == "between":
            pair = [item for item in (mentions[max(0, index - 1) : index + 2]) if item is not mention]
            ends = [item for item in pair if item.relation == "between" and item.place_id]
            other = self._places.get(ends[0].place_id or "") if ends else None
            if other is None:
                return None
        key = place, mention.relation, mention.distance_km, mention.bearing_deg, other
        if key not in self._shapes:
            self._shapes[key] = make_shape(mention, place, self.outlines, other=other)
        return self._shapes[key]

    def _without_containers(self, links: Sequence[ClaimAtPlace]) -> list[ClaimAtPlace]:
        """Drop a country or division where the statement names a place inside it: "Poti in Georgia" is at Poti."""
        return [link for link in links if not any(self._lies_in(other, link) for other in links)]

    def _forget_containers(self, claim: Claim, own: Sequence[ClaimAtPlace], links: Sequence[ClaimAtPlace]) -> None:
        """Keep only the names of places that were kept, and those that are on no map."""
        kept = {link.mention_id for link in links}
        places = {link.place_id for link in links}
        dropped = {link.mention_id for link in own if link.mention_id not in kept and link.place_id not in places}
        spans = {(self._by_id[key].start, self._by_id[key].end) for key in dropped if key}
        if spans and claim.claim_id in self.named:
            self.named[claim.claim_id] = [span for span in self.named[claim.claim_id] if span not in spans]

    def _lies_in(self, inner: ClaimAtPlace, outer: ClaimAtPlace) -> bool:
        """Tell whether one place is known to lie in the country or first division that the other one is."""
        place, around = self._places[inner.place_id], self._places[outer.place_id]
        if outer.mention_id in self._partial or outer.inherited:
            return False
        if inner.geo_precision >= outer.geo_precision or place.country_code != around.country_code:
            return False
        if around.feature_code.startswith("PCL"):
            return True
        same = place.admin1 is not None and place.admin1 == around.admin1 and around.feature_code == "ADM1"
        return same and not place.feature_code.startswith("ADM") and self._adjoins(inner, outer)

    def _adjoins(self, inner: ClaimAtPlace, outer: ClaimAtPlace) -> bool:
        """Tell whether one name directly qualifies the other: "Dover, Delaware", "a suburb of X in Y"."""
        first, second = self._by_id.get(inner.mention_id or ""), self._by_id.get(outer.mention_id or "")
        return first is not None and second is not None and 0 <= second.start - first.end <= ADJOINING

    # --- "the western part of the country" ----------------------------------------------------------------------------

    def _parts(self, proposition: Proposition, claim: Claim) -> Iterator[ClaimAtPlace]:
        parts = list(self._countries.parts(proposition))
        country = self._countries.country_of(proposition, claim) if parts else None
        if country is None:
            return
        for part in parts:
            shape = PlacedShape("none", None, COUNTRY_PRECISION)
            if not part.whole:
                shape = self._part_shape(country, part.bearing_deg)
            yield _at(claim, country, shape, role="event", mention_id=None, inherited=True)

    def _part_shape(self, country: Place, bearing_deg: float | None) -> PlacedShape:
        key = country, "part_of", bearing_deg
        if key not in self._shapes:
            self._shapes[key] = part_of_country(country, bearing_deg, self.outlines)
        return self._shapes[key]

    # --- what is pointed back to -----------------------------------------------------------------------------------

    def _names_nothing(self, proposition: Proposition) -> bool:
        """Tell whether the clause has no literal place of its own, linked or not, nor a name that nobody knows."""
        if self._names_unknown(proposition):
            return False
        return not any(
            mention.kind in PLACEABLE and self.roles.get(mention.mention_id) in LINKED_ROLES
            for mention in self.within(proposition.start, proposition.end)
        )

    def _names_unknown(self, proposition: Proposition) -> bool:
        """Tell whether the clause says "in" or "near" of a name that is no known place."""
        sentence = proposition.sentence
        for at in range(proposition.first, proposition.last - 1):
            name = sentence.words[at + 1]
            named = name.tag == "NP0" and name.text[:1].isupper()
            if named and sentence.lower(at) in _PLACING and at not in sentence.time_at:
                return not self.within(name.start, name.end)
        return False

    def _pointed(self, proposition: Proposition, claim: Claim) -> tuple[ClaimAtPlace, ...]:
        if self._previous and self._hangs_on_previous(proposition):
            return self._previous[2]
        found = self._where_speaker_is(proposition, claim) or self._memory.find(
            proposition, ahead=claim.realis in _AHEAD
        )
        if found:
            return found
        return self._previous[2] if self._previous and self._counts_victims(proposition, claim) else ()

    def _where_speaker_is(self, proposition: Proposition, claim: Claim) -> tuple[ClaimAtPlace, ...]:
        """Return the place in the speaker's own name for "there": "Traders in X said the silos there were empty"."""
        if claim.speaker_start is None or claim.speaker_end is None or "there" not in pointing_nouns(proposition):
            return ()
        links = []
        for mention in self.within(claim.speaker_start, claim.speaker_end):
            place = self._places.get(mention.place_id or "")
            if place is not None and mention.kind in PLACEABLE:
                shape = make_shape(mention, place, self.outlines)
                links.append(_at(claim, place, shape, role="event", mention_id=mention.mention_id))
        return tuple(links)

    def _hangs_on_previous(self, proposition: Proposition) -> bool:
        """Tell whether the clause shares place and subject of the one before: "where ...", "but ...", "and wounded"."""
        if self._previous is None or self._previous[0].sentence is not proposition.sentence:
            return False
        opening = proposition.sentence.lower(proposition.first)
        if proposition.link == "relative":
            return opening == "where"
        if proposition.link == "contrast":
            return True
        main = main_group(proposition.sentence, proposition.first, proposition.last)
        subjectless = main is not None and main.first == proposition.first
        return proposition.link == "coordinate" and subjectless

    def _counts_victims(self, proposition: Proposition, claim: Claim) -> bool:
        """Tell whether a bare toll follows an attack or accident: "At least nine people were killed."."""
        tolls = [item for item in claim.figures if item["scope"] == "event" and item["kind"] in _TOLLS]
        if self._previous is None or not tolls:
            return False
        before = self._previous[1]
        follows = proposition.start - before.end <= CLOSE_BY
        return follows and before.event_type == "ASSAULT" and before.polarity == "positive"


ADJOINING = 12
"""Characters between a name and the division that says which one is meant: a comma, "in the"."""

CLOSE_BY = 120
"""Characters between an attack and the toll that goes with it: a sentence end, a speaker and a cue."""


def _mention_start(mention: Mention) -> int:
    return mention.start


def _at(
    claim: Claim, place: Place, shape: PlacedShape, *, role: Role, mention_id: str | None, inherited: bool = False
) -> ClaimAtPlace:
    geometry: JsonDict | None = shape.geometry
    return ClaimAtPlace(
        claim_id=claim.claim_id,
        place_id=place.place_id,
        mention_id=mention_id,
        role=role,
        geo_precision=shape.geo_precision,
        shape=shape.shape,
        geometry=geometry,
        inherited=inherited,
    )


def _distinct(links: Sequence[ClaimAtPlace]) -> tuple[ClaimAtPlace, ...]:
    """Keep one row for a place in one role and shape."""
    kept: list[ClaimAtPlace] = []
    for link in links:
        if not any(_same_place(link, other) for other in kept):
            kept.append(link)
    return tuple(kept)


def _same_place(one: ClaimAtPlace, other: ClaimAtPlace) -> bool:
    same = (one.place_id, one.role, one.shape) == (other.place_id, other.role, other.shape)
    return same and one.geometry == other.geometry


def _inherited(links: Sequence[ClaimAtPlace], claim: Claim) -> tuple[ClaimAtPlace, ...]:
    return tuple(replace(link, claim_id=claim.claim_id, role="event", inherited=True) for link in _sites(links))


def _sites(links: Sequence[ClaimAtPlace]) -> tuple[ClaimAtPlace, ...]:
    """Return the places where something happened or went, not where it began or was done formally."""
    return tuple(link for link in links if link.role in ("event", "destination"))


def role_outside(sentence: SentenceWords, mention: Mention, speakers: Sequence[tuple[int, int]]) -> Role:
    """Return the role of a name that no statement holds: a dateline, a speaker's, or where something was said."""
    if sentence.opening and mention.start < sentence.words[min(sentence.opening, len(sentence.words) - 1)].start:
        return "dateline"
    if any(start <= mention.start and mention.end <= end for start, end in speakers):
        return "speaker"
    if mention.kind not in PLACEABLE:
        return "background"
    standing = standing_of(sentence, mention)
    return "venue" if standing.preposition in ("in", "at", "from", "near", "outside") else "background"
