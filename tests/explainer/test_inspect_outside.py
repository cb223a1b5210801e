"""Attention weights from elsewhere: what is taken, and what is said of what does not fit."""

from __future__ import annotations

import subprocess
import sys
from collections import OrderedDict
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from explainer.inspect import entropy, from_arrays, from_trace, from_transformers
from explainer.transformer import forward
from tests.explainer.helpers import LIBRARIES, Library, assert_close, random_model

WORDS = ("a", "b", "c")
LAYER = np.array([np.eye(3), np.full((3, 3), 1 / 3)])  # two heads
libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)


def shares(*shape: int, seed: int = 0) -> np.ndarray:
    weights = np.random.default_rng(seed).random(shape)
    return weights / weights.sum(axis=-1, keepdims=True)


@libraries
def test_one_array_a_layer(library: Library) -> None:
    found = from_arrays([library.array(LAYER), library.array(LAYER[::-1])], WORDS)
    assert found.who_looks == found.looked_at == WORDS
    assert [layer.shape for layer in found.layers] == [(2, 3, 3), (2, 3, 3)]
    assert found.layers[0].dtype == np.float64
    assert_close(found.layers[1], LAYER[::-1], atol=1e-7)


def test_a_stacked_array_lists_and_a_batch_of_one() -> None:
    for given in (LAYER[None], [LAYER.tolist()], [LAYER[None]], LAYER[None, None]):
        np.testing.assert_array_equal(from_arrays(given, list(WORDS)).layers[0], LAYER)


def test_one_text_of_a_batch() -> None:
    batch = np.stack([LAYER, LAYER[::-1]])
    np.testing.assert_array_equal(from_arrays([batch], WORDS, item=1).layers[0], LAYER[::-1])
    with pytest.raises(ValueError, match=r"layer 0 holds 2 texts, \[2, 2, 3, 3\]: say which"):
        from_arrays([batch], WORDS)
    with pytest.raises(ValueError, match="has no text 2"):
        from_arrays([batch], WORDS, item=2)


def test_torch_with_gradients_and_16_bits() -> None:
    weights = torch.softmax(torch.arange(27.0).reshape(1, 3, 3, 3).requires_grad_(), dim=-1)
    for dtype in (torch.float32, torch.float16, torch.bfloat16):
        (layer,) = from_arrays([weights.to(dtype)], WORDS).layers
        assert_close(layer, weights[0].detach().numpy(), atol=0.004)
        assert entropy(layer).shape == (3,)


def test_queries_and_keys_of_different_texts() -> None:
    found = from_arrays([shares(2, 3, 4)], WORDS, ("w", "x", "y", "z"))
    assert (found.who_looks, found.looked_at) == (WORDS, ("w", "x", "y", "z"))


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([], r'no layers at all.*attn_implementation="eager".*output_attentions=True'),
        (None, r"no layers at all"),
        ([LAYER, None], r'layer 1 is None.*attn_implementation="eager".*output_attentions=True'),
        ([LAYER[0]], r"layer 0 must be \[heads, queries, keys\], got \[3, 3\]"),
        ([LAYER, shares(2, 4, 4)], r"layer 1 \[2, 4, 4\] does not fit 3 tokens that look and 3"),
        ([LAYER[:0]], r"layer 0 \[0, 3, 3\] has no heads"),
        ([np.where(LAYER > 0.5, np.nan, LAYER)], "layer 0 holds numbers that are not finite"),
        ([LAYER - 0.2], "layer 0 has a weight of -0.2: are these scores before the softmax"),
        ([LAYER, LAYER * [[[1]], [[1.2]]]], r"layer 1, head 1, row 0 sums to 1.2, not to 1"),
        ([(LAYER, LAYER)], "layer 0 is a tuple"),
    ],
)
def test_what_does_not_fit_is_named(layers: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_arrays(layers, WORDS)


def test_exchanged_rows_and_columns_are_found() -> None:
    with pytest.raises(ValueError, match="are rows and columns exchanged"):
        from_arrays([np.swapaxes(shares(2, 3, 3), -1, -2)], WORDS)


# --- Hugging Face models ---------------------------------------------------------------------


def test_a_model_with_one_stack() -> None:
    # grouped-query attention: 4 heads look, whatever number of keys they share
    weights = tuple(torch.from_numpy(shares(1, 4, 3, 3, seed=layer)) for layer in range(2))
    outputs = SimpleNamespace(attentions=weights, cross_attentions=None, logits=None)
    for given in (outputs, OrderedDict(attentions=weights, logits=None)):
        found = from_transformers(given, WORDS)
        assert list(found) == ["self"]
        np.testing.assert_array_equal(found["self"].layers[1], weights[1][0].numpy())


def test_an_encoder_decoder() -> None:
    outputs = SimpleNamespace(
        encoder_attentions=(shares(2, 2, 3, 3),),
        decoder_attentions=(shares(2, 2, 4, 4),),
        cross_attentions=(shares(2, 2, 4, 3),),
    )
    target = ("<s>", "x", "y", "z")
    found = from_transformers(outputs, WORDS, target, item=1)
    assert list(found) == ["encoder", "decoder", "cross"]
    assert (found["cross"].who_looks, found["cross"].looked_at) == (target, WORDS)
    np.testing.assert_array_equal(found["cross"].layers[0], outputs.cross_attentions[0][1])
    with pytest.raises(ValueError, match="needs target_tokens"):
        from_transformers(outputs, WORDS, item=1)
    outputs.cross_attentions = None
    with pytest.raises(ValueError, match=r'cross_attentions is None.*attn_implementation="eager"'):
        from_transformers(outputs, WORDS, target, item=1)


@pytest.mark.parametrize(
    "outputs",
    [
        SimpleNamespace(attentions=None),
        SimpleNamespace(logits=1),
        SimpleNamespace(attentions=(None, None)),
        SimpleNamespace(attentions=()),
        {"logits": 1},
    ],
)
def test_fused_attention_says_what_to_pass(outputs) -> None:
    with pytest.raises(ValueError, match=r'attn_implementation="eager".*output_attentions=True'):
        from_transformers(outputs, WORDS)


def test_outputs_without_names_are_refused() -> None:
    with pytest.raises(ValueError, match="call the model with return_dict=True"):
        from_transformers((LAYER, (LAYER[None],)), WORDS)


def test_outputs_of_generate_are_refused() -> None:
    steps = ((LAYER[None],), (LAYER[None, :, -1:],))
    with pytest.raises(ValueError, match=r"outputs of generate\(\).*call the model once"):
        from_transformers(SimpleNamespace(sequences=[1], attentions=steps), WORDS)


# --- this library's own ----------------------------------------------------------------------


def test_a_trace() -> None:
    trace = forward(random_model(), np.array([3, 4, 5]), np.array([1, 5]))
    found = from_trace(trace, WORDS, ("<start>", "x"))
    assert [len(stack.layers) for stack in found.values()] == [2, 2, 2]
    cross = trace.decoder.layers[1].cross_attention
    assert cross is not None
    np.testing.assert_array_equal(found["cross"].layers[1], cross.weights)
    assert found["cross"].who_looks == ("<start>", "x")


def test_importing_it_needs_no_other_package() -> None:
    code = (
        "import explainer, sys; assert 'explainer.inspect' not in sys.modules; "
        "import explainer.inspect; "
        "assert not {'torch', 'transformers', 'scipy', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=True)


def test_the_example_runs_as_printed() -> None:
    import doctest

    import explainer.inspect

    done = doctest.testmod(explainer.inspect)
    assert done.attempted >= 6
    assert not done.failed
