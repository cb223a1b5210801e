"""The decoder writes the French sentence word by word; each word shows where its row looked."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared.decoder_rows import (
    TIRED,
    cross_weights,
    model,
    probabilities,
    pronoun_row,
    row_inputs,
    translation,
)
from generators.kit import marks, theme

WIDTH, HEIGHT = 380, 590
TOP, PITCH = 84, 31


def values() -> dict[str, Any]:
    written = translation(TIRED)
    weights = cross_weights(TIRED)[-1].mean(axis=0)  # last layer, mean over heads
    row = pronoun_row(TIRED)
    chances = probabilities(TIRED)
    ids = model().target_vocabulary.ids
    return {
        "english": list(written.source_tokens),
        "french": list(written.tokens),
        "text": written.text,
        "inputs": row_inputs(written.tokens),
        "weights": weights.tolist(),
        "looked_most_at": [written.source_tokens[i] for i in weights.argmax(axis=-1)],
        "largest": weights.max(axis=-1).tolist(),
        "chances": [
            float(row[ids[word]]) for row, word in zip(chances, written.tokens, strict=True)
        ],
        "negation_looks_at": [
            written.source_tokens[int(weights[written.tokens.index(word)].argmax())]
            for word in ("n'", "pas")
        ],
        "pronoun": written.tokens[row],
        "pronoun_looked_at": written.source_tokens[int(weights[row].argmax())],
        "pronoun_largest": float(weights[row].max()),
        "steps": len(written.tokens),
        "least_chance": float(min(row.max() for row in chances)),
    }


def alt(v: dict[str, Any]) -> str:
    looked = "; ".join(
        f"{word}: {english} {weight:.2f}"
        for word, english, weight in zip(
            v["french"], v["looked_most_at"], v["largest"], strict=True
        )
    )
    return (
        f"English words on the left, French on the right, written in {v['steps']} steps: "
        f"{v['text']}. Lines show where each step looked; the largest weight of each: {looked}."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(WIDTH, HEIGHT)
    hidden: dict[str, Any] = {"animated": True, "visible": False}
    marks.write(ax, 130, 22, "English, read at once", theme.ENCODER, align="right")
    marks.write(ax, 232, 22, "French, a word a step", theme.DECODER)
    n = v["steps"]
    shift = (n - len(v["english"])) * PITCH / 2
    english = [
        marks.token(ax, 130, TOP + shift + i * PITCH, word, theme.ENCODER, align="right")
        for i, word in enumerate(v["english"])
    ]
    french = [
        marks.token(ax, 232, TOP + i * PITCH, word, theme.DECODER, **hidden)
        for i, word in enumerate(v["french"])
    ]
    asking = [
        marks.token(
            ax, 232, TOP + (i - 1) * PITCH, word, theme.QUERY, filled=True, **hidden | {"zorder": 7}
        )
        for i, word in enumerate(v["inputs"])
    ]
    pending = [marks.token(ax, 232, box.top, "?", theme.MUTED, **hidden) for box in french]
    lines = marks.links(ax, french, english, np.asarray(v["weights"]), threshold=0.04, **hidden)
    dots = marks.progress(ax, 0, n)

    def show(row: int, alpha: float) -> None:
        for line in lines[row]:
            for artist in line.artists:
                artist.set_visible(alpha > 0)
                artist.set_alpha(alpha * (0.35 + 0.65 * line.weight))

    for i in range(n):
        dots.set(i)
        for row in range(i):
            show(row, 0.13)
        asking[i].show()
        pending[i].show()
        show(i, 0.9)
        yield figure, 0.9
        pending[i].show(False)
        french[i].show()
        yield figure, 0.6
        asking[i].show(False)
    for row in range(n):
        show(row, 0.75)
    yield figure, 6
