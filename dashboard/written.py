"""What every written form of a view says: its statements under their places, and how the article was captured and read.

The HTML file and the printed report both write it, so that they never differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from dashboard.view import Card, View
from dashboard.view.languages import language_name
from geodata.formats.travelling import filter_words, hidden_words, program
from geodata.schema import Analysis

LEGEND = (
    ("point", "in the place"),
    ("disc", "about here"),
    ("area", "whole area"),
    ("not", "said NOT to be so"),
    ("planned", "planned or asked for"),
    ("doubt", "said with doubt"),
    ("several", "said in different ways"),
)
"""The signs of the map and their words."""

LEGEND_OF_HANDLES = (*LEGEND, ("ask", "which place it is: check"))
"""Likewise, where places have handles: the picture writes no doubt on its labels."""


@dataclass(frozen=True)
class PlaceGroup:
    """Statements of one place, under one heading."""

    key: str
    title: str
    subtitle: str
    cards: tuple[Card, ...]
    anchors: frozenset[str] = frozenset()
    """The statements that stand here for the first time: links lead to them."""


def groups(view: View) -> Iterator[PlaceGroup]:
    """Yield every statement under its places, then those about countries, then those without a place."""
    seen: set[str] = set()
    for group in _groups(view):
        fresh = {card.claim_id for card in group.cards} - seen
        seen |= fresh
        yield replace(group, anchors=frozenset(fresh))


def _groups(view: View) -> Iterator[PlaceGroup]:
    for spot in view.spots:
        if spot.claim_ids:
            notes = [spot.subtitle, spot.twin_note, spot.coordinates]
            yield PlaceGroup(spot.key, spot.title, "; ".join(filter(None, notes)), _cards(view, spot.claim_ids))
    for tray in view.countries:
        yield PlaceGroup("", f"{tray.name} as a whole", "", _cards(view, tray.claim_ids))
    if view.without_place:
        yield PlaceGroup("", "Without a place", "", _cards(view, view.without_place))


def _cards(view: View, claim_ids: Sequence[str]) -> tuple[Card, ...]:
    return tuple(view.cards[claim_id] for claim_id in claim_ids)


def capture_rows(analysis: Analysis) -> list[tuple[str, str]]:
    """Return what was captured and how it was read, so that a reader can check it elsewhere."""
    article, made = analysis.article, analysis.provenance
    captured: Mapping[str, Any] = made.get("capture") or {}
    rows: Sequence[tuple[str, Any]] = (
        ("Publisher", article.publisher),
        ("Author", captured.get("author")),
        ("Published", article.published),
        ("Language", language_name(article.language)),
        ("Address", article.url),
        ("Asked for", _other(captured.get("asked"), article.url)),
        ("File", captured.get("file")),
        ("Captured", f"{article.captured_at:%Y-%m-%d %H:%M} UTC"),
        ("Text taken by", _versions(captured.get("reader"))),
        ("SHA-256 of the text", article.sha256),
        ("SHA-256 of the file", captured.get("sha256")),
        ("Read by", program(analysis)),
        ("With", _versions(made.get("models"))),
        ("Outlet’s place", (made.get("settings") or {}).get("home")),
        ("Analysed", _minute(made.get("analyzed_at"))),
        ("Filter", filter_words(analysis)),
        ("Changed before it was given away", hidden_words(analysis)),
    )
    return [(name, str(value)) for name, value in rows if value]


def _minute(instant: Any) -> str:
    """Return a moment as people read it; other words as they stand."""
    try:
        return f"{datetime.fromisoformat(str(instant or '')).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return str(instant or "")


def _other(asked: str | None, address: str | None) -> str | None:
    """Return the address that was asked for where it led to another one."""
    return asked if asked != address else None


def _versions(made: Mapping[str, Any] | None) -> str:
    """Name what an article was read with: "trafilatura 2.1", "minilm-1, names-2"."""
    if not isinstance(made, Mapping):
        return ""
    parts = [str(value) for value in made.values() if value]
    return " ".join(parts) if "name" in made else ", ".join(parts)
