"""The loop that writes the running sentence: prefix, distribution, choice, one word more."""

from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures._shared.running_sentence import translation
from generators.figures._shared.writing import TEXT, best_words, chances
from generators.kit import marks, theme

WIDTH, HEIGHT = 400, 420
LEFT, WRAP = 16, 384
BARS, PITCH = 222, 27  # y of the first bar, distance of the next
SHOWN = 5


def values() -> dict[str, Any]:
    written = translation("tired")
    rows = chances("finished", tuple(TEXT.split()), written.tokens[:-1])
    return {
        "words": list(written.tokens),
        "text": written.text,
        "n_steps": len(written.tokens),
        "n_words": rows.shape[1],
        "best": [
            [[word, chance] for word, chance in best_words("finished", row, SHOWN)] for row in rows
        ],
        "chosen_is_best": sum(
            best_words("finished", row, 1)[0][0] == word
            for row, word in zip(rows, written.tokens, strict=True)
        ),
        "least_best": float(rows.max(axis=-1).min()),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"In {v['n_steps']} rounds the words written so far go into the decoder, the five most "
        f"likely next words come out as bars, and the first is appended: {v['text']}. The chosen "
        f"word's probability is {v['least_best']:.3f} or more in every round."
    )


def _places(words: list[str]) -> list[tuple[float, float]]:
    """Where each token of the prefix lies: rows that wrap."""
    x, y, places = float(LEFT), 44.0, []
    for word in words:
        width = marks.token_width(word)
        if x + width > WRAP:
            x, y = float(LEFT), y + 32
        places.append((x, y))
        x += width + 6
    return places


def _bars(ax: Axes, best: list[list[Any]]) -> marks.Box:
    """The likeliest words with their probabilities, hidden."""
    hidden: dict[str, Any] = {"animated": True, "visible": False}
    parts: list[marks.Box] = []
    for rank, (word, chance) in enumerate(best):
        y = BARS + rank * PITCH
        role = theme.MUTED if rank else theme.DECODER
        parts += [
            marks.token(ax, 120, y - 3, word, role, rank == 0, align="right", height=24, **hidden),
            marks.bar(ax, 132, y + 2, min(chance, 1.0), 170, text=f"{chance:.5f}", **hidden),
        ]
    return marks.enclosing(parts)


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(WIDTH, HEIGHT)
    hidden: dict[str, Any] = {"animated": True, "visible": False}
    words = ["<start>", *v["words"]]
    marks.step(ax, LEFT, 10, 1, "The words so far go in", theme.DECODER)
    marks.step(ax, LEFT, 176, 2, f"{v['n_words']} words get a probability", theme.WEIGHT)
    marks.write(
        ax,
        LEFT + 34,
        208,
        "from them and from the English; the five largest:",
        theme.MUTED,
        theme.SMALL,
    )
    marks.step(ax, LEFT, 366, 3, "The largest is appended", theme.DECODER)
    prefix = [
        marks.token(ax, x, y, word, theme.DECODER, **hidden)
        for word, (x, y) in zip(words, _places(words), strict=True)
    ]
    new = [
        marks.token(ax, x, y, word, theme.DECODER, True, **hidden)
        for word, (x, y) in zip(words, _places(words), strict=True)
    ]
    bars = [_bars(ax, best) for best in v["best"]]
    back = marks.arrow(ax, (WIDTH - 24, 378), (WIDTH - 24, 150), theme.DECODER, **hidden)
    ax.plot([246, WIDTH - 24], [378, 378], color=theme.DECODER, linewidth=1.5)
    dots = marks.progress(ax, 0, v["n_steps"])
    prefix[0].show()
    for i, shown in enumerate(bars):
        dots.set(i)
        yield figure, 0.5
        shown.show()
        yield figure, 0.8
        back.show()
        new[i + 1].show()
        yield figure, 0.7
        if i < v["n_steps"] - 1:
            back.show(False)
            shown.show(False)
            new[i + 1].show(False)
            prefix[i + 1].show()
    yield figure, 5
