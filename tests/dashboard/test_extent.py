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
