"""KML 2.2 for Google Earth and other globes: a placemark a statement and place, with the shapes of the map.

No address is named in it: a globe that opens the file asks nobody for pictures. Words of the article are escaped twice,
because descriptions are HTML to a globe.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shapely.geometry import shape

from geodata import wording
from geodata.formats.rows import VERDICTS, StatementRow, statement_rows
from geodata.formats.travelling import capture_record, filter_words, hidden_words, program
from geodata.models import JsonDict
from geodata.schema import Analysis

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.opengis.net/kml/2.2"
ATOM = "http://www.w3.org/2005/Atom"

COLOURS: Mapping[wording.Sign, str] = {
    "flat": "1f5f8b",
    "likely": "94600c",
    "maybe": "94600c",
    "uncommitted": "5b6472",
    "not": "8b2e3f",
    "planned": "5b4b9a",
}
"""Red, green and blue of each way of saying, as on the map."""

WITHOUT_PLACE = "Without a place"
_OPAQUE, _FAINT = "ff", "33"  # alpha of lines and of areas, of which several may lie on one another
_LINE_PX = 2.0
_DIGITS = 5  # decimals of a coordinate: a metre, finer than any outline here
_LONGEST_NAME = 80  # characters of a placemark's name in the list of a globe
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def write_kml(analysis: Analysis) -> bytes:
    """Write the statements as placemarks; one about a whole country or without a place has no geometry."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}kml", nsmap={None: NAMESPACE, "atom": ATOM})
    document = _add(root, "Document")
    _describe(document, analysis)
    for sign, colour in COLOURS.items():
        _add_style(document, sign, colour)
    _add_data(document, _record(analysis))
    for row in _by_place(analysis):
        _add_placemark(document, row)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _by_place(analysis: Analysis) -> list[StatementRow]:
    """Return the rows place by place, as the article comes to them; folders would be layers to other programs."""
    rows = list(statement_rows(analysis))
    order = {name: number for number, name in enumerate(dict.fromkeys(row.where for row in rows if row.where))}
    return sorted(rows, key=lambda row: order.get(row.where, len(order)))


def _describe(document: _Element, analysis: Analysis) -> None:
    article = analysis.article
    _add(document, "name", article.title or "Untitled article")
    _add(document, "open", "1")
    if article.publisher:
        _add(_add(document, "author", namespace=ATOM), "name", article.publisher, namespace=ATOM)
    lines = (f"{wording.NOT_VERIFIED}.", f"Places: {', '.join(wording.CREDITS)}.", f"Filter: {filter_words(analysis)}.")
    _add(document, "description", _as_html(lines))


def _record(analysis: Analysis) -> JsonDict:
    return {
        **capture_record(analysis.article),
        "note": wording.NOT_VERIFIED,
        "credits": ", ".join(wording.CREDITS),
        "filter": filter_words(analysis),
        "redacted": hidden_words(analysis),
        "read_by": program(analysis),
        "analyzed_at": analysis.provenance.get("analyzed_at"),
    }


def _add_style(document: _Element, sign: str, colour: str) -> None:
    """Add the colours of one way of saying; KML writes them alpha first and blue before red."""
    blue_first = "".join(reversed([colour[at : at + 2] for at in (0, 2, 4)]))
    style = _add(document, "Style", attributes={"id": sign})
    for kind in ("IconStyle", "LabelStyle", "LineStyle", "PolyStyle"):
        part = _add(style, kind)
        _add(part, "color", (_FAINT if kind == "PolyStyle" else _OPAQUE) + blue_first)
        if kind == "LineStyle":
            _add(part, "width", f"{_LINE_PX:g}")


def _add_placemark(document: _Element, row: StatementRow) -> None:
    """Add one statement; the order of the elements is the schema's."""
    placemark = _add(document, "Placemark")
    sign = wording.sign_of(row.claim["certainty"], row.claim["polarity"], row.claim["realis"])
    words = f"{row.where or WITHOUT_PLACE}: {row.source}, {row.how}"
    _add(placemark, "name", words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1]}…")
    _add(placemark, "description", _as_html(_lines(row)))
    _add_time(placemark, row.claim)
    _add(placemark, "styleUrl", f"#{sign}")
    _add_data(placemark, _properties(row))
    geometry = (row.at_place or {}).get("geometry")
    if geometry:
        _add_geometry(placemark, geometry)


