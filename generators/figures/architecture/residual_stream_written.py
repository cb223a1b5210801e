"""One word's residual stream in the encoder: each sub-layer in turn adds its vector to it."""

import numpy as np
from matplotlib.patches import Circle

import explainer
from experiments.translator.recipe import PRONOUN
from generators.figures._shared.running_sentence import translation
from generators.figures._shared.strips import strips
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, frame, write
from generators.kit.theme import ENCODER, LABEL, PANEL, RESIDUAL, SMALL, TITLE, WEIGHT

ROLES = {"self-attention": WEIGHT, "feed-forward": ENCODER}


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
        "like_start": [_cosine(stream, streams[0]) for stream in streams],
        "n_added": len(added),
        "attention_most": float(lengths[1::2].max()),
        "longest_is": float(lengths.max()),
        "longest": names[int(lengths.argmax())],
        "gap": float(np.abs(added.sum(axis=0) - streams[-1]).max()),
        "d_model": model.config.d_model,
    }


def _cosine(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def alt(v: Values) -> str:
    listed = ", ".join(
        f"{name} {length:.1f}" for name, length in zip(v["names"], v["lengths"], strict=True)
    )
    return (
        f"Strips of {v['d_model']} cells under each other: the vector of {v['word']} at the start "
        f"and after each of {v['n_added'] - 1} additions, what is added beside it. Lengths: "
        f"{listed}. The cosine with the start falls to {v['like_start'][-1]:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    pitch = page.pick(56.0, 92.0)
    figure, ax = page.canvas((660, 60 + pitch * (v["n_added"] - 1)))
    left, wide = 40.0, page.pick(258.0, 284.0)
    write(ax, left, 14, f"the vector of {v['word']}", RESIDUAL, LABEL, weight="semibold")
    rows = [30 + pitch * index for index in range(v["n_added"])]
    stream = [Box(left, top, wide, 22) for top in rows]
    beside, down = page.pick((left + wide + 70, 5.0), (left + 36, 31.0))
    between = [Box(beside, box.bottom + down, wide - 36, 22) for box in stream[:-1]]
    strips(ax, [*stream, *between], [*v["streams"], *v["added"][1:]])
    x = left - 16
    ax.plot([x, x], [stream[0].centre[1], stream[-1].bottom - 16], color=RESIDUAL, linewidth=4)
    arrow(ax, (x, stream[-1].centre[1] - 8), (x, stream[-1].bottom + 8), RESIDUAL, width=4)
    for box, name in zip(between, v["names"][1:], strict=True):
        y = box.centre[1]
        words, role = f"{name} adds", ROLES[name.partition(",")[0]]
        write(ax, box.left, box.top - 10, words, role, SMALL, weight="semibold")
        frame(ax, box, role, 1)
        arrow(ax, (box.left - 3, y), (x + 9, y), RESIDUAL)
        ax.add_patch(Circle((x, y), 9, facecolor=PANEL, edgecolor=RESIDUAL, zorder=6))
        write(ax, x, y, "+", RESIDUAL, TITLE, align="centre", zorder=7)
    for box in stream:
        frame(ax, box, RESIDUAL, 1.5)
    return figure
