"""Readers and writers of files: one pair a module, and this list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geodata.errors import InputError
from geodata.formats.csv_file import write_csv
from geodata.formats.geojson_file import write_geojson
from geodata.formats.geoparquet_file import write_geoparquet
from geodata.formats.json_file import read_json, write_json
from geodata.formats.jsonld_file import write_jsonld
from geodata.formats.kml_file import write_kml
from geodata.formats.reading import read_export
from geodata.formats.table_text import write_table
from geodata.formats.w3c_file import write_w3c
from geodata.schema import Analysis

__all__ = ["FORMATS", "Format", "read_export", "read_json", "write"]


@dataclass(frozen=True)
class Format:
    """One kind of file: how it ends, what it is called on the web, and who writes it."""

    ending: str
    media_type: str
    write: Callable[..., bytes]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format(".json", "application/json", write_json),
        "table": Format(".txt", "text/plain; charset=utf-8", write_table),
        "csv": Format(".csv", "text/csv; charset=utf-8", write_csv),
        "geojson": Format(".geojson", "application/geo+json", write_geojson),
        "kml": Format(".kml", "application/vnd.google-earth.kml+xml", write_kml),
        "w3c": Format(".annotations.jsonld", "application/ld+json", write_w3c),
        "jsonld": Format(".jsonld", "application/ld+json", write_jsonld),
        "geoparquet": Format(".parquet", "application/vnd.apache.parquet", write_geoparquet),
    }
)
"""The formats by the name that the command line gives them."""


def write(analysis: Analysis, format: str, **options: Any) -> bytes:  # noqa: A002 - the word of the contract
    """Write an analysis in one of `FORMATS`.

    Parameters
    ----------
    analysis : Analysis
        What to write.
    format : str
        ``json``, ``table``, ``csv``, ``geojson``, ``kml``, ``w3c``, ``jsonld`` or ``geoparquet``.
    **options
        Of the format: ``full`` and ``header`` (csv), ``width`` (table), ``review_url`` (jsonld).
    """
    if format not in FORMATS:
        raise InputError(f"There is no format “{format}”; there are {', '.join(FORMATS)}.")
    return FORMATS[format].write(analysis, **options)
