"""One row of a heatmap, in each of four heads and in their mean."""

import numpy as np

from generators.figures.heatmaps._page import cross_heads, measured
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, matrix, write
from generators.kit.scales import printed


def _most_divided() -> tuple[Values, int, np.ndarray]:
    """The row, over the shown sentences, whose heads differ most: largest mean distance."""
    rows = []
    for pair in measured()["shown"]:
        heads = cross_heads(pair["english"], pair["french"])
        apart = np.abs(heads - heads.mean(axis=0)).sum(axis=-1).mean(axis=0) / 2
        rows += [(float(value), pair, index, heads[:, index]) for index, value in enumerate(apart)]
    _, pair, index, heads = max(rows, key=lambda row: row[0])
    return pair, index, heads


def values() -> Values:
    pair, index, heads = _most_divided()
    english, mean = pair["english"], heads.mean(axis=0)
    second, first = (int(place) for place in np.argsort(mean)[-2:])
    runs = [run for run in measured()["runs"] if run["variant"] == "translator"]
    rows = sum(run["rows"] for run in runs)
    return {
        "english": english,
        "written": " ".join(pair["french"]),
        "row": [*pair["french"], "<end>"][index],
        "heads": heads.tolist(),
        "mean": mean.tolist(),
        "brightest": [english[int(head.argmax())] for head in heads],
        "least_brightest": float(heads.max(axis=-1).min()),
        "mean_brightest": english[first],
        "mean_weight": float(printed(mean)[first]),
        "mean_second": english[second],
        "mean_second_weight": float(printed(mean)[second]),
        "looked_at_rows": rows,
        "models": len(runs),
        "sentences": measured()["sentences"],
        "all_agree": sum(run["different_words"][0] for run in runs) / rows,
        "like_no_head": sum(run["mean_like_no_head"] for run in runs) / rows,
    }


def alt(v: Values) -> str:
    each = "; ".join(
        f"head {number}: {max(head):.2f} on {word}"
        for number, (word, head) in enumerate(zip(v["brightest"], v["heads"], strict=True), 1)
    )
    return (
        f"The row that writes {v['row']} in {v['written']}. {each}. Mean: "
        f"{v['mean_weight']:.2f} on {v['mean_brightest']}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, left = page.pick((58, 34), (36, 34)), page.pick(70, 62)
    names = [f"head {number}" for number in range(1, len(v["heads"]) + 1)]
    high = cell[1] * (len(names) + 1) + 138
    figure, ax = page.canvas((left + cell[0] * len(v["english"]) + 40, high), (344, high))
    write(ax, 10, 18, f"row “{v['row']}”, last layer", weight="semibold")
    words = Words(names, v["english"], "", left=left)
    drawn = matrix(ax, page.pick(10, 2), 30, v["heads"], words, Cells(cell))
    mean = Words(["mean"], None, "", "", left=left)
    matrix(ax, page.pick(10, 2), drawn.grid.bottom + 14, [v["mean"]], mean, Cells(cell))
    return figure
