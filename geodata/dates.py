"""When: days, months and years of what happened and of when it was said, as far as the text gives them.

A bare weekday is the last such day, the publication day included; the next one when the clause is future. Without a
publication date a relative expression has no calendar day and its words are kept. Nothing is invented: "in recent days"
stays vague.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from geodata.language.timex import MONTHS, NUMBERS, WEEKDAYS, Timex, find_timexes, with_preposition
from geodata.models import Claim, DatePrecision, Document, Evidence, Realis

DAYS_OF_WEEK = 7

SINCE_REACH = 60
"""Characters between "since" and the date of its clause: "since the crisis began in March"."""

_SINCE = re.compile(r"\bsince\b[^,;.]*$")

CLAIMS_BACK = 40
"""Claims in which the event behind "an hour before they started" is looked for."""

_AHEAD: frozenset[Realis] = frozenset({"future", "requested", "hypothetical"})
_COUNTS = {**NUMBERS, "a": 1, "an": 1}
_RELATIVE_DAYS = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "overnight": 0,
    "tomorrow": 1,
    "before yesterday": -2,
    "after tomorrow": 2,
}
_STARTS = frozenset({"since", "from", "after"})
_ENDS = frozenset({"until", "till", "by", "before"})


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days; an open end is None, and so are both when the text gives no calendar day."""

    start: date | None
    end: date | None
    precision: DatePrecision


VAGUE = Period(None, None, "vague")


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
        timexes = find_timexes(self.text, claim.start, claim.end)
        if not timexes:
            return claim
        timex = min(timexes, key=_vagueness)
        start = with_preposition(self.text, timex, claim.start)
        dated = replace(claim, evidence=(*claim.evidence, Evidence("date", start, timex.end)))
        if timex.kind == "event":
            anchor = self._anchor(index)
            end = self._clause_end(timex, claim.end)
            words = self.text[start:end]
            return replace(dated, date_text=words, date_precision="vague", date_relative_to=anchor)
        period = period_of(timex, self.published, ahead=claim.realis in _AHEAD)
        if _SINCE.search(self.text[max(claim.start, start - SINCE_REACH) : start]):
            period = _opened(period, "since")
        return replace(
            dated,
            date_start=period.start,
            date_end=period.end,
            date_precision=period.precision,
            date_text=self.text[start : timex.end],
        )

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
        period = period_of(min(beside, key=_vagueness), self.published, ahead=False)
        return replace(claim, said_start=period.start, said_end=period.end)

    def _is_beside(self, timex: Timex, claim: Claim, contents: Sequence[tuple[int, int]]) -> bool:
        """Tell whether an expression stands by the cue and not in anything that is said."""
        if any(start < timex.end and timex.start < end for start, end in contents):
            return False
        low = min(
            claim.cue_start or 0, claim.speaker_start if claim.speaker_start is not None else claim.cue_start or 0
        )
        high = max(claim.cue_end or 0, claim.speaker_end or 0)
        gap = self.text[high : timex.start] if timex.start >= high else self.text[timex.end : low]
        inside = low <= timex.start < high
        return inside or not any(sign in gap for sign in ',;:.“"')


def _can_anchor(other: Claim) -> bool:
    """Tell whether a claim tells something that took place and so can be counted from."""
    return other.polarity == "positive" and other.realis in ("realised", "ongoing") and other.event_type is not None


def _vagueness(timex: Timex) -> tuple[int, int]:
    """Order expressions: a day before a month before a year before what is vague; then the first one."""
    order = ("iso", "date", "relative", "weekday", "ago", "in", "event", "month", "period", "year", "vague")
    return order.index(timex.kind), timex.start


def period_of(timex: Timex, published: date | None, *, ahead: bool) -> Period:
    """Return the days that an expression of time means.

    Parameters
    ----------
    timex : Timex
        The expression.
    published : datetime.date or None
        The day of publication; relative expressions stay without days when it is None.
    ahead : bool
        Whether the clause is about the future.
    """
    try:
        period = _READERS[timex.kind](timex, published, ahead)
    except (ValueError, OverflowError):  # 31 February, the year 20,000
        return VAGUE
    return _opened(period, timex.part("open"))


def _opened(period: Period, opening: str | None) -> Period:
    """Open a period on one side: "since March 2011" has no end, "by Friday" no beginning."""
    if period.start is None and period.end is None:
        return period
    if opening in _STARTS:
        return replace(period, end=None)
    if opening in _ENDS:
        return replace(period, start=None)
    return period


def _iso(timex: Timex, _published: date | None, _ahead: bool) -> Period:
    day = date.fromisoformat(timex.part("iso") or "")
    return Period(day, day, "day")


