"""One word's residual stream in the encoder: each sub-layer in turn adds its vector to it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from experiments.translator.recipe import PRONOUN, RUNNING
from generators.kit import marks, theme

SENTENCE, WORD = RUNNING["tired"], PRONOUN
CELL = (6.0, 34.0)
LEFT, TOP, STEP = 8.0, 12.0, 60.0


def values() -> dict[str, Any]:
    model = explainer.load("translator")
    words = SENTENCE.split()
    at = words.index(WORD)
    stack = explainer.encode(model, model.source_vocabulary.encode(words))
    start = stack.embedded[at]
    names, added, streams = ["embedding and position"], [start], [start]
    for number, layer in enumerate(stack.layers, start=1):
        added += [
            layer.self_attention.output[at],
            layer.output[at] - layer.after_self_attention[at],
        ]
        streams += [layer.after_self_attention[at], layer.output[at]]
        names += [f"self-attention, layer {number}", f"feed-forward, layer {number}"]
    whole = np.sum(np.asarray(added, dtype=np.float64), axis=0)
    lengths = [float(np.linalg.norm(vector)) for vector in added]
    return {
        "sentence": SENTENCE,
        "word": WORD,
        "names": names,
        "added": [np.asarray(vector, dtype=float).tolist() for vector in added],
        "streams": [np.asarray(vector, dtype=float).tolist() for vector in streams],
        "lengths": lengths,
        "stream_lengths": [float(np.linalg.norm(vector)) for vector in streams],
        "n_added": len(added),
        "longest": names[int(np.argmax(lengths))],
        "gap": float(np.abs(whole - streams[-1]).max()),
        "d_model": model.config.d_model,
    }


def alt(v: dict[str, Any]) -> str:
    listed = ", ".join(
        f"{name} {length:.1f}" for name, length in zip(v["names"], v["lengths"], strict=True)
    )
    return (
        f"{v['n_added']} strips of {v['d_model']} bars appear one under the other, each added to "
        f"the strip at the bottom, the residual stream of the word {v['word']}. Their lengths: "
        f"{listed}. The stream ends with length {v['stream_lengths'][-1]:.1f}, their sum."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    n = v["n_added"]
    bottom = TOP + n * STEP + 10
    width, height = LEFT * 2 + v["d_model"] * CELL[0], bottom + 112
    figure, ax = theme.canvas(width, height)
    limit = max(np.abs(v["added"]).max(), np.abs(v["streams"]).max())
    strips, streams = [], []
    for index, (name, numbers) in enumerate(zip(v["names"], v["added"], strict=True)):
        y = TOP + index * STEP
        role = (
            theme.WEIGHT
            if "attention" in name
            else theme.ENCODER
            if "forward" in name
            else theme.INK
        )
        sign = "" if index == 0 else "+ "
        title = marks.note(ax, LEFT, y, f"{sign}{name}", role, theme.LABEL, animated=True)
        length = marks.note(
            ax,
            width - LEFT,
            y,
            f"length {v['lengths'][index]:.1f}",
            theme.MUTED,
            theme.SMALL,
            align="right",
            animated=True,
        )
        strip = marks.vector(
            ax, LEFT, y + 20, numbers, role, None, CELL, limit=limit, animated=True
        )
        strips.append(marks.enclosing([title, length, strip]))
    ax.plot([LEFT, width - LEFT], [bottom - 4, bottom - 4], color=theme.MUTED, linewidth=1.25)
    marks.note(
        ax,
        LEFT,
        bottom + 4,
        f"residual stream of {v['word']}",
        theme.RESIDUAL,
        theme.LABEL,
        weight="semibold",
    )
    for numbers, length in zip(v["streams"], v["stream_lengths"], strict=True):
        strip = marks.vector(
            ax, LEFT, bottom + 26, numbers, theme.RESIDUAL, None, CELL, limit=limit, animated=True
        )
        said = marks.note(
            ax,
            width - LEFT,
            bottom + 5,
            f"length {length:.1f}",
            theme.MUTED,
            theme.SMALL,
            align="right",
            animated=True,
        )
        streams.append(marks.enclosing([strip, said]))
    stages = marks.progress(ax, 0, n)
    for mark in (*strips, *streams):
        mark.show(False)
    for index in range(n):
        stages.set(index)
        strips[index].show()
        yield figure, 1.6
        if index:
            streams[index - 1].show(False)
        streams[index].show()
        yield figure, 1.8 if index < n - 1 else 5.0
