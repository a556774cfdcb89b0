"""The day that a text gives for itself at its beginning, to be offered as its day of publication."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from dashboard.view.dayline import offered_day
from geodata.ingest import make_article


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # datelines, with and without a year: the last such day before the text was captured
        ("LYON, May 12 - A bridge fell.", date(2026, 5, 12)),
        ("Bridge closed\n\nLYON (Agency), 12 May 2015 \N{EM DASH} A bridge fell.", date(2015, 5, 12)),
        ("WASHINGTON, Dec. 30 -- The house voted.", date(2025, 12, 30)),
        ("Lyon, 12 May \N{EN DASH} A bridge fell.", date(2026, 5, 12)),
        # lines that are there for the day
        ("A fire\nBy Ann\nPublished 30 September 2015, 10:12\nIt burned.", date(2015, 9, 30)),
        ("A fire\n\n30 September 2015\n\nIt burned.", date(2015, 9, 30)),
        ("A fire\nUpdated 2015-09-30\nIt burned.", date(2015, 9, 30)),
        # days that something happened on
        ("On May 3 a fire broke out.", None),
        ("Attack on May 12 - what we know\nIt burned.", None),
        ("The talks of 12 May 2015 failed \N{EN DASH} again", None),
        # no day of the calendar, or one that is still to come
        ("KYIV \N{EM DASH} On Monday it burned.", None),
        ("LYON, Monday - A bridge fell.", None),
        ("LYON, 12 May 2031 - A bridge fell.", None),
        ("", None),
    ],
)
def test_the_day_of_the_beginning_is_offered(text: str, day: date | None) -> None:
    article = dataclasses.replace(make_article(text or "-"), text=text, captured_at=datetime(2026, 11, 23, tzinfo=UTC))
    assert offered_day(article) == day
