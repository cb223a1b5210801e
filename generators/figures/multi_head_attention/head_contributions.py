"""The output projection drawn: what each head adds for one word, and that it all adds up."""

import numpy as np

import explainer
from generators.figures._shared.running_sentence import translation
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, bar, heat, note, strip
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL, VALUE, WEIGHT

WORD = "it"
HIGH = 42.0  # px of a strip: the three small heads are a fifth of the sum


def values() -> Values:
    written, parameters = translation("tired"), explainer.load("translator").parameters
    place, layers = written.source_tokens.index(WORD), written.trace.encoder.layers
    attentions = [layer.self_attention for layer in layers]
    biases = [parameters[f"encoder.{n}.self_attention.output_bias"] for n in range(len(layers))]
    adds, bias = attentions[-1].contributions[:, place], biases[-1]
    lengths = np.linalg.norm(adds, axis=-1)
    return {
        "word": WORD,
        "error": max(
            float(np.abs(each.contributions.sum(axis=0) + own - each.output).max())
            for each, own in zip(attentions, biases, strict=True)
        ),
        "layers": [
            {
                "stream_norm": np.linalg.norm(layer.input[place]),
                "output_norm": np.linalg.norm(layer.self_attention.output[place]),
            }
            for layer in layers
        ],
        "largest": lengths.max(),
        "largest_head": lengths.argmax() + 1,
        "smallest": lengths.min(),
        "smallest_head": lengths.argmin() + 1,
        "lengths": [*lengths, np.linalg.norm(bias)],  # of what the heads add, of the bias
        "took": attentions[-1].concatenated[place].reshape(len(adds), -1).round(4).tolist(),
        "adds": np.concatenate([adds, bias[None]]).round(4).tolist(),
        "output": attentions[-1].output[place].round(4).tolist(),
    }


def alt(v: Values) -> str:
    *lengths, bias = (f"{length:.2f}" for length in v["lengths"])
    return (
        f"What each of {len(lengths)} heads took for {v['word']}, multiplied by its own rows of "
        f"the output projection. The results have lengths {', '.join(lengths)}; with the bias, "
        f"{bias}, they add up to the output of the attention."
    )


def draw(v: Values, page: Page) -> Figure:
    """One row a head, the bias, and under a line their sum, all on one scale."""
    top, pitch = page.pick((44.0, 60.0), (34.0, 72.0))
    bottom = top + pitch * len(v["adds"]) + page.pick(8, 22)
    figure, ax = page.canvas((712, bottom + 72))
    adds = Box(page.pick(306, 86), 0, page.pick(280, 202), HIGH)
    limit, whole = np.abs(v["output"]).max(), v["layers"][-1]["output_norm"]
    most = max(whole, *v["lengths"])
    if page.narrow:
        note(ax, adds.right + 8, 14, "length", MUTED, SMALL)
    else:
        for x, title in ((92, "what it took"), (172, "its rows of $W_O$"), (306, "what it adds")):
            note(ax, x, 14, title, MUTED, SMALL)
        note(ax, adds.right + 16, 14, "length", MUTED, SMALL)
    for index, (numbers, length) in enumerate(zip(v["adds"], v["lengths"], strict=True)):
        y, name = top + index * pitch, "plus the bias"
        if index < len(v["took"]):
            name = f"head {index + 1}"
            _took(ax, page, y, v["took"], index)
            arrow(ax, (adds.left - 21, y + HIGH / 2), (adds.left - 4, y + HIGH / 2), MUTED)
        note(ax, 14, y + page.pick(HIGH / 2 - 9, -22), name, INK, LABEL, weight="semibold")
        strip(ax, Box(adds.left, y, adds.width, HIGH), numbers, RESIDUAL, limit)
        _length(ax, page, adds.right, y, length / most, length)
    ax.plot([adds.left, adds.right], [bottom - page.pick(14, 36)] * 2, color=INK, linewidth=1.25)
    text = page.pick("their sum is the output", "their sum is the output of the attention")
    note(ax, 14, bottom + page.pick(HIGH / 2 - 9, -22), text, INK, LABEL, weight="semibold")
    strip(ax, Box(adds.left, bottom, adds.width, HIGH), v["output"], RESIDUAL, limit)
    note(ax, adds.left, bottom + HIGH + 6, "bars up are positive, down negative", MUTED, SMALL)
    _length(ax, page, adds.right, bottom, whole / most, whole)
    return figure


def _length(ax: Axes, page: Page, x: float, y: float, share: float, length: float) -> None:
    """The length of a vector as a number, on a wide page as a bar too."""
    if page.narrow:
        note(ax, x + 8, y + HIGH / 2 - 9, f"{length:.2f}", INK, LABEL)
    else:
        bar(ax, x + 16, y + HIGH / 2 - 7, share, 56, 14, RESIDUAL, f"{length:.2f}", LABEL)


def _took(ax: Axes, page: Page, y: float, took: list[list[float]], head: int) -> None:
    """What the head took, times its own rows, set off in the output projection."""
    x, limit = page.pick(92, 14), float(np.abs(took).max())
    strip(ax, Box(x, y, 48, HIGH), took[head], VALUE, limit)
    if page.narrow:
        note(ax, 86, y - 21, "× its rows of $W_O$ gives", MUTED, SMALL)
        return
    note(ax, 152, y + HIGH / 2 - 9, "×", MUTED, LABEL)
    strips = [[0.55 if index == head else 0.08] for index in range(len(took))]
    heat(ax, Box(172, y - 4, 96, HIGH + 8), strips, WEIGHT, edge=WEIGHT)
