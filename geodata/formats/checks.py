"""What an analysis from a file must keep before anything is drawn from it: a file may come from anybody."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NoReturn

import pandas as pd
import shapely
from shapely.geometry import shape

from geodata import schema
from geodata.errors import SchemaError
from geodata.ingest import ID_DIGITS
from geodata.models import Article
from geodata.narrowing import FILTER, FOLLOWED, MACHINE, UNDATED
from geodata.schema import FRAME_NAMES, Analysis

_KEYS = {"mentions": "mention_id", "places": "place_id", "claims": "claim_id", "speakers": "speaker_id"}
_REFERENCES = (
    ("mentions", "place_id", "places"),
    ("candidates", "mention_id", "mentions"),
    ("claims", "speaker_id", "speakers"),
    ("claims_at_place", "claim_id", "claims"),
    ("claims_at_place", "place_id", "places"),
    ("claims_at_place", "mention_id", "mentions"),
    ("relations", "claim_a", "claims"),
    ("relations", "claim_b", "claims"),
)
_RECORDS = ("capture", "settings", "models", MACHINE, FILTER)  # keys of the provenance that hold records
_SIGNED = ("correction_id", "target", "field", "by", "scope")  # columns of the log that are never empty
_NORTH, _EAST = 90.0, 180.0  # degrees
_LINES = ("article_id", "sha256", "title", "url", "publisher", "language")


def check_analysis(analysis: Analysis) -> None:
    """Raise SchemaError, in one sentence, for the first thing that does not hold together."""
    _check_article(analysis.article)
    _check_provenance(analysis.provenance)
    _check_frames(analysis)
    machine = analysis.provenance.get(MACHINE)
    if machine:
        _check_frames(_as_machine_read(analysis, machine))


def _as_machine_read(analysis: Analysis, kept: Mapping[str, Any]) -> Analysis:
    """Return the frames of the machine that a corrected analysis carries along."""
    frames = {name: schema.from_records(name, kept[name]) for name in FRAME_NAMES if name in kept}
    return dataclasses.replace(analysis, **frames)


def _check_frames(analysis: Analysis) -> None:
    for name, frame in (("mentions", analysis.mentions), ("claims", analysis.claims)):
        if frame[["start", "end", "text"]].isna().any(axis=None):
            _refuse(f"a row of {name} has no words or no place in the text")
        schema.check_spans(name, frame, analysis.article.text)
    _check_keys(analysis)
    _check_places(analysis.places)
    _check_geometries(analysis.claims_at_place["geometry"])
    _check_nested(analysis.claims, len(analysis.article.text))
    _check_words(analysis)
    _check_log(analysis.corrections)


def _check_article(article: Article) -> None:
    if not isinstance(article.text, str) or not all(
        isinstance(getattr(article, name), (str, type(None))) for name in _LINES
    ):
        _refuse("a line of its article is no text")
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    if (article.sha256, article.article_id) != (digest, digest[:ID_DIGITS]):
        _refuse("its text was changed afterwards, or its id is not that of its text")


def _check_provenance(provenance: Mapping[str, Any]) -> None:
    """Check what the page and the files read of it; whatever else is in it stays there unread."""
    for name in _RECORDS:
        if not isinstance(provenance.get(name) or {}, Mapping):
            _refuse(f"its {name} is no record")
    if not _is_day(provenance.get(UNDATED)):
        _refuse("the day on which it was published before is none")
    asked = provenance.get(FILTER) or {}
    if not all(_is_words(words) for words in (*asked.values(), provenance.get(FOLLOWED) or [])):
        _refuse("its filter is none")
    capture = provenance.get("capture") or {}
    same, reader = capture.get("same_as") or [], capture.get("reader") or {}
    if not isinstance(same, list) or not all(isinstance(one, Mapping) for one in [*same, reader]):
        _refuse("the record of its capture is none")


def _is_day(value: Any) -> bool:
    try:
        return value is None or bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _check_words(analysis: Analysis) -> None:
    """Check the columns that hold lists of words."""
    for name, column in (("claims", "chain"), ("candidates", "clues")):
        if not all(_is_words(words) for words in getattr(analysis, name)[column].dropna()):
            _refuse(f"{name}.{column} has something that is no word")


def _check_log(corrections: pd.DataFrame) -> None:
    """Check that every entry is signed and dated; whether it can be followed is seen when it is."""
    if not corrections["correction_id"].is_unique or corrections[[*_SIGNED, "at"]].isna().any(axis=None):
        _refuse("a change in its history has no name, no time or no id of its own")


def _check_keys(analysis: Analysis) -> None:
    """Check that every id is there once, and that whatever is pointed at is there."""
    frames = analysis.frames()
    known = {name: _named(frames[name][column]) for name, column in _KEYS.items()}
    for name, ids in known.items():
        if len(ids) < len(frames[name]):
            _refuse(f"a row of {name} has no id or that of another")
    for name, column, target in _REFERENCES:
        if not _named(frames[name][column]) <= known[target]:
            _refuse(f"{name}.{column} names something that is not in {target}")
    if frames["claims_at_place"][["claim_id", "place_id"]].isna().any(axis=None):
        _refuse("a row of claims_at_place has no claim or no place")


def _named(ids: pd.Series) -> set[str]:
    return {value for value in ids.tolist() if isinstance(value, str)}


def _check_places(places: pd.DataFrame) -> None:
    for column, limit in (("latitude", _NORTH), ("longitude", _EAST)):
        if not places[column].abs().le(limit).fillna(False).all():
            _refuse(f"places.{column} is not on Earth")
    if not places["radius_km"].ge(0).fillna(False).all():
        _refuse("places.radius_km is no distance")


def _check_geometries(geometries: Iterable[Any]) -> None:
    for geometry in geometries:
        if isinstance(geometry, Mapping):
            _check_geometry(geometry)
        elif geometry is not None and not (isinstance(geometry, float) and math.isnan(geometry)):
            _refuse("a geometry is no GeoJSON")


def _check_geometry(geometry: Mapping[str, Any]) -> None:
    try:
        drawn = shape(geometry)
        sound = not drawn.is_empty and bool(shapely.is_valid_input(drawn))
        bounds = drawn.bounds
    except Exception as error:  # shapely fails in many ways on a wrong structure
        raise SchemaError("This is no Dateline analysis that can be shown: a geometry is no GeoJSON.") from error
    if not sound or not all(map(math.isfinite, bounds)):
        _refuse("a geometry is no GeoJSON")
    west, south, east, north = bounds
    if west < -_EAST or east > _EAST or south < -_NORTH or north > _NORTH:
        _refuse("a geometry is not on Earth")


def _check_nested(claims: pd.DataFrame, length: int) -> None:
    spans = [*_spans(claims["content_spans"]), *_evidence(claims["evidence"])]
    if not all(_is_span(span, length) for span in spans):
        _refuse("a span of a statement is not in its text")
    for figures in claims["figures"].dropna():
        if not isinstance(figures, list) or not all(isinstance(figure, dict) for figure in figures):
            _refuse("the figures of a statement are none")


def _spans(column: pd.Series) -> Iterator[Any]:
    for spans in column.dropna():
        yield from spans if isinstance(spans, list) else [None]


def _evidence(column: pd.Series) -> Iterator[Any]:
    for items in column.dropna():
        for item in items if isinstance(items, list) else [None]:
            yield [item.get("start"), item.get("end")] if isinstance(item, dict) else None


def _is_span(span: Any, length: int) -> bool:
    if not isinstance(span, list) or [type(value) for value in span] != [int, int]:
        return False
    start, end = int(span[0]), int(span[1])
    return 0 <= start <= end <= length


def _refuse(why: str) -> NoReturn:
    raise SchemaError(f"This is no Dateline analysis that can be shown: {why}.")
