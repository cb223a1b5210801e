"""The residual stream read out early."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.inspect import logit_lens, ranks_of_word
from explainer.layers import layer_norm
from explainer.transformer import StackTrace, decode, forward, next_word_logits
from tests.explainer.helpers import LIBRARIES, Library, assert_close, random_model

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
SOURCE, TARGET = np.array([3, 4, 5]), np.array([1, 5, 6, 7])


@libraries
@pytest.mark.parametrize("norm", ["pre", "post"])
def test_the_last_depth_is_the_model_s_own_answer(library: Library, norm: str) -> None:
    model = random_model(library=library, norm=norm)
    trace = forward(model, library.ids(SOURCE), library.ids(TARGET))
    found = logit_lens(model, trace.decoder)
    assert found.shape == (3, 4, 13)
    assert library.owns(found)
    expected = np.asarray(trace.logits)
    assert_close(np.asarray(found)[-1], expected, atol=20 * library.tolerance)
    assert np.abs(np.asarray(found)[0] - expected).max() > 0.01


def test_the_first_depth_reads_the_embedding() -> None:
    model = random_model(encoder_layers=0)
    trace = decode(model, TARGET)
    parameters = model.parameters
    normed = layer_norm(
        trace.embedded, parameters["decoder.norm.gain"], parameters["decoder.norm.bias"]
    )
    found = logit_lens(model, trace)
    assert_close(found[0], normed @ parameters["target_embedding"].T)
    assert_close(found[-1], next_word_logits(model, trace))


def test_a_batch_stays_a_batch() -> None:
    model = random_model()
    single = forward(model, SOURCE, TARGET)
    batch = forward(model, np.stack([SOURCE, SOURCE]), np.stack([TARGET, TARGET]))
    found = logit_lens(model, batch.decoder)
    assert found.shape == (3, 2, 4, 13)
    assert_close(found[:, 1], logit_lens(model, single.decoder), atol=1e-11)


@libraries
def test_ranks_by_hand(library: Library) -> None:
    logits = library.array([[3, 1, 2], [0, 5, 5]])
    assert [np.asarray(ranks_of_word(logits, word)).tolist() for word in range(3)] == [
        [0, 2],
        [2, 0],
        [1, 0],
    ]
    for word in (-1, 3):
        with pytest.raises(ValueError, match=f"no word {word} in a vocabulary of 3"):
            ranks_of_word(logits, word)


def test_a_trace_without_layers_has_no_depths() -> None:
    with pytest.raises(ValueError, match="no layers"):
        logit_lens(random_model(), StackTrace(np.ones((1, 8)), (), np.ones((1, 8))))
