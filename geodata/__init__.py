"""Dateline's engine: from an article's text to places, statements, speakers and certainty, as pandas frames.

from geodata import analyze
analysis = analyze(text, published="2015-09-30")
analysis.claims_at_place
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.batch import analyze_many
    from geodata.errors import DatelineError
    from geodata.gazetteer import Gazetteer, open_gazetteer
    from geodata.models import Article
    from geodata.pipeline import analyze, resolve, set_published
    from geodata.schema import Analysis

__all__ = [
    "Analysis",
    "Article",
    "DatelineError",
    "Gazetteer",
    "analyze",
    "analyze_many",
    "open_gazetteer",
    "resolve",
    "set_published",
]

_HOMES = {
    "Analysis": "schema",
    "Article": "models",
    "DatelineError": "errors",
    "Gazetteer": "gazetteer",
    "analyze": "pipeline",
    "analyze_many": "batch",
    "open_gazetteer": "gazetteer",
    "resolve": "pipeline",
    "set_published": "pipeline",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for: `import geodata` stays instant for the command line."""
    if name not in _HOMES:
        raise AttributeError(f"module 'geodata' has no attribute {name!r}")
    return getattr(import_module(f"geodata.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
