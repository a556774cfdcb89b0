"""Where the map looks at first: at most of the story, at all of it where that is one, and the short way around."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.view import Spot, View, build_view
from dashboard.view.extent import MAIN_SHARE, bounds_of, main_bounds
from dashboard.view.records import Focus
from tests.dashboard.example import example_analysis

LYON = [(45.75, 4.85, 2), (45.77, 4.88, 1), (45.70, 4.88, 1), (45.43, 4.39, 1), (45.73, 4.91, 1)]
AUCKLAND, SEATTLE, FIJI, SAMOA = (-36.85, 174.76, 1), (47.6, -122.3, 1), (-18.1, 178.4, 3), (-13.8, -171.8, 3)
WORLD = [(14.6, 121.0, 1), (6.5, 3.4, 1), (-1.3, 36.8, 1), (-34.6, -58.4, 1), (49.3, -123.1, 1), (59.9, 10.8, 1)]
PLACES = st.lists(
    st.tuples(st.floats(-84, 84), st.floats(-180, 180), st.integers(1, 9)).map(
        lambda one: (*map(float, one[:2]), one[2])
    ),
    min_size=1,
    max_size=12,
)


def view_at(places: list[tuple[float, float, int]], focus: tuple[str, ...] = ()) -> View:
    """A view of points with as many statements each as is said."""
    view = build_view(example_analysis())
    spots = tuple(spot_at(view.spots[0], number, *place) for number, place in enumerate(places))
    return dataclasses.replace(view, spots=spots, focus=Focus("", tuple((key, key) for key in focus)))


def spot_at(like: Spot, number: int, latitude: float, longitude: float, count: int) -> Spot:
    claims = tuple(f"c{number}.{one}" for one in range(count))
    return dataclasses.replace(
        like, key=f"p{number}", latitude=latitude, longitude=longitude, geometry=None, shape="point", claim_ids=claims
    )


def with_shape(view: View, number: int, box: tuple[float, float, float, float], doubt: str = "") -> View:
    """The same view with the outline of a box (west, south, east, north) at one of its places."""
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    spots = list(view.spots)
    area = {"type": "Polygon", "coordinates": [ring]}
    spots[number] = dataclasses.replace(spots[number], geometry=area, shape="area", doubt=doubt)
    return dataclasses.replace(view, spots=tuple(spots))


def inside(bounds: tuple[tuple[float, float], tuple[float, float]], place: tuple[float, float, int]) -> bool:
    (south, west), (north, east) = bounds
    latitude, longitude, _ = place
    return south <= latitude <= north and any(west <= longitude + turn <= east for turn in (0, 360))


@pytest.mark.parametrize(
    ("places", "focus", "shown"),
    [
        # one far place: the map begins with the others
        ([*LYON, AUCKLAND], (), LYON),
        # two far places on either side of the Earth
        ([*LYON, *LYON, AUCKLAND, SEATTLE], (), LYON),
        # what is far is much of the story: all of it is shown
        ([*LYON, (-36.85, 174.76, 4)], (), None),
        # little is said there, but the story is about it
        ([*LYON, AUCKLAND], ("p5",), None),
        # all over the world
        (WORLD, (), None),
        # near enough to one another
        (LYON, (), None),
        ([LYON[0], (45.19, 5.72, 1)], (), None),
        # one place
        ([LYON[0]], (), None),
        ([], (), None),
        # on both sides of the date line, with one place on the other side of the Earth
        ([FIJI, SAMOA, (51.5, -0.1, 1)], (), [FIJI, SAMOA]),
    ],
)
def test_the_map_begins_where_most_of_the_story_is_told(places, focus, shown) -> None:
    found = main_bounds(view_at(places, focus))
    if shown is None:
        assert found is None
        return
    assert found
    assert [place for place in places if inside(found, place)] == [place for place in places if place in shown]


VALLEY = [(-7.48, -78.82, 2), (-7.22, -79.42, 2), (-8.12, -79.03, 1), (-7.96, -79.24, 1), (-7.16, -78.5, 1)]
VALLEY_BOX = ((-8.12, -79.42), (-7.16, -78.5))


@pytest.mark.parametrize(
    ("box", "doubt", "statements", "shown"),
    [
        # the northern part of a country around the valley that the story is told of
        ((-81.4, -8.5, -70.0, 0.0), "", 2, VALLEY_BOX),
        # an area elsewhere, as large
        ((60.0, 50.0, 90.0, 70.0), "", 1, VALLEY_BOX),
        # a province that is little larger than what is told of in it
        ((-79.6, -8.3, -78.2, -7.0), "", 2, None),
        # as much is told of the area as of all places in it
        ((-81.4, -8.5, -70.0, 0.0), "", 8, None),
        # a strip to a village far away, which may be another one of that name: it decides only where nobody need doubt
        ((-80.2, -8.1, -79.0, -6.3), "check", 1, VALLEY_BOX),
        ((-80.2, -8.1, -79.0, -6.3), "", 1, None),
    ],
)
def test_an_area_as_large_as_all_else_is_a_backdrop(box, doubt, statements, shown) -> None:
    view = view_at([*VALLEY, (-5.0, -76.0, statements)])
    assert main_bounds(with_shape(view, -1, box, doubt)) == shown


def test_a_doubtful_place_that_makes_the_map_twice_as_long_does_not_decide() -> None:
    view = view_at([*VALLEY, (-5.1, -80.2, 1)])
    assert main_bounds(view) is None
    doubtful = dataclasses.replace(view.spots[-1], doubt="unsure")
    found = main_bounds(dataclasses.replace(view, spots=(*view.spots[:-1], doubtful)))
    assert found == VALLEY_BOX


def test_the_date_line_is_crossed_the_short_way() -> None:
    assert main_bounds(view_at([FIJI, SAMOA, (51.5, -0.1, 1)])) == ((-18.1, 178.4), (-13.8, pytest.approx(188.2)))


def test_places_that_are_only_named_count_for_nothing() -> None:
    view = view_at([*LYON, AUCKLAND])
    named = dataclasses.replace(view.spots[-1], claim_ids=(), named_only=True)
    assert main_bounds(dataclasses.replace(view, spots=(*view.spots[:-1], named))) is None


@given(PLACES)
def test_most_of_the_story_is_in_view_and_never_more_than_all_of_it(places) -> None:
    view = view_at(places)
    found, whole = main_bounds(view), bounds_of(view)
    assert found == main_bounds(view)
    if found is None or whole is None:
        return
    assert whole[0][0] <= found[0][0] <= found[1][0] <= whole[1][0]
    seen = sum(place[2] for place in places if inside(found, place))
    assert seen >= MAIN_SHARE * sum(place[2] for place in places)


def test_thousands_of_places_are_weighed_at_once() -> None:
    crowd = [(45 + number % 97 / 30, 4 + number % 89 / 30, 1) for number in range(20_000)]
    view = view_at([*crowd, AUCKLAND])
    start = time.perf_counter()
    found = main_bounds(view)
    assert time.perf_counter() - start < 5  # s, on a busy machine; half a second on an idle one
    assert found
    assert not inside(found, AUCKLAND)
