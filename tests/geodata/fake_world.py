"""A small invented gazetteer for the tests of names and shapes: real places, few of them, square countries."""

from datetime import UTC, datetime

from geodata.models import Article, Document, GazetteerEntry, JsonDict
from geodata.testing import FakeCandidates
from geodata.text import make_document


def entry(
    place_id: str, name: str, point: tuple[float, float], area: str, feature: str = "PPL", population: int = 0
) -> GazetteerEntry:
    """Return a place; `area` is "SY" or "SY.11"."""
    country, _, admin1 = area.partition(".")
    radius = 10.0 if feature.startswith("PPL") else 100.0
    return GazetteerEntry(
        place_id, name, *point, radius, country or None, admin1 or None, feature, population, "fake", "primary"
    )


def square(west: float, south: float, east: float, north: float) -> JsonDict:
    """Return a rectangle as GeoJSON."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


PLACES = [
    entry("iso:SY", "Syria", (35.0, 38.0), "SY", "PCLI", 17_000_000),
    entry("iso:RU", "Russia", (60.0, 100.0), "RU", "PCLI", 144_000_000),
    entry("iso:US", "United States", (39.8, -98.5), "US", "PCLI", 330_000_000),
    entry("iso:FR", "France", (46.0, 2.0), "FR", "PCLI", 65_000_000),
    entry("iso:GB", "United Kingdom", (54.8, -2.7), "GB", "PCLI", 66_000_000),
    entry("iso:JO", "Jordan", (31.0, 36.0), "JO", "PCLI", 10_000_000),
    entry("iso:FJ", "Fiji", (-18.0, 179.0), "FJ", "PCLI", 900_000),
    entry("adm:SY.11", "Homs", (34.3, 38.0), "SY.11", "ADM1", 1_700_000),
    entry("adm:SY.10", "Hama", (35.2, 37.0), "SY.10", "ADM1", 1_600_000),
    entry("adm:US.TX", "Texas", (31.3, -98.6), "US.TX", "ADM1", 29_000_000),
    entry("adm:US.IL", "Illinois", (40.0, -89.0), "US.IL", "ADM1", 12_800_000),
    entry("adm:US.KY", "Kentucky", (37.5, -85.3), "US.KY", "ADM1", 4_500_000),
    entry("town:homs", "Homs", (34.727, 36.723), "SY.11", "PPL", 775_000),
    entry("town:homs-lb", "Homs", (34.0, 35.9), "LB.3", "PPL", 900),
    entry("town:hama", "Hama", (35.132, 36.758), "SY.10", "PPL", 460_000),
    entry("town:latakia", "Latakia", (35.53, 35.79), "SY.2", "PPL", 340_000),
    entry("town:damascus", "Damascus", (33.51, 36.29), "SY.13", "PPLC", 1_570_000),
    entry("town:moscow", "Moscow", (55.75, 37.62), "RU.48", "PPLC", 10_400_000),
    entry("town:paris-fr", "Paris", (48.85, 2.35), "FR.11", "PPLC", 2_100_000),
    entry("town:paris-tx", "Paris", (33.66, -95.56), "US.TX", "PPL", 25_000),
    entry("town:springfield-il", "Springfield", (39.8, -89.64), "US.IL", "PPL", 116_000),
    entry("town:springfield-mo", "Springfield", (37.2, -93.3), "US.MO", "PPL", 170_000),
    entry("town:springfield-ma", "Springfield", (42.1, -72.6), "US.MA", "PPL", 154_000),
    entry("town:houston", "Houston", (29.76, -95.36), "US.TX", "PPL", 2_300_000),
    entry("town:reading", "Reading", (51.45, -0.97), "GB.ENG", "PPL", 244_000),
    entry("town:nice", "Nice", (43.7, 7.27), "FR.93", "PPL", 340_000),
    entry("town:mobile", "Mobile", (30.69, -88.04), "US.AL", "PPL", 195_000),
    entry("town:of", "Of", (40.94, 40.27), "TR.61", "PPL", 20_000),
    entry("town:march", "March", (52.55, 0.09), "GB.ENG", "PPL", 22_000),
    entry("town:hague", "The Hague", (52.08, 4.31), "NL.11", "PPL", 474_000),
    entry("town:st-louis", "St. Louis", (38.63, -90.2), "US.MO", "PPL", 315_000),
    entry("town:winston-salem", "Winston-Salem", (36.1, -80.24), "US.NC", "PPL", 241_000),
    entry("region:white-house", "White House", (38.9, -77.04), "US.DC", "PAL"),
    entry("town:white-house", "White House", (36.47, -86.65), "US.TN", "PPL", 11_000),
    entry("town:grad", "Grad", (34.8, 36.7), "SY.11", "PPL", 1_200),
    entry("town:un", "Un", (22.0, 74.0), "IN.35", "PPL", 31_000),
    entry("town:us", "Us", (49.1, 1.96), "FR.11", "PPL", 1_248),
    entry("town:mill", "Mill", (51.7, 5.8), "NL.06", "PPL", 900),
    entry("adm:IL.03", "Northern District", (32.9, 35.3), "IL.03", "ADM1", 1_300_000),
    entry("town:deir", "Deir ez-Zor", (35.34, 40.14), "SY.07", "PPL", 243_000),
    entry("region:gulf-of-syria", "Gulf of Syria", (35.3, 35.2), "", "GULF"),
    entry("town:orontes", "Orontes", (36.2, 36.2), "TR.31", "PPL", 210_000),
    entry("region:orontes", "Orontes", (35.5, 36.4), "", "STM"),
    entry("town:suva", "Suva", (-18.14, 178.44), "FJ.01", "PPLC", 77_000),
]  # fmt: skip
NAMES = {
    "Syrian": [("iso:SY", "demonym")],
    "Russian": [("iso:RU", "demonym")],
    "Russians": [("iso:RU", "demonym")],
    "French": [("iso:FR", "demonym")],
    "US": [("iso:US", "abbreviation")],
    "U.S.": [("iso:US", "abbreviation")],
    "K.Y.": [("adm:US.KY", "abbreviation")],  # as a gazetteer without signs reads the postal code
    "Ky.": [("adm:US.KY", "abbreviation")],
    "حمص": [("town:homs", "alternate")],
    "إن": [("town:mill", "alternate")],  # also "that"
    "北京": [("town:moscow", "alternate")],  # two letters, and a name
}
OUTLINES = {
    "iso:SY": square(35.7, 32.3, 42.4, 37.3),
    "adm:SY.11": square(36.3, 33.5, 39.5, 35.0),
    "iso:FJ": {
        "type": "MultiPolygon",
        "coordinates": [
            square(177.0, -19.0, 180.0, -16.0)["coordinates"],
            square(-180.0, -19.0, -178.5, -16.0)["coordinates"],
        ],
    },
}


def fake_world() -> FakeCandidates:
    """Return the small gazetteer."""
    return FakeCandidates(PLACES, NAMES, OUTLINES)


def document_of(text: str) -> Document:
    """Return the document of a text."""
    captured = datetime(2026, 1, 1, tzinfo=UTC)
    return make_document(Article("a", None, text, None, None, None, "en", captured, "0"))
