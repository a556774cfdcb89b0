"""Compare ways of making the tagger on a quarter of the data, one network each, from the published encoder.

    python -m geodata.training.ablate --shared ../shared --tokenizer T.json --weights W.safetensors --out ablation.jsonl

Every network sees a quarter of the documents once (the toponym corpora three times) and is scored on the newspapers of
the other fold, on the same texts in capitals, and on the development part of PolNeAR. A line is written for each; those
already in the file are not made again. The table in the model card was made with it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import torch
from tokenizers import Tokenizer

from geodata.place_index import PlaceIndex, open_places
from geodata.tagger import ATTRIBUTION_LABELS, HEADS, SHAPES, WINDOW_PIECES, WORD, PieceEncoder, cut_words, spans_of
from geodata.training import columns, corpora
from geodata.training.batches import CASE_DROPOUT, SEED, Batches
from geodata.training.corpora import FOLDS, Labelled, fold_of
from geodata.training.network import Network, load_encoder
from geodata.training.rows import best_labels
from geodata.training.scores import logits_of, predict
from geodata.training.train import STAGES, TOPONYM_FILES, Progress, read_others, run_steps, shown

QUARTER = 4  # one document of so many is shown
HELD_OUT_FOLD = 0
LONGEST_NAME = 4  # words of a name that the gazetteer is asked for
SHOWN = {"worldwide": 1, "polnear": 1, "event_location": 1, "lgl": 3, "geowebnews": 3}


UNCUT = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:-\w+)+|" + WORD.pattern)


@dataclass(frozen=True)
class Variant:
    """One way of making the tagger; what is not given is as it ships."""

    shown: Mapping[str, float] = field(default_factory=dict)
    case_dropout: Mapping[str, float] = field(default_factory=lambda: CASE_DROPOUT)
    window_pieces: int = WINDOW_PIECES
    hyphens_cut: bool = True
    asks_gazetteer: bool = False

    @property
    def words(self) -> re.Pattern[str]:
        """How the words are cut."""
        return WORD if self.hyphens_cut else UNCUT


VARIANTS: Mapping[str, Variant] = {
    "as shipped": Variant(),
    "with the gazetteer's opinion": Variant(asks_gazetteer=True),
    "hyphens not cut": Variant(hyphens_cut=False),
    "case never changed": Variant(case_dropout={}),
    "windows of 128 pieces": Variant(window_pieces=128),
    "without newswire entities": Variant({"worldwide": 0}),
    "without attributions and places of events": Variant({"polnear": 0, "event_location": 0}),
    "with entities of tweets": Variant({"btc": 1, "wnut": 1}),
    "with entities of Wikipedia and the web": Variant({"wikigold": 1, "uner": 1}),
    "with entities of politics": Variant({"crossner": 1}),
}


def quarter(documents: Iterable[Labelled]) -> list[Labelled]:
    """Return one document of four, by seed."""
    dice = random.Random(SEED)
    return [document for document in documents if dice.random() < 1 / QUARTER]


def read_toponyms(shared: Path, words: re.Pattern[str]) -> Iterator[Labelled]:
    """Yield the documents of both toponym corpora."""
    for source, file in TOPONYM_FILES.items():
        yield from corpora.read_toponyms(shared / "corpora" / file, source, words)


def read(shared: Path, variant: Variant) -> list[Labelled]:
    """Return what a network is trained on."""
    toponyms = [item for item in read_toponyms(shared, variant.words) if fold_of(item.group, FOLDS) != HELD_OUT_FOLD]
    others, _ = read_others(shared, variant.words)
    documents = quarter([*others, *columns.read_all(shared / "training"), *toponyms])
    return shown(documents, replace(STAGES["base"], shown={**SHOWN, **variant.shown}))


class Opinions:
    """Marks the words of names that the gazetteer knows."""

    def __init__(self, places: PlaceIndex) -> None:
        self._places = places

    def mark(self, document: Labelled) -> None:
        """Fill `document.known`; names begin with a capital and are at most LONGEST_NAME words long."""
        known: set[int] = set()
        for first, word in enumerate(document.words):
            if word[:1].isupper():
                known.update(self._longest(document.words, first))
        document.known = frozenset(known)

    def _longest(self, words: Sequence[str], first: int) -> range:
        for last in range(min(len(words), first + LONGEST_NAME), first, -1):
            if self._places.find(" ".join(words[first:last])):
                return range(first, last)
        return range(0)


@cache
def opinions() -> Opinions:
    """Return the opinions of the gazetteer; opened once."""
    return Opinions(open_places())


def f1(right: int, given: int, wanted: int) -> float:
    """Return the F1 of counts."""
    return round(2 * right / max(given + wanted, 1), 4)


def toponym_scores(shared: Path, variant: Variant, network: Network, make: Callable[..., Batches]) -> dict[str, float]:
    """Return exact F1 of toponyms on the held-out newspapers, by corpus and in capitals; by characters of the text."""
    counts: dict[str, list[int]] = {}
    for source, file in TOPONYM_FILES.items():
        for line in (shared / "corpora" / file).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if fold_of(corpora.newspaper_of(record), FOLDS) != HELD_OUT_FOLD:
                continue
            gold = {(t["start"], t["end"]) for t in record["toponyms"] if t.get("type") not in corpora.NOT_TOPONYMS}
            for name, text in ((source, record["text"]), (f"{source} in capitals", _shouted(record["text"]))):
                found = _toponyms(text, variant, network, make)
                count = counts.setdefault(name, [0, 0, 0])
                for at, number in enumerate((len(found & gold), len(found), len(gold))):
                    count[at] += number
    return {name: f1(*count) for name, count in counts.items()}


def _shouted(text: str) -> str:
    """Return a text in capitals, those left out that would change its length."""
    return "".join(sign.upper() if len(sign.upper()) == 1 else sign for sign in text)


def _toponyms(text: str, variant: Variant, network: Network, make: Callable[..., Batches]) -> set[tuple[int, int]]:
    tokens = cut_words(text, variant.words)
    document = Labelled("", "", "", [token.text for token in tokens])
    if variant.asks_gazetteer:
        opinions().mark(document)
    labels = predict(network, make([document]), document)["toponym"]
    return {(tokens[first].start, tokens[last - 1].end) for first, last, _ in spans_of(labels, HEADS["toponym"])}


def attribution_scores(documents: Sequence[Labelled], network: Network, batches: Batches) -> dict[str, float]:
    """Return exact F1 of source, cue and content on PolNeAR, the best labels word by word and the best legal row."""
    counts: dict[str, list[int]] = {}
    for document in documents:
        logits = logits_of(network, batches, document)["attribution"]
        rows = {"": logits.argmax(dim=1).tolist(), " decoded": best_labels(logits.softmax(dim=1).numpy())}
        gold = set(spans_of(document.labels["attribution"], ATTRIBUTION_LABELS))
        for way, labels in rows.items():
            found = set(spans_of(labels, ATTRIBUTION_LABELS))
            for part in ("source", "cue", "content"):
                count = counts.setdefault(f"{part}{way}", [0, 0, 0])
                count[0] += sum(span[2] == part for span in found & gold)
                count[1] += sum(span[2] == part for span in found)
                count[2] += sum(span[2] == part for span in gold)
    return {name: f1(*count) for name, count in counts.items()}


def make_network(options: argparse.Namespace, name: str, variant: Variant, encoder: PieceEncoder) -> Network:
    """Train the network of one variant."""
    torch.manual_seed(SEED)
    documents = read(options.shared, variant)
    if variant.asks_gazetteer:
        for document in {id(item): item for item in documents}.values():
            opinions().mark(document)
    network = Network(len(SHAPES) * (2 if variant.asks_gazetteer else 1))
    load_encoder(network, options.weights)
    batches = Batches(documents, encoder, window_pieces=variant.window_pieces, case_dropout=variant.case_dropout)
    todo = batches.of_epoch(0)
    print(f"{name}: {len(documents)} documents, {len(todo)} steps", flush=True)
    file = options.out.with_suffix(".checkpoint.pt")
    progress = Progress(network, STAGES["base"], len(todo), file)
    run_steps(progress, batches, todo)
    file.unlink()
    return network


def score(options: argparse.Namespace, variant: Variant, network: Network, encoder: PieceEncoder) -> dict[str, float]:
    """Return all scores of one network."""

    def make(documents: Sequence[Labelled]) -> Batches:
        return Batches(documents, encoder, window_pieces=variant.window_pieces)

    attributed = list(corpora.read_attributions(options.shared / "corpora/polnear_dev.jsonl", variant.words))
    return {
        **toponym_scores(options.shared, variant, network, make),
        **attribution_scores(attributed, network, make(attributed)),
    }


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "tokenizer", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    encoder = PieceEncoder(Tokenizer.from_file(str(options.tokenizer)))
    lines = options.out.read_text(encoding="utf-8").splitlines() if options.out.exists() else []
    done = {json.loads(line)["variant"] for line in lines}
    for name, variant in VARIANTS.items():
        if name in done:
            continue
        scores = score(options, variant, make_network(options, name, variant, encoder), encoder)
        with options.out.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"variant": name, **scores}) + "\n")
        print(name, scores, flush=True)


if __name__ == "__main__":
    main()
