"""The row of "it" in a published encoder, in the head that changes most with the ending."""

from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from experiments.translator.recipe import ENDINGS, NOUNS, PRONOUN
from generators.figures.language_model._page import layer_and_head, measured
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Point, Tokens, note, token_column, token_row, write
from generators.kit.needs import place_of
from generators.kit.theme import GRID, INK, RESIDUAL, SMALL, WEIGHT

WIDEST = 13  # px of a line for a weight of 1
DRAWN, PRINTED = 0.01, 0.05  # smaller weights have no line, no number


def values() -> Values:
    found = measured()
    running, number = found["running"], found["running"]["striking"]
    scores = found["previous"]  # of each head, on the token before, over all sentences
    second, best = sorted(range(len(scores)), key=scores.__getitem__)[-2:]
    return {
        **layer_and_head(number),
        "heads": found["heads"],
        "layers": found["heads"] // found["heads_per_layer"],
        "heads_per_layer": found["heads_per_layer"],
        **{ending: _row(running[ending], number) for ending in ENDINGS},
        "previous": {
            **layer_and_head(best),
            "score": scores[best],
            "second": scores[second],
            "untrained": max(one["previous"] for one in found["untrained"]),
            "sentences": found["sentences"],
        },
    }


def _row(row: Values, number: int) -> Values:
    weights = row["it"][number]
    on = dict(zip(row["tokens"], weights, strict=True))
    return {"tokens": row["tokens"], "weights": weights, **{noun: on[noun] for noun in NOUNS}}


def alt(v: Values) -> str:
    parts = [
        f"with {ending}, " + " and ".join(f"{v[ending][noun]:.2f} on {noun}" for noun in NOUNS)
        for ending in ENDINGS
    ]
    return (
        f"Arcs from it to the words of the running sentence, layer {v['layer']}, head {v['head']}: "
        f"{'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    size = page.pick((784, 192), (164, 424))
    figure, ax, panels = page.panels(len(ENDINGS), size, None, (1, 2), gap=2, edge=4)
    for ending, box in zip(ENDINGS, panels, strict=True):
        words = v[ending]["tokens"]
        title = page.pick("… because it was too {}", "… too {}").format(ending)
        note(ax, box.left + 4, box.top, title, INK, weight="semibold")
        roles = [WEIGHT if word in (*NOUNS, *ENDINGS, PRONOUN) else INK for word in words]
        look: dict[str, Any] = {"roles": roles, "filled": [place_of(PRONOUN, words)], "size": SMALL}
        if page.narrow:
            row = token_column(ax, box.left + 68, box.top + 26, words, 3, align="right", **look)
        else:
            row = token_row(ax, box.left, box.top + 142, words, 5, width=box.width, **look)
        _arcs(ax, row, v[ending]["weights"], page)
    _between(ax, panels[0], panels[-1], page)
    return figure


def _between(ax: Axes, first: Box, second: Box, page: Page) -> None:
    wide = [first.left, first.right], [first.bottom + 1] * 2
    narrow = [first.right + 1] * 2, [first.top, second.bottom]
    ax.plot(*page.pick(wide, narrow), color=GRID, linewidth=1)


def _arcs(ax: Axes, row: Tokens, weights: list[float], page: Page) -> None:
    """Half a loop from "it" to each word, above a row or to the right of a column."""
    start = next(token for token in row.tokens if token.word == PRONOUN)
    for token, weight in zip(row.tokens, weights, strict=True):
        noun = token.word in NOUNS
        if token is not start and weight >= DRAWN:
            points = _beside(start, token, row.right) if page.narrow else _above(start, token)
            loop = Path(points, [Path.MOVETO, *[Path.CURVE4] * 3])
            role, alpha = (WEIGHT, 0.8) if noun else (RESIDUAL, 0.3)
            look = {"edgecolor": role, "alpha": alpha, "zorder": 1 + noun}
            ax.add_patch(PathPatch(loop, facecolor="none", linewidth=WIDEST * weight, **look))
        if weight >= PRINTED and (noun or not page.narrow):
            below = (token.centre[0], token.bottom + 10)
            place = page.pick(below, (row.right + 76, token.centre[1]))
            write(ax, *place, f"{weight:.2f}", INK, SMALL, align="centre")


def _above(start: Box, end: Box) -> list[Point]:
    (x0, y0), (x1, y1) = start.north, end.north
    high = y0 - min(20 + 0.36 * abs(x1 - x0), 132)
    return [(x0, y0), (x0, high), (x1, high), (x1, y1)]


def _beside(start: Box, end: Box, edge: float) -> list[Point]:
    (_, y0), (_, y1) = start.centre, end.centre
    far = edge + min(14 + 0.28 * abs(y1 - y0), 64)
    return [(start.right, y0), (far, y0), (far, y1), (end.right, y1)]
