"""Training until nothing improves: when a phase ends, what is kept, what the trials choose."""

import numpy as np
import pytest
import torch

from experiments.recall.learners import Learner
from experiments.recall.tasks import LONGEST, SHORTEST, VALUES
from experiments.recall_converged import fitting
from experiments.recall_converged.run import Settings, best, fresh, grid
from generators.figures.why_attention.recall_converged import interval, nearer_less_farther


def constant() -> Learner:
    """A model whose scores hang on nothing it reads: it can learn nothing but the even guess."""
    own = {"scores": torch.zeros(VALUES, requires_grad=True)}
    return Learner(own, lambda ids: own["scores"].expand(len(ids), VALUES), 1)


def losses(monkeypatch: pytest.MonkeyPatch, given: list[float]) -> None:
    """The validation losses that a training will see, one after another."""
    left = iter(given)
    monkeypatch.setattr(fitting, "validation_loss", lambda learned, lists: next(left))
    monkeypatch.setattr(fitting, "validation_lists", list)
    monkeypatch.setattr(fitting, "EVERY", 1)
    monkeypatch.setattr(fitting, "PATIENCE", 2)


def test_each_phase_ends_where_the_loss_has_not_improved_for_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    losses(monkeypatch, [2.0, 1.5, 1.5, 1.5, 1.0, 1.0, 1.0])
    found = fitting.train(constant(), 0.1, 0, (100, 200))
    assert [phase["ended"] for phase in found["phases"]] == [3, 6]
    assert [phase["rate"] for phase in found["phases"]] == [0.1, 0.1 * fitting.FALLS_TO]
    assert (found["best_step"], found["validation_loss"]) == (4, 1.0)
    assert found["stopped_improving"]


def test_a_gain_too_small_to_matter_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    losses(monkeypatch, [1.0, 1.0 - fitting.LEAST / 2, 1.0 - fitting.LEAST / 2])
    assert fitting.train(constant(), 0.1, 0, (100,))["best_step"] == 0


def test_a_training_that_is_cut_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    losses(monkeypatch, [4.0, 3.0, 2.0, 1.0])
    found = fitting.train(constant(), 0.1, 0, (3,))
    assert found["steps"] == 3
    assert not found["stopped_improving"]


def test_the_best_parameters_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    losses(monkeypatch, [1.0, 2.0, 3.0])
    learned = constant()
    fitting.train(learned, 0.1, 0, (100,))
    assert learned.parameters["scores"].abs().max() == 0


def test_validation_lists_hold_every_trained_length_and_do_not_change() -> None:
    lists = fitting.validation_lists()
    assert [read.shape[1] - 1 for read, _ in lists] == list(range(SHORTEST, LONGEST + 1))
    for (read, _), (again, _) in zip(lists, fitting.validation_lists(), strict=True):
        assert torch.equal(read, again)


def test_an_even_guess_costs_the_logarithm_of_the_values() -> None:
    loss = fitting.validation_loss(constant(), fitting.validation_lists())
    assert loss == pytest.approx(np.log(VALUES), abs=1e-5)


def test_a_forget_bias_opens_the_forget_gate_alone() -> None:
    plain, biased = (fresh(Settings("lstm", 1, 0.01, bias), 0) for bias in (0, 2))
    added = biased.parameters["bias_ih_l0"] - plain.parameters["bias_ih_l0"]
    torch.testing.assert_close(added.detach().reshape(4, -1).mean(1), torch.tensor([0.0, 2, 0, 0]))


def test_rates_are_tried_on_both_sides() -> None:
    assert len(set(grid())) == len(grid())
    for model, wider in {(of.model, of.wider) for of in grid()}:
        assert len({of.rate for of in grid() if (of.model, of.wider) == (model, wider)}) >= 3


def test_the_settings_with_the_lowest_loss_are_taken() -> None:
    tried = [
        {"model": "lstm", "wider": wider, "rate": 0.01, "forget_bias": bias, "validation_loss": to}
        for wider, bias, to in ((1, 0, 1.5), (1, 2, 1.4), (4, 0, 1.3))
    ]
    assert best(tried, "lstm", (1,)) == Settings("lstm", 1, 0.01, 2)
    assert best(tried, "lstm", (1, 4)) == Settings("lstm", 4, 0.01, 0)


def test_nearer_half_by_hand() -> None:
    assert nearer_less_farther({"by_distance": {"24": [1.0] * 12 + [0.25] * 12}}) == 0.75


def test_interval_by_hand() -> None:
    found = interval([1.0, 2.0, 3.0])  # deviation 1, so 4.303 / √3 to each side
    assert found["high"] - found["mean"] == pytest.approx(4.303 / 3**0.5)
    assert found["mean"] - found["low"] == pytest.approx(4.303 / 3**0.5)


def test_interval_of_other_than_three_seeds_is_refused() -> None:
    with pytest.raises(ValueError, match="there are 2"):
        interval([1.0, 2.0])
