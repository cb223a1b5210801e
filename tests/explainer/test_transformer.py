"""The whole model: what may depend on what, cached and uncached, batched and single."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.attention import padding_mask
from explainer.layers import layer_norm
from explainer.model import POSITION_CODES, Config, parameter_shapes
from explainer.positions import sinusoidal
from explainer.transformer import decode, encode, forward, next_word_logits
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    LIBRARIES,
    Library,
    assert_close,
    few,
    random_model,
    unchecked_shapes,
)

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
norms = pytest.mark.parametrize("norm", ["pre", "post"])
seeds = st.integers(0, 2**32 - 1)
SOURCE = np.array([3, 4, 5, 6, 7])
TARGET = np.array([1, 5, 6, 7])
LOGIT_TOLERANCE = 20 * FLOAT64_TOLERANCE  # logits reach the order of ten


# --- one forward pass ------------------------------------------------------------------------


@libraries
@norms
def test_same_numbers_in_every_library(library: Library, norm: str) -> None:
    expected = forward(random_model(norm=norm), SOURCE, TARGET)
    model = random_model(library=library, norm=norm)
    trace = forward(model, library.ids(SOURCE), library.ids(TARGET))
    assert library.owns(trace.logits)
    tolerance = 20 * library.tolerance
    assert_close(np.asarray(trace.logits), expected.logits, atol=tolerance)
    for layer in range(2):
        found, wanted = (t.decoder.layers[layer].cross_attention for t in (trace, expected))
        assert_close(np.asarray(found.weights), wanted.weights, atol=tolerance)


@norms
def test_the_trace_shows_the_residual_stream(norm: str) -> None:
    model = random_model(norm=norm)
    trace = forward(model, SOURCE, TARGET)

    def after(name: str, stream: np.ndarray, update: np.ndarray) -> np.ndarray:
        if norm == "pre":
            return stream + update
        gain, bias = (model.parameters[f"{name}.{part}"] for part in ("gain", "bias"))
        return layer_norm(stream + update, gain, bias)

    for stack in ("encoder", "decoder"):
        stream = getattr(trace, stack).embedded
        for number, block in enumerate(getattr(trace, stack).layers):
            name = f"{stack}.{number}"
            np.testing.assert_array_equal(block.input, stream)
            stream = after(f"{name}.norm_self_attention", stream, block.self_attention.output)
            np.testing.assert_array_equal(block.after_self_attention, stream)
            if stack == "decoder":
                stream = after(f"{name}.norm_cross_attention", stream, block.cross_attention.output)
                np.testing.assert_array_equal(block.after_cross_attention, stream)
            else:
                assert block.cross_attention is None
                assert block.after_cross_attention is None
            assert (block.feed_forward_hidden >= 0).all()
            contract = model.parameters[f"{name}.feed_forward.contract"]
            update = block.feed_forward_hidden @ contract
            update = update + model.parameters[f"{name}.feed_forward.contract_bias"]
            stream = after(f"{name}.norm_feed_forward", stream, update)
            np.testing.assert_array_equal(block.output, stream)
    self_weights = trace.decoder.layers[0].self_attention.weights
    assert (self_weights[:, ~np.tri(4, dtype=bool)] == 0).all()
    assert trace.decoder.layers[1].cross_attention.weights.shape == (2, 4, 5)


def test_embeddings_are_scaled_and_tied() -> None:
    model = random_model()
    trace = forward(model, SOURCE, TARGET)
    rows = model.parameters["source_embedding"][SOURCE] * 8**0.5  # √d_model
    assert_close(trace.encoder.embedded, rows + sinusoidal(5, 8))
    table = model.parameters["target_embedding"]
    assert_close(trace.logits, trace.decoder.output @ table.T)
    assert model.n_parameters == sum(
        int(np.prod(s)) for s in parameter_shapes(model.config).values()
    )


@norms
@few
@given(seeds, st.integers(1, 3))
def test_the_future_cannot_leak(norm: str, seed: int, changed: int) -> None:
    model = random_model(seed, norm=norm)
    other = TARGET.copy()
    other[changed] = 12
    before, after = (forward(model, SOURCE, target).logits for target in (TARGET, other))
    np.testing.assert_array_equal(before[:changed], after[:changed])
    assert np.abs(before[changed:] - after[changed:]).max(axis=-1).min() > 1e-9


@few
@given(seeds, st.permutations(range(5)))
def test_without_positions_the_encoder_follows_a_permutation(seed: int, order: list[int]) -> None:
    model = random_model(seed, positions="none")
    straight, permuted = encode(model, SOURCE).output, encode(model, SOURCE[order]).output
    assert_close(permuted, straight[order], atol=LOGIT_TOLERANCE)


def moves(order: list[int]) -> bool:
    """Not the order itself, nor its mirror image: ALiBi sees distances, not directions."""
    return order not in (sorted(order), sorted(order, reverse=True))


@pytest.mark.parametrize("positions", [code for code in POSITION_CODES if code != "none"])
@few
@given(seeds, st.permutations(range(5)).filter(moves))
def test_with_positions_it_does_not(positions: str, seed: int, order: list[int]) -> None:
    model = random_model(seed, positions=positions)
    straight, permuted = encode(model, SOURCE).output, encode(model, SOURCE[order]).output
    assert np.abs(permuted - straight[order]).max() > 1e-6


# --- batches and padding ---------------------------------------------------------------------


@libraries
@norms
def test_a_padded_batch_equals_its_sentences(library: Library, norm: str) -> None:
    model = random_model(seed=6, library=library, norm=norm)
    sources = [[3, 4, 5, 6, 7], [8, 9], [10, 3, 4]]
    targets = [[1, 5, 6, 7], [1, 8, 9, 10], [1, 11]]
    batch = library.ids([ids + [0] * (5 - len(ids)) for ids in sources])
    written = library.ids([ids + [0] * (4 - len(ids)) for ids in targets])
    together = forward(model, batch, written, padding_mask(batch, 0))
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        alone = forward(model, library.ids(source), library.ids(target))
        logits = np.asarray(together.logits)[number, : len(target)]
        assert_close(logits, np.asarray(alone.logits), atol=20 * library.tolerance)
        weights = np.asarray(together.decoder.layers[0].cross_attention.weights)[number]
        assert (weights[..., len(source) :] == 0).all()
        encoded = np.asarray(together.encoder.output)[number, : len(source)]
        expected = np.asarray(alone.encoder.output)
        assert_close(encoded, expected, atol=20 * library.tolerance)


@few
@given(seeds, st.integers(1, 4))
def test_padding_changes_nothing(seed: int, padding: int) -> None:
    model = random_model(seed)
    padded = np.concatenate([SOURCE, np.zeros(padding, dtype=np.int64)])
    found = forward(model, padded, TARGET, padding_mask(padded, 0)).logits
    assert_close(found, forward(model, SOURCE, TARGET).logits, atol=LOGIT_TOLERANCE)


# --- the key-value cache ---------------------------------------------------------------------


CHOICES = [
    *({"positions": code} for code in POSITION_CODES),
    {"norm": "post"},
    {"scale_scores": False},
]


@libraries
@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_decoding_step_by_step_equals_decoding_at_once(library: Library, choices: dict) -> None:
    model = random_model(seed=8, library=library, **choices)
    source = library.ids([[3, 4, 5, 6, 7], [8, 9, 0, 0, 0]])
    target = np.array([[1, 5, 6, 7], [1, 8, 9, 10]])
    mask = padding_mask(source, 0)
    memory = encode(model, source, mask).output
    whole = decode(model, library.ids(target), memory, mask)
    expected = np.asarray(next_word_logits(model, whole))
    past, tolerance = None, 20 * library.tolerance
    for start, stop in ((0, 1), (1, 2), (2, 4)):  # also two tokens in one step
        past = decode(model, library.ids(target[:, start:stop]), memory, mask, past=past)
        logits = np.asarray(next_word_logits(model, past))
        assert_close(logits, expected[:, start:stop], atol=tolerance)
    for block, other in zip(past.layers, whole.layers, strict=True):
        for name in ("keys", "values"):
            numbers = (np.asarray(getattr(b.self_attention, name)) for b in (block, other))
            assert_close(*numbers, atol=tolerance)


@pytest.mark.parametrize("positions", POSITION_CODES)
def test_a_decoder_alone_is_a_language_model(positions: str) -> None:
    model = random_model(seed=3, encoder_layers=0, positions=positions)
    assert not [name for name in model.parameters if "cross" in name or "source" in name]
    whole = decode(model, TARGET)
    assert whole.layers[0].cross_attention is None
    first = decode(model, TARGET[:3])
    assert_close(first.output, whole.output[:3], atol=LOGIT_TOLERANCE)
    then = decode(model, TARGET[3:], past=first)
    assert_close(then.output, whole.output[3:], atol=LOGIT_TOLERANCE)


def test_unscaled_scores_are_not_scaled_anywhere() -> None:
    trace = forward(random_model(scale_scores=False), SOURCE, TARGET)
    for block in (*trace.encoder.layers, *trace.decoder.layers):
        for attention in filter(None, (block.self_attention, block.cross_attention)):
            steps = attention.attention
            np.testing.assert_array_equal(steps.scaled_scores, steps.scores)


# --- errors ----------------------------------------------------------------------------------


@libraries
def test_ids_outside_the_vocabulary_are_named(library: Library) -> None:
    model = random_model(library=library)
    good = library.ids(TARGET)
    message = "source ids must lie in 0 … 10, got 3 … 11"
    with pytest.raises(ValueError, match=re.escape(message)):
        forward(model, library.ids([3, 11]), good)
    message = "target ids must lie in 0 … 12, got -1 … 4"
    with pytest.raises(ValueError, match=re.escape(message)):
        forward(model, good, library.ids([-1, 4]))


def test_no_tokens_at_all() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    with pytest.raises(ValueError, match="the source has no tokens at all"):
        forward(random_model(), nothing, TARGET)
    with pytest.raises(ValueError, match="the target has no tokens at all"):
        forward(random_model(), SOURCE, nothing)


def test_a_source_mask_of_another_length_is_named() -> None:
    mask = np.ones((1, 4), dtype=bool)
    message = "a mask of shape [1, 1, 4] does not broadcast to scores [2, 5, 5]"
    with unchecked_shapes(), pytest.raises(ValueError, match=re.escape(message)):
        forward(random_model(), SOURCE, TARGET, mask)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"n_heads": 3}, "3 heads do not divide d_model 64"),
        ({"n_heads": 0}, "n_heads must be a whole number from 1, got 0"),
        ({"norm": "middle"}, "norm must be 'pre' or 'post', got 'middle'"),
        ({"positions": "guessed"}, "positions must be one of"),
    ],
)
def test_a_config_that_makes_no_sense_is_named(choice: dict, message: str) -> None:
    with unchecked_shapes(), pytest.raises(ValueError, match=re.escape(message)):
        replace(Config(9, 9), **choice)


def test_missing_and_needless_memory_are_named() -> None:
    both = random_model(0)
    reader = random_model(0, decoder_layers=0)
    writer = random_model(0, encoder_layers=0)
    ids = np.array([3, 4, 5])
    memory = np.zeros((3, both.config.d_model))
    with pytest.raises(ValueError, match="needs memory"):
        decode(both, ids)
    with pytest.raises(ValueError, match="takes no memory"):
        decode(writer, ids, memory)
    with pytest.raises(ValueError, match="has no encoder"):
        forward(writer, ids, ids)
    with pytest.raises(ValueError, match="has no decoder"):
        forward(reader, ids, ids)
