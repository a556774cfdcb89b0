"""Turn a trained network into the shipped files: int8 ONNX and its tokenizer.

python -m geodata.training.export --network DIR/names.pt --tokenizer tokenizer.json --out geodata/resources/tagger

A network that was trained longer is surer. `--temperature` divides its log-odds of names by a number, so that they
spread as those of the networks of the folds, on which the weights of the recogniser are fitted.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from geodata.tagger import HEADS, MODEL_FILE, TOKENIZER_FILE
from geodata.training.network import Network

INPUTS = ("pieces", "shapes", "present")
OPSET = 17


def export(network_file: Path, tokenizer_file: Path, out: Path, temperature: float = 1.0) -> None:
    """Write the model as int8 ONNX (dynamic quantisation, the embeddings included) beside its tokenizer."""
    network = Network()
    saved = torch.load(network_file, map_location="cpu")
    network.load_state_dict(saved.get("network", saved))
    network.eval()
    for parameter in network.heads["toponym"].parameters():
        parameter.data /= temperature
    out.mkdir(parents=True, exist_ok=True)
    example = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "batch", 1: "length"} for name in (*INPUTS, *HEADS)}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            network,
            (example, torch.zeros_like(example), example),
            str(full),
            input_names=list(INPUTS),
            output_names=list(HEADS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        # One scale a column, and seven bits: eight overflow on processors without the newest instructions.
        quantize_dynamic(full, out / MODEL_FILE, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copyfile(tokenizer_file, out / TOKENIZER_FILE)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("network", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0)
    options = parser.parse_args()
    export(options.network, options.tokenizer, options.out, options.temperature)


if __name__ == "__main__":
    main()
