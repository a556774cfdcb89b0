"""Readers of the training corpora: every document becomes words with one label a word and head."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from geodata.tagger import KIND_LABELS, WORD, cut_words

FOLDS = 2
"""Of the newspapers: each fold is scored by the network that was trained on the other."""

IGNORED = -100
"""The label index that the loss leaves out."""

ENTITY_NAMES = {"Location": "LOC", "Facility": "FAC", "Person": "PER", "Organization": "ORG", "NORP": "NORP"}
GWN_KINDS = {
    "Literal": "literal",
    "Mixed": "literal",
    "Coercion": "literal",
    "Literal_Modifier": "literal",
    "Metonymic": "associative",
    "Non_Literal_Modifier": "associative",
    "Demonym": "demonym",
    "Language": "demonym",
    "Embedded_Literal": "embedded",
    "Embedded_Non_Lit": "embedded",
}
DEMONYM = re.compile(r"(?:an|ans|ish|ese|i|is|ch|ss|eks?|rks?|landers?)$")
"""Endings of demonyms, asked only of names that their own place's name does not contain."""

NOT_TOPONYMS = frozenset({"Homonym"})


@dataclass
class Labelled:
    """One document: its words, and for each head that it was annotated for one label index a word."""

    name: str
    source: str
    group: str
    words: list[str]
    labels: dict[str, list[int]] = field(default_factory=dict)
    asked: frozenset[int] = frozenset()  # words whose place is asked for
    known: frozenset[int] = frozenset()  # words in names that the gazetteer knows; filled to try it out only


def newspaper_of(record: Mapping[str, Any]) -> str:
    """Return what a toponym document is grouped by: the host of its address, else the document itself."""
    return urlparse(record.get("source") or "").netloc or str(record["id"])


def fold_of(group: str, folds: int) -> int:
    """Return the fold of a newspaper or sentence; by checksum, so that it never changes."""
    return zlib.crc32(group.encode()) % folds


def read_toponyms(path: Path, source: str, words_like: re.Pattern[str] = WORD) -> Iterator[Labelled]:
    """Read a corpus in the shared JSONL format; grouped by newspaper (the host of its address)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        tokens = cut_words(record["text"], words_like)
        document = Labelled(
            name=record["id"],
            source=source,
            group=newspaper_of(record),
            words=[token.text for token in tokens],
            labels={"toponym": [0] * len(tokens), "kind": [IGNORED] * len(tokens)},
        )
        for toponym in record["toponyms"]:
            if toponym.get("type") in NOT_TOPONYMS:
                continue
            inside = [
                n for n, token in enumerate(tokens) if token.start < toponym["end"] and token.end > toponym["start"]
            ]
            for position, n in enumerate(inside):
                document.labels["toponym"][n] = 1 if position == 0 else 2
            kind = _kind_of(toponym)
            if inside and kind:
                document.labels["kind"][inside[0]] = KIND_LABELS.index(kind)
        yield document


def _kind_of(toponym: dict[str, str]) -> str | None:
    """Return the kind of a gold toponym, None where its corpus does not tell."""
    kind = GWN_KINDS.get(toponym.get("type") or "")
    name = toponym.get("name") or ""
    if name and kind != "embedded" and DEMONYM.search(toponym["text"]) and toponym["text"] not in name:
        return "demonym"  # "Iranian" is not in "Islamic Republic of Iran", "Sudan" is in "Republic of the Sudan"
    return kind


def read_entities(folder: Path, words_like: re.Pattern[str] = WORD) -> Iterator[Labelled]:
    """Read the English Worldwide Newswire files; their tokens are cut again as ours are."""
    names = ["O", *(f"{edge}-{name}" for name in ENTITY_NAMES.values() for edge in "BI")]
    for path in sorted(folder.glob("*.tsv")):
        document = Labelled(path.stem, "worldwide", path.stem.rsplit("_", 1)[0], [], {"entity": []})
        for line in path.read_text(encoding="utf-8").splitlines():
            token, _, tag = line.rpartition("\t")
            if not token.strip():
                continue
            edge, _, name = tag.partition("-")
            entity = ENTITY_NAMES.get(name)
            begins = edge in {"B", "S"}
            for part in cut_words(token, words_like):
                label = f"{'B' if begins else 'I'}-{entity}" if entity else "O"
                document.words.append(part.text)
                document.labels["entity"].append(names.index(label))
                begins = False
        if document.words:
            yield document


def read_attributions(path: Path, words_like: re.Pattern[str] = WORD) -> Iterator[Labelled]:
    """Read PolNeAR in the shared JSONL format."""
    parts = ("source", "cue", "content")
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        tokens = cut_words(record["text"], words_like)
        labels = [0] * len(tokens)
        starts = {token.start: n for n, token in enumerate(tokens)}
        for attribution in record["attributions"]:
            for number, part in enumerate(parts):
                for start, end in _spans(attribution.get(part)):
                    first = next((starts[at] for at in range(start, end) if at in starts), None)
                    if first is None:
                        continue
                    n = first
                    while n < len(tokens) and tokens[n].start < end:
                        labels[n] = 2 * number + (1 if n == first else 2)
                        n += 1
        yield Labelled(record["id"], "polnear", record["id"], [token.text for token in tokens], {"attribution": labels})


def _spans(part: object) -> Iterator[tuple[int, int]]:
    for span in part or ():  # type: ignore[attr-defined]
        yield (span["start"], span["end"]) if isinstance(span, dict) else (span[0], span[1])


def read_event_places(path: Path, words_like: re.Pattern[str] = WORD) -> Iterator[Labelled]:
    """Read the event location sentences: a verb is asked about, and the names of the places where it happened are told.

    Sentences stand there once for each verb; the group is the sentence, so that a split cannot part them.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        words = cut_words(record["text"], words_like)
        labels = [0] * len(words)
        for start, end in record["locations"]:
            inside = [n for n, word in enumerate(words) if word.start < end and word.end > start]
            for position, n in enumerate(inside):
                labels[n] = 1 if position == 0 else 2
        asked = frozenset(
            n for n, word in enumerate(words) for start, end in record["verb"] if word.start < end and word.end > start
        )
        yield Labelled(
            record["id"], "event_location", record["text"], [word.text for word in words], {"where": labels}, asked
        )
