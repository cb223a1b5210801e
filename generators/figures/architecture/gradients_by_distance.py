"""How an answer's gradient falls with distance: attention, LSTM and tanh RNN, before and after."""

from generators.figures.architecture._page import powers, spread
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.sizes import SMALL
from generators.kit.theme import INK, KEY, MUTED, RESIDUAL, WEIGHT
from generators.pipeline import results

MODELS = {  # name in the results -> in words, and in short beside its line
    "attention": ("attention", "attention", WEIGHT),
    "lstm_open": ("LSTM, open forget gate", "open LSTM", KEY),
    "lstm": ("LSTM", "LSTM", RESIDUAL),
    "rnn": ("tanh RNN", "RNN", INK),
}
KINDS = {"marked": "-", "other": ":"}  # an item that matters, one that does not
FLOOR = 1e-12


def values() -> Values:
    found = results.read("distance_gradients")
    farthest = found["trained_lengths"][1]
    states = {
        "before": {name: list(found["untrained"][name].values()) for name in MODELS},
        "after": {
            name: [run for run in found["trained"] if run["model"] == name] for name in MODELS
        },
    }
    return {
        "farthest": farthest,
        "seeds_before": len(found["fresh_seeds"]),
        "seeds_after": len(found["seeds"]),
        "open": found["open"],
        "relative": {
            state: {
                name: {kind: spread([_relative(run, kind) for run in runs]) for kind in KINDS}
                for name, runs in models.items()
            }
            for state, models in states.items()
        },
        "right": {
            name: spread([[run["right"][0], run["right"][-1]] for run in runs])["median"]
            for name, runs in states["after"].items()
        },
    }


def _relative(run: Values, kind: str) -> list[float]:
    """Gradients by distance, as shares of that at the nearest item that matters."""
    return [norm / run["marked"][0] for norm in run[kind]]


def alt(v: Values) -> str:
    falls = {
        state: ", ".join(
            f"{MODELS[name][0]} {of['marked']['median'][-1]:.1e}" for name, of in models.items()
        )
        for state, models in v["relative"].items()
    }
    right = ", ".join(
        f"{MODELS[name][0]} {nearest:.2f} and {farthest:.2f}"
        for name, (nearest, farthest) in v["right"].items()
    )
    return (
        f"The gradient {v['farthest']} items back as a share of that one item back, logarithmic, "
        f"medians. Before training, {v['seeds_before']} seeds: {falls['before']}. After, "
        f"{v['seeds_after']} seeds: {falls['after']}. Right answers after training, nearest and "
        f"farthest item: {right}. The bias of an open forget gate is {v['open']} higher."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, panels = page.charts(2, page.pick((226, 240), (226, 220)), (46, 62, 72, 50))
    titles = ("before training", "after training")
    for ax, models, title in zip(panels, v["relative"].values(), titles, strict=True):
        x = Axis("items back", (1, v["farthest"]), [1, 8, 16, 24, 32])
        set_axes(ax, x, Axis("gradient, nearest item = 1", (FLOOR, 10), log=10))
        powers(ax, [0, -3, -6, -9, -12])
        ax.set_title(title, loc="left", pad=32, fontsize=SMALL, weight="semibold")
        _lines(ax, models, v["farthest"])
    panels[0].annotate(
        "dotted: an item that does not matter",
        (0, 0),
        xycoords="axes fraction",
        xytext=(6, 8),
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
    )
    return figure


def _lines(ax: Axes, models: Values, farthest: int) -> None:
    lines = []
    for name, kinds in models.items():
        for kind, dash in KINDS.items():
            of = {key: [max(number, FLOOR) for number in row] for key, row in kinds[kind].items()}
            label = MODELS[name][1] if kind == "marked" else ""
            role = MODELS[name][2]
            lines.append(Curve(label, of["median"], of["low"], of["high"], role, dash))
    curves(ax, range(1, farthest + 1), lines, SMALL)
