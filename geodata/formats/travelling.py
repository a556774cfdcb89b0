"""What travels inside every file: that nothing was verified, whose data it is, which part it holds, how it was made.

A file goes from hand to hand without the page that it came from; whoever opens it must find all of this in it.
"""

from __future__ import annotations

from geodata import schema, wording
from geodata.models import Article, JsonDict
from geodata.narrowing import FILTER, FOLLOWED, MACHINE, REDACTED
from geodata.schema import Analysis

EVERYTHING = "none: every statement of the article"
"""What a file says of its filter where none was on."""

_CAPTURED = ("article_id", "title", "publisher", "published", "url", "language", "captured_at", "sha256")
_SAID_ELSEWHERE = frozenset({FILTER, "note", "credits"})  # keys of the provenance that have a place of their own here
_INSIDE = frozenset({MACHINE, FOLLOWED})  # keys of the provenance: frames and ids, which belong into JSON alone


def capture_record(article: Article) -> JsonDict:
    """Return what identifies a captured article, without its text."""
    return {name: schema.json_value(getattr(article, name)) for name in _CAPTURED}


def filter_words(analysis: Analysis) -> str:
    """Say which filter was on, in the words of an address: "kind: literal; certainty: possible, probable"."""
    asked = analysis.provenance.get(FILTER)
    if not isinstance(asked, dict) or not asked:
        return EVERYTHING
    return "; ".join(f"{name}: {', '.join(map(str, words))}" for name, words in asked.items())


def note(analysis: Analysis) -> str:
    """Return the one line for files that have room for one line only."""
    line = f"{wording.NOT_VERIFIED}. Places: {', '.join(wording.CREDITS)}. Filter: {filter_words(analysis)}"
    hidden = hidden_words(analysis)
    return f"{line}. Changed before it was given away: {hidden}" if hidden else line


def hidden_words(analysis: Analysis) -> str:
    """Say what the safety switch took out, or nothing."""
    return str(analysis.provenance.get(REDACTED) or "")


def travelling(analysis: Analysis) -> JsonDict:
    """Return everything that travels with a file, as one JSON-ready record."""
    left_out = _SAID_ELSEWHERE | _INSIDE
    made = {name: value for name, value in analysis.provenance.items() if name not in left_out}
    return {
        "note": wording.NOT_VERIFIED,
        "credits": list(wording.CREDITS),
        "filter": filter_words(analysis),
        "article": capture_record(analysis.article),
        "provenance": schema.plain_json(made),
    }


def program(analysis: Analysis) -> str:
    """Name the program that made an analysis, with its version."""
    made = analysis.provenance.get("program")
    words = " ".join(map(str, made.values())) if isinstance(made, dict) else str(made or "")
    return words or "dateline"
