"""All heads of one kind of attention as small matrices, each with its numbers under it."""

from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from generators.figures._shared.head_statistics import of_kind, table
from generators.kit.marks import Box, note, weight_legend, write
from generators.kit.marks.grids import compound
from generators.kit.marks.shapes import BASELINE
from generators.kit.scales import shade
from generators.kit.theme import GRID, INK, LABEL, MONO, MUTED, SMALL, WEIGHT, canvas, measure

MARGIN = 14
UNDER = 46  # px below a matrix for its numbers and the gap to the next band


def values(kind: str) -> dict[str, Any]:
    """Words, weights and numbers of every head, and what holds for all of them."""
    attentions, heads = of_kind(kind), table(kind)
    entropies = [head["entropy"] for head in heads]
    untrained = [head["untrained"]["entropy"] for head in heads]
    shares = ("on_word", "same", "previous", "next")
    overlaps = [_overlaps(attention.weights) for attention in attentions]
    sharpest = min(heads, key=lambda head: head["entropy"])
    return {
        "who_looks": list(attentions[0].who_looks),
        "looked_at": list(attentions[0].looked_at),
        "weights": [np.round(attention.weights, 4).tolist() for attention in attentions],
        "heads": heads,
        "count": len(heads),
        "named": sum(head["name"] != "spread" for head in heads),
        "largest_share": max(head.get(share, 0.0) for head in heads for share in shares),
        "most_even": float(np.log2(len(attentions[0].looked_at))),
        "entropy": [min(entropies), max(entropies)],
        "untrained_entropy": [min(untrained), max(untrained)],
        "mean_entropy": float(np.mean(entropies)),
        "untrained_mean_entropy": float(np.mean(untrained)),
        "sharpened": sum(a < b for a, b in zip(entropies, untrained, strict=True)),
        "sharpest": sharpest,
        "smallest_weight": min(_smallest(attention.weights, kind) for attention in attentions),
        "layer_entropy": [
            float(np.mean([head["entropy"] for head in heads if head["layer"] == layer]))
            for layer in (1, 2)
        ],
        "untrained_layer_entropy": [
            float(np.mean([one["untrained"]["entropy"] for one in heads if one["layer"] == layer]))
            for layer in (1, 2)
        ],
        "overlap": [float(np.mean(layer)) for layer in overlaps],
        "least_overlap": min(min(layer) for layer in overlaps),
    }


def _overlaps(weights: np.ndarray) -> list[float]:
    """For every two heads the weight that they place alike, averaged over rows; 1 is all of it."""
    return [
        float(np.minimum(weights[a], weights[b]).sum(axis=-1).mean())
        for a, b in combinations(range(len(weights)), 2)
    ]


def _smallest(weights: np.ndarray, kind: str) -> float:
    """The smallest weight that a mask does not forbid."""
    allowed = np.ones(weights.shape[1:], dtype=bool)
    if kind == "decoder self-attention":
        allowed = np.tril(allowed)
    return float(weights[:, allowed].min())


def alt(v: dict[str, Any], kind: str) -> str:
    """What all heads of this kind look like, in numbers."""
    low, high = v["entropy"]
    return (
        f"All {v['count']} heads of the {kind} as matrices of weights. Mean entropy of a row "
        f"between {low:.2f} and {high:.2f} bits; before training between "
        f"{v['untrained_entropy'][0]:.2f} and {v['untrained_entropy'][1]:.2f}. The most "
        f"concentrated is head {v['sharpest']['head']} of layer {v['sharpest']['layer']}."
    )


def draw(v: dict[str, Any], cell: tuple[float, float], column_words: bool = True) -> Figure:
    """Two bands of four, one for each layer; words at the first of a band only."""
    return _draw(v, 4, cell, column_words)


def narrow(v: dict[str, Any], cell: tuple[float, float]) -> Figure:
    """Two heads side by side, for a phone."""
    return _draw(v, 2, cell, column_words=False)


