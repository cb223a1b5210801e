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
from tests.explainer.helpers import LIBRARIES, Library, assert_close, random_model, unchecked_shapes

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


SHAPES = [
    (shares(2, 4, 3), WORDS, "wxyz", r"source and target exchanged\? Pass np.swapaxes"),
    (np.moveaxis(shares(2, 3, 3), 0, -1), WORDS, None, "heads come last.* np.moveaxis"),
    (np.moveaxis(shares(2, 3, 3), 0, 1), WORDS, None, r"heads come second.* np.swapaxes\(.*0, 1"),
    (shares(2, 5, 5), WORDS, None, "2 places have no name: class and register tokens"),
    (shares(2, 3, 7), WORDS, None, r"row hold 7 places .* local window .* column i \+ j - 3"),
    (shares(2, 1, 3), WORDS, None, "the last 1 queries, beside a key-value cache"),
    (shares(2, 2, 9), WORDS, "wxyz", "2, 2, 9] does not fit 3 tokens that look and 4 .*looked at$"),
]


@pytest.mark.parametrize(("layer", "who", "at", "message"), SHAPES)
def test_a_shape_that_does_not_fit_says_what_it_looks_like(layer, who, at, message) -> None:
    with pytest.raises(ValueError, match=message):
        from_arrays([layer], who, None if at is None else tuple(at))


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (LAYER.tolist(), r"got \[3, 3\]. Is it one layer alone\? Pass \[weights\]"),
        ([[[[1.0], [0.5, 0.5]]]], "layer 0: no array, its rows differ in length"),
        ([[[["a", "b"]]]], "layer 0 must hold real numbers, got <U1"),
        ([np.zeros((2, 3, 3)) + 0.2], r"no row to more \(0.60 … 0.60\)\. Does a learned sink"),
    ],
)
def test_lists_that_are_no_layers(layers: list, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_arrays(layers, WORDS)


@pytest.mark.parametrize("tokens", [None, "abc", ()])
def test_tokens_are_a_list(tokens) -> None:
    with unchecked_shapes(), pytest.raises(ValueError, match="tokens must be a list"):
        from_arrays([LAYER], tokens)


def test_whole_numbers_are_weights_too() -> None:
    (layer,) = from_arrays([np.eye(3, dtype=np.int8)[None]], WORDS).layers
    np.testing.assert_array_equal(layer, np.eye(3)[None])


# --- padding and sinks -----------------------------------------------------------------------


@pytest.mark.parametrize("mask", [[0, 1, 1, 0], [[0, 1, 1, 0]], torch.tensor([0, 1, 1, 0]) == 1])
def test_padding_is_cut_away_before_anything_is_checked(mask) -> None:
    weights = np.full((2, 4, 4), np.nan)
    weights[:, 1:3] = [0, 0.25, 0.75, 0]
    found = from_arrays([weights], ("-", "a", "b", "-"), attention_mask=mask)
    assert found.who_looks == found.looked_at == ("a", "b")
    np.testing.assert_array_equal(found.layers[0], np.full((2, 2, 2), [0.25, 0.75]))


@pytest.mark.parametrize("mask", [[1, 1], [0, 0, 0], [1, 2, 1], np.ones((2, 3)), [[1] * 3] * 2])
def test_masks_that_are_none_are_named(mask) -> None:
    with pytest.raises(ValueError, match=r"attention_mask must hold a 1 for each token.* item=0"):
        from_arrays([LAYER], WORDS, attention_mask=mask)


def test_rows_of_what_looks_and_columns_of_what_is_looked_at() -> None:
    weights = np.zeros((1, 3, 4))
    weights[..., :2] = 0.5
    at = ("w", "x", "-", "-")
    found = from_arrays([weights], WORDS, at, attention_mask=[0, 1, 1], looked_at_mask=[1, 1, 0, 0])
    assert (found.who_looks, found.looked_at) == (("b", "c"), ("w", "x"))
    with pytest.raises(ValueError, match=r"layer 0: up to 0\.5 of a token's attention goes"):
        from_arrays([weights], WORDS, at, looked_at_mask=[1, 0, 1, 1])


def test_the_missing_share_is_a_place() -> None:
    weights = np.array([[[0.5, 0, 0], [0.25, 0.25, 0], [0.5, 0.25, 0.25]]])
    found = from_arrays([weights], WORDS, sink="nowhere")
    assert found.looked_at == (*WORDS, "nowhere")
    np.testing.assert_array_equal(found.layers[0][0, :, -1], [0.5, 0.5, 0])
    with pytest.raises(ValueError, match=r"row 2 sums to 1\.25, not to 1"):
        from_arrays([weights + 0.25 * (np.arange(3) == 2)], WORDS, sink="nowhere")


def test_what_is_no_sink_and_no_list_of_layers() -> None:
    with unchecked_shapes(), pytest.raises(ValueError, match="sink is the name of its place"):
        from_arrays([LAYER], WORDS, sink=True)
    with unchecked_shapes(), pytest.raises(ValueError, match="no layers at all"):
        from_arrays(3, WORDS)


def test_even_rows_alone_are_no_padding() -> None:
    from_arrays([np.full((2, 3, 3), 1 / 3)], WORDS)  # all heads replaced by their mean
    from_transformers(SimpleNamespace(attentions=[np.ones((1, 2, 1, 1))]), ("a",))


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
