"""One sentence as a lesson: the right French goes in, every row is scored on the next word."""

from math import log

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.training._page import model_at, reading, steps
from generators.kit import marks, theme
from generators.kit.values import Values

STEP = 1  # which saved moment is shown: the first after the random start
TOP, PITCH = 62, 29


def values() -> Values:
    step = steps()[STEP]
    seen = reading(step)
    losses = [-log(chance) for chance in seen.chances]
    hardest, easiest = losses.index(max(losses)), losses.index(min(losses))
    words = len(model_at(step).target_vocabulary)
    return {
        "step": step,
        "inputs": list(seen.inputs),
        "wanted": list(seen.wanted),
        "chances": seen.chances.tolist(),
        "losses": losses,
        "loss": sum(losses) / len(losses),
        "rows": len(losses),
        "best": list(seen.best),
        "wrong": sum(best != word for best, word in zip(seen.best, seen.wanted, strict=True)),
        "hardest": {
            "word": seen.wanted[hardest],
            "input": seen.inputs[hardest],
            "chance": float(seen.chances[hardest]),
            "loss": losses[hardest],
            "best": seen.best[hardest],
            "best_chance": float(seen.best_chances[hardest]),
        },
        "easiest": {
            "word": seen.wanted[easiest],
            "chance": float(seen.chances[easiest]),
            "loss": losses[easiest],
        },
        "vocabulary": words,
        "guessing": log(words),
        "first_chance": float(seen.chances[0]),
        "first_loss": losses[0],
    }


def alt(v: Values) -> str:
    hard, easy = v["hardest"], v["easiest"]
    return (
        f"{v['rows']} rows, each with the French word it reads, the probability of the right next "
        f"word, and its loss. Smallest loss: {easy['word']} ({easy['loss']:.2f}); largest: "
        f"{hard['word']} ({hard['loss']:.2f}), where {hard['best']} was more likely. "
        f"Mean {v['loss']:.2f}."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(620, TOP + v["rows"] * PITCH + 46)
    _rows(ax, v, reads=112, wanted=126, at=244, reach=120, loss=436, best=470)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(348, TOP + v["rows"] * PITCH + 46)
    _rows(ax, v, reads=86, wanted=96, at=192, reach=70, loss=334)
    return figure


def _rows(
    ax: Axes,
    v: Values,
    *,
    reads: float,
    wanted: float,
    at: float,
    reach: float,
    loss: float,
    best: float | None = None,
) -> None:
    heads: tuple[tuple[float, str, str, str, str], ...] = (
        (reads, "the row", "reads", theme.QUERY, "right"),
        (wanted, "the right", "next word", theme.DECODER, "left"),
        (at, "its", "probability p", theme.DECODER, "left"),
        (loss, "loss", "−ln p", theme.INK, "right"),
    )
    if best is not None:
        heads += ((best, "more likely", "here was", theme.MUTED, "left"),)
    for x, first, second, role, align in heads:
        marks.write(ax, x, 20, first, role, align=align)
        marks.write(ax, x, 38, second, role, align=align)
    for i in range(v["rows"]):
        y = TOP + i * PITCH
        marks.token(ax, reads, y, v["inputs"][i], theme.QUERY, align="right", size=12)
        marks.token(ax, wanted, y, v["wanted"][i], theme.DECODER, size=12)
        chance = v["chances"][i]
        marks.bar(ax, at, y + 6, chance, reach, 13, theme.DECODER, f"{chance:.2f}")
        marks.write(ax, loss, y + 12, f"{v['losses'][i]:.2f}", theme.INK, align="right")
        if best is not None and v["best"][i] != v["wanted"][i]:
            marks.token(ax, best, y, v["best"][i], theme.MUTED, size=12)
    bottom = TOP + v["rows"] * PITCH + 6
    ax.plot([at, loss], [bottom, bottom], color=theme.GRID, linewidth=1)
    label = f"loss of the sentence: mean of {v['rows']} rows"
    if best is None:
        label = "mean: the sentence’s loss"
    marks.write(ax, loss - 44, bottom + 18, label, theme.MUTED, align="right")
    marks.write(
        ax, loss, bottom + 18, f"{v['loss']:.2f}", theme.INK, weight="semibold", align="right"
    )
