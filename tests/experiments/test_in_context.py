"""What an induction head copies: scored on heads whose values are known."""

from dataclasses import replace

import numpy as np
import pytest

import explainer
from experiments.in_context import measure, states
from experiments.induction import measure as induction
from explainer.inspect import uniform
from explainer.transformer import decode

PREFIX = "decoder.1.self_attention"


def ids() -> np.ndarray:
    found: np.ndarray = induction.test_sets(8)["random"]
    return found


def test_the_committed_induction_head_looks_and_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "SEQUENCES", 8)
    first, second = measure.heads(explainer.load("induction"))
    assert first["copying"] < 0.05
    assert second["matching"] > 0.8
    assert second["copying"] > 0.9
    assert first["previous"] > 0.5


def test_a_head_whose_values_are_turned_round_copies_nothing() -> None:
    model = explainer.load("induction")
    name = f"{PREFIX}.output"
    turned = replace(model, parameters={**model.parameters, name: -model.parameters[name]})
    assert measure.copying(turned, decode(turned, ids()), ids())[1] == [0.0]


def test_copying_does_not_ask_where_the_head_looks() -> None:
    model = explainer.load("induction")
    blind = uniform(model, PREFIX, 0)
    found = [measure.copying(one, decode(one, ids()), ids())[1] for one in (model, blind)]
    assert found[0] == found[1]


def test_only_the_last_norms_direction_counts() -> None:
    model = explainer.load("induction")
    added = np.random.default_rng(0).normal(size=(3, model.config.d_model))
    raised = measure.towards_words(model, added)
    assert raised.shape == (3, len(model.target_vocabulary.words))
    assert measure.towards_words(model, added + 5) == pytest.approx(raised)  # the mean is taken out


def test_the_second_copy_is_cheap_only_with_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "SEQUENCES", 8)
    model = explainer.load("induction")
    whole, blind = measure.by_place(model), measure.by_place(uniform(model, PREFIX, 0))
    assert len(whole["first"]) == len(whole["second"]) == induction.PERIOD - 1
    assert max(whole["second"][1:]) < 2
    assert min(blind["second"]) > 5


def test_the_runs_are_those_of_induction_and_end_at_the_last_moment() -> None:
    assert [run.seed for run in states.CHOSEN] == [0, 1, 2]
    assert all(run.steps == states.MOMENTS[-1] for run in states.CHOSEN)
    assert states.MOMENTS[0] == 0
