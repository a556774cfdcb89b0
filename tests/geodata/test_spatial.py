"""What the text says about position, and the shapes that come of it."""

from __future__ import annotations

import dataclasses

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from geodata.models import Mention, Place
from geodata.recognition import NameRecognizer
from geodata.spatial import make_shape, part_of_country, read_relations
from geodata.spatial.geometry import destination
from geodata.testing import FakeCandidates
from tests.geodata.fake_world import PLACES, document_of, fake_world, square

WORLD = fake_world()
ENTRIES = {entry.place_id: entry for entry in PLACES}
RELATIONS = [
    None, "in", "at", "near", "beyond", "off", "between", "part_of", "north_of", "northeast_of", "east_of",
    "southeast_of", "south_of", "southwest_of", "west_of", "northwest_of",
    "district_of", "region_of", "towards",
]  # fmt: skip


def relations(text):
    document = document_of(text)
    mentions = read_relations(document, NameRecognizer(WORLD).recognize(document))
    return [(m.text, m.relation, m.distance_km, m.bearing_deg) for m in mentions if m.kind != "demonym"]


def place(place_id, **changes):
    entry = ENTRIES[place_id]
    names = {field.name for field in dataclasses.fields(Place)} & set(entry.__dataclass_fields__)
    return dataclasses.replace(Place(**{name: getattr(entry, name) for name in names}), **changes)


def drawn(place_id, relation=None, distance_km=None, bearing_deg=None, **changes):
    mention = Mention("m", "a", None, 0, 1, "x", relation=relation, distance_km=distance_km, bearing_deg=bearing_deg)
    return make_shape(mention, place(place_id, **changes), WORLD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain prepositions
        ("It happened in Homs.", [("Homs", "in", None, None)]),
        ("It happened near Homs.", [("Homs", "near", None, None)]),
        ("Shells fell on the outskirts of Homs.", [("Homs", "near", None, None)]),
        ("They are beyond Homs, where the strikes were.", [("Homs", "beyond", None, None)]),
        # a list shares its preposition
        ("It happened in Homs and Hama.", [("Homs", "in", None, None), ("Hama", "in", None, None)]),
        # the description between preposition and name is skipped
        ("It happened in the central city of Homs.", [("Homs", "in", None, None)]),
        # a wind
        ("They moved to a base south of the Syrian coastal city of Latakia.", [("Latakia", "south_of", None, 180.0)]),
        ("It lies north-east of Homs.", [("Homs", "northeast_of", None, 45.0)]),
        # a distance with a wind, in kilometres and in miles with the kilometres behind
        ("A post 20 km south of Homs was hit.", [("Homs", "south_of", 20.0, 180.0)]),
        ("A post 10 miles (16 km) west of Homs was hit.", [("Homs", "west_of", 16.093, 270.0)]),
        # a distance alone
        ("A post 30 kilometres from Homs was hit.", [("Homs", "near", 30.0, None)]),
        # between two places
        ("Troops moved between Homs and Hama.", [("Homs", "between", None, None), ("Hama", "between", None, None)]),
        # a description between preposition and name, with a comma or without
        ("A dam broke 20 km north-east of the capital, Damascus.", [("Damascus", "northeast_of", 20.0, 45.0)]),
        ("It happened near the port city Latakia.", [("Latakia", "near", None, None)]),
        (
            "Troops moved between the capital, Damascus, and the town of Homs.",
            [("Damascus", "between", None, None), ("Homs", "between", None, None)],
        ),
        # a distance in words
        ("A post five kilometres south of Homs was hit.", [("Homs", "south_of", 5.0, 180.0)]),
        # a road has two ends
        (
            "A bomb lay on the road from Homs to Hama.",
            [("Homs", "between", None, None), ("Hama", "between", None, None)],
        ),
        ("They cut the Homs-Hama highway.", [("Homs", "between", None, None), ("Hama", "between", None, None)]),
        (
            "They cut the railway linking Homs with Hama.",
            [("Homs", "between", None, None), ("Hama", "between", None, None)],
        ),
        # a bus has none, nor have talks
        ("They took a bus from Homs to Hama.", [("Homs", None, None, None), ("Hama", None, None, None)]),
        ("The Moscow-Damascus talks began.", [("Moscow", None, None, None), ("Damascus", None, None, None)]),
        # at sea
        ("A ship sank off the coast of Syria.", [("Syria", "off", None, None)]),
        # parts
        ("Fighting in northern Syria went on.", [("Syria", "part_of", None, 0.0)]),
        ("Fighting in the western part of Syria went on.", [("Syria", "part_of", None, 270.0)]),
        ("Fighting in the north of Syria went on.", [("Syria", "part_of", None, 0.0)]),
        # a direction is not a neighbourhood, and a list shares it
        ("Columns moved towards Homs and Hama.", [("Homs", "towards", None, None), ("Hama", "towards", None, None)]),
        ("Shots rang out in the direction of Homs.", [("Homs", "towards", None, None)]),
        ("Fighting in the eastern districts of Homs went on.", [("Homs", "part_of", None, 90.0)]),
        ("Rain fell in the northern provinces of Syria.", [("Syria", "part_of", None, 0.0)]),
        ("A ship sank off the southern coast of Syria.", [("Syria", "off", None, None)]),
        ("Troops sealed off Homs.", [("Homs", None, None, None)]),
        ("A truck burned between Qusmarat and Homs.", [("Homs", "between", None, None)]),
        ("Fighting in central Syria went on.", [("Syria", "part_of", None, None)]),
        # nothing is said
        ("Syria agreed.", [("Syria", None, None, None)]),
    ],
)
def test_reads_relations(text, expected):
    assert relations(text) == expected


