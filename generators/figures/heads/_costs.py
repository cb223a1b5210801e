"""Heads of all trainings beside what their removal costs."""

from dataclasses import dataclass

from generators.figures._shared import head_removals
from generators.figures.heads._page import Head, heads


@dataclass(frozen=True)
class Removed:
    """A head and what is lost without it."""

    head: Head
    times: float  # how many times the whole model's loss
    lost: float  # share of the sentences that are no longer right

    @property
    def sharpness(self) -> float:
        """0: its rows are even; 1: each looks at one word."""
        return 1 - self.head.mean["evenness"]


def removed() -> list[Removed]:
    """All heads of all trainings, each removed alone."""
    found = []
    for model in head_removals.models("translator"):
        single, whole = (
            {(row["sub_layer"], row["head"]): row for row in model["single"]},
            model["whole"],
        )
        for head in heads(model["seed"]):
            row = single[head.sub_layer, head.number]
            found.append(Removed(head, row["loss"] / whole["loss"], whole["exact"] - row["exact"]))
    return found
