"""Stacks of attention layers from which the residual path, the norm or the feed-forward can go.

The pieces are the library's own; only how they are joined is chosen here. With everything switched
on a stack is the library's pre-norm encoder, which a test holds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from explainer.heads import multi_head_attention
from explainer.layers import feed_forward, layer_norm
from explainer.model import Config, parameter_shapes

N_TOKENS, D_MODEL, N_HEADS, D_FEED_FORWARD, N_CLASSES = 12, 64, 4, 256, 50


@dataclass(frozen=True)
class Joining:
    """Which parts a layer has beside its attention."""

    residual: bool
    norm: bool
    feed_forward: bool


JOININGS = {
    "attention": Joining(residual=False, norm=False, feed_forward=False),
    "attention, norm": Joining(residual=False, norm=True, feed_forward=False),
    "attention, feed-forward": Joining(residual=False, norm=False, feed_forward=True),
    "attention, norm, feed-forward": Joining(residual=False, norm=True, feed_forward=True),
    "attention, residual": Joining(residual=True, norm=False, feed_forward=False),
    "attention, feed-forward, residual": Joining(residual=True, norm=False, feed_forward=True),
    "all": Joining(residual=True, norm=True, feed_forward=True),
}


def random_parameters(depth: int, seed: int) -> dict[str, torch.Tensor]:
    """Xavier-normal matrices, gains one, biases zero, in double precision, with gradients."""
    config = Config(N_CLASSES, 0, D_MODEL, N_HEADS, D_FEED_FORWARD, depth, decoder_layers=0)
    generator = torch.Generator().manual_seed(seed)
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        if len(shape) == 1:
            value = torch.full(shape, float(name.endswith(".gain")), dtype=torch.float64)
        else:
            deviation = D_MODEL**-0.5 if "embedding" in name else math.sqrt(2 / sum(shape))
            value = torch.randn(shape, generator=generator, dtype=torch.float64) * deviation
        parameters[name] = value.requires_grad_()
    return parameters


def random_tokens(seed: int) -> torch.Tensor:
    """Token vectors [N_TOKENS, D_MODEL] whose numbers have mean 0 and deviation 1."""
    generator = torch.Generator().manual_seed(1_000 + seed)
    return torch.randn(N_TOKENS, D_MODEL, generator=generator, dtype=torch.float64)


def run(
    parameters: Mapping[str, Any], joining: Joining, depth: int, tokens: torch.Tensor
) -> list[torch.Tensor]:
    """The token vectors before the first layer and after each."""
    streams = [tokens]
    for layer in range(depth):
        stream = _add(joining, f"encoder.{layer}", "self_attention", parameters, streams[-1])
        if joining.feed_forward:
            stream = _add(joining, f"encoder.{layer}", "feed_forward", parameters, stream)
        streams.append(stream)
    return streams


def _add(
    joining: Joining, block: str, part: str, parameters: Mapping[str, Any], stream: torch.Tensor
) -> torch.Tensor:
    prefix = f"{block}.{part}."
    own = {name.removeprefix(prefix): p for name, p in parameters.items() if prefix in name}
    read = stream
    if joining.norm:
        norm = f"{block}.norm_{part}"
        read = layer_norm(stream, parameters[f"{norm}.gain"], parameters[f"{norm}.bias"])
    if part == "self_attention":
        update = multi_head_attention(read, read, own, N_HEADS).output
    else:
        update = feed_forward(own, read)[1]
    return stream + update if joining.residual else update


def relative_residual(tokens: torch.Tensor) -> float:
    """How far token vectors [n, d] lie from their mean, relative to their length.

    ‖X − 1x̄ᵀ‖ / ‖X‖ in Frobenius norms: 0 when all tokens are the same vector, near 1 when they
    have nothing in common. (Dong et al. 2021 use another norm and the nearest such matrix.)
    """
    apart = tokens - tokens.mean(dim=0, keepdim=True)
    return float(apart.norm() / tokens.norm())


def gradient_norms(joining: Joining, depth: int, seed: int) -> list[dict[str, float]]:
    """Norm of the loss's gradient in each layer's attention.

    "weights" is for the query and key matrices together, which decide who looks where; "content"
    for the value and output matrices, which decide what is passed on. The loss is the
    cross-entropy of guessing a random class for each token from the output (normalised if the
    stack has norms), as a language model would.
    """
    parameters = random_parameters(depth, seed)
    output = run(parameters, joining, depth, random_tokens(seed))[-1]
    if joining.norm:
        gain, bias = parameters["encoder.norm.gain"], parameters["encoder.norm.bias"]
        output = layer_norm(output, gain, bias)
    generator = torch.Generator().manual_seed(2_000 + seed)
    wanted = torch.randint(N_CLASSES, (N_TOKENS,), generator=generator)
    scores = output @ parameters["source_embedding"].T
    torch.nn.functional.cross_entropy(scores, wanted).backward()
    return [
        {
            "weights": _gradient(parameters, layer, ("query", "key")),
            "content": _gradient(parameters, layer, ("value", "output")),
        }
        for layer in range(depth)
    ]


def _gradient(
    parameters: Mapping[str, torch.Tensor], layer: int, matrices: tuple[str, ...]
) -> float:
    """The norm of these matrices' gradients taken together."""
    gradients = [parameters[f"encoder.{layer}.self_attention.{name}"].grad for name in matrices]
    return math.sqrt(sum(float((g**2).sum()) for g in gradients if g is not None))
