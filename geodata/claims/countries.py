"""Parts of a country that are not named: "the western part of the country", "the northeast", "across the country"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geodata.claims.propositions import Proposition
from geodata.models import Claim, Mention, Place, Sentence
from geodata.spatial import BEARINGS

PLACEABLE = frozenset({"literal", "coordinate"})
"""Kinds of names that are places where something can happen."""

_STATES = frozenset({"literal", "associative"})
OPENING = 12  # characters of a sentence before the country that is its subject: "On Sunday, "
LONGEST_NAME = 60  # characters before a wind in which a name may begin that holds it

_PART = re.compile(
    r"\b(?:(?:in|across|to|from|over|throughout|of)\s+(?:the\s+)?|the\s+(?=\w+ern\s+(?:part|half|area|region|province)))"
    r"(?:far\s+)?"
    r"(?P<wind>north|south|east|west)(?:-?(?P<second>east|west))?(?:ern)?\b"
    r"(?:\s+and\s+(?:the\s+)?(?P<other>north|south|east|west)(?:ern)?\b)?"
    r"(?P<part>\s+(?:part|parts|half|areas?|regions?|provinces?)\b)?(?:\s+(?:of|in)\s+(?P<of>the\s+country|\w+))?",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:in|across|throughout|around|over)\s+(?:the|this)\s+(?:whole\s+|entire\s+)?country\b", re.IGNORECASE
)
_WAR = re.compile(r"^\W*the\s+(?:\w+\s+)?(?:civil\s+)?(?:war|uprising|revolution|insurgency)\b", re.IGNORECASE)
"""A clause whose subject is the war: of the country that rules the article, when one does."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a country: towards a wind, or the whole (None)."""

    bearing_deg: float | None
    whole: bool


class Countries:
    """Tells of which country a part is spoken; in doubt, of none."""

    def __init__(self, mentions: Sequence[Mention], places: Mapping[str, Place]) -> None:
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._places = places
        self._ruling = self._ruling_country()

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that begin in ``[start, end)``."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def parts(self, proposition: Proposition) -> Iterator[Part]:
        """Yield the parts of a country that a statement speaks of without a name."""
        text, start, end = proposition.sentence.document.text, proposition.start, proposition.end
        for match in _PART.finditer(text, start, end):
            named = match["of"] and not match["of"].lower().startswith("the")
            bare_adjective = match.group().lower().endswith("ern")
            if named or bare_adjective or self._is_of_name(match):
                continue
            for first, second in ((match["wind"], match["second"]), (match["other"], None)):
                if first:
                    yield Part(BEARINGS[f"{first}{second or ''}".lower()], whole=False)
        war = self._ruling is not None and _WAR.match(text[start:end])
        if war or _WHOLE.search(text, start, end):
            yield Part(None, whole=True)

    def _is_of_name(self, match: re.Match[str]) -> bool:
        """Tell whether a name holds the wind ("East Africa") or follows it."""
        wind = match.start("wind")
        around = self.within(wind - LONGEST_NAME, match.end())
        return any(mention.end > wind for mention in around) or bool(self.within(match.end(), match.end() + 3))

    # --- whose part it is -------------------------------------------------------------------------------------------

    def country_of(self, proposition: Proposition, claim: Claim) -> Place | None:
        """Return the country whose part a statement means, or None where the text leaves it open.

        One that the statement or its sentence names, by a demonym too; else the subject of the sentence before; else
        the country that rules the article. The state that a speaker serves says nothing, nor whose arms attack.
        """
        sentence = proposition.sentence.sentence
        speaker = claim.speaker_start or 0, claim.speaker_end or 0
        kinds = _STATES if claim.event_type == "ASSAULT" else _STATES | {"demonym"}
        for start, end in ((proposition.start, proposition.end), (sentence.start, sentence.end)):
            named = self._states(start, end, kinds, speaker)
            if named:
                return self._places[named.pop()] if len(named) == 1 else None
        span = self._sentence_before(proposition)
        before, peoples = self._states(*span, _STATES), self._states(*span, frozenset({"demonym"}))
        if len(before) == 1 and peoples <= before and self._states(span[0], span[0] + OPENING, _STATES):
            return self._places[before.pop()]
        either = before | peoples
        return self._ruling if not either or (self._ruling and self._ruling.place_id in either) else None

    def _states(self, start: int, end: int, kinds: frozenset[str], speaker: tuple[int, int] = (0, 0)) -> set[str]:
        """Return the countries that are named in ``[start, end)`` in one of these ways, not in the speaker's name."""
        return {
            mention.place_id
            for mention in self.within(start, end)
            if mention.place_id and self._is_state(mention, kinds) and not speaker[0] <= mention.start < speaker[1]
        }

    def _is_state(self, mention: Mention, kinds: frozenset[str]) -> bool:
        place = self._places.get(mention.place_id or "")
        return place is not None and place.feature_code.startswith("PCL") and mention.kind in kinds

    def _sentence_before(self, proposition: Proposition) -> tuple[int, int]:
        """Return the characters of the sentence before; none for the first."""
        sentences, start = proposition.sentence.document.sentences, proposition.sentence.sentence.start
        at = bisect_left(sentences, start, key=_sentence_start)
        return (sentences[at - 1].start if at else start), start

    def _ruling_country(self) -> Place | None:
        """Return the country that most of the article's places lie in, its towns counted with it."""
        codes: Counter[str] = Counter()
        for mention in self._mentions:
            place = self._places.get(mention.place_id or "")
            if place and place.country_code and mention.kind in PLACEABLE:
                codes[place.country_code] += 1
        countries = {
            place.country_code: place for place in self._places.values() if place.feature_code.startswith("PCL")
        }
        named = [code for code, _ in codes.most_common() if code in countries]
        rules = bool(named) and 2 * codes[named[0]] >= codes.total()
        return countries[named[0]] if rules else None


def _sentence_start(sentence: Sentence) -> int:
    return sentence.start
