"""Shuffle the words: how far the encoder's outputs are from its shuffled outputs, four models."""

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.figures.word_order._page import (
    control,
    outputs,
    sentences,
    translator,
    without_code,
)
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.layout import Page
from generators.kit.values import Values

ORDERS = 5  # random orders of each sentence
MODELS = {
    "trained_without": "trained, no position code",
    "random_without": "random weights, no position code",
    "trained_coded": "trained, with its code",
    "random_coded": "random weights, with the code",
}


def values() -> Values:
    models = without_code(translator()), without_code(control()), translator(), control()
    random = np.random.default_rng(0)
    cases = [(words, _another_order(random, words)) for words in sentences() for _ in range(ORDERS)]
    value: Values = {"n": len(cases), "sentences": len(sentences())}
    for name, model in zip(MODELS, models, strict=True):
        gaps = [order_gap(model, words, order) for words, order in cases]
        value[name] = {
            "smallest": min(gaps),
            "median": float(np.median(gaps)),
            "largest": max(gaps),
        }
    first, _ = cases[0]
    value["trained_coded"]["deviation"] = float(outputs(translator(), first).std())
    return value


def order_gap(model: explainer.Model, words: tuple[str, ...], order: list[int]) -> float:
    """Largest difference: outputs of the reordered words against the reordered outputs."""
    moved = outputs(model, tuple(words[i] for i in order))
    return float(np.abs(moved - outputs(model, words)[order]).max())


def _another_order(random: np.random.Generator, words: tuple[str, ...]) -> list[int]:
    while True:
        order = [int(i) for i in random.permutation(len(words))]
        if tuple(words[i] for i in order) != words:
            return order


def alt(v: Values) -> str:
    return (
        f"{v['n']} shuffles each: without a position code the difference is nothing but rounding, "
        f"at most {v['trained_without']['largest']:.0e} (trained) and "
        f"{v['random_without']['largest']:.0e} (random weights); with it at least "
        f"{v['trained_coded']['smallest']:.2f} and {v['random_coded']['smallest']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    spans = [[v[name][key] for key in ("smallest", "median", "largest")] for name in MODELS]
    rows = [DotRow(name, span) for name, span in zip(MODELS.values(), spans, strict=True)]
    end = int(np.ceil(max(map(max, spans))))
    scale = Scale((0, end), {tick: str(tick) for tick in range(end + 1)})
    key = f"smallest, median and largest difference, {v['n']} shuffles"
    return dot_rows(page, rows, scale, [key])
