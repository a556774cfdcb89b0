"""Corpora and answers of systems in the shared format: JSON Lines, one text a line.

``{"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid", "type"}]}``: offsets are half-open characters,
a name without a point is annotated and not placed. Answers of a system have the same form; they need no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tests.quality.toponyms import Toponym, each_span_once

Answers = Mapping[str, Sequence[Toponym]]
"""What a system found, by the id of the text."""


@dataclass(frozen=True)
class Text:
    """One text of a corpus with its gold."""

    id: str
    text: str
    gold: tuple[Toponym, ...]
    source: str | None = None


def read_corpus(path: Path, limit: int | None = None) -> list[Text]:
    """Read a corpus, or its first `limit` texts."""
    return [
        Text(line["id"], line["text"], tuple(_names(line)), line.get("source")) for line in islice(_lines(path), limit)
    ]


def read_answers(path: Path) -> dict[str, list[Toponym]]:
    """Read what a system found."""
    return {line["id"]: _names(line) for line in _lines(path)}


def write_answers(path: Path, answers: Answers) -> None:
    """Keep what was found in the shared format."""
    rows = (
        json.dumps({"id": key, "toponyms": [_record(name) for name in names]}, ensure_ascii=False)
        for key, names in answers.items()
    )
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def peers_of(folder: Path | None, corpus: Path) -> dict[str, Path]:
    """Return the answers of other systems on a corpus: files called ``NAME.CORPUS.jsonl``."""
    if folder is None:
        return {}
    return {path.name.partition(".")[0]: path for path in sorted(folder.glob(f"*.{corpus.stem}.jsonl"))}


def _names(line: Mapping[str, Any]) -> list[Toponym]:
    return each_span_once([_toponym(record, line.get("text", "")) for record in line["toponyms"]])


def _toponym(record: Mapping[str, Any], text: str) -> Toponym:
    start, end = int(record["start"]), int(record["end"])
    return Toponym(
        start,
        end,
        record.get("lat"),
        record.get("lon"),
        str(record["geonameid"]) if record.get("geonameid") else None,
        text=text[start:end] or record.get("text", ""),
        kind=record.get("kind"),
        corpus_type=record.get("type"),
        is_adjective=record.get("extra") == "Adjective",
        score=record.get("score"),
    )


def _record(name: Toponym) -> dict[str, Any]:
    return {
        "start": name.start,
        "end": name.end,
        "text": name.text,
        "kind": name.kind,
        "lat": name.latitude,
        "lon": name.longitude,
        "geonameid": name.geonameid,
        "score": name.score,
    }


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
