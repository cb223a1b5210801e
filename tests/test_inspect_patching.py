"""Residual streams replaced during a forward pass."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import FLOAT64_TOLERANCE, LIBRARIES, Library, assert_close, random_model

from explainer.transformer import decode, encode, forward

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
