"""What becomes of the weighted sum: all heads side by side, projected, added to the word."""

import numpy as np

import explainer
from experiments.translator.recipe import PRONOUN
from generators.figures._shared.running_sentence import translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, note, strip
from generators.kit.needs import place_of
from generators.kit.theme import RESIDUAL, TITLE, VALUE


def values() -> Values:
    parameters = explainer.load("translator").parameters
    written = translation("tired")
    block = written.trace.encoder.layers[0]
    attention, it = block.self_attention, place_of(PRONOUN, written.source_tokens)
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
        "added": lengths["output"] / lengths["word"],
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
    width, high = page.pick(480, 312), 60.0  # what attention adds is a tenth of what is there
    figure, ax, boxes = page.panels(len(rows), (width, 32 + high), across=(1, 1))
    largest = float(np.abs(list(v["strips"].values())).max())  # also above that of the sums
    for box, (numbers, title, role) in zip(boxes, rows, strict=True):
        note(ax, box.left, box.top + 4, title, role, TITLE, weight="semibold")
        strip(ax, Box(box.left, box.top + 32, width, high), numbers, role, largest)
    for head in range(1, v["heads"]):
        x = boxes[0].left + head * width / v["heads"]
        ax.plot([x, x], [boxes[0].bottom - high, boxes[0].bottom], color=VALUE, linewidth=1.5)
    return figure
