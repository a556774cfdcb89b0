"""Expressions of time as ISO-TimeML writes them, so that corpora that are marked up with it can score ours."""

from __future__ import annotations

import re
from datetime import date

from geodata.dates.counted import count_of
from geodata.dates.periods import period_of
from geodata.language.timewords import WEEKDAYS
from geodata.language.timex import Timex
from tests.quality.marked import days, week_of

_UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE", "month": "M"}
_UNITS |= {"quarter": "Q", "year": "Y", "decade": "DE", "centur": "CE", "centurie": "CE"}
_PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_FIRST_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_OFTEN = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y"}
_HEDGE = re.compile(r"(?:about|around|roughly|some|just over)\s+", re.IGNORECASE)
_LAST_WORDS = re.compile(r"\s*\w+(\s+of)?$")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap]?)", re.IGNORECASE)


def core(text: str, timex: Timex) -> tuple[int, int]:
    """Return the span as ISO-TimeML draws it: "an hour" of "about an hour before"."""
    start, end = timex.start, timex.end
    hedge = _HEDGE.match(text, start, end)
    start = hedge.end() if hedge else start
    last = _LAST_WORDS.search(text[start:end])
    return start, end - len(last.group()) if last and _is_length_before(text, timex) else end


def _is_length_before(text: str, timex: Timex) -> bool:
    """Tell whether a length hangs on what follows: "an hour before", "a month earlier than usual"."""
    direction = timex.part("dir")
    compared = direction in ("earlier", "later") and text[timex.end :].lstrip().startswith("than")
    return compared or direction in ("before", "after", "ahead of", "following")


def value_of(text: str, timex: Timex, published: date, *, ahead: bool) -> str:
    """Return the value of an expression: "2013-W11", "P3D", "PRESENT_REF"."""
    if timex.kind in ("length", "in", "span") or (timex.kind == "event" and _is_length_before(text, timex)):
        return _length(timex)
    if timex.kind == "set":
        return _set(text[timex.start : timex.end].lower())
    if timex.kind == "vague":
        word = text[timex.start : timex.end].lower()
        return "PAST_REF" if word.startswith(("recent", "late", "in recent")) else "PRESENT_REF"
    if timex.kind == "season":
        return _season(timex, published)
    return _calendar(text, timex, published, ahead=ahead)


def _length(timex: Timex) -> str:
    count, unit = count_of(timex), _UNITS.get(timex.part("unit") or (timex.part("many") or "").removesuffix("s"), "X")
    words = timex.part("count") or ""
    number = "X" if count is None or words.startswith("half") else str(count)
    if unit == "DE" and count:
        return f"P{10 * count}Y"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def _set(words: str) -> str:
    """Return the value of what comes again and again: "every Friday", "twice a week", "daily"."""
    last = words.rsplit(maxsplit=1)[-1]
    day = next((number for number, name in enumerate(WEEKDAYS, 1) if last.startswith(name)), None)
    if day:
        return f"XXXX-WXX-{day}"
    if last in _PARTS:
        return f"XXXX-XX-XX{_PARTS[last]}"
    return _OFTEN.get(last) or f"P1{_UNITS.get(last.removesuffix('s'), 'X')}"


def _season(timex: Timex, published: date) -> str:
    name = _SEASONS[timex.part("season") or ""]
    year = timex.part("year")
    if year:
        return f"{year}-{name}"
    over = published.month >= _FIRST_MONTHS[name]
    which = timex.part("which")
    shift = {"last": 0 if over else -1, "next": 1 if over else 0}.get(which or "", 0)
    return f"{published.year + shift}-{name}"


def _calendar(text: str, timex: Timex, published: date, *, ahead: bool) -> str:
    bare = Timex(timex.start, timex.end, timex.kind, tuple(item for item in timex.parts if item[0] != "open"))
    period = period_of(bare, published, ahead=ahead)
    if timex.part("unit") in ("decade", "centur"):
        return _length(timex).replace("X", "1").replace("1DE", "10Y").replace("1CE", "100Y")
    if timex.part("fiscal") and period.start is None:
        return str(published.year + {"last": -1, "next": 1}.get(timex.part("which") or "", 0))
    short = {"decade": 3, "century": 2}.get(timex.kind)
    if short:
        return str(period.start)[:short]
    week = _week(period.start, period.end, timex)
    return week or (days(period.start, period.end) or "") + _time(text[timex.start : timex.end], timex)


def _week(start: date | None, end: date | None, timex: Timex) -> str | None:
    weekend = timex.part("unit") == "weekend"
    if start is None or ((start, end) != week_of(start) and not weekend):
        return None
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02}" + ("-WE" if weekend else "")


def _time(words: str, timex: Timex) -> str:
    clock = _CLOCK.match(words) if timex.kind in ("weekday", "clock") else None
    if clock:
        hour = int(clock.group(1)) + (12 if clock.group(3).lower() == "p" and int(clock.group(1)) < 12 else 0)
        return f"T{hour:02}:{clock.group(2) or '00'}"
    near = timex.part("near") or ""
    part = timex.part("part") or near.split(" ")[-1].replace("tonight", "night")
    return _PARTS.get(part, "")
