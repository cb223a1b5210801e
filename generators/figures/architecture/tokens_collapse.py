"""Without a residual path all tokens become the same vector within a few layers."""

from typing import Any

from generators.figures.architecture._page import draw_spread, log_chart, powers, read, spread
from generators.kit.charts import label_lines
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import SMALL, TEXT
from generators.kit.theme import MUTED, NEUTRAL

WITHOUT: dict[str, tuple[str, Any]] = {
    "attention": (NEUTRAL[3], "-"),
    "attention, norm": (NEUTRAL[1], "-"),
    "attention, feed-forward": (NEUTRAL[3], (0, (4, 2))),
    "attention, norm, feed-forward": (NEUTRAL[1], (0, (4, 2))),
}
WITH: dict[str, tuple[str, str]] = {
    "all": ("all parts", NEUTRAL[0]),
    "attention, residual": ("attention, residual", NEUTRAL[2]),
}
ROUNDING = 1e-12  # below this the tokens are equal but for rounding that has added up


def values() -> Values:
    found = read()
    curves = {
        name: spread(runs) for name, runs in found["collapse"].items() if name in {*WITH, *WITHOUT}
    }
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


def draw(v: Values, page: Page) -> Figure:
    distance = page.pick("distance of the tokens from their mean, ", "distance from the mean, ")
    titles = ("layers passed", f"{distance}relative to their length")
    figure, ax = log_chart(page, TEXT, page.pick(116, 66), (1e-17, 4), titles)
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
        short = name.replace("feed-forward", page.pick("feed-forward", "feed-fwd."))
        ax.text(x + 1.4, y, short, color=role, fontsize=SMALL)
    names = page.pick([text for text, _ in WITH.values()], ["all", "residual"])
    label_lines(ax, lines, names, size=SMALL)
    return figure
