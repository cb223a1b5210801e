"""The row that writes il or elle, in both sentences: its two chances and where every head looks."""

import numpy as np

from experiments.translator.recipe import ENDINGS, PRONOUNS, RUNNING
from generators.figures._shared.decoder_rows import (
    cross_weights,
    pronoun_chances,
    pronoun_row,
    translation,
)
from generators.kit import marks, theme
from generators.kit.figure import Axes, Figure, Page, Values

CELL = (22, 22)


def values() -> Values:
    found: Values = {}
    for name, text in RUNNING.items():
        written, row = translation(text), pronoun_row(text)
        weights = cross_weights(text)[:, :, row]  # [layers, heads, words]
        mean = weights.mean(axis=(0, 1))
        found[name] = {
            "english": list(written.source_tokens),
            "chances": pronoun_chances(text),
            "weights": weights.tolist(),
            "mean": mean.tolist(),
            "mean_most_on": written.source_tokens[int(mean.argmax())],
            "mean_most": float(mean.max()),
            "mean_on_last": float(mean[-1]),
        }
    found["heads"] = weights.shape[0] * weights.shape[1]
    return found


def alt(v: Values) -> str:
    parts = [
        f"With {name}: il {v[name]['chances']['il']:.2f}, elle {v[name]['chances']['elle']:.2f}; "
        f"the mean over all heads is largest on {v[name]['mean_most_on']} "
        f"({v[name]['mean_most']:.2f})"
        for name in ENDINGS
    ]
    return f"{'. '.join(parts)}. Below, the row's weights in each of {v['heads']} heads."


def _panel(ax: Axes, x: float, y: float, name: str, v: Values, labels: float) -> None:
    side = v[name]
    marks.write(ax, x + labels, y + 10, f"… too {name}", theme.INK, theme.TITLE, weight="semibold")
    for index, word in enumerate(PRONOUNS):
        top = y + 30 + 24 * index
        marks.write(ax, x + labels + 32, top + 8, word, theme.DECODER, mono=True, align="right")
        chance = side["chances"][word]
        marks.bar(ax, x + labels + 42, top + 1, min(chance, 1.0), 170, role=theme.DECODER)
    layers, heads, _ = np.asarray(side["weights"]).shape
    numbers = np.concatenate([*side["weights"], [side["mean"]]])
    rows = [f"{layer + 1}.{head + 1}" for layer in range(layers) for head in range(heads)]
    marks.matrix(
        ax,
        x,
        y + 84,
        numbers,
        marks.Words(rows=[*rows, "mean"], columns=side["english"], row_title="", left=labels),
        marks.Cells(CELL),
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((676, 418), (348, 810))
    for index, ending in enumerate(ENDINGS):
        labels = page.pick(52 - 12 * index, 48)
        _panel(ax, *page.pick((16 + 328 * index, 16), (4, 10 + 390 * index)), ending, v, labels)
    marks.weight_legend(ax, *page.pick((68, 392), (24, 786)))
    return figure
