"""The teaching models beside the translator: sizes, cost and scores over their seeds."""

from generators.figures._shared import vision
from generators.kit.values import Values
from generators.pipeline import results


def values() -> Values:
    digits = results.read("vision")
    plain = digits["variants"]["plain"]["runs"]
    accuracy = [run["accuracy"]["test"] for run in plain]
    copying = results.read("induction")
    with_repeats = [run for run in copying["runs"] if run["variant"] == "one-head"]
    second = [run["final"]["random"]["second_accuracy"] for run in with_repeats]
    bias = results.read("planted_bias")
    return {
        "vision": {
            "parameters": vision.model().n_parameters,
            "seeds": len(plain),
            "seconds": max(run["cpu_seconds"] for run in plain),
            "training": digits["images"]["training"],
            "test": digits["images"]["test"],
            "least": min(accuracy),
            "most": max(accuracy),
        },
        "induction": {
            "parameters": with_repeats[0]["parameters"],
            "runs": len(copying["runs"]),
            "seeds": len(with_repeats),
            "seconds": max(run["train_cpu_seconds"] for run in copying["runs"]),
            "training_tokens": copying["training_tokens"],
            "least": min(second),
            "most": max(second),
        },
        "bias": {
            "parameters": bias["parameters"],
            "seeds": len(bias["seeds"]),
            "seconds": bias["train_cpu_seconds"],
            "strength": bias["strength"],
            "gap": min(run["pronouns-planted"]["gap"] for run in bias["runs"]),
        },
    }
