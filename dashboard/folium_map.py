r"""From a view to a folium map: a base map that never changes, and the places of the article as one layer over it.

Article text reaches the browser only as JSON in which every sign that could mean something to HTML, to JavaScript or to
a template is written as ``\uXXXX``; there it only ever becomes text nodes (assets/map.js, assets/places.js).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import folium
from folium.elements import MacroElement
from folium.template import Template
from shapely.geometry import shape

from dashboard.view import Card, Spot, View
from dashboard.view.wording import NOT_STATED

ASSETS = "../../app/static/"
"""Our own server's files, as seen from the frame of the map; holds under any base path."""

SCRIPTS = ("leaflet.js", "map.js", "places.js")
STYLES = ("leaflet.css", "fonts.css", "map.css")

START = (25.0, 10.0)  # latitude and longitude of the empty map
START_ZOOM, LOWEST_ZOOM, HIGHEST_ZOOM = 2, 1, 18
ZOOM_STEP = 0.5  # zoom levels between two steps of a fit, so that places fill the map

CLAIMS_IN_POPUP = 30  # statements listed in one popup; the panel beside the map has them all
LONGEST_WORDS = 600  # characters of one statement in a popup
DIGITS = 4  # decimals of a drawn coordinate: about 10 m, finer than any outline here

FULL_CIRCLE, HALF_CIRCLE = 360.0, 180.0  # degrees of longitude

TILES_URL = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
TILES_CREDIT = "© OpenStreetMap contributors"

Bounds = tuple[tuple[float, float], tuple[float, float]]

_MEANINGFUL = re.compile(r"[<>&'`{}$_\x7f-\uffff]")
_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def to_script_json(data: Any) -> str:
    """Write data as JSON that means nothing else to HTML, JavaScript, a template, or a replacing of names."""
    plain = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return _JSON_TEXT.sub(lambda text: _MEANINGFUL.sub(_escape, text.group()), plain)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign.group()):04x}"


class _BaseMap(MacroElement):  # type: ignore[misc]
    """Draws the offline base map into the folium map that it is added to."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        Dateline.start({{ this._parent.get_name() }}, {{ this.options_json }});
        {% endmacro %}
        """
    )

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "BaseMap"
        self.options_json = to_script_json(options)


class SpotLayer(folium.FeatureGroup):  # type: ignore[misc]
    """The places of an article: one GeoJSON layer of shapes and one of handles."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = Dateline.places({{ this.data_json }});
        {% endmacro %}
        """
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(name="Places")
        self.data_json = to_script_json(data)


def base_map(dark: bool | None = None, *, assets: str = ASSETS) -> folium.Map:
    """Build the empty map: the same for every article, so that the browser never has to build it again.

    Parameters
    ----------
    dark : bool or None
        Whether to draw it dark; None follows the page that the map stands in.
    assets : str
        Where the browser finds the built files.
    """
    return _make_map({"assets": assets, "dark": dark}, assets)


def with_online_tiles(dark: bool | None = None, *, assets: str = ASSETS) -> folium.Map:
    """Build the same map over OpenStreetMap's tiles: their server then learns which area is looked at."""
    drawn = _make_map({"assets": assets, "dark": dark, "tiles": True}, assets)
    folium.TileLayer(TILES_URL, attr=TILES_CREDIT, max_zoom=HIGHEST_ZOOM).add_to(drawn)
    return drawn


def _make_map(options: Mapping[str, Any], assets: str) -> folium.Map:
    drawn = folium.Map(
        location=START,
        zoom_start=START_ZOOM,
        tiles=None,
        min_zoom=LOWEST_ZOOM,
        maxZoom=HIGHEST_ZOOM,
        minZoom=LOWEST_ZOOM,
        zoomSnap=ZOOM_STEP,
    )
    drawn.default_js = [(name, assets + name) for name in SCRIPTS]
    drawn.default_css = [(name, assets + name) for name in STYLES]
    _BaseMap(options).add_to(drawn)
    return drawn


def spot_layer(view: View) -> folium.FeatureGroup:
    """Build the layer of a view's places; a change of the selection alone draws nothing anew in the browser."""
    return SpotLayer(map_data(view))


def map_data(view: View) -> dict[str, Any]:
    """Return everything that the map draws of a view, as JSON-ready data."""
    drawn = {
        "article": view.article_id,
        "bounds": bounds_of(view),
        "shapes": _collection(_shape_features(view)),
        "handles": _collection(_handle_features(view)),
    }
    signature = hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()
    return {**drawn, "signature": signature, "selected": view.selected_spot}


