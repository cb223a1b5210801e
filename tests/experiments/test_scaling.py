"""The pieces of experiments/scaling: its scorers, its lists, its three ways to start."""

from __future__ import annotations

import random

import pytest

torch = pytest.importorskip("torch")

from experiments.scaling import look_up, translators  # noqa: E402


def _random(*shape: int):
    return torch.randn(shape, generator=torch.Generator().manual_seed(1))


def test_scores_by_hand() -> None:
    eye = torch.eye(2)
    queries, keys = torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0, 0.0], [1.0, -1.0]])
    learned = {"query": eye, "key": 4 * eye, "between": 2 * eye, "readout": torch.tensor([1.0, 0])}
    assert look_up.dot(queries, keys, {}).tolist() == [[3, -1]]
    assert look_up.projected(queries, keys, learned).tolist() == [[12, -4]]
    expected = torch.tensor([[12.0, -4.0]]) / 2**0.5
    torch.testing.assert_close(look_up.scaled(queries, keys, learned), expected)
    assert look_up.general(queries, keys, learned).tolist() == [[6, -2]]
    # first hidden number: 1 + 4·3 and 1 + 4·1
    expected = torch.tanh(torch.tensor([[13.0, 5.0]]))
    torch.testing.assert_close(look_up.additive(queries, keys, learned), expected)


@pytest.mark.parametrize(("scorer", "sign"), [("scaled", 1), ("general", 1), ("additive", -1)])
def test_turning_both_signs(scorer: str, sign: int) -> None:
    queries, keys = _random(3, look_up.WIDTH), _random(5, look_up.WIDTH)
    learned = look_up.new_parameters(scorer, 0)
    score = look_up.SCORE[scorer]
    torch.testing.assert_close(
        score(-queries, -keys, learned), sign * score(queries, keys, learned), atol=1e-4, rtol=0
    )


def test_a_bias_breaks_the_oddness() -> None:
    queries, keys = _random(3, look_up.WIDTH), _random(5, look_up.WIDTH)
    learned = look_up.new_parameters("additive_bias", 0)
    there, back = (look_up.additive(s * queries, s * keys, learned) for s in (1, -1))
    assert (there + back).abs().max() > 0.1


@pytest.mark.parametrize("name", look_up.TASKS)
def test_the_query_belongs_to_the_wanted_item(name: str) -> None:
    task = look_up.Task(name, 0)
    queries, keys, symbols, wanted = task.draw(50)
    if name == "turned":  # turned back, the query is nearest to the key that it was made from
        nearest = (keys @ (queries[:, 0] @ task.rotation.T)[..., None])[..., 0].argmax(-1)
    else:
        which = (queries[:, 0] @ task.asked.T).argmax(-1)
        nearest = (keys == task.found[which][:, None]).all(-1).float().argmax(-1)
    assert torch.equal(symbols[torch.arange(50), nearest], wanted)


def test_small_start_is_the_divided_model() -> None:

    losses = {
        scoring: translators.fresh_loss(
            translators.new_model(scoring, 1, 0), random.Random("here"), 8
        )[0].item()
        for scoring in translators.SCORINGS
    }
    assert losses["folded"] == pytest.approx(losses["scaled"], abs=1e-5)
    assert abs(losses["unscaled"] - losses["scaled"]) > 1e-4
