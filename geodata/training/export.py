"""Turn a trained network into the shipped files: int8 ONNX and its tokenizer.

python -m geodata.training.export --network DIR/tagger.pt --tokenizer tokenizer.json --out geodata/resources/tagger
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


def export(network_file: Path, tokenizer_file: Path, out: Path) -> None:
    """Write the model as int8 ONNX (dynamic quantisation, the embeddings included) beside its tokenizer."""
    network = Network()
    saved = torch.load(network_file, map_location="cpu")
    network.load_state_dict(saved.get("network", saved))
    network.eval()
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
        quantize_dynamic(full, out / MODEL_FILE, weight_type=QuantType.QInt8)
    shutil.copyfile(tokenizer_file, out / TOKENIZER_FILE)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("network", "tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    export(options.network, options.tokenizer, options.out)


if __name__ == "__main__":
    main()
