"""The model view of three trainings: all heads as thumbnails on the running sentence."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from generators.figures.heads._page import read, seeds, sub_layers
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL, WEIGHT, canvas
from generators.kit.values import Values
from generators.pipeline.paths import ROOT

SHADES = (0.04, 0.1, 0.2, 0.35, 0.55, 0.8)  # weights from here are drawn in the next darker shade
ALPHAS = (0.07, 0.15, 0.27, 0.45, 0.67, 0.92)
SIZE, GAP = 44, 5


def values() -> Values:
    """Weights as drawn, 0 … 6, and how alike two thumbnails of one attention are."""
    with np.load(ROOT / "experiments" / "head_roles" / "thumbnails.npz") as stored:
        pictures = {key: stored[key] / 255 for key in stored.files}
    levels = {
        key: np.digitize(weights, SHADES).tolist() for key, weights in sorted(pictures.items())
    }
    running = read()["running"]
    return {
        "levels": levels,
        "seeds": seeds(),
        "heads": sum(len(weights) for weights in levels.values()),
        "per_model": sum(len(weights) for key, weights in levels.items() if key[0] == "0"),
        "english": running["english"],
        "french": running["french"],
        "one_word": {
            str(seed): int(
                sum(
                    (weights.max(axis=-1) > 0.5).mean(axis=-1).round().sum()
                    for key, weights in pictures.items()
                    if key[0] == str(seed)
                )
            )
            for seed in seeds()
        },
        "dark_share": {
            name: [
                float((pictures[f"{seed}.{name}"].max(axis=-1) > 0.5).mean()) for seed in seeds()
            ]
            for name, _ in sub_layers()
        },
    }


def alt(v: Values) -> str:
    dark = [v["dark_share"][name] for name, _ in sub_layers()]
    return (
        f"Thumbnails of the weights of all {v['heads']} heads of three trainings, "
        f"{len(dark)} attentions by {_most_heads(v)} heads each. Share of rows with more than half "
        f"of the weight on one word: encoder "
        f"layer 1 {dark[0][0]:.0%}, {dark[0][1]:.0%}, {dark[0][2]:.0%}; the last "
        f"cross-attention {dark[-1][0]:.0%}, {dark[-1][1]:.0%}, {dark[-1][2]:.0%}."
    )


def _most_heads(v: Values) -> int:
    return max(map(len, v["levels"].values()))


def draw(v: Values) -> Figure:
    """One row an attention, one column a head and training."""
    figure, ax = canvas(716, 66 + len(sub_layers()) * (SIZE + 12))
    block = _most_heads(v) * (SIZE + GAP) + 6
    for number, seed in enumerate(v["seeds"]):
        left = 112 + number * block
        note(ax, left, 12, f"seed {seed}", INK, LABEL, weight="semibold")
        for head in range(_most_heads(v)):
            x = left + head * (SIZE + GAP) + SIZE / 2
            write(ax, x, 44, str(head + 1), MUTED, SMALL, align="centre")
    write(ax, 100, 44, "head", MUTED, SMALL, align="right")
    for row, (name, title) in enumerate(sub_layers()):
        y = 56 + row * (SIZE + 12)
        stack, layer = title.split(", ")
        write(ax, 100, y + SIZE / 2 - 8, stack, INK, LABEL, align="right")
        write(ax, 100, y + SIZE / 2 + 9, layer, MUTED, SMALL, align="right")
        for number, seed in enumerate(v["seeds"]):
            _heads(ax, 112 + number * block, y, v["levels"][f"{seed}.{name}"], SIZE)
    return figure


def narrow(v: Values) -> Figure:
    """The trainings one above the other."""
    high = 48 + len(sub_layers()) * (SIZE + 7)
    figure, ax = canvas(320, 12 + len(v["seeds"]) * high)
    for number, seed in enumerate(v["seeds"]):
        top = 8 + number * high
        note(ax, 8, top, f"seed {seed}", INK, LABEL, weight="semibold")
        for row, (name, title) in enumerate(sub_layers()):
            y = top + 26 + row * (SIZE + 7)
            write(ax, 8, y + SIZE / 2, title.replace(", layer", ""), INK, SMALL)
            _heads(ax, 112, y, v["levels"][f"{seed}.{name}"], SIZE)
    return figure


def _heads(ax: Axes, x: float, y: float, heads: list[list[list[int]]], size: float) -> None:
    """Thumbnails side by side; each shade is one path, or the page would grow too heavy."""
    runs: dict[int, list[tuple[float, float, float, float]]] = {}
    for number, levels in enumerate(heads):
        left = x + number * (size + GAP)
        high, wide = size / len(levels), size / len(levels[0])
        for i, row in enumerate(levels):
            start = 0
            for end in range(1, len(row) + 1):
                if end < len(row) and row[end] == row[start]:
                    continue
                if row[start]:
                    runs.setdefault(row[start], []).append(
                        (left + start * wide, y + i * high, left + end * wide, y + (i + 1) * high)
                    )
                start = end
        ax.add_patch(
            Rectangle(
                (left - 0.5, y - 0.5),
                size + 1,
                size + 1,
                facecolor="none",
                edgecolor=GRID,
                linewidth=1,
                zorder=3,
            )
        )
    for level, rectangles in sorted(runs.items()):
        points = [
            point
            for x0, y0, x1, y1 in rectangles
            for point in [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
        ]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(rectangles)
        ax.add_patch(
            PathPatch(
                Path(points, codes),
                facecolor=WEIGHT,
                alpha=ALPHAS[level - 1],
                linewidth=0,
                antialiased=False,
                zorder=2,
            )
        )
