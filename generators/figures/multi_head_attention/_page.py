"""All heads of one kind of attention as small matrices, each with its numbers under it."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from explainer.drawing.marks.shapes import BASELINE
from generators.figures._shared.head_statistics import Attention, of_kind, table
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Words, heat, note, row_words, weight_legend
from generators.kit.sizes import LABEL, NARROW, READABLE, SMALL, WIDE
from generators.kit.theme import INK, MONO, MUTED, canvas, measure

MARGIN, GAP = 14.0, 14.0  # px around the picture, between matrices
UNDER = 46.0  # px below a matrix for its numbers and the gap to the next band
HIGH = 11.0  # px of a row, as high as its word
BROAD = 13.0  # px of a column at most: where there is room, a word stands upright above it


def values(kind: str, quoted: Sequence[str]) -> Values:
    """Words, weights and numbers of every head, and what the page quotes of all of them."""
    attentions, heads = of_kind(kind), table(kind)
    sharpest = min(heads, key=lambda head: head["entropy"])
    before = [head["untrained"]["entropy"] for head in heads]
    shown = ("layer", "head", "entropy", "word", "on_word")
    measured = _measured(attentions, heads)
    return {
        "who_looks": list(attentions[0].who_looks),
        "looked_at": list(attentions[0].looked_at),
        "weights": [np.round(attention.weights, 4).tolist() for attention in attentions],
        "heads": [
            {**{key: head[key] for key in shown}, "untrained_entropy": was}
            for head, was in zip(heads, before, strict=True)
        ],
        "count": len(heads),
        "sharpest": {key: sharpest[key] for key in ("layer", "head")},
        "untrained_entropy": [min(before), max(before)],
        **{key: measured[key] for key in quoted},
    }


def _measured(attentions: list[Attention], heads: list[Values]) -> Values:
    """What holds for all heads of a kind, or for each of its layers."""
    entropies = np.array([head["entropy"] for head in heads])
    untrained = np.array([head["untrained"]["entropy"] for head in heads])
    layers = (len(attentions), -1)
    return {
        "named": sum(head["name"] != "spread" for head in heads),
        "most_even": float(np.log2(len(attentions[0].looked_at))),
        "mean_entropy": float(entropies.mean()),
        "untrained_mean_entropy": float(untrained.mean()),
        "sharpened": int((entropies < untrained).sum()),
        "layer_entropy": entropies.reshape(layers).mean(axis=1).tolist(),
        "untrained_layer_entropy": untrained.reshape(layers).mean(axis=1).tolist(),
        "smallest_weight": float(min(attention.weights.min() for attention in attentions)),
        "overlap": [_overlap(attention.weights) for attention in attentions],
    }


def _overlap(weights: np.ndarray) -> float:
    """The weight that two heads place alike, on average over rows and pairs; 1 is all of it."""
    pairs = combinations(range(len(weights)), 2)
    return float(
        np.mean([np.minimum(weights[a], weights[b]).sum(axis=-1).mean() for a, b in pairs])
    )


def alt(v: Values, kind: str) -> str:
    """What all heads of this kind look like, in numbers."""
    entropies = [head["entropy"] for head in v["heads"]]
    return (
        f"All {v['count']} heads of the {kind} as matrices of weights. Mean entropy of a row "
        f"between {min(entropies):.2f} and {max(entropies):.2f} bits; before training between "
        f"{v['untrained_entropy'][0]:.2f} and {v['untrained_entropy'][1]:.2f}. The most "
        f"concentrated is head {v['sharpest']['head']} of layer {v['sharpest']['layer']}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A band for each layer, on a phone two heads side by side; column words above each layer."""
    rows, columns = v["who_looks"], v["looked_at"]
    per_row, width = page.pick((len(v["weights"][0]), WIDE), (2, NARROW))
    left = max(*(measure(word, SMALL, True)[0] for word in rows), measure("who looks ↓", SMALL)[0])
    room = (width - 2 * MARGIN - left - 8 + GAP) / per_row - GAP
    cell = min(page.pick(BROAD, room), room / len(columns))
    word_size = min(cell, float(SMALL))
    worded = word_size >= page.pick(SMALL, READABLE)
    above = max(measure(word, word_size, True)[0] for word in columns) + 10 if worded else 4
    top, band = above + page.pick(48, 62), 22 + HIGH * len(rows) + UNDER
    bands, lift = -(-len(v["heads"]) // per_row), above * (len(v["weights"]) - 1)
    figure, ax = canvas(width, round(top + bands * band + lift - 26))
    x, y = MARGIN + left + 8, page.pick(8, 26)
    note(ax, x, y, "what is looked at →", MUTED, SMALL)
    weight_legend(ax, page.pick(width - MARGIN - 250, MARGIN), page.pick(10, 8))
    for index, head in enumerate(v["heads"]):
        row, column = divmod(index, per_row)
        down = top + row * band + above * (head["layer"] - 1)
        box = Box(x + column * (room + GAP), down, cell * len(columns), HIGH * len(rows))
        weights = v["weights"][head["layer"] - 1][head["head"] - 1]
        lifted = above if worded and head["head"] <= per_row else 0
        _head(ax, box, head, weights, lifted, Words(rows, columns))
        if lifted:
            _column_words(ax, box, columns, word_size)
        if column == 0:
            note(ax, box.left - 8, box.top - 19, "who looks ↓", MUTED, SMALL, align="right")
            row_words(ax, box, rows)
    return figure


def _head(ax: Axes, box: Box, head: Values, weights: Any, lifted: float, words: Words) -> None:
    """One matrix, its name above it, above the words if there are any, and its numbers below."""
    heat(ax, box, weights, ruled=True, words=words)
    title = f"layer {head['layer']}, head {head['head']}"
    note(ax, box.left, box.top - 20 - lifted, title, INK, LABEL, weight="semibold")
    entropy = f"{head['entropy']:.2f} bits, was {head['untrained_entropy']:.2f}"
    note(ax, box.left, box.bottom + 4, entropy, INK, SMALL)
    note(
        ax, box.left, box.bottom + 19, f"most on {head['word']} {head['on_word']:.2f}", MUTED, SMALL
    )


def _column_words(ax: Axes, box: Box, words: Sequence[str], size: float) -> None:
    """The words upright: a column is no wider than a letter is high."""
    for index, word in enumerate(words):
        x = box.left + (index + 0.5) * box.width / len(words) + BASELINE * size
        style: dict[str, Any] = {"family": MONO, "fontsize": size, "color": INK}
        ax.text(x, box.top - 5, word, rotation=90, rotation_mode="anchor", va="baseline", **style)
