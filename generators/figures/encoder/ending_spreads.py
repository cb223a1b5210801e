"""Two sentences that differ in the last word: how far the difference spreads, sub-layer by step."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.kit import marks, theme

WIDTH, HEIGHT = 460, 486
TOP, PITCH, LEFT, SPAN = 84, 29, 128, 280  # px
TWEEN = 6  # frames from one stage to the next
STAGES = (
    "embeddings and positions",
    "after self-attention, layer 1",
    "after feed-forward, layer 1",
    "after self-attention, layer 2",
    "after feed-forward, layer 2",
)


def values() -> dict[str, Any]:
    streams = {ending: _streams(ending) for ending in ENDINGS}
    tired, wide = (streams[ending] for ending in ENDINGS)
    length = (np.linalg.norm(tired, axis=-1) + np.linalg.norm(wide, axis=-1)) / 2
    change = np.linalg.norm(tired - wide, axis=-1) / length  # [stages, words]
    words = list(translation(ENDINGS[0]).source_tokens[:-1])
    others = change[:, :-1]
    most = int(others[-1].argmax())
    return {
        "words": [*words, f"{ENDINGS[0]} / {ENDINGS[1]}"],
        "change": change.round(5).tolist(),
        "others_at_first": float(others[0].max()),
        "others_least_after_one": float(others[1].min()),
        "others_most": float(others[-1][most]),
        "others_most_word": words[most],
        "it": float(others[-1][words.index("it")]),
        "last_word": float(change[-1, -1]),
    }


def _streams(ending: str) -> np.ndarray:
    """The residual stream between sub-layers [stages, words, d_model]."""
    encoder = translation(ending).trace.encoder
    found = [encoder.embedded]
    for layer in encoder.layers:
        found += [layer.after_self_attention, layer.output]
    return np.stack(found).astype(np.float64)


def alt(v: dict[str, Any]) -> str:
    return (
        "Bars for each word of the running sentence: how much its vector differs between the "
        "endings tired and wide. At first only the last word differs; after the first "
        "self-attention every word does, a little. At the end the last word differs by "
        f"{v['last_word']:.2f} of its length, {v['others_most_word']} by {v['others_most']:.2f}, "
        "the others less."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(WIDTH, HEIGHT)
    marks.note(ax, 24, 14, "How much does each word's vector differ", theme.INK, weight="bold")
    marks.note(ax, 24, 34, "between the two endings? 1 = by its own length.")
    bars: list[Rectangle] = []
    numbers = []
    for row, word in enumerate(v["words"]):
        y = TOP + row * PITCH
        last = row == len(v["words"]) - 1
        marks.write(
            ax,
            LEFT - 10,
            y + 9,
            word,
            theme.ENCODER if last else theme.INK,
            12,
            mono=True,
            align="right",
        )
        ax.add_patch(Rectangle((LEFT, y), SPAN, 18, facecolor=theme.GRID, alpha=0.45, linewidth=0))
        bars.append(
            Rectangle((LEFT, y), 0, 18, facecolor=theme.ENCODER, linewidth=0, animated=True)
        )
        ax.add_patch(bars[-1])
        numbers.append(
            marks.write(ax, LEFT + SPAN + 10, y + 9, "", theme.INK, theme.SMALL, animated=True)
        )
    title = marks.write(
        ax, 24, HEIGHT - 36, "", theme.ENCODER, theme.LABEL, weight="bold", animated=True
    )
    dots = marks.progress(ax, 0, len(STAGES))
    change = np.asarray(v["change"])
    before = np.zeros(change.shape[1])
    for stage, after in enumerate(change):
        dots.set(stage)
        title.set_text(STAGES[stage])
        for step in range(1, TWEEN + 1):
            now = before + (after - before) * step / TWEEN
            for bar, number, share in zip(bars, numbers, now, strict=True):
                bar.set_width(SPAN * min(share, 1.0))
                number.set_text(f"{share:.2f}")
            yield figure, 0.08
        yield figure, 2.6 if stage < len(STAGES) - 1 else 5
        before = after