def _draw(v: dict[str, Any], per_row: int, cell: tuple[float, float], column_words: bool) -> Figure:
    rows, columns = v["who_looks"], v["looked_at"]
    widest = max(measure(word, SMALL, mono=True)[0] for word in rows)
    left = max(widest, measure("who looks ↓", SMALL)[0]) + 8
    above = max(measure(word, SMALL, mono=True)[0] for word in columns) + 10 if column_words else 4
    wide, high = len(columns) * cell[0], len(rows) * cell[1]
    gap = max(14.0, 126 - wide)
    width = 2 * MARGIN + left + per_row * wide + (per_row - 1) * gap
    band = 22 + high + UNDER
    bands = len(v["heads"]) // per_row
    head_room = above + 48
    figure, ax = canvas(round(width), round(head_room + bands * band - 26))
    if per_row > 2:
        note(ax, MARGIN + left, 8, "what is looked at →", MUTED, SMALL)
    weight_legend(ax, width - MARGIN - 250 if per_row > 2 else MARGIN, 10)
    for index, head in enumerate(v["heads"]):
        row, column = divmod(index, per_row)
        x = MARGIN + left + column * (wide + gap)
        y = head_room + row * band
        title = f"layer {head['layer']}, head {head['head']}"
        words = column_words and row == 0
        note(ax, x, y - above - 18 if words else y - 20, title, INK, LABEL, weight="semibold")
        weights = v["weights"][head["layer"] - 1][head["head"] - 1]
        _cells(ax, x, y, weights, cell)
        if column == 0:
            _row_words(ax, x, y, rows, cell)
        if words:
            _column_words(ax, x, y, columns, cell)
        if column == 0 and not words:
            note(ax, x - 8, y - 19, "who looks ↓", MUTED, SMALL, align="right")
        entropy = f"{head['entropy']:.2f} bits, was {head['untrained']['entropy']:.2f}"
        note(ax, x, y + high + 4, entropy, INK, SMALL)
        most = f"most on {head['word']} {head['on_word']:.2f}"
        note(ax, x, y + high + 19, most, MUTED, SMALL)
    return figure


def _cells(
    ax: Axes, x: float, y: float, weights: list[list[float]], cell: tuple[float, float]
) -> None:
    """The grid as a few compound paths: eight grids of single cells would be half a megabyte."""
    boxes = [
        [Box(x + j * cell[0], y + i * cell[1], *cell) for j in range(len(row))]
        for i, row in enumerate(weights)
    ]
    compound(ax, boxes, [[shade(number, "weight", 1, WEIGHT) for number in row] for row in weights])
    width, height = len(weights[0]) * cell[0], len(weights) * cell[1]
    inside = [(x + j * cell[0], y, x + j * cell[0], y + height) for j in range(1, len(weights[0]))]
    inside += [(x, y + i * cell[1], x + width, y + i * cell[1]) for i in range(1, len(weights))]
    lines = [point for x0, y0, x1, y1 in inside for point in ((x0, y0), (x1, y1))]
    codes = [Path.MOVETO, Path.LINETO] * len(inside)
    ax.add_patch(PathPatch(Path(lines, codes), edgecolor=GRID, linewidth=0.5, zorder=2.3))
    ax.add_patch(
        Rectangle((x, y), width, height, facecolor="none", edgecolor=GRID, linewidth=1, zorder=2.4)
    )


def _row_words(ax: Axes, x: float, y: float, words: list[str], cell: tuple[float, float]) -> None:
    for index, word in enumerate(words):
        middle = y + (index + 0.5) * cell[1]
        write(ax, x - 8, middle, word, INK, SMALL, mono=True, align="right")


def _column_words(
    ax: Axes, x: float, y: float, words: list[str], cell: tuple[float, float]
) -> None:
    for index, word in enumerate(words):
        ax.text(
            x + (index + 0.5) * cell[0] + BASELINE * SMALL,
            y - 5,
            word,
            family=MONO,
            fontsize=SMALL,
            color=INK,
            rotation=90,
            rotation_mode="anchor",
            ha="left",
            va="baseline",
        )
