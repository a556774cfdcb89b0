"""What an analysis says, as plain records for the scorer; and what the plain way would say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from geodata.schema import Analysis
from geodata.text import make_document

Span = tuple[int, int]
Figure = tuple[str, float | None, float | None, str]


@dataclass(frozen=True)
class SaidPlace:
    """One row of ``claims_at_place``; ``mention`` is where the text names the place."""

    place_id: str
    mention: Span | None
    shape: str
    precision: int
    inherited: bool


@dataclass(frozen=True)
class Said:
    """One predicted statement."""

    start: int
    end: int
    speaker: Span | None = None
    speaker_id: str | None = None
    has_speaker: bool = False
    cue: Span | None = None
    quote: str = "none"
    certainty: str = "certain"
    polarity: str = "positive"
    stance: str = "neutral"
    realis: str = "realised"
    date: tuple[str, str, str] | None = None
    figures: tuple[Figure, ...] = ()
    places: tuple[SaidPlace, ...] = ()

    @property
    def span(self) -> Span:
        return self.start, self.end


def said_in(analysis: Analysis) -> list[Said]:
    """Return the statements of an analysis with their places."""
    mentions = _mention_spans(analysis)
    places: dict[str, list[SaidPlace]] = {}
    for row in analysis.claims_at_place.itertuples(index=False):
        places.setdefault(row.claim_id, []).append(_place(row, mentions))
    return [_said(row, tuple(places.get(row.claim_id, ()))) for row in analysis.claims.itertuples(index=False)]


def plain_way(analysis: Analysis) -> list[Said]:
    """Return what a map without reading would say: the whole sentence at every name in it, by nobody, flatly."""
    placed = analysis.mentions.dropna(subset=["place_id"])
    statements = []
    for sentence in make_document(analysis.article).sentences:
        rows = placed[(placed["start"] >= sentence.start) & (placed["end"] <= sentence.end)]
        pins = tuple(
            SaidPlace(row.place_id, (row.start, row.end), "point", 1, inherited=False)
            for row in rows.itertuples(index=False)
        )
        statements.append(Said(sentence.start, sentence.end, places=pins))
    return statements


def _mention_spans(analysis: Analysis) -> dict[str, Span]:
    return {row.mention_id: (row.start, row.end) for row in analysis.mentions.itertuples(index=False)}


def _place(row: Any, mentions: dict[str, Span]) -> SaidPlace:
    mention = None if pd.isna(row.mention_id) else mentions.get(row.mention_id)
    return SaidPlace(row.place_id, mention, row.shape, int(row.geo_precision), bool(row.inherited))


def _said(row: Any, places: tuple[SaidPlace, ...]) -> Said:
    speaker = _span(row.speaker_start, row.speaker_end)
    return Said(
        start=row.start,
        end=row.end,
        speaker=speaker,
        speaker_id=_given(row.speaker_id),
        has_speaker=speaker is not None or _given(row.speaker_id) is not None,
        cue=_span(row.cue_start, row.cue_end),
        quote=row.quote,
        certainty=row.certainty,
        polarity=row.polarity,
        stance=row.stance,
        realis=row.realis,
        date=_date(row),
        figures=tuple(_figure(figure) for figure in row.figures or ()),
        places=places,
    )


def _given(value: Any) -> Any:
    return None if pd.isna(value) else value


def _span(start: Any, end: Any) -> Span | None:
    return None if pd.isna(start) or pd.isna(end) else (int(start), int(end))


def _date(row: Any) -> tuple[str, str, str] | None:
    if pd.isna(row.date_start) or pd.isna(row.date_end):
        return None
    return _day(row.date_start), _day(row.date_end), row.date_precision


def _day(value: datetime) -> str:
    return value.date().isoformat()


def _figure(figure: dict[str, Any]) -> Figure:
    return figure.get("kind", ""), figure.get("min"), figure.get("max"), figure.get("scope", "")
