"""The experiment on a second language: who learns what, and how its measures count."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

import explainer
from experiments.second_language import fitting, measure, recipe, shared
from experiments.second_language.languages import (
    EITHER,
    ENGLISH_AND_TOKEN,
    GERMAN,
    LANGUAGES,
    SINGLE,
    TOGETHER,
    Task,
)
from experiments.translator import controls
from experiments.translator.data import ENGLISH, FRENCH, held_out_sample, to_batch
from experiments.translator.grammar import minimal_pairs, pronoun_sentences
from experiments.translator.sentences import Pair
from explainer.model import Model

TASKS = [*SINGLE.values(), *TOGETHER.values()]


def untrained(arm: str, seed: int = 0) -> Model:
    parameters = fitting.new_model(arm, seed).parameters
    return fitting.model_of(
        arm, {name: value.detach().numpy() for name, value in parameters.items()}
    )


def perfect(_: Model, task: Task, pairs: list[Pair]) -> list[tuple[str, ...]]:
    return [task.language.translated(pair) for pair in pairs]


def test_french_batches_are_those_of_the_translator() -> None:
    pairs = held_out_sample(6)
    ours, its = SINGLE["French"].batch(pairs), to_batch(pairs)
    for name in ("source", "target", "expected"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(its, name))


def test_the_language_is_the_first_word_of_one_model_for_both() -> None:
    pair = minimal_pairs()[0][0]
    read = [TOGETHER[name].source.decode(TOGETHER[name].sources([pair])[0]) for name in LANGUAGES]
    assert read == [("<french>", *pair.english), ("<german>", *pair.english)]
    assert set(EITHER.words) == {*FRENCH.words, *GERMAN.words}
    assert len(ENGLISH_AND_TOKEN) == len(ENGLISH) + len(recipe.TOKENS)


def test_a_frozen_encoder_is_left_as_it_is_and_the_decoder_learns() -> None:
    given = explainer.load("translator").parameters
    for arm, before in (
        (recipe.FROZEN, given),
        (recipe.UNTRAINED, untrained(recipe.UNTRAINED).parameters),
    ):
        after, _ = fitting.fit(arm, 0, given if arm == recipe.FROZEN else None, steps=1)
        for name, value in after.items():
            if name.startswith(fitting.ENCODER):
                np.testing.assert_array_equal(value, before[name])
        assert (after["target_embedding"] != untrained(arm).parameters["target_embedding"]).any()


@pytest.mark.parametrize("arm", [recipe.GERMAN_ALONE, recipe.BOTH])
def test_other_encoders_learn_along(arm: str) -> None:
    after, curve = fitting.fit(arm, 0, steps=1)
    assert (after["source_embedding"] != untrained(arm).parameters["source_embedding"]).any()
    assert curve == []  # every hundred steps


def test_every_kind_of_noun_pair_is_held_out_in_number() -> None:
    counts = Counter(map(measure.kind_of, pronoun_sentences("held out")))
    assert counts.keys() == {"French", "German", "French and German", "neither"}
    assert min(counts.values()) > 500
    asked = [pair for pair in pronoun_sentences("held out") if measure.kind_of(pair) == "German"]
    for pair in asked:  # French has one pronoun for both nouns, German two
        both = (pair, measure.swapped(pair))
        assert len({measure.pronoun_in(SINGLE["French"], one.french) for one in both}) == 1
        german = {
            measure.pronoun_in(SINGLE["German"], LANGUAGES["German"].translated(one))
            for one in both
        }
        assert len(german) == 2


@pytest.mark.parametrize("task", TASKS)
def test_right_translations_count_as_right(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "translate_all", perfect)
    model = untrained(recipe.BOTH)
    found = measure.scores(model, task)
    assert found["exact"] == found["running"] == 1
    assert all(one["right"] == 1 and one["other"] == 0 for one in found["pronouns"].values())


def test_the_other_noun_is_counted_where_it_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(_: Model, task: Task, pairs: list[Pair]) -> list[tuple[str, ...]]:
        return [task.language.translated(measure.swapped(pair)) for pair in pairs]

    monkeypatch.setattr(measure, "translate_all", other)
    found = measure.pronouns(untrained(recipe.GERMAN_ALONE), SINGLE["German"], "held out")
    assert {kind: one["right"] for kind, one in found.items()} == {
        "French": 1,
        "French and German": 0,
        "German": 0,
        "neither": 1,
    }
    assert found["German"]["other"] == 1


def test_writing_side_by_side_is_writing_alone() -> None:
    model, task = untrained(recipe.GERMAN_ALONE), SINGLE["German"]
    pairs = held_out_sample(4)
    alone = []
    for pair in pairs:
        ids = explainer.greedy(model, task.source.encode(task.english(pair)))
        words = model.target_vocabulary.decode(ids)
        alone.append(tuple(words[:-1] if words[-1] == "<end>" else words))
    assert measure.translate_all(model, task, pairs) == alone


def test_exchanged_vectors_count_in_the_language_that_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared, "N_SENTENCES", 5)
    german = [LANGUAGES["German"].translated(pair) for pair in held_out_sample(5)]
    monkeypatch.setattr(shared, "write", lambda *_: german)
    found = shared.exchanged(untrained(recipe.BOTH))
    assert found == {
        "German": {"of_token": 1, "of_words": 0},
        "French": {"of_token": 0, "of_words": 1},
    }


def test_a_row_has_all_of_itself_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = shared.pronoun_rows(untrained(recipe.BOTH), TOGETHER["German"], [minimal_pairs()[0][0]])
    assert rows.shape == (1, 2, 4, 13)  # layers, heads, the token and 12 words
    np.testing.assert_allclose(rows.sum(axis=-1), 1, rtol=1e-5)
    assert shared._common(rows, rows) == pytest.approx(1)
    monkeypatch.setattr(shared, "pronoun_rows", lambda *_: rows)
    found = shared.overlap(untrained(recipe.BOTH))
    assert found["same_head"] == pytest.approx(1) == found["other_reading"]
    assert found["other_head"] < 1


def test_the_row_of_the_pronoun_is_the_one_that_writes_it() -> None:
    pair = minimal_pairs()[0][1]
    for name, pronoun in (("French", "elle"), ("German", "sie")):
        language = LANGUAGES[name]
        assert language.translated(pair)[language.place_of_pronoun(pair)] == pronoun


def test_a_read_out_finds_what_is_written_and_nothing_in_noise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(controls, "N_FIT", 3000)
    monkeypatch.setattr(shared, "_known", shared._known.__wrapped__)
    generator = np.random.default_rng(0)

    def noise(_: Model, task: Task, pairs: list[Pair]) -> np.ndarray:
        return generator.standard_normal((len(pairs), 8))

    def told(_: Model, task: Task, pairs: list[Pair]) -> np.ndarray:
        found = noise(_, task, pairs)
        found[:, 3] += [3.0 * (pair.antecedent == pair.nouns[0]) for pair in pairs]
        return found

    model, task = untrained(recipe.GERMAN_ALONE), SINGLE["German"]
    for features, least, most in ((told, 0.85, 1.0), (noise, 0.42, 0.58)):
        monkeypatch.setattr(shared, "_features", features)
        for share in shared.reading(model, task, "French").values():
            assert least < share <= most


def test_the_encoder_has_the_size_of_the_translator() -> None:
    translator = explainer.load("translator").config
    for arm in (recipe.FROZEN, recipe.GERMAN_ALONE):
        ours = fitting.new_model(arm, 0).config
        assert replace(ours, target_vocabulary=translator.target_vocabulary) == translator
