"""What the figures on recall share: the committed runs, gathered by model, and their looks."""

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from generators.kit.charts import Curve
from generators.kit.seeds import brief
from generators.kit.theme import MASKED, NEUTRAL, SMALL
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
# name -> (words, words on a phone, colour, dashes)
LOOKS: Mapping[str, tuple[str, str, str, str]] = {
    "attention": ("attention", "attention", NEUTRAL[0], "-"),
    "attention_with_positions": ("attention, sinusoidal", "sinusoidal", NEUTRAL[3], "--"),
    "lstm": ("LSTM", "LSTM", NEUTRAL[1], "-"),
    "lstm_wide": ("LSTM, 4× wide, 4× steps", "4× wide", NEUTRAL[2], "-"),
}
SHARES = (0, 0.25, 0.5, 0.75, 1)  # ticks
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


def by_length(runs: Sequence[Values]) -> dict[str, dict[str, Any]]:
    """The seeds in brief, for each tested length."""
    return {n: brief([run["by_length"][n] for run in runs]) for n in runs[0]["by_length"]}


def curve(name: str, label: str, each: Sequence[Mapping[str, Any]]) -> Curve:
    """The line of a model through these summaries over seeds, with their band."""
    *_, role, dash = LOOKS[name]
    mean, least, most = ([one[key] for one in each] for key in ("mean", "least", "most"))
    return Curve(label, mean, least, most, role, dash, marker="o")


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
