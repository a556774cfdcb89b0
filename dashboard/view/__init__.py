"""From an analysis and a view state to what is shown: plain records that page, map and report all draw from."""

from dashboard.view.build import build_view
from dashboard.view.records import (
    Card,
    CountryTray,
    Mark,
    Piece,
    SentenceView,
    Sign,
    Spot,
    Summary,
    View,
)

__all__ = [
    "Card",
    "CountryTray",
    "Mark",
    "Piece",
    "SentenceView",
    "Sign",
    "Spot",
    "Summary",
    "View",
    "build_view",
]
