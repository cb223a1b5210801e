"""What a head's statistics say about what its removal costs: rank correlations over 72 heads."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.drawing.marks.grids import clear_ground
from explainer.inspect import bootstrap_interval, ranks, spearman
from generators.figures._shared import head_removals
from generators.figures.heads._page import STATISTICS, Head, heads, seeds
from generators.kit.charts import axis_titles
from generators.kit.theme import (
    DECODER,
    DPI,
    ENCODER,
    GRID,
    INK,
    LABEL,
    MUTED,
    PANEL,
    SMALL,
    WEIGHT,
    chart_axes,
)
from generators.kit.values import Values

PREDICTORS: dict[str, tuple[str, Callable[[Head], float]]] = {
    "sharpness": ("how sharp its rows are", lambda head: 1 - head.mean["evenness"]),
    "largest": ("its largest weights", lambda head: head.mean["largest"]),
    "role": (
        "how far it stands out",
        lambda head: max(head.times(key) for key in STATISTICS if head.rows_shuffled.get(key)),
    ),
    "added": ("how much it adds", lambda head: head.mean["added"]),
}
STYLES = {"encoder": (ENCODER, "o"), "decoder": (DECODER, "s"), "cross": (WEIGHT, "D")}
DRAWS = 2000


def values() -> Values:
    removal = head_removals.read()
    found, cost, exact = _costs()
    kinds = [f"{head.seed} {head.stack}" for head in found]
    same = [f"{head.seed} {head.sub_layer}" for head in found]
    correlations: dict[str, Values] = {}
    for key, (_, statistic) in PREDICTORS.items():
        numbers = np.array([statistic(head) for head in found])
        correlations[key] = {
            "all": _with_interval(numbers, cost),
            "kind": _with_interval(within_groups(numbers, kinds), within_groups(cost, kinds)),
            "attention": _with_interval(within_groups(numbers, same), within_groups(cost, same)),
            "exact": spearman(numbers, exact),
            "by_seed": [
                spearman(*(part[[head.seed == seed for head in found]] for part in (numbers, cost)))
                for seed in seeds()
            ],
        }
    sharp = np.array([1 - head.mean["evenness"] for head in found])
    return {
        "heads": len(found),
        "seeds": len(seeds()),
        "sentences": removal["sentences"],
        "choosing": removal["choosing_sentences"],
        "draws": DRAWS,
        "points": [
            {
                "stack": head.stack,
                "name": f"seed {head.seed}, {head.name}",
                "seed": head.seed,
                "sharpness": float(x),
                "times": float(y),
                "lost": float(z),
            }
            for head, x, y, z in zip(found, sharp, cost, exact, strict=True)
        ],
        "correlations": correlations,
        "same_attention_highest": max(row["attention"]["value"] for row in correlations.values()),
        **_extremes(found, sharp, exact),
    }


def _costs() -> tuple[list[Head], np.ndarray, np.ndarray]:
    """Heads of all trainings; how many times the loss grows without each; sentences lost."""
    found, cost, exact = [], [], []
    for model in head_removals.models("translator"):
        single = {(row["sub_layer"], row["head"]): row for row in model["single"]}
        for head in heads(model["seed"]):
            row = single[head.sub_layer, head.number]
            found.append(head)
            cost.append(row["loss"] / model["whole"]["loss"])
            exact.append(model["whole"]["exact"] - row["exact"])
    return found, np.array(cost), np.array(exact)


def within_groups(numbers: np.ndarray, groups: list[str]) -> np.ndarray:
    """Ranks inside each group: what differs between groups no longer counts."""
    result = np.zeros(len(numbers))
    for group in set(groups):
        mine = np.array([other == group for other in groups])
        result[mine] = ranks(numbers[mine]) - (mine.sum() + 1) / 2
    return result


def _with_interval(first: np.ndarray, second: np.ndarray) -> dict[str, float]:
    low, high = bootstrap_interval(spearman, first, second, draws=DRAWS)
    return {"value": spearman(first, second), "low": low, "high": high}


def _extremes(found: list[Head], sharp: np.ndarray, exact: np.ndarray) -> Values:
    """The sharpest head that costs nothing to speak of, the costliest that looks most evenly."""
    free = [i for i in range(len(found)) if exact[i] < head_removals.FREE]
    dear = [i for i in range(len(found)) if exact[i] >= 0.1]
    sharpest, evenest = max(free, key=lambda i: sharp[i]), min(dear, key=lambda i: sharp[i])
    return {
        "sharp_and_free": _one(found[sharpest], exact[sharpest]),
        "even_and_dear": _one(found[evenest], exact[evenest]),
        "free_with_role": sum(found[i].role is not None for i in free),
        "free": len(free),
        "dear": len(dear),
        "dear_without_role": sum(found[i].role is None for i in dear),
    }


def _one(head: Head, lost: float) -> Values:
    return {
        "name": head.name,
        "seed": head.seed,
        "evenness": head.mean["evenness"],
        "role": STATISTICS.get(head.role or "", "none"),
        "lost": float(lost),
    }


def alt(v: Values) -> str:
    sharp = v["correlations"]["sharpness"]
    return (
        f"Scatter of {v['heads']} heads: sharpness of their rows against how many times the loss "
        f"grows without them. Rank correlation {sharp['all']['value']:.2f} over all heads "
        f"({sharp['all']['low']:.2f} to {sharp['all']['high']:.2f}), "
        f"{sharp['attention']['value']:.2f} among the four heads of the same attention "
        f"({sharp['attention']['low']:.2f} to {sharp['attention']['high']:.2f})."
    )


def draw(v: Values) -> Figure:
    figure = Figure(figsize=(704 / DPI, 384 / DPI), dpi=DPI)
    _scatter(chart_axes(figure, 44, 66, 300, 256), v)
    _intervals(chart_axes(figure, 404, 66, 276, 256), v)
    return figure


def narrow(v: Values) -> Figure:
    figure = Figure(figsize=(340 / DPI, 726 / DPI), dpi=DPI)
    _scatter(chart_axes(figure, 40, 62, 284, 250), v)
    _intervals(chart_axes(figure, 40, 410, 284, 256), v)
    return figure


def _scatter(ax: Axes, v: Values) -> None:
    names = {"encoder": "encoder", "decoder": "decoder", "cross": "cross-attention"}
    for stack, (colour, shape) in STYLES.items():
        points = [point for point in v["points"] if point["stack"] == stack]
        ax.plot(
            [point["sharpness"] for point in points],
            [point["times"] for point in points],
            linestyle="none",
            marker=shape,
            markersize=5.5,
            markerfacecolor=colour,
            markeredgecolor=PANEL,
            markeredgewidth=0.7,
            label=names[stack],
            clip_on=False,
        )
    ax.set_yscale("log")
    ax.set_xlim(0, 1)
    ax.set_ylim(0.7, 1.5 * max(200, *(point["times"] for point in v["points"])))
    ax.set_yticks([1, 10, 100], ["1×", "10×", "100×"])
    ax.minorticks_off()
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "", "0.5", "", "1"])
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(
        handles,
        labels,
        loc="lower left",
        bbox_to_anchor=(-0.12, 1.115),
        ncols=3,
        fontsize=SMALL,
        handletextpad=0,
        columnspacing=0.9,
        labelcolor=INK,
    )
    axis_titles(ax, x="sharpness of its rows", y="loss without the head, times the whole model's")


def _intervals(ax: Axes, v: Values) -> None:
    ax.grid(visible=False, axis="y")
    ax.grid(visible=True, axis="x")
    ax.plot([0, 0], [-0.6, 3.7], color=MUTED, linewidth=1)
    for row, (key, (title, _)) in enumerate(PREDICTORS.items()):
        clear_ground(
            ax.text(-0.72, row - 0.34, title, fontsize=LABEL, color=INK, va="center", zorder=5)
        )
        for offset, part, filled in ((0, "all", True), (0.26, "attention", False)):
            found = v["correlations"][key][part]
            y = row + offset
            ax.plot([found["low"], found["high"]], [y, y], color=MUTED, linewidth=2)
            ax.plot(
                [found["value"]],
                [y],
                marker="o",
                markersize=7,
                markeredgecolor=INK,
                markerfacecolor=INK if filled else PANEL,
                linestyle="none",
            )
    ax.set_xlim(-0.75, 1)
    ax.set_ylim(3.6, -0.7)
    ax.set_yticks([])
    ax.set_xticks([-0.5, 0, 0.5, 1], ["−0.5", "0", "0.5", "1"])
    ax.spines["bottom"].set_color(GRID)
    for x, filled, text in ((0.0, True, "all heads"), (0.36, False, "same attention only")):
        ax.plot(
            [x + 0.02],
            [1.2],
            marker="o",
            markersize=7,
            markeredgecolor=INK,
            clip_on=False,
            markerfacecolor=INK if filled else PANEL,
            transform=ax.transAxes,
        )
        ax.text(x + 0.06, 1.185, text, fontsize=SMALL, color=INK, transform=ax.transAxes)
    axis_titles(ax, x="rank correlation, with 95% interval", y="with the cost of removal")
