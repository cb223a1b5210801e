"""The same numbers and the same gradients as torch's own attention and transformer.

Both sides are computed from the same leaf tensors: torch_layout.py turns this library's
parameters into torch's names and layouts, and gradients are taken with respect to the leaves.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.func import functional_call
from torch.nn import functional

from explainer.attention import attend, causal_mask, padding_mask
from explainer.heads import multi_head_attention
from explainer.layers import layer_norm
from explainer.transformer import forward
from tests.explainer.helpers import (
    FLOAT32_TOLERANCE,
    FLOAT64_TOLERANCE,
    TORCH,
    assert_close,
    attention_parameters,
    random_model,
)
from tests.explainer.torch_layout import (
    attention_for_torch,
    torch_transformer,
    transformer_for_torch,
)

OUTPUT_TOLERANCE = {torch.float64: FLOAT64_TOLERANCE, torch.float32: FLOAT32_TOLERANCE}
# float64; gradients add over positions and layers and reach the order of ten to a hundred
GRADIENT_TOLERANCE = 1e-11


def assert_same(found: torch.Tensor, expected: torch.Tensor, tolerance: float) -> None:
    torch.testing.assert_close(found, expected, rtol=0, atol=tolerance)


def assert_same_gradients(
    found: torch.Tensor, expected: torch.Tensor, leaves: dict[str, torch.Tensor]
) -> None:
    """Gradients of one random weighted sum of the output, leaf by leaf."""
    direction = torch.randn(
        found.shape, generator=torch.Generator().manual_seed(1), dtype=found.dtype
    )
    ours, theirs = (
        torch.autograd.grad((output * direction).sum(), list(leaves.values()))
        for output in (found, expected)
    )
    for name, our, their in zip(leaves, ours, theirs, strict=True):
        torch.testing.assert_close(
            our,
            their,
            rtol=0,
            atol=GRADIENT_TOLERANCE,
            msg=lambda text, name=name: f"{name}: {text}",
        )
    assert max(float(gradient.abs().max()) for gradient in theirs) > 0.1


def leaf(*shape: int, seed: int, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=dtype).requires_grad_()


def some_mask(kind: str) -> torch.Tensor | None:
    if kind == "causal":
        return causal_mask(5, 7, like=torch.zeros(1))
    if kind == "padding":
        return padding_mask(torch.tensor([[1] * 7, [1] * 4 + [0] * 3]), 0)[:, None]
    return None


@pytest.mark.parametrize("kind", ["none", "causal", "padding"])
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=str)
def test_attend(dtype: torch.dtype, kind: str) -> None:
    shapes = {"queries": (2, 3, 5, 6), "keys": (2, 3, 7, 6), "values": (2, 3, 7, 4)}
    leaves = {
        name: leaf(*shape, seed=seed, dtype=dtype)
        for seed, (name, shape) in enumerate(shapes.items())
    }
    mask = some_mask(kind)
    found = attend(**leaves, mask=mask).output
    expected = functional.scaled_dot_product_attention(*leaves.values(), attn_mask=mask)
    assert_same(found, expected, OUTPUT_TOLERANCE[dtype])
    if dtype is torch.float64:
        assert_same_gradients(found, expected, leaves)


def test_attend_with_its_own_scale() -> None:
    queries, keys, values = (leaf(3, 4, seed=seed) for seed in range(3))
    found = attend(queries, keys, values, scale=0.7).output
    expected = functional.scaled_dot_product_attention(queries, keys, values, scale=0.7)
    assert_same(found, expected, FLOAT64_TOLERANCE)


def test_gradient_of_attend_by_finite_differences() -> None:
    shapes = [(2, 3, 2), (2, 4, 2), (2, 4, 3)]
    inputs = [leaf(*shape, seed=seed) for seed, shape in enumerate(shapes)]
    mask = causal_mask(3, 4, like=inputs[0])

    def masked(queries, keys, values):
        trace = attend(queries, keys, values, mask)
        return trace.output, trace.weights

    assert torch.autograd.gradcheck(masked, inputs)


def test_layer_norm() -> None:
    leaves = {"features": leaf(2, 3, 8, seed=0), "gain": leaf(8, seed=1), "bias": leaf(8, seed=2)}
    found = layer_norm(**leaves)
    expected = functional.layer_norm(leaves["features"], (8,), leaves["gain"], leaves["bias"])
    assert_same(found, expected, FLOAT64_TOLERANCE)
    assert_same_gradients(found, expected, leaves)


@pytest.mark.parametrize("kind", ["none", "causal", "padding"])
@pytest.mark.parametrize("n_heads", [1, 2, 4])
def test_multi_head_attention(n_heads: int, kind: str) -> None:
    parameters = {
        name: value.requires_grad_()
        for name, value in attention_parameters(8, library=TORCH).items()
    }
    looking, looked_at, mask = leaf(2, 5, 8, seed=1), leaf(2, 7, 8, seed=2), some_mask(kind)
    trace = multi_head_attention(looking, looked_at, parameters, n_heads, mask)

    module = nn.MultiheadAttention(8, n_heads, batch_first=True, dtype=torch.float64)
    named = {f"x.{name}": value for name, value in parameters.items()}
    weights = {k.removeprefix("y."): v for k, v in attention_for_torch(named, "x", "y").items()}
    hidden = None if mask is None else ~mask.expand(2, n_heads, 5, 7).reshape(2 * n_heads, 5, 7)
    options = {"attn_mask": hidden, "need_weights": True, "average_attn_weights": False}
    expected, expected_weights = functional_call(
        module, weights, (looking, looked_at, looked_at), options
    )
    assert_same(trace.output, expected, FLOAT64_TOLERANCE)
    assert_same(trace.weights, expected_weights, FLOAT64_TOLERANCE)
    leaves = {"looking": looking, "looked at": looked_at, **parameters}
    assert_same_gradients(trace.output, expected, leaves)


@pytest.mark.parametrize("padded", [False, True], ids=["whole", "padded"])
@pytest.mark.parametrize("norm", ["pre", "post"])
def test_forward(norm: str, padded: bool) -> None:
    model = random_model(seed=4, library=TORCH, norm=norm, encoder_layers=3, decoder_layers=2)
    config = model.config
    leaves = {name: value.requires_grad_() for name, value in model.parameters.items()}
    source = torch.tensor([[3, 4, 5, 6, 7], [8, 9, 10, 0, 0] if padded else [8, 9, 10, 3, 4]])
    target = torch.tensor([[1, 5, 6, 7], [1, 8, 0, 0] if padded else [1, 8, 9, 10]])
    found = forward(model, source, target, padding_mask(source, 0) if padded else None)

    def embedded(table: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        angles = (
            torch.arange(ids.shape[1])[:, None] * 10_000.0 ** -(torch.arange(0, 8, 2) / 8).double()
        )
        positions = torch.zeros(ids.shape[1], 8, dtype=torch.float64)
        positions[:, 0::2], positions[:, 1::2] = torch.sin(angles), torch.cos(angles)
        return functional.embedding(ids, table) * math.sqrt(8) + positions

    reference = torch_transformer(config)
    weights = transformer_for_torch(
        leaves, {"encoder": config.encoder_layers, "decoder": config.decoder_layers}
    )
    assert set(weights) == set(dict(reference.named_parameters()))
    inputs = (
        embedded(leaves["source_embedding"], source),
        embedded(leaves["target_embedding"], target),
    )
    hidden_source = source == 0
    options = {
        "tgt_mask": ~causal_mask(4, like=source),
        "src_key_padding_mask": hidden_source,
        "memory_key_padding_mask": hidden_source,
        "tgt_key_padding_mask": target == 0,
    }
    output = functional_call(reference, weights, inputs, options)
    expected = output @ leaves["target_embedding"].T
    real = target != 0  # what follows the end of a sentence is read by nobody
    assert_same(found.logits[real], expected[real], FLOAT64_TOLERANCE * 10)  # logits reach 10
    assert_same_gradients(found.logits[real], expected[real], leaves)


@pytest.mark.parametrize("norm", ["pre", "post"])
def test_gradients_reach_every_parameter(norm: str) -> None:
    model = random_model(seed=2, library=TORCH, norm=norm)
    leaves = {name: value.requires_grad_() for name, value in model.parameters.items()}
    source, target = torch.tensor([[3, 4, 5]]), torch.tensor([[1, 6, 7, 8]])
    logits = forward(model, source, target).logits
    functional.cross_entropy(logits[0], torch.tensor([6, 7, 8, 2])).backward()
    for name, parameter in leaves.items():
        assert parameter.grad is not None, name
        assert bool(torch.isfinite(parameter.grad).all()), name
        if name.endswith("key_bias"):  # adds the same to every score of a row: softmax ignores it
            assert float(parameter.grad.abs().max()) < FLOAT64_TOLERANCE, name
        else:
            assert float(parameter.grad.abs().max()) > 1e-6, name


def test_float32_models_stay_float32() -> None:
    model = random_model(seed=1)
    single = replace(
        model, parameters={n: torch.from_numpy(v).float() for n, v in model.parameters.items()}
    )
    source, target = np.array([3, 4, 5]), np.array([1, 6, 7])
    expected = forward(model, source, target).logits
    found = forward(single, torch.from_numpy(source), torch.from_numpy(target)).logits
    assert found.dtype is torch.float32
    assert_close(found.numpy(), expected, atol=20 * FLOAT32_TOLERANCE)