@pytest.mark.parametrize(
    ("place_id", "relation", "expected"),
    [
        # a town is a point, a province its outline, a country has no shape
        ("town:homs", "in", ("point", 1)),
        ("adm:SY.11", "in", ("area", 3)),
        ("iso:SY", "in", ("none", 4)),
        # near a town is never a pin on it
        ("town:homs", "near", ("disc", 2)),
        ("town:homs", "beyond", ("area", 3)),
        ("town:latakia", "south_of", ("sector", 2)),
        # part of a country is an area, near a country is nothing to draw
        ("iso:SY", "part_of", ("area", 3)),
        ("iso:SY", "near", ("none", 4)),
        # a division without an outline is drawn by its size
        ("adm:SY.10", "in", ("area", 3)),
        # who makes for a town is not near it, nor for a province in it
        ("town:homs", "towards", ("disc", 3)),
        ("adm:SY.11", "towards", ("area", 3)),
        ("iso:SY", "towards", ("none", 4)),
        # nor is one that is not listed a pin on the town of its name
        ("town:homs", "district_of", ("disc", 2)),
        ("town:homs", "region_of", ("disc", 2)),
        ("adm:SY.11", "district_of", ("area", 3)),
        # no point of a long river is where something happened on it
        ("region:orontes", "in", ("area", 3)),
        # at sea
        ("iso:SY", "off", ("none", 4)),
        ("town:latakia", "off", ("disc", 2)),
    ],
)
def test_shape_follows_the_words(place_id, relation, expected):
    if (place_id, relation) == ("iso:SY", "off"):
        expected = ("area", 3)  # the fake world knows Syria's outline
    result = drawn(place_id, relation)
    assert (result.shape, result.geo_precision) == expected
    assert (result.geometry is None) == (result.shape == "none")


