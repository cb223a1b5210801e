"""Training with and without warm-up: pre-norm and post-norm, at two learning rates."""

from generators.figures.training._warm_up import key, panel, settings
from generators.kit import theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import write
from generators.kit.sizes import TEXT


def values() -> Values:
    return settings()


def alt(v: Values) -> str:
    parts = [
        f"{cell['norm']}-norm, rate {cell['rate']:g}: {cell['warm']['loss']:.2f} with warm-up, "
        f"{cell['cold']['loss']:.2f} without"
        for cell in v["cells"]
    ]
    return f"Four charts of the training loss. Held-out loss at the end: {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    width, size = page.pick((TEXT, (238.0, 130.0)), (348, (134.0, 120.0)))
    rows = len(v["cells"]) // 2
    height = rows * (size[1] + 70) + 40
    figure, ground = theme.canvas(width, height)
    for index, cell in enumerate(v["cells"]):
        row, column = divmod(index, 2)
        left = 40 + column * (size[0] + 22)
        ax = theme.chart_axes(figure, left, 44 + row * (size[1] + 70), *size)
        title = f"{cell['norm']}-norm, rate {cell['rate']:g}"
        panel(ax, cell, v["steps"], title, "step" if row == rows - 1 else "")
        if column:
            ax.tick_params(labelleft=False)
    x = key(ground, 40, height - 16)
    if not page.narrow:
        text = "training loss, nats; bands: three seeds"
        write(ground, x, height - 16, text, theme.MUTED, theme.SMALL)
    return figure
