"""When: expressions of time, and whether they date the event or the saying."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import reread_dates
from geodata.dates.periods import period_of
from geodata.ingest import make_article
from geodata.language.timex import find_timexes
from geodata.models import Claim, Document, Evidence
from geodata.text import make_document

WEDNESDAY = date(2015, 9, 30)

PERIODS = [
    # a bare weekday is the last such day, the publication day included
    ("on Wednesday", False, ("2015-09-30", "2015-09-30", "day")),
    ("on Thursday", False, ("2015-09-24", "2015-09-24", "day")),
    # in a clause about the future the next one
    ("on Thursday", True, ("2015-10-01", "2015-10-01", "day")),
    # "last" and "next" exclude today
    ("last Wednesday", False, ("2015-09-23", "2015-09-23", "day")),
    ("next Wednesday", False, ("2015-10-07", "2015-10-07", "day")),
    # parts of a day
    ("late on Tuesday night", False, ("2015-09-29", "2015-09-29", "day")),
    # days by name
    ("yesterday", False, ("2015-09-29", "2015-09-29", "day")),
    ("the day before yesterday", False, ("2015-09-28", "2015-09-28", "day")),
    ("tomorrow", True, ("2015-10-01", "2015-10-01", "day")),
    # explicit dates, both orders, with and without a year
    ("on 3 May 2014", False, ("2014-05-03", "2014-05-03", "day")),
    ("on May 3, 2014", False, ("2014-05-03", "2014-05-03", "day")),
    ("on Sept. 11", False, ("2015-09-11", "2015-09-11", "day")),
    ("on 3 December", False, ("2014-12-03", "2014-12-03", "day")),
    ("on 3 December", True, ("2015-12-03", "2015-12-03", "day")),
    # months and years keep their grain
    ("in March 2011", False, ("2011-03-01", "2011-03-31", "month")),
    ("in March", False, ("2015-03-01", "2015-03-31", "month")),
    ("last month", False, ("2015-08-01", "2015-08-31", "month")),
    ("in 1998", False, ("1998-01-01", "1998-12-31", "year")),
    # open on one side
    ("since March 2011", False, ("2011-03-01", None, "month")),
    ("by Friday", True, (None, "2015-10-02", "day")),
    # counted
    ("three days ago", False, ("2015-09-27", "2015-09-27", "day")),
    # weeks are no days
    ("last week", False, ("2015-09-21", "2015-09-27", "vague")),
    # nothing is invented
    ("in recent days", False, (None, None, "vague")),
    ("several weeks ago", False, (None, None, "vague")),
    # a day that does not exist
    ("on 31 February 2014", False, (None, None, "vague")),
]


@pytest.mark.parametrize(("text", "ahead", "expected"), PERIODS)
def test_period(text: str, ahead: bool, expected: tuple[str | None, str | None, str]) -> None:
    (timex,) = find_timexes(text, 0, len(text))
    period = period_of(timex, WEDNESDAY, ahead=ahead)
    assert (_iso(period.start), _iso(period.end), period.precision) == expected


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


NO_TIME = [
    # a modal, a verb, a noun
    "It may rain and they march on; in the second half of it.",
    # a number of people
    "In all 2000 people came.",
    # a word that only ends like one
    "The minister did not know of the birthday party.",
    "He was unjustly held in a half-empty snow hut.",
]


@pytest.mark.parametrize("text", NO_TIME)
def test_words_that_only_look_like_a_time(text: str) -> None:
    assert find_timexes(text, 0, len(text)) == []


def test_without_a_publication_date_only_explicit_dates_have_days() -> None:
    for text in ("yesterday", "on Wednesday", "last month", "in March", "three days ago", "on 3 May"):
        (timex,) = find_timexes(text, 0, len(text))
        assert period_of(timex, None, ahead=False).start is None
    (timex,) = find_timexes("on 3 May 2014", 0, 13)
    assert period_of(timex, None, ahead=False).start == date(2014, 5, 3)


def said(text: str, content: str, cue: str, **fields: object) -> tuple[Document, Claim]:
    document = make_document(make_article(text))
    start, cue_start = text.index(content), text.index(cue)
    claim = Claim(
        claim_id="a.c1",
        article_id="a",
        sentence_id="s0",
        start=start,
        end=start + len(content),
        text=content,
        cue=cue,
        cue_start=cue_start,
        cue_end=cue_start + len(cue),
        content_spans=((start, start + len(content)),),
    )
    return document, Claim(**{**claim.__dict__, **fields})  # type: ignore[arg-type]


def test_a_time_beside_the_cue_dates_the_saying() -> None:
    document, claim = said("The mayor said on Monday that the dam had burst.", "the dam had burst", "said")
    (dated,) = reread_dates(document, [claim], WEDNESDAY)
    assert (dated.said_start, dated.date_start, dated.date_text) == (date(2015, 9, 28), None, None)


# a day among the words of a request: when it was asked, when it is wanted for
ASKED = [
    ("The union demanded a pay rise on Monday.", "a pay rise on Monday", "demanded", date(2015, 9, 28), None),
    ("They asked the court on Monday to stop.", "the court on Monday to stop", "asked", date(2015, 9, 28), None),
    ("They demanded talks on Monday.", "talks on Monday", "demanded", None, date(2015, 10, 5)),
    ("They demanded the money by Monday.", "the money by Monday", "demanded", None, date(2015, 10, 5)),
    ("They asked the court to stop on Monday.", "the court to stop on Monday", "asked", None, date(2015, 10, 5)),
    ("They demanded a rise next Monday.", "a rise next Monday", "demanded", None, date(2015, 10, 5)),
    ("They will ask the court on Monday to stop.", "the court on Monday to stop", "will ask", date(2015, 10, 5), None),
]


@pytest.mark.parametrize(("text", "content", "cue", "asked", "wanted"), ASKED)
def test_a_day_in_a_request(text: str, content: str, cue: str, asked: date | None, wanted: date | None) -> None:
    document, claim = said(text, content, cue, realis="requested")
    (dated,) = reread_dates(document, [claim], WEDNESDAY)
    assert (dated.said_start, dated.date_end) == (asked, wanted)


def test_a_clause_is_not_counted_from_itself() -> None:
    document, claim = said("The ship sank hours after it had left.", "hours after it had left", "sank")
    (dated,) = reread_dates(document, [claim], WEDNESDAY)
    assert (dated.date_text, dated.date_precision) == (None, "none")


# what is the first or worst of its kind since then did not happen then
RANKED = [
    ("It was the deadliest attack since 2011.", None),
    ("The capital had its wettest day since early 1958.", None),
    ("It is the first visit since March 2011.", None),
    ("He has been under house arrest since 2011.", date(2011, 1, 1)),
    ("The protest has gone on since 2011.", date(2011, 1, 1)),
]


@pytest.mark.parametrize(("text", "wanted"), RANKED)
def test_since_when_it_is_the_worst(text: str, wanted: date | None) -> None:
    document, claim = said(text, text[:-1], text.split(maxsplit=1)[0])
    (dated,) = reread_dates(document, [claim], WEDNESDAY)
    assert dated.date_start == wanted


# what is set to last ends on a day ahead; what lasted ended before
LASTING = [
    ("Flights were suspended until Monday.", date(2015, 10, 5)),
    ("The court adjourned until Friday.", date(2015, 10, 2)),
    ("The road was closed until further notice on Monday.", date(2015, 9, 28)),
    ("The road had been closed until Monday.", date(2015, 9, 28)),
    ("The fair lasted until Monday.", date(2015, 9, 28)),
    ("They declared a state of emergency in the mountainous north of the country until Monday.", date(2015, 10, 5)),
    # what is expected is ahead, what was expected is not
    ("Forecasters expect storms on Monday.", date(2015, 10, 5)),
    ("Storms came as expected on Monday.", date(2015, 9, 28)),
]


@pytest.mark.parametrize(("text", "wanted"), LASTING)
def test_until_a_weekday(text: str, wanted: date) -> None:
    document, claim = said(text, text[:-1], text.split(maxsplit=1)[0])
    (dated,) = reread_dates(document, [claim], WEDNESDAY)
    assert dated.date_end == wanted


def test_a_time_in_the_content_dates_the_event() -> None:
    document, claim = said("The mayor said the dam had burst on Monday.", "the dam had burst on Monday", "said")
    (dated,) = reread_dates(document, [claim], WEDNESDAY)
    assert (dated.said_start, dated.date_start, dated.date_text) == (None, date(2015, 9, 28), "on Monday")
    start = document.text.index("on Monday")
    assert Evidence("date", start, start + len("on Monday")) in dated.evidence


def test_a_date_set_later_changes_dates_only() -> None:
    document, claim = said("The mayor said the dam had burst on Monday.", "the dam had burst on Monday", "said")
    (without,) = reread_dates(document, [claim], None)
    assert (without.date_start, without.date_text, without.date_precision) == (None, "on Monday", "vague")
    assert reread_dates(document, [without], WEDNESDAY) == reread_dates(document, [claim], WEDNESDAY)


def test_an_hour_before_an_event_is_no_calendar_day() -> None:
    text = "Airstrikes hit the town on Monday. They warned of the airstrikes an hour before they started."
    document = make_document(make_article(text))
    attack = Claim("a.c0", "a", "s0", 0, 33, text[:33], event_type="ASSAULT", evidence=(Evidence("trigger", 0, 10),))
    warning = Claim("a.c1", "a", "s1", 35, 92, text[35:92], event_type="THREATEN")
    dated = reread_dates(document, [attack, warning], WEDNESDAY)[1]
    assert (dated.date_relative_to, dated.date_start) == ("a.c0", None)
    assert dated.date_text == "an hour before they started"


@given(st.text(max_size=100))
def test_times_lie_in_any_text_without_overlaps(text: str) -> None:
    found = find_timexes(text, 0, len(text))
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    for item in found:
        period_of(item, WEDNESDAY, ahead=False)
