"""The encoder experiment: BERT's forward pass against others, and its statistics by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from experiments.minilm.bert import Sizes, forward, from_published, gelu, section, untrained
from experiments.minilm.measure import (
    best_of_all,
    chosen_on_half,
    interval,
    marks,
    place,
    right,
    scores,
)
from experiments.minilm.pairs import KINDS, RUNNING, Pair, read

TINY = Sizes(layers=2, heads=4, width=16, hidden=24, vocabulary=30, longest=9)
IDS = [3, 7, 7, 1, 28]


def random_parameters(seed: int = 0) -> dict[str, np.ndarray]:
    """No zeros and ones that would hide a bias or a gain in the wrong place."""
    random = np.random.default_rng(seed)
    return {name: random.normal(size=array.shape) for name, array in untrained(0, TINY).items()}


def torch_layer(own: dict[str, np.ndarray]) -> nn.TransformerEncoderLayer:
    layer = nn.TransformerEncoderLayer(
        TINY.width,
        TINY.heads,
        TINY.hidden,
        dropout=0,
        activation="gelu",
        layer_norm_eps=1e-12,
        batch_first=True,
        dtype=torch.float64,
    )
    stacked = ("query", "key", "value")
    weights = {
        "self_attn.in_proj_weight": np.concatenate([own[name].T for name in stacked]),
        "self_attn.in_proj_bias": np.concatenate([own[f"{name}_bias"] for name in stacked]),
        "self_attn.out_proj.weight": own["output"].T,
        "self_attn.out_proj.bias": own["output_bias"],
        "linear1.weight": own["expand"].T,
        "linear1.bias": own["expand_bias"],
        "linear2.weight": own["contract"].T,
        "linear2.bias": own["contract_bias"],
        "norm1.weight": own["norm_self_attention.gain"],
        "norm1.bias": own["norm_self_attention.bias"],
        "norm2.weight": own["norm_feed_forward.gain"],
        "norm2.bias": own["norm_feed_forward.bias"],
    }
    layer.load_state_dict({name: torch.tensor(array) for name, array in weights.items()})
    return layer


def test_layers_are_those_of_torch() -> None:
    parameters = random_parameters()
    trace = forward(parameters, IDS, TINY)
    stream = torch.tensor(trace.embedded)[None]
    for number in range(TINY.layers):
        layer = torch_layer(section(parameters, f"{number}."))
        expected = layer.self_attn(stream, stream, stream, average_attn_weights=False)[1]
        found = trace.weights[number]
        assert found == pytest.approx(expected[0].detach().numpy(), abs=1e-12)
        stream = layer(stream)
    assert trace.output == pytest.approx(stream[0].detach().numpy(), abs=1e-10)


def test_the_whole_model_is_that_of_transformers() -> None:
    transformers = pytest.importorskip("transformers", reason="the package is optional")
    config = transformers.BertConfig(
        vocab_size=TINY.vocabulary,
        hidden_size=TINY.width,
        num_hidden_layers=TINY.layers,
        num_attention_heads=TINY.heads,
        intermediate_size=TINY.hidden,
        max_position_embeddings=TINY.longest,
        layer_norm_eps=1e-12,
    )
    model = transformers.BertModel._from_config(config, attn_implementation="eager").eval()
    with torch.no_grad():
        for parameter in model.parameters():
            nn.init.normal_(parameter, generator=torch.Generator().manual_seed(1))
        theirs = model(torch.tensor([IDS]), output_attentions=True)
    tensors = {name: array.numpy() for name, array in model.state_dict().items()}
    ours = forward(from_published(tensors, TINY), IDS, TINY)
    assert ours.weights == pytest.approx(np.concatenate(theirs.attentions), abs=1e-4)
    assert ours.output == pytest.approx(theirs.last_hidden_state[0].numpy(), abs=1e-3)


def test_without_positions_two_same_tokens_look_alike() -> None:
    parameters = random_parameters()
    assert not np.allclose(*forward(parameters, IDS, TINY).output[1:3])
    parameters["positions"] = np.zeros_like(parameters["positions"])
    trace = forward(parameters, IDS, TINY)
    assert trace.output[1] == pytest.approx(trace.output[2])
    assert trace.weights.sum(axis=-1) == pytest.approx(1)


def test_gelu_at_known_places() -> None:
    assert gelu(np.array([0.0, 1.0, -1.0])) == pytest.approx([0, 0.841345, -0.158655], abs=1e-6)


@pytest.mark.parametrize("ids", [[], [1] * (TINY.longest + 1)])
def test_too_few_and_too_many_tokens_are_refused(ids: list[int]) -> None:
    with pytest.raises(ValueError, match="tokens"):
        forward(random_parameters(), ids, TINY)


def test_every_pair_asks_about_two_nouns_in_front_of_one_it() -> None:
    pairs = read()
    assert len({pair.sentence for pair in pairs}) == len(pairs) >= 40
    assert RUNNING.sentence not in {pair.sentence for pair in pairs}
    for pair in pairs:
        assert pair.when_first != pair.when_second
        for text in pair.versions:
            words = text.split()
            assert words.index(pair.first) < words.index(pair.second) < place(words, "it")
            assert place(words, pair.first) == 1
    assert [sum(pair.kind == kind for pair in pairs) for kind in KINDS] == [len(pairs) / 2] * 2


def test_adjectives_do_not_give_the_place_away() -> None:
    """A rule "this adjective means the first noun" fails: those used often serve both."""
    pairs = [pair for pair in read() if pair.kind == "situation"]
    for word in ("small", "large", "big"):
        first = sum(pair.when_first == word for pair in pairs)
        assert 0 < first < first + sum(pair.when_second == word for pair in pairs)


# one head that follows the adjective, one that always prefers the first noun, one that errs
BY_HAND = np.array(
    [[[0.3, -0.2], [0.1, -0.1]], [[0.3, 0.1], [0.2, 0.4]], [[-0.1, 0.1], [-0.3, 0.2]]]
)


def test_scores_by_hand() -> None:
    assert right(BY_HAND)[1].tolist() == [[True, False], [True, False]]
    found = scores(BY_HAND)
    assert found["accuracy"].tolist() == [1, 0.5, 0]
    assert found["both"].tolist() == [1, 0, 0]
    assert found["moves"].tolist() == [1, 0.5, 0]
    assert marks(BY_HAND)["accuracy"].tolist() == [[1, 1], [0, 0], [-1, -1]]
    assert marks(BY_HAND)["moves"].tolist() == [[1, 1], [1, -1], [-1, -1]]


def test_luck_by_hand() -> None:
    """With two pairs, one head and both right, a quarter of all exchanges does as well."""
    found = best_of_all(np.array([[1, 1]]))
    assert found["share"] == 1
    assert found["p_best_of_all"] == found["p_alone"] == pytest.approx(0.25, abs=0.02)
    assert found["luck_mean"] == pytest.approx(0.5, abs=0.02)
    with_its_opposite = best_of_all(np.array([[1, 1], [-1, -1]]))
    assert with_its_opposite["p_best_of_all"] == pytest.approx(0.5, abs=0.02)
    assert best_of_all(np.array([[0, 0]]))["p_best_of_all"] == 1


def test_the_best_of_many_heads_of_noise_is_no_discovery() -> None:
    noise = np.random.default_rng(1).choice([-1, 0, 1], size=(72, 48))
    found = best_of_all(noise)
    assert found["p_alone"] < 0.05 < found["p_best_of_all"]


def some_pairs(n: int) -> list[Pair]:
    return [Pair(KINDS[i % 2], "a b it", "a", "b", "x", "y") for i in range(n)]


def test_a_choice_on_noise_does_not_last_and_one_on_a_signal_does() -> None:
    noise = np.random.default_rng(0).normal(size=(72, 48, 2))
    chosen = chosen_on_half(noise, some_pairs(48))
    assert chosen["unseen"] < 0.55 < chosen["seen"]
    noise[5] = [1, -1]
    chosen = chosen_on_half(noise, some_pairs(48))
    assert (chosen["unseen"], chosen["most_often"], chosen["different_heads"]) == (1, 5, 1)


def test_the_interval_of_certain_answers_has_no_width() -> None:
    assert interval(np.ones(10)) == [1, 1]
    low, high = interval(np.array([0, 1] * 20))
    assert low < 0.4
    assert high > 0.6


def test_a_word_must_be_one_token() -> None:
    assert place(["a", "b"], "b") == 1
    with pytest.raises(ValueError, match="exactly one"):
        place(["a", "a"], "a")
