"""Points as people write them: decimal degrees, degrees with minutes and seconds, and MGRS grid references."""

from __future__ import annotations

import math

from geodata.errors import InputError

MGRS_SOUTH, MGRS_NORTH = -80.0, 84.0  # degrees: the grid ends here, the poles have another
MGRS_DIGITS = 5  # of each half: metres
_SECONDS = 3600
_TENTHS = 10  # of a second of arc: about 3 m

_EQUATORIAL_RADIUS = 6_378_137.0  # metres, WGS84
_ECCENTRICITY2 = 0.00669438  # first eccentricity squared of WGS84
_SCALE = 0.9996  # on the central meridian
_FALSE_EASTING, _FALSE_NORTHING = 500_000.0, 10_000_000.0  # metres
_SQUARE = 100_000  # metres
_ZONE_WIDTH, _BAND_HEIGHT = 6, 8  # degrees
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMN_SETS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_ROW_SHIFT = 5  # even zones start their rows at F
_NORWAY = (56.0, 64.0, 3.0, 12.0, 32)  # south, north, west, east of a zone that is wider than the others
_SVALBARD = ((0.0, 9.0, 31), (9.0, 21.0, 33), (21.0, 33.0, 35), (33.0, 42.0, 37))  # west, east, zone; north of 72
_SVALBARD_FROM = 72.0


def to_decimal(latitude: float, longitude: float, digits: int = 5) -> str:
    """Write a point as "34.73241, 36.71373"; `digits` are its decimals."""
    return f"{latitude:.{digits}f}, {longitude:.{digits}f}"


def to_dms(latitude: float, longitude: float) -> str:
    """Write a point in degrees, minutes and seconds: 34°43'56.7"N 36°42'49.4"E."""
    return f"{_sexagesimal(latitude, 'NS')} {_sexagesimal(longitude, 'EW')}"


def _sexagesimal(value: float, signs: str) -> str:
    tenths = round(abs(value) * _SECONDS * _TENTHS)
    seconds, tenth = divmod(tenths, _TENTHS)
    minutes, second = divmod(seconds, 60)
    degrees, minute = divmod(minutes, 60)
    return f"{degrees}°{minute:02}'{second:02}.{tenth}\"{signs[0] if value >= 0 else signs[1]}"


def to_mgrs(latitude: float, longitude: float, digits: int = MGRS_DIGITS) -> str | None:
    """Write a point as an MGRS reference ("37S BU 90677 45749").

    Parameters
    ----------
    latitude, longitude : float
        WGS84 decimal degrees.
    digits : int
        Digits of each half, 1 (10 km) to 5 (1 m); what is behind them is cut off, as the grid wants it.

    Returns
    -------
    str or None
        None near the poles, where the grid ends.
    """
    if not 1 <= digits <= MGRS_DIGITS:
        raise InputError(f"An MGRS reference has 1 to {MGRS_DIGITS} digits a half.")
    longitude = (longitude + 180) % 360 - 180
    if not MGRS_SOUTH <= latitude <= MGRS_NORTH:
        return None
    zone = _zone(latitude, longitude)
    east, north = _to_utm(latitude, longitude, zone)
    band = _BANDS[min(int((latitude - MGRS_SOUTH) // _BAND_HEIGHT), len(_BANDS) - 1)]
    column = _COLUMN_SETS[(zone - 1) % 3][int(east // _SQUARE) - 1]
    row = _ROWS[(int(north // _SQUARE) + (0 if zone % 2 else _ROW_SHIFT)) % len(_ROWS)]
    step = 10 ** (MGRS_DIGITS - digits)
    halves = (int(part % _SQUARE) // step for part in (east, north))
    return " ".join([f"{zone}{band}", f"{column}{row}", *(f"{half:0{digits}}" for half in halves)])


def _zone(latitude: float, longitude: float) -> int:
    south, north, west, east, zone = _NORWAY
    if south <= latitude < north and west <= longitude < east:
        return zone
    if latitude >= _SVALBARD_FROM:
        for left, right, wide in _SVALBARD:
            if left <= longitude < right:
                return wide
    return int((longitude + 180) // _ZONE_WIDTH) % 60 + 1


def _to_utm(latitude: float, longitude: float, zone: int) -> tuple[float, float]:
    """Turn degrees into metres of a zone, by the usual series; good to a metre."""
    e2, phi = _ECCENTRICITY2, math.radians(latitude)
    prime = e2 / (1 - e2)
    across = _EQUATORIAL_RADIUS / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    tan2, c = math.tan(phi) ** 2, prime * math.cos(phi) ** 2
    a = math.cos(phi) * math.radians(longitude - (zone * _ZONE_WIDTH - 183))
    meridian = _EQUATORIAL_RADIUS * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * phi)
        - (35 * e2**3 / 3072) * math.sin(6 * phi)
    )
    east = a + (1 - tan2 + c) * a**3 / 6 + (5 - 18 * tan2 + tan2**2 + 72 * c - 58 * prime) * a**5 / 120
    north = a**2 / 2 + (5 - tan2 + 9 * c + 4 * c**2) * a**4 / 24
    north += (61 - 58 * tan2 + tan2**2 + 600 * c - 330 * prime) * a**6 / 720
    northing = _SCALE * (meridian + across * math.tan(phi) * north)
    return _FALSE_EASTING + _SCALE * across * east, northing + (_FALSE_NORTHING if latitude < 0 else 0.0)
