"""The page on heatmaps: colour scales by hand, and what its figures say about themselves."""

import numpy as np
import pytest

from generators.figures._shared.vision import runs
from generators.figures.heatmaps import (
    _digits,
    brightness_and_right,
    class_token_heads,
    heatmap_anatomy,
    mean_and_its_heads,
    two_colour_scales,
    weight_and_contribution,
)
from generators.figures.heatmaps._page import cross_heads, shown, stretched
from generators.kit.scales import printed


def test_stretching_runs_from_the_smallest_to_the_largest() -> None:
    weights = np.array([[0.2, 0.3], [0.4, 0.2]])
    assert np.allclose(stretched(weights), np.array([[0, 0.5], [1, 0]]))


def test_stretched_pictures_always_reach_full_colour() -> None:
    v = two_colour_scales.values()
    for name in ("trained", "untrained"):
        assert np.max(v["stretched"][name]) == 1
        assert np.min(v["stretched"][name]) == 0
        assert np.max(v["weights"][name]) == pytest.approx(v["largest"][name], abs=1e-3)


def test_margins_of_the_first_heatmap() -> None:
    v = heatmap_anatomy.values()
    weights = np.array(v["weights"])
    assert np.allclose(weights.sum(axis=1), 1, atol=1e-6)
    assert np.allclose(weights.sum(axis=0), v["columns"])
    assert sum(v["columns"]) == pytest.approx(len(v["french"]))
    assert v["row"]["weight"] == printed(weights[v["row"]["index"]]).max()


def test_given_french_makes_the_rows_of_the_translation() -> None:
    pair = shown("predicate")
    weights = cross_heads(pair["english"], pair["french"])
    assert weights.shape == (4, len(pair["french"]) + 1, len(pair["english"]))
    assert np.allclose(weights.sum(axis=-1), 1, atol=1e-5)


def test_the_mean_row_is_the_mean_of_the_shown_heads() -> None:
    v = mean_and_its_heads.values()
    assert np.allclose(np.mean(v["heads"], axis=0), v["mean"])
    assert v["mean_weight"] >= v["mean_second_weight"]


def test_the_brightest_word_of_the_shown_row_does_not_add_most() -> None:
    v = weight_and_contribution.values()
    weights, added = np.array(v["weights"]), np.array(v["added"])
    assert v["english"][weights.argmax()] == v["brightest"]
    assert v["english"][added.argmax()] == v["longest"] != v["brightest"]
    assert v["ratio"] == pytest.approx(added.max() / added[weights.argmax()])


def test_pooled_bins_hold_every_row_once() -> None:
    made_up = [
        {"mean": {"cells": [0] * 8 + [30, 10], "right": [0] * 8 + [15, 10]}},
        {"mean": {"cells": [0] * 8 + [10, 50], "right": [0] * 8 + [5, 40]}},
    ]
    pooled = brightness_and_right.pooled(made_up, "mean")
    assert pooled["cells"] == [40, 60]
    assert pooled["share"] == pytest.approx([0.5, 50 / 60])
    assert pooled["all"] == pytest.approx(0.7)
    assert pooled["above_half"] == pytest.approx(0.7)


def test_curves_start_whole_and_end_alike() -> None:
    for test in _digits.TESTS:
        orders = ("random", "random inked", "rollout", "last layer", "ink", "yardstick")
        lines = np.array([_digits.answers(test, name) for name in orders])  # [lines, runs, points]
        assert (lines[..., 0] == 1).all()
        assert np.ptp(lines[..., -1], axis=0).max() < 1e-9  # every patch changed: one picture


def test_favourite_places_are_those_that_were_measured() -> None:
    v = class_token_heads.values()
    shares = np.array(v["favourites"])  # [layers, heads, patches]
    measured = runs()[0]["usual_patch"]
    named = [measured[f"layer {layer} head {head}"] for layer in (1, 2) for head in (1, 2, 3, 4)]
    assert np.allclose(shares.sum(axis=-1), 1)
    assert shares.max(axis=-1).ravel() == pytest.approx(named, abs=0.01)
