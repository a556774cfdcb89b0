"""The network: a MiniLM encoder with word shapes, and one linear head for each task on the first piece of a word."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from geodata.tagger import HEADS, SHAPES

HIDDEN = 384
LAYERS = 6
ATTENTION_HEADS = 12
INTERMEDIATE = 1536
VOCABULARY = 30_522
POSITIONS = 512
NORM_EPSILON = 1e-12
DROPOUT = 0.1


class Layer(nn.Module):
    """One encoder layer of BERT: attention and a feed-forward step, each with its norm behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.output = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.widen = nn.Linear(HIDDEN, INTERMEDIATE)
        self.narrow = nn.Linear(INTERMEDIATE, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the states of the next layer, shape (windows, pieces, HIDDEN)."""
        batch, length, _ = states.shape

        def split(projected: Tensor) -> Tensor:
            return projected.view(batch, length, ATTENTION_HEADS, -1).transpose(1, 2)

        query, key, value = split(self.query(states)), split(self.key(states)), split(self.value(states))
        mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, HIDDEN)
        states = self.attention_norm(states + self.output(mixed))
        return self.norm(states + self.narrow(nn.functional.gelu(self.widen(states))))


class Network(nn.Module):
    """Word pieces and word shapes in, one row of logits a piece and head out."""

    def __init__(self, shapes: int = len(SHAPES)) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(shapes, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, len(labels)) for name, labels in HEADS.items()})
        self.pieces.weight.requires_grad_(False)  # half of all parameters; rare names keep what pre-training gave them
        nn.init.zeros_(self.shapes.weight)  # starts as the plain encoder, learns what case adds

    def forward(self, pieces: Tensor, shapes: Tensor, present: Tensor) -> tuple[Tensor, ...]:
        """Return one tensor of logits a head, shape (windows, pieces, labels)."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.pieces(pieces) + self.positions(positions) + self.segment + self.shapes(shapes)
        states = self.dropout(self.norm(states))
        mask = (1.0 - present[:, None, None, :].to(states.dtype)) * -10_000.0
        for layer in self.layers:
            states = layer(states, mask)
        states = self.dropout(states)
        return tuple(head(states) for head in self.heads.values())


def load_encoder(network: Network, path: Path) -> None:
    """Fill the encoder with the published MiniLM weights (names as in the BERT of its file)."""
    weights = load_file(str(path))
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    names = {
        "pieces.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{number}.{ours}.{kind}"] = f"encoder.layer.{number}.{theirs}.{kind}"
    state = {ours: weights[theirs] for ours, theirs in names.items()}
    state["segment"] = weights["embeddings.token_type_embeddings.weight"][0]
    missing = network.load_state_dict(state, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"The weights file has parts that the network lacks: {missing.unexpected_keys}")
