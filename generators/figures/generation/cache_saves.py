"""How many times less work a step is with the cache: counted from the config, and measured."""

import numpy as np

from explainer.key_value_cache import step_multiplications
from explainer.model import Config
from generators.figures._shared.writing import BASE_SIZED, measured, model
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import NEUTRAL, SMALL

LENGTHS = (4, 8, 16, 32, 64, 128, 256)
SENTENCE = 16  # words: the length of our sentences
LINES = {"translator": ("translator", NEUTRAL[0]), "base_sized": ("base-sized", NEUTRAL[1])}
TICKS: dict[float, str] = {tick: str(tick) for tick in (1, 3, 10, 30, 100, 300)}


def values() -> Values:
    timing = measured()["timing"]
    configs = {"translator": model("finished").config, "base_sized": BASE_SIZED}
    found: Values = {name: _times_less(timing[name], configs[name]) for name in LINES}
    shares = [
        measured / counted
        for name in LINES
        for measured, counted in zip(found[name]["measured"], found[name]["counted"], strict=True)
    ]
    at = LENGTHS.index(SENTENCE)
    found["translator"]["at"] = {str(SENTENCE): {"measured": found["translator"]["measured"][at]}}
    found["translator"]["longest"]["length"] = LENGTHS[-1]
    return {
        "lengths": list(LENGTHS),
        **found,
        "most_measured_share": max(shares),
        "repeats": len(timing["translator"]["steps"][0]["cached"]),
    }


def _times_less(timing: Values, config: Config) -> Values:
    """The work of a step without the cache divided by that with it, for each length."""
    steps, n_source = timing["steps"], timing["n_source"]
    if [row["length"] for row in steps] != list(LENGTHS):
        raise ValueError(f"the measured lengths are not {LENGTHS}")
    whole, kept = (
        [sum(step_multiplications(config, n, n_source, cached).values()) for n in LENGTHS]
        for cached in (False, True)
    )
    counted = [a / b for a, b in zip(whole, kept, strict=True)]
    clock = [float(np.median(row["uncached"]) / np.median(row["cached"])) for row in steps]
    longest = {"counted": counted[-1], "measured": clock[-1]}
    return {"counted": counted, "measured": clock, "longest": longest}


def alt(v: Values) -> str:
    parts = [
        f"{title}: {v[name]['longest']['counted']:.0f} times counted, "
        f"{v[name]['longest']['measured']:.0f} times measured"
        for name, (title, _) in LINES.items()
    ]
    return (
        f"Work of one step without the cache divided by that with it, by the length of the text. "
        f"At {v['translator']['longest']['length']} words: {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(540, 330, left=44, right=132, top=44, bottom=52)
    words = Axis("words in the decoder", (LENGTHS[0], 1.1 * LENGTHS[-1]), LENGTHS, log=2)
    set_axes(ax, words, Axis("times less work for the next word", (0.8, 450), TICKS, log=10))
    lines = []
    for name, (title, role) in LINES.items():
        lines.append(Curve(f"{title}, counted", v[name]["counted"], role=role))
        clock = Curve(
            f"{title}, measured", v[name]["measured"], role=role, dash=":", width=1.5, marker="o"
        )
        lines.append(clock)
    curves(ax, v["lengths"], lines, SMALL)
    return figure
