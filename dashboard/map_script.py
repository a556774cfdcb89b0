"""What draws the map, as one script: files fetched one after another would hold the first map up."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from dashboard.assets import STATIC

SCRIPTS = (
    "leaflet.js",
    "map.js",
    "labels.js",
    "basemap.js",
    "streets.js",
    "popups.js",
    "glance.js",
    "seats.js",
    "crowd.js",
    "places.js",
    "fit.js",
)
"""What draws the map, in the order in which the files build on one another."""

_DIGITS = 16  # hex digits by which two versions are told apart


@dataclass(frozen=True)
class MapScript:
    """The script of the map, and the name that changes with it: a browser may keep it for ever."""

    signature: str
    body: bytes


@cache
def map_script() -> MapScript:
    """Join the scripts of the map."""
    body = b"\n;\n".join((STATIC / name).read_bytes() for name in SCRIPTS)
    return MapScript(hashlib.sha256(body).hexdigest()[:_DIGITS], body)
