"""The results of experiments/in_context: heads that match and copy, and losses by place."""

from functools import cache

from generators.kit.seeds import brief, curves
from generators.kit.values import Values
from generators.pipeline import results


@cache
def read() -> Values:
    """The committed results."""
    return results.read("in_context")


def of_heads(measure: str, layer: int, when: str = "heads") -> Values:
    """One measure of the one head of a layer, counted from 1, over the runs."""
    found = [
        head[measure] for run in read()["runs"] for head in run[when] if head["layer"] == layer - 1
    ]
    return brief(found)


def of_places(model: str, copy: str) -> Values:
    """Losses by place over the runs; `model` is "whole" or how the head was changed."""
    return curves([run[model][copy] for run in read()["runs"]])


def along(measure: str) -> Values:
    """One measure at every moment of training, over the runs."""
    return curves([[moment[measure] for moment in run["moments"]] for run in read()["runs"]])


def over_runs(model: str, measure: str) -> Values:
    """One number of the whole model, or of a changed one, over the runs."""
    return brief([run[model][measure] for run in read()["runs"]])
