"""A head taken away in three ways, in the whole model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explainer.inspect import (
    attention_of,
    averaged,
    heads_of,
    mean_contribution,
    removal_effects,
    uniform,
    zeroed,
)
from explainer.model import Model
from explainer.transformer import forward
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    LIBRARIES,
    Library,
    assert_close,
    random_model,
)

libraries = pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
SUB_LAYERS = ["encoder.0.self_attention", "decoder.1.self_attention", "decoder.0.cross_attention"]
sub_layers = pytest.mark.parametrize("name", SUB_LAYERS)
SOURCE = np.array([3, 4, 5, 6, 7])
TARGET = np.array([1, 5, 6, 7])


def traced(model: Model):
    return forward(model, SOURCE, TARGET)


def test_every_head_has_a_name() -> None:
    model = random_model()
    found = heads_of(model)
    assert len(found) == len(set(found)) == 3 * 2 * 2
    assert found[0] == ("encoder.0.self_attention", 0)
    assert found[-1] == ("decoder.1.cross_attention", 1)
    trace = traced(model)
    for name, head in found:
        assert attention_of(trace, name).weights.shape[0] > head
    decoder_only = random_model(encoder_layers=0)
    assert {name for name, _ in heads_of(decoder_only)} == {
        "decoder.0.self_attention",
        "decoder.1.self_attention",
    }


@sub_layers
def test_zeroed_takes_the_contribution_away(name: str) -> None:
    model = random_model(1)
    before = attention_of(traced(model), name)
    after = attention_of(traced(zeroed(model, name, 1)), name)
    assert_close(after.output, before.output - before.contributions[1])
    assert np.abs(before.contributions[1]).max() > 0.01


@sub_layers
@pytest.mark.parametrize("head", [0, 1])
def test_averaged_puts_one_vector_everywhere(name: str, head: int) -> None:
    model = random_model(2)
    whole = traced(model)
    before = attention_of(whole, name)
    mean = mean_contribution([whole], name, head)
    assert_close(mean, before.contributions[head].mean(axis=0))
    after = attention_of(traced(averaged(model, name, head, mean)), name)
    assert_close(after.output, before.output - before.contributions[head] + mean)


def test_a_mean_weighs_every_position_of_every_text_alike() -> None:
    model, name = random_model(), "encoder.0.self_attention"
    traces = [forward(model, SOURCE[:n], TARGET) for n in (2, 5)]
    rows = np.concatenate([attention_of(trace, name).contributions[0] for trace in traces])
    assert rows.shape == (7, 8)
    assert_close(mean_contribution(traces, name, 0), rows.mean(axis=0))


@sub_layers
@pytest.mark.parametrize("positions", ["sinusoidal", "rotary"])
def test_uniform_looks_alike_at_all_it_may_see(name: str, positions: str) -> None:
    model = random_model(3, positions=positions)
    before = attention_of(traced(model), name)
    after = attention_of(traced(uniform(model, name, 1)), name)
    allowed = before.weights[1] > 0
    assert_close(after.weights[1], allowed / allowed.sum(axis=-1, keepdims=True))
    assert_close(after.weights[0], before.weights[0])
    np.testing.assert_array_equal(after.values, before.values)
    assert np.abs(after.weights[1] - before.weights[1]).max() > 0.01


@libraries
def test_every_library_removes_alike(library: Library) -> None:
    name = "encoder.1.self_attention"

    def logits(owner: Library) -> list[Any]:
        model = random_model(library=owner)
        source, target = owner.ids(SOURCE), owner.ids(TARGET)
        mean = mean_contribution([forward(model, source, target)], name, 0)
        changed = (zeroed(model, name, 0), averaged(model, name, 0, mean), uniform(model, name, 0))
        return [np.asarray(forward(one, source, target).logits) for one in changed]

    for found, expected in zip(logits(library), logits(LIBRARIES[0]), strict=True):
        assert_close(found, expected, atol=20 * library.tolerance)


def test_the_given_model_stays_as_it_is() -> None:
    model = random_model()
    before = {name: array.copy() for name, array in model.parameters.items()}
    for change in (zeroed, uniform):
        change(model, SUB_LAYERS[0], 0)
    averaged(model, SUB_LAYERS[0], 0, np.ones(8))
    for name, array in before.items():
        np.testing.assert_array_equal(model.parameters[name], array)


def test_effects_are_differences_to_the_whole_model() -> None:
    model = random_model()

    def measure(changed: Model) -> float:
        return float(traced(changed).logits[-1, 4])

    for remove in (zeroed, uniform):
        found = removal_effects(model, measure, remove)
        assert tuple(found) == heads_of(model)
        name, head = "decoder.1.cross_attention", 1
        expected = measure(remove(model, name, head)) - measure(model)
        assert_close(found[name, head], expected, atol=FLOAT64_TOLERANCE)
        assert max(abs(effect) for effect in found.values()) > 1e-3


def test_what_is_not_there_is_named() -> None:
    model = random_model()
    trace = traced(model)
    name = SUB_LAYERS[0]
    for act in (
        lambda name, head: zeroed(model, name, head),
        lambda name, head: uniform(model, name, head),
        lambda name, head: averaged(model, name, head, np.zeros(8)),
        lambda name, head: mean_contribution([trace], name, head),
    ):
        with pytest.raises(ValueError, match=r"no attention sub-layer 'encoder\.9'"):
            act("encoder.9", 0)
        for head in (-1, 2):
            with pytest.raises(ValueError, match=f"no head {head} in {name}"):
                act(name, head)
    with pytest.raises(ValueError, match="at least one trace"):
        mean_contribution([], name, 0)
    with pytest.raises(ValueError, match=r"mean has shape \(9,\), not \(8,\)"):
        averaged(model, name, 0, np.zeros(9))
    with pytest.raises(ValueError, match="ALiBi adds distances"):
        uniform(random_model(positions="alibi"), name, 0)
