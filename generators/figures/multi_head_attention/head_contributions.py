"""The output projection drawn: what the four heads add for one word, and that it all adds up."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import explainer
from generators.figures._shared.head_statistics import SENTENCE
from generators.kit.marks import Box, arrow, bar, note, vector
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL, VALUE, WEIGHT, canvas

WORD = "it"
CELL = (3.0, 30)
PITCH = 62


def values() -> dict[str, Any]:
    """The last encoder layer at this word: the four parts and their sum."""
    model = explainer.load("translator")
    trace = explainer.translate(model, SENTENCE).trace
    place = SENTENCE.split().index(WORD)
    layers = []
    for number, block in enumerate(trace.encoder.layers):
        heads = block.self_attention
        bias = model.parameters[f"encoder.{number}.self_attention.output_bias"]
        parts = heads.contributions[:, place]
        layers.append(
            {
                "norms": np.linalg.norm(parts, axis=-1).tolist(),
                "bias_norm": float(np.linalg.norm(bias)),
                "output_norm": float(np.linalg.norm(heads.output[place])),
                "stream_norm": float(np.linalg.norm(block.input[place])),
                "error": float(np.abs(heads.contributions.sum(axis=0) + bias - heads.output).max()),
                "parts": np.round(parts, 4).tolist(),
                "concatenated": np.round(heads.concatenated[place], 4).tolist(),
                "output": np.round(heads.output[place], 4).tolist(),
                "bias": np.round(bias, 4).tolist(),
            }
        )
    last = layers[-1]
    return {
        "word": WORD,
        "layer": len(layers),
        "layers": layers,
        "error": max(layer["error"] for layer in layers),
        "norms": last["norms"],
        "largest": max(last["norms"]),
        "largest_head": int(np.argmax(last["norms"])) + 1,
        "smallest": min(last["norms"]),
        "smallest_head": int(np.argmin(last["norms"])) + 1,
        "d_head": len(last["concatenated"]) // len(last["parts"]),
        "d_model": len(last["output"]),
    }


def alt(v: dict[str, Any]) -> str:
    norms = ", ".join(f"{norm:.2f}" for norm in v["norms"])
    return (
        f"The concatenated outputs of four heads for {v['word']}, each multiplied by its own rows "
        f"of the output projection. The four results have lengths {norms} and add up to the "
        f"output of the attention."
    )


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = canvas(632, 428)
    _titles(ax)
    last = v["layers"][-1]
    limit = float(np.abs([*last["parts"], last["output"]]).max())
    own = float(np.abs(last["concatenated"]).max())
    for index, (part, norm) in enumerate(zip(last["parts"], last["norms"], strict=True)):
        _row(ax, v, last, index, part, limit, own)
        share = norm / v["largest"]
        text = f"{norm:.2f}"
        bar(ax, 518, 70 + index * PITCH, share, width=64, role=WEIGHT, text=text, size=LABEL)
    _sum(ax, last, limit, 62 + 4 * PITCH)
    return figure


def _titles(ax: Axes) -> None:
    for x, text in (
        (92, "what it took"),
        (166, "its rows of $W^O$"),
        (300, "what it adds"),
        (518, "length"),
    ):
        note(ax, x, 22, text, MUTED, SMALL)


def _row(
    ax: Axes,
    v: dict[str, Any],
    last: dict[str, Any],
    index: int,
    part: list[float],
    limit: float,
    own: float,
) -> None:
    y = 62 + index * PITCH
    middle = y + CELL[1] / 2
    note(ax, 18, y + 6, f"head {index + 1}", INK, LABEL, weight="semibold")
    taken = last["concatenated"][index * v["d_head"] : (index + 1) * v["d_head"]]
    vector(ax, 92, y, taken, VALUE, None, CELL, limit=own)
    note(ax, 149, y + 6, "×", MUTED, LABEL)
    block = Box(166, y - 9, 96, 48)
    for strip in range(4):
        mine = strip == index
        ax.add_patch(
            Rectangle(
                (block.left, block.top + strip * 12),
                96,
                12,
                facecolor=WEIGHT,
                alpha=0.55 if mine else 0.08,
                linewidth=0,
            )
        )
    ax.add_patch(
        Rectangle((block.left, block.top), 96, 48, facecolor="none", edgecolor=WEIGHT, linewidth=1)
    )
    arrow(ax, (268, middle), (294, middle), MUTED)
    vector(ax, 300, y, part, RESIDUAL, None, CELL, limit=limit)


def _sum(ax: Axes, last: dict[str, Any], limit: float, y: float) -> None:
    ax.plot([300, 492], [y - 4, y - 4], color=INK, linewidth=1)
    note(ax, 18, y + 12, "all four, plus the bias", INK, LABEL, weight="semibold")
    vector(ax, 300, y + 6, last["bias"], MUTED, None, (CELL[0], 22), limit=limit)
    note(ax, 518, y + 10, f"bias {last['bias_norm']:.2f}", MUTED, SMALL)
    ax.plot([300, 492], [y + 40, y + 40], color=INK, linewidth=1)
    note(ax, 18, y + 56, "output of the attention", INK, LABEL, weight="semibold")
    vector(ax, 300, y + 50, last["output"], RESIDUAL, None, CELL, limit=limit)
    note(ax, 518, y + 56, f"{last['output_norm']:.2f}", INK, LABEL)
    note(ax, 300, y + 86, "64 features: bars up are positive, down negative", MUTED, SMALL)


def narrow(v: dict[str, Any]) -> Figure:
    """Without the output projection: what each head took above what it adds."""
    figure, ax = canvas(336, 476)
    last = v["layers"][-1]
    limit = float(np.abs([*last["parts"], last["output"]]).max())
    own = float(np.abs(last["concatenated"]).max())
    for index, (part, norm) in enumerate(zip(last["parts"], last["norms"], strict=True)):
        y = 40 + index * 74
        taken = last["concatenated"][index * v["d_head"] : (index + 1) * v["d_head"]]
        note(ax, 14, y - 24, f"head {index + 1}", INK, LABEL, weight="semibold")
        note(ax, 88, y - 23, "× its rows of $W^O$ gives", MUTED, SMALL)
        vector(ax, 14, y, taken, VALUE, None, CELL, limit=own)
        arrow(ax, (66, y + 15), (84, y + 15), MUTED)
        vector(ax, 88, y, part, RESIDUAL, None, CELL, limit=limit)
        note(ax, 290, y + 6, f"{norm:.2f}", INK, LABEL)
    y = 40 + 4 * 74
    note(ax, 14, y - 14, "plus the bias", MUTED, SMALL)
    vector(ax, 88, y + 4, last["bias"], MUTED, None, (CELL[0], 22), limit=limit)
    note(ax, 290, y + 6, f"{last['bias_norm']:.2f}", INK, LABEL)
    ax.plot([88, 280], [y + 38, y + 38], color=INK, linewidth=1)
    note(ax, 14, y + 46, "output of the attention: their sum", INK, LABEL, weight="semibold")
    vector(ax, 88, y + 70, last["output"], RESIDUAL, None, CELL, limit=limit)
    note(ax, 290, y + 76, f"{last['output_norm']:.2f}", INK, LABEL)
    note(ax, 88, y + 106, "bars up are positive, down negative", MUTED, SMALL)
    return figure
