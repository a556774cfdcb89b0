"""Every file that goes out, under one name each: the page, the command line and the API give the same bytes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast
from urllib.parse import parse_qs

from dashboard.viewstate import FILTERS, ViewState, from_mapping, to_query
from geodata import formats
from geodata.errors import InputError
from geodata.narrowing import FILTER, keep, read_kinds
from geodata.redaction import Coordinates, Redaction, redact
from geodata.schema import Analysis

HTML = "text/html; charset=utf-8"
_FILTER_KEYS = (*FILTERS, "from", "to", "q")


@dataclass(frozen=True)
class Export:
    """One kind of file: how it ends, what it is called on the web and in the API, what it is for, and who writes it."""

    ending: str
    media_type: str
    file: str
    label: str
    use: str
    write: Callable[..., bytes]


def _as_data(name: str) -> Callable[..., bytes]:
    def write(analysis: Analysis, state: ViewState, **options: Any) -> bytes:
        return formats.write(narrowed(analysis, state), name, **options)

    return write


def _write_page(analysis: Analysis, state: ViewState) -> bytes:
    from dashboard.report import write_html

    return write_html(*_shown(analysis, state))


def _write_picture(analysis: Analysis, state: ViewState) -> bytes:
    from dashboard.picture import write_png

    return write_png(*_shown(analysis, state))


def _write_report(analysis: Analysis, state: ViewState) -> bytes:
    from dashboard.printing import write_print

    return write_print(*_shown(analysis, state))


def _shown(analysis: Analysis, state: ViewState) -> tuple[Analysis, ViewState]:
    """Say in the provenance which filter is on; the view itself follows it and says of how many it shows a part."""
    return noting(analysis, state), state


def _data(name: str, file: str, label: str, use: str) -> Export:
    entry = formats.FORMATS[name]
    return Export(entry.ending, entry.media_type, file, label, use, _as_data(name))


EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "json": _data("json", "article.json", "Everything (JSON)", "all frames; Dateline opens it again"),
        "table": _data("table", "statements.txt", "Text", "statements and places to read in a terminal"),
        "csv": _data("csv", "statements.csv", "Table (CSV)", "one row per statement and place, for a spreadsheet"),
        "geojson": _data("geojson", "claims.geojson", "Map data (GeoJSON)", "for QGIS; Dateline opens it again"),
        "html": Export(".html", HTML, "map.html", "Page (HTML)", "map, text and statements in one file", _write_page),
        "kml": _data("kml", "claims.kml", "Globe (KML)", "for Google Earth and other globes"),
        "w3c": _data(
            "w3c", "annotations.jsonld", "Annotations (W3C)", "notes on the article's words; Dateline opens it again"
        ),
        "jsonld": _data("jsonld", "claims.jsonld", "Claims (schema.org)", "for search engines and fact-checkers"),
        "geoparquet": _data(
            "geoparquet", "claims.parquet", "Map table (GeoParquet)", "for pandas, QGIS and DuckDB, with types"
        ),
        "png": Export(".png", "image/png", "map.png", "Picture (PNG)", "the map with its legend", _write_picture),
        "report": Export(
            ".report.html",
            HTML,
            "report.html",
            "Report to print",
            "the map and every statement, for paper",
            _write_report,
        ),
    }
)
"""The files by the name that the command line gives them."""


def export(analysis: Analysis, name: str, state: ViewState | None = None, **options: Any) -> bytes:
    """Write an analysis as a file.

    Parameters
    ----------
    analysis : Analysis
        The whole analysis.
    name : str
        One of `EXPORTS`.
    state : ViewState, optional
        Its filters say which part to write; its selection matters to the page alone.
    **options
        Of the format; see `geodata.formats.write`.
    """
    if name not in EXPORTS:
        raise InputError(f"There is no format “{name}”; there are {', '.join(EXPORTS)}.")
    return EXPORTS[name].write(analysis, state or ViewState(), **options)


def safe_copy(analysis: Analysis, coordinates: str | None = None, names: Sequence[str] = ()) -> Analysis:
    """Return a copy for others, without exact coordinates and without the named places, sources and other words.

    Parameters
    ----------
    analysis : Analysis
        The whole analysis; it is not changed.
    coordinates : str, optional
        ``exact``, ``rounded`` or ``hidden``.
    names : sequence of str
        What to hide: places and sources by a name that the article gives them, any other words as they stand.
    """
    wanted = {name.strip().casefold() for name in names if name.strip()}
    places, speakers, mentions = analysis.places, analysis.speakers, analysis.mentions
    named = set(places.loc[places["name"].str.casefold().isin(wanted), "place_id"])
    named |= set(mentions.loc[mentions["text"].str.casefold().isin(wanted), "place_id"].dropna())
    said = set(speakers.loc[speakers["name"].str.casefold().isin(wanted), "speaker_id"])
    hidden = Redaction(cast("Coordinates", coordinates or "exact"), frozenset(named), frozenset(said), tuple(names))
    return redact(analysis, hidden)


def filters_of(state: ViewState) -> dict[str, list[str]]:
    """Return the filters of a state as the address of a view has them; none where nothing is narrowed."""
    if not state.is_filtered:
        return {}
    query = to_query(state)
    return {
        key: [value] if isinstance(value, str) else list(value) for key, value in query.items() if key in _FILTER_KEYS
    }


def noting(analysis: Analysis, state: ViewState) -> Analysis:
    """Return the analysis, whole, with the filter of a state in its provenance."""
    asked = filters_of(state)
    return replace(analysis, provenance={**analysis.provenance, FILTER: asked}) if asked else analysis


def narrowed(analysis: Analysis, state: ViewState) -> Analysis:
    """Return the part of an analysis that passes the filters of a state; without any, the analysis itself."""
    asked = filters_of(state)
    if not asked:
        return analysis
    from dashboard.view.filters import shown_claims, shown_names  # a plain analysis starts sooner without the view
    from dashboard.view.rows import Rows

    rows = Rows(analysis)
    claim_ids, at_place = shown_claims(rows, state)
    named = {mention.mention_id for mention in shown_names(rows, state)}
    pairs = {(row.claim_id, row.place_id, row.mention_id) for group in at_place.values() for row in group}
    frame = analysis.claims_at_place
    triples = zip(frame["claim_id"], frame["place_id"], frame["mention_id"].astype(object), strict=True)
    kept = [(claim, place, mention if isinstance(mention, str) else None) in pairs for claim, place, mention in triples]
    mentions = analysis.mentions[analysis.mentions["mention_id"].isin(named)]
    return keep(analysis, mentions, frame[kept], claim_ids, asked)


def read_filters(query: Mapping[str, list[str]]) -> ViewState:
    """Read the filters of an address.

    Parameters
    ----------
    query : mapping of str to list of str
        Parameters as the address of a view has them; a kind may name several with commas. Others are not looked at.

    Raises
    ------
    InputError
        A value is none of those there are.
    """
    asked = {key: [value for value in query.get(key, []) if value] for key in _FILTER_KEYS}
    asked["kind"] = list(read_kinds(asked["kind"]))
    state, problems = from_mapping(asked)
    if problems:
        understood = filters_of(state)
        lost = next((key for key, values in asked.items() if set(values) - set(understood.get(key, ()))), "")
        raise InputError(f"“{' '.join(asked.get(lost, ()))[:60]}” is nothing that can be filtered by as “{lost}”.")
    return state


def read_view(words: str) -> ViewState:
    """Read the filters of an address of the page, or of the part of one behind its question mark."""
    return read_filters(parse_qs(words.rpartition("?")[2].partition("#")[0]))
