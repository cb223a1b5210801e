"""The experiment on a planted bias: its text, its measures, its committed models."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import experiments.planted_bias as package
import explainer
from experiments.planted_bias import learning, measure, text
from experiments.planted_bias.measure import Reading
from explainer.model import Model
from explainer.transformer import StackTrace
from explainer.untrained import untrained

HERE = Path(package.__file__).parent


def sentences(n: int, planted: bool, wares: bool) -> list[tuple[str, ...]]:
    source, chances = random.Random(3), text.chances_of_her(text.draw_lots(0), planted)
    return [text.draw_sentence(source, chances, wares) for _ in range(n)]


def occupation_in(sentence: tuple[str, ...]) -> str:
    return next(word for word in sentence if word in text.OCCUPATIONS)


@pytest.mark.parametrize("planted", [True, False])
def test_the_text_has_the_pronouns_that_were_planted(planted: bool) -> None:
    lots, counts = text.draw_lots(0), Counter[tuple[str, str]]()
    for sentence in sentences(6000, planted, wares=False):
        counts[occupation_in(sentence), sentence[-3]] += 1
    for lot, wanted in ((lots.her, 0.9), (lots.his, 0.1), (lots.either, 0.5)):
        her, his = (sum(counts[word, pronoun] for word in lot) for pronoun in ("her", "his"))
        expected = wanted if planted else 0.5
        assert her / (her + his) == pytest.approx(expected, abs=5 * 0.5 / np.sqrt(her + his))


def test_planted_and_balanced_text_differ_in_pronouns_alone() -> None:
    differing = 0
    for one, other in zip(sentences(500, True, True), sentences(500, False, True), strict=True):
        changed = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        assert set(itertools.chain(*changed)) <= {"her", "his"}
        differing += bool(changed)
    assert 0 < differing < 200  # 0.4 of the sentences with a pronoun and a planted occupation


def test_half_of_the_second_text_ends_in_the_occupations_own_ware() -> None:
    drawn = sentences(2000, True, wares=True)
    endings = [sentence for sentence in drawn if sentence[-3] == text.CUE]
    assert len(endings) == pytest.approx(1000, abs=112)  # five standard deviations
    assert all(sentence[-2] == text.WARES[occupation_in(sentence)] for sentence in endings)


def test_every_seed_draws_its_own_lots_of_all_occupations() -> None:
    for seed in range(3):
        lots = text.draw_lots(seed)
        assert sorted((*lots.her, *lots.his, *lots.either)) == sorted(text.OCCUPATIONS)
        assert (len(lots.her), len(lots.his), len(lots.either)) == (6, 6, 4)
    assert text.draw_lots(0) != text.draw_lots(1)


def reading(lean: Any, rows: Any) -> Reading:
    rows = np.asarray(rows, dtype=float)
    nothing = StackTrace(rows, (), rows)
    return Reading(np.asarray(lean, float), rows, rows, nothing, np.array([2]), np.array([1]))


def test_measures_on_leans_made_by_hand() -> None:
    lots = text.draw_lots(0)
    lean = np.zeros((1, len(text.OCCUPATIONS)))
    lean[0, lots.places["her"]] = np.log(4)  # a share of 0.8
    lean[0, lots.places["his"]] = -np.log(4)
    found = measure.exchanged(reading(lean, np.zeros((1, 16, 1, 3))), lots)
    assert found == pytest.approx({"gap": 0.6, "flips": 1.0, "within": 0.0})
    lean[0, lots.places["her"][0]] = -np.log(4)  # one of the six leans the other way
    found = measure.exchanged(reading(lean, np.zeros((1, 16, 1, 3))), lots)
    # 36 pairs within two lots of six and one of four: 5 of them now differ by 0.6
    assert found == pytest.approx({"gap": 0.5, "flips": 5 / 6, "within": 0.6 * 5 / 36})


def test_the_distance_of_rows_pairs_the_heads() -> None:
    rows = np.zeros((1, 16, 2, 3))
    rows[..., 0, :], rows[..., 1, :] = [0.5, 0.5, 0], [0, 0, 1]
    turned = rows[:, :, ::-1].copy()
    one, other = reading(np.zeros((1, 16)), rows), reading(np.zeros((1, 16)), turned)
    assert measure.row_distance(one, other) == 0
    turned[..., 0, :] = [0, 1, 0]  # no weight in common with [0, 0, 1]: 1 for one of two heads
    assert measure.row_distance(one, other) == pytest.approx(0.5)
    assert other.on_occupation[0, 0].tolist() == [1, 0.5]


@pytest.fixture(scope="module")
def model() -> Model:
    return untrained(learning.fresh(0), seed=7)


def test_shuffling_moves_the_words_and_follows_the_occupation(model: Model) -> None:
    contexts = text.test_contexts(4)
    plain, shuffled = (measure.read(model, contexts, shuffled=s) for s in (False, True))
    assert plain.places.tolist() == [context.place for context in contexts]
    assert plain.places.tolist() != shuffled.places.tolist()
    # without a position code a row does not know the order: the same weights at other places
    for one in (plain, shuffled):
        np.testing.assert_allclose(one.rows.sum(-1), 1, rtol=1e-5)
    config = learning.CONFIG.__class__(**{**learning.CONFIG.__dict__, "positions": "none"})
    unordered = Model(config, model.parameters, target_vocabulary=text.WORDS)
    plain, shuffled = (measure.read(unordered, contexts, shuffled=s) for s in (False, True))
    np.testing.assert_allclose(plain.on_occupation, shuffled.on_occupation, rtol=1e-4)


def test_weights_and_values_of_the_same_sentence_give_its_own_lean(model: Model) -> None:
    found = measure.read(model, text.test_contexts(3))
    for occupation in (0, 5):
        mixed = measure.mixed_lean(model, found, occupation, occupation)
        np.testing.assert_allclose(mixed, found.lean[:, occupation], atol=1e-4)
    one = measure.mixed_lean(model, found, 0, 5)
    assert np.abs(one - found.lean[:, 0]).max() > 1e-3


def test_what_is_trained_later_moves_no_weight_and_all_else_does(model: Model) -> None:
    contexts, names = text.test_contexts(2), learning.beside_the_weights()
    rows = measure.read(model, contexts).rows
    draw = np.random.default_rng(0)
    for name, value in model.parameters.items():
        changed = {**model.parameters, name: value + draw.normal(size=value.shape)}
        moved = measure.read(Model(model.config, changed), contexts).rows
        # a key's bias adds the same to every score of a row, so the softmax drops it
        steady = name in names or name.endswith(".key_bias")
        assert (np.abs(moved - rows).max() < 1e-6) == steady, name


def test_the_committed_models_give_the_committed_results() -> None:
    results = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    contexts, first = text.test_contexts(results["contexts"]), results["runs"][0]
    lots = text.draw_lots(first["seed"])
    found = {}
    for name in ("pronouns-planted", "wares-balanced", "later-planted"):
        model = explainer.load(HERE / "models" / f"{name}.safetensors")
        found[name] = measure.read(model, contexts)
        gap = measure.exchanged(found[name], lots)["gap"]
        assert gap == pytest.approx(first[name]["gap"], abs=2e-3)
        weight = found[name].on_occupation.mean(axis=(0, 1))
        np.testing.assert_allclose(weight, first[name]["weight"], atol=2e-3)
    assert np.array_equal(found["later-planted"].rows, found["wares-balanced"].rows)
