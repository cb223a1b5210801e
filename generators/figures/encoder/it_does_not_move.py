"""How near the vector of "it" comes to its two candidates, for both readings, layer by layer."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures.encoder import _page
from generators.kit import charts, theme
from generators.kit.charts import axis_titles
from generators.kit.values import Values


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
        "to_animal": first["it is A"]["to A"][-2],
        "to_place": first["it is A"]["to B"][-2],
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


def draw(v: Values) -> Figure:
    return _draw(v, 560, 132)


def narrow(v: Values) -> Figure:
    return _draw(v, 336, 96)


def _draw(v: Values, width: int, right: int) -> Figure:
    figure, ax = theme.chart(width, 300, left=52, right=right, top=40, bottom=56)
    x = range(len(v["stages"]))
    for candidate, role in (("to A", theme.QUERY), ("to B", theme.KEY)):
        for reading, style in (("it is A", "-"), ("it is B", (0, (1.2, 1.6)))):
            thick = 2 if style == "-" else 6
            ax.plot(
                x,
                v["cosine"][reading][candidate],
                color=role,
                linestyle=style,
                linewidth=thick,
                alpha=1 if style == "-" else 0.45,
            )
    ax.set_xlim(-0.15, len(v["stages"]) - 0.85)
    ax.set_ylim(-0.5, 0.6)
    ax.set_xticks(list(x), [stage.replace("after ", "after\n") for stage in v["stages"]])
    lines = [line for line in ax.lines if line.get_linewidth() == 2]
    charts.label_lines(ax, lines, ["to the animal", "to the place"])
    axis_titles(ax, y="cosine with “it”")
    return figure
