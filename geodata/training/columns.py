"""Readers of entity corpora in columns, one word a line, with the few kinds that they share with ours.

Only tried out (`ablate.py`); the shipped tagger has seen none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata.tagger import ENTITY_LABELS, cut_words
from geodata.training.corpora import IGNORED, Labelled

SENTENCES = 20
"""Sentences that make one document: these corpora are lists of sentences or tweets."""

KINDS = {
    **dict.fromkeys(("LOC", "location", "country"), "LOC"),
    **dict.fromkeys(("PER", "person", "politician"), "PER"),
    **dict.fromkeys(("ORG", "organisation", "politicalparty", "corporation", "group"), "ORG"),
}
"""Their kinds and ours; the words of any other kind are not learned from."""


@dataclass(frozen=True)
class Columns:
    """Where a corpus has its words and labels."""

    source: str
    files: str
    word: int = 0
    label: int = 1
    separator: str | None = "\t"


CORPORA = (
    Columns("wikigold", "wikigold_sec/wikigold/CONLL-format/data/*.txt", separator=" "),
    Columns("uner", "uner_*/*.iob2", word=1, label=2),
    Columns("btc", "btc/*.conll"),
    Columns("wnut", "wnut17/*train.conll"),
    Columns("crossner", "crossner_politics/*.txt"),
)


def read_all(folder: Path) -> Iterator[Labelled]:
    """Yield the documents of all corpora below `folder`."""
    for columns in CORPORA:
        for path in sorted(folder.glob(columns.files)):
            yield from _documents(path, columns)


def _documents(path: Path, columns: Columns) -> Iterator[Labelled]:
    document, count = _empty(columns), 0
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split(columns.separator)
        if line.startswith("#") or len(cells) <= columns.label:
            count += not line.strip()
            if count == SENTENCES:
                yield document
                document, count = _empty(columns), 0
            continue
        _add(document, cells[columns.word], cells[columns.label].strip())
    if document.words:
        yield document


def _empty(columns: Columns) -> Labelled:
    return Labelled("", columns.source, "", [], {"entity": []})


def _add(document: Labelled, word: str, tag: str) -> None:
    edge, _, kind = tag.partition("-")
    begins = edge == "B" or (edge == "I" and document.labels["entity"][-1:] in ([], [0]))
    for part in cut_words(word):
        document.words.append(part.text)
        document.labels["entity"].append(_label(kind, begins))
        begins = False


def _label(kind: str, begins: bool) -> int:
    if not kind:
        return 0
    ours = KINDS.get(kind)
    return ENTITY_LABELS.index(f"{'B' if begins else 'I'}-{ours}") if ours else IGNORED
