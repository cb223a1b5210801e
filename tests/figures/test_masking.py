"""What the page about masking shows, where it can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

import explainer
from generators.figures.masking import (
    answer_beside_the_question,
    masks_combined,
    row_that_sees_nothing,
    three_masks,
)
from generators.figures.masking._page import SENTENCE, decoder_input, translator, write_greedily
from generators.figures.masking.three_ways_to_mask import weights_by

# e^score is 1, 2, 1 and 3, 1, 2: the unmasked rows are 1/4, 2/4, 1/4 and 3/6, 1/6, 2/6.
SCORES = np.log([[1.0, 2.0, 1.0], [3.0, 1.0, 2.0]])
MASK = np.array([[True, False, False], [True, True, False]])


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("infinity", [[1, 0, 0], [3 / 4, 1 / 4, 0]]),  # the row is divided by what is left
        ("after", [[1 / 4, 0, 0], [3 / 6, 1 / 6, 0]]),  # the row is still divided by everything
        ("zero", [[1 / 3, 1 / 3, 1 / 3], [3 / 5, 1 / 5, 1 / 5]]),  # e^0 = 1 for the closed cells
    ],
)
def test_three_ways_by_hand(way: str, expected: list[list[float]]) -> None:
    np.testing.assert_allclose(weights_by(way, SCORES, MASK), expected, atol=1e-15)


def test_minus_infinity_is_what_the_library_does() -> None:
    keys = np.eye(3)
    trace = explainer.attend(SCORES, keys, keys, MASK, scale=1.0)
    np.testing.assert_allclose(weights_by("infinity", SCORES, MASK), trace.weights, atol=1e-15)


def test_an_unknown_way_is_named() -> None:
    with pytest.raises(ValueError, match="no way 'later'"):
        weights_by("later", SCORES, MASK)


def test_cells_of_the_combined_masks_by_counting() -> None:
    found = masks_combined.values()
    # 7 tokens, 2 of them padding: 7·8/2 below and on the diagonal; 7 rows of 5 open columns;
    # the two columns of padding hold 1 + 2 cells of the triangle.
    assert found["open"] == {"causal": 28, "padding": 35, "both": 28 - 3}


def test_cells_that_each_of_the_three_masks_closes() -> None:
    # 4 English words and 3 of padding; 5 French tokens, <start> among them
    closed = {
        name: int((~np.array(part["mask"])).sum()) for name, part in three_masks.values().items()
    }
    assert closed == {"encoder": 7 * 3, "decoder": 5 * 4 // 2, "cross": 5 * 3}


def test_the_answer_is_what_the_next_row_reads() -> None:
    found = answer_beside_the_question.values()
    assert found["wanted"][:-1] == found["reads"][1:]


def test_a_row_that_sees_nothing_breaks_or_is_uniform() -> None:
    found = row_that_sees_nothing.values()
    assert [way["nan"] for way in found["ways"]] == [True, False, True, False]
    assert all(way["weights"] == [0.25] * 4 for way in found["ways"] if not way["nan"])
    assert found["step_at_1e9"] == 64  # 2^29 < 1e9 < 2^30, and a float32 has 24 bits: 2^(29 - 23)
    assert "may look at nothing" in found["message"]


@pytest.mark.parametrize("causal", [True, False])
def test_only_without_the_mask_does_an_earlier_row_see_the_last_word(causal: bool) -> None:
    model = translator()
    ids = model.target_vocabulary.encode(decoder_input())
    other = ids.copy()
    other[-1] = model.target_vocabulary.ids["la"]
    memory = explainer.encode(model, model.source_vocabulary.encode(SENTENCE.split())).output
    outputs = [explainer.decode(model, row, memory, causal=causal).output for row in (ids, other)]
    moved = np.abs(outputs[0] - outputs[1]).max(axis=-1)
    assert bool(moved[:-1].max() == 0) == causal  # exactly, not nearly
    assert moved[-1] > 0


def test_the_batch_writes_what_the_library_writes() -> None:
    model = translator()
    source = model.source_vocabulary.encode(SENTENCE.split())
    (words,) = write_greedily(model, source[None], None)
    assert (*words, "<end>") == explainer.translate(model, SENTENCE).tokens
