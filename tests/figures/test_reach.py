"""The exact derivative of a head against differences."""

import numpy as np

from explainer import attend
from generators.figures.self_attention._reach import head_reach


def test_reach_equals_central_differences():
    random = np.random.default_rng(3)
    inputs = random.normal(size=(5, 6))
    query, key, value = random.normal(size=(3, 6, 4)) * 0.4
    biases = random.normal(size=(3, 4))

    def output(x):
        return attend(x @ query + biases[0], x @ key + biases[1], x @ value + biases[2]).output

    step = 1e-6
    measured = np.empty((5, 5, 4, 6))
    for token in range(5):
        for feature in range(6):
            moved = np.zeros_like(inputs)
            moved[token, feature] = step
            measured[:, token, :, feature] = (output(inputs + moved) - output(inputs - moved)) / (
                2 * step
            )
    reach = head_reach(inputs, query, key, value, *biases)
    np.testing.assert_allclose(reach.total, measured, atol=1e-8)
    off_diagonal = ~np.eye(5, dtype=bool)
    assert np.all(reach.through_query[off_diagonal] == 0)
    assert np.abs(reach.through_query[~off_diagonal]).min() > 0
