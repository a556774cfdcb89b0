"""What a network says of held-out documents, and the exact span scores of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import torch
from torch import Tensor

from geodata.tagger import HEADS, PieceEncoder, cut_windows, spans_of
from geodata.training.batches import Batches
from geodata.training.corpora import Labelled
from geodata.training.network import Network

SPAN_HEADS = ("toponym", "entity", "attribution", "where")


def span_scores(documents: Sequence[Labelled], predictions: Sequence[dict[str, list[int]]]) -> dict[str, object]:
    """Return `{source: {head and name: [precision, recall, F1]}}`."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for document, predicted in zip(documents, predictions, strict=True):
        for head in SPAN_HEADS:
            if head not in document.labels:
                continue
            gold, found = (set(spans_of(labels[head], HEADS[head])) for labels in (document.labels, predicted))
            for name in {span[2] for span in gold | found}:
                count = counts[document.source, f"{head} {name}".strip()]
                count[0] += sum(span in gold for span in found if span[2] == name)
                count[1] += sum(span[2] == name for span in found)
                count[2] += sum(span[2] == name for span in gold)
    scores: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for (source, name), (right, found_n, gold_n) in sorted(counts.items()):
        precision, recall = right / max(found_n, 1), right / max(gold_n, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        scores[source][name] = [round(value, 4) for value in (precision, recall, f1)]
    return dict(scores)


@torch.no_grad()
def logits_of(network: Network, batches: Batches, document: Labelled) -> dict[str, Tensor]:
    """Return the logits of each word and head, shape (words, labels), words taken from their most central window."""
    network.eval()
    pieces = batches.pieces[id(document)]
    kept = {head: torch.zeros(len(pieces), len(labels)) for head, labels in HEADS.items()}
    centrality = [-1] * len(pieces)
    for window in cut_windows([len(piece) for piece in pieces], batches.window_pieces - 2):
        tensors = batches.tensors([(document, window)], None)
        logits = network(*tensors[:3])
        at = 1
        for n in range(window.first, window.last):
            here = min(n - window.first, window.last - 1 - n)
            if here > centrality[n]:
                centrality[n] = here
                for head, values in zip(HEADS, logits, strict=True):
                    kept[head][n] = values[0, at]
            at += len(pieces[n])
    return kept


def predict(network: Network, batches: Batches, document: Labelled) -> dict[str, list[int]]:
    """Return the best label of each word and head."""
    return {head: logits.argmax(dim=1).tolist() for head, logits in logits_of(network, batches, document).items()}


def evaluate(network: Network, documents: Sequence[Labelled], encoder: PieceEncoder) -> dict[str, object]:
    """Return exact span scores on the held-out documents, by source and head."""
    batches = Batches(documents, encoder)
    predictions = [predict(network, batches, document) for document in documents]
    return span_scores(documents, predictions)
