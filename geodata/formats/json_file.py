"""Everything as one JSON object, and back again."""

from __future__ import annotations

import json
import math
from importlib import metadata
from typing import Any

from geodata import wording
from geodata.errors import SchemaError
from geodata.formats.checks import check_analysis
from geodata.ingest import encodable
from geodata.models import JsonDict
from geodata.schema import Analysis

_VERSION_PARTS = 3  # of a version's number that are compared


def dump(value: Any) -> bytes:
    """Write JSON on one line, readable in every script; a value that JSON cannot hold is an error."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def whole(analysis: Analysis) -> JsonDict:
    """Return everything as one JSON-ready object; credits and the note that nothing was verified in its provenance."""
    everything = analysis.to_json()
    said = {"note": wording.NOT_VERIFIED, "credits": list(wording.CREDITS)}
    made = {name: value for name, value in everything["provenance"].items() if name not in said}
    return {**everything, "provenance": {**made, **said}}  # at the end, wherever they stood in a file that was read


def write_json(analysis: Analysis) -> bytes:
    """Write the whole analysis on one line."""
    return dump(whole(analysis))


def read_json(data: bytes) -> Analysis:
    """Read back what `write_json` wrote.

    Raises
    ------
    SchemaError
        The file is no Dateline analysis, or does not hold together.
    """
    return analysis_of(parse(data))


def parse(data: bytes) -> Any:
    """Read JSON with numbers that are finite and texts that can be written again; SchemaError says that it is none."""
    try:
        return _encodable(json.loads(data, parse_float=_finite, parse_constant=_finite))
    except (ValueError, RecursionError) as error:
        raise SchemaError("This file is no JSON that can be read: give one that Dateline wrote.") from error


def analysis_of(value: Any) -> Analysis:
    """Return the analysis that a JSON value holds; SchemaError says what it lacks or what does not hold together."""
    if not isinstance(value, dict) or not isinstance(value.get("article"), dict):
        raise SchemaError("This JSON file is no Dateline analysis: it has no article.")
    try:
        analysis = Analysis.from_json(value)
        check_analysis(analysis)
    except SchemaError as error:
        raise SchemaError(f"{error}{_of_newer(value)}") from error
    except Exception as error:  # pandas fails in many ways on values of the wrong kind
        sentence = "This is not a Dateline analysis: its values are not of the right kind."
        raise SchemaError(f"{sentence}{_of_newer(value)}") from error
    return analysis


def _of_newer(value: dict[str, Any]) -> str:
    """Say that a newer version of the program wrote a file; nothing for an older one, or where it does not say."""
    try:
        theirs, ours = value["provenance"]["program"]["version"], metadata.version("dateline")
        is_newer = _numbers(theirs) > _numbers(ours)
    except (AttributeError, LookupError, TypeError, ValueError, metadata.PackageNotFoundError):
        return ""
    return f" Dateline {'.'.join(map(str, _numbers(theirs)))} wrote it: this is {ours}, update it." if is_newer else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:_VERSION_PARTS])


def _finite(digits: str) -> float:
    """Read a number; infinity and what is no number are nowhere on Earth."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def _encodable(value: Any) -> Any:
    """Return a JSON value whose texts can be written again: an escape may stand for half a character."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable(key): _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value
