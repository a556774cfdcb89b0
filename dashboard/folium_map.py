r"""From a view to a folium map: a base map that never changes, and the places of the article as one layer over it.

The browser fetches the places as JSON (`dashboard.map_data`); what stands in the page itself says which, and what is
selected, as JSON in which every sign that could mean something to HTML, to JavaScript or to a template is written as
``\uXXXX``. There article text only ever becomes text nodes (assets/places.js, assets/popups.js).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import folium
from folium.elements import MacroElement
from folium.template import Template

from dashboard.map_data import to_script_json
from dashboard.map_script import map_script
from dashboard.tiles import Facts
from dashboard.view import View

ASSETS = "../../app/static/"
"""Our own server's files, as seen from the frame of the map; holds under any base path."""

API = "../../api/"
"""Our own server's data, as seen from the frame of the map."""

STYLES = ("leaflet.css", "fonts.css", "map.css")

START = (25.0, 10.0)  # latitude and longitude of the empty map
START_ZOOM, LOWEST_ZOOM, HIGHEST_ZOOM = 2, 1, 18
ZOOM_STEP = 0.5  # zoom levels between two steps of a fit, so that places fill the map

ONLINE_TILES: Mapping[str, Any] = {
    "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    "credit": "© OpenStreetMap contributors",
    "max": 19,
    "online": True,
}
"""OpenStreetMap's pictures, for whoever switches them on: their server then learns which area is looked at."""


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
    """The places of an article, under the name that the server has them by, and what is selected of them."""

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


def base_map(dark: bool | None = None) -> folium.Map:
    """Build the empty map: the same for every article, so that the browser never has to build it again.

    Parameters
    ----------
    dark : bool or None
        Whether to draw it dark; None follows the page that the map stands in.
    """
    drawn = folium.Map(
        location=START,
        zoom_start=START_ZOOM,
        tiles=None,
        min_zoom=LOWEST_ZOOM,
        maxZoom=HIGHEST_ZOOM,
        minZoom=LOWEST_ZOOM,
        zoomSnap=ZOOM_STEP,
    )
    drawn.default_js = [("map", f"{API}script/{map_script().signature}.js")]
    drawn.default_css = [(name, ASSETS + name) for name in STYLES]
    _BaseMap({"assets": ASSETS, "api": API, "dark": dark}).add_to(drawn)
    return drawn


def spot_layer(
    name: str,
    view: View | None = None,
    *,
    candidates: Sequence[Mapping[str, Any]] = (),
    outline: str | None = None,
    tiles: Mapping[str, Any] | None = None,
    picking: bool = False,
) -> folium.FeatureGroup:
    """Build the layer of a view's places; a change of the selection alone draws nothing anew in the browser.

    Parameters
    ----------
    name : str
        Under which the server has the places.
    view : View, optional
        What is selected; nothing without it.
    candidates : sequence
        What else the selected name may mean.
    outline : str, optional
        ISO code of the country that is selected as a whole.
    tiles : mapping, optional
        Where picture tiles come from (see `ONLINE_TILES`).
    picking : bool
        Whether the next click is a point that a reader picks, and no selection.
    """
    data = {
        "name": name,
        "selected": view.selected_spot if view else None,
        "lit": list(view.selected_spots) if view else [],
        "candidates": list(candidates),
        "outline": outline,
        "tiles": dict(tiles) if tiles else None,
        "picking": picking,
    }
    return SpotLayer(data)


def own_tiles(facts: Facts) -> dict[str, Any]:
    """Say where the tiles of the file are that Dateline was started with."""
    west, south, east, north = facts.bounds
    return {
        "url": f"{API}tiles/{{z}}/{{x}}/{{y}}",
        "vector": facts.are_vectors,
        "credit": facts.credit,
        "min": facts.lowest,
        "max": facts.highest,
        "bounds": [[south, west], [north, east]],
    }


def point_from_click(report: Mapping[str, Any] | None) -> tuple[float, float] | None:
    """Return the point that was picked, latitude first, from what the map component reports."""
    drawing = (report or {}).get("last_active_drawing")
    geometry = drawing.get("geometry") if isinstance(drawing, Mapping) and spot_from_click(report) is None else None
    pair = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if not isinstance(pair, list) or not all(isinstance(number, (int, float)) for number in pair):
        return None
    return (float(pair[1]), float(pair[0])) if len(pair) == 2 else None  # noqa: PLR2004 - a point in the plane


def spot_from_click(report: Mapping[str, Any] | None) -> str | None:
    """Return the key of the place that was clicked, from what the map component reports."""
    drawing = (report or {}).get("last_active_drawing")
    properties = drawing.get("properties") if isinstance(drawing, Mapping) else None
    key = properties.get("key") if isinstance(properties, Mapping) else None
    return key if isinstance(key, str) else None
