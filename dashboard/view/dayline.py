"""The day that the beginning of a text gives for itself: "LYON, May 12 -", "Published 30 September 2015"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from geodata.dates.periods import period_of
from geodata.language.timex import find_timexes
from geodata.models import Article

LINES = 6  # of the beginning, empty ones not counted: headline, who wrote it, the first sentence
LONGEST_DATELINE = 90  # characters up to the dash behind town, agency and day
MOST_WORDS = 5  # beside the day, in a line that is there for it
_DASH = re.compile(r"\s[-\N{EN DASH}\N{EM DASH}]{1,2}\s|[\N{EN DASH}\N{EM DASH}]|\s?--\s")
_WRITTEN_OUT = frozenset({"date", "iso", "slash"})  # kinds of expressions that name a day of the calendar
_FOR_THE_DAY = re.compile(r"\W*(?:first |last )?(?:published|updated|posted|released|modified|date)\b", re.IGNORECASE)


def offered_day(article: Article) -> date | None:
    """Return the day of publication to offer; without a year, the last such day before the article was captured."""
    captured = article.captured_at.date()
    for start, end in _beginnings(article.text):
        for timex in find_timexes(article.text, start, end):
            period = period_of(timex, captured, ahead=False)
            if timex.kind in _WRITTEN_OUT and period.precision == "day" and period.start and period.start <= captured:
                return period.start
    return None


def _beginnings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the first lines may say their day: before the dash of a dateline, and lines that say little else."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\S[^\n]*", text)][:LINES]
    for start, end in lines:
        dash = _DASH.search(text, start, min(end, start + LONGEST_DATELINE))
        if dash and _is_dateline(text[start : dash.start()]):
            yield start, dash.start()
        elif _FOR_THE_DAY.match(text, start) or _is_day_alone(text, start, end):
            yield start, end


def _is_dateline(words: str) -> bool:
    """Tell whether words can be a town and more: a headline with a dash in it is written otherwise."""
    town = re.split(r"[,(]", words, maxsplit=1)[0]
    return town.isupper() or (town != words and len(words.split()) <= MOST_WORDS)


def _is_day_alone(text: str, start: int, end: int) -> bool:
    if end - start > LONGEST_DATELINE:
        return False
    said = sum(timex.end - timex.start for timex in find_timexes(text, start, end))
    return bool(said) and end - start - said <= MOST_WORDS * 2
