"""Coordinates written in running text: decimal pairs, degrees with minutes and seconds, and MGRS grid references."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

HIGHEST_LATITUDE = 90.0
HIGHEST_LONGITUDE = 180.0

_DEGREES = (
    r"(?P<d{0}>\d{{1,3}}(?:\.\d{{1,8}})?)\s?[°º]\s?"
    r"(?:(?P<m{0}>\d{{1,2}}(?:\.\d{{1,6}})?)\s?['’′]\s?)?"  # noqa: RUF001
    r"(?:(?P<s{0}>\d{{1,2}}(?:\.\d{{1,4}})?)\s?(?:\"|”|″|''|’’)\s?)?"
)
_DMS = re.compile(
    _DEGREES.format("1") + r"(?P<h1>[NSns])\b[\s,;/]{0,3}" + _DEGREES.format("2") + r"(?P<h2>[EWew])\b",
)
_DECIMAL = re.compile(
    r"(?<![\w.$€£])(?P<lat>[-+−]?\d{1,2}\.\d{3,8})\s?°?\s?(?P<h1>[NS]\b)?\s{0,2}[,;/\s]\s{0,2}"  # noqa: RUF001
    r"(?P<lon>[-+−]?\d{1,3}\.\d{3,8})\s?°?\s?(?P<h2>[EW]\b)?(?![\w%])",  # noqa: RUF001
)
_MGRS = re.compile(
    r"(?<!\w)(?P<zone>[1-5]?\d|60)(?P<band>[C-HJ-NP-X])\s?(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])\s?"
    r"(?:(?P<east>\d{2,5})\s(?P<north>\d{2,5})|(?P<digits>\d{4,10}))(?!\w)",
)


@dataclass(frozen=True)
class WrittenPoint:
    """A coordinate in a text: where it stands, and the point in WGS84 decimal degrees."""

    start: int
    end: int
    latitude: float
    longitude: float


def find_coordinates(text: str) -> list[WrittenPoint]:
    """Return every coordinate of a text in reading order, without overlaps.

    Parameters
    ----------
    text : str
        Running text.

    Returns
    -------
    list of WrittenPoint
        Pairs that lie on Earth. Decimal pairs need three decimals each, so that "3.5, 12.1" stays a pair of figures.
    """
    found = sorted(_all_points(text), key=lambda point: (point.start, -point.end))
    kept: list[WrittenPoint] = []
    for point in found:
        if not kept or point.start >= kept[-1].end:
            kept.append(point)
    return kept


def _all_points(text: str) -> Iterator[WrittenPoint]:
    for match in _DMS.finditer(text):
        yield from _point(match, _sexagesimal(match, "1"), _sexagesimal(match, "2"))
    for match in _DECIMAL.finditer(text):
        yield from _point(match, _decimal(match, "lat", "h1"), _decimal(match, "lon", "h2"))
    for match in _MGRS.finditer(text):
        position = _from_mgrs(match)
        if position:
            yield from _point(match, *position)


def _point(match: re.Match[str], latitude: float, longitude: float) -> Iterator[WrittenPoint]:
    if abs(latitude) <= HIGHEST_LATITUDE and abs(longitude) <= HIGHEST_LONGITUDE:
        words = match.group()
        end = match.start() + len(words.rstrip())
        yield WrittenPoint(match.start(), end, round(latitude, 6), round(longitude, 6))


def _sexagesimal(match: re.Match[str], which: str) -> float:
    degrees, minutes, seconds = (float(match[part + which] or 0) for part in "dms")
    value = degrees + minutes / 60 + seconds / 3600
    return -value if match["h" + which].upper() in "SW" else value


def _decimal(match: re.Match[str], number: str, hemisphere: str) -> float:
    value = float(match[number].replace("−", "-"))  # noqa: RUF001
    return -value if (match[hemisphere] or "") in ("S", "W") else value


# --- MGRS: a letter grid over the transverse Mercator zones of the WGS84 ellipsoid ---

_EQUATORIAL_RADIUS = 6_378_137.0  # metres
_ECCENTRICITY2 = 0.00669438  # first eccentricity squared of WGS84
_SCALE = 0.9996  # on the central meridian
_FALSE_EASTING = 500_000.0  # metres
_SQUARE = 100_000.0  # metres
_ROW_CYCLE = 2_000_000.0  # metres until the row letters repeat
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_BAND_HEIGHT = 8  # degrees
_METRES_PER_DEGREE = 111_000.0  # along a meridian, near enough to choose the row cycle
_COLUMN_SETS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_ROW_SHIFT = 5  # even zones start their rows at F


def _from_mgrs(match: re.Match[str]) -> tuple[float, float] | None:
    zone, band = int(match["zone"]), match["band"]
    easting_digits, northing_digits = _grid_digits(match)
    columns = _COLUMN_SETS[(zone - 1) % 3]
    if zone < 1 or match["column"] not in columns or len(easting_digits) != len(northing_digits):
        return None
    precision = 10 ** (5 - len(easting_digits))
    east = (columns.index(match["column"]) + 1) * _SQUARE + (int(easting_digits) + 0.5) * precision
    shift = 0 if zone % 2 else _ROW_SHIFT
    row = (_ROWS.index(match["row"]) - shift) % len(_ROWS)
    north = row * _SQUARE + (int(northing_digits) + 0.5) * precision
    south_edge = (_BANDS.index(band) - 10) * _BAND_HEIGHT
    return _from_utm(zone, east, _absolute_northing(north, south_edge))


def _grid_digits(match: re.Match[str]) -> tuple[str, str]:
    if match["digits"]:
        half = len(match["digits"]) // 2
        return match["digits"][:half], match["digits"][half:]
    return match["east"], match["north"]


def _absolute_northing(north: float, south_edge: float) -> float:
    """Add whole row cycles until the point lies in its band; metres from the equator, negative in the south."""
    middle = (south_edge + _BAND_HEIGHT / 2) * _METRES_PER_DEGREE
    return north + round((middle - north) / _ROW_CYCLE) * _ROW_CYCLE


def _from_utm(zone: int, east: float, north: float) -> tuple[float, float]:
    """Turn UTM metres (from the equator) into degrees, by the usual series; good to a metre."""
    e2, radius = _ECCENTRICITY2, _EQUATORIAL_RADIUS
    prime = e2 / (1 - e2)
    mu = north / _SCALE / (radius * (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256))
    e1 = (1 - math.sqrt(1 - e2)) / (1 + math.sqrt(1 - e2))
    foot = (
        mu
        + (3 * e1 / 2 - 27 * e1**3 / 32) * math.sin(2 * mu)
        + (21 * e1**2 / 16 - 55 * e1**4 / 32) * math.sin(4 * mu)
        + (151 * e1**3 / 96) * math.sin(6 * mu)
    )
    sin2, tan2, c = math.sin(foot) ** 2, math.tan(foot) ** 2, prime * math.cos(foot) ** 2
    across = radius / math.sqrt(1 - e2 * sin2)
    along = radius * (1 - e2) / (1 - e2 * sin2) ** 1.5
    d = (east - _FALSE_EASTING) / (across * _SCALE)
    latitude = foot - across * math.tan(foot) / along * (
        d**2 / 2 - (5 + 3 * tan2 + 10 * c - 4 * c**2 - 9 * prime) * d**4 / 24
    )
    longitude = (d - (1 + 2 * tan2 + c) * d**3 / 6) / math.cos(foot)
    return math.degrees(latitude), zone * 6 - 183 + math.degrees(longitude)
