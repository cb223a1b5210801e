"""Images, speech and chat: a box around what a word looked at."""

import numpy as np

from generators.figures.beyond_text.boxes_from_attention import smallest_box


def test_the_smallest_box_holds_the_share_and_of_equals_the_most() -> None:
    look = np.zeros((3, 4))
    look[1, 1:3] = 0.4, 0.3
    look[2, 1], look[0, 3] = 0.2, 0.1
    assert smallest_box(look, 0.4) == [1, 2, 1, 2]
    assert smallest_box(look, 0.5) == [1, 2, 1, 3]  # not the 0.6 of the column below
    assert smallest_box(look, 1.0) == [0, 3, 1, 4]
