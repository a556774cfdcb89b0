"""What the map draws of a view, as JSON-ready data: the same for the page, which fetches it, and for the HTML file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dashboard.view import Card, Spot, View
from dashboard.view.extent import bounds_of, main_bounds
from dashboard.view.wording import NOT_STATED

CLAIMS_IN_POPUP = 30  # statements listed in one popup; the panel beside the map has them all
LONGEST_WORDS = 600  # characters of one statement in a popup
DIGITS = 4  # decimals of a drawn coordinate: about 10 m, finer than any outline here

Outline = Callable[[str], Mapping[str, Any] | None]
"""Gives the GeoJSON geometry of a country or division by its place_id, or None."""

_MEANINGFUL = re.compile(r"[<>&'`{}$_\x7f-\uffff]")
_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


def to_script_json(data: Any) -> str:
    """Write data as JSON that means nothing else to HTML, JavaScript, a template, or a replacing of names."""
    plain = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return _JSON_TEXT.sub(lambda text: _MEANINGFUL.sub(_escape, text.group()), plain)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign.group()):04x}"


class Drawn(NamedTuple):
    """What the browser fetches to draw a map, under a name that says what is in it."""

    signature: str
    body: bytes


def draw_data(data: Mapping[str, Any]) -> Drawn:
    """Pack the data of a map; the same places always have the same signature."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(errors="replace")
    return Drawn(hashlib.sha256(body).hexdigest(), body)


def map_data(view: View, outline: Outline | None = None) -> dict[str, Any]:
    """Return everything that the map draws of a view, whatever is selected.

    Parameters
    ----------
    view : View
        What is shown.
    outline : callable, optional
        Gives regions that are only named their outlines; without it they are points.
    """
    shown = [claim_id for spot in view.spots for claim_id in _listed(spot, view)]
    return {
        "article": view.article_id,
        "bounds": bounds_of(view),
        "main": main_bounds(view),
        "places": {"type": "FeatureCollection", "features": [_feature(spot, view, outline) for spot in view.spots]},
        "claims": {claim_id: _claim(view.cards[claim_id]) for claim_id in dict.fromkeys(shown)},
    }


def _feature(spot: Spot, view: View, outline: Outline | None) -> dict[str, Any]:
    named = outline(spot.place_id) if spot.named_only and outline else None
    geometry = named or spot.geometry
    drawn = _geometry(spot, geometry)
    return {
        "type": "Feature",
        "geometry": drawn,
        "properties": _properties(spot, view) | ({"shape": "area"} if geometry and not spot.geometry else {}),
    }


def _geometry(spot: Spot, geometry: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if geometry:
        return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}
    if spot.shape == "point":
        return {"type": "Point", "coordinates": _rounded([spot.longitude, spot.latitude])}
    return None


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(number, DIGITS) for number in coordinates]
    return [_rounded(part) for part in coordinates]


def _properties(spot: Spot, view: View) -> dict[str, Any]:
    ways = {view.cards[claim_id].how for claim_id in spot.claim_ids if claim_id in view.cards}
    listed = _listed(spot, view)
    return {
        "key": spot.key,
        "at": [round(spot.longitude, DIGITS), round(spot.latitude, DIGITS)],
        "title": spot.title,
        "count": len(spot.claim_ids),
        "sign": spot.sign,
        "shape": spot.shape,
        "doubt": spot.doubt,
        "country": spot.country if spot.doubt else "",
        "how": ways.pop() if len(ways) == 1 else "said in several ways",
        "subtitle": spot.subtitle,
        "twin": spot.twin_note,
        "namedOnly": spot.named_only,
        "claims": listed,
        "more": max(0, sum(claim_id in view.cards for claim_id in spot.claim_ids) - len(listed)),
    }


def _listed(spot: Spot, view: View) -> list[str]:
    """Return the statements that the popup of a place has."""
    return [claim_id for claim_id in spot.claim_ids if claim_id in view.cards][:CLAIMS_IN_POPUP]


def _claim(card: Card) -> dict[str, Any]:
    return {
        "id": card.claim_id,
        "heading": card.heading,
        "note": card.speaker_note,
        "how": card.how,
        "sign": card.sign,
        "cue": card.cue_note,
        "pieces": _pieces(card),
        "when": "" if card.when == NOT_STATED else card.when,
        "against": [f"{dispute.how} {dispute.who}" for dispute in card.disputes],
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
