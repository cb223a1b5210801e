"""The blocks of the small decoders: what differs, what is alike, held to other implementations."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from experiments.induction.data import held_out_text
from experiments.modern_block import run as experiment
from experiments.modern_block.blocks import BLOCKS, PAPER, Block
from experiments.modern_block.model import scores, start
from experiments.smollm2 import model as smollm2
from explainer.model import Config, Model
from explainer.sizes import parameters
from explainer.transformer import decode, next_word_logits

IDS = torch.arange(40).reshape(2, 20) * 7 % PAPER.sizes.vocabulary
BY_NAME = {block.sizes.name: block for block in BLOCKS}
KINDS = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.sizes.name)
# Our names of a layer's parts, and those of the library.
NORMS = {"attend": "norm_self_attention", "feed": "norm_feed_forward"}
ATTENTION, FEED = ("query", "key", "value", "output"), ("expand", "contract")


def filled(block: Block) -> dict[str, torch.Tensor]:
    """Parameters without a zero or a one left, so that every one of them counts."""
    random = torch.Generator().manual_seed(1)
    return {
        name: value.detach() + 0.1 * torch.randn(value.shape, generator=random)
        for name, value in start(block, 0).items()
    }


@KINDS
def test_every_block_has_the_parameters_that_its_config_counts(block: Block) -> None:
    found = sum(value.numel() for value in start(block, 0).values())
    assert found == sum(parameters(block.sizes).values())


def test_a_gate_costs_no_parameters_but_biases() -> None:
    bare = {name: replace(BY_NAME[name].sizes, biases=False) for name in ("paper", "swiglu")}
    assert parameters(bare["paper"]) == parameters(bare["swiglu"])


def test_each_exchange_is_one_and_the_last_block_has_them_all() -> None:
    single = [block for block in BLOCKS if block.sizes.name not in ("paper", "all_five")]
    together = PAPER
    for block in single:
        own = {
            name: value
            for name, value in vars(block.sizes).items()
            if value != getattr(PAPER.sizes, name) and name != "name"
        }
        assert bool(own) != (block.positions != PAPER.positions)
        sizes = replace(together.sizes, **own)
        positions = block.positions if block.positions != PAPER.positions else together.positions
        together = Block(sizes, positions)
    assert together == Block(replace(BLOCKS[-1].sizes, name="paper"), BLOCKS[-1].positions)


@KINDS
def test_no_score_depends_on_a_later_token(block: Block) -> None:
    own = filled(block)
    changed = IDS.clone()
    changed[:, 10:] = 3
    before, after = (scores(block, own, ids) for ids in (IDS, changed))
    torch.testing.assert_close(before[:, :10], after[:, :10])
    assert (before[:, 10:] - after[:, 10:]).abs().max() > 0.01


@KINDS
def test_the_order_of_tokens_counts(block: Block) -> None:
    own = filled(block)
    turned = torch.cat([IDS[:, :19].flip(1), IDS[:, 19:]], dim=1)
    last = [scores(block, own, ids)[:, -1] for ids in (IDS, turned)]
    assert (last[0] - last[1]).abs().max() > 0.01


def test_the_papers_block_is_the_library_s() -> None:
    own, of = filled(PAPER), PAPER.sizes
    config = Config(
        4,  # words of a source that there is not
        of.vocabulary,
        of.d_model,
        of.n_heads,
        of.d_feed_forward,
        encoder_layers=0,
        decoder_layers=of.layers,
    )
    named = {"target_embedding": own["embedding"]}
    for place, norm in [("decoder.norm", "last")] + [
        (f"decoder.{layer}.{long}", f"{layer}.{short}")
        for layer in range(of.layers)
        for short, long in NORMS.items()
    ]:
        named[f"{place}.gain"], named[f"{place}.bias"] = own[f"{norm}.gain"], own[f"{norm}.shift"]
    for layer in range(of.layers):
        for part, names in (("self_attention", ATTENTION), ("feed_forward", FEED)):
            for name in names:
                named[f"decoder.{layer}.{part}.{name}"] = own[f"{layer}.{name}"]
                named[f"decoder.{layer}.{part}.{name}_bias"] = own[f"{layer}.{name}.bias"]
    model = Model(config, named)
    expected = next_word_logits(model, decode(model, IDS))
    torch.testing.assert_close(scores(PAPER, own, IDS), expected, atol=1e-4, rtol=1e-4)


def test_the_block_with_all_changes_is_smollm2_s() -> None:
    block = BY_NAME["all_five"]
    own, of = filled(block), block.sizes
    sizes = smollm2.Sizes(
        layers=of.layers,
        heads=of.n_heads,
        key_value_heads=of.key_value_heads,
        d_model=of.d_model,
        d_feed_forward=of.d_feed_forward,
        vocabulary=of.vocabulary,
        rotary_base=10_000,
        epsilon=1e-5,
    )
    # The table is multiplied by √width here and not there; what it writes with is the same.
    table = own["embedding"].numpy()
    named = {"embedding": table * np.float32(of.d_model**0.5), "norm": own["last.gain"].numpy()}
    names = {"expand": "up", "contract": "down", "attend.gain": "attention_norm"}
    names |= {"feed.gain": "feed_norm"} | {kept: kept for kept in (*ATTENTION, "gate")}
    for layer in range(of.layers):
        for name, other in names.items():
            named[f"layer.{layer}.{other}"] = own[f"{layer}.{name}"].numpy()
    expected = smollm2.forward(named, sizes, IDS.numpy()).logits / of.d_model**0.5
    np.testing.assert_allclose(scores(block, own, IDS).numpy(), expected, atol=1e-4)


def test_training_a_little_lowers_the_loss_and_repeats() -> None:
    _, losses = experiment.train(PAPER, 0.01, 12, 0)
    _, again = experiment.train(PAPER, 0.01, 12, 0)
    assert np.mean(losses[-3:]) < np.mean(losses[:3])
    assert losses == again


def test_the_rate_is_the_one_with_the_least_loss() -> None:
    trials = [{"rate": 0.1, "loss": 2.0}, {"rate": 0.2, "loss": 1.0}, {"rate": 0.4, "loss": 3.0}]
    assert experiment.best_rate(trials) == 0.2


def test_what_is_held_out_is_read_once_and_to_its_end() -> None:
    found = experiment.held_out(experiment.LENGTH)
    assert found.shape[1] == experiment.LENGTH + 1
    assert 0 <= len(held_out_text()) - found.numel() < experiment.LENGTH + 1
