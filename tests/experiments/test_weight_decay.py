"""The sweep over weight decays: what it measures, on a model where the answers are known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import explainer
from experiments.translator import recipe
from experiments.translator.data import held_out_sample
from experiments.translator.evaluate import genders_differ
from experiments.translator.run_state import new_run
from experiments.weight_decay import measure, readme, run
from explainer.model import Model
from generators.pipeline import results

complete = pytest.mark.skipif(
    not (run.HERE / "results.json").exists(), reason="not all of its trainings are there yet"
)


@pytest.fixture(scope="module")
def translator() -> Model:
    return explainer.load("translator")


@pytest.fixture(scope="module")
def even(translator: Model) -> Model:
    """Every query is zero, so every row of attention is even."""
    zeros = {
        name: np.zeros_like(value) if ".query" in name else value
        for name, value in translator.parameters.items()
    }
    return dataclasses.replace(translator, parameters=zeros)


def test_rows_without_a_preference_have_evenness_one(even: Model) -> None:
    pairs = held_out_sample(3, "validation")
    found = measure.evenness_by_layer(even, pairs)
    assert list(found.values()) == pytest.approx([1] * 6)
    on_it = measure.on_the_right_word(even, pairs)
    assert on_it["share"] == pytest.approx(on_it["even"], rel=1e-3)


def test_the_running_sentence_has_both_its_endings() -> None:
    found = measure.running()
    assert {ending: " ".join(pair.english) for ending, pair in found.items()} == recipe.RUNNING


def test_the_rows_are_those_of_the_pronoun(translator: Model) -> None:
    found = measure.looks(translator)
    trace = explainer.forward(
        translator,
        translator.source_vocabulary.encode(recipe.RUNNING["tired"].split()),
        translator.target_vocabulary.encode(["<start>", *measure.running()["tired"].french]),
    )
    row = measure.running()["tired"].french.index("il")
    crossing = trace.decoder.layers[1].cross_attention
    assert crossing is not None
    largest = np.asarray(crossing.weights)[:, row].max(axis=-1)
    heads = [one for one in found["tired"]["cross"] if one["layer"] == 1]
    assert [one["weight"] for one in heads] == pytest.approx(largest.tolist(), abs=1e-5)
    assert measure.strongest(found["tired"]["cross"]).sub_layer.endswith("cross_attention")


def test_heads_are_removed_on_sentences_whose_reading_decides() -> None:
    for side in run.SIDES:
        on = measure.removal_sentences(side)
        assert all(genders_differ(pair) for pair in on.pronoun)
        assert len(set(on.pronoun)) == measure.N_REMOVAL[1]
    sides = [
        {pair.english for pair in measure.removal_sentences(side).reported} for side in run.SIDES
    ]
    assert sides[0].isdisjoint(sides[1])


@complete
def test_the_recipe_is_one_of_the_sweep() -> None:
    assert recipe.WEIGHT_DECAY in run.DECAYS
    found = results.read("weight_decay")
    assert tuple(found["decays"]) == run.DECAYS
    assert len(found["runs"]) == len(run.DECAYS) * len(recipe.SEEDS) * len(recipe.VARIANTS)
    reported = {(one["variant"], one["seed"]): one for one in results.read("translator")["runs"]}
    for one in found["runs"]:
        if one["decay"] == recipe.WEIGHT_DECAY:
            same = reported[one["variant"], one["seed"]]
            assert one["held_out"]["exact"] == pytest.approx(same["exact_match"], rel=1e-3)
            new = new_run(one["variant"], one["seed"], recipe.STEPS, recipe.PEAK_RATE, one["decay"])
            assert new.depends_on


def test_the_validation_sentences_choose_the_decay_of_the_recipe() -> None:
    found = results.read("weight_decay")
    assert readme._chosen(found["runs"], found["decays"]) == recipe.WEIGHT_DECAY


def test_the_chosen_recipe_reaches_99_percent_on_validation_sentences() -> None:
    for one in results.read("translator")["runs"]:
        assert one["validation"]["exact_match"] >= 0.99
        assert one["validation"]["pronoun"]["accuracy"] >= 0.99
