"""The example that can be checked with a pencil: four words, four numbers a word.

The four features of a word and what each projection does with them were chosen by hand so that
everything before the softmax is a whole number, that the vector of "animal" picks whole rows of the
matrices, and that its sums come out with the digits that are printed. A trained model has no such
labels.
"""

import numpy as np

from explainer import AttentionTrace, attend

WORDS = ("the", "animal", "was", "tired")
# what the four numbers stand for: of X and V, of what Q asks for and K answers to; "glue" is a word
# that holds others together
FEATURES = ("glue", "thing", "quality", "alive")
QUERY_WORD = WORDS.index("animal")  # the row that is worked out on the page

# [words, features]
X = np.array(
    [
        [1.0, 0.0, 0.0, 0.0],  # the
        [0.0, 1.0, 0.0, 1.0],  # animal
        [2.0, 0.0, 1.0, 0.0],  # was
        [0.0, 0.0, 1.0, 1.0],  # tired
    ]
)
WIDE = np.array([0.0, 0.0, 1.0, -1.0])  # a quality like tired, but not of something alive

# [features, features]: a thing asks for a quality, a quality for a thing, the living for the living
W_Q = np.array(
    [[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 4.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
)
# [features, features]: a feature answers the question about itself; things and the living doubly
W_K = np.diag([1.0, 2.0, 1.0, 2.0])
# [features, features]: what is passed on keeps its place; qualities count double
W_V = np.diag([1.0, 1.0, 2.0, 1.0])
QUERIES, KEYS, VALUES = X @ W_Q, X @ W_K, X @ W_V  # [words, features] each


def attention(x: np.ndarray = X) -> AttentionTrace:
    """The one head over these words [words, features], with all its steps."""
    return attend(x @ W_Q, x @ W_K, x @ W_V)
