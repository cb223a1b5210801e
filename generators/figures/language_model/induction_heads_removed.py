"""SmolLM2 (4-bit quantised) without its strongest induction heads: a second copy, ordinary text."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared import smollm2
from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.values import Values


def values() -> Values:
    removal = smollm2.read()["removal"]
    whole = removal["whole"]
    rows = []
    for count, best, others in zip(
        removal["counts"], removal["best"], removal["others"], strict=True
    ):
        second = [one["second_copy"] for one in others]
        ordinary = [one["ordinary"] for one in others]
        rows.append(
            {
                "count": count,
                "second_copy": best["second_copy"],
                "ordinary": best["ordinary"],
                "others_second_copy": second,
                "others_ordinary": ordinary,
                "others_mean": float(np.mean(second)),
                "others_largest": max(second),
                "others_ordinary_mean": float(np.mean(ordinary)),
                "rise": best["second_copy"] - whole["second_copy"],
                "rise_others": float(np.mean(second)) - whole["second_copy"],
                "rise_ordinary": best["ordinary"] - whole["ordinary"],
                "rise_others_ordinary": float(np.mean(ordinary)) - whole["ordinary"],
            }
        )
    return {
        "even": float(np.log(smollm2.read()["card"]["vocabulary"])),
        "whole": whole["second_copy"],
        "whole_ordinary": whole["ordinary"],
        "rows": rows,
        "counts": removal["counts"],
        "sets": removal["random_sets"],
        "repeated_texts": removal["repeated_texts"],
        "passages": removal["passages"],
        "ranked_on": removal["ranked_on"],
        "best_above_all_others": sum(row["second_copy"] > row["others_largest"] for row in rows),
    }


def alt(v: Values) -> str:
    last = v["rows"][-1]
    return (
        f"Loss on the second copy of random tokens: {v['whole']:.2f} nats with all heads; without "
        f"the {last['count']} strongest induction heads {last['second_copy']:.2f}; without as many "
        f"others of the same layers {last['others_mean']:.2f} on average."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 620, 262)


def narrow(v: Values) -> Figure:
    return _draw(v, 336, 262, stacked=True)


def _draw(v: Values, width: int, plot: int, stacked: bool = False) -> Figure:
    figure, _ = theme.canvas(width, 640 if stacked else 330)
    for index, (kind, others, whole, title) in enumerate(
        (
            ("second_copy", "others_second_copy", "whole", "loss on a second copy, nats"),
            ("ordinary", "others_ordinary", "whole_ordinary", "loss on ordinary text, nats"),
        )
    ):
        left, top = (40, 44 + 320 * index) if stacked else (40 + 304 * index, 44)
        ax = theme.chart_axes(figure, left, top, plot, 226)
        steps = range(len(v["rows"]) + 1)
        for row, step in zip(v["rows"], list(steps)[1:], strict=True):
            ax.plot(
                [step] * len(row[others]),
                row[others],
                linestyle="none",
                marker="o",
                markersize=5,
                markerfacecolor=theme.PANEL,
                markeredgecolor=theme.MUTED,
            )
        lost = [v[whole], *(row[kind] for row in v["rows"])]
        ax.plot(list(steps), lost, color=theme.WEIGHT, marker="o", markersize=6)
        ax.set_xticks(list(steps), ["0", *(str(row["count"]) for row in v["rows"])])
        ax.set_xlim(-0.3, len(v["rows"]) + 0.3)
        ax.set_ylim(0, 13)
        ax.axhline(v["even"], color=theme.MUTED, linewidth=1, linestyle=":")
        last = v["rows"][-1]
        notes = [(0.0, v["even"] + 0.25, "an even guess", theme.MUTED)]
        if kind == "second_copy":
            notes += [(2.55, 7.4, "the strongest", theme.WEIGHT)]
            notes += [(1.6, min(last[others]) - 1.6, "others of the same layers", theme.MUTED)]
        for x, y, text, colour in notes:
            ax.text(x, y, text, color=colour, fontsize=theme.SMALL)
        axis_titles(ax, x="heads removed", y=title)
    return figure
