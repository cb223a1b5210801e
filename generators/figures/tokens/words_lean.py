"""Words near "he" or near "she": as the text has it, and as the vectors learned from it."""

import numpy as np

from generators.kit.charts.labelled_dots import label_dots
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, write
from generators.kit.theme import GRID, INK, MUTED, NEUTRAL, SMALL
from generators.pipeline import results

NAMED = 12  # words at either end that get their name


def values() -> Values:
    measured = results.read("word_vectors")
    words, runs = measured["words"], measured["runs"]
    lean = np.mean([run["lean"] for run in runs["text"]], axis=0)
    order = np.argsort(lean)
    correlations, sets = ([run[key] for run in runs["text"]] for key in ("correlation", "sets"))
    return {
        "n": len(words),
        "words": words,
        "text": np.round(measured["lean_in_text"], 4).tolist(),
        "trained": {
            "lean": lean.round(4).tolist(),
            "she": [words[i] for i in order[:NAMED]],
            "he": [words[i] for i in order[::-1][:NAMED]],
            "least": min(correlations),
            "most": max(correlations),
            "mean": float(np.mean(correlations)),
            "least_effect": min(one["effect"] for one in sets),
            "largest_chance": max(one["chance"] for one in sets),
        },
        "shuffled": _shuffled(runs["shuffled"]),
        "sets": {key: ", ".join(group) for key, group in measured["sets"].items()},
        "law": measured["law"],
        "counts": {key: measured["counts"][key] for key in ("he", "she")},
    }


def _shuffled(runs: list[Values]) -> Values:
    """The control: vectors of a text whose words have lost their places."""
    correlations, sets = ([run[key] for run in runs] for key in ("correlation", "sets"))
    return {
        "mean": float(np.mean(correlations)),
        "largest": float(np.abs(correlations).max()),
        "largest_effect": max(abs(one["effect"]) for one in sets),
        "least_chance": min(one["chance"] for one in sets),
    }


def alt(v: Values) -> str:
    return (
        f"{v['n']} words: their leaning to he or she in the text against that of their vectors. "
        f"Trained on the text: rank correlation {v['trained']['mean']:.2f}. Trained on the "
        f"shuffled text: {v['shuffled']['mean']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((540, 436))
    frame = Box(12, 44, page.pick(540, 336) - 24, 344)
    _axes(ax, frame)
    xs, ys = _places(v, frame)
    wanted = {*v["trained"]["she"], *v["trained"]["he"]}
    named = [i for i, word in enumerate(v["words"]) if word in wanted]
    rest = [i for i in range(len(xs)) if i not in named]
    ax.plot(xs[rest], ys[rest], ".", color=MUTED, alpha=0.45, markersize=4, zorder=2)
    ax.plot(xs[named], ys[named], ".", color=NEUTRAL[1], markersize=7, zorder=3)
    boxes = [Box(xs[i] - 4, ys[i] - 4, 8, 8) for i in named]
    label_dots(ax, boxes, [v["words"][i] for i in named], frame, role=INK)
    return figure


def _places(v: Values, frame: Box) -> tuple[np.ndarray, np.ndarray]:
    """Where the words lie, in px: across what the text says, up what their vectors say."""
    text, lean = np.array(v["text"]), np.array(v["trained"]["lean"])
    across, up = text / np.abs(text).max() / 1.04, lean / np.abs(lean).max() / 1.08
    (x, y), width, height = frame.centre, frame.width / 2, frame.height / 2
    return x + width * across, y - height * up


def _axes(ax: Axes, frame: Box) -> None:
    """Two lines that mean no leaning, and what is beyond them."""
    x, y = frame.centre
    ax.plot([frame.left, frame.right], [y, y], color=GRID, linewidth=1, zorder=1)
    ax.plot([x, x], [frame.top, frame.bottom], color=GRID, linewidth=1, zorder=1)
    write(ax, frame.left, frame.top - 24, "↑ vectors: nearer “he”", MUTED, SMALL)
    write(ax, frame.left, frame.bottom + 14, "← text: more “she”", MUTED, SMALL)
    write(ax, frame.right, frame.bottom + 14, "text: more “he” →", MUTED, SMALL, align="right")
    write(ax, frame.left, frame.bottom + 34, "↓ vectors: nearer “she”", MUTED, SMALL)
