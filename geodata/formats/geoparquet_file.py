"""GeoParquet 1.1: the full table with its types and shapes, for pandas, QGIS, DuckDB and the like."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from geodata import schema
from geodata.formats.csv_file import CODES, full_columns, full_rows
from geodata.formats.travelling import travelling
from geodata.models import JsonDict
from geodata.schema import Analysis

if TYPE_CHECKING:
    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

GEOMETRY = "geometry"
_VERSION = "1.1.0"  # of GeoParquet
_DAYS = frozenset({"date_start", "date_end", "said_start", "said_end", "article_published"})


def write_geoparquet(analysis: Analysis) -> bytes:
    """Write one row per statement and place; a statement that is never a pin has no geometry."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = full_rows(analysis)
    names = [name for name in full_columns() if name not in (*CODES, GEOMETRY)]
    shapes = [_shape(row) for row in rows]
    columns = {name: _column(name, [row.get(name) for row in rows]) for name in names}
    columns[GEOMETRY] = pa.array([shape.wkb if shape else None for shape in shapes], pa.binary())
    table = pa.table(columns).replace_schema_metadata(_metadata(analysis, shapes))
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _shape(row: JsonDict) -> BaseGeometry | None:
    from shapely.geometry import shape

    return shape(row[GEOMETRY]) if row.get(GEOMETRY) else None


def _column(name: str, values: Sequence[Any]) -> pa.Array:
    """Return a column with the type of its frame; lists and records are JSON text."""
    import pyarrow as pa

    if name in _DAYS:
        return pa.array([date.fromisoformat(value) if value else None for value in values], pa.date32())
    plain = name.removeprefix("place_") if name not in schema.columns("claims") else name
    kind = schema.dtype_of(name if schema.dtype_of(name) != schema.TEXT else plain)
    types = {schema.INTEGER: pa.int64(), schema.NUMBER: pa.float64(), schema.FLAG: pa.bool_()}
    if kind in types:
        return pa.array(values, types[kind])
    return pa.array([_text(value) for value in values], pa.string())


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _metadata(analysis: Analysis, shapes: Sequence[BaseGeometry | None]) -> dict[str, str]:
    drawn = [shape for shape in shapes if shape is not None]
    column: JsonDict = {"encoding": "WKB", "geometry_types": sorted({shape.geom_type for shape in drawn})}
    if drawn:
        bounds = list(zip(*(shape.bounds for shape in drawn), strict=True))
        column["bbox"] = [min(bounds[0]), min(bounds[1]), max(bounds[2]), max(bounds[3])]
    geo = {"version": _VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
    return {"geo": json.dumps(geo), "dateline": json.dumps(travelling(analysis), ensure_ascii=False)}
