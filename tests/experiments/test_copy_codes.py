"""Copying with codes of distance: what shifted places are, and what each model may see."""

import numpy as np
import pytest
import torch

from experiments.copy_codes.learners import CODES, SHIFTS, config_of, learners, scores_of
from experiments.copy_codes.run import best_rate
from experiments.recall.fitting import TESTED
from experiments.recall.learners import learner
from experiments.recall.tasks import LONGEST, SYMBOLS, copy


def read(n: int = 6) -> torch.Tensor:
    return torch.from_numpy(copy(np.random.default_rng(0), 2, n)[0])


@pytest.mark.parametrize("code", CODES)
def test_all_have_the_size_of_the_stack_they_are_compared_with(code: str) -> None:
    trained, tested = learners(code, 0)
    assert tested.n_parameters == trained.n_parameters == learner("copy", "none", 0).n_parameters
    assert tested.scores(read()).shape == (2, 6, SYMBOLS + 1)


@pytest.mark.parametrize("code", CODES)
def test_copying_does_not_see_the_symbol_it_must_write(code: str) -> None:
    ids = read()
    changed = ids.clone()
    changed[:, -1] = (changed[:, -1] + 1) % SYMBOLS
    scores = learners(code, 0)[1].scores
    torch.testing.assert_close(scores(ids)[:, :-1], scores(changed)[:, :-1])


def test_shifted_places_are_tested_from_zero_with_the_parameters_that_trained() -> None:
    trained, tested = learners("shifted", 0)
    assert trained.parameters is tested.parameters
    config, own = config_of("shifted"), tested.parameters
    torch.testing.assert_close(tested.scores(read()), scores_of(config, own, read(), 0))
    assert not torch.allclose(trained.scores(read()), trained.scores(read()))  # drawn anew


def test_another_start_is_another_code() -> None:
    own, config = learners("shifted", 0)[1].parameters, config_of("shifted")
    assert not torch.allclose(scores_of(config, own, read()), scores_of(config, own, read(), 7))


def test_every_place_that_is_tested_was_trained() -> None:
    assert 2 * max(TESTED["copy"]) <= SHIFTS + 2 * LONGEST


def test_the_rate_with_the_lower_loss_is_taken() -> None:
    tried = [{"code": "alibi", "rate": rate, "loss": loss} for rate, loss in ((0.01, 1), (0.03, 2))]
    assert best_rate(tried, "alibi") == 0.01
