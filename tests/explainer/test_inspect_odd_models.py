"""Padding, learned sinks, registers and local windows of Hugging Face models with random weights.

Skipped without that package.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from explainer.inspect import entropy, from_arrays, from_transformers, mean_distance, rollout
from tests.explainer.helpers import assert_close, unchecked_shapes

transformers = pytest.importorskip("transformers", reason="the package transformers is optional")
pytestmark = pytest.mark.filterwarnings("ignore")  # the package warns in words of its own

SIZES = {"vocab_size": 20, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4}
FEED_FORWARD = {"intermediate_size": 32}
SHARED = {**SIZES, **FEED_FORWARD, "num_key_value_heads": 2}

# The same three words, whole and padded on either side to five places.
REAL = torch.tensor([[3, 4, 5]])
PADDED = torch.tensor([[0, 0, 3, 4, 5], [3, 4, 5, 0, 0], [3, 4, 5, 6, 7]])
MASK = torch.tensor([[0, 0, 1, 1, 1], [1, 1, 1, 0, 0], [1, 1, 1, 1, 1]])
WORDS = ("a", "b", "c")
PLACES = [("<pad>", "<pad>", *WORDS), (*WORDS, "<pad>", "<pad>"), (*WORDS, "d", "e")]
both_sides = pytest.mark.parametrize("item", [0, 1], ids=["left", "right"])


def make(kind: str, **config):
    torch.manual_seed(0)
    config = getattr(transformers, kind.removesuffix("Model") + "Config")(**config)
    model = getattr(transformers, kind)._from_config(config, attn_implementation="eager")
    return model.eval()


def gpt2():
    return make("GPT2Model", vocab_size=20, n_embd=32, n_layer=2, n_head=4, n_positions=32)


def gpt_oss():
    model = make(
        "GptOssModel",
        **SHARED,
        head_dim=8,
        num_local_experts=2,
        num_experts_per_tok=1,
        sliding_window=3,
    )
    for layer in model.layers:
        torch.nn.init.normal_(layer.self_attn.sinks)
    return model


def llama():
    return make("LlamaModel", **SHARED)


def mistral():
    return make("MistralModel", **SHARED, sliding_window=2)


def bert():
    return make("BertModel", **SIZES, **FEED_FORWARD)


def t5():
    return make("T5Model", vocab_size=20, d_model=32, d_kv=8, d_ff=32, num_layers=2, num_heads=4)


def see(model, ids=PADDED, mask=MASK, **more):
    with torch.no_grad():
        return model(ids, attention_mask=mask, output_attentions=True, **more)


def positions(mask: torch.Tensor) -> torch.Tensor:
    """Of real tokens from 0, whatever stands before them, as generation counts them."""
    return (mask.cumsum(-1) - 1).clamp(min=0)


# --- padding ---------------------------------------------------------------------------------


@both_sides
@pytest.mark.parametrize("model", [gpt2, llama, mistral], ids=lambda model: model.__name__)
def test_a_padded_text_is_cut_to_what_it_would_be_alone(model, item: int) -> None:
    model = model()
    padded = see(model, position_ids=positions(MASK))
    found = from_transformers(padded, PLACES[item], item=item, attention_mask=MASK)["self"]
    alone = from_transformers(see(model, REAL, None), WORDS)["self"]
    assert found.who_looks == found.looked_at == WORDS
    for layer, expected in zip(found.layers, alone.layers, strict=True):
        assert_close(layer, expected, atol=1e-5)
    (row,) = MASK[[item]].tolist()  # one row, as a list, does as well
    again = from_transformers(padded, PLACES[item], item=item, attention_mask=row)["self"]
    np.testing.assert_array_equal(again.layers[0], found.layers[0])


@both_sides
@pytest.mark.parametrize(
    "model", [gpt2, llama, mistral, bert, gpt_oss], ids=lambda model: model.__name__
)
def test_padding_that_no_mask_names_is_refused(model, item: int) -> None:
    places = "0, 1" if item == 0 else "3, 4"
    outputs = see(model())
    sink = "(sink)" if model is gpt_oss else None
    message = rf"no other token looks at place {places}: padding\? Pass attention_mask"
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, PLACES[item], item=item, sink=sink)
    from_transformers(outputs, PLACES[2], item=2, sink=sink)  # nothing is padded there


def test_from_arrays_finds_left_padding_by_its_equal_rows() -> None:
    weights = see(gpt2()).attentions
    with pytest.raises(ValueError, match="no other token looks at place 0, 1: padding"):
        from_arrays(weights, PLACES[0], item=0)
    whole = from_arrays(weights, PLACES[0], item=0, attention_mask=np.ones(5))  # at one's own risk
    assert_close(whole.layers[0][:, 0], 0.2, atol=1e-6)
    assert from_arrays(weights, PLACES[0], item=0, attention_mask=MASK).who_looks == WORDS


def test_a_mask_that_the_model_never_got_is_refused() -> None:
    outputs = see(gpt2(), mask=None)
    message = "layer 0: up to .* attention goes to places that the mask cuts away: was the mask"
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, PLACES[0], item=0, attention_mask=MASK)


@both_sides
def test_an_encoder_decoder_is_cut_on_both_sides(item: int) -> None:
    model = t5()
    target, target_mask = PADDED[:, :4], MASK[:, :4].clone()
    outputs = see(model, decoder_input_ids=target, decoder_attention_mask=target_mask)
    found = from_transformers(
        outputs,
        PLACES[item],
        PLACES[item][:4],
        item,
        attention_mask=MASK,
        decoder_attention_mask=target_mask,
    )
    words = WORDS[:2] if item == 0 else WORDS
    assert found["encoder"].who_looks == found["cross"].looked_at == WORDS
    assert found["decoder"].looked_at == found["cross"].who_looks == words
    shapes = {name: stack.layers[1].shape[1:] for name, stack in found.items()}
    n = len(words)
    assert shapes == {"encoder": (3, 3), "decoder": (n, n), "cross": (n, 3)}
    for stack in found.values():
        assert_close(stack.layers[0].sum(axis=-1), 1, atol=1e-5)
    with pytest.raises(ValueError, match="padding"):
        from_transformers(outputs, PLACES[item], PLACES[item][:4], item, attention_mask=MASK)


def test_source_and_target_exchanged() -> None:
    outputs = see(t5(), decoder_input_ids=PADDED[:, :4])
    with pytest.raises(ValueError, match="read 5 tokens, the decoder 4: are tokens and target_tok"):
        from_transformers(outputs, PLACES[2][:4], PLACES[2], item=2)
    cross = outputs.cross_attentions
    with pytest.raises(ValueError, match=r"source and target exchanged\? Pass np.swapaxes"):
        from_arrays(cross, PLACES[2], PLACES[2][:4], item=2)
    turned = [np.swapaxes(layer, -1, -2) for layer in cross]
    with pytest.raises(ValueError, match=r"source and target exchanged\? Pass np.swapaxes"):
        from_arrays(turned, PLACES[2][:4], PLACES[2], item=2)


# --- learned sinks ---------------------------------------------------------------------------


def test_a_learned_sink_becomes_a_place_of_its_own() -> None:
    model = gpt_oss()
    outputs = see(model, REAL, None)
    message = r"sums to 0\.\d+, not to 1, and no row to more \(0.* Pass sink=\"\(sink\)\""
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, WORDS)
    found = from_transformers(outputs, WORDS, sink="(sink)")["self"]
    assert (found.who_looks, found.looked_at) == (WORDS, (*WORDS, "(sink)"))
    logits = model.layers[1].self_attn.sinks.detach().numpy()
    for layer, given in zip(found.layers, outputs.attentions, strict=True):
        assert layer.shape == (4, 3, 4)
        np.testing.assert_array_equal(layer[..., :-1], given[0].numpy())
        assert_close(layer.sum(axis=-1), 1, atol=1e-12)
    # a token alone shares with the sink: the larger a head's logit, the less is left for it
    shares = found.layers[1][:, 0, -1]
    assert np.array_equal(np.argsort(shares), np.argsort(logits))
    assert entropy(found.layers[0]).shape == (4,)
    with pytest.raises(ValueError, match=r"of a model with a sink weights\[\.\.\., :-1\]"):
        mean_distance(found.layers[0])
    assert mean_distance(found.layers[0][..., :-1]).shape == (4,)


@both_sides
def test_a_learned_sink_beside_padding(item: int) -> None:
    outputs = see(gpt_oss())
    found = from_transformers(outputs, PLACES[item], item=item, attention_mask=MASK, sink="(sink)")[
        "self"
    ]
    assert found.layers[0].shape == (4, 3, 4)
    assert found.layers[0][..., -1].min() > 0.05


# --- vision, local windows, one layer --------------------------------------------------------


def test_register_tokens_want_names() -> None:
    model = make(
        "Dinov2WithRegistersModel",
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        image_size=28,
        patch_size=7,
        num_register_tokens=4,
    )
    with torch.no_grad():
        outputs = model(torch.randn(1, 3, 28, 28), output_attentions=True)
    patches = [f"{row},{column}" for row in range(4) for column in range(4)]
    message = r"5 places have no name: class and register tokens of a vision model"
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, patches)
    with pytest.raises(ValueError, match="4 places have no name: class and register tokens"):
        from_transformers(outputs, ["[CLS]", *patches])
    registers = [f"register {number}" for number in range(1, 5)]
    found = from_transformers(outputs, ["[CLS]", *registers, *patches])["self"]
    assert found.layers[1].shape == (4, 21, 21)


def test_a_local_window_is_written_into_a_square_as_the_error_says() -> None:
    torch.manual_seed(0)
    config = transformers.LongformerConfig(
        **SIZES, **FEED_FORWARD, attention_window=4, max_position_embeddings=40
    )
    ids, tokens = torch.randint(3, 20, (1, 10)), tuple("abcdefghij")
    outputs = see(transformers.LongformerModel(config).eval(), ids, None)
    message = r"\[4, 10, 5\] .* a local window \(Longformer\)\? .*column i \+ j - 2"
    with pytest.raises(ValueError, match=message):
        from_transformers(outputs, tokens)
    squares = []
    for layer in outputs.attentions:
        square = np.zeros((4, 10, 10 + 4))  # two columns more on either side
        for row in range(10):
            square[:, row, row : row + 5] = layer[0, :, row].numpy()
        squares.append(square[..., 2:-2])
    found = from_transformers(SimpleNamespace(attentions=squares), tokens)["self"]
    assert mean_distance(found.layers[0]).max() < 2
    assert_close(rollout(found.layers).sum(axis=-1), 1, atol=1e-12)


def test_windows_attended_apart_are_read_one_by_one() -> None:
    model = make(
        "SwinModel",
        image_size=32,
        patch_size=4,
        embed_dim=16,
        depths=[2],
        num_heads=[2],
        window_size=4,
    )
    with torch.no_grad():
        outputs = model(torch.randn(1, 3, 32, 32), output_attentions=True)
    patches = [str(number) for number in range(64)]
    with pytest.raises(ValueError, match=r"4 local windows of 16 places \(Swin\)\? Pass one layer"):
        from_transformers(outputs, patches)
    found = from_arrays([outputs.attentions[0]], patches[:16], item=3)
    assert found.layers[0].shape == (2, 16, 16)


def test_a_window_of_a_decoder_is_taken_as_it_is() -> None:
    outputs = see(mistral(), PADDED[2:], None)
    layer = from_transformers(outputs, PLACES[2])["self"].layers[0]
    assert not np.tril(layer, k=-2).any()


def test_a_bare_layer() -> None:
    outputs = see(gpt2(), REAL, None)
    bare = outputs.attentions[0][0]
    with (
        unchecked_shapes(),
        pytest.raises(ValueError, match=r"Is it one layer alone\? Pass \[weights\]"),
    ):
        from_arrays(bare, WORDS)
    with pytest.raises(ValueError, match=r"is it one layer alone\? Pass \[weights\]"):
        from_arrays(see(gpt2()).attentions[0], PLACES[2], item=2)
    with pytest.raises(ValueError, match="pass its attentions to from_arrays"):
        from_transformers(bare, WORDS)
    assert from_arrays([bare], WORDS).layers[0].shape == (4, 3, 3)
