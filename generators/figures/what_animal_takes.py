"""The word "animal" takes a share of every word of its sentence, its own included."""

from typing import Any

from matplotlib.figure import Figure

from explainer import attend
from generators import marks, theme
from generators.four_words import FEATURES, QUERY_WORD, W_K, W_Q, W_V, WORDS, X

CELL = (72, 28)


def values() -> dict[str, Any]:
    trace = attend(X @ W_Q, X @ W_K, X @ W_V)
    weights = trace.weights[QUERY_WORD]
    return {
        "words": WORDS,
        "features": FEATURES,
        "word": WORDS[QUERY_WORD],
        "weights": weights.tolist(),
        "printed": marks.printed(weights).tolist(),
        "largest_on": WORDS[int(weights.argmax())],
        "own_weight": float(weights[QUERY_WORD]),
        "before": X[QUERY_WORD].tolist(),
        "taken": trace.output[QUERY_WORD].tolist(),
    }


def alt(v: dict[str, Any]) -> str:
    shares = ", ".join(
        f"{weight:.2f} of {word}" for word, weight in zip(v["words"], v["printed"], strict=True)
    )
    return (
        f"Lines run from the word {v['word']} to all four words; their widths are its weights: "
        f"{shares}. Under quality its embedding holds {v['before'][2]:.0f} and what attention "
        f"brings holds {v['taken'][2]:.2f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(480, 372)
    marks.write(ax, 24, 24, "what is looked at", theme.KEY, theme.SMALL)
    centres = [78 + 108 * index for index in range(4)]
    top = [
        marks.token(ax, x, 40, word, align="centre")
        for x, word in zip(centres, v["words"], strict=True)
    ]
    looking = marks.token(
        ax, centres[QUERY_WORD], 172, v["word"], theme.QUERY, filled=True, align="centre"
    )
    marks.write(ax, 24, 185, "who looks", theme.QUERY, theme.SMALL)
    marks.links(ax, top, [looking], [[weight] for weight in v["weights"]], widest=26)
    for box, weight in zip(top, v["printed"], strict=True):
        x, y = box.south
        number = marks.write(ax, x + 16, y + 17, f"{weight:.2f}", theme.WEIGHT, weight="semibold")
        number.set_zorder(7)
    left = 168
    for index, feature in enumerate(v["features"]):
        x = left + (index + 0.5) * CELL[0]
        marks.write(ax, x, 238, feature, theme.MUTED, theme.SMALL, align="centre")
    for y, title, numbers, role, digits in (
        (252, "its embedding", v["before"], theme.INK, 0),
        (312, "what attention brings", v["taken"], theme.VALUE, 2),
    ):
        marks.write(ax, left - 12, y + 14, title, theme.INK, theme.LABEL, align="right")
        marks.vector(ax, left, y, numbers, role, digits, CELL, limit=2, size=theme.LABEL)
    return figure
