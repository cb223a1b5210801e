"""Hidden cells as memories: what is counted, on cells whose key and value are known."""

from dataclasses import replace

import numpy as np
import pytest

import explainer
from experiments.memories import measure
from experiments.memories.run import chosen, summary
from experiments.translator.data import held_out_sample, to_batch


@pytest.fixture(scope="module")
def rows() -> measure.Rows:
    return measure.rows_of(to_batch(held_out_sample(20)))


def test_a_row_reads_one_token_and_writes_the_next() -> None:
    pair = held_out_sample(1)[0]
    vocabulary = explainer.load("translator").target_vocabulary
    found = measure.rows_of(to_batch([pair]))
    assert vocabulary.decode(found.reads) == ("<start>", *pair.french)
    assert vocabulary.decode(found.writes) == (*pair.french, "<end>")


def test_the_strongest_rows_are_one_a_sentence_and_lit(rows: measure.Rows) -> None:
    cells = np.zeros(len(rows.reads))
    cells[rows.sentence == 3] = 2.0
    cells[rows.sentence == 5] = [*range(1, 1 + int((rows.sentence == 5).sum()))]
    top = measure.strongest(cells, rows)
    assert rows.sentence[top].tolist() == [5, 3]
    assert cells[top[0]] == cells.max()


def test_a_cell_that_holds_one_word_agrees_always(rows: measure.Rows) -> None:
    word = int(np.bincount(rows.writes).argmax())
    cells = (rows.writes == word).astype(float)
    top = measure.strongest(cells, rows)
    assert measure.one_cell(top, rows, word)["agrees"] == 1
    assert measure.one_cell(top, rows, word)["writes_alike"] == 1
    assert measure.one_cell(top, rows, word + 1)["agrees"] == 0


def test_a_value_promotes_the_word_whose_embedding_it_is() -> None:
    model = explainer.load("translator")
    table = np.asarray(model.parameters["target_embedding"], float)
    name = "decoder.1.feed_forward.contract"
    matrix = np.array(model.parameters[name])
    matrix[7] = 5 * table[20] / np.asarray(model.parameters["decoder.norm.gain"])
    changed = replace(model, parameters={**model.parameters, name: matrix})
    assert measure.promoted(changed)[1, 7].argmax() == 20
    assert not measure.without(changed, 1, 7).parameters[name][7].any()


def cell(agrees: float, cost: float) -> dict[str, float]:
    return {"agrees": agrees, "cost": cost, "cost_of_another": 0.0}


def test_the_clearest_cell_is_the_dearest_of_those_that_always_agree() -> None:
    layers = [
        {"cells": 3, "each": {0: cell(1, 0.1), 1: cell(0.2, 9)}},
        {"cells": 3, "each": {2: cell(1, 0.3)}},
    ]
    assert chosen(layers)["clearest"] == (1, 2)
    assert [one["clear"] for one in summary(layers)] == [1, 1]
    assert summary(layers)[0]["mean"]["agrees"] == pytest.approx(0.6)
