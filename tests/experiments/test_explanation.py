"""The comparison of eleven methods: its parts on cases that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import explainer
from experiments.explanation import behaviour, other_weights, summaries
from experiments.explanation.cases import KINDS, Group, cases, groups
from experiments.explanation.margin import each_position, gap, gap_of, in_torch
from experiments.explanation.scores import METHODS, scores
from experiments.translator.lexicon import NOUNS
from experiments.translator.recipe import RUNNING
from explainer import inspect
from explainer.transformer import forward
from generators.pipeline import results


@pytest.fixture(scope="module")
def running() -> tuple[explainer.Model, Group, list]:
    found = cases()
    number = [" ".join(case.pair.english) for case in found].index(RUNNING["tired"])
    for group in groups(found):
        here = group.numbers == number
        if here.any():
            keep = torch.from_numpy(here)
            parts = (group.source, group.partner, group.target, group.sign)
            alone = Group(group.numbers[here], *(part[keep] for part in parts))
            return in_torch(explainer.load("translator")), alone, found
    raise AssertionError("the running sentence is not among the cases")


def test_cases_know_what_stands_where(running: tuple) -> None:
    _, group, found = running
    case = found[group.numbers[0]]
    assert case.partner.english[:-1] == case.pair.english[:-1]
    assert case.partner.antecedent == "street"
    kinds = [KINDS[kind] for kind in case.kinds]
    assert [kinds[1], kinds[6], kinds[8], kinds[11]] == [
        "its noun",
        "other noun",
        "it",
        "adjective",
    ]
    assert case.genders_differ
    swapped = [NOUNS[word].gender for place, word in case.swaps if place == 1]
    assert sorted(swapped) == ["f", "f", "m", "m"]
    assert all(word != case.pair.english[place] for place, word in case.swaps)


@pytest.fixture(scope="module")
def table(running: tuple) -> dict[str, np.ndarray]:
    model, group, found = running
    means = {name: torch.zeros(64) for name in found[group.numbers[0]].slots}
    return scores(model, group, found, means)


def test_scores_are_what_the_library_says(running: tuple, table: dict) -> None:
    _, group, found = running
    model = explainer.load("translator")
    source, partner, target = (
        part[0].numpy() for part in (group.source, group.partner, group.target)
    )
    row = len(target) - 1
    il, elle = (model.target_vocabulary.ids[word] for word in ("il", "elle"))

    def margin(trace: explainer.Trace) -> float:
        return inspect.logit_difference(trace, row, il, elle)

    assert set(METHODS) < set(table)
    trace = forward(model, source, target)
    for place in (1, 11):
        vector = explainer.encode(model, partner).output[place]
        edit = inspect.patch(vector, "encoder.output", place)
        change = margin(forward(model, source, target, edit=edit)) - margin(trace)
        assert table["patching"][0, place] == pytest.approx(abs(change), abs=1e-3)
    words = [word for place, word in found[group.numbers[0]].swaps if place == 11]
    ids = [model.source_vocabulary.ids[word] for word in words]
    changes = inspect.swap_effects(model, source, target, 11, ids, margin)
    assert table["word swapped"][0, 11] == pytest.approx(np.abs(changes).mean(), abs=1e-3)
    weights = np.stack([one.cross_attention.weights[:, row] for one in trace.decoder.layers])
    np.testing.assert_allclose(
        table["attention, all heads"][0], weights.mean(axis=(0, 1)), atol=1e-5
    )
    assert table["rollout"][0].sum() == pytest.approx(1, abs=1e-4)


def test_gradient_is_a_finite_difference(running: tuple, table: dict) -> None:
    model, group, _ = running
    step = 1e-2
    place = int(np.nanargmax(table["gradient times input"][0]))  # elsewhere rounding is as large

    def nudged(size: float) -> float:
        def edit(name: str, stream: torch.Tensor) -> torch.Tensor:
            if name != "encoder.0.input":
                return stream
            factor = torch.ones(stream.shape[1])
            factor[place] = 1 + size
            return stream * factor[:, None]

        return float(gap_of(model, group.source, group.target, edit=edit)[0])

    with torch.no_grad():
        difference = (nudged(step) - nudged(-step)) / (2 * step)
    found = table["gradient times input"][0, place]
    assert found == pytest.approx(abs(difference), rel=0.02)


def test_a_row_with_its_own_weights_is_itself(running: tuple) -> None:
    model, group, _ = running
    with torch.no_grad():
        decoder = forward(model, group.source, group.target).decoder
        rows = [layer.cross_attention.weights[..., -1, :] for layer in decoder.layers]
        for weights in (rows, [None, None]):
            again = other_weights.last_row(model, decoder, weights)
            torch.testing.assert_close(again, decoder.output[:, -1:], atol=1e-4, rtol=1e-4)
        even = [torch.full_like(one, 1 / one.shape[-1]) for one in rows]
        moved = other_weights.last_row(model, decoder, even)
    assert (moved - decoder.output[:, -1:]).abs().max() > 0.1
    assert float(gap(model, decoder)[0]) > 0


def test_one_position_at_a_time() -> None:
    mixed = each_position(torch.zeros(1, 3, 2), torch.ones(1, 3, 2))
    assert mixed[..., 0].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_area_is_the_chance_of_standing_above() -> None:
    deciders = np.array([True, False, False, False])
    assert summaries.area(np.array([2.0, 1.0, 3.0, np.nan]), deciders) == 0.5
    assert summaries.area(np.array([3.0, 3.0, 1.0, np.nan]), deciders) == 0.75
    assert np.isnan(summaries.area(np.ones(4), np.zeros(4, dtype=bool)))


def test_correlations_are_spearmans() -> None:
    random = np.random.default_rng(0)
    first, second = random.integers(0, 5, size=(2, 4, 9)).astype(float)
    first[0, 7:] = second[0, 7:] = np.nan
    expected = [
        inspect.spearman(a[~np.isnan(a)], b[~np.isnan(b)])
        for a, b in zip(first, second, strict=True)
    ]
    np.testing.assert_allclose(summaries.correlations(first, second), expected)


def test_the_swapped_word_and_no_other_changes(running: tuple) -> None:
    pair = running[2][0].pair
    changed = behaviour.with_word(pair, 1, "cow").english
    assert changed[1] == "cow"
    assert (changed[0], *changed[2:]) == (pair.english[0], *pair.english[2:])


def test_results_hold_all_models_and_methods() -> None:
    found = results.read("explanation")
    assert [(run["variant"], run["seed"]) for run in found["runs"]] == [
        (variant, seed) for variant in ("translator", "translator-one-head") for seed in range(3)
    ]
    assert tuple(found["methods"]) == METHODS
    assert all(len(run["agreement"]) == 55 for run in [*found["runs"], *found["untrained"]])
    assert all(run["other_weights"]["kinds"]["its own"]["right"] == 1 for run in found["runs"])
