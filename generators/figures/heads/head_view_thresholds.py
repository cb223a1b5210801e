"""The head view of one head and of the same head before training, with fewer and fewer lines."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures._shared.head_statistics import attentions
from generators.figures.heads._page import of_stack
from generators.kit.marks import Box, link, note, write
from generators.kit.needs import needs
from generators.kit.theme import INK, LABEL, MUTED, SMALL, canvas
from generators.kit.values import Values

TIMES = (0.0, 1.5, 2.5)  # lines drawn from this many times the even share
PITCH = 19
WIDEST = 9  # px of a line that carries all of a row's weight


def values() -> Values:
    """The encoder head that stands out most over all sentences, and what thresholds leave of it."""
    found = [head for head in of_stack(COMMITTED_SEED, "encoder") if head.role]
    head = max(found, key=lambda head: head.times(str(head.role)))
    in_its_layer = [
        one
        for one in attentions()
        if one.kind == "encoder self-attention" and one.layer == head.layer
    ]
    needs(bool(in_its_layer), f"encoder layer {head.layer}")
    attention = in_its_layer[0]
    needs(head.number < len(attention.weights), f"{head.name}, which the results speak of")
    words = list(attention.looked_at)
    panels = [
        {"name": name, **_panel(np.asarray(weights[head.number], dtype=np.float64), words)}
        for name, weights in (("trained", attention.weights), ("random", attention.untrained))
    ]
    return {
        "head": head.name,
        "number": head.number + 1,
        "layer": head.layer,
        "role": head.role,
        "mean": head.mean[str(head.role)],
        "shuffled": head.rows_shuffled[str(head.role)],
        "words": words,
        "even": 1 / len(words),
        "times": list(TIMES),
        "panels": panels,
        "most_drawn_at_last": max(panel["share"][-1] for panel in panels),
    }


def _panel(weights: np.ndarray, words: list[str]) -> Values:
    limits = [times / weights.shape[-1] for times in TIMES]
    hits = (weights >= limits[-1]).sum(axis=0)
    return {
        "most_hit": int(hits.max()),
        "most_hit_word": words[int(hits.argmax())],
        "weights": np.round(weights, 4).tolist(),
        "lines": [int((weights >= limit).sum()) for limit in limits],
        "share": [
            float(np.where(weights >= limit, weights, 0).sum() / len(weights)) for limit in limits
        ],
        "rows_without": [int((weights.max(axis=-1) < limit).sum()) for limit in limits],
        "largest": float(weights.max()),
    }


def alt(v: Values) -> str:
    trained, random = v["panels"]
    return (
        f"Lines between the {len(v['words'])} words for {v['head']}, all {trained['lines'][0]} and "
        f"only those above {TIMES[1]} and {TIMES[2]} times the even share: {trained['lines'][1]} "
        f"and {trained['lines'][2]} lines, {trained['share'][1]:.0%} and {trained['share'][2]:.0%} "
        f"of the weight. Before training: {random['lines'][1]} and {random['lines'][2]} lines, "
        f"{random['share'][1]:.0%} and {random['share'][2]:.0%}."
    )


def draw(v: Values) -> Figure:
    figure, ax = canvas(716, 634)
    for row, panel in enumerate(v["panels"]):
        for column in range(len(TIMES)):
            _lines(ax, 14 + column * 236, 18 + row * 312, v, panel, column)
    return figure


def narrow(v: Values) -> Figure:
    """All lines and the last threshold, side by side; trained above random."""
    figure, ax = canvas(340, 624)
    for row, panel in enumerate(v["panels"]):
        for column, which in enumerate((0, len(TIMES) - 1)):
            _lines(ax, 8 + column * 166, 14 + row * 308, v, panel, which, words=(54, 44))
    return figure


def _lines(
    ax: Axes,
    x: float,
    y: float,
    v: Values,
    panel: Values,
    which: int,
    words: tuple[float, float] = (66, 92),
) -> None:
    """One panel: who looks on the left, what is looked at on the right."""
    left, gap = words
    title = {"trained": f"layer {v['layer']}, head {v['number']}", "random": "before training"}
    note(ax, x, y, title[panel["name"]], INK, LABEL, weight="semibold")
    kept = "all lines" if which == 0 else f"from {TIMES[which]:.1f} × even share"
    note(ax, x, y + 19, f"{kept}: {panel['lines'][which]}", INK, SMALL)
    note(ax, x, y + 34, f"{panel['share'][which]:.0%} of the weight", MUTED, SMALL)
    top = y + 64
    limit = TIMES[which] / len(v["words"])
    for index, word in enumerate(v["words"]):
        middle = top + index * PITCH
        write(ax, x + left - 6, middle, word, INK, SMALL, mono=True, align="right")
        write(ax, x + left + gap + 6, middle, word, INK, SMALL, mono=True)
    ends = [Box(x + left, top + index * PITCH, 0, 0) for index in range(len(v["words"]))]
    for start, row in zip(ends, panel["weights"], strict=True):
        for end, weight in zip(ends, row, strict=True):
            if weight >= limit:
                points = ((start.left, start.top), (end.left + gap, end.top))
                link(ax, *points, weight, widest=WIDEST, minimum=0, axis="horizontal")
