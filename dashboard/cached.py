"""The only caches of the page, and the only place where it touches the library and the engine."""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access, exports
from dashboard.map_data import Drawn, draw_data, map_data
from dashboard.view import Prepared, View, prepare, select_in
from dashboard.view.facets import Facets, count_facets
from dashboard.view.rows import Rows
from dashboard.viewstate import ALL_NAMES, Keys, ViewState
from geodata import schema
from geodata.captures import Capture, recorded
from geodata.corrections import machine_analysis
from geodata.errors import ArticleNotFound
from geodata.incoming import recall
from geodata.ingest import make_article
from geodata.models import Article
from geodata.pipeline import analyze_article, correct, load_corrected
from geodata.place_index import open_places
from geodata.samples import read_sample, sample_names
from geodata.schema import Analysis
from geodata.store import Store, open_store

ARTICLES_KEPT = 32  # analyses held in memory for all readers together, some 200 kB each
VIEWS_KEPT = 128  # views held in memory: one per article and filters
BODIES_KEPT = 128  # places and texts as the browser fetches them: some 100 kB each, 10 MB for 20,000 places
FILES_KEPT = 24  # files of articles as programs fetch them, part by part: some 200 kB each, a picture 500 kB
STAMP_DIGITS = 16  # hex digits by which two states of an article are told apart

Progress = Callable[[str, float], None]


@st.cache_resource(show_spinner=False)
def _open_store(path: str | None) -> Store:
    return open_store(path)


def store() -> Store:
    """Return the library, opened once for all readers."""
    return _open_store(access.read_options().store)


@st.cache_resource(max_entries=ARTICLES_KEPT, show_spinner=False)
def _load(article_id: str, stamp: str) -> Analysis:  # noqa: ARG001 - the stamp says whether it was changed meanwhile
    return load_corrected(store(), article_id)


def load(article_id: str) -> Analysis:
    """Return an analysis by the id of its article: what is open here without being kept, else what the library has.

    Raises
    ------
    ArticleNotFound
        When neither has it.
    """
    return load_kept(article_id) if is_kept(article_id) else Analysis.from_json(st.session_state[Keys.UNKEPT])


def load_kept(article_id: str) -> Analysis:
    """Return an article of the library as people corrected it, read once until somebody changes it."""
    return _load(article_id, store().stamp(article_id))


@st.cache_resource(max_entries=FILES_KEPT, show_spinner=False)
def _file(article_id: str, stamp: str, what: str, _make: Callable[[], bytes]) -> bytes:  # noqa: ARG001
    return _make()


def file_of(article_id: str, what: str, make: Callable[[], bytes]) -> bytes:
    """Return a file of a kept article, written once for all parts of it that a program asks for."""
    return _file(article_id, store().stamp(article_id), what, make)


def stamp(article_id: str) -> str:
    """Return a word that changes whenever anybody changes a kept article; empty where the library has none of it."""
    found = store().stamp(article_id)
    return hashlib.sha256(found.encode()).hexdigest()[:STAMP_DIGITS] if found else ""


def is_kept(article_id: str) -> bool:
    """Tell whether an article is the library's, and not one that is only open here."""
    unkept = st.session_state.get(Keys.UNKEPT)
    return not (unkept and unkept["article"]["article_id"] == article_id)


def keep(analysis: Analysis) -> None:
    """Put an analysis into the library, or change the one that is there."""
    store().save(analysis)
    if not is_kept(analysis.article.article_id):
        st.session_state[Keys.UNKEPT] = None


def hold(analysis: Analysis) -> None:
    """Have an analysis open in this window only; nothing is written to the disk."""
    st.session_state[Keys.UNKEPT] = analysis.to_json()


def save(analysis: Analysis) -> None:
    """Keep a changed analysis where it was: in the library, or in this window only."""
    if is_kept(analysis.article.article_id):
        keep(analysis)
    else:
        hold(analysis)


def analyse(article: Article, *, home: str | None = None, progress: Progress | None = None) -> Analysis:
    """Analyse a captured article."""
    return analyze_article(article, home=home, progress=progress)


def read(capture: Capture, progress: Progress | None = None) -> Analysis:
    """Analyse what came in, with the record of its capture and what the library knows of it."""
    known = recall(capture, store())
    return recorded(analyse(known.article, progress=progress), known.record)


def change_article(analysis: Analysis, *, title: str, publisher: str) -> None:
    """Save the headline and the publisher that a reader gives an article."""
    log = schema.to_objects("corrections", analysis.corrections)
    read = machine_analysis(analysis)  # what people said of it is said again of the new reading
    article = dataclasses.replace(read.article, title=title.strip() or None, publisher=publisher.strip() or None)
    save(correct(dataclasses.replace(read, article=article), log))


def first_article(progress: Progress | None = None) -> str:
    """Return the article that the page opens with: the first one that the command was given, else the first sample."""
    return access.read_options().article or open_sample(sample_names()[0], progress)


def open_sample(name: str, progress: Progress | None = None) -> str:
    """Return the id of a sample's article, analysed and in the library."""
    sample = read_sample(name)
    article = make_article(sample.text, title=sample.title, publisher=sample.publisher, published=sample.published)
    try:
        load(article.article_id)
    except ArticleNotFound:
        keep(analyse(article, home=sample.home, progress=progress))
    return article.article_id


