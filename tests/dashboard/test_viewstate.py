"""The URL of a view is read with distrust and written back as it was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.viewstate import _CLOSED, LISTS, ORDERS, SELECTIONS, MapView, ViewState, from_mapping, to_query

PRINTABLE = st.text(min_size=1, max_size=40).filter(str.isprintable)
SELECTED = st.one_of(
    st.just({}),
    st.tuples(st.sampled_from(SELECTIONS[:-1]), PRINTABLE).map(lambda pair: {pair[0]: pair[1]}),
    st.dates().map(lambda day: {"day": day}),
)
CLOSED_FILTERS = {
    name: st.lists(st.sampled_from(sorted(values)), unique=True, max_size=3).map(tuple)
    for name, values in _CLOSED.items()
}
OPEN_FILTERS = {name: st.lists(PRINTABLE, unique=True, max_size=3).map(tuple) for name in ("camp", "event")}
VIEWS = st.none() | st.builds(
    MapView,
    st.floats(-90, 90).map(lambda value: round(value, 4)),
    st.floats(-180, 180).map(lambda value: round(value, 4)),
    st.floats(1, 18).map(lambda value: round(value, 1)),
)


@st.composite
def states(draw):
    return ViewState(
        article=draw(st.just("") | st.from_regex(r"[0-9a-f]{12}", fullmatch=True)),
        **draw(SELECTED),
        **draw(st.fixed_dictionaries(CLOSED_FILTERS)),
        **draw(st.fixed_dictionaries(OPEN_FILTERS)),
        date_from=draw(st.none() | st.dates()),
        date_to=draw(st.none() | st.dates()),
        q=draw(st.just("") | PRINTABLE),
        by=draw(st.sampled_from(["", *LISTS[1:]])),
        sort=draw(st.sampled_from(["", *ORDERS[1:]])),
        view=draw(VIEWS),
    )


@given(states())
def test_every_state_survives_its_own_url(state):
    assert from_mapping(to_query(state)) == (state, ())


@given(st.dictionaries(st.text(max_size=12) | st.sampled_from(["place", "view", "day", "role", "v"]), st.text()))
def test_no_url_is_an_error(query):
    state, _ = from_mapping(query)
    assert from_mapping(to_query(state)) == (state, ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ViewState()),  # no parameters: the first view
        ({"v": "1", "article": "ab12", "place": "geonames:1~near"}, ViewState(article="ab12", place="geonames:1~near")),
        ({"utm_source": "x", "key": "secret"}, ViewState()),  # keys that are not ours
        ({"role": ["event", "all"]}, ViewState(role=("event", "all"))),  # repeated keys are lists
        ({"view": "34.7,36.7,8"}, ViewState(view=MapView(34.7, 36.7, 8.0))),
        ({"view": "134.7,-536.7,99"}, ViewState(view=MapView(90.0, -180.0, 18.0))),  # clamped, not dropped
        ({"from": "2015-09-01", "to": "2015-09-30"}, ViewState(date_from=date(2015, 9, 1), date_to=date(2015, 9, 30))),
    ],
)
def test_good_urls_are_read_without_a_word(query, expected):
    assert from_mapping(query) == (expected, ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"article": "../../etc/passwd"}, ViewState()),  # an id is never a path
        ({"day": "yesterday"}, ViewState()),  # not a calendar day
        ({"view": "nan,inf,3"}, ViewState()),  # not a place on Earth
        ({"view": "1,2"}, ViewState()),  # a part is missing
        ({"certainty": ["certain", "sure"]}, ViewState(certainty=("certain",))),  # the good half stays
        ({"q": "x" * 5000}, ViewState()),  # endless
        ({"by": "mood"}, ViewState()),  # no such list
        ({"place": "a\x00b"}, ViewState()),  # control characters
        ({"place": "p", "claim": "c"}, ViewState(place="p")),  # one selection at a time
        ({"v": "9", "q": "dam"}, ViewState(q="dam")),  # from the future: what can be read is read
    ],
)
def test_bad_values_are_dropped_with_a_notice(query, expected):
    state, notices = from_mapping(query)
    assert state == expected
    assert len(notices) == 1


def test_a_state_has_one_selection():
    with pytest.raises(ValueError, match="at most one"):
        ViewState(place="p", claim="c")


def test_selecting_replaces_the_selection_and_keeps_the_filters():
    state = ViewState(article="ab12", claim="c", q="dam", view=MapView(1.0, 2.0, 3.0)).select("place", "p")
    assert state == ViewState(article="ab12", place="p", q="dam")
    assert state.select(None) == ViewState(article="ab12", q="dam")
    assert state.select("day", "2015-09-30").selection == ("day", "2015-09-30")


@pytest.mark.parametrize(
    ("state", "filtered"),
    [
        (ViewState(), False),
        (ViewState(role=("all",)), False),  # more names are shown, no statement hidden
        (ViewState(role=("venue",)), True),
        (ViewState(q="dam"), True),
        (ViewState(date_to=date(2015, 9, 30)), True),
    ],
)
def test_a_view_knows_whether_it_hides_statements(state, filtered):
    assert state.is_filtered is filtered
