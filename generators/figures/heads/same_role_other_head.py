"""The same statistics in three trainings: what is done is alike, the head that does it is not."""

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import explainer
from explainer import inspect
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.heads._page import STATISTICS, of_stack, read, seeds
from generators.kit.marks import Cells, Words, matrix, note, write
from generators.kit.needs import needs
from generators.kit.theme import INK, LABEL, MUTED, SMALL, canvas
from generators.kit.values import Values

PANELS = (
    ("encoder", "next"),
    ("decoder", "itself"),
    ("decoder", "previous"),
    ("cross", "to write"),
)
TITLES = {
    "encoder": "encoder: on the ",
    "decoder": "decoder: on the ",
    "cross": "cross-attention: on the ",
}
CELL = (33, 28)


def values() -> Values:
    results = read()
    panels: list[Values] = []
    for stack, statistic in PANELS:
        rows = [[head.mean[statistic] for head in of_stack(seed, stack)] for seed in seeds()]
        first = [[head.mean[statistic] for head in of_stack(seed, stack)[:4]] for seed in seeds()]
        winners = [
            of_stack(seed, stack)[int(np.argmax(row))].short
            for seed, row in zip(seeds(), rows, strict=True)
        ]
        panels.append(
            {
                "stack": stack,
                "statistic": statistic,
                "title": TITLES[stack] + STATISTICS[statistic],
                "heads": [head.short for head in of_stack(seeds()[0], stack)],
                "rows": rows,
                "winners": winners,
                "different": len(set(winners)),
                "largest": [max(row) for row in rows],
                "first_layer_winners": [int(np.argmax(row)) + 1 for row in first],
                "even": float(
                    np.mean(
                        [h.rows_shuffled[statistic] for s in seeds() for h in of_stack(s, stack)]
                    )
                ),
            }
        )
    numbering = results["numbering"]
    better = [row["better_than_same"] for row in numbering]
    return {
        "seeds": seeds(),
        "sentences": results["sentences"],
        "panels": {
            f"{stack}_{name.replace(' ', '_')}": panel
            for (stack, name), panel in zip(PANELS, panels, strict=True)
        },
        "most_winners": max(panel["different"] for panel in panels),
        "comparisons": len(numbering),
        "pairings": 24,
        "better_mean": float(np.mean(better)),
        "better_by_chance": 11.5,
        "equal_numbers": float(np.mean([row["same_number"] for row in numbering])),
        "any_numbers": float(np.mean([row["mean_of_all"] for row in numbering])),
        "best_numbers": float(np.mean([row["best"] for row in numbering])),
        "exchanged": with_heads_exchanged("encoder.1.self_attention", 0, 1),
        "best_is_equal": sum(number == 0 for number in better),
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
    return (
        f"Four tables, three trainings by eight heads (layer.head), means over sentences: {parts}."
    )


def draw(v: Values) -> Figure:
    figure, ax = canvas(704, 360)
    for index, panel in enumerate(v["panels"].values()):
        _panel(ax, 14 + (index % 2) * 352, 14 + (index // 2) * 174, v, panel)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(340, 14 + 4 * 174)
    for index, panel in enumerate(v["panels"].values()):
        _panel(ax, 6, 14 + index * 174, v, panel)
    return figure


def _panel(ax: Axes, x: float, y: float, v: Values, panel: Values) -> None:
    note(ax, x, y, panel["title"], INK, LABEL, weight="semibold")
    left = x + 54
    write(ax, left - 10, y + 34, "head", MUTED, SMALL, align="right")
    for column, name in enumerate(panel["heads"]):
        write(ax, left + (column + 0.5) * CELL[0], y + 34, name, MUTED, SMALL, align="centre")
    for row, seed in enumerate(v["seeds"]):
        top = y + 46 + row * (CELL[1] + 5)
        write(ax, left - 10, top + CELL[1] / 2, f"seed {seed}", INK, SMALL, align="right")
        numbers = panel["rows"][row]
        matrix(
            ax, left, top, [numbers], Words(row_title="", column_title=""), Cells(CELL, digits=2)
        )
        best = left + int(np.argmax(numbers)) * CELL[0]
        ax.add_patch(
            Rectangle((best, top), *CELL, facecolor="none", edgecolor=INK, linewidth=2, zorder=4)
        )
