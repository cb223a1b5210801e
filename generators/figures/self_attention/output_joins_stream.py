"""What becomes of the weighted sum: four heads side by side, projected, added to the word."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import PRONOUN, words
from generators.kit import marks, theme

CELL = (7.0, 40.0)


def values() -> dict[str, Any]:
    parameters = explainer.load("translator").parameters
    block = translation("tired").trace.encoder.layers[0]
    attention = block.self_attention
    sums = np.einsum("hij,hjd->hid", attention.weights, attention.values)
    side_by_side = np.concatenate(list(sums), axis=-1)
    name = "encoder.0.self_attention.output"
    projected = side_by_side @ parameters[name] + parameters[f"{name}_bias"]
    inputs = np.einsum("hij,jd->hid", attention.weights, block.input)
    rebuilt = {
        "concatenated": float(np.abs(side_by_side - attention.concatenated).max()),
        "output": float(np.abs(projected - attention.output).max()),
        "stream": float(np.abs(block.input + projected - block.after_self_attention).max()),
    }
    strips = {
        "word": block.input[PRONOUN],
        "sums": side_by_side[PRONOUN],
        "output": projected[PRONOUN],
        "after": block.after_self_attention[PRONOUN],
    }
    return {
        "word": words("tired")[PRONOUN],
        "errors": rebuilt,
        "largest_error": max(rebuilt.values()),
        "width": int(block.input.shape[-1]),
        "heads": int(attention.weights.shape[0]),
        "d_head": int(attention.values.shape[-1]),
        "width_of_weighted_inputs": int(inputs.shape[-1]),
        "strips": {key: np.round(strip, 4).tolist() for key, strip in strips.items()},
        "lengths": {key: float(np.linalg.norm(strip)) for key, strip in strips.items()},
        "kept": float(
            strips["word"]
            @ strips["after"]
            / np.linalg.norm(strips["word"])
            / np.linalg.norm(strips["after"])
        ),
    }


def alt(v: dict[str, Any]) -> str:
    lengths = v["lengths"]
    return (
        f"Four strips of {v['width']} bars for the word {v['word']}: the weighted sums of four "
        f"heads, their projection (length {lengths['output']:.1f}), the word as it was (length "
        f"{lengths['word']:.1f}) and their sum (length {lengths['after']:.1f})."
    )


def _layout(v: dict[str, Any], cell: tuple[float, float], left: float) -> Figure:
    width = v["width"] * cell[0]
    figure, ax = theme.canvas(round(width + 2 * left), 388)
    limit = max(abs(n) for key in ("word", "output", "after") for n in v["strips"][key])
    rows = (
        ("sums", 1, "weighted sums of values, one a head", theme.VALUE),
        ("output", 2, "× output projection", theme.VALUE),
        ("word", 3, f"+ “{v['word']}” as it was", theme.RESIDUAL),
        ("after", 4, f"= “{v['word']}” after attention", theme.RESIDUAL),
    )
    for index, (key, number, title, role) in enumerate(rows):
        y = 14 + index * 92
        marks.step(ax, left, y, number, title, role)
        strip = v["strips"][key]
        top = max(map(abs, strip)) if key == "sums" else limit
        box = marks.vector(ax, left, y + 32, strip, role, None, cell, limit=top)
        if key == "sums":
            for head in range(1, v["heads"]):
                x = box.left + head * v["d_head"] * cell[0]
                ax.plot([x, x], [box.top, box.bottom], color=role, linewidth=1.5)
    return figure


def draw(v: dict[str, Any]) -> Figure:
    return _layout(v, CELL, 24)


def narrow(v: dict[str, Any]) -> Figure:
    return _layout(v, (4.75, 40), 10)
