"""How far each self-attention head of the translator looks, beside two controls."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import explainer
from explainer import inspect
from generators.figures._shared.head_rows import head_rows, row_of
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.your_own_model._page import looked
from generators.kit.charts import axis_titles
from generators.kit.needs import needs
from generators.kit.theme import INK, MASKED, MUTED, PANEL, SMALL, WEIGHT
from generators.kit.values import Values

DRAWS = 200


def values() -> Values:
    """Distance in tokens; the band holds 95 % of the draws with shuffled weights."""
    model = explainer.load("translator")
    words = tuple(SENTENCE.split())
    layers = []
    for stack in ("encoder", "decoder"):
        for number, weights in enumerate(looked(model, words)[stack].layers):
            mask = explainer.causal_mask(weights.shape[-1]) if stack == "decoder" else None
            shuffled = inspect.baseline(inspect.mean_distance, weights, mask=mask, draws=DRAWS)
            low, high = np.quantile(shuffled, [0.025, 0.975], axis=0)
            distance = inspect.mean_distance(weights)
            layers.append(
                {
                    "name": f"{stack} {number + 1}",
                    "distance": distance.tolist(),
                    "low": low.tolist(),
                    "high": high.tolist(),
                    "nearer": int((distance < low).sum()),
                }
            )
    encoder = inspect.on_shuffled_input(
        lambda seen: np.stack([inspect.mean_distance(layer) for layer in seen.layers]),
        lambda tokens: looked(model, tokens)["encoder"],
        words,
        draws=DRAWS,
    )  # [draws, layers, heads]
    for layer, found in zip(layers, encoder.mean(axis=0).tolist(), strict=False):
        layer["shuffled_words"] = found
    nearest = [(layer, i) for layer in layers for i in range(len(layer["distance"]))]
    layer, head = min(nearest, key=lambda one: one[0]["distance"][one[1]] - one[0]["low"][one[1]])
    looked_into = looked(model, words)["encoder"].layers
    needs(len(looked_into) > 1, "at least two encoder layers")
    entropies = inspect.baseline(inspect.entropy, looked_into[1])
    return {
        "layers": layers,
        "heads": len(nearest),
        "nearer": sum(layer["nearer"] for layer in layers),
        "draws": DRAWS,
        "nearest": f"{layer['name'].replace(' ', ' layer ')} head {head + 1}",
        "nearest_distance": layer["distance"][head],
        "nearest_low": layer["low"][head],
        "entropy_moves": float(np.ptp(entropies, axis=0).max()),
        "encoder_2": layers[1]["distance"],
        "encoder_2_shuffled_words": layers[1]["shuffled_words"],
        "encoder_2_gap": float(
            np.abs(np.subtract(layers[1]["distance"], layers[1]["shuffled_words"])).max()
        ),
        "encoder_2_to_weights": float(
            np.mean(np.subtract(layers[1]["low"], layers[1]["distance"]))
        ),
    }


def alt(v: Values) -> str:
    return (
        f"Mean distance in tokens of {v['heads']} self-attention heads, each with the range of its "
        f"shuffled weights. {v['nearer']} look nearer than that range, most of all "
        f"{v['nearest']}: {v['nearest_distance']:.1f} tokens instead of "
        f"{v['nearest_low']:.1f} or more."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 560, 148)


def narrow(v: Values) -> Figure:
    return _draw(v, 336, 104)


def _draw(v: Values, width: int, left: int) -> Figure:
    names = [layer["name"].replace(" ", ", layer ") for layer in v["layers"]]
    figure, ax = head_rows(names, width, left, band=88, top=84, bottom=42)
    for band, layer in enumerate(v["layers"]):
        for head, distance in enumerate(layer["distance"]):
            _head(ax, row_of(len(layer["distance"]) * band + head), distance, layer, head)
    ax.set_xlim(0, 5)
    _key(ax, width > 400)
    axis_titles(ax, x="mean distance, in tokens", y="head")
    return figure


def _head(ax: Axes, y: float, distance: float, layer: Values, head: int) -> None:
    band = [layer["low"][head], layer["high"][head]]
    ax.plot(band, [y, y], color=MASKED, linewidth=9, alpha=0.45, solid_capstyle="butt")
    if "shuffled_words" in layer:
        ax.plot(
            layer["shuffled_words"][head],
            y,
            "o",
            markersize=8,
            markerfacecolor=PANEL,
            markeredgecolor=MUTED,
            zorder=3,
        )
    ax.plot(distance, y, "o", color=WEIGHT, markersize=6, zorder=4)


def _key(ax: Axes, wide: bool) -> None:
    """What the three marks are, above the plot."""
    entries = [
        ("o", WEIGHT, WEIGHT, 6, "this sentence"),
        ("o", PANEL, MUTED, 8, "shuffled words"),
        ("s", MASKED, MASKED, 8, "shuffled weights"),
    ]
    places = [(0, 48), (130, 48), (270, 48)] if wide else [(-80, 56), (44, 56), (-80, 36)]
    for (marker, face, edge, size, label), (x, y) in zip(entries, places, strict=True):
        ax.annotate(
            label,
            (0, 1),
            xytext=(x + 14, y - 4),
            xycoords="axes fraction",
            textcoords="offset points",
            color=INK,
            fontsize=SMALL,
        )
        ax.plot(
            [(x + 4) / ax.get_window_extent().width],
            [1 + y / ax.get_window_extent().height],
            marker,
            markerfacecolor=face,
            markeredgecolor=edge,
            markersize=size,
            alpha=0.45 if marker == "s" else 1,
            transform=ax.transAxes,
            clip_on=False,
        )
