"""The same statistics in three trainings: what is done is alike, the head that does it is not."""

from dataclasses import replace

import numpy as np

import explainer
from explainer import inspect
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.heads._page import STATISTICS, of_stack, read, seeds
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, frame
from generators.kit.needs import needs
from generators.kit.theme import INK

PANELS = (("encoder", "next"), ("decoder", "itself"))


def values() -> Values:
    numbering = read()["numbering"]
    panels = {f"{stack}_{statistic}": _panel(stack, statistic) for stack, statistic in PANELS}
    first = max(of_stack(seeds()[0], "encoder"), key=lambda head: head.mean["next"])
    means = {
        key: float(np.mean([row[key] for row in numbering]))
        for key in ("same_number", "mean_of_all", "better_than_same")
    }
    return {
        "seeds": seeds(),
        "panels": panels,
        "stands_out_for": STATISTICS.get(first.role or "", "none"),
        "fewest_winners": min(panel["different"] for panel in panels.values()),
        "comparisons": len(numbering),
        "pairings": 24,
        "better_mean": means["better_than_same"],
        "better_by_chance": 11.5,
        "equal_numbers": means["same_number"],
        "any_numbers": means["mean_of_all"],
        "exchanged": with_heads_exchanged("encoder.1.self_attention", 0, 1),
    }


def _panel(stack: str, statistic: str) -> Values:
    """One statistic of the heads of one kind of attention [seeds, heads], and the best of each."""
    rows = [of_stack(seed, stack) for seed in seeds()]
    best = [max(row, key=lambda head: head.mean[statistic]).short for row in rows]
    return {
        "title": f"{stack}: on the {STATISTICS[statistic]}",
        "heads": [head.short for head in rows[0]],
        "rows": [[head.mean[statistic] for head in row] for row in rows],
        "winners": best,
        "different": len(set(best)),
    }


def with_heads_exchanged(name: str, first: int, second: int) -> dict[str, float]:
    """Give two heads each other's number: how much do weights of that number and logits change?"""
    model = explainer.load("translator")
    needs(f"{name}.query" in model.parameters, f"a model with {name}")
    needs(model.config.n_heads > max(first, second), "at least two heads")
    d_head = model.config.d_model // model.config.n_heads
    order = np.arange(model.config.d_model).reshape(-1, d_head)
    order[[first, second]] = order[[second, first]]
    features = order.ravel()
    changed = dict(model.parameters)
    for part in ("query", "key", "value"):
        changed[f"{name}.{part}"] = model.parameters[f"{name}.{part}"][:, features]
        changed[f"{name}.{part}_bias"] = model.parameters[f"{name}.{part}_bias"][features]
    changed[f"{name}.output"] = model.parameters[f"{name}.output"][features]
    translation = explainer.translate(model, SENTENCE)
    source = model.source_vocabulary.encode(translation.source_tokens)
    target = model.target_vocabulary.encode(("<start>", *translation.tokens[:-1]))
    before, after = (
        explainer.forward(one, source, target)
        for one in (model, replace(model, parameters=changed))
    )
    weights = [inspect.attention_of(trace, name).weights[first] for trace in (before, after)]
    return {
        "logits": float(np.abs(before.logits - after.logits).max()),
        "weights": float(np.abs(weights[0] - weights[1]).max()),
    }


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{panel['title']}, largest in head {', '.join(panel['winners'])}"
        for panel in v["panels"].values()
    )
    return f"Tables of {len(v['seeds'])} trainings by their heads (layer.head), means: {parts}."


def draw(v: Values, page: Page) -> Figure:
    rows = tuple(f"training {number + 1}" for number in range(len(v["seeds"])))
    grids = [
        Grid(
            panel["rows"],
            Words(rows, tuple(panel["heads"]), row_title="", column_title=""),
            Cells((page.pick(42, 29), 28), digits=2),
            panel["title"],
        )
        for panel in v["panels"].values()
    ]
    figure, ax, drawn = matrices(page, grids, across=(1, 1), gap=22)
    for grid, found in zip(grids, drawn, strict=True):
        for row, numbers in enumerate(grid.numbers):
            frame(ax, found.cells[row][int(np.argmax(numbers))], INK, 2)
    return figure
