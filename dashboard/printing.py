"""The printable report of a view: one HTML file made for paper, with the map as a picture and no script at all."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import jinja2

from dashboard.picture import write_figure
from dashboard.view import Card, View, build_view
from dashboard.view.checking import describe, log_of
from dashboard.view.rows import Rows
from dashboard.viewstate import ViewState
from dashboard.written import PlaceGroup, capture_rows, groups
from geodata import wording
from geodata.corrections.log import is_sound
from geodata.schema import Analysis

ASSETS = Path(__file__).parent / "assets"

WORDS = (
    ("said flatly", "the source states it without doubt; this says nothing about whether it is so"),
    ("said it is likely, said it may be", "the source is not sure, and says so"),
    ("does not commit", "the source leaves open whether it is so"),
    ("said flatly NOT", "the words themselves say that something did not happen"),
    ("denied it, said it is NOT so", "the words say what happened, and the source denies them"),
    ("plans or asks for", "not yet, if ever: a plan, a request, a demand"),
    ("said what would be", "only on a condition, or only thought of"),
    ("clear, check, unsure", "how sure Dateline is to have found the right place"),
)
"""What the words of the report mean, as the page explains them."""


@dataclass(frozen=True)
class _Numbered:
    """A place with its statements, each under a number by which it can be quoted."""

    group: PlaceGroup
    cards: tuple[tuple[int, Card], ...]


def write_print(analysis: Analysis, state: ViewState | None = None) -> bytes:
    """Write an analysis, as one state of the page shows it, as a report to print or to save as a PDF.

    The file holds everything that it shows. It asks for nothing and runs nothing: its policy allows styles and the
    picture inside it alone.
    """
    view = build_view(analysis, state)
    page = _template().render(
        view=view,
        language=analysis.article.language or "en",
        style=_style(),
        picture=base64.b64encode(write_figure(analysis, view)).decode(),
        places=list(_numbered(view)),
        sources=_sources(view),
        changes=_changes(analysis),
        record=capture_rows(analysis),
        words=WORDS,
        note=wording.NOT_VERIFIED,
        credits=wording.CREDITS,
    )
    return page.encode("utf-8", errors="replace")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    return environment.from_string((ASSETS / "print.html").read_text(encoding="utf-8"))


@cache
def _style() -> str:
    return (ASSETS / "print.css").read_text(encoding="utf-8")


def _numbered(view: View) -> Iterator[_Numbered]:
    """Give the statements numbers in the order of the report; one at two places has its number at both."""
    fresh = count(1)
    numbers: dict[str, int] = {}
    for group in groups(view):
        for card in group.cards:
            if card.claim_id not in numbers:
                numbers[card.claim_id] = next(fresh)
        yield _Numbered(group, tuple((numbers[card.claim_id], card) for card in group.cards))


def _sources(view: View) -> list[tuple[str, int]]:
    """Return who is quoted and how often, those quoted most first."""
    return Counter(card.heading for card in view.cards.values()).most_common()


def _changes(analysis: Analysis) -> list[tuple[str, str, str]]:
    """Return what people changed: who, when, and what in the words of the history."""
    if analysis.corrections.empty:
        return []
    rows = Rows(analysis)
    log = (entry for entry in log_of(analysis) if is_sound(entry))
    return [(entry.by, f"{entry.at:%Y-%m-%d %H:%M}", describe(entry, rows)) for entry in log]
