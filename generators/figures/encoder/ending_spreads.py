"""Two sentences that differ in the last word: how far the difference spreads, sub-layer by step."""

from collections.abc import Iterator

import numpy as np

from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.kit.figure import Page, Values
from generators.kit.marks import MovingBar, Saying, note, write
from generators.kit.motion import Frame, eased, moment, reading_seconds, step
from generators.kit.theme import ENCODER, INK

PITCH = 27  # px between rows


def values() -> Values:
    first, second = (_streams(ending) for ending in ENDINGS)
    length = (np.linalg.norm(first, axis=-1) + np.linalg.norm(second, axis=-1)) / 2
    change = np.linalg.norm(first - second, axis=-1) / length  # [stages, words]
    words = translation(ENDINGS[0]).source_tokens[:-1]
    others = change[:, :-1]
    return {
        "words": [*words, " / ".join(ENDINGS)],
        "change": change.round(5).tolist(),
        "others_at_first": float(others[0].max()),
        "others_least_after_one": float(others[1].min()),
        "others_most": float(others[-1].max()),
        "others_most_word": words[others[-1].argmax()],
        "last_word": float(change[-1, -1]),
    }


def _streams(ending: str) -> np.ndarray:
    """The residual stream between sub-layers [stages, words, d_model]."""
    encoder = translation(ending).trace.encoder
    between = [each for one in encoder.layers for each in (one.after_self_attention, one.output)]
    return np.stack([encoder.embedded, *between]).astype(np.float64)


def alt(v: Values) -> str:
    return (
        "Bars for each word of the running sentence: how much its vector differs between the "
        f"endings {' and '.join(ENDINGS)}. At first only the last word differs; after the first "
        "self-attention every word does, a little. At the end the last word differs by "
        f"{v['last_word']:.0%} of its length, {v['others_most_word']} by {v['others_most']:.1%}, "
        "the others less."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    change = np.array(v["change"])
    full = np.ceil(100 * change[:, :-1].max()) / 100  # what all words but the last reach
    left, top, reach = page.pick((134, 66, 350), (110, 92, 166))
    figure, ax = page.canvas((560, top + PITCH * len(v["words"]) + 6))
    scale = f"How far apart are a word's two vectors? A full bar: {full:.0%} of their length"
    asked = note(ax, 14, 10, scale, size=page.pick(13, 12), width=ax.get_xlim()[1] - 26)
    said = Saying(ax, (14, asked.bottom + 4), page.pick(540, 310), 2, ENCODER)
    bars = []
    for row, word in enumerate(v["words"]):
        y, last = top + row * PITCH, row == len(v["words"]) - 1
        role = ENCODER if last else INK
        write(ax, left - 10, y + 8, word, role, page.pick(13, 11), mono=True, align="right")
        bars.append(MovingBar(ax, (left, y), reach, role=ENCODER))
    before = np.zeros_like(change[0])
    for stage, after in enumerate(change):
        for share in [*eased()][:-1] if stage else ():
            _show(bars, before + share * (after - before), full)
            yield moment(figure, 0.1)
        _show(bars, before := after, full)
        text = said(_told(stage, after[:-1]))
        yield step(figure, reading_seconds(text), text)


def _show(bars: list[MovingBar], change: np.ndarray, full: float) -> None:
    for bar, share in zip(bars, change, strict=True):
        bar.set(share / full, f"{share:.1%}" if share else "0")


def _told(stage: int, others: np.ndarray) -> str:
    """What is seen after so many sub-layers, where two make a layer."""
    if not stage:
        return "Embeddings and positions: only the last word differs."
    name = "self-attention" if stage % 2 else "feed-forward"
    span = f"{others.min():.1%} to {others.max():.1%}"
    return f"After {name}, layer {(stage + 1) // 2}: the other words differ by {span}."
