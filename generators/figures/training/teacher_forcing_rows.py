"""One sentence as a lesson: the right French goes in, every row is scored on the next word."""

from dataclasses import dataclass
from math import log
from typing import Any

from generators.figures.training._page import model_at, reading, steps
from generators.kit import marks, theme
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.sizes import TEXT

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
        "hardest": {
            "word": seen.wanted[hardest],
            "chance": float(seen.chances[hardest]),
            "loss": losses[hardest],
            "best": seen.best[hardest],
            "best_chance": float(seen.best_chances[hardest]),
        },
        "easiest": {"word": seen.wanted[easiest], "loss": losses[easiest]},
        "vocabulary": words,
        "guessing": log(words),
        "surest": float(seen.best_chances.max()),
        "surest_later": float(reading(steps()[STEP + 1]).best_chances.max()),
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


@dataclass(frozen=True)
class Columns:
    """The x of each column, px; without `best` what was likelier is left out."""

    reads: float
    wanted: float
    chance: float
    reach: float  # px of a bar for probability one
    loss: float
    best: float | None = None


WIDE, SLIM = Columns(112, 126, 244, 80, 390, 424), Columns(86, 96, 192, 70, 334)


def draw(v: Values, page: Page) -> Figure:
    at = page.pick(WIDE, SLIM)
    height = TOP + v["rows"] * PITCH + 46
    figure, ax = page.canvas((TEXT, height), (348, height))
    _heads(ax, at)
    for i in range(v["rows"]):
        y = TOP + i * PITCH
        marks.token(ax, at.reads, y, v["inputs"][i], theme.QUERY, align="right", size=12)
        marks.token(ax, at.wanted, y, v["wanted"][i], theme.DECODER, size=12)
        chance = v["chances"][i]
        marks.bar(ax, at.chance, y + 6, chance, at.reach, 13, theme.DECODER, f"{chance:.2f}")
        marks.write(ax, at.loss, y + 12, f"{v['losses'][i]:.2f}", theme.INK, align="right")
        if at.best is not None and v["best"][i] != v["wanted"][i]:
            marks.token(ax, at.best, y, v["best"][i], theme.MUTED, size=12)
    bottom = TOP + v["rows"] * PITCH + 6
    ax.plot([at.chance, at.loss], [bottom, bottom], color=theme.GRID, linewidth=1)
    mean = page.pick(f"loss of the sentence: mean of {v['rows']} rows", "mean: the sentence’s loss")
    marks.write(ax, at.loss - 44, bottom + 18, mean, theme.MUTED, align="right")
    style: dict[str, Any] = {"weight": "semibold", "align": "right"}
    marks.write(ax, at.loss, bottom + 18, f"{v['loss']:.2f}", theme.INK, **style)
    return figure


def _heads(ax: Axes, at: Columns) -> None:
    heads: list[tuple[float, str, str, str, str]] = [
        (at.reads, "the row", "reads", theme.QUERY, "right"),
        (at.wanted, "the right", "next word", theme.DECODER, "left"),
        (at.chance, "its", "probability p", theme.DECODER, "left"),
        (at.loss, "loss", "−ln p", theme.INK, "right"),
    ]
    if at.best is not None:
        heads.append((at.best, "more likely", "here was", theme.MUTED, "left"))
    for x, first, second, role, align in heads:
        marks.write(ax, x, 20, first, role, align=align)
        marks.write(ax, x, 38, second, role, align=align)
