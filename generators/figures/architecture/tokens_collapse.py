"""Without a residual path all tokens become the same vector within a few layers."""

from typing import Any

from matplotlib.figure import Figure

from generators.figures.architecture._page import draw_spread, log_chart, powers, read, spread
from generators.kit.charts import label_lines
from generators.kit.theme import ENCODER, INK, KEY, MUTED, SMALL, WEIGHT
from generators.kit.values import Values

WITHOUT: dict[str, tuple[str, Any]] = {
    "attention": (INK, "-"),
    "attention, norm": (WEIGHT, "-"),
    "attention, feed-forward": (INK, (0, (4, 2))),
    "attention, norm, feed-forward": (WEIGHT, (0, (4, 2))),
}
WITH: dict[str, tuple[str, str]] = {
    "all": ("all parts", ENCODER),
    "attention, residual": ("attention, residual", KEY),
}
ROUNDING = 1e-12  # below this the tokens are equal but for rounding that has added up


def values() -> Values:
    found = read()
    curves = {name: spread(runs) for name, runs in found["collapse"].items()}
    # The first layer after which the median is below a thousandth, for each way to join.
    gone = {
        name: next((i for i, at in enumerate(c["median"]) if at < 1e-3), 99)
        for name, c in curves.items()
    }
    return {
        "curves": curves,
        "n_seeds": len(found["seeds"]),
        "n_tokens": found["n_tokens"],
        "d_model": found["d_model"],
        "deepest": len(curves["all"]["median"]) - 1,
        "start": curves["all"]["median"][0],
        "gone": gone,
        "latest_gone": max(gone[name] for name in WITHOUT),
        "earliest_gone": min(gone[name] for name in WITHOUT),
        "largest_without_at_six": max(curves[name]["high"][6] for name in WITHOUT),
        "all_after": curves["all"]["median"][-1],
        "all_lowest": curves["all"]["low"][-1],
        "residual_after": curves["attention, residual"]["median"][-1],
    }


def alt(v: Values) -> str:
    return (
        f"The distance of {v['n_tokens']} tokens from their mean by layer, on a logarithmic axis. "
        f"All curves start at {v['start']:.2f}. The four without residual path fall below a "
        f"thousandth after {v['earliest_gone']} to {v['latest_gone']} layers and go on to rounding "
        f"error. With residual path {v['residual_after']:.2f} is left after {v['deepest']} layers, "
        f"with all parts {v['all_after']:.2f}."
    )


def _chart(v: Values, width: float, right: float) -> Figure:
    titles = ("layers passed", "distance of the tokens from their mean, relative to their length")
    if width < 400:
        titles = (titles[0], "relative distance from the mean")
    figure, ax = log_chart(width, right, (1e-17, 4), titles)
    xs = list(range(v["deepest"] + 1))
    ax.set_xlim(0, v["deepest"])
    ax.set_xticks(xs[::2])
    powers(ax, [0, -4, -8, -12, -16])
    for name, (role, dashes) in WITHOUT.items():
        draw_spread(ax, xs, v["curves"][name], role, dashes)
    lines = [draw_spread(ax, xs, v["curves"][name], role) for name, (_, role) in WITH.items()]
    x, step = 5.2, 1.5
    ax.text(x, 10**-5.2, "without residual path", color=MUTED, fontsize=SMALL)
    for index, (name, (role, dashes)) in enumerate(WITHOUT.items()):
        y = 10 ** (-6.9 - step * index)
        ax.plot([x, x + 1.1], [y * 1.6, y * 1.6], color=role, linestyle=dashes, linewidth=1.75)
        short = name.replace("feed-forward", "feed-fwd.") if width < 400 else name
        ax.text(x + 1.4, y, short, color=role, fontsize=SMALL)
    names = ["all", "residual"] if width < 400 else [text for text, _ in WITH.values()]
    label_lines(ax, lines, names, size=SMALL)
    return figure


def draw(v: Values) -> Figure:
    return _chart(v, 560, 116)


def narrow(v: Values) -> Figure:
    return _chart(v, 332, 66)
