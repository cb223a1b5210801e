"""The tasks, models and measures of the experiment on recall; the look-up of its page."""

import numpy as np
import pytest
import torch

from experiments.recall.fitting import learning_rate, measure, right
from experiments.recall.learners import Learner, learner, recurrent_parameters
from experiments.recall.run import better_rates
from experiments.recall.tasks import QUESTION, SEPARATOR, SYMBOLS, VALUES, copy, recall
from generators.figures.why_attention._look_up import VALUES as PASSED
from generators.figures.why_attention._look_up import hard_look_up, look_up
from generators.figures.why_attention._recall import item
from generators.figures.why_attention.path_lengths import (
    WAYS,
    convolution,
    dilated,
    hops,
    recurrent,
    steps_needed,
)
from generators.figures.why_attention.weight_disperses import largest_weight


@pytest.mark.parametrize(("n", "distance"), [(2, None), (24, None), (64, None), (9, 1), (9, 9)])
def test_recall_asks_for_a_key_of_the_list(n: int, distance: int | None) -> None:
    read, wanted = recall(np.random.default_rng(0), 50, n, distance)
    keys, values = np.divmod(read, VALUES + 1)
    assert read.shape == (50, n + 1)
    assert (values[:, -1] == QUESTION).all()
    assert (values[:, :-1] < VALUES).all()
    for row in range(50):
        assert len(set(keys[row, :-1])) == n
        (place,) = np.flatnonzero(keys[row, :-1] == keys[row, -1])
        assert values[row, place] == wanted[row]
        assert distance is None or n - place == distance


def test_recall_refuses_more_items_than_keys() -> None:
    with pytest.raises(ValueError, match="65 items"):
        recall(np.random.default_rng(0), 1, 65)


def test_copy_shows_what_came_before_and_asks_for_the_next() -> None:
    read, wanted = copy(np.random.default_rng(0), 3, 5)
    assert read.shape == (3, 10)
    assert (read[:, :5] == wanted).all()
    assert (read[:, 5] == SEPARATOR).all()
    assert (read[:, 6:] == wanted[:, :-1]).all()
    assert wanted.max() < SYMBOLS


@pytest.mark.parametrize("task", ["recall", "copy"])
def test_parameters_are_matched(task: str) -> None:
    attention = learner(task, "none", 0).n_parameters
    for name in ("lstm", "gru"):
        made = learner(task, name, 0)
        assert made.n_parameters == recurrent_parameters(task, name, made.width)
        assert made.n_parameters == pytest.approx(attention, rel=0.05)
    assert learner(task, "sinusoidal", 0).n_parameters == attention


def test_recurrent_width_can_be_multiplied() -> None:
    assert learner("recall", "lstm", 0, wider=4).width == 4 * learner("recall", "lstm", 0).width


@pytest.mark.parametrize("name", ["none", "sinusoidal", "lstm", "gru"])
def test_scores_have_a_row_for_each_answer(name: str) -> None:
    random = np.random.default_rng(0)
    read, _ = recall(random, 3, 5)
    assert learner("recall", name, 0).scores(torch.from_numpy(read)).shape == (3, VALUES)
    read, _ = copy(random, 3, 5)
    assert learner("copy", name, 0).scores(torch.from_numpy(read)).shape == (3, 5, SYMBOLS + 1)


def test_copying_does_not_see_the_symbol_it_must_write() -> None:
    read, _ = copy(np.random.default_rng(0), 1, 6)
    changed = read.copy()
    changed[0, -1] = (changed[0, -1] + 1) % SYMBOLS
    for name in ("none", "sinusoidal", "lstm"):
        scores = learner("copy", name, 0).scores
        before, after = scores(torch.from_numpy(read)), scores(torch.from_numpy(changed))
        torch.testing.assert_close(before[:, :-1], after[:, :-1])
        assert not torch.allclose(before[:, -1], after[:, -1])


def test_accuracy_by_hand() -> None:
    scores = torch.tensor([[0.0, 2.0], [3.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    constant = Learner({}, lambda _: scores, 1)
    assert right(constant, torch.zeros(4, 1), torch.tensor([1, 0, 0, 0])) == 0.75


def test_guessing_scores_at_chance() -> None:
    guess = torch.eye(VALUES)[3]
    always_three = Learner({}, lambda ids: guess.expand(len(ids), VALUES), 1)
    measured = measure("recall", always_three)
    assert np.mean(list(measured["by_length"].values())) == pytest.approx(1 / VALUES, abs=0.03)
    assert len(measured["by_distance"]["24"]) == 24


def test_learning_rate_rises_then_falls_to_zero() -> None:
    rates = [learning_rate(step, 500, 0.01) for step in range(501)]
    assert max(rates) == pytest.approx(0.01)
    assert rates[-1] == pytest.approx(0)


def test_the_rate_with_the_lower_loss_is_taken() -> None:
    tried = [
        {"task": "recall", "model": "lstm", "rate": rate, "loss_curve": [[500, loss]]}
        for rate, loss in ((0.003, 1.5), (0.01, 1.2))
    ]
    assert better_rates(tried) == {("recall", "lstm"): 0.01}


def test_steps_by_hand() -> None:
    assert steps_needed(10, recurrent) == 10
    assert steps_needed(10, convolution) == 5  # two words further back a layer
    assert steps_needed(26, dilated) == 3  # 3³ = 27 words are seen after three layers
    assert steps_needed(27, dilated) == 4


def test_hops_by_hand() -> None:
    assert hops(3, recurrent) == [0, 1, 2, 3]
    assert hops(5, convolution) == [0, 2, 4, 5]
    assert hops(7, WAYS["attention"]) == [0, 7]


@pytest.mark.parametrize("name", ["recurrent", "convolution", "attention"])
@pytest.mark.parametrize("distance", [1, 7, 30])
def test_the_hops_that_are_drawn_are_as_many_as_the_steps(name: str, distance: int) -> None:
    assert len(hops(distance, WAYS[name])) - 1 == steps_needed(distance, WAYS[name])


def test_largest_weight_by_hand() -> None:
    assert largest_weight(2, 0.0) == 0.5
    assert largest_weight(4) == pytest.approx(np.e**5 / (np.e**5 + 3))


def test_soft_look_up_approaches_the_hard_one() -> None:
    assert look_up(30, 200).output[0] == pytest.approx(hard_look_up(30))
    assert look_up(30, 0).output[0] == pytest.approx(PASSED.mean(axis=0))


def test_items_can_be_said() -> None:
    assert item(0) == "ba 0"
    assert item(1 * 11 + 7) == "be 7"
    assert item(63 * 11 + 10) == "zo ?"
