"""How far each self-attention head looks, counted from 0 as in arrays, beside two controls."""

from typing import Any

import numpy as np

import explainer
from explainer import inspect
from generators.figures._shared.head_rows import HEADS, head_rows, row_of
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.your_own_model._page import looked
from generators.kit.charts import axis_titles
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.sizes import NARROW, SMALL, TEXT
from generators.kit.theme import INK, MASKED, MUTED, PANEL, WEIGHT

DRAWS = 200


def values() -> Values:
    """Distance in tokens; the band holds 95% of the draws with shuffled weights."""
    model = explainer.load("translator")
    words = tuple(SENTENCE.split())
    encoder, decoder = (looked(model, words)[stack].layers for stack in ("encoder", "decoder"))
    layers = [
        *(_layer(f"encoder {number}", weights) for number, weights in enumerate(encoder)),
        *(_layer(f"decoder {number}", weights) for number, weights in enumerate(decoder)),
    ]
    shuffled = inspect.on_shuffled_input(
        lambda seen: np.stack([inspect.mean_distance(layer) for layer in seen.layers]),
        lambda tokens: looked(model, tokens)["encoder"],
        words,
        draws=DRAWS,
    )  # [draws, layers, heads]
    for layer, found in zip(layers, shuffled.mean(axis=0).tolist(), strict=False):
        layer["shuffled_words"] = found
    heads = [(layer, head) for layer in layers for head in range(len(layer["distance"]))]
    layer, head = min(heads, key=lambda one: one[0]["distance"][one[1]] - one[0]["low"][one[1]])
    last = layers[len(encoder) - 1]
    entropies = inspect.baseline(inspect.entropy, encoder[-1])
    return {
        "layers": layers,
        "heads": len(heads),
        "nearer": sum(of["distance"][one] < of["low"][one] for of, one in heads),
        "draws": DRAWS,
        "nearest": f"{layer['name'].replace(' ', ' layer ')} head {head}",
        "nearest_distance": layer["distance"][head],
        "nearest_low": layer["low"][head],
        "entropy_moves": float(np.ptp(entropies, axis=0).max()),
        "last_gap": float(np.abs(np.subtract(last["distance"], last["shuffled_words"])).max()),
        "last_to_weights": float(np.mean(np.subtract(last["low"], last["distance"]))),
    }


def _layer(name: str, weights: np.ndarray) -> Values:
    """The heads of one layer, and where random weights would lie."""
    mask = explainer.causal_mask(weights.shape[-1]) if name.startswith("decoder") else None
    shuffled = inspect.baseline(inspect.mean_distance, weights, mask=mask, draws=DRAWS)
    low, high = np.quantile(shuffled, [0.025, 0.975], axis=0)
    return {
        "name": name,
        "distance": inspect.mean_distance(weights).tolist(),
        "low": low.tolist(),
        "high": high.tolist(),
    }


def alt(v: Values) -> str:
    return (
        f"Mean distance in tokens of {v['heads']} self-attention heads, each with the range of its "
        f"shuffled weights. {v['nearer']} look nearer than that range, most of all "
        f"{v['nearest']}: {v['nearest_distance']:.1f} tokens instead of "
        f"{v['nearest_low']:.1f} or more."
    )


def draw(v: Values, page: Page) -> Figure:
    names = [layer["name"].replace(" ", ", layer ") for layer in v["layers"]]
    size = page.pick((TEXT, 148), (NARROW, 104))
    figure, ax = head_rows(names, *size, band=88, top=84, bottom=42)
    ax.set_yticks(ax.get_yticks(), [str(row % HEADS) for row in range(len(ax.get_yticks()))])
    for band, layer in enumerate(v["layers"]):
        for head, distance in enumerate(layer["distance"]):
            _head(ax, row_of(len(layer["distance"]) * band + head), distance, layer, head)
    ax.set_xlim(0, 5)
    _key(ax, page)
    axis_titles(ax, x="mean distance, in tokens", y="head")
    return figure


def _head(ax: Axes, y: float, distance: float, layer: Values, head: int) -> None:
    band = [layer["low"][head], layer["high"][head]]
    ax.plot(band, [y, y], color=MASKED, linewidth=9, alpha=0.45, solid_capstyle="butt")
    if "shuffled_words" in layer:
        at = layer["shuffled_words"][head]
        ax.plot(at, y, "o", ms=8, mfc=PANEL, mec=MUTED, zorder=3)
    ax.plot(distance, y, "o", color=WEIGHT, markersize=6, zorder=4)


def _key(ax: Axes, page: Page) -> None:
    """What the three marks are, above the plot."""
    entries = [
        ("o", WEIGHT, WEIGHT, 6, "this sentence"),
        ("o", PANEL, MUTED, 8, "shuffled words"),
        ("s", MASKED, MASKED, 8, "shuffled weights"),
    ]
    places = page.pick([(0, 48), (130, 48), (270, 48)], [(-80, 56), (44, 56), (-80, 36)])
    frame = ax.get_window_extent()
    beside: Any = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": SMALL}
    for (marker, face, edge, size, label), (x, y) in zip(entries, places, strict=True):
        ax.annotate(label, (0, 1), xytext=(x + 14, y - 4), color=INK, **beside)
        look: Any = {"mfc": face, "mec": edge, "alpha": 0.45 if marker == "s" else 1}
        at = [(x + 4) / frame.width], [1 + y / frame.height]
        ax.plot(*at, marker, ms=size, transform=ax.transAxes, clip_on=False, **look)
