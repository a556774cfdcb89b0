"""Everything as one JSON object, and back again."""

from __future__ import annotations

import json
from typing import Any

from geodata import schema, wording
from geodata.errors import SchemaError
from geodata.schema import Analysis


def dump(value: Any) -> bytes:
    """Write JSON on one line, readable in every script; a value that JSON cannot hold is an error."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def write_json(analysis: Analysis) -> bytes:
    """Write the whole analysis on one line; credits and the note that nothing was verified are in its provenance."""
    whole = analysis.to_json()
    travelling = {"note": wording.NOT_VERIFIED, "credits": list(wording.CREDITS)}
    return dump({**whole, "provenance": {**whole["provenance"], **travelling}})


def read_json(data: bytes) -> Analysis:
    """Read back what `write_json` wrote.

    Raises
    ------
    SchemaError
        The file is no Dateline analysis, or its offsets do not fit its text.
    """
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SchemaError("This file is no JSON that can be read: give one that Dateline wrote.") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("article"), dict):
        raise SchemaError("This JSON file is no Dateline analysis: it has no article.")
    try:
        analysis = Analysis.from_json(whole)
    except (TypeError, ValueError, AttributeError) as error:
        raise SchemaError("This JSON file is no Dateline analysis: its values are not of the right kind.") from error
    for name, frame in (("mentions", analysis.mentions), ("claims", analysis.claims)):
        schema.check_spans(name, frame, analysis.article.text)
    return analysis
