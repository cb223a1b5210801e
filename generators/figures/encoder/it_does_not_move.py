"""How near the vector of "it" comes to its two candidates, for both readings, layer by layer."""

import numpy as np

from generators.figures.encoder import _page
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import TEXT
from generators.kit.theme import NEUTRAL

NOUNS = {"to A": "to the animal", "to B": "to the place"}
DASHES = (0, (1.2, 1.6))


def values() -> Values:
    measured = _page.read()
    first = _page.models("translator")[0]["cosine"]
    everyone = [m["cosine"] for v in _page.VARIANTS for m in _page.models(v)]
    return {
        "pairs": measured["minimal_pairs"],
        "models": len(everyone),
        "stages": measured["stages"],
        "cosine": first,
        "largest_gap": max(_gap(cosine) for cosine in everyone),
        "four_heads_gap": max(_gap(m["cosine"]) for m in _page.models("translator")),
        "most_towards": max(_towards(cosine) for cosine in everyone),
    }


def _gap(cosine: dict[str, dict[str, list[float]]]) -> float:
    """Largest difference that the reading makes, over candidates and stages."""
    one, other = cosine["it is A"], cosine["it is B"]
    return max(float(np.abs(np.subtract(one[key], other[key])).max()) for key in one)


def _towards(cosine: dict[str, dict[str, list[float]]]) -> float:
    """How much nearer "it" is to a noun when it stands for it, at most, over nouns and stages."""
    one, other = cosine["it is A"], cosine["it is B"]
    return max(
        float(np.subtract(one["to A"], other["to A"]).max()),
        float(np.subtract(other["to B"], one["to B"]).max()),
    )


def alt(v: Values) -> str:
    return (
        "Cosine between the vector of it and those of its two candidates at four stages of the "
        f"encoder, mean over {v['pairs']} pairs of sentences. Lines for the two readings lie on "
        f"each other: over the translator's training runs they differ by {v['four_heads_gap']:.3f}."
    )


def draw(v: Values, page: Page) -> Figure:
    stages = v["stages"]
    figure, ax = page.chart(TEXT, 300, left=52, right=page.pick(132, 100), top=40, bottom=56)
    words: dict[float, str] = {
        at: stage.replace("after ", "after\n") for at, stage in enumerate(stages)
    }
    set_axes(
        ax,
        Axis(span=(-0.15, len(stages) - 0.85), ticks=words),
        Axis("cosine with “it”", (-0.5, 0.6)),
    )
    is_animal, is_place = v["cosine"]["it is A"], v["cosine"]["it is B"]
    for candidate, colour in zip(NOUNS, NEUTRAL, strict=False):
        ax.plot(is_place[candidate], linestyle=DASHES, linewidth=6, alpha=0.45, color=colour)
    lines = [
        Curve(NOUNS[to], is_animal[to], role=colour)
        for to, colour in zip(NOUNS, NEUTRAL, strict=False)
    ]
    curves(ax, range(len(stages)), lines)
    return figure