def _collection(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _shape_features(view: View) -> Iterable[dict[str, Any]]:
    """Large shapes first, so that small ones lie on top of them and can be hit."""
    drawn = sorted(view.spots, key=lambda spot: -_size(spot))
    for spot in drawn:
        geometry = _geometry(spot)
        if geometry:
            yield {"type": "Feature", "geometry": geometry, "properties": _properties(spot, view)}


def _handle_features(view: View) -> Iterable[dict[str, Any]]:
    for spot in view.spots:
        point = {"type": "Point", "coordinates": [round(spot.longitude, DIGITS), round(spot.latitude, DIGITS)]}
        yield {"type": "Feature", "geometry": point, "properties": _properties(spot, view)}


def _size(spot: Spot) -> float:
    return float(shape(spot.geometry).area) if spot.geometry else 0.0


def _geometry(spot: Spot) -> dict[str, Any] | None:
    if spot.geometry:
        return {"type": spot.geometry["type"], "coordinates": _rounded(spot.geometry["coordinates"])}
    if spot.shape == "point":
        return {"type": "Point", "coordinates": _rounded([spot.longitude, spot.latitude])}
    return None


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(coordinates, DIGITS)
    return [_rounded(part) for part in coordinates]


def _properties(spot: Spot, view: View) -> dict[str, Any]:
    cards = [view.cards[claim_id] for claim_id in spot.claim_ids if claim_id in view.cards]
    ways = {card.how for card in cards}
    return {
        "key": spot.key,
        "title": spot.title,
        "count": len(spot.claim_ids),
        "sign": spot.sign,
        "shape": spot.shape,
        "how": ways.pop() if len(ways) == 1 else "said in several ways",
        "subtitle": spot.subtitle,
        "twin": spot.twin_note,
        "namedOnly": spot.named_only,
        "claims": [_claim(card) for card in cards[:CLAIMS_IN_POPUP]],
        "more": max(0, len(cards) - CLAIMS_IN_POPUP),
    }


def _claim(card: Card) -> dict[str, Any]:
    return {
        "id": card.claim_id,
        "heading": card.heading,
        "note": card.speaker_note,
        "how": card.how,
        "sign": card.sign,
        "cue": card.cue_note,
        "wordsNote": card.words_note,
        "pieces": _pieces(card),
        "when": "" if card.when == NOT_STATED else card.when,
    }


def _pieces(card: Card) -> list[tuple[str, bool]]:
    """Return the words of a statement with where they are quoted; an endless one is cut with an ellipsis."""
    left = LONGEST_WORDS
    pieces: list[tuple[str, bool]] = []
    for piece in card.pieces:
        pieces.append((piece.text[:left] + ("…" if len(piece.text) > left else ""), piece.quoted))
        left -= len(piece.text)
        if left <= 0:
            break
    return pieces


def spot_from_click(report: Mapping[str, Any] | None) -> str | None:
    """Return the key of the place that was clicked, from what the map component reports."""
    drawing = (report or {}).get("last_active_drawing")
    properties = drawing.get("properties") if isinstance(drawing, Mapping) else None
    key = properties.get("key") if isinstance(properties, Mapping) else None
    return key if isinstance(key, str) else None


def bounds_of(view: View) -> Bounds | None:
    """Return south-west and north-east of all places where something is said to have happened, else of all named ones.

    East is larger than 180 where the places lie on both sides of the date line.
    """
    spots = [spot for spot in view.spots if not spot.named_only] or list(view.spots)
    boxes = [box for spot in spots for box in _boxes(spot)]
    if not boxes:
        return None
    west, east = _narrowest([(box[0], box[2]) for box in boxes])
    return (min(box[1] for box in boxes), west), (max(box[3] for box in boxes), east)


def _boxes(spot: Spot) -> list[tuple[float, float, float, float]]:
    """Return west, south, east, north of every part of a spot."""
    handle = (spot.longitude, spot.latitude, spot.longitude, spot.latitude)
    if not spot.geometry:
        return [handle]
    outline = shape(spot.geometry)
    return [part.bounds for part in getattr(outline, "geoms", [outline])]


def _narrowest(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the narrowest stretch around the Earth that holds all spans: the widest gap between them is left out."""
    merged: list[list[float]] = []
    for west, east in sorted(spans):
        if merged and west <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], east)
        else:
            merged.append([west, east])
    gaps = [(after[0] - before[1], after[0], before[1]) for before, after in pairwise(merged)]
    around = merged[0][0] + FULL_CIRCLE - merged[-1][1]
    gap, start, end = max([(around, merged[0][0], merged[-1][1]), *gaps])
    return (start, end) if gap == around else (start, end + FULL_CIRCLE)
