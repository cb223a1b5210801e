"""Shuffle the words: how far the encoder's outputs are from its shuffled outputs, four models."""

import numpy as np

import explainer
from generators.figures.positional_encoding._page import control, outputs, sentences, translator
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values

ORDERS = 5  # random orders of each sentence
MODELS = {
    "trained_without": "trained, no encoding",
    "random_without": "random weights, no encoding",
    "trained_coded": "trained, with its encoding",
    "random_coded": "random weights, with encoding",
}
SPAN = ("smallest", "median", "largest")


def values() -> Values:
    models = translator(coded=False), control(coded=False), translator(), control()
    random = np.random.default_rng(0)
    cases = [(words, _another_order(random, words)) for words in sentences() for _ in range(ORDERS)]
    value: Values = {"n": len(cases), "sentences": len(sentences())}
    for name, model in zip(MODELS, models, strict=True):
        gaps = [order_gap(model, *case) for case in cases]
        value[name] = dict(zip(SPAN, np.quantile(gaps, (0, 0.5, 1)).tolist(), strict=True))
    value["trained_coded"]["deviation"] = float(outputs(translator(), cases[0][0]).std())
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
        f"{v['n']} shuffles each: without encoding the difference is nothing but rounding, "
        f"at most {v['trained_without']['largest']:.0e} (trained) and "
        f"{v['random_without']['largest']:.0e} (random weights); with it at least "
        f"{v['trained_coded']['smallest']:.2f} and {v['random_coded']['smallest']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    spans = [[v[name][key] for key in SPAN] for name in MODELS]
    rows = [DotRow(name, span) for name, span in zip(MODELS.values(), spans, strict=True)]
    end, key = int(np.ceil(np.max(spans))), f"{', '.join(SPAN)} difference, {v['n']} shuffles"
    return dot_rows(page, rows, Scale((0, end), range(end + 1)), [key])
