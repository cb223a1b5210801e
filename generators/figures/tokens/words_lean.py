"""Words near "he" or near "she": as the text has it, and as the vectors learned from it."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit.charts.labelled_dots import label_dots
from generators.kit.marks import Box, write
from generators.kit.theme import GRID, INK, MASKED, MUTED, SMALL, WEIGHT, canvas
from generators.kit.values import Values
from generators.pipeline import results

NAMED = 12  # words at either end that get their name


def values() -> Values:
    measured = results.read("word_vectors")
    words, text = measured["words"], np.array(measured["lean_in_text"])

    def both(name: str) -> Values:
        runs = measured["runs"][name]
        lean = np.mean([run["lean"] for run in runs], axis=0)
        order = np.argsort(lean)
        correlations = [run["correlation"] for run in runs]
        effects = [run["sets"]["effect"] for run in runs]
        return {
            "lean": lean.round(4).tolist(),
            "she": [words[i] for i in order[:NAMED]],
            "he": [words[i] for i in order[::-1][:NAMED]],
            "correlations": correlations,
            "least": min(correlations),
            "most": max(correlations),
            "mean": float(np.mean(correlations)),
            "largest": float(np.abs(correlations).max()),
            "effects": effects,
            "least_effect": min(effects),
            "largest_effect": float(np.abs(effects).max()),
            "largest_chance": max(run["sets"]["chance"] for run in runs),
            "least_chance": min(run["sets"]["chance"] for run in runs),
        }

    place = words.index("conceived")
    return {
        "n": len(words),
        "frequent": measured["frequent"],
        "window": measured["window"],
        "seeds": len(measured["seeds"]),
        "words": words,
        "text": text.round(4).tolist(),
        "trained": both("text"),
        "shuffled": both("shuffled"),
        "conceived": float(text[place]),
        "sets": {key: ", ".join(group) for key, group in measured["sets"].items()},
        "law": measured["law"],
        "text_effect": measured["sets_in_text"]["effect"],
        "counts": {key: measured["counts"][key] for key in ("he", "she", "him", "his", "her")},
    }


def alt(v: Values) -> str:
    return (
        f"{v['n']} words: their leaning to he or she in the text against that of their vectors. "
        f"Trained on the text: rank correlation {v['trained']['mean']:.2f}. Trained on the "
        f"shuffled text: {v['shuffled']['mean']:.2f}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 540)


def narrow(v: Values) -> Figure:
    return _draw(v, 336)


def _draw(v: Values, width: int) -> Figure:
    figure, ax = canvas(width, 420)
    _panel(ax, v, Box(12, 44, width - 24, 344))
    return figure


def _panel(ax: Axes, v: Values, frame: Box) -> None:
    text, lean = np.array(v["text"]), np.array(v["trained"]["lean"])
    across, up = np.abs(text).max() * 1.04, np.abs(lean).max() * 1.08
    xs = frame.left + frame.width * (text / across + 1) / 2
    ys = frame.bottom - frame.height * (lean / up + 1) / 2
    ax.plot([frame.left, frame.right], [frame.centre[1]] * 2, color=GRID, linewidth=1, zorder=1)
    ax.plot([frame.centre[0]] * 2, [frame.top, frame.bottom], color=GRID, linewidth=1, zorder=1)
    wanted = {*v["trained"]["she"], *v["trained"]["he"]}
    named = [i for i, word in enumerate(v["words"]) if word in wanted]
    rest = [i for i in range(len(xs)) if i not in named]
    ax.plot(xs[rest], ys[rest], ".", color=MASKED, alpha=0.45, markersize=4, zorder=2)
    ax.plot(xs[named], ys[named], ".", color=WEIGHT, markersize=7, zorder=3)
    boxes = [Box(xs[i] - 4, ys[i] - 4, 8, 8) for i in named]
    label_dots(ax, boxes, [v["words"][i] for i in named], frame, role=INK)
    x, y = frame.left, frame.top
    write(ax, x, y - 24, "vectors: nearer “he”", MUTED, SMALL)
    write(ax, x, frame.bottom + 14, "vectors: nearer “she”", MUTED, SMALL)
    write(ax, x, frame.centre[1] - 10, "text: more “she”", MUTED, SMALL)
    write(ax, frame.right, frame.centre[1] - 10, "text: more “he”", MUTED, SMALL, align="right")
