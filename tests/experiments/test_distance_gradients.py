"""The task with one item that matters, and gradients that can be worked out by hand."""

import numpy as np
import pytest
import torch

from experiments.distance_gradients import measures
from experiments.distance_gradients import run as experiment
from experiments.distance_gradients.models import MODELS, QUESTION, VALUES, Reader, lists, reader


@pytest.mark.parametrize("distance", [None, 1, 5])
def test_one_item_is_marked_and_its_value_is_wanted(distance: int | None) -> None:
    ids, wanted, back = lists(np.random.default_rng(0), 40, 5, distance)
    assert ids.shape == (40, 6)
    assert (ids[:, -1] == QUESTION).all()
    marked = (ids >= VALUES) & (ids < QUESTION)
    assert (marked.sum(1) == 1).all()
    assert (ids[marked] - VALUES == wanted).all()
    assert (5 - marked.int().argmax(1) == back).all()
    assert distance is None or (back == distance).all()


@pytest.mark.parametrize("name", MODELS)
def test_every_model_scores_every_value(name: str) -> None:
    ids, _, _ = lists(np.random.default_rng(0), 3, 4)
    assert reader(name, 0).scores(ids).shape == (3, VALUES)


def test_an_open_lstm_differs_in_its_forget_bias_alone() -> None:
    plain, opened = reader("lstm", 0).parameters, reader("lstm_open", 0).parameters
    moved = [name for name in plain if not torch.equal(plain[name], opened[name])]
    assert moved == ["bias_ih_l0"]


def fading(share: float) -> Reader:
    """Its scores are a sum of the inputs, each worth `share` of the one behind it."""
    table = torch.randn(QUESTION + 1, VALUES, generator=torch.Generator().manual_seed(0))

    def answer(inputs: torch.Tensor) -> torch.Tensor:
        back = torch.arange(inputs.shape[1] - 1, -1, -1)
        return (inputs * share ** back[:, None]).sum(1)

    return Reader({"table": table}, lambda ids: table[ids], answer)


def test_the_gradient_of_a_fading_sum_by_hand() -> None:
    ids, wanted, _ = lists(np.random.default_rng(0), 6, 4)
    norms = measures.gradient_norms(fading(0.5), ids, wanted)
    # One for the right score, −1/9 for each of nine others, times ½ for each step back.
    expected = (1 + 9 / 81) ** 0.5 * 0.5 ** torch.arange(1, 5)
    torch.testing.assert_close(norms, expected.expand(6, 4))


def test_an_input_that_does_not_count_has_no_gradient() -> None:
    ids, wanted, _ = lists(np.random.default_rng(0), 6, 4)
    assert measures.gradient_norms(fading(0.0), ids, wanted).max() == 0


def test_by_distance_tells_what_matters_from_what_does_not() -> None:
    table = torch.zeros(QUESTION + 1, VALUES)
    table[VALUES:QUESTION] = torch.eye(VALUES)  # the marked item alone is seen

    def answer(inputs: torch.Tensor) -> torch.Tensor:
        return (inputs**2).sum(1)

    found = measures.by_distance(Reader({}, lambda ids: table[ids], answer))
    assert set(found["right"]) == {1.0}
    assert min(found["marked"]) > 0
    assert max(found["other"]) == 0


def test_training_a_little_lowers_the_loss() -> None:
    found = measures.train(reader("attention", 0), 0.01, 80, 0)
    assert np.mean(found[-10:]) < np.mean(found[:10])


def test_of_rates_that_end_alike_the_smallest_is_taken() -> None:
    ended = {0.001: 0.5, 0.003: 0.01, 0.01: 0.001, 0.03: 0.0}
    tried = [{"model": "rnn", "rate": rate, "loss": loss} for rate, loss in ended.items()]
    assert experiment.best_rate(tried, "rnn") == 0.003
