"""The sinusoidal code as clocks: each pair of features is a hand, each slower than the last."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

import explainer
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.kit.marks import note, progress, token, token_row, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, RESIDUAL, SMALL, canvas

PAIRS = (0, 2, 4, 6, 8, 12)
WIDTH = 64
BETWEEN = 3  # frames from one position to the next
RADIUS = 40.0  # px
COLUMNS, STEP, DOWN, TOP = 3, 116.0, 170.0, 178.0  # clocks in a row; px


def values() -> dict[str, Any]:
    words = (SENTENCE + ENDINGS[0]).split()
    code = explainer.sinusoidal(len(words), WIDTH)
    return {
        "words": words,
        "pairs": list(PAIRS),
        "shown": len(PAIRS),
        "width": WIDTH,
        "periods": [float(2 * np.pi * 10_000 ** (2 * pair / WIDTH)) for pair in PAIRS],
        "sines": code[:, [2 * pair for pair in PAIRS]].tolist(),
        "cosines": code[:, [2 * pair + 1 for pair in PAIRS]].tolist(),
        "turns": [(len(words) - 1) / float(2 * np.pi * 10_000 ** (2 * p / WIDTH)) for p in PAIRS],
    }


def alt(v: dict[str, Any]) -> str:
    fast, slow = v["turns"][0], v["turns"][-1]
    return (
        f"{len(PAIRS)} clocks for features 0 and 1 up to {2 * PAIRS[-1]} and {2 * PAIRS[-1] + 1}. "
        "From the "
        f"first to the last of {len(v['words'])} words the first hand makes {fast:.2f} turns and "
        f"the last one {slow:.2f}; together the hands stand differently at every word."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = canvas(STEP * COLUMNS + 12, 498)
    rows = [
        token_row(
            ax, 0, 10 + 31 * row, v["words"][4 * row : 4 * row + 4], width=STEP * COLUMNS + 12
        )
        for row in range(3)
    ]
    tokens = [one for row in rows for one in row.tokens]
    marked = [
        token(ax, one.left, one.top, one.word, RESIDUAL, filled=True, animated=True, zorder=6)
        for one in tokens
    ]
    place = write(
        ax,
        STEP * COLUMNS / 2 + 6,
        113,
        "",
        INK,
        LABEL,
        weight="semibold",
        align="centre",
        animated=True,
    )
    hands, tips = [], []
    sines: list[Any] = []
    cosines: list[Any] = []
    for index, pair in enumerate(PAIRS):
        x, y = _centre(index)
        ax.add_patch(Circle((x, y), RADIUS, facecolor="none", edgecolor=GRID, linewidth=2))
        look: Any = {"color": RESIDUAL, "animated": True}
        hands.append(ax.plot([x, x], [y, y - RADIUS], linewidth=2.5, **look)[0])
        tips.append(ax.plot([], [], "o", alpha=0.35, markersize=5, **look)[0])
        title = f"features {2 * pair}, {2 * pair + 1}"
        note(ax, x, y + RADIUS + 10, title, INK, SMALL, align="centre")
        turn = f"a turn: {v['periods'][index]:.1f} words"
        note(ax, x, y + RADIUS + 26, turn, MUTED, SMALL, align="centre")
        for store, height in ((sines, 52), (cosines, 69)):
            store.append(
                write(
                    ax,
                    x,
                    y + RADIUS + height,
                    "",
                    RESIDUAL,
                    SMALL,
                    mono=True,
                    align="centre",
                    animated=True,
                )
            )
    stages = progress(ax, 0, len(tokens))
    for position in range(len(tokens)):
        for part in range(BETWEEN if position else 1):
            share = (part + 1) / BETWEEN if position else 1.0
            now = position - 1 + share if position else 0.0
            _turn(v, now, hands)
            done = position if share == 1.0 else position - 1
            for index, mark in enumerate(marked):
                mark.show(index == done)
            place.set_text(f"position {done}")
            stages.set(done)
            if share == 1.0:
                _read(v, position, tips, sines, cosines)
            hold = 1.1 if position < 3 else 0.7
            yield figure, hold if share == 1.0 else 0.08
    yield figure, 5.0


def _centre(index: int) -> tuple[float, float]:
    return 6 + STEP * (index % COLUMNS + 0.5), TOP + DOWN * (index // COLUMNS)


def _turn(v: dict[str, Any], position: float, hands: list[Any]) -> None:
    """Set the hands; the tip's distance to the right is the sine, its height the cosine."""
    for index, hand in enumerate(hands):
        x, y = _centre(index)
        angle = 2 * np.pi * position / v["periods"][index]
        hand.set_data([x, x + RADIUS * np.sin(angle)], [y, y - RADIUS * np.cos(angle)])


def _read(v: dict[str, Any], last: int, tips: list[Any], sines: Any, cosines: Any) -> None:
    """Leave a dot where each hand has stood; print the two numbers of each clock."""
    for index, tip in enumerate(tips):
        x, y = _centre(index)
        sine = np.array(v["sines"])[: last + 1, index]
        cosine = np.array(v["cosines"])[: last + 1, index]
        tip.set_data(x + RADIUS * sine, y - RADIUS * cosine)
        for texts, name, number in ((sines, "sin", sine[-1]), (cosines, "cos", cosine[-1])):
            texts[index].set_text(f"{name} {number:+.2f}".replace("-", "\N{MINUS SIGN}"))
