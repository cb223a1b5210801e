"""The translator trained with and without the causal mask: next words given, sentences written."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.kit.marks import bar, note, write
from generators.kit.theme import DECODER, INK, LABEL, MASKED, MUTED, SMALL, TITLE, canvas
from generators.kit.values import Values
from generators.pipeline import results

MEASURES = (
    ("given", "next word right,", "the right French is the input"),
    ("first_word", "first word right,", "nothing written yet"),
    ("written", "whole sentence right,", "written word by word"),
)


def values() -> Values:
    found = results.read("causal_mask")
    value: Values = {key: found[key] for key in ("steps", "test_sentences", "command", "batch")}
    value["n_seeds"] = len(found["seeds"])
    for name, causal in (("masked", True), ("open", False)):
        runs = [run for run in found["runs"] if run["causal"] is causal]
        value[name] = {
            "loss": float(np.mean([run["loss_curve"][-1][1] for run in runs])),
            "sentence": " ".join(runs[0]["running_sentence"]),
        }
        for key, _, _ in MEASURES:
            each = [run[key] for run in runs]
            value[name][key] = {
                "each": each,
                "mean": float(np.mean(each)),
                "least": min(each),
                "most": max(each),
            }
    return value


def alt(v: Values) -> str:
    masked, blind = v["masked"], v["open"]
    return (
        f"Without the mask {blind['given']['mean']:.1%} of next words are right when the French is "
        f"given, with it {masked['given']['mean']:.1%}. Written word by word, "
        f"{blind['written']['mean']:.0%} and {masked['written']['mean']:.0%} of the sentences are "
        "right."
    )


def draw(v: Values) -> Figure:
    figure, ax = canvas(580, 272)
    _rows(ax, v, 290, 200, 78, 0)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(340, 406)
    _rows(ax, v, 130, 130, 118, 44)
    return figure


def _rows(ax: Any, v: Values, at: float, reach: float, step: float, below: float) -> None:
    """One measure a row: a bar with the mask, a bar without it, a tick for each seed."""
    for index, (key, first, second) in enumerate(MEASURES):
        y = 20 + index * step
        write(ax, 14, y + 12, first, INK, TITLE, weight="semibold")
        note(ax, 14, y + 22, second, MUTED, LABEL)
        for row, (name, label, role) in enumerate(
            (("masked", "with the mask", DECODER), ("open", "without", MASKED))
        ):
            top = y + below + 4 + row * 26
            share = v[name][key]
            write(ax, at - 8, top + 8, label, role, SMALL, align="right")
            bar(ax, at, top, share["mean"], reach, 16, role, f"{share['mean']:.1%}", LABEL)
            for one in share["each"]:
                tick = at + reach * one
                ax.plot([tick, tick], [top - 2, top + 18], color=INK, linewidth=1.5, zorder=4)
    total = f"ticks: the {v['n_seeds']} seeds"
    note(ax, at, 20 + 3 * step - 8 + below / 4, total, MUTED, SMALL)