def _lines(row: StatementRow) -> Iterator[str]:
    yield f"{row.source}, {row.how}:"
    yield row.claim["text"]
    if wording.happened(row.claim):
        yield f"When: {wording.happened(row.claim)}"
    yield f"Where: {row.where or 'not stated'} ({row.precision})"
    if row.verdicts:
        yield row.verdicts
    yield wording.NOT_VERIFIED


def _properties(row: StatementRow) -> JsonDict:
    claim, place, at_place = row.claim, row.place or {}, row.at_place or {}
    return {
        "claim_id": claim["claim_id"],
        "statement": claim["text"],
        "source": row.source,
        "how_said": row.how,
        "certainty": claim["certainty"],
        "polarity": claim["polarity"],
        "realis": claim["realis"],
        "event_type": claim["event_type"],
        "happened": wording.happened(claim),
        "place_id": place.get("place_id"),
        "country_code": place.get("country_code"),
        "shape": at_place.get("shape"),
        "precision": row.precision,
        VERDICTS: row.verdicts,
        "note": wording.NOT_VERIFIED,
    }


def _add_time(placemark: _Element, claim: JsonDict) -> None:
    if claim["date_start"] or claim["date_end"]:
        span = _add(placemark, "TimeSpan")
        for name, day in (("begin", claim["date_start"]), ("end", claim["date_end"])):
            if day:
                _add(span, name, day)


def _add_data(parent: _Element, values: Mapping[str, Any]) -> None:
    data = _add(parent, "ExtendedData")
    for name, value in values.items():
        if value not in (None, ""):
            _add(_add(data, "Data", attributes={"name": name}), "value", str(value))


def _add_geometry(placemark: _Element, geometry: JsonDict) -> None:
    """Add a shape with a point inside it, at which a globe writes the name."""
    drawn = shape(geometry)
    if drawn.geom_type == "Point":
        _add_point(placemark, [drawn.coords[0]])
        return
    several = _add(placemark, "MultiGeometry")
    _add_point(several, [drawn.representative_point().coords[0]])
    for part in getattr(drawn, "geoms", [drawn]):
        if part.geom_type == "Polygon":
            _add_polygon(several, part)
        elif part.geom_type == "LineString":
            _add_line(several, "LineString", part.coords)
        elif part.geom_type == "Point":
            _add_point(several, part.coords)


def _add_polygon(parent: _Element, polygon: Any) -> None:
    part = _add(parent, "Polygon")
    _add(part, "tessellate", "1")
    for name, ring in (
        ("outerBoundaryIs", polygon.exterior),
        *(("innerBoundaryIs", hole) for hole in polygon.interiors),
    ):
        _add_line(_add(part, name), "LinearRing", ring.coords)


def _add_line(parent: _Element, kind: str, coordinates: Iterable[Sequence[float]]) -> None:
    line = _add(parent, kind)
    _add(line, "tessellate", "1")
    _add(line, "coordinates", _written(coordinates))


def _add_point(parent: _Element, coordinates: Iterable[Sequence[float]]) -> None:
    _add(_add(parent, "Point"), "coordinates", _written(coordinates))


def _written(coordinates: Iterable[Sequence[float]]) -> str:
    return " ".join(f"{round(place[0], _DIGITS)},{round(place[1], _DIGITS)}" for place in coordinates)


def _as_html(lines: Iterable[str]) -> str:
    """Return lines as the HTML that a globe takes a description for; their own signs stay signs."""
    return "<br>".join(html.escape(" ".join(line.split())) for line in lines)


def _add(
    parent: _Element,
    name: str,
    text: str | None = None,
    *,
    attributes: Mapping[str, str] | None = None,
    namespace: str = NAMESPACE,
) -> _Element:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{namespace}}}{name}", dict(attributes or {}))
    if text is not None:
        element.text = _NO_XML.sub("\ufffd", text)
    return element
