"""The one setting that does not learn without warm-up: post-norm at a high learning rate."""

from generators.figures.training._warm_up import key, panel, settings
from generators.kit import theme
from generators.kit.figure import Figure, Page, Values

SETTING = ("post", 1)  # the norm, and which of the rates: the higher one


def values() -> Values:
    found = settings()
    norm, rate = SETTING[0], found["rates"][SETTING[1]]
    cell = next(one for one in found["cells"] if (one["norm"], one["rate"]) == (norm, rate))
    return {"cell": cell, "steps": found["steps"], "n_seeds": found["n_seeds"]}


def alt(v: Values) -> str:
    cell = v["cell"]
    return (
        f"Training loss over {v['steps']} steps, {cell['norm']}-norm, learning rate "
        f"{cell['rate']:g}, {v['n_seeds']} seeds. With warm-up it ends at a held-out loss of "
        f"{cell['warm']['loss']:.2f}, without at {cell['cold']['loss']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    width, height = page.pick(500, 340), 250
    figure, ground = theme.canvas(width, height)
    ax = theme.chart_axes(figure, 40, 40, width - 64, 140)
    panel(ax, v["cell"], v["steps"], "training loss")
    key(ground, 40, height - 14)
    return figure
