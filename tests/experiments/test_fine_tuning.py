"""The pieces of the experiment on few labels: its questions, its sentences, its learners."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import torch

import explainer
from experiments.fine_tuning import readings
from experiments.fine_tuning.arms import ARMS, CROSSED, OF_LENGTH, WHOLE, WITHOUT, Given
from experiments.fine_tuning.learners import (
    TABLE,
    accuracy,
    encoder_of,
    from_scratch,
    mean_output,
    mean_row,
    train_read_out,
    word_counts,
)
from experiments.fine_tuning.look_ups import (
    best_place,
    best_single_word,
    last_word,
    look_up,
    verb_and_adjective,
)
from experiments.fine_tuning.run import ARMS_OF, FEW_SIZES, SEEDS, planned
from experiments.fine_tuning.tasks import TASKS, arrays
from experiments.translator.data import ENGLISH
from experiments.translator.grammar import is_held_out, minimal_pairs

TIRED, WIDE = minimal_pairs()[0]


def test_the_questions_on_the_running_sentence() -> None:
    assert readings.it_is_the_subject(TIRED) and not readings.it_is_the_subject(WIDE)
    assert readings.cell(TIRED) == ("cross", "tired")
    assert len(TIRED.english) == 12
    assert not TASKS["odd"].label(TIRED)


def test_squares_cross_two_verbs_and_two_adjectives() -> None:
    cells = {("catch", "slow"): True, ("catch", "fast"): False}
    assert readings.squares(cells) == []  # one verb: the adjective decides alone
    cells |= {("passed", "slow"): False, ("passed", "fast"): True, ("passed", "old"): False}
    (square,) = readings.squares(cells)
    assert square == readings.Square(("catch", "passed"), ("slow", "fast"))
    assert ("passed", "fast") in square.cells and len(square.cells) == 4


@pytest.mark.parametrize("seed", SEEDS)
def test_no_word_tells_the_answer_and_new_pairs_are_new(seed: int) -> None:
    task = TASKS["antecedent"]
    labelled = task.labelled(64, seed)
    tests = task.tests(seed)
    for pairs in (labelled, *tests.values()):
        counts = Counter((word, task.label(pair)) for pair in pairs for word in set(pair.english))
        for word in {word for word, _ in counts}:
            assert counts[word, True] == counts[word, False]
    seen = {readings.cell(pair) for pair in labelled}
    assert seen.isdisjoint(readings.cell(pair) for pair in tests["new pairs"])
    held_out = [is_held_out(pair) for pairs in tests.values() for pair in pairs]
    assert all(held_out)


@pytest.mark.parametrize("name", TASKS)
def test_labelled_sentences_are_balanced_different_nested_and_not_held_out(name: str) -> None:
    task = TASKS[name]
    few, more = task.labelled(8, 0), task.labelled(32, 0)
    assert few == more[:8]
    assert sum(task.label(pair) for pair in more) == 16
    assert len({pair.english for pair in more}) == 32
    assert not any(is_held_out(pair) for pair in more)
    assert task.labelled(8, 1) != few


def test_too_few_different_sentences_are_said() -> None:
    with pytest.raises(ValueError, match="different sentences wanted"):
        readings.different(
            readings.test_stock(), readings.all_squares()[:1], 4096, random.Random(0)
        )


def test_look_ups() -> None:
    pairs = readings.test_stock().four(readings.all_squares()[0], random.Random(0))
    ids, labels = arrays(TASKS["antecedent"], pairs)
    assert accuracy(look_up(verb_and_adjective, ids, labels), ids, labels) == 1
    assert accuracy(look_up(last_word, ids, labels), ids, labels) == 0.5
    assert best_single_word(ids, labels)[1] == 0.5
    ids, labels = arrays(TASKS["antecedent"], [TIRED, WIDE])
    assert best_single_word(ids, labels)[0] in ("tired", "wide")
    assert best_place(ids, labels) == (-1, 1.0)


def test_the_encoder_is_the_translators_own() -> None:
    ids, labels = arrays(TASKS["antecedent"], [TIRED, WIDE])
    assert labels.tolist() == [1, 0]
    model = explainer.load("translator")
    alone = explainer.encode(model, ENGLISH.encode(TIRED.english)).output.mean(axis=0)
    with torch.no_grad():
        together = mean_output(encoder_of(model))(torch.from_numpy(ids)).numpy()
    np.testing.assert_allclose(together[0], alone, atol=1e-5)


def test_padding_does_not_change_the_features() -> None:
    ids = ENGLISH.encode(["the", "cow", "is", "tired"])[None]
    padded = np.pad(ids, ((0, 0), (0, 5)))
    encoder = from_scratch(0)
    for features in (mean_output(encoder), mean_row(encoder), word_counts()):
        with torch.no_grad():
            alone, filled = (features(torch.from_numpy(each)) for each in (ids, padded))
        torch.testing.assert_close(alone, filled, atol=1e-5, rtol=0)


def test_the_mean_row_knows_no_order_and_the_encoder_does() -> None:
    ids = torch.from_numpy(ENGLISH.encode(["the", "cow", "sees", "this", "dog"])[None])
    encoder = from_scratch(0)
    with torch.no_grad():
        torch.testing.assert_close(mean_row(encoder)(ids), mean_row(encoder)(ids.flip(1)))
        there, back = mean_output(encoder)(ids), mean_output(encoder)(ids.flip(1))
    assert (there - back).abs().max() > 1e-3


@pytest.mark.parametrize("hidden", [False, True])
def test_a_read_out_learns_two_sentences_and_leaves_the_encoder_alone(hidden: bool) -> None:
    ids, labels = arrays(TASKS["antecedent"], [TIRED, WIDE])
    encoder = encoder_of(explainer.load("translator"))
    before = encoder[TABLE].detach().clone()
    answer = train_read_out(mean_output(encoder), ids, labels, 0, hidden)
    assert accuracy(answer, ids, labels) == 1
    assert accuracy(answer, ids, 1 - labels) == 0
    torch.testing.assert_close(encoder[TABLE], before)


@pytest.mark.parametrize("name", [name for name in ARMS if name not in WHOLE])
def test_every_arm_answers(name: str) -> None:
    ids, labels = arrays(TASKS["antecedent"], [TIRED, WIDE])
    answer = ARMS[name](Given(ids, labels, explainer.load("translator"), 0))
    assert set(answer(ids)) <= {0, 1}


def test_what_is_without_the_translator_answers_alike_with_another() -> None:
    ids, labels = arrays(TASKS["antecedent"], [TIRED, WIDE])
    model = explainer.load("translator")
    other = replace(model, parameters={name: value + 1 for name, value in model.parameters.items()})
    for name in WITHOUT:
        if name not in WHOLE:
            answers = [ARMS[name](Given(ids, labels, each, 0))(ids) for each in (model, other)]
            np.testing.assert_array_equal(*answers)
    assert not set(WITHOUT) & set(CROSSED)


def test_training_from_scratch_updates_new_numbers_and_not_the_translators() -> None:
    ids, labels = arrays(TASKS["antecedent"], [TIRED, WIDE])
    model = explainer.load("translator")
    before = np.array(model.parameters[TABLE])
    answer = ARMS["trained table, new layers"](Given(ids, labels, model, 0))
    assert accuracy(answer, ids, labels) == 1
    np.testing.assert_array_equal(model.parameters[TABLE], before)


def test_every_measurement_is_planned_once_and_read_outs_for_every_encoder() -> None:
    plan = [(task.name, *rest) for task, *rest in planned((0, 1, 2))]
    assert len(plan) == len(set(plan))
    assert ARMS_OF["odd"] == OF_LENGTH
    crossed = [row for row in plan if row[:3] == ("antecedent", "trained encoder, read-out", 8)]
    assert len(crossed) == 9
    paired = [row for row in plan if row[:3] == ("antecedent", "bag of words", 8)]
    assert [row[3:] for row in paired] == [(0, 0), (1, 1), (2, 2)]
    assert {row[2] for row in plan if row[0] == "odd" or row[1] in WHOLE} == set(FEW_SIZES)


def test_always_the_same_answer_scores_a_half_however_rare_the_other() -> None:
    ids, labels = arrays(TASKS["antecedent"], [TIRED, TIRED, TIRED, WIDE])
    assert labels.tolist() == [1, 1, 1, 0]
    assert accuracy(lambda given: np.ones(len(given)), ids, labels) == 0.5
