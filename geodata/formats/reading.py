"""Reads back what Dateline wrote for others: JSON, GeoJSON and W3C annotations, with every correction and every id."""

from __future__ import annotations

from typing import Any

from geodata.errors import SchemaError
from geodata.formats import geojson_file, w3c_file
from geodata.formats.json_file import analysis_of, parse
from geodata.schema import Analysis

ENDINGS = (".json", ".geojson", ".jsonld")
"""The endings of files that may hold an analysis."""

_CHANGED = (
    "This {} has no Dateline analysis in it: another program wrote it or saved it again. "
    "Open the .json file, or the file as Dateline wrote it."
)


def read_export(data: bytes) -> Analysis:
    """Read an analysis from any file that Dateline reads back; nothing is analysed again.

    Parameters
    ----------
    data : bytes
        JSON, GeoJSON or W3C annotations; which of them it is, is seen from what it holds.

    Raises
    ------
    SchemaError
        It is none of them, was saved again by another program, or does not hold together.
    """
    value = parse(data)
    kind = value.get("type") if isinstance(value, dict) else None
    if kind in ("FeatureCollection", "Feature"):
        return analysis_of(_inside(value, geojson_file.WHOLE, "GeoJSON file"))
    if kind in ("AnnotationCollection", "AnnotationPage", "Annotation"):
        return analysis_of(_inside(value, w3c_file.WHOLE, "file of annotations"))
    if isinstance(value, dict) and "@graph" in value:
        raise SchemaError("schema.org JSON-LD is written for others and cannot be read back: open the .json file.")
    return analysis_of(value)


def _inside(value: dict[str, Any], name: str, what: str) -> Any:
    whole = value.get(name)
    if not isinstance(whole, dict):
        raise SchemaError(_CHANGED.format(what))
    return whole
