"""The engine's answers on a corpus: from raw text, and with the gold's spans given."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context

import geodata
from geodata.gazetteer import open_gazetteer
from geodata.ingest import make_article
from geodata.outlets import home_of
from geodata.schema import Analysis, to_records
from tests.quality.corpus import Text
from tests.quality.toponyms import Toponym

CHUNK = 4  # texts that a process takes at a time
TELL_EVERY_S = 10.0  # seconds between two words about progress


@dataclass(frozen=True)
class Read:
    """What the engine made of one text."""

    id: str
    raw: tuple[Toponym, ...]
    on_gold: tuple[Toponym, ...]


def read_corpus_with_engine(corpus: Sequence[Text], processes: int = 1, *, tell_source: bool = False) -> list[Read]:
    """Read every text twice, raw and with the gold's spans, in one or several processes; progress goes to stderr.

    The engine gets the text alone, or also the address that it is from, as a program that fetched it would know it.
    """
    read_text = partial(_read_text, tell_source=tell_source)
    if processes == 1:
        return list(_with_progress(map(read_text, corpus), len(corpus)))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(_with_progress(pool.map(read_text, corpus, chunksize=CHUNK), len(corpus)))


def _read_text(text: Text, *, tell_source: bool) -> Read:
    home = home_of(make_article(text.text, url=text.source)) if tell_source else None
    spans = [(gold.start, gold.end) for gold in text.gold]
    raw = toponyms_of(geodata.analyze(text.text, home=home))
    return Read(text.id, raw, toponyms_of(geodata.resolve(text.text, spans, home=home)) if spans else ())


def toponyms_of(analysis: Analysis) -> tuple[Toponym, ...]:
    """Return the mentions of an analysis with the places that they resolved to and those that they might be."""
    places = {place["place_id"]: place for place in to_records(analysis.places)}
    ranked: dict[str, list[Toponym]] = {}
    for row in to_records(analysis.candidates):
        ranked.setdefault(row["mention_id"], []).append(_point(row["latitude"], row["longitude"], row["place_id"]))
    return tuple(
        _toponym(mention, places.get(mention["place_id"]), ranked.get(mention["mention_id"], ()))
        for mention in to_records(analysis.mentions)
    )


def _toponym(mention: dict, place: dict | None, ranked: Iterable[Toponym]) -> Toponym:
    return Toponym(
        mention["start"],
        mention["end"],
        place["latitude"] if place else None,
        place["longitude"] if place else None,
        number_of(mention["place_id"]),
        text=mention["text"],
        kind=mention["kind"],
        score=mention["score"],
        candidates=(*ranked, *_known(mention["text"])),
    )


@cache
def _known(name: str) -> tuple[Toponym, ...]:
    """Return every place of a name: the frame of candidates holds the likeliest only."""
    return tuple(_point(entry.latitude, entry.longitude, entry.place_id) for entry in open_gazetteer().find(name))


def _point(latitude: float, longitude: float, place_id: str) -> Toponym:
    return Toponym(0, 0, latitude, longitude, number_of(place_id))


def number_of(place_id: str | None) -> str | None:
    """Return the GeoNames id in a place id, None where it is of another sort."""
    kind, _, number = (place_id or "").partition(":")
    return number if kind == "geonames" else None


def _with_progress(results: Iterable[Read], total: int) -> Iterator[Read]:
    began = told = time.monotonic()
    for done, result in enumerate(results, start=1):
        yield result
        now = time.monotonic()
        if now - told > TELL_EVERY_S or done == total:
            told = now
            sys.stderr.write(f"{done} of {total} texts in {now - began:.0f} s\n")
