"""Turn trained networks into the shipped files: int8 ONNX and their tokenizer.

    python -m geodata.training.export text --network B/names.pt --tokenizer T.json --out geodata/resources/tagger
    python -m geodata.training.export said --network C/said.pt --out geodata/resources/tagger
    python -m geodata.training.export where --network D/where.pt --out geodata/resources/tagger

`text` reads names. A network that was trained longer is surer: `--temperature` divides its log-odds of
names by a number, so that they spread as those of the networks of the folds, on which the weights of the recogniser are
fitted. `said`, grown from the same network, reads attributions, and `where` is asked about verbs; their embedding of
word pieces, which no stage trains, is that of the first and is read out of its file, so that 12 MB are shipped once.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from geodata.tagger import ASKED_HEAD, HEADS, MODEL_FILE, SAID_FILE, SAID_HEAD, TOKENIZER_FILE, WHERE_FILE
from geodata.training.network import Network

INPUTS = ("pieces", "shapes", "present")
OPSET = 17
SHARED_BYTES = 5_000_000  # a part of a network of at least so many bytes is the embedding
GROWN = {"said": (SAID_HEAD, SAID_FILE), "where": (ASKED_HEAD, WHERE_FILE)}  # head and file of what borrows it


class Heads(nn.Module):
    """A network of which only some heads are shipped."""

    def __init__(self, network: Network, heads: Sequence[str]) -> None:
        super().__init__()
        self.network, self.numbers = network, [list(HEADS).index(head) for head in heads]

    def forward(self, pieces: Tensor, shapes: Tensor, present: Tensor) -> tuple[Tensor, ...]:
        """Return the logits of these heads."""
        logits = self.network(pieces, shapes, present)
        return tuple(logits[number] for number in self.numbers)


def load(file: Path) -> Network:
    """Return a trained network, of its own file or of a checkpoint."""
    network = Network()
    saved = torch.load(file, map_location="cpu")
    network.load_state_dict(saved.get("network", saved))
    return network.eval()


def cool(network: Network, temperature: float) -> None:
    """Divide the log-odds of names by a number."""
    for parameter in network.heads["toponym"].parameters():
        parameter.data /= temperature


def export(network: Network, heads: Sequence[str], file: Path) -> None:
    """Write heads of a network as int8 ONNX (dynamic quantisation, the embeddings included)."""
    example = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in (*INPUTS, *heads)}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Heads(network, heads),
            (example, torch.zeros_like(example), example),
            str(full),
            input_names=list(INPUTS),
            output_names=list(heads),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        # One scale a column, and seven bits: eight overflow on processors without the newest instructions.
        quantize_dynamic(full, file, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def borrow_embedding(file: Path, lender: Path) -> None:
    """Let a model read its embedding out of the file of another one that has the same.

    Raises
    ------
    ValueError
        When the other one has another embedding.
    """
    model, lent = onnx.load(file), lender.read_bytes()
    for part in model.graph.initializer:
        if len(part.raw_data) < SHARED_BYTES:
            continue
        offset, length = lent.find(part.raw_data), len(part.raw_data)
        if offset < 0:
            raise ValueError(f"{lender.name} has another embedding: export both from networks of one origin.")
        part.ClearField("raw_data")
        part.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", lender.name), ("offset", offset), ("length", length)):
            part.external_data.add(key=key, value=str(value))
    file.write_bytes(model.SerializeToString())


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("text", *GROWN))
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, help="of `text`: shipped beside it")
    parser.add_argument("--temperature", type=float, default=1.0, help="of `text`")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    network = load(options.network)
    if options.what in GROWN:
        head, name = GROWN[options.what]
        export(network, (head,), options.out / name)
        borrow_embedding(options.out / name, options.out / MODEL_FILE)
        return
    cool(network, options.temperature)
    export(network, tuple(HEADS), options.out / MODEL_FILE)
    if options.tokenizer:
        shutil.copyfile(options.tokenizer, options.out / TOKENIZER_FILE)


if __name__ == "__main__":
    main()
