"""`dateline export`: articles of the library as files, without analysing them again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from dashboard import access
from dashboard.assets.startup import ensure_built
from dashboard.commands import progress
from dashboard.commands.analyze import read_state, write_all
from dashboard.commands.failures import NothingUsable
from geodata.errors import ArticleNotFound
from geodata.schema import Analysis
from geodata.store import Store, open_store

ALL = "all"
"""The word for every article of the library."""


def export(options: argparse.Namespace) -> int:
    """Write kept articles; return 0 when at least one was there."""
    state = read_state(options.view, options.kind)
    ensure_built(progress.preparing())
    store = open_store(options.store or access.read_options().store)
    ids = list(store.list_articles()["article_id"]) if ALL in options.ids else options.ids
    return write_all(_kept(store, ids), len(ids), options, state)


def _kept(store: Store, ids: Sequence[str]) -> Iterator[Analysis]:
    """Yield the kept analyses; of several, one that is not there is complained about and left out."""
    from geodata.pipeline import load_corrected  # brings the engine, which other commands do without

    found = 0
    for article_id in ids:
        try:
            analysis = load_corrected(store, article_id)
        except ArticleNotFound as error:
            if len(ids) == 1:
                raise
            progress.complain(article_id, str(error))
            continue
        found += 1
        yield analysis
    if not found:
        raise NothingUsable("the library has none of these articles; `dateline` shows what it has")
