"""The contract of the frames: columns, dtypes and checks; every frame of the engine is built here and nowhere else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from geodata.errors import SchemaError
from geodata.models import (
    Article,
    Candidate,
    Claim,
    ClaimAtPlace,
    Correction,
    Evidence,
    JsonDict,
    Mention,
    Place,
    Relation,
    Speaker,
)

TEXT = "str"
INTEGER = "Int64"  # nullable
NUMBER = "Float64"  # nullable
FLAG = "boolean"  # nullable
NESTED = "object"  # lists and dicts; JSON text in CSV
DAY = "datetime64[us]"  # midnight, without a zone; written as YYYY-MM-DD
INSTANT = "datetime64[us, UTC]"

_RECORDS: dict[str, type] = {
    "mentions": Mention,
    "candidates": Candidate,
    "places": Place,
    "speakers": Speaker,
    "claims": Claim,
    "claims_at_place": ClaimAtPlace,
    "relations": Relation,
    "corrections": Correction,
}

FRAME_NAMES = tuple(_RECORDS)

_INTEGERS = frozenset(
    {
        "start", "end", "rank", "population", "n_mentions", "n_claims", "speaker_start", "speaker_end",
        "cue_start", "cue_end", "geo_precision",
    }
)  # fmt: skip
_NUMBERS = frozenset({"distance_km", "bearing_deg", "score", "latitude", "longitude", "probability", "radius_km"})
_FLAGS = frozenset({"inherited", "independent"})
_NESTED = frozenset({"clues", "chain", "content_spans", "figures", "evidence", "geometry"})
_DAYS = frozenset({"date_start", "date_end", "said_start", "said_end"})
_INSTANTS = frozenset({"at"})
_ANY = frozenset({"old", "new"})  # of corrections: values of any kind
_DTYPES: dict[str, str] = {
    **dict.fromkeys(_INTEGERS, INTEGER),
    **dict.fromkeys(_NUMBERS, NUMBER),
    **dict.fromkeys(_FLAGS, FLAG),
    **dict.fromkeys(_NESTED | _ANY, NESTED),
    **dict.fromkeys(_DAYS, DAY),
    **dict.fromkeys(_INSTANTS, INSTANT),
}

VALUES: dict[tuple[str, str], frozenset[str]] = {
    ("mentions", "kind"): frozenset({"literal", "associative", "demonym", "embedded", "coordinate"}),
    ("mentions", "role"): frozenset({"event", "origin", "destination", "venue", "dateline", "speaker", "background"}),
    ("mentions", "status"): frozenset({"resolved", "ambiguous", "not_found", "error"}),
    ("mentions", "review"): frozenset({"none", "confirmed", "corrected", "rejected"}),
    ("claims", "quote"): frozenset({"direct", "indirect", "mixed", "none"}),
    ("claims", "certainty"): frozenset({"unknown", "possible", "probable", "certain"}),
    ("claims", "polarity"): frozenset({"positive", "negative"}),
    ("claims", "stance"): frozenset({"neutral", "distancing", "endorsing"}),
    ("claims", "realis"): frozenset({"realised", "ongoing", "future", "hypothetical", "requested"}),
    ("claims", "date_precision"): frozenset({"day", "month", "year", "vague", "none"}),
    ("claims_at_place", "shape"): frozenset({"point", "disc", "sector", "corridor", "area", "none"}),
    ("relations", "relation"): frozenset(
        {"restates", "corroborates", "elaborates", "supports", "same_event", "tension", "contradicts"}
    ),
    ("speakers", "kind"): frozenset({"named", "office", "group", "anonymous", "document", "social_media", "residents"}),
}
"""The closed vocabularies, by frame and column."""


def columns(frame: str) -> tuple[str, ...]:
    """Return the column names of a frame, in order."""
    return tuple(field.name for field in dataclasses.fields(_RECORDS[frame]))


def dtype_of(column: str) -> str:
    """Return the pandas dtype of a column; a name means the same in every frame."""
    return _DTYPES.get(column, TEXT)


def plain(value: Any) -> Any:
    """Turn a record's value into what a frame or JSON holds: tuples to lists, dataclasses to dicts."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def to_frame(frame: str, records: Iterable[Any]) -> pd.DataFrame:
    """Build a frame of the contract from records (dataclasses or mappings).

    Returns
    -------
    pandas.DataFrame
        All columns of the contract in order, with their dtypes, also when there is no record. Missing is a missing
        value. Nested columns hold lists and dicts.
    """
    rows = [_row(record) for record in records]
    data = {name: _column([row.get(name) for row in rows], dtype_of(name)) for name in columns(frame)}
    result = pd.DataFrame(data, index=pd.RangeIndex(len(rows)), copy=False)
    check_values(frame, result)
    return result


def _column(values: list[Any], dtype: str) -> Any:
    """Return the values of a column as an array; an index for each would take as long as all the rest."""
    if dtype != NESTED:
        return pd.array(values, dtype=dtype)
    cells = np.empty(len(values), dtype=object)
    for number, value in enumerate(values):  # at once, lists of one length would become a table
        cells[number] = value
    return cells


def _row(record: Any) -> Mapping[str, Any]:
    if isinstance(record, Mapping):
        return record
    return {field.name: plain(getattr(record, field.name)) for field in dataclasses.fields(record)}


