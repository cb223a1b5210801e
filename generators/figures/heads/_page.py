"""The results of experiments/head_roles: every head's statistics, beside its controls."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from generators.figures._shared.head_removals import label
from generators.figures._shared.head_statistics import head_name
from generators.figures._shared.trainings import by_seed
from generators.kit.values import Values
from generators.pipeline import results

STATISTICS = {
    "next": "next word",
    "itself": "same word",
    "previous": "previous word",
    "first": "first word",
    "duplicates": "repeated word",
    "to write": "word to write",
    "just read": "word just read",
}
TIMES = 1.5  # a head stands out from this many times what its own shuffled rows give


@dataclass(frozen=True)
class Head:
    """One head of one training: its numbers over many sentences, and what they are held against."""

    seed: int
    sub_layer: str
    number: int  # from 0
    mean: dict[str, float]
    rows_shuffled: dict[str, float]
    words_shuffled: dict[str, float]
    untrained: dict[str, tuple[float, float]]  # lowest and highest of the same attention's heads

    @property
    def stack(self) -> str:
        """ "encoder", "decoder" or "cross"."""
        return "cross" if "cross" in self.sub_layer else self.sub_layer.split(".")[0]

    @property
    def layer(self) -> int:
        """From 1."""
        return int(self.sub_layer.split(".")[1]) + 1

    @property
    def name(self) -> str:
        """As the pages call it."""
        return head_name(self.stack, self.layer, self.number)

    @property
    def short(self) -> str:
        """Layer and head, both from 1: "2.1"."""
        return f"{self.layer}.{self.number + 1}"

    def times(self, statistic: str) -> float:
        """How many times what its rows give when their weights are at random places."""
        return self.mean[statistic] / self.rows_shuffled[statistic]

    def stands_out(self, statistic: str) -> bool:
        """Well above its shuffled rows and above every head of the same attention untrained."""
        if statistic not in self.mean or self.rows_shuffled[statistic] == 0:
            return False
        return (
            self.times(statistic) >= TIMES and self.mean[statistic] > self.untrained[statistic][1]
        )

    @property
    def role(self) -> str | None:
        """The statistic that stands out most; None where none does."""
        found = [name for name in STATISTICS if self.stands_out(name)]
        return max(found, key=self.times) if found else None


@cache
def read() -> Values:
    """Everything that was measured."""
    return results.read("head_roles")


def sub_layers(stack: str = "") -> list[tuple[str, str]]:
    """The attentions that were measured, of one stack or of all, and what the pages call them."""
    named = [(name, label(name)) for name in read()["sub_layers"]]
    return [(name, title) for name, title in named if title.startswith(stack)]


@cache
def heads(seed: int) -> tuple[Head, ...]:
    """All heads of one training: encoder, decoder, cross-attention, layer by layer."""
    model = next(model for model in read()["models"] if model["seed"] == seed)
    found = []
    for name in read()["sub_layers"]:
        starts = [start["mean"][name] for start in read()["untrained"]]
        for number in range(len(model["mean"][name]["entropy"])):
            one: dict[str, dict[str, float]] = {
                key: {statistic: row[number] for statistic, row in model[key][name].items()}
                for key in ("mean", "rows_shuffled", "words_shuffled")
            }
            untrained = {
                statistic: (
                    float(np.min([start[statistic] for start in starts])),
                    float(np.max([start[statistic] for start in starts])),
                )
                for statistic in starts[0]
            }
            found.append(Head(seed, name, number, **one, untrained=untrained))
    return tuple(found)


def seeds() -> list[int]:
    """The trainings; the first is the model of the pages."""
    return [model["seed"] for model in by_seed(read()["models"])]


def of_stack(seed: int, stack: str) -> list[Head]:
    """The eight heads of one kind of attention."""
    return [head for head in heads(seed) if head.stack == stack]
