"""The pieces of the experiment on depth: its stacks, and what it measures on them."""

import pytest
import torch

from experiments.depth import stacks
from experiments.depth.stacks import (
    D_FEED_FORWARD,
    D_MODEL,
    JOININGS,
    N_CLASSES,
    N_HEADS,
    Joining,
    random_parameters,
    random_tokens,
    relative_residual,
    run,
)
from explainer.layers import embed
from explainer.model import Config, Model
from explainer.transformer import encode


def test_relative_residual_by_hand() -> None:
    same = torch.tensor([[3.0, 4.0], [3.0, 4.0]])
    assert relative_residual(same) == 0
    # The mean is (0, 4): what is left is (3, 0) and (-3, 0), of 3² + 3² + 2 · 4² in all.
    apart = torch.tensor([[3.0, 4.0], [-3.0, 4.0]])
    assert relative_residual(apart) == pytest.approx((18 / 50) ** 0.5)


def test_with_everything_on_a_stack_is_the_librarys_encoder() -> None:
    config = Config(N_CLASSES, 0, D_MODEL, N_HEADS, D_FEED_FORWARD, 3, decoder_layers=0)
    model = Model(config, random_parameters(3, 0))
    ids = torch.arange(7)
    streams = run(model.parameters, JOININGS["all"], 3, embed(model, "source", ids))
    layers = encode(model, ids).layers
    for layer, stream in zip(layers, streams[1:], strict=True):
        torch.testing.assert_close(stream, layer.output)


def test_without_a_residual_path_the_input_is_gone_and_with_it_it_is_added() -> None:
    parameters, tokens = random_parameters(1, 0), random_tokens(0)
    without = run(parameters, Joining(False, False, False), 1, tokens)[-1]
    with_it = run(parameters, Joining(True, False, False), 1, tokens)[-1]
    torch.testing.assert_close(with_it, tokens + without)


def test_a_single_token_looks_at_itself_whatever_its_query_so_queries_get_no_gradient(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stacks, "N_TOKENS", 1)
    norms = stacks.gradient_norms(JOININGS["all"], 2, 0)
    assert len(norms) == 2
    for layer in norms:
        assert layer["weights"] == pytest.approx(0, abs=1e-12)
        assert layer["content"] > 0.01
