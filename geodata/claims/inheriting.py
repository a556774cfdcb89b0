"""Which places a statement without a place of its own takes over from what was told or named before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from geodata.claims.antecedents import THERE, Memory, Pointer, Told, is_anywhere, pointers
from geodata.claims.countries import PLACEABLE
from geodata.claims.placekinds import NamedBefore, names_kind
from geodata.claims.propositions import Proposition
from geodata.language.mainverbs import main_group
from geodata.language.phrases import SentenceWords
from geodata.language.wordtables import word_classes
from geodata.models import Claim, ClaimAtPlace, Mention, Place
from geodata.resolution.capitals import is_unnamed
from geodata.spatial import PlacedShape

CLOSE_BY = 120
"""Characters between an attack and the toll that goes with it: a sentence end, a speaker and a cue."""

_AHEAD = frozenset({"future", "hypothetical", "requested"})
_FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
_DEADLY = frozenset({"ASSAULT", "PROTEST"})
_AT_ONCE = frozenset({"when", "as"})
_FRONTING = frozenset({"in", "at", "near", "outside", "around", "across", "inside"})
_PLACING = _FRONTING | {"there", "here", "on", "off", "throughout", "from", "to", "into"}
_DEGREES = frozenset({"least", "most"})
_TOLLS = frozenset({"killed", "wounded", "missing"})
_THE_TOLL = re.compile(
    r"\bthe (?:(?:number of (?:the )?)?(?:dead|deaths|victims|wounded|injured)|(?:death )?toll)\b", re.IGNORECASE
)
"""What counts those of an event that was told before: "The army put the number of dead at four"."""

_PLAIN_RELATIONS = (None, "in", "at")

Links = tuple[ClaimAtPlace, ...]


class Inheriting:
    """Remembers the placed statements of an article and what was named in it, read from front to back."""

    def __init__(
        self,
        within: Callable[[int, int], Sequence[Mention]],
        places: Mapping[str, Place],
        shape_of: Callable[[Mention, Place], PlacedShape],
    ) -> None:
        self._within = within
        self._places = places
        self._shape_of = shape_of
        self._memory = Memory()
        self._named_before = NamedBefore(within, places)
        self._previous: tuple[Proposition, Claim, Links] | None = None
        self._deadly: Links = ()  # where the last event was that had victims

    def remember(self, proposition: Proposition, claim: Claim, links: Links, nouns: frozenset[str]) -> None:
        """Keep a statement with its places and the nouns by which it is known further on."""
        self._memory.remember(Told(nouns, claim.event_type, claim.event_mode, _sites(links)))
        if _is_deadly(proposition, claim) and _has_tolls(claim):
            self._deadly = links
        self._previous = proposition, claim, links

    def links(self, proposition: Proposition, claim: Claim) -> Links:
        """Return the places that a statement takes over, marked as inherited; in doubt, none."""
        return tuple(
            replace(link, claim_id=claim.claim_id, role="event", inherited=True)
            for link in _sites(self._pointed(proposition, claim))
        )

    def _pointed(self, proposition: Proposition, claim: Claim) -> Links:
        before = self._right_before(proposition, claim)
        if before is not None:
            return before
        if self._previous and self._hangs_on_previous(proposition):
            return self._previous[2]
        found = self._where_speaker_is(proposition, claim) or self._told_before(proposition, claim)
        found = found or self._opened_with(proposition, claim)
        if found:
            return found
        if _has_tolls(claim) and _THE_TOLL.search(claim.text):
            return self._deadly
        goes_on = self._counts_victims(proposition, claim) or self._tells_when(proposition, claim)
        return self._previous[2] if self._previous and goes_on else ()

    # --- a noun that points back --------------------------------------------------------------------------------------

    def _told_before(self, proposition: Proposition, claim: Claim) -> Links:
        """Return the places of the first noun that points back to any; "the city" points to a city or to nothing."""
        for pointer in pointers(proposition):
            if names_kind(pointer.noun):
                return self._of_kind(proposition, claim, pointer)
            links = self._memory.find(pointer.noun, ahead=claim.realis in _AHEAD)
            if pointer.noun == THERE and links and self._named_since(proposition, pointer):
                return ()
            if links or is_anywhere(pointer.noun):
                return links
        return ()

    def _named_since(self, proposition: Proposition, pointer: Pointer) -> bool:
        """Tell whether another place was named since the last one where something was told: "there" may mean either."""
        here = proposition.sentence.words[pointer.at].start
        told = self._memory.told[-1].links
        known = {link.place_id for link in told}
        starts = {item.mention_id: item.start for item in self._within(0, here)}
        latest = max((starts.get(link.mention_id or "", 0) for link in told), default=0)
        since = self._within(latest + 1, here)
        return any(item.kind in PLACEABLE and item.place_id not in known and self._is_town(item) for item in since)

    def _is_town(self, mention: Mention) -> bool:
        place = self._places.get(mention.place_id or "")
        return place is not None and place.feature_code.startswith("PPL")

    def _right_before(self, proposition: Proposition, claim: Claim) -> Links | None:
        """Return the place that "where" follows at once, None where it follows no name: "a visit to Aton, where"."""
        sentence, at = proposition.sentence, proposition.first - 1
        if proposition.link != "relative" or sentence.lower(at + 1) != "where":
            return None
        at -= sentence.lower(at) == ","
        if at < 0:
            return None
        start, end = sentence.words[at].start, sentence.words[at].end
        named = [item for item in self._within(sentence.sentence.start, end) if item.end > start]
        if not named:
            return None
        pairs = [(item, self._places.get(item.place_id or "")) for item in named if item.kind != "demonym"]
        return tuple(self._at(claim, mention, place) for mention, place in pairs if place)

    def _of_kind(self, proposition: Proposition, claim: Claim, pointer: Pointer) -> Links:
        """Return the places that "the city" or "the region" means, each as a whole, however it was spoken of before."""
        if pointer.acts:
            return ()
        found = self._named_before.meant(proposition, pointer, self._memory.place_ids())
        if not found and pointer.noun == "region":
            return self._memory.region()
        return tuple(self._at(claim, _plain(mention), place) for mention, place in found)

    def _at(self, claim: Claim, mention: Mention, place: Place) -> ClaimAtPlace:
        shape = self._shape_of(mention, place)
        return ClaimAtPlace(
            claim_id=claim.claim_id,
            place_id=place.place_id,
            mention_id=None if is_unnamed(mention.mention_id) else mention.mention_id or None,
            geo_precision=shape.geo_precision,
            shape=shape.shape,
            geometry=shape.geometry,
        )

    def _where_speaker_is(self, proposition: Proposition, claim: Claim) -> Links:
        """Return the place in the speaker's own name for "there": "Traders in X said the silos there were empty"."""
        says_there = any(pointer.noun == THERE for pointer in pointers(proposition))
        if claim.speaker_start is None or claim.speaker_end is None or not says_there:
            return ()
        named = self._within(claim.speaker_start, claim.speaker_end)
        pairs = ((mention, self._places.get(mention.place_id or "")) for mention in named)
        return tuple(self._at(claim, mention, place) for mention, place in pairs if place and mention.kind in PLACEABLE)

    def _opened_with(self, proposition: Proposition, claim: Claim) -> Links:
        """Return the place that a sentence opens with, before who on the spot says it: "In Aton, police said ...".

        A minister or a spokesman may speak in one country of what happened in another.
        """
        sentence, speaker = proposition.sentence, claim.speaker_start
        on_the_spot = word_classes()["on_the_spot"] & set((claim.speaker_text or "").lower().split())
        if speaker is None or not on_the_spot or claim.event_type is None or claim.realis in _AHEAD:
            return ()
        names = self._within(sentence.sentence.start, speaker) if speaker < proposition.start else ()
        if not names or not _is_fronted(sentence, names, speaker):
            return ()
        pairs = ((mention, self._places.get(mention.place_id or "")) for mention in names)
        found = [self._at(claim, mention, place) for mention, place in pairs if place and mention.kind in PLACEABLE]
        return tuple(sorted(found, key=_precision)[:1])

    # --- the statement before -----------------------------------------------------------------------------------------

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
        points = opening == "that" and proposition.sentence.tag(proposition.first + 1).startswith("VB")
        subjectless = points or (main is not None and main.first == proposition.first)  # "and that is where they went"
        return proposition.link == "coordinate" and subjectless

    def _counts_victims(self, proposition: Proposition, claim: Claim) -> bool:
        """Tell whether a bare toll follows an attack, a riot or a disaster: "At least nine people were killed."."""
        if self._previous is None or not _has_tolls(claim):
            return False
        told, before, links = self._previous
        follows = proposition.start - before.end <= CLOSE_BY
        counted = _has_tolls(before) and any(link.inherited for link in links)
        return follows and (counted or _is_deadly(told, before))

    def _tells_when(self, proposition: Proposition, claim: Claim) -> bool:
        """Tell whether a clause is the other side of the one before: "clashed in X, when the group blocked roads"."""
        if self._previous is None or self._previous[0].sentence is not proposition.sentence:
            return False
        opens = proposition.link == "subordinate" and proposition.sentence.lower(proposition.first) in _AT_ONCE
        both = claim.event_type in _FORCE and self._previous[1].event_type in _FORCE
        return opens and both and claim.realis not in _AHEAD


