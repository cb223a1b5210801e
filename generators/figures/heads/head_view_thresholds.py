"""The head view of one head and of the same head before training, with fewer and fewer lines."""

import numpy as np

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures._shared.head_statistics import attentions
from generators.figures.heads._page import of_stack
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, links, titled, write
from generators.kit.needs import needs
from generators.kit.theme import INK, MUTED, SMALL, measure

TIMES = (0.0, 2.5)  # lines drawn from this many times the even share
PITCH = (19.0, 15.0)  # px from one word to the next, wide and on a phone


def values() -> Values:
    """The encoder head that stands out most over all sentences, and what thresholds leave of it."""
    found = [head for head in of_stack(COMMITTED_SEED, "encoder") if head.role]
    head = max(found, key=lambda head: head.times(str(head.role)))
    kind = "encoder self-attention"
    one = [a for a in attentions() if a.kind == kind and a.layer == head.layer]
    needs(bool(one), f"encoder layer {head.layer}")
    words, number = list(one[0].looked_at), head.number
    panels = {"after training": one[0].weights, "before training": one[0].untrained}
    drawn = [_panel(name, np.asarray(rows[number], float)) for name, rows in panels.items()]
    return {
        "head": head.name,
        "role": head.role,
        "mean": head.mean[str(head.role)],
        "shuffled": head.rows_shuffled[str(head.role)],
        "words": words,
        "times": list(TIMES),
        "on_copy": _most_on_copy(drawn[0]["weights"], words),
        "panels": drawn,
        "most_drawn_at_last": max(panel["share"][-1] for panel in drawn),
    }


def _most_on_copy(weights: list[list[float]], words: list[str]) -> float:
    """The largest weight of a word on an earlier copy of itself."""
    n = range(len(words))
    return max(weights[i][j] for i in n for j in range(i) if words[i] == words[j])


def _panel(name: str, weights: np.ndarray) -> Values:
    limits = [times / weights.shape[-1] for times in TIMES]
    lines = weights >= limits[-1]
    return {
        "name": name,
        "weights": np.round(weights, 4).tolist(),
        "lines": [int((weights >= limit).sum()) for limit in limits],
        "share": [float(weights[weights >= limit].sum() / len(weights)) for limit in limits],
        "to_one_word": float(lines.sum(axis=0).max() / lines.sum()),
    }


def alt(v: Values) -> str:
    trained, random = v["panels"]
    return (
        f"Lines between the {len(v['words'])} words for {v['head']}: all {trained['lines'][0]}, "
        f"and those above {TIMES[-1]} times the even share, {trained['lines'][-1]} lines with "
        f"{trained['share'][-1]:.0%} of the weight. Before training: {random['lines'][-1]} lines, "
        f"{random['share'][-1]:.0%}; {random['to_one_word']:.0%} of them run to one word."
    )


def draw(v: Values, page: Page) -> Figure:
    pitch = page.pick(*PITCH)
    size = (page.pick(240.0, 312.0), 56 + pitch * len(v["words"]))
    gap = page.pick(40.0, 8.0)
    figure, ax, boxes = page.panels(2 * len(TIMES), size, across=(2, 1), gap=gap)
    shown = [(panel, which) for panel in v["panels"] for which in range(len(TIMES))]
    for box, (panel, which) in zip(boxes, shown, strict=True):
        _lines(ax, box, v, panel, which, pitch)
    return figure


def _lines(ax: Axes, box: Box, v: Values, panel: Values, which: int, pitch: float) -> None:
    """One panel: who looks on the left, what is looked at on the right."""
    below, lines = titled(ax, box, panel["name"]), panel["lines"][which]
    share = f"{panel['share'][which]:.0%}"
    said = f"the {lines} thickest: {share} of the weight" if which else f"all {lines} lines"
    write(ax, below.left, below.top + 2, said, MUTED, SMALL)
    margin = max(measure(word, SMALL, mono=True)[0] for word in v["words"]) + 8
    ends: list[list[Box]] = []
    for x, align in ((box.left + margin, "right"), (box.right - margin, "left")):
        ends.append([Box(x, below.top + 28 + pitch * i, 0, 0) for i in range(len(v["words"]))])
        beside = -6 if align == "right" else 6
        for end, word in zip(ends[-1], v["words"], strict=True):
            write(ax, x + beside, end.top, word, INK, SMALL, mono=True, align=align)
    left, right = ends
    links(ax, left, right, panel["weights"], TIMES[which] / len(v["words"]), widest=9)
