"""Score certainty and polarity of single events: ``python -m tests.quality.factuality --corpus FILE``.

FILE is CoNLL with a factuality from -3 (certainly not) to 3 (certainly) in its third column, as UDS-It-Happened has it.
Ours is a number by a small table; agreement is the correlation, the mean distance, and the share of equal signs among
events whose gold is at least one from zero. ``--show`` lists the furthest apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from geodata.certainty import Judgement, judge_predicate
from geodata.ingest import make_article
from geodata.language.phrases import SentenceWords
from geodata.text import make_document

CLEAR = 1.0
"""Distance from zero from which on the gold has a sign."""

SHOWN = 80
"""Events that are listed."""

_HAPPENED = {"certain": 1.8, "probable": 0.8, "possible": 0.3, "unknown": 0.0}
_DENIED = {"certain": -1.8, "probable": -1.2, "possible": -0.8, "unknown": -0.5}
_AHEAD = {"certain": -1.2, "probable": -0.4, "possible": -0.4, "unknown": -0.2}
"""The corpus asks whether it happened: what lies ahead or is asked for has not, however sure it is."""


@dataclass(frozen=True)
class Event:
    """One event of the corpus in its sentence."""

    text: str
    start: int
    word: str
    value: float


@dataclass(frozen=True)
class Scored:
    """One event, what was read, and its number."""

    event: Event
    judgement: Judgement
    value: float


def read_events(path: Path) -> list[list[Event]]:
    """Read the events of each sentence."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [list(_events(block.splitlines())) for block in blocks]


def _events(lines: Sequence[str]) -> Iterator[Event]:
    text, places = "", []
    for line in lines:
        cells = line.split("\t")
        if cells[2] != "_":
            places.append((len(text), cells[1], float(cells[2])))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[-1] else " ")
    for start, word, value in places:
        yield Event(text.rstrip(), start, word, value)


def number_of(judgement: Judgement) -> float:
    """Return a judgement on the scale of the corpus."""
    if judgement.polarity == "negative":
        return _DENIED[judgement.certainty]
    came = judgement.realis in ("realised", "ongoing")
    return (_HAPPENED if came else _AHEAD)[judgement.certainty]


def score_events(events: Sequence[Event]) -> Iterator[Scored]:
    """Judge the events of one sentence."""
    if not events or not events[0].text.strip():
        return
    document = make_document(make_article(events[0].text))
    for event in events:
        sentence = document.sentence_at(event.start)
        if sentence is None:
            continue
        words = SentenceWords(document, sentence)
        at, _ = words.words_in(event.start, event.start + len(event.word))
        if at < len(words.words):
            judgement = judge_predicate(words, at)
            yield Scored(event, judgement, number_of(judgement))


def report(scored: Sequence[Scored]) -> Iterator[str]:
    """Yield the figures."""
    ours, gold = np.array([one.value for one in scored]), np.array([one.event.value for one in scored])
    clear = np.abs(gold) >= CLEAR
    signs = (ours[clear] >= 0) == (gold[clear] >= 0)
    yield f"{len(scored)} events, {int(clear.sum())} of them with a clear sign"
    yield f"correlation                {np.corrcoef(ours, gold)[0, 1]:.4f}"
    yield f"mean distance              {np.abs(ours - gold).mean():.4f}  (of a constant: {_constant(gold):.4f})"
    yield f"same sign                  {signs.mean():.4f}  (always so: {(gold[clear] >= 0).mean():.4f})"
    negative = ours[clear] < 0
    right = int((negative & (gold[clear] < 0)).sum())
    precision, recall = right / max(1, int(negative.sum())), right / max(1, int((gold[clear] < 0).sum()))
    yield f"did not happen             P {precision:.4f}  R {recall:.4f}"
    yield from _means(scored)


def _constant(gold: np.ndarray) -> float:
    return float(np.abs(gold - gold.mean()).mean())


def _means(scored: Sequence[Scored]) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for one in scored:
        judgement = one.judgement
        groups[judgement.certainty, judgement.polarity, judgement.realis].append(one.event.value)
    for key, values in sorted(groups.items()):
        yield f"  {' '.join(key):32s} {len(values):5d} events, gold on average {np.mean(values):+.2f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.factuality", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="CoNLL with a factuality in its third column")
    parser.add_argument("--limit", type=int, help="only the first so many sentences")
    parser.add_argument("--show", action="store_true", help="list the events that are furthest apart")
    options = parser.parse_args(arguments)
    scored = [one for events in read_events(options.corpus)[: options.limit] for one in score_events(events)]
    if options.show:
        furthest = sorted(scored, key=lambda one: -abs(one.value - one.event.value))[:SHOWN]
        sys.stdout.writelines(f"{_line(one)}\n" for one in furthest)
    sys.stdout.writelines(f"{line}\n" for line in report(scored))


def _line(one: Scored) -> str:
    event, judgement = one.event, one.judgement
    read = f"{judgement.certainty} {judgement.realis}"
    return f"{event.value:+.1f} {one.value:+.1f} {read} [{event.word}] {event.text}"


if __name__ == "__main__":
    main()
