"""A look-up small enough to see: four keys on a circle, four values on a plane, one query.

The query is a unit vector that can point anywhere; its score with a key is their dot product, the
cosine of the angle between them. All numbers here are chosen, not learned.
"""

import numpy as np

from explainer.attention import AttentionTrace, attend

KEY_ANGLES = (15.0, 105.0, 200.0, 280.0)  # degrees, counter-clockwise from the right
KEYS = np.stack([np.cos(np.radians(KEY_ANGLES)), np.sin(np.radians(KEY_ANGLES))], axis=-1)  # [4, 2]
VALUES = np.array([[9.0, 8.0], [1.0, 9.0], [2.0, 1.0], [8.0, 2.0]])  # [4, 2]
NAMES = ("A", "B", "C", "D")
SHARPNESS = 3.0  # scores are multiplied by it before the softmax


def query_at(angle: float) -> np.ndarray:
    """The query that points at ``angle`` degrees, [1, 2]."""
    return np.array([[np.cos(np.radians(angle)), np.sin(np.radians(angle))]])


def look_up(angle: float, sharpness: float = SHARPNESS) -> AttentionTrace:
    """One query against the four keys: scores, weights, weighted average of the values."""
    return attend(query_at(angle), KEYS, VALUES, scale=float(sharpness))


def hard_look_up(angle: float) -> np.ndarray:
    """The value of the best-matching key alone, [2]: what a dictionary would return."""
    return np.asarray(VALUES[int(np.argmax(look_up(angle).scores[0]))])
