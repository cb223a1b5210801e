"""What becomes of the weighted sum: all heads side by side, projected, added to the word."""

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.figures._shared.running_sentence import translation
from generators.kit.layout import EDGE, Page
from generators.kit.marks import step, vector
from generators.kit.theme import RESIDUAL, VALUE
from generators.kit.values import Values

HIGH = 60.0  # px of a strip: what attention adds is a tenth of what is there


def values() -> Values:
    parameters = explainer.load("translator").parameters
    written = translation("tired")
    block = written.trace.encoder.layers[0]
    attention, it = block.self_attention, written.source_tokens.index("it")
    sums = attention.weights.astype(np.float64) @ attention.values  # the model has fewer digits
    side_by_side = np.concatenate(list(sums), axis=-1)
    name = "encoder.0.self_attention.output"
    projected = side_by_side @ parameters[name] + parameters[f"{name}_bias"]
    errors = (
        side_by_side - attention.concatenated,
        projected - attention.output,
        block.input + projected - block.after_self_attention,
    )
    before, after = block.input[it], block.after_self_attention[it]
    strips = {"word": before, "output": projected[it], "after": after}
    lengths = {key: float(np.linalg.norm(strip)) for key, strip in strips.items()}
    return {
        "word": written.source_tokens[it],
        "largest_error": max(float(np.abs(error).max()) for error in errors),
        "width": len(before),
        "heads": len(attention.weights),
        "d_head": attention.values.shape[-1],
        "sums": np.round(side_by_side[it], 4).tolist(),
        "strips": {key: np.round(strip, 4).tolist() for key, strip in strips.items()},
        "lengths": lengths,
        "kept": float(before @ after) / lengths["word"] / lengths["after"],
    }


def alt(v: Values) -> str:
    lengths = v["lengths"]
    return (
        f"Strips of {v['width']} bars for the word {v['word']}: the weighted sums of {v['heads']} "
        f"heads, their projection (length {lengths['output']:.1f}), the word as it was (length "
        f"{lengths['word']:.1f}) and their sum (length {lengths['after']:.1f})."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = (
        (v["sums"], "weighted sums of values, one a head", VALUE),
        (v["strips"]["output"], "× output projection", VALUE),
        (v["strips"]["word"], f"+ “{v['word']}” as it was", RESIDUAL),
        (v["strips"]["after"], f"= “{v['word']}” after attention", RESIDUAL),
    )
    width = page.pick(480, 312)
    figure, ax, boxes = page.panels(len(rows), (width, 32 + HIGH), across=(1, 1), edge=EDGE)
    cell = (width / v["width"], HIGH)
    shared = max(abs(number) for strip in v["strips"].values() for number in strip)
    for number, (box, (strip, title, role)) in enumerate(zip(boxes, rows, strict=True), start=1):
        step(ax, box.left, box.top, number, title, role)
        limit = None if number == 1 else shared
        drawn = vector(ax, box.left, box.top + 32, strip, role, None, cell, limit=limit)
        for head in range(1, v["heads"] if number == 1 else 0):
            x = drawn.left + head * v["d_head"] * cell[0]
            ax.plot([x, x], [drawn.top, drawn.bottom], color=role, linewidth=1.5)
    return figure
