"""Score which place belongs to which event: ``python -m tests.quality.event_places --corpus FILE``.

FILE is JSON Lines: ``{"text", "source", "verb": [[s, e]], "locations": [[s, e], ...]}``, a sentence, the verb of an
event in it and the names of the places where it happened, often none. Spans are half-open characters.

Only public frames are read. The statement of a verb is the one that has it as trigger, else the shortest that holds it;
its places are the names behind its rows of ``claims_at_place`` (the map), or those among its evidence (the reading: a
name that no gazetteer knows is read and cannot be drawn). A name is right when it shares a character with the gold's.

``--held-out`` asks only the sentences that no model was trained on, one of six by checksum; ``--sample`` every n-th.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import geodata
from geodata.schema import Analysis, to_records
from tests.quality.tables import Row, as_text

Span = tuple[int, int]
Places = Mapping[str, Sequence[Span]]
"""The places of one event, by reading."""

READINGS = ("map", "reading")
HELD_OUT = 6  # one sentence of so many was kept from training, by the checksum of its text
TASK = 50  # sentences that a worker is given at once
FEWEST = 10  # events of a source that has a row of its own


@dataclass(frozen=True)
class Question:
    """One verb of a sentence, and the names of the places where what it tells happened."""

    verb: tuple[Span, ...]
    gold: tuple[Span, ...]
    source: str


@dataclass(frozen=True)
class Told:
    """One statement: its words, its trigger words, and its places by reading."""

    span: Span
    triggers: tuple[Span, ...]
    places: Places


def read_questions(path: Path, *, held_out: bool = False) -> dict[str, list[Question]]:
    """Read a corpus as questions grouped by sentence, so that each is read once."""
    grouped: dict[str, list[Question]] = {}
    for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        if held_out and zlib.crc32(record["text"].encode()) % HELD_OUT:
            continue
        question = Question(_spans(record["verb"]), _spans(record["locations"]), record["source"])
        grouped.setdefault(record["text"], []).append(question)
    return grouped


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)


def told_in(analysis: Analysis) -> list[Told]:
    """Return the statements of an analysis with the names of their places."""
    names = {row["mention_id"]: (row["start"], row["end"]) for row in to_records(analysis.mentions)}
    drawn: dict[str, list[Span]] = {}
    for row in to_records(analysis.claims_at_place):
        if row["mention_id"] in names:
            drawn.setdefault(row["claim_id"], []).append(names[row["mention_id"]])
    return [_told(row, tuple(drawn.get(row["claim_id"], ()))) for row in to_records(analysis.claims)]


def _told(row: Mapping[str, object], drawn: tuple[Span, ...]) -> Told:
    evidence: dict[str, list[Span]] = {}
    for item in row["evidence"] or ():  # type: ignore[attr-defined]
        evidence.setdefault(item["what"], []).append((item["start"], item["end"]))
    places = {"map": drawn, "reading": tuple(evidence.get("place", ()))}
    return Told((row["start"], row["end"]), tuple(evidence.get("trigger", ())), places)  # type: ignore[arg-type]


def places_of(told: Sequence[Told], verb: Sequence[Span]) -> Places:
    """Return the places of what a verb tells; none where no statement holds it."""
    by_trigger = [item for item in told if any(_touch(one, other) for one in item.triggers for other in verb)]
    holding = [item for item in told if any(_touch(item.span, part) for part in verb)]
    best = min(by_trigger or holding, key=_length, default=None)
    return best.places if best else {}


def _length(told: Told) -> int:
    return told.span[1] - told.span[0]


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score(answers: Iterable[tuple[Sequence[Span], Sequence[Span]]]) -> Counter[str]:
    """Count over events, each with the names given and those of the gold."""
    counts: Counter[str] = Counter()
    for given, gold in answers:
        counts["right given"] += sum(any(_touch(one, other) for other in gold) for one in given)
        counts["right wanted"] += sum(any(_touch(one, other) for other in given) for one in gold)
        counts.update({"given": len(given), "wanted": len(gold), "without": not gold})
        counts["false places"] += bool(given) and not gold
    return counts


def f1_of(counts: Counter[str]) -> tuple[float, float, float]:
    """Return precision, recall and their harmonic mean."""
    precision = counts["right given"] / counts["given"] if counts["given"] else 0.0
    recall = counts["right wanted"] / counts["wanted"] if counts["wanted"] else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def answered(texts: Sequence[str], workers: int) -> Iterator[list[Told]]:
    """Read sentences, in order."""
    if workers < 2:
        yield from map(read_sentence, texts)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_sentence, texts, chunksize=TASK)


def read_sentence(text: str) -> list[Told]:
    """Read one sentence as an article of its own."""
    return told_in(geodata.analyze(text))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    options = _parser().parse_args(arguments)
    grouped = read_questions(options.corpus, held_out=options.held_out)
    texts = list(grouped)[:: options.sample]
    asked = [
        (text, question, places_of(told, question.verb))
        for text, told in zip(texts, answered(texts, options.workers), strict=True)
        for question in grouped[text]
    ]
    for reading in READINGS:
        title = f"{reading}: {len(asked)} events in {len(texts)} sentences"
        sys.stdout.write(as_text(title, list(_rows(asked, reading))))
    if options.out:
        options.out.write_text("".join(f"{_line(*item)}\n" for item in asked), encoding="utf-8")


def _rows(asked: Sequence[tuple[str, Question, Places]], reading: str) -> Iterator[Row]:
    """Yield the figures of all events and of those of each source."""
    sources = Counter(question.source for _, question, _ in asked)
    for source in ("all", *(source for source, count in sources.most_common() if count >= FEWEST)):
        counts = score(
            (places.get(reading, ()), question.gold)
            for _, question, places in asked
            if source in ("all", question.source)
        )
        yield _row(source, counts)


def _row(source: str, counts: Counter[str]) -> Row:
    precision, recall, f1 = f1_of(counts)
    false = counts["false places"] / counts["without"] if counts["without"] else 0.0
    figures = {"P": precision, "R": recall, "F1": f1, "false places": false}
    return {"source": source, **figures, "given": counts["given"], "wanted": counts["wanted"]}


def _line(text: str, question: Question, places: Places) -> str:
    return json.dumps({"text": text, "verb": question.verb, "gold": question.gold, **places})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.event_places", description="Score places of events.")
    parser.add_argument("--corpus", type=Path, required=True, help="JSON Lines with verbs and their places")
    parser.add_argument("--held-out", action="store_true", help="only sentences that no model was trained on")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="only every n-th sentence")
    parser.add_argument("--workers", type=int, default=1, help="processes that read")
    parser.add_argument("--out", type=Path, help="where to keep what was found")
    return parser


if __name__ == "__main__":
    main()
