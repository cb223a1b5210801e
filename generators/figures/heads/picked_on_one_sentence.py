"""A head chosen on one sentence: its value there, and the same head's on all other sentences."""

from collections.abc import Callable, Iterable

import numpy as np

from generators.figures.heads._page import STATISTICS, read
from generators.kit.charts.labelled_dots import dot
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL, WEIGHT

SPAN = (0.12, 0.36)  # of the axis
LINE, GROUP = 8.0, 80.0  # px from model to model, from statistic to statistic
GROUPS = {"trained": "trained", "random": "random weights"}


def values() -> Values:
    results = read()
    rows = {
        "trained": [model["picked"] for model in results["models"]],
        "random": [model["picked"] for model in results["untrained"]],
    }
    random = [row for model in rows["random"] for row in model.values()]
    return {
        "sentences": results["sentences"],
        "even": {key: _by_chance(results, key) for key in rows["trained"][0]},
        "rows": {
            name: [{key: _both(row) for key, row in model.items()} for model in models]
            for name, models in rows.items()
        },
        "means": {
            name: {"next": _mean([model["next"] for model in models])}
            for name, models in rows.items()
        },
        "random_least_drop": min(row["there"] - row["elsewhere"] for row in random),
        "least_above_random": min(
            _elsewhere(rows["trained"], key, min) - _elsewhere(rows["random"], key, max)
            for key in rows["trained"][0]
        ),
    }


def _by_chance(results: Values, statistic: str) -> float:
    """What the encoder's rows give with their weights at random places, mean of all models."""
    shuffled = [model["rows_shuffled"] for model in results["models"]]
    layers = [name for name in shuffled[0] if name.startswith("encoder")]
    return float(np.mean([model[name][statistic] for model in shuffled for name in layers]))


def _elsewhere(models: list[Values], key: str, end: Callable[[Iterable[float]], float]) -> float:
    """The lowest or the highest share on the other sentences, of the winners of these models."""
    return end(float(model[key]["elsewhere"]) for model in models)


def _both(row: Values) -> dict[str, float]:
    return {key: row[key] for key in ("there", "elsewhere")}


def _mean(rows: list[Values]) -> dict[str, float]:
    return {key: float(np.mean([row[key] for row in rows])) for key in ("there", "elsewhere")}


def alt(v: Values) -> str:
    random, trained = v["means"]["random"]["next"], v["means"]["trained"]["next"]
    return (
        f"For previous, same and next word: the encoder head with most weight on it in one "
        f"sentence. Next word, random weights: {random['there']:.2f} there, "
        f"{random['elsewhere']:.2f} on other sentences; trained: {trained['there']:.2f} and "
        f"{trained['elsewhere']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    width, left = page.pick((560, 150), (336, 118))
    bottom = 46 + GROUP * len(v["even"])
    figure, ax = page.canvas((width, bottom + 34))

    def scale(share: float) -> float:
        return left + (share - SPAN[0]) / (SPAN[1] - SPAN[0]) * (width - left - 26)

    for y, shape, text in (
        (16, "disc", "on the sentence that chose it"),
        (34, "ring", "on others"),
    ):
        dot(ax, 18, y, WEIGHT, shape)
        write(ax, 30, y, text, INK, SMALL)
    for share in (0.15, 0.2, 0.25, 0.3, 0.35):
        ax.plot([scale(share)] * 2, [52, bottom], color=GRID, linewidth=1)
        write(ax, scale(share), bottom + 14, f"{share:.2f}"[1:], MUTED, SMALL, align="centre")
    for number, key in enumerate(v["even"]):
        top = 64 + GROUP * number
        write(ax, 12, top, STATISTICS[key], INK, LABEL, weight="semibold")
        ax.plot(
            [scale(v["even"][key])] * 2, [top - 6, top + 58], color=INK, linewidth=1.5, zorder=2.5
        )
        for index, (name, title) in enumerate(GROUPS.items()):
            middle = top + 20 + index * 27
            write(ax, left - 14, middle, title, MUTED, SMALL, align="right")
            _models(ax, scale, middle, [model[key] for model in v["rows"][name]])
    return figure


def _models(
    ax: Axes, scale: Callable[[float], float], middle: float, rows: list[dict[str, float]]
) -> None:
    """A line for each model, from the other sentences to the one that chose the head."""
    for index, row in enumerate(rows):
        y = middle + (index - (len(rows) - 1) / 2) * LINE
        there, elsewhere = scale(row["there"]), scale(row["elsewhere"])
        ax.plot([elsewhere, there], [y, y], color=WEIGHT, linewidth=2, alpha=0.4)
        dot(ax, elsewhere, y, WEIGHT, "ring")
        dot(ax, there, y, WEIGHT)