@pytest.mark.parametrize(
    ("population", "feature", "radius_km"),
    [
        # the larger a place, the farther "near" reaches
        (0, "AIRB", 2.0),
        (900, "PPL", 5.0),
        (30_000, "PPL", 10.0),
        (775_000, "PPL", 25.0),
    ],
)
def test_near_reaches_farther_around_larger_places(population, feature, radius_km):
    result = drawn("town:paris-tx", "near", population=population, feature_code=feature)
    assert result.radius_km == radius_km
    west, _, east, _ = shape(result.geometry).bounds
    assert (east - west) / 2 * 111.2 * 0.832 == pytest.approx(radius_km, rel=0.05)


@pytest.mark.parametrize("place_id", ["town:homs", "adm:SY.11"])
def test_beyond_a_place_is_never_the_place_itself(place_id):
    here = place(place_id)
    area = shape(drawn(place_id, "beyond").geometry)
    assert not area.covers(Point(here.longitude, here.latitude))
    assert area.envelope.covers(Point(here.longitude, here.latitude))


def test_a_stated_distance_is_kept_with_its_error():
    area = shape(drawn("town:homs", "south_of", 20.0).geometry)
    homs = ENTRIES["town:homs"]
    on_spot = Point(destination(homs.latitude, homs.longitude, 180.0, 20.0))
    too_near = Point(destination(homs.latitude, homs.longitude, 180.0, 10.0))
    other_side = Point(destination(homs.latitude, homs.longitude, 90.0, 20.0))
    assert area.contains(on_spot)
    assert not area.contains(too_near)
    assert not area.contains(other_side)


@pytest.mark.parametrize(
    ("place_id", "relation", "km", "inside", "outside"),
    [
        # 30 km west of a country or a division with an outline is out there, and not all around it
        ("iso:SY", "west_of", 30.0, (35.37, 35.0), (36.0, 35.0)),
        ("iso:SY", "west_of", 30.0, (35.37, 35.0), (42.7, 35.0)),
        # north of a strait begins at its shore
        ("region:gulf-of-syria", "north_of", 50.0, (35.2, 35.9), (35.2, 34.7)),
    ],
)
def test_one_side_of_an_area(place_id, relation, km, inside, outside):
    result = drawn(place_id, relation, km)
    area = shape(result.geometry)
    assert area.contains(Point(inside))
    assert not area.contains(Point(outside))


def test_no_corridor_lies_over_half_the_world():
    mention = Mention("m", "a", None, 0, 1, "x", relation="between")
    near, far = place("town:hama"), place("town:houston")
    assert make_shape(mention, place("town:homs"), WORLD, other=near).shape == "corridor"
    assert make_shape(mention, place("town:homs"), WORLD, other=far).shape == "none"


def test_south_is_read_as_loosely_as_people_say_it():
    area = shape(drawn("town:latakia", "south_of", country_code=None).geometry)
    latakia = ENTRIES["town:latakia"]
    assert area.contains(Point(destination(latakia.latitude, latakia.longitude, 135.3, 20.4)))


def test_things_on_land_stay_on_land():
    dry = shape(drawn("town:latakia", "near").geometry)
    wet = shape(drawn("town:latakia", "off").geometry)
    land = shape(square(35.7, 32.3, 42.4, 37.3))
    assert land.buffer(1e-4).contains(dry)
    assert wet.intersection(land).area < 1e-6


@pytest.mark.parametrize(
    ("bearing", "inside", "outside"),
    [
        # halves, a quarter and the middle of a square country
        (270.0, (36.0, 35.0), (42.0, 35.0)),
        (0.0, (39.0, 37.0), (39.0, 33.0)),
        (45.0, (42.0, 37.0), (36.0, 37.0)),
        (None, (39.0, 34.8), (36.0, 32.5)),
    ],
)
def test_parts_of_a_country(bearing, inside, outside):
    area = shape(part_of_country(place("iso:SY"), bearing, WORLD).geometry)
    assert area.contains(Point(inside))
    assert not area.contains(Point(outside))


LONGLAND = Place("adm:XX.1", "Longland", 40.0, -89.0, 300.0, "XX", "1", "ADM1", 1_000_000, "fake")
LONG_WORLD = FakeCandidates([], outlines={"adm:XX.1": square(-91, 37, -87, 43)})


