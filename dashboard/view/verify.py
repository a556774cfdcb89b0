"""Where a statement can be looked at elsewhere: links that are only built here, and a point as people write it.

No link is ever opened by Dateline; each says what its site learns when a reader opens it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlsplit

from geodata.coordinate_writing import to_decimal, to_dms, to_mgrs

WORDS_AT_EACH_END = 5  # of a sentence, by which a browser finds it in a page
NEAREST_ZOOM, FARTHEST_ZOOM = 17, 5  # of a web map: a street, a country
WORLD_KM = 40_000.0
SENTINEL_FROM = date(2015, 6, 27)  # the first pictures of Sentinel-2
FIRES_FROM = date(2000, 11, 1)  # the first fires of MODIS
NOON = "12:00"


@dataclass(frozen=True)
class Point:
    """Where to look: a point, and how far around it the place reaches."""

    latitude: float
    longitude: float
    radius_km: float = 1.0

    @property
    def zoom(self) -> int:
        """The zoom of a web map that shows the whole place."""
        across = max(self.radius_km, 0.1) * 4
        return max(FARTHEST_ZOOM, min(NEAREST_ZOOM, int(math.log2(WORLD_KM / across))))

    @property
    def digits(self) -> int:
        """The decimals that are as exact as the place is known."""
        return max(1, min(5, 2 - math.floor(math.log10(max(self.radius_km, 0.01)))))


@dataclass(frozen=True)
class Link:
    """A link to another site, and what the site learns by it."""

    label: str
    url: str
    tells: str


def links_of(point: Point | None, start: date | None, end: date | None) -> tuple[Link, ...]:
    """Return the links for a place and the days on which it happened; without a place there is nothing to look at."""
    if point is None:
        return ()
    return tuple(_of_place(point, start, end or start))


def _of_place(point: Point, start: date | None, end: date | None) -> Iterator[Link]:
    at, zoom = f"{point.latitude:.5f}", point.zoom
    across = f"{point.longitude:.5f}"
    place, and_day = "the place", "the place and the day"
    if start and end and end >= SENTINEL_FROM:
        days = f"&fromTime={max(start, SENTINEL_FROM)}T00%3A00%3A00.000Z&toTime={end}T23%3A59%3A59.999Z"
        yield Link(
            "Satellite image (Sentinel-2)",
            f"https://browser.dataspace.copernicus.eu/?zoom={zoom}&lat={at}&lng={across}&themeId=DEFAULT-THEME"
            f"&datasetId=S2_L2A_CDAS&layerId=1_TRUE_COLOR{days}",
            and_day,
        )
    if start and end and end >= FIRES_FROM:
        last = end + timedelta(days=1)  # a satellite passes in the night, too
        yield Link(
            "Fires seen from space (NASA FIRMS)",
            f"https://firms.modaps.eosdis.nasa.gov/map/#d:{start}..{last};@{across},{at},{min(zoom, 14)}.0z",
            and_day,
        )
    yield Link(
        "Streets (OpenStreetMap)",
        f"https://www.openstreetmap.org/?mlat={at}&mlon={across}#map={zoom}/{at}/{across}",
        place,
    )
    if start:
        yield Link(
            "Sun and shadow (SunCalc)",
            f"https://www.suncalc.org/#/{at},{across},{zoom}/{start:%Y.%m.%d}/{NOON}/1/3",
            and_day,
        )


def source_links(url: str | None, sentence: str, published: date | None) -> tuple[Link, ...]:
    """Return the links to the source: its page at a sentence, and copies of it that others keep."""
    if not url or urlsplit(url).scheme not in {"http", "https"}:
        return ()
    stamp = f"{published:%Y%m%d}" if published else "2"  # "2": the last copy of this millennium
    bare = url.partition("#")[0]
    return (
        Link("The source’s page, at this sentence", f"{bare}#{text_fragment(sentence)}", "that you read it"),
        Link("Copies in the Wayback Machine", f"https://web.archive.org/web/{stamp}/{bare}", "the page’s address"),
        Link("Copies in archive.today", f"https://archive.ph/{bare}", "the page’s address"),
    )


def text_fragment(sentence: str) -> str:
    """Return the part of an address that makes a browser scroll to a sentence and mark it."""
    words = sentence.split()
    if len(words) <= 2 * WORDS_AT_EACH_END:
        return f":~:text={_encoded(words)}"
    return f":~:text={_encoded(words[:WORDS_AT_EACH_END])},{_encoded(words[-WORDS_AT_EACH_END:])}"


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")  # a hyphen would mean "before" or "behind"


def writings_of(point: Point) -> tuple[tuple[str, str], ...]:
    """Return a point in the ways people write it, to copy, no more exact than it is known."""
    latitude, longitude = round(point.latitude, point.digits), round(point.longitude, point.digits)
    rows = [
        ("DD", to_decimal(latitude, longitude, point.digits)),
        ("DMS", to_dms(latitude, longitude)),
        ("MGRS", to_mgrs(point.latitude, point.longitude, point.digits) or ""),
    ]
    return tuple((name, written) for name, written in rows if written)
