"""A point as people write it, and read back to where it was."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.coordinate_writing import to_decimal, to_dms, to_mgrs
from geodata.coordinates import find_coordinates
from geodata.errors import InputError

METRE = 1.2e-5  # degrees of latitude, a little more than a metre


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (38.897676, -77.036529, "18S UJ 23391 07393"),  # north-west
        (-33.856784, 151.215297, "56H LH 34900 52290"),  # south-east
        (0.0, 0.0, "31N AA 66021 00000"),  # the equator and the prime meridian
        (60.39, 5.32, "32V KN 97230 00510"),  # Norway's wide zone
        (78.22, 15.65, "33X WG 14813 83004"),  # Svalbard's
    ],
)
def test_a_grid_reference_is_that_of_the_grid(latitude, longitude, expected):
    written = to_mgrs(latitude, longitude)
    zone, square, east, north = written.split()
    assert f"{zone} {square}" == expected[:6].strip()
    assert abs(int(east) - int(expected.split()[2])) <= 2
    assert abs(int(north) - int(expected.split()[3])) <= 2


@pytest.mark.parametrize(("latitude", "longitude"), [(84.5, 10.0), (-80.5, 10.0)])
def test_near_the_poles_there_is_no_grid(latitude, longitude):
    assert to_mgrs(latitude, longitude) is None


def test_fewer_digits_cut_off_the_rest():
    assert to_mgrs(38.897676, -77.036529, 2) == "18S UJ 23 07"
    with pytest.raises(InputError):
        to_mgrs(0, 0, 6)


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (34.73241, 36.71373, "34°43'56.7\"N 36°42'49.4\"E"),
        (-0.5, -0.25, "0°30'00.0\"S 0°15'00.0\"W"),
        (59.99999, 0.0, "60°00'00.0\"N 0°00'00.0\"E"),  # seconds that round up to a degree
    ],
)
def test_degrees_with_minutes_and_seconds(latitude, longitude, expected):
    assert to_dms(latitude, longitude) == expected
    assert to_decimal(latitude, longitude, 2) == f"{latitude:.2f}, {longitude:.2f}"


@given(st.floats(-79.9, 83.9), st.floats(-179.9, 179.9))
def test_what_is_written_is_read_back(latitude, longitude):
    across = 1 / max(0.1, math.cos(math.radians(latitude)))
    for written, error in ((to_dms(latitude, longitude), 5), (to_mgrs(latitude, longitude).replace(" ", "", 2), 5)):
        [point] = find_coordinates(written)
        assert abs(point.latitude - latitude) < error * METRE
        turn = (point.longitude - longitude + 180) % 360 - 180
        assert abs(turn) < error * METRE * across
