"""The word "animal" takes a share of every word of its sentence, its own included."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import attend
from generators.figures._shared.four_words import FEATURES, QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.kit import marks, theme


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
    figure, ax = theme.canvas(480, 362)
    _looking(ax, v, [78.0 + 108 * index for index in range(4)], 24)
    left = 168.0
    _features(ax, v, left, 238, 72)
    for y, title, numbers, role, digits in _vectors(v):
        top = 252 + 54 * y
        marks.write(ax, left - 12, top + 14, title, theme.INK, theme.LABEL, align="right")
        marks.vector(ax, left, top, numbers, role, digits, (72, 28), limit=2, size=theme.LABEL)
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(320, 396)
    _looking(ax, v, [44.0 + 77 * index for index in range(4)], 12)
    _features(ax, v, 16, 238, 72)
    for y, title, numbers, role, digits in _vectors(v):
        top = 274 + 66 * y
        marks.write(ax, 16, top - 12, title, theme.INK, theme.LABEL)
        marks.vector(ax, 16, top, numbers, role, digits, (72, 28), limit=2, size=theme.LABEL)
    return figure


def _vectors(v: dict[str, Any]) -> tuple[tuple[int, str, list[float], str, int], ...]:
    return (
        (0, "its embedding", v["before"], theme.INK, 0),
        (1, "what attention brings", v["taken"], theme.VALUE, 2),
    )


def _looking(ax: Axes, v: dict[str, Any], centres: list[float], left: float) -> None:
    """The words above, the one that looks below, a link as wide as each weight."""
    marks.write(ax, left, 24, "what is looked at", theme.KEY, theme.SMALL)
    top = [
        marks.token(ax, x, 40, word, align="centre")
        for x, word in zip(centres, v["words"], strict=True)
    ]
    middle = centres[QUERY_WORD]
    below = marks.token(ax, middle, 172, v["word"], theme.QUERY, filled=True, align="centre")
    marks.write(ax, left, 160, "who looks", theme.QUERY, theme.SMALL)
    marks.links(ax, top, [below], [[weight] for weight in v["weights"]], widest=26)
    for box, weight in zip(top, v["printed"], strict=True):
        x, y = box.south
        text = f"{weight:.2f}"
        marks.write(ax, x + 16, y + 17, text, theme.WEIGHT, weight="semibold", zorder=7)


def _features(ax: Axes, v: dict[str, Any], left: float, y: float, width: float) -> None:
    for index, feature in enumerate(v["features"]):
        x = left + (index + 0.5) * width
        marks.write(ax, x, y, feature, theme.MUTED, theme.SMALL, align="centre")
