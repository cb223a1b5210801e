"""The running sentence with one word at a time exchanged for others: does il become elle?"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from explainer import inspect
from explainer.transformer import Trace
from generators.figures._shared.decoder_rows import (
    TIRED,
    cross_weights,
    model,
    pronoun_row,
    translation,
)
from generators.figures.explanation import _page
from generators.kit import marks, theme

WIDTH, TOP, PITCH = 416, 92, 30
WORDS, LEFT, RIGHT, LOOKED = 96, 112, 304, 328  # x of words, of the scale's ends, of the bars


def values() -> dict[str, Any]:
    written, row = translation(TIRED), pronoun_row(TIRED)
    english, french = model().source_vocabulary, model().target_vocabulary
    words = list(written.source_tokens)
    source = english.encode(words)
    target = french.encode(["<start>", *written.tokens[:row]])
    il, elle = french.ids["il"], french.ids["elle"]

    def gap(trace: Trace) -> float:
        return inspect.logit_difference(trace, row, il, elle)

    tried: list[list[str]] = [[] for _ in words]
    for place, word in _page.runs()[0]["sentence"]["swaps"]:
        tried[place].append(word)
    own = gap(written.trace)
    gaps = [
        (
            inspect.swap_effects(
                model(), source, target, place, english.encode(others).tolist(), gap
            )
            + own
        )
        for place, others in enumerate(tried)
    ]
    weights = cross_weights(TIRED)[:, :, row].mean(axis=(0, 1))
    flips = [int((found < 0).sum()) for found in gaps]
    sizes = [float(np.abs(found - own).mean()) for found in gaps]
    return {
        "words": words,
        "own": own,
        "tried": tried,
        "gaps": [found.tolist() for found in gaps],
        "flips": flips,
        "flipping": [word for word, count in zip(words, flips, strict=True) if count],
        "n_flipping": sum(count > 0 for count in flips),
        "n_swaps": sum(len(others) for others in tried),
        "n_flips": sum(flips),
        "to_elle": [
            other
            for others, found in zip(tried, gaps, strict=True)
            for other, number in zip(others, found, strict=True)
            if number < 0
        ],
        "weights": weights.tolist(),
        "weight_on_flipping": float(
            sum(w for w, count in zip(weights, flips, strict=True) if count)
        ),
        "it_size": sizes[words.index("it")],
        "last_size": sizes[-1],
        "animal_size": sizes[words.index("animal")],
        "agreement": inspect.spearman(weights, np.array(sizes)),
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"Each of {len(v['words'])} English words exchanged for others of its kind, "
        f"{v['n_swaps']} swaps; dots show the logit of il minus that of elle. Only swaps of "
        f"{' and '.join(v['flipping'])} fall below zero: {', '.join(v['to_elle'])}. Beside them "
        "bars of mean attention."
    )


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    n = len(v["words"])
    figure, ax = theme.canvas(WIDTH, TOP + n * PITCH + 54)
    numbers: list[float] = [number for row in v["gaps"] for number in row] + [v["own"]]
    low, high = min(numbers) - 1, max(numbers) + 1

    def at(number: float) -> float:
        return LEFT + (number - low) / (high - low) * (RIGHT - LEFT)

    marks.write(ax, WORDS, 24, "word swapped", theme.KEY, theme.SMALL, align="right")
    marks.write(ax, LEFT, 24, "logit of il − logit of elle", theme.DECODER, theme.SMALL)
    hidden: dict[str, Any] = {"animated": True, "visible": False}
    marks.note(ax, LOOKED, 18, "looked at,\nmean weight", theme.WEIGHT, theme.SMALL)
    bottom = TOP + n * PITCH
    for number, text in ((0.0, "0"), (v["own"], "as it is")):
        ax.plot([at(number)] * 2, [TOP - 12, bottom], color=theme.GRID, linewidth=1, zorder=0)
        marks.write(ax, at(number), TOP - 22, text, theme.MUTED, theme.SMALL, align="centre")
    for x, text, align in ((LEFT, "elle", "left"), (RIGHT, "il", "right")):
        marks.write(ax, x, TOP - 40, text, theme.DECODER, theme.LABEL, mono=True, align=align)
    bars = [
        marks.bar(ax, LOOKED, TOP + i * PITCH + 6, weight, 44, text=f"{weight:.2f}", **hidden)
        for i, weight in enumerate(v["weights"])
    ]
    dots = marks.progress(ax, 0, n)
    for i, word in enumerate(v["words"]):
        dots.set(i)
        y = TOP + i * PITCH
        old = marks.token(ax, WORDS, y, word, theme.ENCODER, align="right", animated=True)
        yield figure, 0.6
        hold = max(0.7, 1.5 / len(v["tried"][i]))  # a word takes two seconds or more
        for other, number in zip(v["tried"][i], v["gaps"][i], strict=True):
            old.show(False)
            new = marks.token(ax, WORDS, y, other, theme.KEY, True, align="right", animated=True)
            ax.add_patch(
                Circle(
                    (at(number), y + 13),
                    4.5,
                    animated=True,
                    linewidth=0,
                    alpha=0.75,
                    facecolor=theme.NEGATIVE if number < 0 else theme.DECODER,
                )
            )
            yield figure, max(hold, 1.0) if number < 0 else hold
            new.show(False)
            old.show()
    for i, row in enumerate(v["gaps"]):
        below = [(number, other) for number, other in zip(row, v["tried"][i], strict=True)]
        below = [(at(number), other) for number, other in below if number < 0]
        if not below:
            continue
        right = min(x for x, _ in below) < LEFT + 50
        x = max(x for x, _ in below) + 9 if right else min(x for x, _ in below) - 9
        marks.write(
            ax,
            x,
            TOP + i * PITCH + 13,
            ", ".join(other for _, other in below),
            theme.NEGATIVE,
            theme.SMALL,
            align="left" if right else "right",
            animated=True,
        )
    for bar in bars:
        bar.show()
    yield figure, 6