def _has_tolls(claim: Claim) -> bool:
    return any(item["scope"] == "event" and item["kind"] in _TOLLS for item in claim.figures)


def _is_deadly(proposition: Proposition, claim: Claim) -> bool:
    """Tell whether a statement tells of an attack, a riot or a disaster that there was."""
    deadly = claim.event_type in _DEADLY or _tells_disaster(proposition)
    return deadly and claim.polarity == "positive" and claim.realis not in _AHEAD


def _tells_disaster(proposition: Proposition) -> bool:
    """Tell whether a statement names a disaster or an accident: "An earthquake struck Aton"."""
    words = proposition.sentence.words[proposition.first : proposition.last]
    return any(word.lower in word_classes()["disaster"] for word in words)


def _is_fronted(sentence: SentenceWords, names: Sequence[Mention], speaker: int) -> bool:
    """Tell whether names stand in a place phrase that a comma parts from the speaker, with no verb of its own."""
    first, _ = sentence.words_in(names[0].start, names[0].end)
    behind, _ = sentence.words_in(speaker, speaker + 1)
    opening = range(sentence.opening, first)
    placing = [at for at in opening if sentence.lower(at) in _FRONTING]
    plain = not any(sentence.group_at(at) for at in range(sentence.opening, behind))
    return plain and bool(placing) and placing[0] <= sentence.opening + 2 and sentence.words[behind - 1].text == ","


