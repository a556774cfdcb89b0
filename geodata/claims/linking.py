"""Each statement to its places: names in its own clause, parts of "the country", and what it points back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geodata.attribution.acting import PUTS
from geodata.claims.addressing import is_addressed
from geodata.claims.antecedents import nouns_of
from geodata.claims.belonging import Belonging, is_force
from geodata.claims.countries import PLACEABLE, Countries
from geodata.claims.hearing import HEARD_ELSEWHERE, Heard, unread_names
from geodata.claims.inheriting import Inheriting
from geodata.claims.namesigns import Name
from geodata.claims.places import (
    Standing,
    is_of_condition,
    is_of_what_is_judged,
    role_of,
    standing_of,
    tells_site,
    undergoes,
)
from geodata.claims.propositions import Proposition
from geodata.claims.suffering import is_struck, suffers
from geodata.claims.unknownnames import UnknownNames
from geodata.language.grammar import Word
from geodata.language.phrases import SentenceWords
from geodata.models import Claim, ClaimAtPlace, Document, JsonDict, Mention, Place, Resolution, Role
from geodata.resolution.capitals import is_unnamed, with_capitals
from geodata.spatial import PlacedShape, make_shape, part_of_country, read_relations
from geodata.stages import OutlineSource

LINKED_ROLES: frozenset[Role] = frozenset({"event", "origin", "destination", "venue"})
REGION, COUNTRY_PRECISION = 3, 4
RIVER = "STM"
_BEFALLEN = PLACEABLE | {"associative"}
_PLACING = frozenset({"in", "at", "near", "on", "outside", "around", "into", "inside"})


class Linker:
    """Joins the statements of one article to places, read from front to back."""

    def __init__(
        self, document: Document, resolution: Resolution, outlines: OutlineSource, belonging: Belonging
    ) -> None:
        self._places = {place.place_id: place for place in resolution.places}
        names = with_capitals(document.text, resolution.mentions, self._places)
        unnamed = {item.mention_id: item for item in read_relations(document, names) if is_unnamed(item.mention_id)}
        self.mentions = sorted((unnamed.get(item.mention_id, item) for item in names), key=_mention_start)
        self.outlines = outlines
        self.named: dict[str, list[tuple[int, int]]] = {}
        """The names that the places of a statement were read from, those no gazetteer knows among them; by claim."""
        self._belonging = belonging
        self.roles: dict[str, Role] = {}
        self._by_id = {mention.mention_id: mention for mention in self.mentions}
        self._partial = {mention.mention_id for mention in self.mentions if mention.relation == "part_of"}
        self._shapes: dict[tuple[object, ...], PlacedShape] = {}  # made once: long articles repeat themselves
        self._governors: set[int] = set()
        self._heard: Heard | None = None  # of the statement that is being joined
        self._countries = Countries(self.mentions, self._places)
        self._starts = {mention.mention_id: mention.start for mention in self.mentions}
        self._unknown = UnknownNames(document.text)
        self._inheriting = Inheriting(self.within, self._places, self._made)

    def link(self, proposition: Proposition, claim: Claim) -> tuple[ClaimAtPlace, ...]:
        """Return the places of one statement; those it only points back to are marked as inherited."""
        self._governors = set()
        own = [*self._own(proposition, claim), *self._parts(proposition, claim)]
        links = _distinct(self._without_containers(own))
        self._forget_containers(claim, own, links)
        if not links and not self.named.get(claim.claim_id) and self._names_nothing(proposition):
            links = self._inheriting.links(proposition, claim) or self._elsewhere(proposition, claim)
        names = self.named.get(claim.claim_id, ())
        links = links or self._unknown.placed(claim, names)
        self._unknown.learn(names, links, self._starts)
        self._inheriting.remember(proposition, claim, links, nouns_of(proposition, self._governors))
        return links

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in ``[start, end)``."""
        return self._countries.within(start, end)

    # --- names in the clause ----------------------------------------------------------------------------------------

    def _own(self, proposition: Proposition, claim: Claim) -> Iterator[ClaimAtPlace]:
        names = self._names(proposition, claim)
        chosen = self._belonging.chosen(proposition, claim, names, self._heard)
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

    def _names(self, proposition: Proposition, claim: Claim) -> list[Name]:
        """Return the names of a clause in reading order, those among them that only the tagger hears."""
        start, end = proposition.start, proposition.end
        told = [
            item
            for item in self.within(start, end)
            if not is_of_condition(proposition, item.start)
            and not (claim.cue in PUTS and _is_of_speaker(claim, item))  # "doctors in X put the toll at four"
        ]
        read = [self._name(proposition, claim, mention) for mention in told]
        sentence = proposition.sentence.sentence
        around = [(item.start, item.end) for item in self.within(sentence.start, sentence.end)]
        unread = any(word.tag == "NP0" and not _meets(word, around) for word in proposition.sentence.words)
        self._heard = self._belonging.hear(proposition, claim, read, unread=unread or len(around) > len(read))
        text = proposition.sentence.document.text
        heard = unread_names(self._heard, text, around) if self._heard else []
        inside = [(low, high) for low, high in heard if start <= low and high <= end]
        return sorted(
            [*read, *(self._name(proposition, claim, _unread(claim, text, *span)) for span in inside)], key=_first
        )

    def _name(self, proposition: Proposition, claim: Claim, mention: Mention) -> Name:
        if is_addressed(proposition.sentence, mention):
            mention = replace(mention, kind="associative")
        standing = standing_of(proposition.sentence, mention, proposition.first)
        if mention.relation == "between":
            standing = replace(standing, preposition="between")
        role = self._role(proposition, mention, standing)
        role = "event" if role == "venue" and claim.event_type == "ASSAULT" else role  # a bomb at an embassy
        if claim.event_type is None and _is_of_speaker(claim, mention):
            role = "background"  # "Forecasters in X expect storms"
        if role == "event" and is_of_what_is_judged(proposition, claim, standing):
            role = "background"
        befallen = mention.kind in _BEFALLEN and standing.preposition is None and suffers(proposition, mention)
        struck = claim.event_type == "ASSAULT" and mention.kind == "literal" and is_struck(proposition, mention)
        befallen = befallen or struck
        words = proposition.sentence.words_in(mention.start, mention.end)
        place = self._places.get(mention.place_id or "")
        return Name(mention, place, "event" if befallen else role, standing, *words, befallen=befallen)

    def _role(self, proposition: Proposition, mention: Mention, standing: Standing) -> Role:
        if mention.kind not in PLACEABLE and not self._undergoes(proposition, mention, standing):
            return "background"
        if mention.kind == "coordinate":
            return "event"
        if standing.governor is not None:
            self._governors.add(standing.governor)
        return role_of(proposition, mention, standing, is_state=self._is_state(mention))

    def _undergoes(self, proposition: Proposition, mention: Mention, standing: Standing) -> bool:
        """Tell whether a name that sounds like one who acts is what something happens to, or at: "Mali was hit"."""
        if mention.kind != "associative" or is_addressed(proposition.sentence, mention):
            return False
        return (
            undergoes(proposition, mention)
            if standing.preposition is None
            else tells_site(proposition, mention, standing)
        )

    def _is_state(self, mention: Mention) -> bool:
        place = self._places.get(mention.place_id or "")
        return place is not None and place.feature_code.startswith(("PCL", "PPLC"))

    def _shape(self, mention: Mention, place: Place, mentions: Sequence[Mention], index: int) -> PlacedShape | None:
        """Return the shape of a name; None for "between A and B" when only one end is known."""
        other = None
        if mention.relation == "between":
            pair = [item for item in (mentions[max(0, index - 1) : index + 2]) if item is not mention]
            named = [item for item in pair if item.kind in PLACEABLE]  # "between X and the Landian border" has one end
            ends = [item for item in named if item.relation == "between" and item.place_id]
            other = self._places.get(ends[0].place_id or "") if ends else None
            if other is None:
                return None
        return self._made(mention, place, other)

    def _made(self, mention: Mention, place: Place, other: Place | None = None) -> PlacedShape:
        key = place, mention.relation, mention.distance_km, mention.bearing_deg, other
        if key not in self._shapes:
            self._shapes[key] = make_shape(mention, place, self.outlines, other=other)
        return self._shapes[key]

    def _without_containers(self, links: Sequence[ClaimAtPlace]) -> list[ClaimAtPlace]:
        """Drop a country or division where the statement names a place inside it: "Poti in Georgia" is at Poti."""
        kept = [link for link in links if not any(self._lies_in(other, link) for other in links)]
        closer = [link for link in kept if not self._is_river(link) and link.geo_precision < REGION]
        return [link for link in kept if not (closer and self._is_river(link))]

    def _is_river(self, link: ClaimAtPlace) -> bool:
        """Tell whether a place is a river: "along the Danube between Vienna and Budapest" is between these."""
        return self._places[link.place_id].feature_code == RIVER

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
        partial = outer.mention_id in self._partial
        if outer.inherited or (partial and not self._adjoins(inner, outer)):
            return False
        finer = inner.geo_precision < outer.geo_precision or (partial and not place.feature_code.startswith("PCL"))
        if not finer or place.country_code != around.country_code:
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

    # --- names in another clause of the sentence ---------------------------------------------------------------------

    def _elsewhere(self, proposition: Proposition, claim: Claim) -> tuple[ClaimAtPlace, ...]:
        """Return the places that a sentence names elsewhere: "Two were killed when a bomb went off in Kut"."""
        if self._heard is None or not is_force(claim) or claim.realis == "requested":
            return ()  # "he fled to La Paz, and Peru asked Bolivia to arrest him"
        sentence, links = proposition.sentence.sentence, []
        for item in self.within(sentence.start, sentence.end):
            heard = item.kind in PLACEABLE and self._heard.share(item.start, item.end) >= HEARD_ELSEWHERE
            if not heard or proposition.start <= item.start < proposition.end or self._is_office(claim, item):
                continue
            place = self._places.get(item.place_id or "")
            if place is None:
                self.named.setdefault(claim.claim_id, []).append((item.start, item.end))
                continue
            shape = self._made(item, place)
            links.append(_at(claim, place, shape, role="event", mention_id=item.mention_id, inherited=True))
        return _distinct(self._without_containers(links))

    def _is_office(self, claim: Claim, mention: Mention) -> bool:
        """Tell whether a country or capital only stands in the name of the one who speaks."""
        return _is_of_speaker(claim, mention) and self._is_state(mention)

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


ADJOINING = 17
"""Characters between a name and the division that says which one is meant: a comma, "in northwestern"."""


def _is_of_speaker(claim: Claim, mention: Mention) -> bool:
    """Tell whether a name stands in that of the one who speaks."""
    return (claim.speaker_start or 0) <= mention.start < (claim.speaker_end or 0)


def _meets(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(word.start < end and start < word.end for start, end in spans)


def _unread(claim: Claim, text: str, start: int, end: int) -> Mention:
    """Return a name that only the tagger hears; it is in no frame."""
    return Mention("", claim.article_id, claim.sentence_id, start, end, text[start:end])


def _first(name: Name) -> int:
    return name.first


def _mention_start(mention: Mention) -> int:
    return mention.start


def _at(
    claim: Claim, place: Place, shape: PlacedShape, *, role: Role, mention_id: str | None, inherited: bool = False
) -> ClaimAtPlace:
    geometry: JsonDict | None = shape.geometry
    return ClaimAtPlace(
        claim_id=claim.claim_id,
        place_id=place.place_id,
        mention_id=None if is_unnamed(mention_id) else mention_id,
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