def _date(timex: Timex, published: date | None, ahead: bool) -> Period:
    month, day, year = _month_number(timex), int(timex.part("day") or 0), timex.part("year")
    if year:
        exact = date(int(year), month, day)
        return Period(exact, exact, "day")
    if published is None:
        return VAGUE
    exact = date(published.year, month, day)
    if exact > published and not ahead:
        exact = date(published.year - 1, month, day)
    elif exact < published and ahead:
        exact = date(published.year + 1, month, day)
    return Period(exact, exact, "day")


def _month_number(timex: Timex) -> int:
    name = (timex.part("month") or "").rstrip(".")
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _month(timex: Timex, published: date | None, ahead: bool) -> Period:
    month, year = _month_number(timex), timex.part("year")
    if year:
        return _whole_month(int(year), month)
    if published is None:
        return VAGUE
    which = timex.part("which")
    if which in ("last", "next"):
        return _whole_month(_year_beside(published, month, which), month)
    late = month > published.month and not ahead and which != "this"
    early = month < published.month and ahead and which != "this"
    return _whole_month(published.year - late + early, month)


def _year_beside(published: date, month: int, which: str) -> int:
    if which == "last":
        return published.year - (month >= published.month)
    return published.year + (month <= published.month)


def _whole_month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def _weekday(timex: Timex, published: date | None, ahead: bool) -> Period:
    if published is None:
        return VAGUE
    name = timex.part("weekday") or ""
    wanted = next(number for number, day in enumerate(WEEKDAYS) if day.startswith(name))
    which = timex.part("which")
    if which in ("next", "coming") or (ahead and which not in ("last", "past")):
        step = (wanted - published.weekday()) % DAYS_OF_WEEK
        step = step or (DAYS_OF_WEEK if which == "next" else 0)
    else:
        step = -((published.weekday() - wanted) % DAYS_OF_WEEK)
        step = step or (-DAYS_OF_WEEK if which == "last" else 0)
    day = published + timedelta(days=step)
    return Period(day, day, "day")


def _relative(timex: Timex, published: date | None, _ahead: bool) -> Period:
    if published is None:
        return VAGUE
    words = timex.part("near") or timex.part("beyond") or ""
    day = published + timedelta(days=_RELATIVE_DAYS[" ".join(words.split())])
    return Period(day, day, "day")


def _period(timex: Timex, published: date | None, _ahead: bool) -> Period:
    if published is None:
        return VAGUE
    unit, which = timex.part("unit") or "", timex.part("which") or "this"
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in ("week", "weekend"):
        return _week(published, shift, weekend=unit == "weekend")
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return _whole_month(months // 12, months % 12 + 1)
    if unit == "year":
        year = published.year + shift
        return Period(date(year, 1, 1), date(year, 12, 31), "year")
    return VAGUE


def _week(published: date, shift: int, *, weekend: bool) -> Period:
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
    first = monday + timedelta(days=5) if weekend else monday
    return Period(first, monday + timedelta(days=6), "vague")


def _ago(timex: Timex, published: date | None, _ahead: bool) -> Period:
    count = _count(timex)
    if published is None or count is None:
        return VAGUE
    return _counted(published, -count, timex.part("unit") or "")


def _in(timex: Timex, published: date | None, _ahead: bool) -> Period:
    count = _count(timex)
    if published is None or count is None:
        return VAGUE
    return _counted(published, count, timex.part("unit") or "")


def _counted(published: date, count: int, unit: str) -> Period:
    if unit == "day":
        day = published + timedelta(days=count)
        return Period(day, day, "day")
    if unit == "week":
        return _week(published, count, weekend=False)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + count
        return _whole_month(months // 12, months % 12 + 1)
    if unit == "year":
        return Period(date(published.year + count, 1, 1), date(published.year + count, 12, 31), "year")
    if unit in ("second", "minute", "hour"):
        return Period(published, published, "day")
    return VAGUE


def _count(timex: Timex) -> int | None:
    word = timex.part("count") or ""
    return int(word) if word.isdigit() else _COUNTS.get(word)


def _year(timex: Timex, _published: date | None, _ahead: bool) -> Period:
    year = int(timex.part("year") or 0)
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def _vague(_timex: Timex, _published: date | None, _ahead: bool) -> Period:
    return VAGUE


_READERS = {
    "iso": _iso,
    "date": _date,
    "month": _month,
    "weekday": _weekday,
    "relative": _relative,
    "period": _period,
    "ago": _ago,
    "in": _in,
    "event": _vague,
    "vague": _vague,
    "year": _year,
}
