"""The recurrent translators: what padding and attention change, how the comparison counts."""

import random

import pytest
import torch

from experiments.recurrent_translator import run as experiment
from experiments.recurrent_translator.network import Recurrent, loss_of, translate
from experiments.translator.data import draw, held_out_sample, to_batch
from experiments.translator.grammar import Pair
from experiments.translator.run_state import new_run
from experiments.translator.train import as_arrays

BOTH = pytest.mark.parametrize("attention", [False, True])


def new(attention: bool) -> Recurrent:
    torch.manual_seed(0)
    return Recurrent(attention)


@BOTH
def test_each_has_about_as_many_parameters_as_the_transformer(attention: bool) -> None:
    wanted = as_arrays(new_run("translator", 0, 1, 1e-3, 0).model).n_parameters
    assert sum(one.numel() for one in new(attention).parameters()) == pytest.approx(
        wanted, rel=0.01
    )


@BOTH
def test_padding_changes_no_translation(attention: bool) -> None:
    model, pairs = new(attention), held_out_sample(8)
    assert translate(model, pairs) == [translate(model, [pair])[0] for pair in pairs]


@BOTH
def test_no_word_sees_those_written_after_it(attention: bool) -> None:
    model = new(attention)
    batch = to_batch(held_out_sample(3))
    source, target = torch.from_numpy(batch.source), torch.from_numpy(batch.target)
    changed = target.clone()
    changed[:, 3:] = 5
    before, _ = model.write(target, source, model.read(source))
    after, _ = model.write(changed, source, model.read(source))
    assert torch.equal(before[:, :3], after[:, :3])
    assert not torch.equal(before[:, 3:], after[:, 3:])


@BOTH
def test_every_parameter_learns(attention: bool) -> None:
    model = new(attention)
    slopes = torch.autograd.grad(loss_of(model, held_out_sample(4)), list(model.parameters()))
    assert all(slope.abs().sum() > 0 for slope in slopes)


def perfect(pairs: list[Pair]) -> list[tuple[str, ...]]:
    return [pair.french for pair in pairs]


def test_every_sentence_counts_in_one_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiment, "SENTENCES", 100)
    found = experiment.exact_match(perfect, "held out")  # type: ignore[arg-type]
    assert found["exact_match"] == 1
    assert found["by_length"] == [1, 1, 1, 1]
    assert sum(found["sentences"]) == 100
    assert min(found["sentences"]) > 0


def test_a_pronoun_is_right_by_itself() -> None:
    def swapped(pairs: list[Pair]) -> list[tuple[str, ...]]:
        other = {"il": "elle", "elle": "il"}
        return [tuple(other.get(word, word) for word in pair.french) for pair in pairs]

    assert experiment.pronouns_right(perfect) == 1  # type: ignore[arg-type]
    assert experiment.pronouns_right(swapped) == 0  # type: ignore[arg-type]
    assert experiment.pronoun_of(("la", "vache")) is None


def test_the_rate_is_chosen_on_validation_sentences() -> None:
    tried = [
        {"rate": 1.0, "validation": 0.2, "exact_match": 0.9},
        {"rate": 2.0, "validation": 0.3, "exact_match": 0.1},
    ]
    assert experiment.best_rate(tried) == 2.0


def test_all_models_read_the_same_sentences() -> None:
    mine = draw(random.Random("training 2"), 3, held_out=False)
    assert mine == draw(new_run("translator", 2, 1, 1e-3, 0).sentences, 3, held_out=False)
