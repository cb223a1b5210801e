"""What the page about training shows, where it can be worked out by hand."""

from __future__ import annotations

import math

import pytest

import explainer
from experiments.training.measure import after_first, edits, independent, share
from experiments.translator.recipe import PEAK_RATE, STEPS, WARM_UP
from experiments.translator.train import learning_rate
from experiments.warm_up.schedules import constant_rate
from explainer.schedules import cosine_rate, paper_rate
from generators.figures.training import (
    _nudges,
    given_and_written,
    given_or_own_words,
    price_of_the_help,
    rate_schedules,
    teacher_forcing_rows,
    what_transfers,
)
from generators.pipeline import results


def test_the_papers_peak() -> None:
    peak = paper_rate(4000, d_model=512, warm_up=4000)
    assert peak == pytest.approx(1 / math.sqrt(512 * 4000), rel=1e-12)
    assert f"{peak:.4e}" == "6.9877e-04"
    rates = [paper_rate(step) for step in range(1, 20_001)]
    assert max(rates) == rates[4000 - 1]


def test_the_papers_rate_rises_in_a_line_and_falls_with_the_root() -> None:
    assert paper_rate(2000) == pytest.approx(paper_rate(4000) / 2)
    assert paper_rate(16_000) == pytest.approx(paper_rate(4000) / 2)
    with pytest.raises(ValueError, match="count from one"):
        paper_rate(0)


def test_the_figure_shows_the_schedule_that_trained_the_translator() -> None:
    assert rate_schedules.values()["ours"]["warm_up"] == WARM_UP
    for step in (0, 1, WARM_UP - 1, WARM_UP, WARM_UP + 1, STEPS // 2, STEPS - 1):
        assert cosine_rate(step, PEAK_RATE, STEPS, WARM_UP) == learning_rate(step, STEPS)
    assert cosine_rate(STEPS, PEAK_RATE, STEPS, WARM_UP) == pytest.approx(0, abs=1e-12)


def test_a_constant_rate_with_and_without_warm_up() -> None:
    assert [constant_rate(step, 0.4, 4) for step in range(6)] == pytest.approx(
        [0.1, 0.2, 0.3, 0.4, 0.4, 0.4]
    )
    assert constant_rate(0, 0.4, 0) == 0.4


@pytest.mark.parametrize(
    ("written", "right", "fewest"),
    [
        ("a b c", "a b c", 0),
        ("a x c", "a b c", 1),
        ("a c", "a b c", 1),  # one word left out, though two of three places differ
        ("x a b c", "a b c", 1),
        ("b a", "a b", 2),
        ("", "a b", 2),
    ],
)
def test_edits_by_hand(written: str, right: str, fewest: int) -> None:
    assert edits(written.split(), right.split()) == fewest
    assert edits(right.split(), written.split()) == fewest


def test_chances_of_independent_words_multiply() -> None:
    assert independent(0.5, [1, 2]) == pytest.approx((1 / 2 + 1 / 4) / 2)


def test_what_follows_the_first_mistake() -> None:
    assert after_first([True, False, True, False]) == [True, False]
    assert after_first([True, True]) == []
    assert share([[True, False], [], [True, True]]) == 0.75
    assert share([[], []]) is None


def test_the_loss_of_the_sentence_is_the_mean_over_its_rows() -> None:
    found = teacher_forcing_rows.values()
    by_hand = [-math.log(chance) for chance in found["chances"]]
    assert found["loss"] == pytest.approx(sum(by_hand) / len(by_hand))
    assert found["inputs"][1:] == found["wanted"][:-1]  # moved one place to the right
    words = len(explainer.load("translator").target_vocabulary)
    assert found["guessing"] == pytest.approx(math.log(words))  # all words equally likely


def test_the_first_mistake_is_the_same_given_and_written() -> None:
    found = given_and_written.values()
    assert found["gap_all_given_right"] == 0
    assert found["first_mistakes_agree"] is True
    moments = results.read("training")["moments"]
    assert [m["step"] for m in moments] == sorted(m["step"] for m in moments)


def test_the_nudged_matrix_starts_from_the_lesson() -> None:
    assert _nudges.loss(_nudges.matrix()) == pytest.approx(teacher_forcing_rows.values()["loss"])


def test_who_writes_reads_its_own_words_and_who_learns_the_right_ones() -> None:
    found = given_or_own_words.values()
    assert found["writing"]["reads"][1:] == found["writing"]["says"][:-1]
    assert found["learning"]["reads"][1:] == found["wanted"][:-1]
    said, wanted = found["learning"]["says"], found["wanted"]
    assert [a for a, b in zip(said, wanted, strict=True) if a != b] == [found["mistake"]]
    # beautiful, see, the beautiful: as the page says
    told = (found["mistake"], found["instead_of"], found["again"])
    assert told == ("belles", "voient", "les belles")


def test_the_price_of_the_help_is_that_of_the_moments() -> None:
    found = price_of_the_help.values()
    assert found["steps"][-1] == STEPS and found["last"] == 0
    ratios = [w / g for w, g in zip(found["written"], found["given"], strict=True) if g]
    assert found["least_ratio"] == pytest.approx(min(ratios))


def test_one_translator_of_three_transfers_no_better_than_its_words() -> None:
    found = what_transfers.values()
    assert found["worst"] < found["rows_hidden"]["mean"] < found["read_out"]["mean"]
    assert len(found["read_out"]["each"]) == 9  # three translators, three draws of the labels