def check_values(frame: str, data: pd.DataFrame) -> None:
    """Raise SchemaError when a closed vocabulary is broken; the text names frame, column and value."""
    for (name, column), allowed in VALUES.items():
        if name != frame:
            continue
        for value in data[column].dropna().unique():
            if value not in allowed:
                raise SchemaError(f"{frame}.{column} may not be {value!r}; it is one of {', '.join(sorted(allowed))}.")


def check_spans(frame: str, data: pd.DataFrame, text: str) -> None:
    """Raise SchemaError when a row's offsets do not cut its own words out of the article."""
    for start, end, words in zip(*(data[name].tolist() for name in ("start", "end", "text")), strict=True):
        if text[start:end] != words:
            raise SchemaError(f"{frame}: [{start}, {end}) is {text[start:end]!r}, not {words!r}.")


def to_records(data: pd.DataFrame) -> list[JsonDict]:
    """Turn a frame into JSON-ready records: missing is None, days and instants are ISO 8601 text."""
    names = list(data.columns)
    columns_of_values = [[_to_json(name, value) for value in data[name]] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns_of_values, strict=True)]


def _to_json(column: str, value: Any) -> Any:
    if column in _DAYS and not pd.isna(value):
        return value.date().isoformat()
    return json_value(value)


def json_value(value: Any) -> Any:
    """Turn one value of a frame into one that JSON can hold."""
    if isinstance(value, (list, dict, tuple)):
        return plain_json(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def plain_json(value: Any) -> Any:
    """Turn a nested value into one that JSON can hold."""
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_json(item) for item in value]
    return json_value(value)


def from_records(frame: str, records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build a frame from JSON records, days read back from their ISO text; unknown keys are left out."""
    timed = [name for name in columns(frame) if name in _DAYS | _INSTANTS]
    if not timed:
        return to_frame(frame, records)
    return to_frame(frame, ({**record, **_times_from_json(timed, record)} for record in records))


def _times_from_json(names: Iterable[str], record: Mapping[str, Any]) -> JsonDict:
    return {name: _from_json(name, record.get(name)) for name in names}


def _from_json(column: str, value: Any) -> Any:
    if isinstance(value, str) and column in _DAYS:
        return date.fromisoformat(value)
    if isinstance(value, str) and column in _INSTANTS:
        return datetime.fromisoformat(value)
    return value


def to_claims(data: pd.DataFrame) -> list[Claim]:
    """Turn the claims frame back into records, so that a stage can work on them again."""
    return [_claim_of(record) for record in to_records(data)]


def _claim_of(record: Mapping[str, Any]) -> Claim:
    fields = {name: _from_json(name, value) for name, value in record.items() if value is not None}
    for name in ("chain", "figures"):
        fields[name] = tuple(fields.get(name) or ())
    fields["evidence"] = tuple(Evidence(**item) for item in fields.get("evidence") or ())
    if fields.get("content_spans") is not None:
        fields["content_spans"] = tuple(tuple(span) for span in fields["content_spans"])
    return Claim(**fields)


def to_objects(frame: str, data: pd.DataFrame) -> list[Any]:
    """Turn a frame back into its records (`Mention`, `Candidate`, ...), so that a stage can work on them again."""
    if frame == "claims":
        return to_claims(data)
    return [_RECORDS[frame](**_fields_of(record)) for record in to_records(data)]


def _fields_of(record: Mapping[str, Any]) -> JsonDict:
    fields = {name: _from_json(name, value) for name, value in record.items()}
    return {name: tuple(value) if name in ("clues", "chain") else value for name, value in fields.items()}


@dataclass(frozen=True)
class Analysis:
    """Everything found in one article: the article, eight frames, and how they were made.

    Attributes
    ----------
    article : Article
        The captured article.
    mentions, candidates, places, speakers, claims, claims_at_place, relations, corrections : pandas.DataFrame
        The frames of the contract; see ``columns(name)``.
    provenance : dict
        Versions of program, models and gazetteer, geocoder, settings, ``analyzed_at``.
    """

    article: Article
    mentions: pd.DataFrame
    candidates: pd.DataFrame
    places: pd.DataFrame
    speakers: pd.DataFrame
    claims: pd.DataFrame
    claims_at_place: pd.DataFrame
    relations: pd.DataFrame
    corrections: pd.DataFrame
    provenance: JsonDict

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the frames by name, in the order of the contract."""
        return {name: getattr(self, name) for name in FRAME_NAMES}

    def to_json(self) -> JsonDict:
        """Return the whole analysis as one JSON-ready object (`--format json`)."""
        article = {key: json_value(value) for key, value in dataclasses.asdict(self.article).items()}
        frames = {name: to_records(data) for name, data in self.frames().items()}
        return {"article": article, **frames, "provenance": plain_json(self.provenance)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Analysis:
        """Read back what `to_json` gave; SchemaError says which part is missing or broken."""
        try:
            fields = dict(data["article"])
            fields["published"] = date.fromisoformat(fields["published"]) if fields.get("published") else None
            fields["captured_at"] = datetime.fromisoformat(fields["captured_at"])
            article = Article(**fields)
            frames = {name: from_records(name, data.get(name) or ()) for name in FRAME_NAMES}
            provenance = dict(data.get("provenance") or {})
        except SchemaError:
            raise
        except KeyError as error:
            raise SchemaError(f"This is not a Dateline analysis: it has no {error.args[0]}.") from error
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            raise SchemaError("This is not a Dateline analysis: its values are not of the right kind.") from error
        return cls(article=article, **frames, provenance=provenance)
