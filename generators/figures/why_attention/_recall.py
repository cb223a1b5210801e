"""What the figures on recall share: the committed runs, gathered by model, and their looks."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from generators.kit.theme import INK, KEY, MASKED, RESIDUAL, SMALL, WEIGHT
from generators.kit.values import Values
from generators.pipeline import results

# name -> (model in the results, steps times, width times)
VARIANTS = {
    "attention": ("none", 1, 1),
    "attention_with_positions": ("sinusoidal", 1, 1),
    "lstm": ("lstm", 1, 1),
    "gru": ("gru", 1, 1),
    "lstm_4": ("lstm", 4, 1),
    "gru_4": ("gru", 4, 1),
    "lstm_16": ("lstm", 16, 1),
    "lstm_wide": ("lstm", 4, 4),
}
# name -> (words, colour, dashes)
LOOKS: Mapping[str, tuple[str, str, Any]] = {
    "attention": ("attention", WEIGHT, "-"),
    "attention_with_positions": ("attention, positions", WEIGHT, (0, (5, 2))),
    "lstm": ("LSTM", RESIDUAL, "-"),
    "gru": ("GRU", KEY, (0, (1.5, 1.5))),
    "lstm_4": ("LSTM, 4× the steps", RESIDUAL, (0, (5, 2))),
    "lstm_16": ("LSTM, 16× the steps", RESIDUAL, (0, (6, 2, 1.5, 2))),
    "lstm_wide": ("LSTM, 4× wide, 4× steps", INK, "-"),
}
SHORT = {  # for phones
    "attention_with_positions": "positions",
    "lstm_16": "16× steps",
    "lstm_wide": "4× wide",
}
VALUES = 10  # ids of the recall task are key × (VALUES + 1) + value
CONSONANTS, VOWELS = "bdfghjklmnprstvz", "aeio"


def read() -> Values:
    """The committed results of experiments/recall."""
    return results.read("recall")


def runs_of(found: Values, task: str) -> dict[str, list[Values]]:
    """The runs of one task by variant, seeds in order; variants without runs are left out."""
    steps = min(run["steps"] for run in found["runs"] if run["task"] == task)
    gathered = {
        name: [
            run
            for run in found["runs"]
            if (run["task"], run["model"], run["steps"], run["wider"])
            == (task, model, longer * steps, wider)
        ]
        for name, (model, longer, wider) in VARIANTS.items()
    }
    return {name: runs for name, runs in gathered.items() if runs}


def by_length(runs: Sequence[Values]) -> dict[str, dict[str, float]]:
    """Mean, lowest and highest of the seeds, for each tested length."""
    return {n: summary([run["by_length"][n] for run in runs]) for n in runs[0]["by_length"]}


def summary(each: Sequence[float]) -> dict[str, float]:
    """Mean, lowest and highest."""
    return {"mean": float(np.mean(each)), "low": min(each), "high": max(each)}


def draw_lengths(ax: Axes, name: str, measured: Mapping[str, Mapping[str, float]]) -> Any:
    """The mean as a line over the spread of the seeds; returns the line."""
    _, role, dashes = LOOKS[name]
    xs = [int(n) for n in measured]
    low, mean, high = ([at[key] for at in measured.values()] for key in ("low", "mean", "high"))
    ax.fill_between(xs, low, high, color=role, alpha=0.18, linewidth=0)
    return ax.plot(xs, mean, color=role, linestyle=dashes, marker="o", markersize=4, clip_on=False)[
        0
    ]


def mark_chance(ax: Axes, chance: float, text: str = "guessing") -> None:
    """The level that is reached without reading, with its name at the left end."""
    ax.axhline(chance, color=MASKED, linewidth=1.25, linestyle=(0, (2, 2)), zorder=1)
    ax.annotate(
        text,
        (0, chance),
        xycoords=("axes fraction", "data"),
        xytext=(4, -13 if chance > 0.08 else 4),  # a low line leaves no room below it
        textcoords="offset points",
        color=MASKED,
        fontsize=SMALL,
    )


def item(number: int) -> str:
    """A token of the recall task as a reader can say it: a syllable, then a digit or a mark."""
    key, value = divmod(number, VALUES + 1)
    syllable = CONSONANTS[key // len(VOWELS)] + VOWELS[key % len(VOWELS)]
    return f"{syllable} {'?' if value == VALUES else value}"
