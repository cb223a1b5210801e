"""One head of a published speech model: when it writes a word, where in the sound it looks."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.kit.charts.row_names import name_row
from generators.kit.theme import (
    ENCODER,
    GRID,
    INK,
    LABEL,
    MONO,
    MUTED,
    SMALL,
    TEXT,
    WEIGHT,
    canvas,
    chart_axes,
)
from generators.kit.values import Values
from generators.pipeline.results import read

ROW, SOUND = 26, 44  # px for a word and for the sound above
A_SECOND = 50  # positions of the encoder
NAMES = ("plain", "paused")


def values() -> Values:
    found = read("whisper")
    picture, best, per_layer = found["picture"], found["best"], found["heads_per_layer"]
    parts = {name: picture[name] for name in NAMES}
    at = picture["units"].index("because")
    return {
        "layer": best // per_layer + 1,
        "head": best % per_layer + 1,
        "units": picture["units"],
        "pause_before": at,
        "pause": found["pause"],
        "tolerance": found["tolerance"],
        "words": len(picture["units"]),
        **{name: {**part, "hits": sum(part["hit"])} for name, part in parts.items()},
        "largest": max(max(row) for part in parts.values() for row in part["weights"]),
        "peak_because": [_peak(parts[name]["weights"][at]) for name in NAMES],
        "peak_animal": [
            _peak(parts[name]["weights"][picture["units"].index("animal")]) for name in NAMES
        ],
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


def draw(v: Values) -> Figure:
    pixels, left, gap, top = 64, 78, 26, 44
    widths = [round(_seconds(v, name) * pixels) for name in NAMES]
    figure, _ = canvas(left + sum(widths) + gap + 16, top + _height(v) + 46)
    x = left
    for name, width in zip(NAMES, widths, strict=True):
        ax = chart_axes(figure, x, top, width, _height(v))
        _panel(ax, v, name, words=name == NAMES[0])
        x += width + gap
    return figure


def narrow(v: Values) -> Figure:
    pixels, left, top = 48, 76, 40
    step = _height(v) + 96
    figure, _ = canvas(left + round(_seconds(v, "paused") * pixels) + 12, 2 * step - 8)
    for index, name in enumerate(NAMES):
        width = round(_seconds(v, name) * pixels)
        _panel(chart_axes(figure, left, top + index * step, width, _height(v)), v, name, True)
    return figure


def _height(v: Values) -> float:
    return SOUND + ROW * int(v["words"]) + 6


def _seconds(v: Values, name: str) -> float:
    return len(v[name]["weights"][0]) / A_SECOND


def _panel(ax: Axes, v: Values, name: str, words: bool) -> None:
    part, height = v[name], _height(v)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.set_xlim(0, _seconds(v, name))
    ax.set_ylim(height, 0)
    ax.set_yticks([])
    ax.set_xticks(range(int(_seconds(v, name)) + 1))
    times = (np.arange(len(part["weights"][0])) + 0.5) / A_SECOND
    loud = np.zeros(len(times))
    loud[: len(part["loudness"])] = part["loudness"]  # silence after the last word
    loud = loud / loud.max() * (SOUND / 2 - 4)
    ax.fill_between(times, SOUND / 2 - loud, SOUND / 2 + loud, color=ENCODER, linewidth=0)
    for row, (word, span, weights) in enumerate(
        zip(v["units"], part["times"], part["weights"], strict=True)
    ):
        floor = SOUND + ROW * (row + 1)
        ax.add_patch(
            Rectangle(
                (span[0], floor - ROW + 3),
                span[1] - span[0],
                ROW - 3,
                facecolor=ENCODER,
                alpha=0.18,
                linewidth=0,
            )
        )
        ax.plot([0, _seconds(v, name)], [floor, floor], color=GRID, linewidth=1, zorder=1)
        high = floor - np.array(weights) / v["largest"] * (ROW - 3)
        ax.fill_between(times, floor, high, color=WEIGHT, linewidth=0, zorder=3)
        if words:
            _beside(ax, floor - ROW / 2, word, INK, mono=True)
    if words:
        _beside(ax, SOUND / 2, "sound", MUTED)
    title = "as spoken" if name == "plain" else f"with a pause of {v['pause']:.0f} s"
    ax.annotate(
        title,
        (0, 1),
        xytext=(0, 10),
        xycoords="axes fraction",
        textcoords="offset points",
        color=INK,
        fontsize=LABEL,
        weight="semibold",
    )
    ax.annotate(
        "seconds",
        (1, 0),
        xytext=(0, -32),
        xycoords="axes fraction",
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
        ha="right",
    )


def _beside(ax: Axes, y: float, text: str, role: str, mono: bool = False) -> None:
    name_row(ax, y, text, 10, role, SMALL, family=MONO if mono else TEXT)
