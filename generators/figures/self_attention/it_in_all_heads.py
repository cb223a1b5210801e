"""The row of "it" in all eight encoder heads: both endings, and models that were never trained."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.self_attention._page import SEEDS, place, rows, untrained_rows, words
from generators.kit import marks, theme

HEADS = 4  # in each of the two layers
CONTROL = SEEDS[0]


def _numbers(ending: str, weights: np.ndarray) -> dict[str, Any]:
    sentence = words(ending)
    animal, street, last = (place(ending, word) for word in ("animal", "street", ending))
    return {
        "words": sentence,
        "weights": weights.tolist(),
        "largest": weights.max(axis=-1).tolist(),
        "largest_on": [sentence[index] for index in weights.argmax(axis=-1)],
        "on_animal": weights[:, animal].tolist(),
        "mean_on_animal": float(weights[:, animal].mean()),
        "mean_on_street": float(weights[:, street].mean()),
        "mean_on_last": float(weights[:, last].mean()),
        "most_on_last": float(weights[:, last].max()),
        "most_on_animal": float(weights[:, animal].max()),
        "most_on_street": float(weights[:, street].max()),
        "animal_first": int((weights.argmax(axis=-1) == animal).sum()),
    }


def values() -> dict[str, Any]:
    tired, wide = rows("tired"), rows("wide")
    control = untrained_rows("tired")
    last = place("tired", "tired")
    most = int(tired[:, last].argmax())
    focus = control.max(axis=-1)
    return {
        "tired": _numbers("tired", tired),
        "wide": _numbers("wide", wide),
        "untrained": _numbers("tired", control[0]),
        "seeds": len(SEEDS),
        "control_seed": CONTROL,
        "even_share": 1 / tired.shape[1],
        "mean_largest": float(tired.max(axis=-1).mean()),
        "untrained_mean_largest": float(focus.mean()),
        "untrained_highest_mean_largest": float(focus.mean(axis=-1).max()),
        "untrained_lowest_mean_largest": float(focus.mean(axis=-1).min()),
        "untrained_at_least_as_much_on_last": int(
            (control[..., last].mean(axis=-1) >= tired[:, last].mean()).sum()
        ),
        "most_on_ending_in_both": int(
            ((tired.argmax(axis=-1) == last) & (wide.argmax(axis=-1) == last)).sum()
        ),
        "layer_two_most_on_ending": int(
            ((tired.argmax(axis=-1) == last) & (wide.argmax(axis=-1) == last))[HEADS:].sum()
        ),
        "ending_over_even": float(tired[most, last] * tired.shape[1]),
        "untrained_mean_on_last": float(control[..., last].mean()),
        "untrained_most_on_last": float(control[..., last].max()),
        "untrained_mean_on_animal": float(control[..., 1].mean()),
        "reads_ending": {
            "layer": most // HEADS + 1,
            "head": most % HEADS + 1,
            "tired": float(tired[most, last]),
            "wide": float(wide[most, last]),
            "animal_tired": float(tired[most, 1]),
            "animal_wide": float(wide[most, 1]),
        },
        "first_layer_change": float(np.abs(tired[:HEADS] - wide[:HEADS]).sum(axis=-1).max() / 2),
        "second_layer_change": float(np.abs(tired[HEADS:] - wide[HEADS:]).sum(axis=-1).max() / 2),
    }


def alt(v: dict[str, Any]) -> str:
    parts = [
        f"layer {index // HEADS + 1} head {index % HEADS + 1} {largest:.2f} on {word}"
        for index, (largest, word) in enumerate(
            zip(v["tired"]["largest"], v["tired"]["largest_on"], strict=True)
        )
    ]
    return (
        "The weights of it on twelve words in eight heads, for the endings tired and wide and for "
        f"an untrained model. Largest in the tired sentence: {', '.join(parts)}. In the untrained "
        f"model the largest is {max(v['untrained']['largest']):.2f}."
    )


def _block(
    ax: Axes, x: float, y: float, title: str, v: dict[str, Any], cell: tuple[float, float]
) -> None:
    marks.write(ax, x, y + 8, title, theme.INK, weight="semibold")
    names = [f"{index // HEADS + 1}.{index % HEADS + 1}" for index in range(2 * HEADS)]
    grid = marks.matrix(
        ax,
        x,
        y + 18,
        v["weights"],
        marks.Words(names, v["words"], row_title="head", column_title="it looks at", left=44),
        marks.Cells(cell, digits=None),
    )
    if cell[0] < 30:
        return
    animal = v["words"].index("animal")
    for index, (row, word) in enumerate(zip(v["weights"], v["largest_on"], strict=True)):
        for column in sorted({animal, row.index(max(row))}):
            role = theme.PANEL if row[column] > 0.5 else theme.INK
            x, y = grid.cells[index][column].centre
            marks.write(ax, x, y, f"{row[column]:.2f}", role, theme.SMALL, align="centre")
        y = grid.cells[index][0].centre[1]
        marks.write(ax, grid.grid.right + 10, y, f"most on {word}", theme.MUTED, theme.SMALL)


def _titles(v: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("tired", "… because it was too tired"),
        ("wide", "… because it was too wide"),
        ("untrained", f"the tired sentence, never trained (seed {v['control_seed']})"),
    ]


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(600, 880)
    for index, (key, title) in enumerate(_titles(v)):
        _block(ax, 16, 14 + index * 290, title, v[key], (36, 22))
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(336, 858)
    for index, (key, title) in enumerate(_titles(v)):
        _block(ax, 8, 12 + index * 286, title, v[key], (22, 20))
    return figure
