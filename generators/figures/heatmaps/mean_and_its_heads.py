"""One row of a heatmap, in each of four heads and in their mean."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures.heatmaps._page import cross_heads, measured
from generators.kit import marks, theme
from generators.kit.scales import printed
from generators.kit.values import Values


def _most_divided() -> tuple[Values, int, np.ndarray]:
    """The row, over the shown sentences, whose heads differ most: largest mean distance."""
    rows = []
    for pair in measured()["shown"]:
        heads = cross_heads(pair["english"], pair["french"])
        mean = heads.mean(axis=0)
        apart = np.abs(heads - mean).sum(axis=-1).mean(axis=0) / 2
        rows += [(float(value), pair, index, heads[:, index]) for index, value in enumerate(apart)]
    _, pair, index, heads = max(rows, key=lambda row: row[0])
    return pair, index, heads


def values() -> Values:
    pair, index, heads = _most_divided()
    mean = heads.mean(axis=0)
    runs = [run for run in measured()["runs"] if run["variant"] == "translator"]
    rows = sum(run["rows"] for run in runs)
    return {
        "english": pair["english"],
        "text": " ".join(pair["english"]),
        "written": " ".join(pair["french"]),
        "row": [*pair["french"], "<end>"][index],
        "heads": heads.tolist(),
        "mean": mean.tolist(),
        "brightest": [pair["english"][int(head.argmax())] for head in heads],
        "brightest_weight": [float(printed(head).max()) for head in heads],
        "least_brightest": float(heads.max(axis=-1).min()),
        "mean_second": pair["english"][int(np.argsort(mean)[-2])],
        "mean_second_weight": float(np.sort(printed(mean))[-2]),
        "different": len({int(head.argmax()) for head in heads}),
        "mean_brightest": pair["english"][int(mean.argmax())],
        "mean_weight": float(printed(mean).max()),
        "looked_at_rows": rows,
        "models": len(runs),
        "sentences": measured()["sentences"],
        "all_agree": sum(run["different_words"][0] for run in runs) / rows,
        "like_no_head": sum(run["mean_like_no_head"] for run in runs) / rows,
    }


def alt(v: Values) -> str:
    each = "; ".join(
        f"head {number}: {weight:.2f} on {word}"
        for number, (word, weight) in enumerate(
            zip(v["brightest"], v["brightest_weight"], strict=True), 1
        )
    )
    return (
        f"The row that writes {v['row']} in {v['written']}. {each}. Mean: "
        f"{v['mean_weight']:.2f} on {v['mean_brightest']}."
    )


def _draw(v: Values, cell: tuple[float, float], left: float) -> Figure:
    names = [f"head {number}" for number in range(1, len(v["heads"]) + 1)]
    count = len(v["english"])
    figure, ax = theme.canvas(left + cell[0] * count + 40, cell[1] * (len(names) + 1) + 132)
    marks.write(ax, 12, 18, f"row “{v['row']}”, layer 2", theme.INK, theme.LABEL, weight="semibold")
    grid = marks.matrix(
        ax,
        12,
        30,
        v["heads"],
        marks.Words(
            rows=names,
            columns=v["english"],
            row_title="",
            column_title="what is looked at",
            left=left - 12,
        ),
        marks.Cells(cell),
    )
    marks.matrix(
        ax,
        12,
        grid.grid.bottom + 14,
        [v["mean"]],
        marks.Words(rows=["mean"], row_title="", column_title="", left=left - 12),
        marks.Cells(cell),
    )
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, (58, 34), 92)


def narrow(v: Values) -> Figure:
    return _draw(v, (30, 30), 66)
