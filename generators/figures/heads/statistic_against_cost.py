"""What a head's statistics say about what its removal costs: rank correlations over all heads."""

from collections.abc import Callable

import numpy as np

from explainer.drawing.marks.grids import clear_ground
from explainer.inspect import bootstrap_interval, ranks, spearman
from generators.figures._shared import head_removals
from generators.figures.heads._costs import removed
from generators.figures.heads._page import STATISTICS, Head, seeds
from generators.kit.charts.labelled_dots import dot
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import write
from generators.kit.theme import GRID, INK, MUTED, SMALL

PREDICTORS: dict[str, tuple[str, Callable[[Head], float]]] = {
    "sharpness": ("how sharp its rows are", lambda head: 1 - head.mean["evenness"]),
    "largest": ("its largest weights", lambda head: head.mean["largest"]),
    "role": (
        "how far it stands out",
        lambda head: max(head.times(key) for key in STATISTICS if head.rows_shuffled.get(key)),
    ),
    "added": ("how much it adds", lambda head: head.mean["added"]),
}
PARTS = {"all": ("all heads", "disc"), "attention": ("of one attention", "ring")}
DRAWS = 2000
ROW = 56.0  # px from one statistic to the next


def values() -> Values:
    removal, found = head_removals.read(), removed()
    cost, lost = (np.array([getattr(one, key) for one in found]) for key in ("times", "lost"))
    same = [f"{one.head.seed} {one.head.sub_layer}" for one in found]
    correlations: dict[str, Values] = {}
    for key, (_, statistic) in PREDICTORS.items():
        numbers = np.array([statistic(one.head) for one in found])
        correlations[key] = {
            "all": _with_interval(numbers, cost),
            "attention": _with_interval(within_groups(numbers, same), within_groups(cost, same)),
        }
    sharp = np.array([one.sharpness for one in found])
    of_seed = [np.array([one.head.seed == seed for one in found]) for seed in seeds()]
    correlations["sharpness"] |= {
        "exact": spearman(sharp, lost),
        "by_seed": [spearman(sharp[mine], cost[mine]) for mine in of_seed],
    }
    return {
        "heads": len(found),
        "seeds": len(seeds()),
        "sentences": removal["sentences"],
        "choosing": removal["choosing_sentences"],
        "draws": DRAWS,
        "correlations": correlations,
    }


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


def alt(v: Values) -> str:
    said = "; ".join(
        f"{title} {v['correlations'][key]['all']['value']:.2f} over all heads, "
        f"{v['correlations'][key]['attention']['value']:.2f} among heads of one attention"
        for key, (title, _) in PREDICTORS.items()
    )
    return f"Rank correlations with the cost of removing a head: {said}."


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(520, 336)
    bottom = 44 + ROW * len(PREDICTORS)
    figure, ax = page.canvas((width, bottom + 44))

    def place(number: float) -> float:
        return 24 + (number + 0.5) / 1.5 * (width - 48)

    for number, (text, shape) in enumerate(PARTS.values()):
        dot(ax, 18 + number * 110, 14, INK, shape)
        write(ax, 30 + number * 110, 14, text, INK, SMALL)
    for tick, text in ((-0.5, "−½"), (0.0, "0: no order"), (0.5, "½"), (1.0, "1")):
        x = place(tick)
        ax.plot([x, x], [34, bottom], color=MUTED if tick == 0 else GRID, linewidth=1)
        write(ax, x, bottom + 14, text, MUTED, SMALL, align="centre")
    write(
        ax, width - 12, bottom + 32, "rank correlation, 95% interval", MUTED, SMALL, align="right"
    )
    for row, (key, (title, _)) in enumerate(PREDICTORS.items()):
        y = 48 + ROW * row
        clear_ground(write(ax, place(-0.5) + 4, y, title, INK, SMALL))
        for index, (part, (_, shape)) in enumerate(PARTS.items()):
            one, at = v["correlations"][key][part], y + 16 + 14 * index
            ends = [place(one["low"]), place(one["high"])]
            ax.plot(ends, [at, at], color=MUTED, linewidth=2)
            dot(ax, place(one["value"]), at, INK, shape)
    return figure
