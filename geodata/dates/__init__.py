"""When: days, months and years of what happened and of when it was said, as far as the text gives them.

A bare weekday is the last such day, the publication day included; the next one when the clause is future. Without a
publication date a relative expression has no calendar day and its words are kept. Nothing is invented: "in recent days"
stays vague.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geodata.dates.periods import period_of
from geodata.dates.stretches import Period, opened
from geodata.language.phrases import SentenceWords
from geodata.language.timex import Timex, find_timexes, with_preposition
from geodata.language.wordtables import triggers
from geodata.models import Claim, DatePrecision, Document, Evidence, Realis

SINCE_REACH = 60
"""Characters between "since" and the date of its clause: "since the crisis began in March"."""

_SINCE = re.compile(r"\bsince\b[^,;.]*$")

_PUT_OFF = re.compile(
    r"\b(?:postpone[sd]?|delay(?:s|ed)?|adjourn(?:s|ed)?|extend(?:s|ed)?|(?:re)?scheduled|defer(?:s|red)?|put off|due)"
    r"\b[^,;.]*\b(?:until|till|to|for|on)\s+$",
    re.IGNORECASE,
)
"""What comes before a day that lies ahead, whatever the tense: "postponed until Saturday"."""

_NO_SUPERLATIVE = (
    "arrest|protest|forest|interest|request|harvest|contest|unrest|test|guest|(?:north|south|mid)?(?:west|east)"
)
_RANKED = re.compile(
    rf"\b(?:the|its|their|his|her|['’]s)\s+(?:first|only|worst|best|most|(?!(?:{_NO_SUPERLATIVE})\b)\w{{2,}}est)\b"
    r"[^,;.]*\bsince\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""What is the first or worst of its kind since then: "its wettest day since 1958" was not in 1958, nor ever since."""

_SHUT = re.compile(
    r"(?<!\bbeen )(?<!\bremained )(?<!\bstayed )\b(?:suspended|closed|shut|cancell?ed|halted|banned|barred|grounded"
    r"|remanded|imposed|declared|prolonged|valid|in\s+(?:force|place))\b[^,;.]*\b(?:until|till)\s+$",
    re.IGNORECASE,
)
"""What is set to last: "flights were suspended until Monday"; what "had been closed until Monday" is over."""

_EXPECTED = re.compile(
    r"\b(?:expects?|forecasts?|predicts?|awaits?|anticipates?|brace(?:s|d)? for)\b[^,;.]*$", re.IGNORECASE
)
"""What is looked forward to: "forecasters expect storms on Monday"."""

_WHO = re.compile(r",\s+(?:who|whose|whom)\b[^,;.]*,(?=\s+\w)")
"""What is told of a person aside: "Reyes, who ran the town from 2007 to 2015, had taken money"."""

CLAIMS_BACK = 40
"""Claims in which the event behind "an hour before they started" is looked for."""

_WILL_SAY = re.compile(r"\b(?:will|would|shall|may|might|is to|are to|due to|going to)\b|['’]ll\b")
"""What makes a saying one of the days ahead: "will ask"."""

_DAYS_OF_SAYING = frozenset({"weekday", "relative", "date"})
_AHEAD_ANYHOW = frozenset({"next", "coming", "this coming"})
_DEADLINES = frozenset({"by", "before", "until", "till", "from", "after", "since", "for", "starting", "beginning"})
_ARRANGED = frozenset({"election", "elections", "vote", "referendum", "strike", "ballot", "match", "game", "march"})
"""What is called for on a day ahead: "called for a strike on Monday"."""

LOOKING_AHEAD: frozenset[Realis] = frozenset({"future", "requested", "hypothetical"})
_RANK: dict[DatePrecision, int] = {"day": 0, "month": 2, "year": 3, "vague": 4, "none": 5}
"""Which of several expressions dates a clause: the most exact one; behind a day one that hangs on another event."""

_HANGING = frozenset({"before", "after", "ahead of", "following"})
_OF_EVENT = 1


