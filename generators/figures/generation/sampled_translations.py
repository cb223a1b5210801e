"""Exact translations by temperature, for both models and three ways of drawing the words."""

from generators.figures._shared.writing import measured
from generators.kit import seeds
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, NEUTRAL, SMALL

WAYS = {"finished": ("plain", "top_p"), "early": ("plain", "top_k", "top_p")}
LINES = (  # model, way, what the line is called, colour, dashes
    ("finished", "plain", "finished, all words", NEUTRAL[0], "-"),
    ("early", "top_p", "early, top-p = 0.9", NEUTRAL[2], "--"),
    ("early", "plain", "early, all words", NEUTRAL[1], "-"),
)
TABLED = (0.5, 1, 1.5, 2)  # temperatures of the table in the Lab


def values() -> Values:
    content = measured()
    of = {name: content["models"][name]["sampled"] for name in WAYS}
    found: Values = {
        name: {"greedy": of[name]["greedy"], **{way: _exact(of[name][way]) for way in ways}}
        for name, ways in WAYS.items()
    }
    return {
        "n": content["sentences"]["sampled"],
        "n_seeds": len(content["seeds"]),
        "temperatures": [row["temperature"] for row in of["early"]["plain"]],
        "curves": {
            name: {
                way: seeds.curves(list(zip(*[row["exact"] for row in of[name][way]], strict=True)))
                for model, way, *_ in LINES
                if model == name
            }
            for name in WAYS
        },
        **found,
    }


def _exact(rows: list[Values]) -> Values:
    """The share of exact translations, mean over the seeds, at the temperatures of the table."""
    means = {row["temperature"]: sum(row["exact"]) / len(row["exact"]) for row in rows}
    return {"at": {f"{one:g}".replace(".", "_"): means[one] for one in TABLED}}


def alt(v: Values) -> str:
    first, last = v["temperatures"][0], v["temperatures"][-1]
    lines = {title: v["curves"][name][way]["mean"] for name, way, title, *_ in LINES}
    parts = [
        f"{title}: {mean[0]:.0%} at {first:g}, {mean[-1]:.0%} at {last:g}"
        for title, mean in lines.items()
    ]
    return f"Share of exact translations by temperature. {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(540, 320, left=44, right=130, top=44, bottom=52)
    shares: dict[float, str] = {share: f"{100 * share:.0f}%" for share in (0, 0.25, 0.5, 0.75, 1)}
    temperature = Axis("temperature", (0, 1.02 * v["temperatures"][-1]), (0.5, 1, 1.5, 2))
    set_axes(ax, temperature, Axis("exact translations", (0, 1.02), shares))
    greedy = v["early"]["greedy"]
    ax.axhline(greedy, color=MUTED, linewidth=1, linestyle=(0, (2, 3)))
    ax.text(
        v["temperatures"][-1],
        greedy + 0.02,
        "early, greedy",
        color=MUTED,
        fontsize=SMALL,
        ha="right",
    )
    lines = [
        Curve(title, of["mean"], of["least"], of["most"], role, dash, marker="o")
        for name, way, title, role, dash in LINES
        for of in (v["curves"][name][way],)
    ]
    curves(ax, v["temperatures"], lines, SMALL)
    return figure
