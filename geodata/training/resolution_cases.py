"""Annotated names as cases for the fit of the resolution: a group of candidates, and which of them are right."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from geodata.ingest import make_article
from geodata.models import Document, GazetteerEntry, Mention
from geodata.resolution.evidence import own_evidence
from geodata.resolution.groups import gather
from geodata.resolution.table import EARTH_RADIUS_KM, Codes, Numbers, Table
from geodata.stages import CandidateSource, Recognizer
from geodata.text import make_document

RIGHT_KM = 25.0  # a candidate so near the gold point is right, whatever its id
CLEAR_RIGHT_KM = 20.0  # the same while weights are fitted, where no candidate has the id
LEAST_AT_HOME = 3  # times a paper's other articles must name a town before it is taken for its home

Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One annotated name that has candidates."""

    group: int
    rows: Codes
    gold: Gold
    clear: Numbers  # 1.0 for the rows that the fit should prefer
    right: Numbers  # 1.0 for the rows that a reader would accept


@dataclass
class Text:
    """One annotated text: its candidates, its cases, and how many annotated names have no candidate at all."""

    text_id: str
    paper: str
    table: Table
    cases: tuple[Case, ...]
    without_candidates: tuple[Gold, ...]
    homes: list[GazetteerEntry | None] = field(default_factory=lambda: [None])

    @cached_property
    def weighed_cases(self) -> list[tuple[Case, float]]:
        """Equal cases once, with their weight: the mentions of a name are no independent witnesses."""
        first: dict[tuple[int, bytes], Case] = {}
        counts: Counter[tuple[int, bytes]] = Counter()
        for case in self.cases:
            key = case.group, case.clear.tobytes()
            first.setdefault(key, case)
            counts[key] += 1
        return [(case, math.sqrt(counts[key])) for key, case in first.items()]

    @cached_property
    def evidence(self) -> list[dict[str, Numbers]]:
        """What speaks for each candidate by itself, for every home."""
        return [own_evidence(self.table, home) for home in self.homes]


def read_corpus(path: Path, recognizer: Recognizer, source: CandidateSource, step: int = 1) -> list[Text]:
    """Read a corpus; names that are not annotated are context, as they are when spans are given by a user."""
    with path.open(encoding="utf-8") as lines:
        texts = [_text_of(json.loads(line), recognizer, source) for line in islice(lines, None, None, step)]
    _add_homes(texts)
    return texts


def _text_of(row: Mapping[str, Any], recognizer: Recognizer, source: CandidateSource) -> Text:
    document = make_document(make_article(row["text"]))
    golds = {(toponym["start"], toponym["end"]): toponym for toponym in row["toponyms"]}
    mentions = _mentions(document, golds, recognizer)
    table = Table.of(gather(document, mentions, source))
    cases, lost = _cases(table, [golds.get((mention.start, mention.end)) for mention in mentions])
    paper = (urlsplit(row.get("source") or "").hostname or row["id"]).removeprefix("www.")
    return Text(row["id"], paper, table, tuple(cases), tuple(lost))


def _mentions(document: Document, golds: Mapping[tuple[int, int], Gold], recognizer: Recognizer) -> list[Mention]:
    seen = recognizer.recognize(document)
    kinds = {(mention.start, mention.end): mention.kind for mention in seen}
    given = [
        Mention(f"g{start}-{end}", "", None, start, end, document.text[start:end], kinds.get((start, end), "literal"))
        for start, end in golds
    ]
    around = [
        mention for mention in seen if not any(start < mention.end and mention.start < end for start, end in golds)
    ]
    return sorted([*given, *around], key=lambda mention: mention.start)


def _cases(table: Table, golds: Sequence[Gold | None]) -> tuple[list[Case], list[Gold]]:
    cases, lost = [], []
    for number, group in enumerate(table.groups):
        rows = table.by_group.get(number)
        for gold in (golds[member] for member in group.members):
            if gold is None or gold["lat"] is None:
                continue
            if rows is None:
                lost.append(gold)
            else:
                cases.append(Case(number, rows, gold, *_judge(table, rows, gold)))
    return cases, lost


def _judge(table: Table, rows: Codes, gold: Gold) -> tuple[Numbers, Numbers]:
    by_id = np.array([table.entries[row].place_id == f"geonames:{gold.get('geonameid')}" for row in rows], dtype=float)
    away = km_to(table, rows, gold)
    clear = by_id if by_id.any() else (away < CLEAR_RIGHT_KM).astype(float)
    return clear, np.maximum(by_id, away <= RIGHT_KM)


def km_to(table: Table, rows: Codes, gold: Gold) -> Numbers:
    """Return how far rows lie from a gold point."""
    latitude, longitude = np.radians(table.latitude[rows]), np.radians(table.longitude[rows])
    lat, lon = np.radians(gold["lat"]), np.radians(gold["lon"])
    half = np.sin((latitude - lat) / 2) ** 2 + np.cos(latitude) * np.cos(lat) * np.sin((longitude - lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _add_homes(texts: Sequence[Text]) -> None:
    """Give each text also the home that its paper's other articles speak of most, so that home can be weighed.

    The shipped table of outlets is made without this: here only the weight of a home is learnt, never a home.
    """
    papers: defaultdict[str, list[Text]] = defaultdict(list)
    for text in texts:
        papers[text.paper].append(text)
    for issues in papers.values():
        for text in issues:
            towns = Counter(entry for other in issues if other is not text for entry in _right_towns(other))
            best = towns.most_common(1)
            if best and best[0][1] >= LEAST_AT_HOME:
                text.homes.append(best[0][0])


def _right_towns(text: Text) -> Iterator[GazetteerEntry]:
    for case in text.cases:
        for row in case.rows[case.clear > 0].tolist():
            if text.table.codes[row].startswith("PPL"):
                yield text.table.entries[row]
