"""Without the division the softmax of wide keys puts all weight on one of them."""

import math

import numpy as np

from explainer import softmax
from generators.figures.scores._by_width import MARGINS, WAYS, by_width
from generators.figures.scores._page import DRAWS, HEAD, KEYS, WIDTHS, drawn, entropy
from generators.kit.charts import Axis
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import MUTED, SMALL


def values() -> Values:
    found = {way: {str(width): _spread(width, way) for width in WIDTHS} for way in WAYS}
    return {
        **found,
        "widths": list(WIDTHS),
        "keys": KEYS,
        "draws": DRAWS,
        "even_entropy": math.log2(KEYS),
        "even_weight": 1 / KEYS,
        "half": float((_weights(HEAD, "unscaled").max(axis=-1) > 0.5).mean()),
        "scaled_entropy_range": float(np.ptp([row["entropy"] for row in found["scaled"].values()])),
    }


def _weights(width: int, way: str) -> np.ndarray:
    """The weights [draws, keys] of random scores."""
    scores, _ = drawn(width)
    return np.asarray(softmax(scores / math.sqrt(width) if way == "scaled" else scores))


def _spread(width: int, way: str) -> dict[str, float]:
    """Means over the draws."""
    weights = _weights(width, way)
    return {
        "entropy": float(entropy(weights).mean()),
        "largest": float(weights.max(axis=-1).mean()),
    }


def alt(v: Values) -> str:
    listed = {
        way: ", ".join(
            f"{row['largest']:.2f} and {row['entropy']:.2f} at d_k {width}"
            for width, row in v[way].items()
        )
        for way in WAYS
    }
    return (
        f"Largest weight and entropy of a softmax over {v['keys']} random keys. Not divided: "
        f"{listed['unscaled']}. Divided: {listed['scaled']}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(2, page.pick((220, 170), (192, 150)), MARGINS)
    panels = (
        ("largest", Axis("largest weight", (0, 1), (0, 0.5, 1)), v["even_weight"]),
        ("entropy", Axis("entropy of the weights, bits", (0, 5.5)), v["even_entropy"]),
    )
    for ax, (what, axis, even) in zip(plots, panels, strict=True):
        _even(ax, v["widths"][0], even)
        measured = {way: [row[what] for row in v[way].values()] for way in WAYS}
        by_width(ax, v["widths"], measured, axis)
    return figure


def _even(ax: Axes, left: float, level: float) -> None:
    """What the measure would be if no key had more weight than another."""
    ax.axhline(level, color=MUTED, linewidth=1.25, linestyle=(0, (4, 3)))
    place: Values = {"xytext": (4, 5), "textcoords": "offset points"}
    ax.annotate("all keys alike", (left, level), color=MUTED, fontsize=SMALL, **place)
