"""Matching, copying and what the context is worth, along training."""

from generators.figures.heads._in_context import along, read
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import NEUTRAL, SMALL

PANELS = {  # title and ticks of the axis -> its lines
    ("share", (0, 0.5, 1)): {
        "matching": ("matching", NEUTRAL[0]),
        "copying": ("copying", NEUTRAL[1]),
    },
    ("loss of a token, nats", (0, 3, 6, 9)): {
        "first": ("first time", NEUTRAL[2]),
        "second": ("second time", NEUTRAL[0]),
    },
}


def values() -> Values:
    steps = [moment["step"] for moment in read()["runs"][0]["moments"]]
    found = {name: along(name) for lines in PANELS.values() for name in lines}
    half = {
        name: next(
            step for step, mean in zip(steps, found[name]["mean"], strict=True) if mean >= 0.5
        )
        for name in ("matching", "copying")
    }
    gain = [a - b for a, b in zip(found["first"]["mean"], found["second"]["mean"], strict=True)]
    happens = next(step for step, nats in zip(steps, gain, strict=True) if nats >= gain[-1] / 2)
    return {**found, "steps": steps, "half": half, "gain": {"half": happens, "end": gain[-1]}}


def alt(v: Values) -> str:
    return (
        f"Means along training. Matching reaches one half at step {v['half']['matching']}, copying "
        f"at step {v['half']['copying']}; the second time is easier than the first by half of the "
        f"final {v['gain']['end']:.1f} nats at step {v['gain']['half']}."
    )


def draw(v: Values, page: Page) -> Figure:
    margins = (36, 40, 96, 52)
    figure, plots = page.charts(len(PANELS), page.pick((216, 170), (204, 160)), margins)
    for ax, ((title, ticks), lines) in zip(plots, PANELS.items(), strict=True):
        _panel(ax, v, Axis(title, (0, ticks[-1]), {n: f"{n:g}" for n in ticks}), lines)
    return figure


def _panel(ax: Axes, v: Values, measure: Axis, lines: dict[str, tuple[str, str]]) -> None:
    end = v["steps"][-1]
    set_axes(ax, Axis("steps of training", (0, end), {n: f"{n:,}" for n in (0, end)}), measure)
    drawn = [
        Curve(said, v[name]["mean"], v[name]["least"], v[name]["most"], role)
        for name, (said, role) in lines.items()
    ]
    curves(ax, v["steps"], drawn, SMALL)
