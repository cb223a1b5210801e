"""How torch names and lays out the parameters of the same transformer."""

from __future__ import annotations

import torch
from torch import nn

from explainer.model import Config


def attention_for_torch(parameters: dict[str, torch.Tensor], name: str, torch_name: str) -> dict:
    """This library multiplies x @ weight, torch x @ weightᵀ; torch stacks query, key and value."""
    stacked = ("query", "key", "value")
    return {
        f"{torch_name}.in_proj_weight": torch.cat([parameters[f"{name}.{n}"].T for n in stacked]),
        f"{torch_name}.in_proj_bias": torch.cat([parameters[f"{name}.{n}_bias"] for n in stacked]),
        f"{torch_name}.out_proj.weight": parameters[f"{name}.output"].T,
        f"{torch_name}.out_proj.bias": parameters[f"{name}.output_bias"],
    }


def layer_for_torch(parameters: dict, block: str, torch_name: str) -> dict:
    """One encoder or decoder layer: attentions, norms in the order of use, feed-forward."""
    attentions = {"self_attention": "self_attn", "cross_attention": "multihead_attn"}
    weights: dict[str, torch.Tensor] = {}
    present = [name for name in attentions if f"{block}.{name}.query" in parameters]
    for name in present:
        torch_attention = f"{torch_name}.{attentions[name]}"
        weights |= attention_for_torch(parameters, f"{block}.{name}", torch_attention)
    for number, name in enumerate([*present, "feed_forward"], start=1):
        weights[f"{torch_name}.norm{number}.weight"] = parameters[f"{block}.norm_{name}.gain"]
        weights[f"{torch_name}.norm{number}.bias"] = parameters[f"{block}.norm_{name}.bias"]
    for number, name in enumerate(("expand", "contract"), start=1):
        linear = f"{block}.feed_forward.{name}"
        weights[f"{torch_name}.linear{number}.weight"] = parameters[linear].T
        weights[f"{torch_name}.linear{number}.bias"] = parameters[f"{linear}_bias"]
    return weights


def transformer_for_torch(parameters: dict, layers: dict[str, int]) -> dict[str, torch.Tensor]:
    """Every parameter but the embeddings, by the name that nn.Transformer gives it."""
    weights: dict[str, torch.Tensor] = {}
    for stack, n_layers in layers.items():
        for layer in range(n_layers):
            weights |= layer_for_torch(parameters, f"{stack}.{layer}", f"{stack}.layers.{layer}")
        if f"{stack}.norm.gain" in parameters:
            weights[f"{stack}.norm.weight"] = parameters[f"{stack}.norm.gain"]
            weights[f"{stack}.norm.bias"] = parameters[f"{stack}.norm.bias"]
    return weights


def torch_transformer(config: Config) -> nn.Transformer:
    """Our post-norm stacks end without a further norm, as in the paper; torch would add one."""
    first = config.norm == "pre"
    sizes = (config.d_model, config.n_heads, config.d_feed_forward)
    options = {"dropout": 0.0, "batch_first": True, "norm_first": first, "dtype": torch.float64}

    def norm() -> nn.LayerNorm | None:
        return nn.LayerNorm(config.d_model, dtype=torch.float64) if first else None

    encoder = nn.TransformerEncoder(
        nn.TransformerEncoderLayer(*sizes, **options),
        config.encoder_layers,
        norm(),
        enable_nested_tensor=False,
    )
    decoder = nn.TransformerDecoder(
        nn.TransformerDecoderLayer(*sizes, **options), config.decoder_layers, norm()
    )
    return nn.Transformer(
        config.d_model,
        config.n_heads,
        custom_encoder=encoder,
        custom_decoder=decoder,
        batch_first=True,
        dtype=torch.float64,
    )
