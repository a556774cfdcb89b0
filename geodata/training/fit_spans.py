"""Fit which spans are sources, cues and contents: ``python -m geodata.training.fit_spans TRAIN.jsonl [DEV.jsonl]``.

The corpora are PolNeAR in the shared JSON Lines format. The shipped tagger reads every text, each candidate span gets
its evidence, and a small network a part learns which of them have the gold's very edges. Prints exact F1 on DEV, which
no fit has seen, and writes `resources/attribution/spans.npz`. Needs PyTorch.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from geodata.attribution.candidates import candidates
from geodata.attribution.choosing import PARTS, THRESHOLDS, WIDEST, SpanJudge, choose
from geodata.attribution.evidence import evidence
from geodata.attribution.wordview import Floats, Ints, WordView
from geodata.language.quotations import Quotations
from geodata.tagger import shipped_tagger
from geodata.text import split_sentences

HIDDEN = 48
EPOCHS = 12
BATCH = 512
HIGHEST_RATE = 3e-3
DECAY = 0.01
DROPOUT = 0.2
SEED = 20260
FLATTEST = 0.02  # spread below which evidence is not scaled: a sign that is nearly never there
WEIGHTS_FILE = Path(__file__).parent.parent / "resources" / "attribution" / "spans.npz"

Span = tuple[int, int, int]


@dataclass(frozen=True)
class Case:
    """One text: its words, its candidates with their evidence by part, and the gold's spans."""

    view: WordView
    spans: Ints
    rows: tuple[Floats, ...]
    gold: frozenset[Span]


def main() -> None:
    """Fit, score and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path, nargs="?")
    parser.add_argument("--limit", type=int, help="only the first so many texts of TRAIN")
    parser.add_argument("--out", type=Path, default=WEIGHTS_FILE)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    train = list(cases(options.train, options.limit))
    judges = [fit(train, part) for part in range(len(PARTS))]
    arrays = {f"{name}.{key}": value for name, one in zip(PARTS, judges, strict=True) for key, value in one.items()}
    options.out.parent.mkdir(exist_ok=True)
    np.savez_compressed(options.out, **{name: value.astype(np.float32) for name, value in arrays.items()})
    if options.dev:
        print(scores(list(cases(options.dev)), [SpanJudge(**one) for one in judges]))


def cases(path: Path, limit: int | None = None) -> Iterator[Case]:
    """Read a corpus as the shipped tagger sees it."""
    tagger = shipped_tagger(1)
    for line in path.read_text(encoding="utf-8").splitlines()[:limit]:
        record = json.loads(line)
        text = record["text"]
        tags = tagger.tag(text)
        view = WordView.of(tags, text, list(split_sentences(text)), Quotations(text))
        spans = candidates(view)
        rows = tuple(_rows(view, spans[spans[:, 0] == part]) for part in range(len(PARTS)))
        yield Case(view, spans, rows, frozenset(_gold(record, tags.words)))


def _rows(view: WordView, spans: Ints) -> Floats:
    return evidence(view, spans).astype(np.float32) if len(spans) else np.zeros((0, 0), np.float32)


def _gold(record: dict[str, Any], words: Sequence[Any]) -> Iterator[Span]:
    """Yield the gold's spans in words, those of a part that touch made one; one that cuts a word has no equal."""
    starts = {word.start: n for n, word in enumerate(words)}
    ends = {word.end: n + 1 for n, word in enumerate(words)}
    for part, name in enumerate(PARTS):
        spans = sorted(tuple(span) for item in record["attributions"] for span in item.get(name) or [])
        whole: list[list[int]] = []
        for start, end in spans:
            if whole and not record["text"][whole[-1][1] : start].strip():
                whole[-1][1] = max(end, whole[-1][1])
            else:
                whole.append([start, end])
        yield from ((part, starts.get(start, -start), ends.get(end, -end)) for start, end in whole)


def fit(train: Sequence[Case], part: int) -> dict[str, Floats]:
    """Fit the network of one part."""
    rows = np.vstack([case.rows[part] for case in train if case.rows[part].size])
    spans = [[tuple(span) for span in case.spans[case.spans[:, 0] == part].tolist()] for case in train]
    right = [span in case.gold for case, own in zip(train, spans, strict=True) for span in own]
    spread = rows.std(axis=0)
    middle, spread = rows.mean(axis=0), np.where(spread < FLATTEST, 1.0, spread)
    network = _trained(torch.tensor((rows - middle) / spread).clamp(-WIDEST, WIDEST), torch.tensor(right).float())
    first, last = network[0], network[3]
    return {
        "middle": middle,
        "spread": spread,
        "hidden": first.weight.detach().numpy().T,
        "hidden_bias": first.bias.detach().numpy(),
        "out": last.weight.detach().numpy()[0],
        "out_bias": last.bias.detach().numpy(),
    }


def _trained(rows: torch.Tensor, right: torch.Tensor) -> nn.Sequential:
    network = nn.Sequential(nn.Linear(rows.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, 1))
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=DECAY)
    steps = EPOCHS * len(rows) // BATCH + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, HIGHEST_RATE, total_steps=steps)
    for _ in range(steps):
        drawn = torch.randint(0, len(rows), (BATCH,))
        loss = nn.functional.binary_cross_entropy_with_logits(network(rows[drawn])[:, 0], right[drawn])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return network.eval()


def scores(held_out: Sequence[Case], judges: Sequence[SpanJudge]) -> str:
    """Return precision, recall and F1 of the chosen spans by part."""
    lines = [f"thresholds {THRESHOLDS.tolist()}"]
    found = [{(one.part, one.first, one.last) for one in choose(case.view, judges)} for case in held_out]
    for part, name in enumerate(PARTS):
        given = sum(span[0] == part for spans in found for span in spans)
        wanted = sum(span[0] == part for case in held_out for span in case.gold)
        right = sum(span[0] == part for spans, case in zip(found, held_out, strict=True) for span in spans & case.gold)
        lines.append(f"{name}: P {right / given:.4f} R {right / wanted:.4f} F1 {2 * right / (given + wanted):.4f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
