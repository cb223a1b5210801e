"""Beam search against greedy decoding and against every possible text."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from explainer.beam import beam_search, log_probability
from explainer.generate import greedy
from explainer.tokenizer import END
from tests.explainer.helpers import random_model

SOURCE = np.array([3, 4, 5])


@pytest.mark.parametrize("seed", range(4))
def test_a_beam_of_one_is_greedy(seed: int) -> None:
    model = random_model(seed)
    best = beam_search(model, SOURCE, 1, 7).best
    np.testing.assert_array_equal(best.ids, greedy(model, SOURCE, 7))
    assert best.log_probability == pytest.approx(
        log_probability(model, SOURCE, np.array(best.ids)), abs=1e-9
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_beam_as_wide_as_all_texts_finds_the_best_of_them(seed: int) -> None:
    model = random_model(seed)
    n_words, end = len(model.target_vocabulary), model.target_vocabulary.ids[END]
    texts = [(end,)]
    texts += [(first, end) for first in range(n_words) if first != end]
    texts += [
        (*pair, last)
        for pair in itertools.product(range(n_words), repeat=2)
        for last in range(n_words)
        if end not in pair
    ]
    every = {text: log_probability(model, SOURCE, np.array(text)) for text in texts}
    found = beam_search(model, SOURCE, n_words**3, 3).best
    assert found.log_probability == pytest.approx(max(every.values()), abs=1e-9)
    assert found.ids == max(every, key=lambda text: every[text])


def test_steps_keep_the_best_and_grow_from_what_was_kept() -> None:
    steps = beam_search(random_model(1), SOURCE, 3, 5).steps
    for before, after in itertools.pairwise(steps):
        assert len(after) == 3
        scores = [one.log_probability for one in after]
        assert scores == sorted(scores, reverse=True)
        prefixes = {one.ids for one in before}
        assert all(one.ids in prefixes or one.ids[:-1] in prefixes for one in after)


@pytest.mark.parametrize(("width", "length"), [(0, 5), (3, 0)])
def test_no_room(width: int, length: int) -> None:
    with pytest.raises(ValueError, match=f"must be at least 1, got {width}, {length}"):
        beam_search(random_model(), SOURCE, width, length)
