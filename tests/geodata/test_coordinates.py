"""Coordinates in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.coordinates import find_coordinates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a decimal pair, and one with minus signs
        ("seen at 34.7324, 36.7137 today", [("34.7324, 36.7137", 34.7324, 36.7137)]),
        ("at -33.8688, 151.2093.", [("-33.8688, 151.2093", -33.8688, 151.2093)]),
        # degrees with letters
        ("at 34.7324° N, 36.7137° W", [("34.7324° N, 36.7137° W", 34.7324, -36.7137)]),
        # degrees, minutes and seconds
        ("33°30'15\"N 36°18'00\"E", [("33°30'15\"N 36°18'00\"E", 33.504167, 36.3)]),
        ("off 35°24′S, 35°57′W", [("35°24′S, 35°57′W", -35.4, -35.95)]),
        # figures of other kinds: too few decimals, money, off the Earth
        ("it rose 3.5, 12.1 per cent", []),
        ("between $10.250, 12.500 and more", []),
        ("at 95.1234, 36.7137", []),
    ],
)
def test_reads_coordinates(text, expected):
    found = [(text[point.start : point.end], point.latitude, point.longitude) for point in find_coordinates(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("reference", "latitude", "longitude"),
    [
        # Honolulu, in one word
        ("4QFJ12345678", 21.3095, -157.9168),
        # Washington, with spaces
        ("18S UJ 23371 06519", 38.8898, -77.0365),
        # the southern half: Sydney
        ("56HLH3436850948", -33.8688, 151.2093),
    ],
)
def test_reads_grid_references(reference, latitude, longitude):
    (point,) = find_coordinates(f"at {reference} on Monday")
    assert (point.latitude, point.longitude) == pytest.approx((latitude, longitude), abs=0.01)


@given(st.text(alphabet="0123456789.,-°'\"NSEW QFJ", max_size=80))
def test_points_lie_on_earth_and_do_not_overlap(text):
    points = find_coordinates(text)
    assert all(abs(point.latitude) <= 90 and abs(point.longitude) <= 180 for point in points)
    assert [point.start for point in points] == sorted(point.start for point in points)