@pytest.mark.parametrize(
    ("point", "holds"),
    [
        # the middle of a land that is half as wide as long: the middle of its width, and no more of its length
        ((-89.0, 40.0), True), ((-88.3, 40.0), True), ((-89.0, 40.9), True),
        # neither its far parts nor the corners of a box
        ((-89.0, 41.4), False), ((-87.5, 40.0), False), ((-88.1, 40.9), False),
    ],
)  # fmt: skip
def test_the_middle_of_a_long_land_is_no_larger_than_its_width_asks(point, holds):
    area = shape(part_of_country(LONGLAND, None, LONG_WORLD).geometry)
    assert area.contains(Point(point)) == holds


FAR_LAND = Place("iso:XX", "Farland", 62.0, 10.0, 300.0, "XX", None, "PCLI", 1_000_000, "fake")
MAINLAND, SKERRY, COLD_ISLES = square(5, 58, 15, 66), square(16, 64, 17, 65), square(10, 76, 20, 80)
FAR_OUTLINE = {"type": "MultiPolygon", "coordinates": [part["coordinates"] for part in (MAINLAND, SKERRY, COLD_ISLES)]}
FAR_WORLD = FakeCandidates([], outlines={"iso:XX": FAR_OUTLINE})


@pytest.mark.parametrize(
    ("bearing", "point", "holds"),
    [
        # the middle and the north are those of the main land, not of it and islands 1,000 km off
        (None, (10.0, 62.0), True), (None, (10.0, 66.5), False), (0.0, (10.0, 65.0), True),
        # islands close by belong to it, those far off to no part of it
        (0.0, (16.5, 64.5), True), (0.0, (15.0, 78.0), False), (180.0, (10.0, 59.0), True),
    ],
)  # fmt: skip
def test_parts_of_a_country_are_those_of_its_main_land(bearing, point, holds):
    area = shape(part_of_country(FAR_LAND, bearing, FAR_WORLD).geometry)
    assert area.contains(Point(point)) == holds


def test_between_two_places_is_a_corridor():
    mention = Mention("m", "a", None, 0, 1, "x", relation="between")
    result = make_shape(mention, place("town:homs"), WORLD, other=place("town:hama"))
    assert (result.shape, result.geo_precision) == ("corridor", 2)
    assert shape(result.geometry).contains(Point(36.74, 34.93))


def test_a_country_on_both_sides_of_the_date_line_is_cut_there():
    east = shape(part_of_country(place("iso:FJ"), 90.0, WORLD).geometry)
    assert east.bounds[0] >= -180.0
    assert east.bounds[2] <= 180.0
    assert east.contains(Point(-179.0, -17.5))
    assert not east.contains(Point(177.2, -17.5))


@given(
    latitude=st.floats(-89, 89),
    longitude=st.floats(-180, 180),
    relation=st.sampled_from(RELATIONS),
    distance=st.one_of(st.none(), st.floats(0.1, 800)),
    bearing=st.one_of(st.none(), st.sampled_from([0.0, 45.0, 180.0, 270.0])),
    place_id=st.sampled_from(["town:homs", "town:suva", "adm:SY.10", "town:mill"]),
)
def test_shapes_are_valid_geojson_on_earth(latitude, longitude, relation, distance, bearing, place_id):
    result = drawn(place_id, relation, distance, bearing, latitude=latitude, longitude=longitude, country_code=None)
    if result.geometry is None:
        assert result.shape == "none"
        return
    area = shape(result.geometry)
    assert area.is_valid
    assert not area.is_empty
    west, south, east, north = area.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert all(round(x, 5) == x and round(y, 5) == y for x, y in shapely.get_coordinates(area))
    rings = [part.exterior for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]
    assert all(ring.is_ccw for ring in rings)
