"""Counts from sizes alone meet the published totals and the library's own parameters."""

import dataclasses
import math

import pytest

import explainer
from explainer.model import Config, parameter_shapes
from explainer.sizes import (
    FLOP_PARTS,
    KNOWN,
    PARAMETER_PARTS,
    Architecture,
    flops_per_token,
    of_config,
    parameters,
    total_parameters,
)

PUBLISHED = {
    "gpt2": 124_439_808,
    "gpt2_medium": 354_823_168,
    "gpt2_large": 774_030_080,
    "gpt2_xl": 1_557_611_200,
    "bert_base": 109_482_240,
    "vit_base": 85_798_656,
    "smollm2": 134_515_008,
    "original_base": 63_082_496,
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_totals_are_met_exactly(name: str) -> None:
    assert total_parameters(KNOWN[name]) == PUBLISHED[name]


def test_the_big_original_is_within_one_hundredth_of_the_213_million_of_the_paper() -> None:
    assert total_parameters(KNOWN["original_big"]) == pytest.approx(213e6, rel=0.01)


def test_the_translators_count_is_what_its_checkpoint_holds() -> None:
    model = explainer.load("translator")
    assert total_parameters(of_config(model.config)) == model.n_parameters


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"norm": "post"},
        {"positions": "learned", "longest": 17},
        {"encoder_layers": 3, "decoder_layers": 0},
        {"encoder_layers": 0, "decoder_layers": 3},
        {"encoder_layers": 0, "positions": "learned"},
    ],
)
def test_any_config_counts_as_its_own_parameters_do(choices: dict) -> None:
    config = Config(**({"source_vocabulary": 11, "target_vocabulary": 13} | choices))
    sizes = {name: math.prod(shape) for name, shape in parameter_shapes(config).items()}
    parts = parameters(of_config(config))
    assert tuple(parts) == PARAMETER_PARTS
    assert sum(parts.values()) == sum(sizes.values())
    for part in ("attention", "feed_forward"):
        held = [size for name, size in sizes.items() if f"{part}." in name and "norm" not in name]
        assert parts[part] == sum(held)


def test_operations_of_a_model_small_enough_to_count_by_hand() -> None:
    tiny = Architecture("tiny", 4, 8, 2, vocabulary=10, decoder_layers=1)
    assert flops_per_token(tiny, 3) == {
        "embeddings": 0,
        "projections": 2 * 4 * 16,  # four matrices 4 x 4, two operations an entry
        "scores": 2 * (3 * 4) + 2 * (3 * 4),  # 3 keys of 4 numbers, then 3 values
        "feed_forward": 2 * (4 * 8 + 8 * 4),
        "output": 2 * 10 * 4,
    }


def test_operations_do_not_depend_on_biases_and_scores_grow_with_length() -> None:
    base = KNOWN["gpt2"]
    short, long = flops_per_token(base, 512), flops_per_token(base, 1024)
    assert tuple(short) == FLOP_PARTS
    assert flops_per_token(dataclasses.replace(base, biases=False), 512) == short
    assert long.pop("scores") == 2 * short.pop("scores")
    assert long == short


def test_shared_keys_and_values_save_two_matrices_in_part() -> None:
    base = Architecture("g", 8, 8, 4, decoder_layers=1, biases=False)
    shared = dataclasses.replace(base, n_key_value_heads=1)
    assert parameters(base)["attention"] == 4 * 64
    assert parameters(shared)["attention"] == 2 * 64 + 2 * 8 * 2


def test_wrong_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="5 heads do not divide"):
        Architecture("x", 64, 1, 5)
    with pytest.raises(ValueError, match="cannot share"):
        Architecture("x", 64, 1, 4, n_key_value_heads=3)
    with pytest.raises(ValueError, match="at least one token"):
        flops_per_token(KNOWN["gpt2"], 0)


def test_an_output_projection_of_its_own_costs_a_second_table() -> None:
    tied = KNOWN["gpt2"]
    own = dataclasses.replace(tied, output="own")
    assert total_parameters(own) - total_parameters(tied) == 50_257 * 768
    assert flops_per_token(own, 8) == flops_per_token(tied, 8)


def test_configs_without_a_decoder_have_no_output_projection() -> None:
    config = Config(7, 9, decoder_layers=0)
    assert flops_per_token(of_config(config), 4)["output"] == 0
    assert "target_embedding" not in parameter_shapes(config)
