"""A small decoder made of one of the blocks, in torch: its parameters and its forward pass.

What all blocks share: the norm comes before each part and once more at the end, the embedding
table is multiplied by √width, and the same table gives the scores of the next token.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np
import torch
from torch.nn import functional

from experiments.modern_block.blocks import Block
from explainer.positions import rotary, sinusoidal

Tensor = torch.Tensor
Parameters = Mapping[str, Tensor]
EPSILON = 1e-5


def shapes(block: Block) -> dict[str, tuple[int, ...]]:
    """Every parameter's name and shape; matrices take rows of features: [inputs, outputs]."""
    of = block.sizes
    width, narrow = of.d_model, of.d_model // of.n_heads * of.key_value_heads
    matrices = {
        "query": (width, width),
        "key": (width, narrow),
        "value": (width, narrow),
        "output": (width, width),
        **({"gate": (width, of.d_feed_forward)} if of.gated else {}),
        "expand": (width, of.d_feed_forward),
        "contract": (of.d_feed_forward, width),
    }
    norms = [f"{layer}.{part}" for layer in range(of.layers) for part in ("attend", "feed")]
    found: dict[str, tuple[int, ...]] = {"embedding": (of.vocabulary, width)}
    for norm in (*norms, "last"):
        found[f"{norm}.gain"] = (width,)
        if of.norm == "layer":
            found[f"{norm}.shift"] = (width,)
    for layer in range(of.layers):
        for name, shape in matrices.items():
            found[f"{layer}.{name}"] = shape
            if of.biases:
                found[f"{layer}.{name}.bias"] = shape[1:]
    return found


def start(block: Block, seed: int) -> dict[str, Tensor]:
    """Parameters before training; what two blocks have alike begins alike for the same seed.

    Matrices are normal with the standard deviation 1/√inputs, gains one, biases and shifts zero.
    """
    found = {}
    for name, shape in shapes(block).items():
        if len(shape) == 1:
            first = torch.ones(shape) if name.endswith(".gain") else torch.zeros(shape)
        else:
            random = np.random.default_rng([seed, zlib.crc32(name.encode())])
            inputs = shape[1] if name == "embedding" else shape[0]
            first = torch.tensor(random.normal(scale=inputs**-0.5, size=shape)).float()
        found[name] = first.requires_grad_()
    return found


def scores(block: Block, parameters: Parameters, ids: Tensor) -> Tensor:
    """Scores of the next token after each: ids [batch, places] to [batch, places, vocabulary]."""
    of, table = block.sizes, parameters["embedding"]
    stream = functional.embedding(ids, table) * of.d_model**0.5
    if block.positions == "sinusoidal":
        stream = stream + sinusoidal(ids.shape[1], of.d_model, like=stream)
    for layer in range(of.layers):
        read = norm(parameters, f"{layer}.attend", stream)
        stream = stream + attention(block, parameters, layer, read)
        read = norm(parameters, f"{layer}.feed", stream)
        stream = stream + feed_forward(block, parameters, layer, read)
    return norm(parameters, "last", stream) @ table.T


def norm(parameters: Parameters, name: str, stream: Tensor) -> Tensor:
    """Layer norm (Ba et al. 2016) with a shift, without one RMSNorm (Zhang & Sennrich 2019)."""
    gain, shape = parameters[f"{name}.gain"], stream.shape[-1:]
    if f"{name}.shift" in parameters:
        return functional.layer_norm(stream, shape, gain, parameters[f"{name}.shift"], EPSILON)
    return functional.rms_norm(stream, shape, gain, EPSILON)


def linear(parameters: Parameters, name: str, read: Tensor) -> Tensor:
    """A matrix, and its bias where there is one."""
    result = read @ parameters[name]
    return result + parameters[f"{name}.bias"] if f"{name}.bias" in parameters else result


def attention(block: Block, parameters: Parameters, layer: int, read: Tensor) -> Tensor:
    """Causal attention in which several heads may read one set of keys and values.

    Shared keys: grouped-query attention, Ainslie et al. 2023.
    """
    batch, places, width = read.shape
    of = block.sizes

    def split(name: str, heads: int) -> Tensor:
        projected = linear(parameters, f"{layer}.{name}", read)
        return projected.reshape(batch, places, heads, -1).transpose(1, 2)

    query, key = split("query", of.n_heads), split("key", of.key_value_heads)
    value = split("value", of.key_value_heads)
    if block.positions == "rotary":
        query, key = rotary(query), rotary(key)
    readers = of.n_heads // of.key_value_heads
    key, value = (part.repeat_interleave(readers, dim=1) for part in (key, value))
    brought = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    joined = brought.transpose(1, 2).reshape(batch, places, width)
    return linear(parameters, f"{layer}.output", joined)


def feed_forward(block: Block, parameters: Parameters, layer: int, read: Tensor) -> Tensor:
    """ReLU between two matrices, or with a gate: SwiGLU (Shazeer 2020)."""
    hidden = linear(parameters, f"{layer}.expand", read)
    if block.sizes.gated:
        hidden = functional.silu(linear(parameters, f"{layer}.gate", read)) * hidden
    else:
        hidden = functional.relu(hidden)
    return linear(parameters, f"{layer}.contract", hidden)
