"""One word's residual stream in the encoder: each sub-layer in turn adds its vector to it."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import explainer
from experiments.translator.recipe import PRONOUN
from generators.figures._shared.running_sentence import translation
from generators.kit.layout import Page
from generators.kit.marks import Saying, note
from generators.kit.motion import Frame, eased, moment, step
from generators.kit.theme import ENCODER, GRID, MUTED, RESIDUAL, SMALL, WEIGHT
from generators.kit.values import Values

ROLES = {"self-attention": WEIGHT, "feed-forward": ENCODER}
UPPER, LOWER, REACH = 150, 338, 74  # px: the middle lines of the two strips, half their height


def values() -> Values:
    model, found = explainer.load("translator"), translation("tired")
    at, stack = found.source_tokens.index(PRONOUN), found.trace.encoder
    names, streams = ["embedding and position"], [stack.embedded[at]]
    for number, layer in enumerate(stack.layers, start=1):
        names += [f"{part}, layer {number}" for part in ROLES]
        streams += [layer.after_self_attention[at], layer.output[at]]
    added = np.diff(streams, axis=0, prepend=np.zeros_like(streams[:1])).astype(float)
    own = [layer.self_attention.output[at] for layer in stack.layers]
    added[1::2] = own  # what self-attention says it adds, not what is found in the stream
    lengths = np.linalg.norm(added, axis=-1)
    return {
        "word": PRONOUN,
        "names": names,
        "added": added.tolist(),
        "streams": np.array(streams, dtype=float).tolist(),
        "lengths": lengths.tolist(),
        "stream_lengths": np.linalg.norm(streams, axis=-1).tolist(),
        "n_added": len(added),
        "longest": names[int(lengths.argmax())],
        "gap": float(np.abs(added.sum(axis=0) - streams[-1]).max()),
        "d_model": model.config.d_model,
        "magnified": int(np.abs(streams).max() // np.abs(added[1:]).max()),
    }


def alt(v: Values) -> str:
    listed = ", ".join(
        f"{name} {length:.1f}" for name, length in zip(v["names"], v["lengths"], strict=True)
    )
    return (
        f"A strip of {v['d_model']} bars is the residual stream of the word {v['word']}. "
        f"{v['n_added'] - 1} vectors appear above it in turn, sink onto it and are added. Lengths: "
        f"{listed}. The stream ends with length {v['stream_lengths'][-1]:.1f}."
    )


class Strip:
    """A vector as bars up and down from a middle line."""

    def __init__(self, ax: Axes, width: float, role: str) -> None:
        self.ax, self.width, self.role = ax, width, role
        self.bars: list[Rectangle] = []

    def set(self, numbers: Any, middle: float, scale: float, base: Any = 0) -> None:
        """Draw bars from `base` to base + numbers, `scale` px for 1."""
        for bar in self.bars:
            bar.remove()
        starts = middle - scale * (np.zeros(len(numbers)) + base)
        self.bars = [
            Rectangle(
                (8 + index * self.width + 0.5, start),
                self.width - 1,
                -scale * number,
                facecolor=self.role,
                linewidth=0,
                animated=True,
            )
            for index, (start, number) in enumerate(zip(starts, numbers, strict=True))
        ]
        for bar in self.bars:
            self.ax.add_patch(bar)


def animate(v: Values, page: Page) -> Iterator[Frame]:
    width = page.pick(8, 5)
    right = 8 + v["d_model"] * width
    figure, ax = page.canvas((right + 8, LOWER + REACH + 12), (right + 8, LOWER + REACH + 12))
    said = Saying(ax, (8, 8), right - 8)
    for middle in (UPPER, LOWER):
        ax.plot([8, right], [middle, middle], color=GRID, linewidth=1, zorder=0)
    above = f"what is added, drawn {v['magnified']} times as tall"
    note(ax, 8, UPPER - REACH - 18, above, MUTED, SMALL)
    note(ax, 8, LOWER - REACH - 22, f"residual stream of {v['word']}", RESIDUAL, weight="semibold")
    scale = REACH / float(np.abs(v["streams"]).max())
    stream = Strip(ax, width, RESIDUAL)
    stream.set(v["streams"][0], LOWER, scale)
    start = f"{v['word']} starts as {v['names'][0]}, length {v['lengths'][0]:.1f}."
    yield step(figure, 4, said(start))
    turns = (v[key][1:] for key in ("names", "added", "streams", "lengths", "stream_lengths"))
    for name, numbers, after, length, now in zip(*turns, strict=True):
        strip = Strip(ax, width, ROLES[name.split(",")[0]])
        strip.set(numbers, UPPER, scale * v["magnified"])
        yield step(figure, 2, said(f"{name} computes a vector of length {length:.1f} …"))
        base = np.subtract(after, numbers)
        for share in eased():  # it sinks, and shrinks to the scale of the stream
            grown = v["magnified"] + (1 - v["magnified"]) * share
            sinking = UPPER + (LOWER - UPPER) * share
            strip.set(numbers, sinking, scale * grown, base * share / grown)
            yield moment(figure, 0.12)
        yield step(figure, 2, said(f"… which is added: the stream has length {now:.1f}."))
        strip.set([], 0, 0)
        stream.set(after, LOWER, scale)
    yield step(figure, 4, said(f"The stream ends as the sum of all {v['n_added']}."))
