"""Our own tables of places: every row can be read, and lies where it says."""

import pytest
from shapely.geometry import Point, shape

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.gazetteer_build.folding import fold_name
from geodata.gazetteer_build.tables import REGION_TABLES, read_table

KM_PER_DEGREE = 111.2
OFFSHORE_KM = 60.0  # islets and gulfs that the simplified outline of their country leaves out
# belong to a country that is not near
FAR_OFFSHORE = {"Ross Sea", "Matsu Islands", "Thitu Island", "Pratas Islands", "Kastellorizo"}

ROWS = [(table, *row) for table in REGION_TABLES for row in read_table(table, 9)]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def test_each_key_is_there_once() -> None:
    keys = [fold_name(row[1]) for row in ROWS]
    assert {key for key in keys if keys.count(key) > 1} == set()


@pytest.mark.parametrize("table", REGION_TABLES)
def test_rows_lie_in_their_country(gazetteer: Gazetteer, table: str) -> None:
    outlines, strays = {}, []
    for _, name, _, latitude, longitude, radius, country, *_ in (row for row in ROWS if row[0] == table):
        if country and country not in outlines:
            outline = gazetteer.outline(f"iso:{country}")
            outlines[country] = shape(outline) if outline else None
        if not country or outlines[country] is None or name in FAR_OFFSHORE:
            continue
        distance = outlines[country].distance(Point(float(longitude), float(latitude))) * KM_PER_DEGREE
        allowed = OFFSHORE_KM if table in {"waters.tsv", "landforms.tsv", "regions.tsv"} else 3.0
        if distance > max(allowed, float(radius)):
            strays.append((name, round(distance)))
    assert strays == []


@pytest.mark.parametrize("table", REGION_TABLES)
def test_values_are_in_range(table: str) -> None:
    for _, _, feature, latitude, longitude, radius, country, *_, number in (row for row in ROWS if row[0] == table):
        assert feature.isupper() or feature.isalnum()
        assert abs(float(latitude)) <= 90
        assert abs(float(longitude)) <= 180
        assert int(radius) >= 1
        assert country == "" or (len(country) == 2 and country.isupper())
        assert number == "" or int(number) > 0


@pytest.mark.parametrize(
    "name, place_id",
    [
        ("White House", "region:white-house"),  # a seat of power
        ("the Kremlin", "region:kremlin"),
        ("Taveuni", "region:taveuni"),  # islands, by their other names and spellings, too
        ("Limnos", "region:lemnos"),
        ("Rügen", "region:rugen"),
        ("Tal Abyad", "region:tel-abyad"),  # towns that no source has
        ("Heathrow", "region:heathrow-airport"),  # an airport by its short name
        ("Hodeidah", "geonames:79415"),  # as news spell it
        ("Yakutia", "geonames:2013162"),
        ("South Yorkshire", "region:south-yorkshire-region"),  # no district of the same name in the sources
        ("Masisi", "region:masisi"),  # too small for the sources, and often in the news
        ("LAX", "region:los-angeles-international-airport"),  # by its code, which texts write
        ("Guantanamo naval base", "region:guantanamo-bay-naval-base"),
        ("Bab al-Hawa", "region:bab-al-hawa-crossing"),
        ("Tahrir Square", "region:tahrir-square"),
        ("Chernobyl nuclear plant", "region:chernobyl-nuclear-power-plant"),
        ("Squirrel Hill", "region:squirrel-hill"),  # a quarter
        ("Khayelitsha", "region:khayelitsha"),
        ("Soviet Union", "region:soviet-union"),  # states that are gone
        ("Yugoslav", "region:yugoslavia"),
        ("Kurds", "region:kurdistan"),  # peoples without a state
        ("Kurdish", "region:kurdistan"),
        ("Arabs", "region:arab-world"),
        ("Tamils", "geonames:1255053"),  # in India
        ("Tamils", "geonames:1227603"),  # and in Sri Lanka
        ("Sinhalese", "geonames:1227603"),
        ("the Gulf", "region:persian-gulf"),
        ("the Gulf", "region:gulf-of-mexico"),
        ("the West", "region:western-world"),
        ("Herts", "geonames:2647043"),  # short for a county
        ("WA", "geonames:2058645"),  # Western Australia, beside Washington
        ("WA", "geonames:5815135"),
        ("U.P.", "geonames:1253626"),
        ("T&T", "geonames:3573591"),
        ("European Union", "geonames:6695072"),  # with its GeoNames id
        ("Central America", "geonames:7729892"),
        ("Pacific", "geonames:2363254"),
    ],
)
def test_names_find_places(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert place_id in {entry.place_id for entry in gazetteer.find(name)}


@pytest.mark.parametrize("name", ["Swiss", "Argentine", "Lao", "Somali"])
def test_a_people_is_no_other_name_of_its_country(gazetteer: Gazetteer, name: str) -> None:
    kinds = {entry.name_kind for entry in gazetteer.find(name) if entry.feature_code.startswith("PCL")}
    assert kinds == {"demonym"}


@pytest.mark.parametrize("name", ["up", "UP", "sa", "wa", "herts", "lax", "the strip mall"])
def test_ordinary_words_are_no_abbreviations(gazetteer: Gazetteer, name: str) -> None:
    assert [entry for entry in gazetteer.find(name) if entry.name_kind == "abbreviation"] == []


def test_a_place_of_the_size_of_a_town_lies_in_the_division_of_its_nearest_town(gazetteer: Gazetteer) -> None:
    places = {name: gazetteer.get(f"region:{name}") for name in ("squirrel-hill", "heathrow-airport", "sahara")}
    assert {name: place and place.admin1 for name, place in places.items()} == {
        "squirrel-hill": "PA", "heathrow-airport": "ENG", "sahara": None,
    }  # fmt: skip


def test_an_id_of_geonames_does_not_take_our_own_away(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("region:middle-east") == gazetteer.get("geonames:6269133") is not None
