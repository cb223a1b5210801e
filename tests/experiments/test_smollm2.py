"""The forward pass of experiments/smollm2 with tiny random weights, and what was committed."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments.smollm2 import model, removal
from explainer import inspect
from explainer.positions import rotary

FOLDER = Path(__file__).parents[2] / "experiments" / "smollm2"
SIZES = model.Sizes(
    layers=3,
    heads=6,
    key_value_heads=2,
    d_model=48,
    d_feed_forward=40,
    vocabulary=50,
    rotary_base=100_000.0,
    epsilon=1e-5,
)


@pytest.fixture(scope="module")
def parameters() -> dict[str, np.ndarray]:
    return model.random_parameters(SIZES, 0, scale=0.3)


def random_ids(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, SIZES.vocabulary, (1, count))


def test_a_later_token_changes_nothing_before_it(parameters: dict[str, np.ndarray]) -> None:
    ids = random_ids(9)
    other = ids.copy()
    other[0, -1] = (ids[0, -1] + 1) % SIZES.vocabulary
    first, second = (model.forward(parameters, SIZES, one) for one in (ids, other))
    assert (first.weights[..., :-1, :] == second.weights[..., :-1, :]).all()
    assert (first.streams[..., :-1, :] == second.streams[..., :-1, :]).all()
    assert not np.allclose(first.streams[-1, ..., -1, :], second.streams[-1, ..., -1, :])


def test_a_prefix_alone_gives_the_same(parameters: dict[str, np.ndarray]) -> None:
    ids = random_ids(9)
    whole = model.forward(parameters, SIZES, ids)
    prefix = model.forward(parameters, SIZES, ids[:, :5])
    np.testing.assert_allclose(prefix.logits, whole.logits[:, :5], rtol=1e-4, atol=1e-5)


def test_rows_are_shares_and_causal(parameters: dict[str, np.ndarray]) -> None:
    weights = model.forward(parameters, SIZES, random_ids(7)).weights
    assert weights.shape == (3, 1, 6, 7, 7)
    np.testing.assert_allclose(weights.sum(axis=-1), 1, rtol=1e-5)
    assert (np.triu(weights, k=1) == 0).all()


def test_turning_agrees_with_the_explainer_at_its_base() -> None:
    features = np.random.default_rng(1).normal(size=(2, 5, 8))
    np.testing.assert_allclose(model.rotary(features, 10_000.0), rotary(features), atol=1e-12)
    assert not np.allclose(model.rotary(features, 100_000.0), rotary(features))


def test_scores_of_turned_vectors_depend_on_distance_alone() -> None:
    random = np.random.default_rng(2)
    query, key = (np.broadcast_to(random.normal(size=8), (12, 8)) for _ in range(2))
    scores = model.rotary(query, 100_000.0) @ model.rotary(key, 100_000.0).T
    for offset in (-3, 0, 4):
        diagonal = np.diagonal(scores, offset)
        np.testing.assert_allclose(diagonal, diagonal[0], atol=1e-9)
    assert abs(scores[0, 0] - scores[5, 0]) > 0.01


def test_heads_of_a_group_share_keys_and_values(parameters: dict[str, np.ndarray]) -> None:
    """With equal queries the three heads of one group look alike, those of two groups do not."""
    same = dict(parameters)
    d_head = SIZES.d_head
    same["layer.0.query"] = np.tile(parameters["layer.0.query"][:, :d_head], (1, SIZES.heads))
    weights = model.forward(same, SIZES, random_ids(6)).weights[0, 0]
    np.testing.assert_allclose(weights[1], weights[0], rtol=1e-6)
    np.testing.assert_allclose(weights[2], weights[0], rtol=1e-6)
    assert not np.allclose(weights[3], weights[0])


def test_removing_heads_is_zero_rows_of_the_output_projection(
    parameters: dict[str, np.ndarray],
) -> None:
    ids, d_head = random_ids(6), SIZES.d_head
    cut = {**parameters, "layer.1.output": parameters["layer.1.output"].copy()}
    cut["layer.1.output"][2 * d_head : 3 * d_head] = 0
    by_rows = model.forward(cut, SIZES, ids).logits
    by_head = model.forward(parameters, SIZES, ids, [(1, 2)]).logits
    np.testing.assert_allclose(by_head, by_rows, rtol=1e-4, atol=1e-5)
    assert not np.allclose(by_head, model.forward(parameters, SIZES, ids).logits)


def test_norm_and_swish_by_hand() -> None:
    normed = model.root_mean_square_norm(np.array([3.0, 4.0]), np.array([1.0, 2.0]), 0.0)
    np.testing.assert_allclose(normed, [3 / np.sqrt(12.5), 8 / np.sqrt(12.5)])
    np.testing.assert_allclose(model.swish(np.array([0.0, 1.0])), [0, 1 / (1 + np.exp(-1))])


def test_an_even_guess_costs_the_logarithm_of_the_vocabulary() -> None:
    loss = model.losses(np.zeros((1, 4, 50), dtype=np.float32), random_ids(4))
    np.testing.assert_allclose(loss, np.log(50))
    assert loss.shape == (1, 3)


def test_mixed_up_weights_are_the_same_numbers(parameters: dict[str, np.ndarray]) -> None:
    mixed = model.shuffled_parameters(parameters, 0)
    for name, array in parameters.items():
        assert (np.sort(mixed[name], axis=None) == np.sort(array, axis=None)).all()
    assert (mixed["layer.0.query"] != parameters["layer.0.query"]).any()


def test_heads_taken_as_a_control_come_from_the_same_layers_and_are_others() -> None:
    best = [(1, 0), (1, 3), (2, 5)]
    others = removal.others_of_the_same_layers(best, best, SIZES, seed=0)
    assert [layer for layer, _ in others] == [1, 1, 2]
    assert not set(others) & set(best)
    assert len(set(others)) == 3
    full = [(1, head) for head in range(6)]
    assert {layer for layer, _ in removal.others_of_the_same_layers(full, full, SIZES, 0)} == {2}


def test_what_was_committed_belongs_together() -> None:
    results = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
    weights, tokens = _held("running_sentence")
    tired = inspect.from_arrays(weights, tokens)
    assert list(tired.who_looks) == results["running"]["tokens"]
    first = np.array([layer[:, 1:, 0].mean(axis=-1) for layer in tired.layers])
    assert first.shape == (results["card"]["layers"], results["card"]["heads"])
    ends = results["running"]["endings"]
    it, animal = ends["it"], ends["animal"]
    on_animal = np.array([layer[:, it, animal] for layer in tired.layers])
    np.testing.assert_allclose(on_animal, ends["it_on_animal"]["tired"], atol=1e-3)

    weights, tokens = _held("repeated_tokens")
    assert tokens == results["repeated_picture"]["tokens"]
    assert tokens[:25] == tokens[25:]
    np.testing.assert_allclose(weights.sum(axis=-1), 1, atol=0.06)  # rounded to 1/255


def _held(name: str) -> tuple[np.ndarray, list[str]]:
    with np.load(FOLDER / f"{name}.npz") as held:
        weights = held["weights"]
        scale = 255 if weights.dtype == np.uint8 else 1
        return weights.astype(np.float64) / scale, [str(token) for token in held["tokens"]]


def test_the_card_names_the_file_exactly() -> None:
    card = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))["card"]
    assert len(card["sha256"]) == hashlib.sha256().digest_size * 2
    assert "4-bit" not in card["model"]
    pinned = (FOLDER / "requirements.txt").read_text(encoding="utf-8")
    assert card["package"].replace(" ", "==") in pinned


def test_no_other_base_is_hidden_in_the_forward_pass(parameters: dict[str, np.ndarray]) -> None:
    ids = random_ids(9)
    one = model.forward(parameters, SIZES, ids).logits
    other = model.forward(parameters, replace(SIZES, rotary_base=10_000.0), ids).logits
    assert not np.allclose(one, other)
