"""One head of a published speech model: when it writes a word, where in the sound it looks."""

import numpy as np
from matplotlib.patches import Rectangle

from generators.kit.charts import axis_titles
from generators.kit.charts.row_names import name_row
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import (
    ENCODER,
    GRID,
    INK,
    MONO,
    MUTED,
    SMALL,
    TEXT,
    WEIGHT,
    canvas,
    chart_axes,
)
from generators.pipeline.results import read

ROW, SOUND = 30, 44  # px for a word and for the sound above
A_SECOND = 50  # positions of the encoder
NAMES = ("plain", "paused")
FOLLOWED = ("animal", "because")  # a word before the pause, and the first one after it


def values() -> Values:
    found = read("whisper")
    picture, best, per_layer = found["picture"], found["best"], found["heads_per_layer"]
    parts = {name: picture[name] for name in NAMES}
    units = picture["units"]
    drawn = ("times", "weights", "loudness")
    return {
        "layer": best // per_layer + 1,
        "head": best % per_layer + 1,
        "units": units,
        "pause": found["pause"],
        "words": len(units),
        **{
            name: {**{key: part[key] for key in drawn}, "hits": sum(part["hit"])}
            for name, part in parts.items()
        },
        **{
            f"peak_{word}": [_peak(part["weights"][units.index(word)]) for part in parts.values()]
            for word in FOLLOWED
        },
    }


def _peak(weights: list[float]) -> float:
    return (int(np.argmax(weights)) + 0.5) / A_SECOND


def alt(v: Values) -> str:
    return (
        f"Weights over time of {v['words']} words, layer {v['layer']}, head {v['head']}. The "
        f"largest weight lies where the word is spoken for {v['plain']['hits']} of them. With "
        f"{v['pause']:.0f} second of silence put in before because, for {v['paused']['hits']}; the "
        f"peak of because moves from {v['peak_because'][0]:.2f} to {v['peak_because'][1]:.2f} s."
    )


def draw(v: Values, page: Page) -> Figure:
    """The two recordings to the same scale of time, beside each other or one below the other."""
    left, top, gap, second = page.pick((78, 44, 26, 74), (78, 40, 96, 52))
    wide = [round(second * _seconds(v[name])) for name in NAMES]
    high = SOUND + ROW * v["words"] + 6
    down = page.pick(0, high + gap)  # from the first to the second
    across = page.pick(wide[0] + gap, 0)
    figure, _ = canvas(left + across + wide[1] + 14, top + down + high + 46)
    for index, name in enumerate(NAMES):
        place = left + index * across, top + index * down
        ax = chart_axes(figure, *place, wide[index], high)
        _panel(ax, v, v[name])
        title = "as spoken" if index == 0 else f"with a pause of {v['pause']:.0f} s"
        ax.set_title(title, loc="left", pad=10, fontsize=SMALL, weight="semibold", color=INK)
        if page.narrow or index == 0:
            _words(ax, v["units"])
    return figure


def _seconds(part: Values) -> float:
    return len(part["weights"][0]) / A_SECOND


def _panel(ax: Axes, v: Values, part: Values) -> None:
    """The sound, and below it a line a word: pale when it is spoken, filled where it is sought."""
    seconds = _seconds(part)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.set_xlim(0, seconds)
    ax.set_ylim(SOUND + ROW * v["words"] + 6, 0)
    ax.set_yticks([])
    ax.set_xticks(range(int(seconds) + 1))
    axis_titles(ax, x="seconds")
    times = (np.arange(len(part["weights"][0])) + 0.5) / A_SECOND
    loud = np.zeros(len(times))
    loud[: len(part["loudness"])] = part["loudness"]  # silence after the last word
    loud = loud / loud.max() * (SOUND / 2 - 4)
    ax.fill_between(times, SOUND / 2 - loud, SOUND / 2 + loud, color=ENCODER, linewidth=0)
    for row, (span, weights) in enumerate(zip(part["times"], part["weights"], strict=True)):
        floor = SOUND + ROW * (row + 1)
        spoken = (span[0], floor - ROW + 3), span[1] - span[0], ROW - 3
        ax.add_patch(Rectangle(*spoken, facecolor=ENCODER, alpha=0.18, linewidth=0))
        ax.plot([0, seconds], [floor, floor], color=GRID, linewidth=1, zorder=1)
        high = floor - np.array(weights) / max(weights) * (ROW - 3)
        ax.fill_between(times, floor, high, color=WEIGHT, linewidth=0, zorder=3)


def _words(ax: Axes, words: list[str]) -> None:
    name_row(ax, SOUND / 2, "sound", 10, MUTED, SMALL, family=TEXT)
    for row, word in enumerate(words):
        name_row(ax, SOUND + ROW * (row + 0.5), word, 10, INK, SMALL, family=MONO)
