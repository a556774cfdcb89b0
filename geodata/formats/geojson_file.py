"""GeoJSON as RFC 7946 has it: longitude first, the shapes that the map shows, null where nothing can be drawn."""

from __future__ import annotations

from typing import Any

from geodata import schema, wording
from geodata.formats.json_file import dump, whole
from geodata.formats.rows import VERDICTS, StatementRow, statement_rows
from geodata.formats.travelling import travelling
from geodata.models import JsonDict
from geodata.schema import Analysis

WHOLE = "dateline"
"""The member with the whole analysis; other programs overlook it (RFC 7946, 6.1)."""

_COUNTRY_CODES = ("PCL", "CONT")  # feature codes of countries and continents begin so: they are never a pin


def write_geojson(analysis: Analysis) -> bytes:
    """Write one feature per statement and place; its geometry is the shape, or null for what is never a pin.

    The whole analysis is inside as well, under `WHOLE`, so that Dateline opens the file again as it was.
    """
    return dump(
        {**_collection(analysis, [_statement(row) for row in statement_rows(analysis)]), WHOLE: whole(analysis)}
    )


def write_places(analysis: Analysis) -> bytes:
    """Write one feature per place that the article names; countries and continents have no point."""
    return dump(_collection(analysis, [_place(record) for record in schema.to_records(analysis.places)]))


def _collection(analysis: Analysis, features: list[JsonDict]) -> JsonDict:
    return {
        "type": "FeatureCollection",
        **travelling(analysis),
        "features": features,
    }


def _statement(row: StatementRow) -> JsonDict:
    claim, at_place, place = row.claim, row.at_place or {}, row.place or {}
    properties = {
        "claim_id": claim["claim_id"],
        "statement": claim["text"],
        "source": row.source,
        "how_said": row.how,
        "quote": claim["quote"],
        "certainty": claim["certainty"],
        "polarity": claim["polarity"],
        "stance": claim["stance"],
        "realis": claim["realis"],
        "event_type": claim["event_type"],
        "event_mode": claim["event_mode"],
        "date_start": claim["date_start"],
        "date_end": claim["date_end"],
        "date_text": claim["date_text"],
        "place": row.where or None,
        "place_id": place.get("place_id"),
        "place_name": place.get("name"),
        "country_code": place.get("country_code"),
        "mention_id": at_place.get("mention_id"),
        "role": at_place.get("role"),
        "shape": at_place.get("shape"),
        "geo_precision": at_place.get("geo_precision"),
        "precision": row.precision,
        VERDICTS: row.verdicts,
        "note": wording.NOT_VERIFIED,
    }
    parts = (claim["claim_id"], at_place.get("place_id"), at_place.get("mention_id"))
    return _feature(" ".join(filter(None, parts)), at_place.get("geometry"), properties)


def _place(record: JsonDict) -> JsonDict:
    drawn = not (record["feature_code"] or "").startswith(_COUNTRY_CODES)
    point = {"type": "Point", "coordinates": [record["longitude"], record["latitude"]]}
    return _feature(record["place_id"], point if drawn else None, {**record, "note": wording.NOT_VERIFIED})


def _feature(feature_id: str, geometry: Any, properties: JsonDict) -> JsonDict:
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": properties}
