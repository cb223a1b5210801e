"""Weight decay against exact match and against how even attention is: one dot a training."""

from matplotlib.axes import Axes

from generators.kit.charts import axis_titles, label_lines
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import DECODER, ENCODER, GRID, PANEL
from generators.pipeline import results

VARIANTS = {"four": "translator", "one": "translator-one-head"}
NAMES = {"four": "4 heads", "one": "1 head"}
SHIFTS = {"four": -0.13, "one": 0.13}  # beside each other at one decay
MEASURES = {  # what a panel shows -> its title, its ends
    "exact": ("held-out sentences right", (0.9, 1.0)),
    "cross": ("evenness, cross-attention", (0.0, 1.0)),
    "encoder": ("evenness, encoder", (0.0, 1.0)),
}


def values() -> Values:
    found = results.read("weight_decay")
    held_out = [run["held_out"] for run in found["runs"]]
    value: Values = {
        "decays": found["decays"],
        "runs": len(found["runs"]),
        "seeds": len({run["seed"] for run in found["runs"]}),
        "all": {
            "exact": brief([one["exact"] for one in held_out]),
            "pronoun": {"least": min(one["pronoun"]["accuracy"] for one in held_out)},
        },
    }
    for name, variant in VARIANTS.items():
        chosen = [run for run in found["runs"] if run["variant"] == variant]
        value[name] = {
            _key(decay): _of([run for run in chosen if run["decay"] == decay])
            for decay in found["decays"]
        }
    return value


def _key(decay: float) -> str:
    """A name that an expression on a page can use: `d02` for .02."""
    return f"d{decay:g}".replace("0.", "")


def _of(runs: list[Values]) -> Values:
    """Exact match, and evenness of two kinds of attention (mean of the layers), in brief."""
    held_out = [run["held_out"] for run in runs]
    value: Values = {"exact": brief([one["exact"] for one in held_out])}
    for kind, name in (
        ("encoder", "encoder.{}.self_attention"),
        ("cross", "decoder.{}.cross_attention"),
    ):
        layers = [[one["evenness"][name.format(layer)] for layer in (0, 1)] for one in held_out]
        value[kind] = brief([sum(both) / 2 for both in layers])
    return value


def alt(v: Values) -> str:
    first, last = (_key(v["decays"][end]) for end in (0, -1))
    return (
        f"Three charts over the weight decays {', '.join(f'{d:g}' for d in v['decays'])}, a dot "
        f"for each of {v['runs']} trainings. Exact match stays between "
        f"{v['all']['exact']['least']:.1%} and {v['all']['exact']['most']:.1%}. Evenness of "
        f"cross-attention rises from {v['four'][first]['cross']['mean']:.2f} to "
        f"{v['four'][last]['cross']['mean']:.2f} with 4 heads, from "
        f"{v['one'][first]['cross']['mean']:.2f} to {v['one'][last]['cross']['mean']:.2f} with 1; "
        f"that of the encoder from {v['four'][first]['encoder']['mean']:.2f} to "
        f"{v['four'][last]['encoder']['mean']:.2f} and from "
        f"{v['one'][first]['encoder']['mean']:.2f} to {v['one'][last]['encoder']['mean']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(3, page.pick((122, 190), (224, 170)), (54, 48, 62, 52))
    for ax, measure in zip(plots, MEASURES, strict=True):
        _panel(ax, v, measure)
    return figure


def _panel(ax: Axes, v: Values, measure: str) -> None:
    title, span = MEASURES[measure]
    lines = []
    for name, role in (("four", DECODER), ("one", ENCODER)):
        means = []
        for place, decay in enumerate(v["decays"]):
            found = v[name][_key(decay)][measure]
            at = place + SHIFTS[name]
            face = role if name == "four" else PANEL
            ax.plot(
                [at] * len(found["each"]),
                found["each"],
                linestyle="none",
                marker="o",
                markersize=5.5,
                markerfacecolor=face,
                markeredgecolor=role,
                clip_on=False,
                zorder=4,
            )
            means.append(found["mean"])
        places = [place + SHIFTS[name] for place in range(len(means))]
        lines += ax.plot(places, means, color=role, linewidth=1, zorder=3)
    ax.set_xlim(-0.5, len(v["decays"]) - 0.5)
    ax.set_xticks(range(len(v["decays"])), [f"{decay:g}" for decay in v["decays"]])
    ax.set_ylim(*span)
    ax.grid(axis="y", color=GRID, linewidth=1)
    if measure == "exact":
        ax.set_yticks([0.9, 0.95, 1.0], ["90%", "95%", "100%"])
    else:
        ax.set_yticks([0, 0.5, 1.0], ["0", "0.5", "1"])
    if measure != "exact":  # there both lie on the upper edge
        label_lines(ax, lines, list(NAMES.values()))
    axis_titles(ax, x="weight decay", y=title)
