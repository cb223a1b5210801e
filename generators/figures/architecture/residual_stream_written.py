"""One word's residual stream in the encoder: each sub-layer in turn adds its vector to it."""

import numpy as np

import explainer
from experiments.translator.recipe import PRONOUN
from generators.figures._shared.running_sentence import translation
from generators.figures._shared.strips import strips
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, write
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, RESIDUAL, SMALL, WEIGHT

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
        "like_end": [_cosine(stream, streams[-1]) for stream in streams],
        "n_added": len(added),
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
    figure, ax = page.canvas((620, 60 + pitch * (v["n_added"] - 1)))
    wide, left = page.pick((258.0, 12.0), (236.0, 12.0))
    write(ax, left, 14, f"the vector of {v['word']}", RESIDUAL, LABEL, weight="semibold")
    edge = left + wide + 8
    write(ax, edge, 14, "like start, end", MUTED, SMALL)
    rows = [30 + pitch * index for index in range(v["n_added"])]
    stream = [Box(left, top, wide, 22) for top in rows]
    strips(ax, stream, v["streams"])
    for box, start, end in zip(stream, v["like_start"], v["like_end"], strict=True):
        text = f"{start:.2f}  {end:.2f}".replace("0.", ".")
        write(ax, edge, box.centre[1], text, INK, SMALL)
    beside, small = page.pick((left + wide + 112, 220.0), (left + 20, 216.0))
    for index in range(1, v["n_added"]):
        down = page.pick(-pitch / 2 + 11, -pitch / 2 + 6)
        added = Box(beside, rows[index] + down, small, 14)
        part = v["names"][index].partition(",")[0]
        words = f"+ {v['names'][index]}"
        strips(ax, [added], [v["added"][index]])
        write(ax, added.left, added.top - 9, words, ROLES[part], SMALL, weight="semibold")
        onto = (stream[index].left + 6, stream[index].top - 1)
        from_above = (onto[0], stream[index - 1].bottom + 1)
        arrow(ax, from_above, onto, RESIDUAL)
    return figure
