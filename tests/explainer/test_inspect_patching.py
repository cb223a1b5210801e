"""What replacing a part of a forward pass does to its end: patches, swaps, gradients."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.inspect import (
    gradient_times_input,
    logit_difference,
    patch,
    patch_each_place,
    streams,
    swap_effects,
)
from explainer.transformer import decode, encode, forward
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    LIBRARIES,
    TORCH,
    Library,
    assert_close,
    random_model,
    unchecked_shapes,
)

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
norms = pytest.mark.parametrize("norm", ["pre", "post"])
CLEAN = np.array([3, 4, 5, 6])
OTHER = np.array([3, 7, 5, 6])
TARGET = np.array([1, 5, 6])
STACKS = ("encoder", "decoder")


# --- what an edit sees and does --------------------------------------------------------------


@libraries
def test_an_edit_that_changes_nothing_changes_nothing(library: Library) -> None:
    model = random_model(library=library)
    seen = []

    def look(name: str, stream):
        seen.append(name)
        return stream

    source, target = library.ids(CLEAN), library.ids(TARGET)
    expected = np.asarray(forward(model, source, target).logits)
    np.testing.assert_array_equal(
        np.asarray(forward(model, source, target, edit=look).logits), expected
    )
    stacks = [[f"{stack}.0.input", f"{stack}.1.input", f"{stack}.output"] for stack in STACKS]
    assert seen == stacks[0] + stacks[1]


@norms
@pytest.mark.parametrize("name", ["encoder.0.input", "encoder.1.input", "encoder.output"])
def test_a_whole_foreign_stream_gives_the_foreign_logits(norm: str, name: str) -> None:
    model = random_model(norm=norm)
    streams = {}

    def remember(at: str, stream):
        streams[at] = stream
        return stream

    foreign = forward(model, OTHER, TARGET, edit=remember)
    own = forward(model, CLEAN, TARGET)
    assert np.abs(own.logits - foreign.logits).max() > 1e-3
    patched = forward(
        model, CLEAN, TARGET, edit=lambda at, stream: streams[at] if at == name else stream
    )
    assert_close(patched.logits, foreign.logits, atol=20 * FLOAT64_TOLERANCE)


def test_the_trace_shows_the_edited_stream() -> None:
    model = random_model()

    def clear(name: str, stream):
        return np.zeros_like(stream) if name in ("decoder.1.input", "encoder.output") else stream

    memory = encode(model, CLEAN, edit=clear)
    assert not memory.output.any()
    trace = decode(model, TARGET, memory.output, edit=clear)
    assert not trace.layers[1].input.any()
    assert trace.layers[0].output.any()
    assert trace.output.any()


# --- patching, swapping, gradients -----------------------------------------------------------


def difference(trace) -> float:
    return logit_difference(trace, 2, 4, 7)


def test_a_logit_difference_by_hand() -> None:
    trace = forward(random_model(), CLEAN, TARGET)
    assert difference(trace) == trace.logits[2, 4] - trace.logits[2, 7]


@libraries
def test_a_patch_changes_one_vector_at_one_place(library: Library) -> None:
    model = random_model(library=library)
    source, target = library.ids(CLEAN), library.ids(TARGET)
    _, before = streams(model, source, target)
    vector = library.array(np.arange(8))
    edit = patch(vector, "encoder.1.input", 2)
    after = forward(model, source, target, edit=edit).encoder.layers[1].input
    expected = np.asarray(before["encoder.1.input"]).copy()
    expected[2] = np.arange(8)
    np.testing.assert_array_equal(np.asarray(after), expected)
    assert library.owns(after)


@norms
def test_each_place_and_position(norm: str) -> None:
    model = random_model(norm=norm)
    found = patch_each_place(model, (CLEAN, TARGET), (OTHER, TARGET), difference)
    assert found.places == ("encoder.0.input", "encoder.1.input", "encoder.output")
    assert found.measures.shape == (3, 4)
    assert_close(found.own, difference(forward(model, CLEAN, TARGET)))
    assert_close(found.other, difference(forward(model, OTHER, TARGET)))
    # the texts differ in word 1 alone: at the bottom that position carries everything
    assert_close(found.shares[0], [0, 1, 0, 0], atol=1e-9)
    assert np.abs(found.shares[2, [0, 2, 3]]).max() > 1e-3  # at the top others carry some too


def test_in_the_decoder_the_last_position_carries_all_at_the_top() -> None:
    model = random_model()
    found = patch_each_place(model, (CLEAN, TARGET), (OTHER, TARGET), difference, "decoder")
    assert found.places == ("decoder.0.input", "decoder.1.input", "decoder.output")
    assert_close(found.shares[0], 0, atol=1e-9)  # same target words: nothing to carry yet
    assert_close(found.shares[2], [0, 0, 1], atol=1e-9)


def test_equal_texts_have_nothing_to_carry() -> None:
    found = patch_each_place(random_model(), (CLEAN, TARGET), (CLEAN, TARGET), difference)
    assert_close(found.measures, found.own)
    with pytest.raises(ValueError, match="no difference to carry"):
        _ = found.shares


def test_swapping_a_word_equals_patching_it_at_the_bottom() -> None:
    model = random_model()
    effects = swap_effects(model, CLEAN, TARGET, 1, [7, 4, 9], difference)
    assert effects.shape == (3,)
    own = difference(forward(model, CLEAN, TARGET))
    assert_close(effects[0], difference(forward(model, OTHER, TARGET)) - own)
    assert effects[1] == 0  # the word that was there
    np.testing.assert_array_equal(CLEAN, [3, 4, 5, 6])


def test_gradient_times_input_by_hand() -> None:
    vectors = np.array([[1.0, 2], [3, 4]])
    found = gradient_times_input(vectors, lambda given: 2 * given)  # of the sum of squares
    assert found.tolist() == [10, 50]
    with pytest.raises(ValueError, match=r"gradient \[2\] does not fit \[2, 2\]"):
        gradient_times_input(vectors, lambda given: given[0])


def test_a_gradient_by_torch_is_the_slope_of_shrinking_a_vector() -> None:
    model = random_model(library=TORCH)
    source, target = TORCH.ids(CLEAN), TORCH.ids(TARGET)

    def measured(vectors):
        def edit(name: str, stream):
            return vectors if name == "encoder.0.input" else stream

        logits = forward(model, source, target, edit=edit).logits
        return logits[2, 4] - logits[2, 7]

    def gradient(vectors):
        leaf = vectors.detach().clone().requires_grad_()
        measured(leaf).backward()
        return leaf.grad

    embedded = encode(model, source).embedded
    found = gradient_times_input(embedded, gradient)
    step = 1e-5
    for position in range(4):
        sizes = TORCH.array(np.where(np.arange(4) == position, step, 0))[:, None]
        slope = measured(embedded * (1 + sizes)) - measured(embedded * (1 - sizes))
        assert abs(float(slope) / (2 * step) - float(found[position])) < 1e-6
    assert float(found.abs().max()) > 1e-3


def test_what_cannot_be_patched() -> None:
    model = random_model()
    with unchecked_shapes():
        with pytest.raises(ValueError, match="stack must be 'encoder' or 'decoder', got 'x'"):
            patch_each_place(model, (CLEAN, TARGET), (OTHER, TARGET), difference, "x")
        with pytest.raises(ValueError, match=r"equally long, got \[4\], \[3\]"):
            patch_each_place(model, (CLEAN, TARGET), (OTHER[:3], TARGET), difference)
        with pytest.raises(ValueError, match="no position 4 in a source of 4 tokens"):
            swap_effects(model, CLEAN, TARGET, 4, [3], difference)
        with pytest.raises(ValueError, match="no word to put in"):
            swap_effects(model, CLEAN, TARGET, 0, [], difference)
        with pytest.raises(ValueError, match=r"no position 9 at encoder\.output: stream"):
            forward(model, CLEAN, TARGET, edit=patch(np.ones(8), "encoder.output", 9))
