"""The row of "it" in a published encoder, in the head that changes most with the ending."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from experiments.translator.recipe import ENDINGS, NOUNS, PRONOUN
from generators.figures.language_model._page import layer_and_head, measured
from generators.kit import marks, theme
from generators.kit.needs import place_of
from generators.kit.values import Values

WIDEST = 13  # px of a line for a weight of 1
PRINTED = 0.05  # smaller weights have no number


def values() -> Values:
    found = measured()
    running, number = found["running"], found["running"]["striking"]
    return {
        **layer_and_head(number),
        "heads": found["heads"],
        "layers": found["heads"] // found["heads_per_layer"],
        "heads_per_layer": found["heads_per_layer"],
        **{ending: _row(running[ending], number) for ending in ENDINGS},
        "previous": _previous(found),
    }


def _row(row: Values, number: int) -> Values:
    weights = row["it"][number]
    on = dict(zip(row["tokens"], weights, strict=True))
    return {
        "tokens": row["tokens"],
        "weights": weights,
        "animal": on["animal"],
        "street": on["street"],
        "largest_on": max(on, key=lambda word: on[word]),
    }


def _previous(found: Values) -> Values:
    """The head that looks most at the token before, over all sentences of the pairs."""
    scores = found["previous"]
    best = max(range(len(scores)), key=scores.__getitem__)
    return {
        **layer_and_head(best),
        "score": scores[best],
        "second": sorted(scores)[-2],
        "untrained": max(one["previous"] for one in found["untrained"]),
        "sentences": found["sentences"],
    }


def alt(v: Values) -> str:
    parts = [
        f"with {ending}, {row['animal']:.2f} on animal and {row['street']:.2f} on street"
        for ending, row in ((ending, v[ending]) for ending in ENDINGS)
    ]
    return (
        f"Arcs from it to the words of the running sentence, layer {v['layer']}, head {v['head']}: "
        f"{'; '.join(parts)}."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(784, 394)
    for index, ending in enumerate(ENDINGS):
        top = 8 + index * 200
        marks.note(ax, 12, top, f"… because it was too {ending}", theme.INK, weight="semibold")
        row = marks.token_row(
            ax,
            8,
            top + 142,
            v[ending]["tokens"],
            gap=5,
            width=768,
            size=theme.SMALL,
            roles=_roles(v[ending]["tokens"]),
            filled=[place_of(PRONOUN, v[ending]["tokens"])],
        )
        _arcs(ax, row, v[ending]["weights"], upward=True)
    ax.plot([12, 772], [199, 199], color=theme.GRID, linewidth=1)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(328, 424)
    for index, ending in enumerate(ENDINGS):
        left = 4 + index * 164
        marks.note(ax, left, 6, f"… too {ending}", theme.INK, weight="semibold")
        column = marks.token_column(
            ax,
            left + 66,
            34,
            v[ending]["tokens"],
            gap=3,
            align="right",
            size=theme.SMALL,
            roles=_roles(v[ending]["tokens"]),
            filled=[place_of(PRONOUN, v[ending]["tokens"])],
        )
        _arcs(ax, column, v[ending]["weights"], upward=False)
    ax.plot([162, 162], [8, 416], color=theme.GRID, linewidth=1)
    return figure


def _roles(words: list[str]) -> list[str]:
    return [theme.WEIGHT if word in (*NOUNS, *ENDINGS, "it") else theme.INK for word in words]


def _arcs(ax: Axes, row: marks.Tokens, weights: list[float], upward: bool) -> None:
    """Half a loop from "it" to each word, above a row or to the right of a column."""
    words = [token.word for token in row.tokens]
    start = row.tokens[words.index("it")]
    for token, weight in zip(row.tokens, weights, strict=True):
        if token is not start and weight >= 0.01:
            noun = token.word in NOUNS
            ax.add_patch(
                PathPatch(
                    _loop(start, token, upward, row.right),
                    facecolor="none",
                    edgecolor=theme.WEIGHT if noun else theme.RESIDUAL,
                    alpha=0.8 if noun else 0.3,
                    linewidth=WIDEST * weight,
                    capstyle="butt",
                    zorder=2 if noun else 1,
                )
            )
        if weight >= PRINTED:
            if upward:
                x, y = token.centre[0], token.bottom + 10
                marks.write(ax, x, y, f"{weight:.2f}", theme.INK, theme.SMALL, align="centre")
            elif token.word in NOUNS:
                y = token.centre[1]
                marks.write(ax, row.right + 56, y, f"{weight:.2f}", theme.INK, theme.SMALL)


def _loop(start: marks.Box, end: marks.Box, upward: bool, edge: float) -> Path:
    if upward:
        (x0, y0), (x1, y1) = start.north, end.north
        high = y0 - min(20 + 0.36 * abs(x1 - x0), 132)
        points = [(x0, y0), (x0, high), (x1, high), (x1, y1)]
    else:
        y0, y1 = start.centre[1], end.centre[1]
        far = edge + min(14 + 0.28 * abs(y1 - y0), 64)
        points = [(start.right, y0), (far, y0), (far, y1), (end.right, y1)]
    return Path(points, [Path.MOVETO, *[Path.CURVE4] * 3])
