"""One self-contained HTML file of an analysis: map, text, statements and credits, without a server or any request."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import jinja2

from dashboard.assets import STATIC
from dashboard.map_data import draw_data, map_data, to_script_json
from dashboard.map_script import SCRIPTS
from dashboard.outlines import base_data
from dashboard.view import Mark, SentenceView, View, build_view
from dashboard.view.reader import apart
from dashboard.viewstate import ViewState
from dashboard.written import LEGEND_OF_HANDLES, capture_rows, groups
from geodata.models import JsonDict
from geodata.schema import Analysis

ASSETS = Path(__file__).parent / "assets"

_SCRIPTS = (STATIC / SCRIPTS[0], *(ASSETS / name for name in SCRIPTS[1:]), ASSETS / "report.js")
_STYLES = (STATIC / "leaflet.css", ASSETS / "map.css", ASSETS / "report.css")
_OUTSIDE = re.compile(r"url\((?!#)[^)]*\)")
"""Pictures that a style sheet names beside itself; in a file that stands alone there are none."""


@dataclass(frozen=True)
class _Run:
    """A stretch of the text that is marked in one way, or not at all."""

    text: str
    mark: str = ""
    title: str = ""
    key: str = ""


@dataclass(frozen=True)
class _Sentence:
    number: int
    pale: bool
    runs: tuple[_Run, ...]


def write_html(analysis: Analysis, state: ViewState | None = None) -> bytes:
    """Write an analysis, as one state of the page shows it, as one HTML file.

    Nothing in the file asks for anything outside it: its policy forbids every request, and only the scripts that it
    carries may run. Everything but the map can be read without JavaScript.
    """
    view = build_view(analysis, state)
    data = map_data(view)
    scripts = [_script(path) for path in _SCRIPTS]
    page = _template().render(
        view=view,
        language=analysis.article.language or "en",
        policy=_policy(scripts),
        style=_style(),
        scripts=scripts,
        legend=LEGEND_OF_HANDLES,
        groups=list(groups(view)),
        paragraphs=list(_paragraphs(view, analysis.article.text)),
        record=capture_rows(analysis),
        data=to_script_json({"places": _drawn_here(view, data), "base": base_data(data["bounds"])}),
    )
    return page.encode("utf-8", errors="replace")


def _drawn_here(view: View, data: JsonDict) -> JsonDict:
    """Return what the page would fetch of its server, with what is selected."""
    return {"name": draw_data(data).signature, "drawn": data, "selected": view.selected_spot}


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined)
    return environment.from_string((ASSETS / "report.html").read_text(encoding="utf-8"))


@cache
def _script(path: Path) -> str:
    """Read one of our scripts; the address of its map of sources would be a request in developers' tools."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL")) + "\n"


@cache
def _style() -> str:
    return _OUTSIDE.sub("none", "\n".join(path.read_text(encoding="utf-8") for path in _STYLES))


def _policy(scripts: Sequence[str]) -> str:
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _paragraphs(view: View, text: str) -> Iterator[list[_Sentence]]:
    """Yield the article's paragraphs; a line break between two sentences ends one."""
    sentences = [_sentence(number, sentence, view, text) for number, sentence in enumerate(view.sentences, 1)]
    breaks = [0]
    for before, after in pairwise(view.sentences):
        breaks.append(breaks[-1] + ("\n" in text[before.end : after.start]))
    for _, group in groupby(zip(breaks, sentences, strict=False), key=lambda pair: pair[0]):
        yield [sentence for _, sentence in group]


def _sentence(number: int, sentence: SentenceView, view: View, text: str) -> _Sentence:
    marks = apart(mark for mark in view.marks if sentence.start <= mark.start and mark.end <= sentence.end)
    return _Sentence(number, sentence.pale, tuple(_runs(sentence, marks, text)))


def _runs(sentence: SentenceView, marks: Sequence[Mark], text: str) -> Iterator[_Run]:
    position = sentence.start
    for mark in marks:
        if mark.start > position:
            yield _Run(text[position : mark.start])
        yield _Run(text[mark.start : mark.end], mark.what, mark.title, mark.spot_key or "")
        position = mark.end
    if position < sentence.end:
        yield _Run(text[position : sentence.end])
