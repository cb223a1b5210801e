"""The pieces of the experiment on few labels: its questions, its sentences, its learners."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import explainer
from experiments.fine_tuning.learners import (
    accuracy,
    features,
    from_scratch,
    pre_trained,
    scores,
    train_read_out,
)
from experiments.fine_tuning.tasks import TASKS, arrays, labelled
from experiments.translator.data import ENGLISH
from experiments.translator.grammar import is_held_out, minimal_pairs


def test_the_questions_on_the_running_sentence() -> None:
    tired, wide = minimal_pairs()[0]
    question = TASKS["antecedent"]
    assert question.label(tired) and not question.label(wide)
    assert len(tired.english) == 12
    assert not TASKS["odd"].label(tired)


@pytest.mark.parametrize("name", TASKS)
def test_labelled_sentences_are_balanced_different_nested_and_not_held_out(name: str) -> None:
    task = TASKS[name]
    few, more = labelled(task, 8, 0), labelled(task, 32, 0)
    assert few == more[:8]
    assert sum(task.label(pair) for pair in more) == 16
    assert len({pair.english for pair in more}) == 32
    assert not any(is_held_out(pair) for pair in more)
    assert labelled(task, 8, 1) != few


def test_the_encoder_is_the_translators_own() -> None:
    tired, wide = minimal_pairs()[0]
    ids, labels = arrays(TASKS["antecedent"], [tired, wide])
    assert labels.tolist() == [1, 0]
    model = explainer.load("translator")
    alone = explainer.encode(model, ENGLISH.encode(tired.english)).output.mean(axis=0)
    with torch.no_grad():
        together = features(pre_trained(), torch.from_numpy(ids)).numpy()
    np.testing.assert_allclose(together[0], alone, atol=1e-5)


def test_padding_does_not_change_the_features() -> None:
    ids = ENGLISH.encode(["the", "cow", "is", "tired"])[None]
    padded = np.pad(ids, ((0, 0), (0, 5)))
    encoder = from_scratch(0)
    with torch.no_grad():
        alone = features(encoder, torch.from_numpy(ids))
        filled = features(encoder, torch.from_numpy(padded))
    torch.testing.assert_close(alone, filled, atol=1e-5, rtol=0)


def test_a_read_out_learns_two_sentences_and_leaves_the_encoder_alone() -> None:
    ids, labels = arrays(TASKS["antecedent"], list(minimal_pairs()[0]))
    encoder = pre_trained()
    before = encoder["source_embedding"].detach().clone()
    read_out = train_read_out(encoder, ids, labels, seed=0)
    assert accuracy(encoder, read_out, ids, labels) == 1
    assert accuracy(encoder, read_out, ids, 1 - labels) == 0
    assert scores(encoder, read_out, torch.from_numpy(ids)).shape == (2, 2)
    torch.testing.assert_close(encoder["source_embedding"], before)


def test_always_the_same_answer_scores_a_half_however_rare_the_other() -> None:
    pairs = list(minimal_pairs()[0])
    ids, labels = arrays(TASKS["antecedent"], [pairs[0], pairs[0], pairs[0], pairs[1]])
    assert labels.tolist() == [1, 1, 1, 0]
    always_yes = {"weight": torch.zeros(64, 2), "bias": torch.tensor([0.0, 1.0])}
    assert accuracy(pre_trained(), always_yes, ids, labels) == 0.5
