"""Train the tagger in four stages; each is a seeded command that takes up where it was stopped.

    python -m geodata.training.train base --shared ../shared --tokenizer T.json --weights W.safetensors --out A
    python -m geodata.training.train names --shared ../shared --tokenizer T.json --start A/base.pt --out B
    python -m geodata.training.train said --shared ../shared --tokenizer T.json --start B/names.pt --out C
    python -m geodata.training.train where --shared ../shared --tokenizer T.json --start B/names.pt --out D

`base` learns entities, attributions and the places of events from a published encoder; it sees no toponym corpus.
`names` goes on from it with the toponym corpora and a share of the others, so that nothing is forgotten; `--without`
leaves a corpus out to be scored on it, `--fold` half of the newspapers. `said` and `where` each make a network of its
own of it, which reads nothing but attributions, or the places of events. PyTorch is needed here only.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from geodata.tagger import WORD, PieceEncoder, Window
from geodata.training.batches import SEED, Batches
from geodata.training.corpora import (
    FOLDS,
    IGNORED,
    Labelled,
    fold_of,
    read_attributions,
    read_entities,
    read_event_places,
    read_toponyms,
)
from geodata.training.network import Network, load_encoder
from geodata.training.scores import evaluate


@dataclass(frozen=True)
class Stage:
    """How one stage is trained."""

    epochs: float
    encoder_rate: float
    head_rate: float
    shown: Mapping[str, float]  # how often an epoch shows the documents of each source; a corpus not named is left out


STAGES = {
    "base": Stage(1.6, 1.5e-4, 1e-3, {"worldwide": 1, "polnear": 1, "event_location": 1}),
    "names": Stage(1, 1e-4, 8e-4, {"worldwide": 0.3, "polnear": 2.5, "event_location": 4, "lgl": 3, "geowebnews": 3}),
    "said": Stage(3, 5e-5, 4e-4, {"polnear": 1}),
    "where": Stage(4, 5e-5, 4e-4, {"event_location": 1}),
}
WARM_UP = 0.06  # share of the steps
WEIGHT_DECAY = 0.01
HELD_OUT = 6  # one sentence of the event places of so many is held out
CHECKPOINT_EVERY = 100  # steps
REPORT_EVERY = 25  # steps
TOPONYM_FILES = {"lgl": "lgl_dev.jsonl", "geowebnews": "geowebnews.jsonl"}


def read_toponym_corpora(shared: Path, without: str | None, fold: int | None) -> tuple[list[Labelled], list[Labelled]]:
    """Return the toponym documents to train on and those to score on."""
    train, held_out = [], []
    for source, file in TOPONYM_FILES.items():
        for document in read_toponyms(shared / "corpora" / file, source):
            aside = source == without or fold_of(document.group, FOLDS) == fold
            (held_out if aside else train).append(document)
    return train, held_out


def read_others(shared: Path, words_like: re.Pattern[str] = WORD) -> tuple[list[Labelled], list[Labelled]]:
    """Return the other documents to train on and those to score on."""
    places = list(read_event_places(shared / "corpora/event_location_train.jsonl", words_like))
    train = [
        *read_entities(shared / "training/en_worldwide", words_like),
        *read_attributions(shared / "corpora/polnear_train.jsonl", words_like),
        *(document for document in places if fold_of(document.group, HELD_OUT)),
    ]
    held_out = [document for document in places if not fold_of(document.group, HELD_OUT)]
    return train, [*read_attributions(shared / "corpora/polnear_dev.jsonl"), *held_out]


def loss_of(network: Network, tensors: Sequence[Tensor]) -> Tensor:
    """Return the summed cross-entropy of all heads that the batch is labelled for."""
    pieces, shapes, present, *labels = tensors
    total = torch.zeros(())
    for logits, gold in zip(network(pieces, shapes, present), labels, strict=True):
        if (gold != IGNORED).any():
            total = total + nn.functional.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)
    return total


def rate_at(step: int, steps: int) -> float:
    """Return the share of the full learning rate: a linear rise, then a linear fall."""
    rise = max(1, int(WARM_UP * steps))
    return step / rise if step < rise else max(0.0, (steps - step) / (steps - rise))


def make_optimizer(network: Network, stage: Stage) -> torch.optim.Optimizer:
    """Return AdamW with one rate for the encoder and a higher one for what starts from nothing."""
    fresh = {id(parameter) for parameter in [*network.heads.parameters(), *network.shapes.parameters()]}
    learning = [parameter for parameter in network.parameters() if parameter.requires_grad]
    encoder = [parameter for parameter in learning if id(parameter) not in fresh]
    heads = [parameter for parameter in learning if id(parameter) in fresh]
    groups = [{"params": encoder, "lr": stage.encoder_rate}, {"params": heads, "lr": stage.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, fused=True)


def read_corpora(options: argparse.Namespace, stage: Stage) -> tuple[list[Labelled], list[Labelled]]:
    """Return what a stage is trained on and what it is scored on."""
    others, held_out = read_others(options.shared)
    toponyms, aside = read_toponym_corpora(options.shared, options.without, options.fold)
    scored = [document for document in held_out if document.source in stage.shown]
    return [*shown(others, stage), *shown(toponyms, stage)], [*aside, *scored]


def shown(documents: Sequence[Labelled], stage: Stage) -> list[Labelled]:
    """Return the documents as often as an epoch shows them, the broken part of a share drawn by seed."""
    dice = random.Random(SEED)
    repeated = []
    for document in documents:
        whole, part = divmod(stage.shown.get(document.source, 0), 1)
        repeated += [document] * (int(whole) + (dice.random() < part))
    return repeated


def start_network(options: argparse.Namespace) -> Network:
    """Return the network that the stage starts from."""
    network = Network()
    if options.start:
        network.load_state_dict(torch.load(options.start))
    else:
        load_encoder(network, options.weights)
    return network


class Progress:
    """The network with its optimiser, kept in a checkpoint that a stopped run goes on from."""

    def __init__(self, network: Network, stage: Stage, steps: int, file: Path) -> None:
        self.network, self.file, self.done = network, file, 0
        self.optimizer = make_optimizer(network, stage)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, lambda step: rate_at(step, steps))
        if file.exists():
            saved = torch.load(file)
            for part in ("network", "optimizer", "schedule"):
                getattr(self, part).load_state_dict(saved[part])
            self.done = saved["step"]

    def step(self, tensors: Sequence[Tensor]) -> float:
        """Take one step and return the loss before it."""
        self.network.train()
        loss = loss_of(self.network, tensors)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.done += 1
        return loss.item()

    def save(self) -> None:
        """Write the checkpoint; a stop while it is written leaves the old one."""
        parts = {part: getattr(self, part).state_dict() for part in ("network", "optimizer", "schedule")}
        partial = self.file.with_suffix(".part")
        torch.save({**parts, "step": self.done}, partial)
        partial.replace(self.file)


def train(options: argparse.Namespace) -> None:
    """Train one stage and print its scores."""
    stage = STAGES[options.stage]
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    encoder = PieceEncoder(Tokenizer.from_file(str(options.tokenizer)))
    documents, held_out = read_corpora(options, stage)
    batches = Batches(documents, encoder)
    epochs = [batches.of_epoch(epoch) for epoch in range(math.ceil(stage.epochs))]
    todo = [batch for epoch in epochs for batch in epoch][: round(stage.epochs * len(epochs[0]))]
    options.out.mkdir(parents=True, exist_ok=True)
    progress = Progress(start_network(options), stage, len(todo), options.out / f"{options.stage}.checkpoint.pt")
    print(f"{len(documents)} documents, {len(todo)} steps, starting at {progress.done}", flush=True)
    run_steps(progress, batches, todo)
    torch.save(progress.network.state_dict(), options.out / f"{options.stage}.pt")
    print(json.dumps(evaluate(progress.network, held_out, encoder)), flush=True)


def run_steps(progress: Progress, batches: Batches, todo: Sequence[list[tuple[Labelled, Window]]]) -> None:
    """Take all steps that are left, telling the loss and saving a checkpoint now and then."""
    began, losses = time.monotonic(), []
    for step in range(progress.done, len(todo)):
        losses.append(progress.step(batches.tensors(todo[step], random.Random(SEED + step))))
        if progress.done % REPORT_EVERY == 0:
            mean = sum(losses[-REPORT_EVERY:]) / len(losses[-REPORT_EVERY:])
            print(f"step {progress.done}/{len(todo)} loss {mean:.3f} {time.monotonic() - began:.0f} s", flush=True)
        if progress.done % CHECKPOINT_EVERY == 0:
            progress.save()
    progress.save()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=sorted(STAGES))
    for name in ("shared", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--weights", type=Path, help="the published encoder, a safetensors file")
    start.add_argument("--start", type=Path, help="the network of the stage before")
    parser.add_argument("--without", choices=sorted(TOPONYM_FILES), help="a toponym corpus to leave out and score on")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="newspapers to leave out and score on")
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
