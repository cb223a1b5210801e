"""Shuffle the words: how far the encoder's outputs are from its shuffled outputs, four models."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures.word_order._page import (
    control,
    outputs,
    sentences,
    translator,
    without_code,
)
from generators.kit.charts import axis_titles
from generators.kit.theme import ENCODER, INK, LABEL, MASKED, SMALL, chart

ORDERS = 5  # random orders of each sentence
LOW, HIGH = 1e-16, 10.0
ROWS = (
    ("trained, no position code", "trained_without"),
    ("random weights, no position code", "random_without"),
    ("trained, with its code", "trained_coded"),
    ("random weights, with the code", "random_coded"),
)


def values() -> dict[str, Any]:
    models = {
        "trained_without": without_code(translator()),
        "random_without": without_code(control()),
        "trained_coded": translator(),
        "random_coded": control(),
    }
    random = np.random.default_rng(0)
    cases = [(words, _another_order(random, words)) for words in sentences() for _ in range(ORDERS)]
    value: dict[str, Any] = {"n": len(cases), "sentences": len(sentences()), "orders": ORDERS}
    for name, model in models.items():
        gaps = [order_gap(model, words, order) for words, order in cases]
        value[name] = {
            "median": float(np.median(gaps)),
            "largest": max(gaps),
            "smallest": min(gaps),
            "deviation": float(outputs(model, cases[0][0]).std()),
        }
    return value


def order_gap(model: Any, words: tuple[str, ...], order: list[int]) -> float:
    """Largest difference: outputs of the reordered words against the reordered outputs."""
    moved = outputs(model, tuple(words[i] for i in order))
    return float(np.abs(moved - outputs(model, words)[order]).max())


def _another_order(random: np.random.Generator, words: tuple[str, ...]) -> list[int]:
    while True:
        order = [int(i) for i in random.permutation(len(words))]
        if tuple(words[i] for i in order) != words:
            return order


def alt(v: dict[str, Any]) -> str:
    return (
        f"On a logarithmic scale, {v['n']} shuffles each: without a position code the difference "
        f"is at most {v['trained_without']['largest']:.0e} (trained) and "
        f"{v['random_without']['largest']:.0e} (random weights), with it at least "
        f"{v['trained_coded']['smallest']:.2f} and {v['random_coded']['smallest']:.2f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _chart(v, 600, 232, 228)


def narrow(v: dict[str, Any]) -> Figure:
    return _chart(v, 340, 300, 22)


def _chart(v: dict[str, Any], width: float, height: float, left: float) -> Figure:
    figure, ax = chart(width, height, left=left, right=22, top=16, bottom=48)
    stacked = left < 100
    for row, (label, name) in enumerate(ROWS):
        colour = ENCODER if "trained" in name else MASKED
        low, high = v[name]["smallest"], v[name]["largest"]
        at = row + (0.16 if stacked else 0)
        ax.plot([low, high], [at, at], color=colour, linewidth=7)
        text = f"{low:.1f} to {high:.1f}" if low > 0.01 else "rounding"
        align, x = ("right", low / 2) if low > 0.01 else ("left", high * 2.5)
        ax.text(x, at, text, color=INK, fontsize=SMALL, va="center", ha=align)
        if stacked:
            ax.text(LOW * 1.5, row - 0.22, label, color=INK, fontsize=LABEL, va="center")
        else:
            ax.text(
                -0.03,
                row,
                label,
                color=INK,
                fontsize=LABEL,
                va="center",
                ha="right",
                transform=ax.get_yaxis_transform(),
            )
    ax.set_xscale("log")
    ax.set_xlim(LOW, HIGH)
    ax.set_ylim(len(ROWS) - 0.5, -0.5)
    ax.set_yticks([])
    ax.grid(visible=True, axis="x")
    ticks = [1e-15, 1e-10, 1e-5, 1]
    ax.set_xticks(ticks, ["10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "1"])
    axis_titles(ax, "largest difference in the encoder's output")
    return figure
