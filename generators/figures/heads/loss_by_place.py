"""What the next token costs at each place, the first time and the second, with the head or not."""

from generators.figures.heads._in_context import of_places, over_runs, read
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import INK, MUTED, NEUTRAL, SMALL

LINES = {  # which model, which copy, the words at the line, colour and dash
    "first": ("whole", "first", "first time", NEUTRAL[2], "-"),
    "second": ("whole", "second", "second time", NEUTRAL[0], "-"),
    "without": ("uniform", "second", "head disabled", NEUTRAL[0], "--"),
}
PLAIN = ("text_first", "text_second", "late_minus_early")


def values() -> Values:
    found = read()
    lines = {name: of_places(model, copy) for name, (model, copy, *_) in LINES.items()}
    return {
        **lines,
        "places": list(range(1, len(lines["first"]["mean"]) + 1)),
        "blind": found["blind"],
        "seeds": len(found["runs"]),
        "start": lines["second"]["mean"][0],
        "end": lines["second"]["mean"][-1],
        "most_after_first": max(lines["second"]["most"][1:]),
        "least_first": min(lines["first"]["least"]),
        "least_without": min(lines["without"]["least"]),
        "most_without": max(lines["without"]["most"]),
        "text": {
            model: {key: over_runs(model, key) for key in PLAIN}
            for model in ("whole", "uniform", "zeroed")
        },
    }


def alt(v: Values) -> str:
    return (
        f"Loss of the next random token by place, mean of {v['seeds']} models. First time at least "
        f"{v['least_first']:.1f} nats everywhere; second time {v['start']:.1f} after one token and "
        f"{v['end']:.1f} at the end; second time with the induction head looking everywhere alike "
        f"at least {v['least_without']:.1f}. An even guess costs {v['blind']:.1f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 290, left=36, right=112, top=40, bottom=50)
    last = v["places"][-1]
    top = 1 + max(max(v[name]["most"]) for name in LINES)
    place = Axis("tokens of this copy read so far", (1, last), [1, (last + 1) // 2, last])
    set_axes(ax, place, Axis("loss of the next token, nats", (0, top), [0, 2, 4, 6, 8]))
    ax.axhline(v["blind"], color=MUTED, linewidth=1, linestyle=(0, (1, 2)))
    ax.text(1.4, v["blind"] - 0.75, "even guess", color=INK, fontsize=SMALL)
    drawn = [
        Curve(said, v[name]["mean"], v[name]["least"], v[name]["most"], role, dash)
        for name, (_, _, said, role, dash) in LINES.items()
    ]
    curves(ax, v["places"], drawn, SMALL)
    return figure
