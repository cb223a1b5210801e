"""The figures on published models: what is said by rule is said of what was measured."""

import numpy as np
import pytest

from explainer.sizes import KNOWN
from generators.figures.language_model import (
    encoder_both_versions,
    modern_block_losses,
    sinks_by_layer,
    two_blocks,
)
from generators.pipeline import results


def test_the_two_blocks_are_those_of_the_configs() -> None:
    v = two_blocks.values()
    paper, later = v["original_base"], v["smollm2"]
    assert (paper["matrices"], later["matrices"]) == (2, 3)
    assert (paper["norm"], later["norm"]) == ("layer", "rms")
    assert (paper["norm_first"], later["norm_first"]) == (False, True)
    assert (paper["biases"], later["biases"]) == (True, False)
    assert (paper["rotary"], later["rotary"]) == (False, True)
    assert later["heads"] == KNOWN["smollm2"].n_heads
    assert later["key_value_heads"] < later["heads"] == 9


@pytest.mark.parametrize(
    ("name", "norms"),
    [("original_base", [False, True, False, True]), ("smollm2", [True, False, True, False])],
)
def test_a_block_has_its_parts_in_the_order_of_its_norm(name: str, norms: list[bool]) -> None:
    _, *parts = two_blocks.stack(two_blocks.values()[name])
    assert ["norm" in part.name.lower() for part in parts] == norms
    on_line = [part.on_line for part, norm in zip(parts, norms, strict=True) if norm]
    assert on_line == [name == "original_base"] * 2


def test_a_part_is_better_where_all_its_trainings_are() -> None:
    v = modern_block_losses.values()
    losses = {name: v[name]["loss"]["each"] for name in modern_block_losses.BLOCKS}
    better = [
        modern_block_losses.BLOCKS[name]
        for name in losses
        if name != "all_five" and max(losses[name]) < min(losses["paper"])
    ]
    assert v["better"] == (" and ".join(better) or "none")
    gains = np.subtract(losses["paper"], losses["rotary"])
    assert v["rotary"]["gain"]["each"] == pytest.approx(list(gains))
    assert v["start_matters"] == pytest.approx(np.ptp(losses["paper"]))


def test_the_pause_of_the_sinks_is_where_two_layers_give_least() -> None:
    v = sinks_by_layer.values()
    share = np.array(v["share"])
    third = len(share) // 3
    pairs = share[third:-1] + share[third + 1 :]
    assert v["pause_first"] == third + int(pairs.argmin()) + 1
    assert v["pause_last"] == v["pause_first"] + 1
    assert v["pause_largest_share"] < min(v["before_pause_least"], v["after_pause_least"])


@pytest.mark.parametrize(
    ("pair", "corner"),
    [((0.2, -0.1), "right"), ((0.2, 0.1), "first"), ((-0.2, -0.1), "second"), ((-0.2, 0), "wrong")],
)
def test_a_pair_is_right_where_each_noun_has_more_in_its_own_version(
    pair: tuple[float, float], corner: str
) -> None:
    assert encoder_both_versions.quarter(*pair) == corner


def test_the_corners_count_every_pair() -> None:
    v = encoder_both_versions.values()
    assert sum(v["corners"].values()) == v["pairs"] == results.read("minilm")["pairs"]
