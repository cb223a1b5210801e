"""Which model the page looks into: sizes, licence, file, and what it expects after a prompt."""

import json

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.values import Values

QUOTED = ("package", "layers", "heads", "key_value_heads", "d_model", "vocabulary")


def values() -> Values:
    results = smollm2.read()
    compared = json.loads((smollm2.FOLDER / "compared.json").read_text(encoding="utf-8"))
    card = results["card"]
    return {
        **{key: card[key] for key in QUOTED},
        "millions": card["parameters"] / 1e6,
        "megabytes": card["bytes"] / 1e6,
        "all_heads": card["layers"] * card["heads"],
        "d_head": card["d_model"] // card["heads"],
        "capital": [
            {"token": one["token"].strip(), "share": one["share"]}
            for one in results["running"]["capital"]["next"]
        ],
        "cpu_seconds": results["cpu_seconds"],
        "compared": {"weights": compared["weights"]},
        "passages": results["ordinary"]["texts"],
        "passage_tokens": results["ordinary"]["tokens"],
        "ordinary_loss": float(np.mean(results["ordinary"]["loss"])),
        "shuffled_loss": float(np.mean(results["ordinary_shuffled"]["loss"])),
        "even_loss": float(np.log(card["vocabulary"])),
    }
