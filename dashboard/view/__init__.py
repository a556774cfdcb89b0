"""From an analysis and a view state to what is shown: plain records that page, map and report all draw from."""

from dashboard.view.build import Prepared, build_view, prepare, select_in
from dashboard.view.records import (
    Card,
    CountryTray,
    Focus,
    Group,
    Mark,
    Named,
    Piece,
    SentenceView,
    Sign,
    Span,
    Spot,
    Summary,
    View,
)

__all__ = [
    "Card",
    "CountryTray",
    "Focus",
    "Group",
    "Mark",
    "Named",
    "Piece",
    "Prepared",
    "SentenceView",
    "Sign",
    "Span",
    "Spot",
    "Summary",
    "View",
    "build_view",
    "prepare",
    "select_in",
]
