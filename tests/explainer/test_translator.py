"""The committed checkpoints do what their card and the article say of them."""

import json
from pathlib import Path

import numpy as np
import pytest

import explainer
from experiments.translator import recipe, report
from experiments.translator.data import ENGLISH, FRENCH, draw, to_batch
from experiments.translator.evaluate import measure_pronouns, translate_all
from experiments.translator.grammar import held_out_pronoun_sentences, is_held_out, minimal_pairs

ROOT = Path(__file__).parents[2]
RESULTS = json.loads((ROOT / "experiments/translator/results.json").read_text(encoding="utf-8"))
VARIANTS = ["translator", "translator-one-head"]


@pytest.fixture(scope="module", params=VARIANTS)
def model(request: pytest.FixtureRequest) -> explainer.Model:
    return explainer.load(request.param)


def test_the_running_sentence_both_ways(model: explainer.Model) -> None:
    tired = explainer.translate(model, recipe.RUNNING["tired"])
    wide = explainer.translate(model, recipe.RUNNING["wide"])
    assert tired.text == recipe.FRENCH["tired"]
    assert wide.text == recipe.FRENCH["wide"]


def test_the_running_noun_pair_was_never_trained_on() -> None:
    tired, wide = minimal_pairs()[0]
    assert " ".join(tired.english) == recipe.RUNNING["tired"]
    assert is_held_out(tired)
    assert is_held_out(wide)


def test_reordering(model: explainer.Model) -> None:
    assert explainer.translate(model, "the famous european tower").text == (
        "la tour européenne célèbre"
    )


def test_capitals_and_a_full_stop_are_forgiven(model: explainer.Model) -> None:
    assert explainer.translate(model, "The girl loves them. ").text == "la fille les aime"


def test_an_unknown_word_names_itself_and_its_neighbours(model: explainer.Model) -> None:
    with pytest.raises(ValueError, match=r"'anmal' \(nearest: animal"):
        explainer.translate(model, "the anmal crossed the street")


def test_the_vocabularies_are_those_of_the_grammar(model: explainer.Model) -> None:
    assert model.source_vocabulary == ENGLISH
    assert model.target_vocabulary == FRENCH


def test_every_seed_meets_what_the_article_promises() -> None:
    assert {(run["variant"], run["seed"]) for run in RESULTS["runs"]} == {
        (variant, seed) for variant in VARIANTS for seed in (0, 1, 2)
    }
    for run in RESULTS["runs"]:
        assert run["exact_match"] >= 0.99, run["variant"]
        assert run["pronoun"]["accuracy"] >= 0.99, run["variant"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_card_is_the_committed_result_of_seed_zero(variant: str) -> None:
    card = explainer.load(variant).card
    run = next(r for r in RESULTS["runs"] if (r["variant"], r["seed"]) == (variant, 0))
    for key in ("parameters", "exact_match", "pronoun", "by_kind", "seconds", "steps"):
        assert card[key] == run[key], key


def test_the_model_card_is_made_of_the_results() -> None:
    card = (ROOT / "experiments/translator/README.md").read_text(encoding="utf-8")
    assert card == report.readme(RESULTS["runs"], RESULTS["controls"])


def test_the_pronoun_score_can_be_measured_again(model: explainer.Model) -> None:
    card = model.card["pronoun"]
    assert card["n"] == len(held_out_pronoun_sentences())
    again = measure_pronouns(model)
    # Another processor may round one close call the other way.
    assert again["accuracy"] == pytest.approx(card["accuracy"], abs=2 / card["n"])


def test_an_untrained_model_scores_nothing(model: explainer.Model) -> None:
    generator = np.random.default_rng(0)
    random = {
        name: generator.permuted(array.ravel()).reshape(array.shape)
        for name, array in model.parameters.items()
    }
    shuffled = explainer.Model(
        model.config, random, model.source_vocabulary, model.target_vocabulary
    )
    pairs = held_out_pronoun_sentences()[:100]
    assert not any(
        words == pair.french
        for words, pair in zip(translate_all(shuffled, pairs), pairs, strict=True)
    )


def test_batches_agree_with_single_sentences(model: explainer.Model) -> None:
    import random

    pairs = draw(random.Random(5), 20, held_out=True)
    batch = to_batch(pairs)
    assert batch.source.shape[0] == len(pairs)
    for pair, words in zip(pairs, translate_all(model, pairs), strict=True):
        assert explainer.translate(model, " ".join(pair.english)).tokens[:-1] == words


def test_snapshots_of_the_training_run_load_and_start_untrained() -> None:
    folder = explainer.checkpoint.FOLDER / "translator-one-head-training"
    steps = sorted(folder.glob("step-*.safetensors"))
    assert len(steps) >= 6
    untrained = explainer.load(steps[0])
    assert (
        explainer.translate(untrained, recipe.RUNNING["tired"]).text
        != explainer.translate(explainer.load("translator-one-head"), recipe.RUNNING["tired"]).text
    )
