"""Which model the page looks into: sizes, licence, file, and what it expects after a prompt."""

import json

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.values import Values


def values() -> Values:
    results = smollm2.read()
    compared = json.loads((smollm2.FOLDER / "compared.json").read_text(encoding="utf-8"))
    card = results["card"]
    return {
        **{key: item for key, item in card.items() if key != "parameters_by_kind"},
        "millions": card["parameters"] / 1e6,
        "megabytes": card["bytes"] / 1e6,
        "all_heads": card["layers"] * card["heads"],
        "d_head": card["d_model"] // card["heads"],
        "share_of_four_bits": card["parameters_by_kind"]["Q4_1"] / card["parameters"],
        "bits_a_parameter": 8 * card["bytes"] / card["parameters"],
        "capital": [
            {"token": one["token"].strip(), "share": one["share"]}
            for one in results["running"]["capital"]["next"]
        ],
        "cpu_seconds": results["cpu_seconds"],
        "compared": compared,
        "passages": results["ordinary"]["texts"],
        "passage_tokens": results["ordinary"]["tokens"],
        "ordinary_loss": float(np.mean(results["ordinary"]["loss"])),
        "shuffled_loss": float(np.mean(results["ordinary_shuffled"]["loss"])),
        "untrained_loss": float(np.mean(results["ordinary_untrained"]["loss"])),
        "even_loss": float(np.log(card["vocabulary"])),
    }
