"""The view: one spot per place and relation, filters that the counts follow, trays, marks, and lost selections."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.panels import verify
from dashboard.panels.cards import draw_card
from dashboard.panels.nodes import plain_text
from dashboard.view import View, build_view
from dashboard.view.rows import Rows
from dashboard.viewstate import ViewState
from geodata import schema
from geodata.models import ClaimAtPlace
from geodata.schema import Analysis
from tests.dashboard import example
from tests.dashboard.example import example_analysis


def view_of(analysis: Analysis | None = None, **state: object) -> View:
    return build_view(analysis or example_analysis(), ViewState(**state))


def spot(view: View, key: str):
    return next(spot for spot in view.spots if spot.key == key)


def with_rows(**frames: list[object]) -> Analysis:
    made = {name: schema.to_frame(name, records) for name, records in frames.items()}
    return dataclasses.replace(example_analysis(), **made)


def test_the_summary_line() -> None:
    assert view_of().summary.text == (
        "17 statements by 8 sources and the article itself: "
        "11 at 9 places | 2 about Austria and Hungary as a whole | 4 without a place"
    )


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        # one of everything, in the singular
        ([1], "1 statement by the article itself: 1 at 1 place"),
        ([2], "1 statement by 1 source: 1 at 1 place"),
        ([13], "1 statement by 1 source: 1 about Austria as a whole"),
        ([7], "1 statement by 1 source: 1 without a place"),
        # nobody is named as the source
        ([16], "1 statement by sources not stated: 1 without a place"),
        # two statements of two sources that the text links count for one source
        ([3, 4], "2 statements by 1 source: 2 at 1 place"),
        ([], "No statements found"),
    ],
)
def test_the_summary_counts_in_words(claims: list[int], text: str) -> None:
    kept = [example.CLAIMS[index] for index in claims]
    ids = {claim.claim_id for claim in kept}
    rows = [row for row in example.CLAIMS_AT_PLACE if row.claim_id in ids]
    assert view_of(with_rows(claims=kept, claims_at_place=rows)).summary.text == text


ANY_FILTER = st.fixed_dictionaries(
    {},
    optional={
        "certainty": st.sets(st.sampled_from(["unknown", "possible", "probable", "certain"])).map(tuple),
        "polarity": st.sets(st.sampled_from(["positive", "negative"])).map(tuple),
        "realis": st.sets(st.sampled_from(["realised", "future", "requested"])).map(tuple),
        "precision": st.sets(st.sampled_from(["1", "2", "3", "4"])).map(tuple),
        "kind": st.sets(st.sampled_from(["literal", "embedded"])).map(tuple),
        "role": st.sets(st.sampled_from(["event", "venue", "all"])).map(tuple),
        "camp": st.sets(st.sampled_from(["ministry", "road service", "article", "unstated"])).map(tuple),
        "event": st.sets(st.sampled_from(["AID", "REQUEST"])).map(tuple),
        "q": st.sampled_from(["", "linz", "the", "no such word"]),
        "date_from": st.dates(date(2024, 5, 30), date(2024, 6, 10)),
        "date_to": st.dates(date(2024, 5, 30), date(2024, 6, 10)),
    },
)


@given(st.lists(st.integers(0, len(example.CLAIMS) - 1), unique=True), ANY_FILTER)
@settings(max_examples=30, deadline=None)
def test_counts_add_up_whatever_is_shown(indexes: list[int], state: dict[str, object]) -> None:
    claims = [example.CLAIMS[index] for index in indexes]
    view = view_of(with_rows(claims=claims), **state)
    counts = view.summary
    assert counts.placed + counts.whole_country + counts.without_place == counts.statements == len(view.cards)
    assert len(view.without_place) == counts.without_place
    assert len({claim for spot in view.spots for claim in spot.claim_ids}) == counts.placed
    assert len({claim for tray in view.countries for claim in tray.claim_ids}) == counts.whole_country
    numbers = [int(number) for number in re.findall(r"(?:: |\| )(\d+)", counts.text)]
    assert sum(numbers) == counts.statements


@given(ANY_FILTER)
@settings(max_examples=20, deadline=None)
def test_a_filter_only_takes_away(state: dict[str, object]) -> None:
    whole, part = view_of(), view_of(**state)
    assert set(part.cards) <= set(whole.cards)
    assert {spot.key for spot in part.spots if not spot.named_only} <= {spot.key for spot in whole.spots}


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ({"polarity": ("negative",)}, 2),
        ({"certainty": ("possible",)}, 2),
        ({"certainty": ("possible", "probable")}, 3),
        ({"realis": ("requested",)}, 1),
        ({"camp": ("ministry",)}, 3),
        ({"camp": ("article",)}, 5),
        ({"event": ("AID",)}, 2),
        ({"precision": ("4",)}, 2),
        ({"kind": ("literal",)}, 13),
        # nothing is said to happen at a ministry or at those who act in a city's name
        ({"kind": ("embedded", "associative")}, 0),
        ({"q": "salzburg"}, 3),
        ({"q": "interior ministry"}, 3),
        # since Sunday, on Wednesday, on Friday
        ({"date_from": date(2024, 6, 5)}, 3),
        # no day is not any day
        ({"date_to": date(2024, 6, 2)}, 1),
        ({"polarity": ("negative",), "certainty": ("possible",)}, 0),
    ],
)
def test_filters(state: dict[str, object], shown: int) -> None:
    view = view_of(**state)
    assert view.summary.statements == shown
    assert view.summary.total == len(example.CLAIMS)


def test_a_filtered_summary_says_so() -> None:
    assert view_of(polarity=("negative",)).summary.text == "2 of 17 statements by 1 source: 2 at 1 place"
    assert view_of(q="no such word").summary.text == "None of 17 statements passes the filters"


@pytest.mark.parametrize(
    ("key", "label", "sign"),
    [
        (example.BUDAPEST, "Budapest 1", "flat"),
        (f"{example.PASSAU}~near", "near Passau 1", "flat"),
        # north of a town is not the town
        (f"{example.LINZ}~north_of", "north of Linz 2", "not"),
        (example.LINZ, "Linz 1", "maybe"),
        (f"{example.BRATISLAVA}~east_of", "east of Bratislava 1", "planned"),
        # a town and its division of one name
        (example.SALZBURG, "Salzburg (town) 2", "flat"),
        (example.SALZBURG_PROVINCE, "Salzburg (state) 1", "planned"),
        (example.GYOR, "Győr 1", "uncommitted"),
    ],
)
def test_spots(key: str, label: str, sign: str) -> None:
    found = spot(view_of(), key)
    assert (found.label, found.sign) == (label, sign)


def test_subtitles_say_how_a_place_is_read() -> None:
    view = view_of()
    assert spot(view, f"{example.PASSAU}~near").subtitle == (
        "within about 10 km (how we read “near”); not the town itself"
    )
    assert spot(view, example.UPPER_AUSTRIA).subtitle == "somewhere in the state: where in it is not said"
    assert spot(view, example.LINZ).coordinates == "48.3, 14.3: centre of the town, not the site"
    assert "," not in spot(view, example.UPPER_AUSTRIA).coordinates


@pytest.mark.parametrize(
    ("distance", "key", "where"),
    [
        (None, f"{example.LINZ}~north_of", "up to about 40 km out"),
        (15.0, f"{example.LINZ}~north_of~15km", "at about 15 km"),  # nothing is said of what lies nearer
    ],
)
def test_a_direction_says_how_far_it_goes(distance: float | None, key: str, where: str) -> None:
    mentions = list(example.MENTIONS)
    mentions[3] = dataclasses.replace(mentions[3], distance_km=distance)
    found = spot(view_of(with_rows(mentions=mentions)), key)
    assert found.subtitle == f"{where} (how we read “north of”); not the town itself"


def test_twins_point_at_each_other() -> None:
    view = view_of()
    assert spot(view, example.SALZBURG).twin_note == "also: Salzburg, the state"
    assert spot(view, example.SALZBURG_PROVINCE).twin_note == "also: Salzburg, the town"


def test_a_division_is_told_apart_from_a_town_that_is_only_near_by() -> None:
    mentions = list(example.MENTIONS)
    mentions[9] = dataclasses.replace(mentions[9], relation="near")
    labels = {spot.label for spot in view_of(with_rows(mentions=mentions)).spots}
    assert {"near Salzburg 2", "Salzburg (state) 1"} <= labels


@pytest.mark.parametrize(
    ("named", "kind", "shown"),
    [
        # the reader finds on the map what stands in the text
        ("Danube City", "literal", "Danube City"),
        ("Danube\nCity", "literal", "Danube City"),
        ("بودابست", "literal", "بودابست"),
        # what cannot stand as a title gives way to the gazetteer's name
        ("BUDAPEST", "literal", "Budapest"),
        ("Bp", "literal", "Budapest"),
        ("Budap.", "literal", "Budapest"),
        ("Hungarian", "demonym", "Budapest"),
    ],
)
def test_places_are_called_what_the_article_calls_them(named: str, kind: str, shown: str) -> None:
    mentions = [dataclasses.replace(example.MENTIONS[0], text=named, kind=kind), *example.MENTIONS[1:]]
    assert spot(view_of(with_rows(mentions=mentions)), example.BUDAPEST).title == shown


def test_two_towns_of_one_name_are_told_apart() -> None:
    places = [dataclasses.replace(place, name="Springfield") for place in example.PLACES[:2]]
    labels = [spot.label for spot in view_of(with_rows(places=places, mentions=())).spots]
    assert labels == ["Springfield (city) 1", "Springfield (town) 1"]


@pytest.mark.parametrize(
    ("east", "north", "title"),
    [
        (-2.0, 0.0, "western part of Hungary"),
        (2.0, 2.0, "northeastern part of Hungary"),
        (0.0, -1.5, "southern part of Hungary"),
        (0.0, 0.1, "central part of Hungary"),
    ],
)
def test_a_part_of_a_country_that_no_name_stands_for(east: float, north: float, title: str) -> None:
    country = example.PLACES[-1]
    ring = [
        [country.longitude + east + x, country.latitude + north + y] for x, y in ((0, 0), (0.1, 0), (0, 0.1), (0, 0))
    ]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    row = ClaimAtPlace(example.CLAIMS[0].claim_id, country.place_id, None, "event", 3, "area", geometry, inherited=True)
    [found] = view_of(with_rows(claims_at_place=[row])).spots
    assert found.title == title
    assert found.subtitle == "roughly this part of the country: where in it is not said"


def test_the_wind_that_the_sentence_names_wins() -> None:
    country, claim = example.PLACES[-1], example.CLAIMS[6]  # "... east of Bratislava ..."
    corner = [[country.longitude + x, country.latitude + y] for x, y in ((2, 2), (2.1, 2), (2, 2.1), (2, 2))]
    geometry = {"type": "Polygon", "coordinates": [corner]}
    row = ClaimAtPlace(claim.claim_id, country.place_id, None, "event", 3, "area", geometry, inherited=True)
    [found] = view_of(with_rows(claims_at_place=[row])).spots
    assert found.title == "eastern part of Hungary"


def test_several_ways_on_one_place_are_neutral() -> None:
    rows = [
        *example.CLAIMS_AT_PLACE,
        dataclasses.replace(example.CLAIMS_AT_PLACE[0], claim_id=example.CLAIMS[5].claim_id),
    ]
    view = view_of(with_rows(claims_at_place=rows))
    assert spot(view, example.BUDAPEST).sign == "several"
    # at two places, counted once
    assert view.summary.placed == 11


@pytest.mark.parametrize(
    ("relation", "fields", "title", "key"),
    [
        ("part_of", {"bearing_deg": 270.0}, "western part of Linz", "~part_of~west"),
        ("part_of", {}, "central part of Linz", "~part_of"),
        ("beyond", {}, "beyond Linz", "~beyond"),
        ("off", {}, "off Linz", "~off"),
        ("south_of", {"distance_km": 20.0}, "20 km south of Linz", "~south_of~20km"),
        ("near", {"distance_km": 5.0}, "5 km from Linz", "~near~5km"),
        # five miles
        ("south_of", {"distance_km": 8.04672}, "8 km south of Linz", "~south_of~8km"),
        ("off", {"distance_km": 1.5}, "1.5 km from Linz", "~off~1.5km"),
        ("northeast_of", {}, "northeast of Linz", "~northeast_of"),
        ("in", {}, "Linz", ""),
        ("at", {}, "Linz", ""),
    ],
)
def test_each_relation_is_a_spot_of_its_own(relation: str, fields: dict[str, float], title: str, key: str) -> None:
    mentions = list(example.MENTIONS)
    mentions[4] = dataclasses.replace(mentions[4], relation=relation, **fields)
    view = view_of(with_rows(mentions=mentions))
    assert spot(view, example.LINZ + key).title == title


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        # the point that is told is that of the area, and not of the place that it is counted from
        ("sector", "48.5, 14.5: roughly the middle of this area, not the site"),
        ("corridor", "48.5, 14.5: roughly the middle of this area, not the site"),
        ("disc", "48.3, 14.3: centre of the town, not the site"),
    ],
)
def test_nobody_copies_the_point_of_another_place(shape: str, said: str) -> None:
    ring = [[14.4, 48.4], [14.6, 48.4], [14.6, 48.6], [14.4, 48.6], [14.4, 48.4]]
    rows = [
        dataclasses.replace(row, shape=shape, geometry={"type": "Polygon", "coordinates": [ring]})
        for row in example.CLAIMS_AT_PLACE
        if row.place_id == example.LINZ
    ]
    assert {spot.coordinates for spot in view_of(with_rows(claims_at_place=rows)).spots} == {said}
    claim = next(claim for claim in example.CLAIMS if claim.claim_id == rows[0].claim_id)
    place = next(place for place in example.PLACES if place.place_id == example.LINZ)
    point = verify.point_of(Rows(with_rows(claims_at_place=rows)), claim, place)
    assert point
    assert (round(point.latitude, 1), round(point.longitude, 1)) == tuple(map(float, said[:10].split(",")))


@pytest.mark.parametrize(
    ("score", "review", "doubt"),
    [(0.95, "none", ""), (0.6, "none", "check"), (0.3, "none", "unsure"), (0.3, "confirmed", "")],
)
def test_a_doubtful_place_is_told_on_the_map(score: float, review: str, doubt: str) -> None:
    mentions = [dataclasses.replace(mention, score=score, review=review) for mention in example.MENTIONS]
    assert {spot.doubt for spot in view_of(with_rows(mentions=mentions)).spots if spot.geometry} == {doubt}


@pytest.mark.parametrize(
    ("role", "status", "review", "listed"),
    [
        # a company that speaks is no place that is missing
        ("speaker", "not_found", "none", False),
        ("background", "not_found", "none", True),
        # the gazetteer has several places of this name: it may well be one
        ("speaker", "ambiguous", "none", True),
        # a person said that it is a place
        ("speaker", "not_found", "confirmed", True),
    ],
)
def test_who_speaks_is_no_missing_place(role: str, status: str, review: str, listed: bool) -> None:
    mentions = list(example.MENTIONS)
    mentions[0] = dataclasses.replace(mentions[0], role=role, status=status, review=review, place_id=None)
    found = view_of(with_rows(mentions=mentions, claims_at_place=[])).not_found
    assert (mentions[0].text in {name.text for name in found}) is listed


@pytest.mark.parametrize(
    ("inherited", "review", "taken"), [(True, "none", True), (True, "confirmed", False), (False, "none", False)]
)
def test_a_card_says_that_its_place_is_told_in_another_sentence(inherited: bool, review: str, taken: bool) -> None:
    row = next(row for row in example.CLAIMS_AT_PLACE if row.place_id == example.LINZ)
    row = dataclasses.replace(row, inherited=inherited, review=review)
    view = view_of(with_rows(claims_at_place=[row]))
    card = view.cards[row.claim_id]
    assert card.place_from_elsewhere is taken
    assert ("told in another sentence" in plain_text([draw_card(card, view)])) is taken


def test_a_stretch_between_two_places_is_one_spot() -> None:
    mentions = list(example.MENTIONS)
    mentions[0] = dataclasses.replace(mentions[0], relation="between")
    mentions[4] = dataclasses.replace(mentions[4], relation="between", sentence_id=mentions[0].sentence_id)
    strip = [
        dataclasses.replace(row, claim_id=example.CLAIMS[1].claim_id, shape="corridor", geometry=None)
        for row in (example.CLAIMS_AT_PLACE[0], example.CLAIMS_AT_PLACE[4])
    ]
    view = view_of(with_rows(mentions=mentions, claims_at_place=strip), mention=mentions[4].mention_id)
    assert [spot.label for spot in view.spots] == ["between Budapest and Linz 1"]
    assert view.selected_spot == view.spots[0].key == f"{example.BUDAPEST}~between~{example.LINZ}"


def test_a_country_is_never_a_spot() -> None:
    view = view_of(role=("all",))
    assert not {example.AUSTRIA, example.HUNGARY} & {spot.place_id for spot in view.spots}
    assert [(tray.name, len(tray.claim_ids)) for tray in view.countries] == [("Austria", 1), ("Hungary", 1)]


def test_trays() -> None:
    view = view_of()
    assert [name.text for name in view.not_found] == ["Zwettlbach"]
    assert [name.text for name in view.named_only] == ["Brussels"]
    assert {view.cards[claim_id].where for claim_id in view.without_place} == {"not stated", "Zwettlbach: not found"}


def test_all_names_shows_places_without_statements() -> None:
    named = [spot for spot in view_of(role=("all",)).spots if spot.named_only]
    assert [(spot.label, spot.claim_ids) for spot in named] == [("Brussels", ())]


def test_a_refused_place_is_not_drawn() -> None:
    rows = [dataclasses.replace(row, review="rejected") for row in example.CLAIMS_AT_PLACE[:1]]
    view = view_of(with_rows(claims_at_place=rows))
    assert view.spots == ()
    assert view.summary.without_place == 17
