"""The pieces of the experiment about positions, where they can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from experiments.positions import before, translators  # noqa: E402
from experiments.translator.grammar import is_held_out  # noqa: E402


def test_sequences_hold_one_a_one_b_and_the_right_answer() -> None:
    ids, is_before = before.sequences(np.random.default_rng(0), 200, 7)
    assert ids.shape == (200, 8)
    assert (ids[:, -1] == before.QUESTION).all()
    for row, answer in zip(ids.tolist(), is_before, strict=True):
        assert row.count(before.A) == row.count(before.B) == 1
        assert (row.index(before.A) < row.index(before.B)) == answer
    assert 0.3 < is_before.mean() < 0.7


def test_exchanging_turns_the_answer_and_nothing_else() -> None:
    ids = np.array([[5, before.A, 3, before.B, before.QUESTION]])
    assert before.exchanged(ids).tolist() == [[5, before.B, 3, before.A, before.QUESTION]]


@pytest.mark.parametrize(
    ("variant", "blind"), [(0, True), (1, False), (2, False), (3, True), (5, False), (6, False)]
)
def test_which_untrained_models_can_see_order(variant: int, blind: bool) -> None:
    chosen = before.VARIANTS[variant]
    parameters = before.initial_parameters(chosen.config, 0)
    model = before.Model(
        chosen.config, {name: value.detach().numpy() for name, value in parameters.items()}
    )
    assert (before.largest_difference(model, chosen.causal) < 1e-4) == blind


def test_roles_are_the_same_words_in_two_scenes() -> None:
    pairs = translators.roles()
    assert len(pairs) > 20
    for one, other in pairs:
        assert sorted(one.english[:2] + one.english[3:]) == sorted(
            other.english[:2] + other.english[3:]
        )
        assert one.english != other.english
        assert one.french != other.french
        assert is_held_out(one)
        assert is_held_out(other)


def test_moved_sentences_keep_their_words() -> None:
    pairs = [one for one, _ in translators.roles()[:5]]
    for how in ("shuffled", "reversed"):
        for pair, changed in zip(pairs, translators.moved(pairs, how), strict=True):
            assert sorted(pair.english) == sorted(changed.english)
            assert pair.english != changed.english
            assert pair.french == changed.french
    assert translators.moved(pairs, "reversed")[0].english == pairs[0].english[::-1]
