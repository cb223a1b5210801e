"""The results of experiments/head_removal, in the order in which the figures show them."""

from typing import Any

from generators.figures._shared.head_statistics import head_name
from generators.pipeline import results

FREE = 0.01  # a head is called free if its removal costs less than this share of sentences
SUB_LAYERS = (
    ("encoder.0.self_attention", "encoder, layer 1"),
    ("encoder.1.self_attention", "encoder, layer 2"),
    ("decoder.0.self_attention", "decoder, layer 1"),
    ("decoder.1.self_attention", "decoder, layer 2"),
    ("decoder.0.cross_attention", "cross, layer 1"),
    ("decoder.1.cross_attention", "cross, layer 2"),
)


def read() -> dict[str, Any]:
    """Everything that was measured."""
    return results.read("head_removal")


def models(variant: str) -> list[dict[str, Any]]:
    """The measured models of one variant, by seed."""
    found = [model for model in read()["models"] if model["variant"] == variant]
    return sorted(found, key=lambda model: int(model["seed"]))


def in_order(model: dict[str, Any]) -> list[dict[str, Any]]:
    """The single removals: encoder, decoder, cross-attention, each layer by layer."""
    place = {name: index for index, (name, _) in enumerate(SUB_LAYERS)}
    return sorted(model["single"], key=lambda row: (place[row["sub_layer"]], row["head"]))


def title(row: dict[str, Any], several: bool = True) -> str:
    """A head's name on the page; heads are counted from 1 there."""
    stack, layer = dict(SUB_LAYERS)[row["sub_layer"]].split(", layer ")
    return head_name(stack, int(layer), row["head"] if several else None)


def summary(model: dict[str, Any]) -> dict[str, Any]:
    """What a page says about one model's single removals."""
    whole, rows = model["whole"], in_order(model)
    worst = min(rows, key=lambda row: row["exact"])
    several = model["heads_per_attention"] > 1
    return {
        "seed": model["seed"],
        "heads": len(rows),
        "whole": whole["exact"],
        "whole_pronoun": whole["pronoun"],
        "free": sum(whole["exact"] - row["exact"] < FREE for row in rows),
        "free_mean": sum(whole["exact"] - row["mean_instead"] < FREE for row in rows),
        "worst": title(worst, several),
        "worst_exact": worst["exact"],
        "worst_mean": worst["mean_instead"],
        "second_exact": sorted(row["exact"] for row in rows)[1],
        "lowest_pronoun": min(row["pronoun"] for row in rows),
        "lowest_pronoun_head": title(min(rows, key=lambda row: row["pronoun"]), several),
    }
