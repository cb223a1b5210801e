"""The page on explanation: rules by which its figures choose, and tables that must agree."""

import numpy as np
import pytest

from generators.figures.explanation import (
    adjective_told_apart,
    eleven_answers,
    first_word_decides,
    five_answers,
    heatmap_of_nothing,
    idle_adjective,
    methods_agree,
    named_first,
    one_choice_one_number,
    own_map_or_borrowed,
    row_of_il,
    striking_or_needed,
    weights_of_other_ending,
    words_that_cannot_matter,
)
from generators.figures.explanation._page import FEW, LABELS, looks, pair, runs, slug


def test_the_opening_row_is_a_row_of_weights_and_names_its_two_largest() -> None:
    v = row_of_il.values()
    assert sum(v["weights"]) == pytest.approx(1, abs=1e-5)
    order = np.argsort(v["weights"])[::-1]
    assert [v["words"][place] for place in order[:2]] == [v["first"], v["second"]]


def test_the_longer_logit_is_written() -> None:
    logits = one_choice_one_number.values()["logits"]
    written = {ending: max(found, key=lambda word: found[word]) for ending, found in logits.items()}
    assert written == {"tired": "il", "wide": "elle"}


def test_an_idle_adjective_leaves_one_pronoun_and_differs_in_the_object_alone() -> None:
    v = idle_adjective.values()
    assert len(v["decides"]["writes"]) == 2
    assert len(v["idle"]["writes"]) == 1
    both = zip(v["decides"]["words"], v["idle"]["words"], strict=True)
    assert [one for one, other in both if one != other] == [v["decides"]["noun"]]


def test_the_table_of_agreements_has_each_pair_once_below_its_diagonal() -> None:
    mean = np.array(methods_agree.values()["mean"])
    assert mean.shape == (len(LABELS) - 1, len(LABELS) - 1)
    assert (mean[np.triu_indices_from(mean, k=1)] == 0).all()
    first, second = list(LABELS)[:2]
    assert mean[0, 0] == pytest.approx(
        np.mean([pair(run, first, second)["mean"] for run in runs()])
    )


def test_shares_of_eleven_answers_are_shares() -> None:
    v = eleven_answers.values()
    assert list(v["shares"]) == list(LABELS)
    assert np.allclose([sum(row) for row in v["shares"].values()], 1)


def test_a_word_at_random_stands_below_the_yardstick() -> None:
    rows = named_first.values()["by_name"]
    assert rows["any_word_at_random"]["all"]["most"] < rows["word_swapped"]["all"]["least"]
    assert len(rows) == len(LABELS) + 1


def test_every_head_is_in_one_row() -> None:
    v = striking_or_needed.values()
    placed = [len(dots) for row in v["rows"].values() for dots in row.values()]
    assert sum(placed) == v["n_heads"] == v["n_four"] + v["n_one"]


def test_without_attention_rollout_is_still_rows_of_shares() -> None:
    maps = heatmap_of_nothing.values()["maps"]
    for found in maps.values():
        assert np.allclose(np.sum(found, axis=1), 1, atol=1e-2)
    assert not np.allclose(maps["whole"], maps["bare"], atol=1e-3)


def test_the_five_of_the_chapter_are_those_of_the_lab() -> None:
    eleven = eleven_answers.values()["shares"]
    assert five_answers.values()["shares"] == {name: eleven[name] for name in FEW}
    told = words_that_cannot_matter.values()["told"]
    for name, each in adjective_told_apart.values()["told"].items():
        assert each == told[slug(name)]["seeds"]
    rows = named_first.values()["by_name"]
    for name, each in first_word_decides.values()["decides"].items():
        assert each == rows[slug(name)]["each"]


def test_a_borrowed_map_is_compared_with_the_own_one() -> None:
    v = own_map_or_borrowed.values()
    kept = {name: of["borrowed"] / of["own"] for name, of in v["agreement"].items()}
    assert "word swapped" not in kept
    assert v["kept_least"] == min(kept.values())


def test_each_training_has_a_bar() -> None:
    assert len(weights_of_other_ending.values()["right"]) == len(runs())


def test_five_methods_read_weights() -> None:
    assert len(looks()) == 5
