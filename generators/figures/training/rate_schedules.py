"""Two learning-rate schedules: the paper's for its base model, and this translator's."""

from typing import Any

import numpy as np

from experiments.translator.recipe import WARM_UP
from explainer.schedules import cosine_rate, paper_rate
from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.figure import Axes, Figure, Page, Values
from generators.pipeline import results

PAPER_STEPS, PAPER_WARM_UP = 100_000, 4000
PANEL = 246.0  # px, the width of a plot


def values() -> Values:
    run = results.read("translator")["runs"][0]
    paper_at = [1, *range(250, PAPER_STEPS + 1, 250)]
    ours_at = list(range(0, run["steps"], 10))
    paper = [paper_rate(step) for step in paper_at]
    ours = [cosine_rate(step, run["peak_rate"], run["steps"], WARM_UP) for step in ours_at]
    return {
        "paper": {
            "steps": paper_at,
            "rates": paper,
            "peak": paper_rate(PAPER_WARM_UP),
            "peak_step": paper_at[int(np.argmax(paper))],
            "warm_up": PAPER_WARM_UP,
            "last": paper[-1],
            "n": PAPER_STEPS,
        },
        "ours": {
            "steps": ours_at,
            "rates": ours,
            "peak": run["peak_rate"],
            "warm_up": WARM_UP,
            "n": run["steps"],
        },
    }


def alt(v: Values) -> str:
    paper, ours = v["paper"], v["ours"]
    return (
        f"The paper's rate rises in a line to {paper['peak']:.2e} at step {paper['peak_step']:,} "
        f"and falls as one over the square root to {paper['last']:.1e} at step {paper['n']:,}. "
        f"Ours rises to {ours['peak']} at step {ours['warm_up']} and falls as half a cosine to "
        f"zero at step {ours['n']:,}."
    )


def _panel(ax: Axes, side: Values, **how: Any) -> None:
    ax.plot(side["steps"], side["rates"], color=theme.INK, clip_on=False)
    ax.fill_between(
        [0, side["warm_up"]],
        [0, 0],
        [how["top"]] * 2,
        color=theme.NEUTRAL[1],
        alpha=0.13,
        linewidth=0,
    )
    ax.set_xlim(0, side["n"])
    ax.set_ylim(0, how["top"])
    ax.set_yticks(how["ticks"], [f"{tick:g}" for tick in how["ticks"]])
    ax.set_xticks(how["steps"], [f"{step:,}" for step in how["steps"]])
    axis_titles(ax, "step", how["title"])
    ax.annotate(
        how["label"],
        (side["warm_up"], side["peak"]),
        xytext=(8, 7),
        textcoords="offset points",
        color=theme.NEUTRAL[1],
        fontsize=theme.SMALL,
    )


def draw(v: Values, page: Page) -> Figure:
    figure, (left, right) = page.charts(2, (PANEL, 150), (62, 40, 24, 56))
    _panel(
        left,
        v["paper"],
        top=8e-4,
        ticks=[0, 2e-4, 4e-4, 6e-4],
        steps=[0, 50_000, 100_000],
        title="the paper, base model: learning rate",
        label=f"peak {v['paper']['peak'] * 1e4:.4f} · 10⁻⁴",
    )
    _panel(
        right,
        v["ours"],
        top=3.5e-3,
        ticks=[0, 1e-3, 2e-3, 3e-3],
        steps=[0, 1000, 2000],
        title="this translator: learning rate",
        label=f"peak {v['ours']['peak']:g}",
    )
    return figure