@st.cache_resource(max_entries=ARTICLES_KEPT, show_spinner=False)
def _rows(article_key: str, _analysis: Analysis) -> Rows:  # noqa: ARG001
    return Rows(_analysis)


def rows(analysis: Analysis) -> Rows:
    """Return an analysis as records."""
    return _rows(_key(analysis), analysis)


@st.cache_resource(max_entries=VIEWS_KEPT, show_spinner=False)
def _prepared(article_key: str, state_key: str, _analysis: Analysis, _state: ViewState) -> Prepared:  # noqa: ARG001
    return prepare(_rows(article_key, _analysis), _state)


def view(analysis: Analysis, state: ViewState) -> View:
    """Return what is shown of an analysis; what a click does not change is answered from memory."""
    filters = state.only_filters()
    return select_in(_prepared(_key(analysis), repr(filters), analysis, filters), state)


@st.cache_resource(max_entries=VIEWS_KEPT, show_spinner=False)
def _facets(article_key: str, state_key: str, _analysis: Analysis, _state: ViewState) -> Facets:  # noqa: ARG001
    return count_facets(_rows(article_key, _analysis), _state)


def facets(analysis: Analysis, state: ViewState) -> Facets:
    """Return how many statements each value of each filter would show."""
    filters = state.only_filters()
    return _facets(_key(analysis), repr(filters), analysis, filters)


def _key(analysis: Analysis) -> str:
    """Return what tells one state of an analysis from another."""
    article = analysis.article
    facts = (article.article_id, article.title, article.publisher, article.published)
    return repr((facts, analysis.provenance.get("analyzed_at"), tuple(analysis.corrections["correction_id"])))


def shown(analysis: Analysis, state: ViewState) -> View:
    """Return what the page shows; where nothing is said to have happened anywhere, names are better than no map."""
    found = view(analysis, state)
    if found.summary.total and (found.spots or found.countries or state.is_filtered):
        return found
    return view(analysis, dataclasses.replace(state, role=(*state.role, ALL_NAMES)))


def map_address(analysis: Analysis, state: ViewState) -> str:
    """Return the name under which the browser can fetch the places of a view; they are made when it does."""
    asked = state.only_filters()
    key = _key(analysis), repr(asked)
    name = hashlib.sha256(repr((_of_this_run(), *key)).encode()).hexdigest()
    return _put(name, lambda: _drawn("places", *key, lambda: _places(analysis, asked)))


def _places(analysis: Analysis, state: ViewState) -> Mapping[str, Any]:
    return map_data(shown(analysis, state), open_places().outline)


def prepare_ahead(state: ViewState) -> None:
    """Make what the page of a kept article begins with, before it is asked for."""
    if state.article:
        offered(map_address(load_kept(state.article), state))


def offer(what: str, analysis: Analysis, state: ViewState, make: Callable[[], Mapping[str, Any]]) -> str:
    """Return the name under which the browser can fetch a part of a view, made once for all that may be selected."""
    drawn = _drawn(what, _key(analysis), repr(state.only_filters()), make)
    return _put(drawn.signature, lambda: drawn)


def offered(name: str) -> Drawn | None:
    """Return a part of a view that was shown lately, as JSON; it may have to be made first."""
    make = _offers().get(name)
    return make() if make else None


def _put(name: str, make: Callable[[], Drawn]) -> str:
    offers = _offers()
    offers.pop(name, None)
    offers[name] = make
    for old in list(offers)[:-BODIES_KEPT]:
        offers.pop(old, None)
    return name


@st.cache_resource(max_entries=BODIES_KEPT, show_spinner=False)
def _drawn(what: str, article_key: str, state_key: str, _make: Callable[[], Mapping[str, Any]]) -> Drawn:  # noqa: ARG001
    return draw_data(_make())


@st.cache_resource(show_spinner=False)
def _offers() -> dict[str, Callable[[], Drawn]]:
    """Hold what the browsers fetch of the views that were shown last, the latest at the end, for all readers."""
    return {}


@st.cache_resource(show_spinner=False)
def _of_this_run() -> str:
    """Return a word that no other run has: browsers keep what they fetched, and the next version may draw otherwise."""
    return secrets.token_hex()


def library() -> pd.DataFrame:
    """Return the kept articles, the newest first."""
    return store().list_articles()


def rename(article_id: str, title: str) -> None:
    """Give a kept article another headline."""
    store().rename(article_id, title)


def delete(article_id: str) -> None:
    """Take an article out of the library; this window can still bring it back."""
    st.session_state[Keys.UNDO] = load(article_id).to_json()
    store().delete(article_id)


def undo_delete() -> None:
    """Bring the last deleted article back."""
    deleted = st.session_state.pop(Keys.UNDO, None)
    if deleted:
        keep(Analysis.from_json(deleted))


def do_not_keep(article_id: str) -> None:
    """Take an article out of the library and go on showing it in this window only."""
    analysis = load(article_id)
    store().delete(article_id)
    hold(analysis)


def export(analysis: Analysis, name: str, state: ViewState) -> bytes:
    """Return what the filters of a view let through as the bytes of a file; see `dashboard.exports`."""
    return exports.export(analysis, name, state)


def page_file(analysis: Analysis, state: ViewState) -> bytes:
    """Return the self-contained page of a view: map, text and statements, without a server."""
    return exports.export(analysis, "html", state)
