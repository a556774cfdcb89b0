"""The day that a text gives for itself at its beginning, to be offered as its day of publication."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from dashboard.panels import headline
from dashboard.panels.nodes import plain_text
from dashboard.view.dayline import Offer, offered_day
from geodata.ingest import make_article

CAPTURED = datetime(2026, 11, 23, tzinfo=UTC)
BODY = "\n\nRain fell all night.\n\nA bank gave way on Tuesday, September 6, the mayor said."
"""6 September was a Tuesday in 2022."""


def offer_of(text: str) -> Offer | None:
    return offered_day(dataclasses.replace(make_article(text or "-"), text=text, captured_at=CAPTURED))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # with its year
        ("Bridge closed\n\nLYON (Agency), 12 May 2015 \N{EM DASH} A bridge fell.", date(2015, 5, 12)),
        ("LYON, Tuesday, 12 May 2015 - A bridge fell.", date(2015, 5, 12)),
        ("LYON, Sunday, 12 May 2015 - A bridge fell.", date(2015, 5, 12)),  # the year counts, not the weekday
        # lines that are there for the day
        ("A fire\nBy Ann\nPublished 30 September 2015, 10:12\nIt burned.", date(2015, 9, 30)),
        ("A fire\n\n30 September 2015\n\nIt burned.", date(2015, 9, 30)),
        ("A fire\nUpdated 2015-09-30\nIt burned.", date(2015, 9, 30)),
        ("LYON, 6 September 2015 - It rained." + BODY, date(2015, 9, 6)),
        # days that something happened on
        ("On May 3 a fire broke out.", None),
        ("On Tuesday, September 6, a fire broke out.", None),
        ("Attack on May 12 - what we know\nIt burned.", None),
        ("The talks of 12 May 2015 failed \N{EN DASH} again", None),
        # no day of the calendar, or one that is still to come
        ("KYIV \N{EM DASH} On Monday it burned.", None),
        ("LYON, Monday - A bridge fell.", None),
        ("LYON, 12 May 2031 - A bridge fell.", None),
        ("LYON, 31 June - A bridge fell.", None),
        ("", None),
    ],
)
def test_the_day_of_the_beginning_is_offered(text: str, day: date | None) -> None:
    assert offer_of(text) == (Offer(day) if day else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # the last such day before the text was captured
        ("LYON, May 12 - A bridge fell.", date(2026, 5, 12)),
        ("WASHINGTON, Dec. 30 -- The house voted.", date(2025, 12, 30)),
        ("Lyon, 12 May \N{EN DASH} A bridge fell.", date(2026, 5, 12)),
        ("LYON, Feb 29 - A bridge fell.", date(2024, 2, 29)),
        # the last one on its weekday
        ("LYON, Sunday, May 12 - A bridge fell.", date(2024, 5, 12)),
        ("LYON, Tuesday, May 12 - A bridge fell.", date(2026, 5, 12)),
        ("Lyon, Tuesday 6 September \N{EM DASH} A bridge fell.", date(2022, 9, 6)),
        ("NIAMEY (Agency), Monday, Dec. 28 - It rained.", date(2020, 12, 28)),
        ("LYON, Friday, Feb 29 - A bridge fell.", date(2008, 2, 29)),
        ("A bridge fell\nPublished Thursday, June 13\nIt fell at noon.", date(2024, 6, 13)),
        # the weekday of another day of the same month tells the year too
        ("LYON, Sept 6 - It rained." + BODY, date(2022, 9, 6)),
        ("LYON, Sept. 8 - It rained." + BODY, date(2022, 9, 8)),
        ("LYON, Thursday, Sept 8 - It rained." + BODY, date(2022, 9, 8)),
        # but not of another month, of a year of its own, or against the weekday of the beginning
        ("LYON, Oct 6 - It rained." + BODY, date(2026, 10, 6)),
        ("LYON, Sept 8 - It rained on Sunday, September 6, 2015.", date(2026, 9, 8)),
        ("LYON, Tuesday, Sept 8 - It rained." + BODY, date(2026, 9, 8)),
    ],
)
def test_a_day_without_a_year_is_offered_as_a_guess(text: str, day: date) -> None:
    assert offer_of(text) == Offer(day, has_year=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LYON, 12 May 2015 - A bridge fell in Lyon.", "use Tue 12 May 2015"),
        ("LYON, Sunday, May 12 - A bridge fell in Lyon.", "use Sun 12 May 2024? (year not given)"),
    ],
)
def test_the_page_says_where_the_year_is_a_guess(text: str, words: str) -> None:
    offer = offer_of(text)
    assert offer is not None
    assert plain_text([headline.offered(offer)]) == words