def reread_dates(document: Document, claims: Sequence[Claim], published: date | None) -> tuple[Claim, ...]:
    """Return the claims with their dates read anew for a publication date; nothing else changes.

    Parameters
    ----------
    document : Document
        The article that the claims come from.
    claims : sequence of Claim
        Claims in reading order.
    published : datetime.date or None
        The day of publication.

    Returns
    -------
    tuple of Claim
        ``date_*`` says when it happened: the expression stands in the claim's own words. ``said_*`` says when it was
        said: the expression stands beside the cue. ``date_relative_to`` names the claim of the event that a date is
        counted from, and then there is no calendar day.
    """
    reader = _Reader(document, claims, published)
    return tuple(reader.dated(index) for index in range(len(claims)))


class _Reader:
    def __init__(self, document: Document, claims: Sequence[Claim], published: date | None) -> None:
        self.text = document.text
        self.claims = claims
        self.published = published
        self.sentences = document.sentences
        self._starts = [sentence.start for sentence in document.sentences]
        self.document = document
        self._in_sentence: dict[int, list[Timex]] = {}  # many claims share a long sentence

    def dated(self, index: int) -> Claim:
        claim = self.claims[index]
        evidence = tuple(item for item in claim.evidence if item.what != "date")
        bare = replace(
            claim,
            date_start=None,
            date_end=None,
            date_precision="none",
            date_text=None,
            date_relative_to=None,
            said_start=None,
            said_end=None,
            evidence=evidence,
        )
        return self._with_saying(self._with_event(bare, index), claim)

    def _with_event(self, claim: Claim, index: int) -> Claim:
        found = find_timexes(self.text, claim.start, claim.end)
        asides = [match.span() for match in _WHO.finditer(self.text, claim.start, claim.end)]
        timexes = [
            item
            for item in found
            if _dates(item, claim)
            and not self._opens_clause(item, claim)
            and not _RANKED.search(self.text[claim.start : item.start])
            and not self._is_of_asking(item, claim)
            and not any(start < item.start < end for start, end in asides)
        ]
        read = [(item, period_of(item, self.published, ahead=self._ahead(item, claim))) for item in timexes]
        read = [(item, period) for item, period in read if period.precision != "none"]
        if not read:
            return claim
        timex, period = min(read, key=_vagueness)
        start = with_preposition(self.text, timex, claim.start)
        dated = replace(claim, evidence=(*claim.evidence, Evidence("date", start, timex.end)))
        if timex.kind == "event":
            return self._hung(dated, timex, start, index)
        if _SINCE.search(self.text[max(claim.start, start - SINCE_REACH) : start]):
            period = opened(period, "since")
        return replace(
            dated,
            date_start=period.start,
            date_end=period.end,
            date_precision=period.precision,
            date_text=self.text[start : timex.end],
        )

    def _ahead(self, timex: Timex, claim: Claim) -> bool:
        """Tell whether an expression points forward: in a clause about the future, or "closed until Saturday"."""
        before = self.text[max(claim.start, timex.start - SINCE_REACH) : timex.start]
        told = self.text[claim.start : timex.start]
        set_ahead = _PUT_OFF.search(before) or _SHUT.search(told) or _EXPECTED.search(told)
        return claim.realis in LOOKING_AHEAD or set_ahead is not None

    def _hung(self, claim: Claim, timex: Timex, start: int, index: int) -> Claim:
        """Date a claim by another event: "an hour before they started"."""
        end = self._clause_end(timex, claim.end) if timex.part("dir") in _HANGING else timex.end
        words = self.text[start:end]
        return replace(claim, date_text=words, date_precision="vague", date_relative_to=self._anchor(index))

    def _opens_clause(self, timex: Timex, claim: Claim) -> bool:
        """Tell whether a clause is what another one is counted from: ", hours after it had left the port"."""
        hangs = timex.kind == "event" and timex.part("dir") in _HANGING
        return hangs and timex.start == claim.start and self._clause_end(timex, claim.end) == claim.end

    def _clause_end(self, timex: Timex, end: int) -> int:
        """Return where the phrase "an hour before they started" ends: at the next comma or the claim's end."""
        comma = self.text.find(",", timex.end, end)
        return comma if comma >= 0 else end

    def _anchor(self, index: int) -> str | None:
        """Return the claim of the event that "before they started" counts from, or None.

        It is the latest one told with a word that the claim itself repeats ("airstrikes"), else the latest attack.
        """
        here = self.claims[index]
        told = set(self.text[here.start : here.end].lower().split())
        earlier = [other for other in self.claims[max(0, index - CLAIMS_BACK) : index] if _can_anchor(other)]
        named = [other for other in earlier if self._triggers_of(other) & told]
        attacks = [other for other in earlier if other.event_type == "ASSAULT"]
        return next((other.claim_id for other in reversed(named or attacks)), None)

    def _triggers_of(self, claim: Claim) -> set[str]:
        return {self.text[item.start : item.end].lower() for item in claim.evidence if item.what == "trigger"}

    def _with_saying(self, claim: Claim, given: Claim) -> Claim:
        if given.cue_start is None or given.cue_end is None or claim.content_spans is None:
            return claim
        at = bisect_right(self._starts, given.cue_start) - 1
        if at < 0:
            return claim
        if at not in self._in_sentence:
            sentence = self.sentences[at]
            self._in_sentence[at] = find_timexes(self.text, sentence.start, sentence.end)
        beside = [timex for timex in self._in_sentence[at] if self._is_beside(timex, given, claim.content_spans)]
        if not beside:
            return claim
        ahead = _WILL_SAY.search((given.cue or "").lower()) is not None
        read = [(item, period_of(item, self.published, ahead=ahead)) for item in beside]
        _, period = min(read, key=_vagueness)
        return replace(claim, said_start=period.start, said_end=period.end)

    def _is_beside(self, timex: Timex, claim: Claim, contents: Sequence[tuple[int, int]]) -> bool:
        """Tell whether an expression stands by the cue and not in anything that is said."""
        if any(start < timex.end and timex.start < end for start, end in contents):
            return self._is_of_asking(timex, claim)
        low = min(
            claim.cue_start or 0, claim.speaker_start if claim.speaker_start is not None else claim.cue_start or 0
        )
        high = max(claim.cue_end or 0, claim.speaker_end or 0)
        gap = self.text[high : timex.start] if timex.start >= high else self.text[timex.end : low]
        inside = low <= timex.start < high
        fronted = timex.end <= low and gap.strip() == ","  # "On Tuesday, the ministry said"
        return inside or fronted or not any(sign in gap for sign in ',;:.“"')

    def _is_of_asking(self, timex: Timex, claim: Claim) -> bool:
        """Tell whether a day among the words of a request is that of the asking: "asked the court on Monday to stop".

        It is where nothing but who is asked or what is asked for stands before it, and that is no event of a day ahead.
        """
        if claim.realis != "requested" or claim.cue_end is None or not claim.cue_end <= claim.start <= timex.start:
            return False
        ahead_anyhow = timex.part("which") in _AHEAD_ANYHOW or timex.part("open") in _DEADLINES
        if ahead_anyhow or timex.kind not in _DAYS_OF_SAYING or timex.part("near") == "tomorrow":
            return False
        at = bisect_right(self._starts, claim.cue_start or 0) - 1
        if at < 0 or timex.end > self.sentences[at].end:
            return False
        sentence = SentenceWords(self.document, self.sentences[at])
        first, last = sentence.words_in(claim.start, with_preposition(self.text, timex, claim.start))
        before = sentence.words[first:last]
        tells = any(first <= group.first < last for group in sentence.groups)
        return bool(before) and not tells and not (before[-1].is_noun and _is_arranged(before[-1].lower))


def _is_arranged(noun: str) -> bool:
    """Tell whether a noun is held on a day that is set before: a vote, a protest, a meeting."""
    trigger = triggers().get(f"n:{noun}")
    return noun in _ARRANGED or (trigger is not None and trigger.event_type in ("PROTEST", "CONSULT"))


def _can_anchor(other: Claim) -> bool:
    """Tell whether a claim tells something that took place and so can be counted from."""
    return other.polarity == "positive" and other.realis in ("realised", "ongoing") and other.event_type is not None


def _dates(timex: Timex, claim: Claim) -> bool:
    """Tell whether an expression can date a claim; "the 2015 deal is dead" has the year of its noun only."""
    return timex.kind != "year" or timex.part("open") is not None or claim.realis == "realised"


def _vagueness(read: tuple[Timex, Period]) -> tuple[int, int]:
    """Order expressions: a day before a month before a year before what is vague; then the first one."""
    timex, period = read
    counted = timex.part("count") or timex.part("many") or not timex.part("unit")
    hangs = timex.kind == "event" and timex.part("dir") in _HANGING and counted
    return (_OF_EVENT if hangs else _RANK[period.precision]), timex.start
