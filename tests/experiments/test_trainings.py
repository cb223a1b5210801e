"""A finished training is kept: it is read, not done again."""

from pathlib import Path

import numpy as np

from experiments.trainings import Arrays, Curve, kept_training


def test_a_training_is_done_once_and_read_back_the_same(tmp_path: Path) -> None:
    done = []

    def fit() -> tuple[Arrays, Curve]:
        done.append(1)
        return {"matrix": np.arange(6, dtype=np.float32).reshape(2, 3)}, [[100, 0.5]]

    path = tmp_path / "state" / "seed-0.safetensors"
    (first, card), (again, same) = kept_training(path, fit), kept_training(path, fit)
    assert (len(done), card) == (1, same)
    assert (card["curve"], set(card)) == ([[100, 0.5]], {"cpu_seconds", "curve"})
    for found in (first, again):
        assert found["matrix"].dtype == np.float32
        np.testing.assert_array_equal(found["matrix"], [[0, 1, 2], [3, 4, 5]])
