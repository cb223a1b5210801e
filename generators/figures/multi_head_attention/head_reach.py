"""What a head's output at one position depends on: every input position, every input feature."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import explainer
from explainer.heads import multi_head_attention
from explainer.layers import layer_norm
from generators.figures._shared.head_statistics import SENTENCE
from generators.kit.marks import Box, note, write
from generators.kit.marks.grids import compound, hatch
from generators.kit.theme import GRID, INK, LABEL, MUTED, QUERY, SMALL, WEIGHT, canvas

WORD, LAYER = "it", 1  # the second layer
CELL = (2.5, 11)
LEVEL = 0.9  # opacity of the largest entry of a panel


def values() -> dict[str, Any]:
    """Jacobians of each head at one position; then of two cuts that are not what happens."""
    model = explainer.load("translator")
    trace = explainer.translate(model, SENTENCE).trace
    words = SENTENCE.split()
    name = f"encoder.{LAYER}"
    stream = trace.encoder.layers[LAYER].input.astype(np.float64)
    parameters = {
        key: np.asarray(array, dtype=np.float64) for key, array in model.parameters.items()
    }
    normed = layer_norm(
        stream,
        parameters[f"{name}.norm_self_attention.gain"],
        parameters[f"{name}.norm_self_attention.bias"],
    )
    section = {
        key.removeprefix(f"{name}.self_attention."): array
        for key, array in parameters.items()
        if key.startswith(f"{name}.self_attention.")
    }
    place, heads = words.index(WORD), model.config.n_heads
    real = jacobian(normed, section, heads, place)  # [heads, d_head, positions, features]
    shown = place * heads // len(words)  # the head whose part of a cut sentence holds the word
    third = len(words) // heads
    same_part = np.arange(len(words)) // third == np.arange(len(words))[:, None] // third
    sentence_cut = jacobian(normed, section, heads, place, same_part)[shown]
    embedding_cut = jacobian(normed, block_diagonal(section, heads), heads, place)[shown]
    panels = [np.abs(panel).mean(axis=0) for panel in (sentence_cut, embedding_cut, *real)]
    return {
        "word": WORD,
        "words": words,
        "layer": LAYER + 1,
        "heads": heads,
        "entries": int(real.size),
        "entries_a_head": int(real[0].size),
        "zeros": int((real == 0).sum()),
        "smallest": float(np.abs(real).min()),
        "largest": float(np.abs(real).max()),
        "shape": list(real.shape[1:]),
        "shown_cut": shown + 1,
        "sentence_cut_zeros": float((sentence_cut == 0).mean()),
        "embedding_cut_zeros": float((embedding_cut == 0).mean()),
        "own_position": [float(panel[place].sum() / panel.sum()) for panel in panels[2:]],
        "least_position": [float(panel.sum(axis=1).min() / panel.sum()) for panel in panels[2:]],
        "panels": [np.round(panel / panel.max(), 4).tolist() for panel in panels],
        "empty": [(panel == 0).tolist() for panel in panels[:2]],
    }


def jacobian(
    normed: np.ndarray,
    section: dict[str, np.ndarray],
    heads: int,
    place: int,
    mask: np.ndarray | None = None,
) -> np.ndarray:
    """d(each head's output at `place`) / d(every input), [heads, d_head, positions, features].

    The output is a weighted sum of values: an input moves it through its value, through its key
    (by the softmax, whose derivative is weight x (value - output)), and at `place` by its query.
    """
    trace = multi_head_attention(normed, normed, section, heads, mask)
    d_head = trace.queries.shape[-1]
    query, key, value = (
        section[name].reshape(-1, heads, d_head) for name in ("query", "key", "value")
    )
    weights = trace.weights[:, place]  # [heads, positions]
    output = trace.attention.output[:, place]  # [heads, d_head]
    pull = weights[..., None] * (trace.values - output[:, None]) / d_head**0.5
    through_values = np.einsum("hj,fhe->hejf", weights, value)
    through_keys = np.einsum("hje,fhd,hd->hejf", pull, key, trace.queries[:, place])
    through_query = np.einsum("hme,fhd,hmd->hef", pull, query, trace.keys)
    moved: np.ndarray = through_values + through_keys
    moved[:, :, place] += through_query
    return moved


def block_diagonal(section: dict[str, np.ndarray], heads: int) -> dict[str, np.ndarray]:
    """Projections in which each head would read only its own slice of the features."""
    d_model = len(section["query_bias"])
    part = np.arange(d_model) // (d_model // heads)
    own = part == part[:, None]
    return {
        key: np.where(own, array, 0.0) if key in ("query", "key", "value") else array
        for key, array in section.items()
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"How much each of {len(v['words'])} words times {v['shape'][2]} features moves one head's "
        f"output at {v['word']}. Two imagined cuts are empty for {v['sentence_cut_zeros']:.0%} and "
        f"{v['embedding_cut_zeros']:.0%}; the four real heads have {v['zeros']} empty entries."
    )


def _titles(v: dict[str, Any]) -> list[str]:
    return ["if the sentence were cut", "if the embedding were cut"] + [
        f"head {index}" for index in range(1, v["heads"] + 1)
    ]


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 3, 632)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 1, 256)


def _draw(v: dict[str, Any], per_row: int, width: int) -> Figure:
    left, wide, high = 80.0, v["shape"][2] * CELL[0], len(v["words"]) * CELL[1]
    pitch, band = wide + 16, high + 62
    rows = len(v["panels"]) // per_row
    figure, ax = canvas(width, round(14 + rows * band - 14))
    for index, (title, panel) in enumerate(zip(_titles(v), v["panels"], strict=True)):
        row, column = divmod(index, per_row)
        x, y = left + column * pitch, 34 + row * band
        imagined = index < len(v["empty"])
        note(ax, x, y - 22, title, MUTED if imagined else INK, LABEL, weight="semibold")
        _panel(ax, x, y, panel, v["empty"][index] if imagined else None)
        under = "not what happens" if imagined else "no empty entry" if not v["zeros"] else ""
        note(ax, x + wide, y + high + 3, under, MUTED, SMALL, align="right")
        note(ax, x, y + high + 3, f"{v['shape'][2]} features →", MUTED, SMALL)
        if column == 0:
            for number, word in enumerate(v["words"]):
                role = QUERY if word == v["word"] else INK
                middle = y + (number + 0.5) * CELL[1]
                write(ax, x - 8, middle, word, role, SMALL, mono=True, align="right")
    return figure


def _panel(
    ax: Axes, x: float, y: float, panel: list[list[float]], empty: list[list[bool]] | None
) -> None:
    boxes = [
        [Box(x + j * CELL[0], y + i * CELL[1], *CELL) for j in range(len(row))]
        for i, row in enumerate(panel)
    ]
    # The square root shows small entries: what matters here is whether anything is there.
    compound(ax, boxes, [[(WEIGHT, LEVEL * number**0.5) for number in row] for row in panel])
    width, height = len(panel[0]) * CELL[0], len(panel) * CELL[1]
    for hole in _holes(boxes, empty) if empty else ():
        hatch(ax, [hole], spacing=9, alpha=0.35)
    ax.add_patch(
        Rectangle((x, y), width, height, facecolor="none", edgecolor=GRID, linewidth=1, zorder=3)
    )


def _holes(boxes: list[list[Box]], empty: list[list[bool]]) -> list[Box]:
    """Empty runs of features that are the same in neighbouring rows, as few large boxes."""
    holes: list[Box] = []
    for box_row, empty_row in zip(boxes, empty, strict=True):
        start = None
        for index, hole in enumerate([*empty_row, False]):
            if hole and start is None:
                start = index
            elif not hole and start is not None:
                first, last = box_row[start], box_row[index - 1]
                holes.append(Box(first.left, first.top, last.right - first.left, first.height))
                start = None
    merged: dict[tuple[float, float], list[Box]] = {}
    for box in holes:
        same = merged.setdefault((box.left, box.width), [])
        if same and abs(same[-1].bottom - box.top) < 1e-6:
            last = same.pop()
            same.append(Box(last.left, last.top, last.width, last.height + box.height))
        else:
            same.append(box)
    return [hole for same in merged.values() for hole in same]