def _precision(link: ClaimAtPlace) -> int:
    return link.geo_precision


def shared_back(told: Sequence[tuple[Proposition, Claim, Links]]) -> list[Links]:
    """Return the places of statements, those shared that stand behind the last of several: "killed and hurt in X"."""
    shared = [links for _, _, links in told]
    for number in range(len(told) - 2, -1, -1):
        proposition, claim, links = told[number]
        following, next_claim, _ = told[number + 1]
        alike = claim.event_type == next_claim.event_type == "ASSAULT" and claim.polarity == next_claim.polarity
        joined = following.sentence is proposition.sentence and following.link in ("coordinate", "subordinate")
        own = [link for link in shared[number + 1] if not link.inherited and link.role == "event"]
        if not links and alike and joined and _joins(following) and _is_bare(proposition):
            shared[number] = tuple(replace(link, claim_id=claim.claim_id, inherited=True) for link in own)
    return shared


def _joins(proposition: Proposition) -> bool:
    """Tell whether a clause is joined to the one before by "and" or "while"."""
    at = proposition.first
    return proposition.sentence.lower(at - 1) == "and" or proposition.sentence.lower(at) in ("and", "while")


def _is_bare(proposition: Proposition) -> bool:
    """Tell whether a clause has no name, known or not, in which it may have happened, nor a word for a place."""
    sentence = proposition.sentence
    return not any(
        sentence.lower(at) in _PLACING and sentence.lower(at + 1) not in _DEGREES and at not in sentence.time_at
        for at in range(proposition.first, proposition.last)
    )


def _plain(mention: Mention) -> Mention:
    """Return a name for the place itself; one that stands for what is near it does not name it, and has no id."""
    if mention.relation in _PLAIN_RELATIONS:
        return mention
    return replace(mention, mention_id="", relation=None, distance_km=None, bearing_deg=None)


def _sites(links: Links) -> Links:
    """Return the places where something happened or went, not where it began or was done formally."""
    return tuple(link for link in links if link.role in ("event", "destination"))
