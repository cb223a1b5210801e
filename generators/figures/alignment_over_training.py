"""Alignment of each layer's cross-attention, and the same words predicted, over training."""

from typing import Any

from matplotlib.figure import Figure

from generators import results, theme
from generators.marks import axis_titles, label_lines
from generators.training_moments import moments


def values() -> dict[str, Any]:
    found = moments()
    steps = [m["step"] for m in found]
    layers = {name: [m["alignment"][name]["all"] for m in found] for name in ("layer 1", "layer 2")}
    at = {
        str(step): {
            "first": layers["layer 1"][i],
            "last": layers["layer 2"][i],
            "word": found[i]["content_word"],
        }
        for i, step in enumerate(steps)
    }
    return {
        "steps": steps,
        "layers": layers,
        "word": [m["content_word"] for m in found],
        "at": at,
        "final": at[str(steps[-1])],
        "sentences": results.read("training")["sentences"],
    }


def alt(v: dict[str, Any]) -> str:
    start, early, end = v["at"]["0"], v["at"]["200"], v["final"]
    return (
        f"Share of content words whose row looks most at the right English word: in the last "
        f"layer {start['last']:.0%} at the start, {early['last']:.0%} at step 200, "
        f"{end['last']:.0%} at the end; in the first {end['first']:.0%} at the end. Of the "
        f"same words {early['word']:.0%} are predicted right at step 200."
    )


def _chart(v: dict[str, Any], width: float, right: float) -> Figure:
    figure, ax = theme.chart(width, 300, left=44, right=right, top=40, bottom=50)
    places = range(len(v["steps"]))
    curves = (
        (v["layers"]["layer 1"], theme.WEIGHT, (0, (4, 2)), "aligned, layer 1"),
        (v["layers"]["layer 2"], theme.WEIGHT, "-", "aligned, layer 2"),
        (v["word"], theme.DECODER, "-", "predicted right"),
    )
    ax.set_xlim(0, len(v["steps"]) - 1)
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    every = 1 if width > 400 else 2  # on a phone there is room for every other number
    ax.set_xticks(list(places)[::-every], [f"{step}" for step in v["steps"][::-every]])
    axis_titles(ax, "steps of training (uneven)", "share right")
    lines = [
        ax.plot(places, curve, color=role, linestyle=dashes, marker="o", markersize=4,
                clip_on=False)[0]
        for curve, role, dashes, _ in curves
    ]  # fmt: skip
    label_lines(ax, lines, [label for *_, label in curves], size=theme.SMALL)
    return figure


def draw(v: dict[str, Any]) -> Figure:
    return _chart(v, 560, 116)


def narrow(v: dict[str, Any]) -> Figure:
    return _chart(v, 348, 100)
