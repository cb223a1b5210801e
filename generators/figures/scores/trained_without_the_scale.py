"""The one-head translator trained with the division by √d_k, without it, and with a small start."""

from generators.kit import seeds
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import NEUTRAL, SMALL
from generators.pipeline import results

LINES = {
    "scaled": ("with division", NEUTRAL[0], "-"),
    "folded": ("without, small start", NEUTRAL[1], "--"),
    "unscaled": ("without", NEUTRAL[3], "--"),
}
PANELS = {  # what is drawn -> its key in the results and its axis
    "loss": ("loss_curve", Axis("loss of a French word", (0.008, 8), (0.01, 0.1, 1), 10)),
    "match": (
        "exact_match_curve",
        Axis("held-out sentences right", (0, 1), {0: "0", 0.5: "50%", 1: "100%"}),
    ),
}


def values() -> Values:
    found = results.read("scaling")
    runs = {name: _runs(found, name, heads=1) for name in LINES}
    value: Values = {name: _of(of) for name, of in runs.items()}
    gap = value["scaled"]["mean"] - value["unscaled"]["mean"]
    four = {name: _runs(found, name, heads=4) for name in ("scaled", "unscaled")}
    narrow = {name: [run["exact_match"] for run in of] for name, of in four.items()}
    gradient = {name: _at_start(of, "gradient") for name, of in runs.items()}
    return {
        **{key: found[key] for key in ("steps", "batch", "test_sentences", "start_sentences")},
        "points_of_curves": {
            what: [step for step, _ in runs["scaled"][0][key]] for what, (key, _) in PANELS.items()
        },
        "n_seeds": len(found["seeds"]),
        **value,
        "four_heads": narrow,
        "gradient_ratio": gradient["unscaled"] / gradient["scaled"],
        "folded_start_gap": abs(
            _at_start(runs["scaled"], "loss") - _at_start(runs["folded"], "loss")
        ),
        "gap": gap,
        "points": 100 * gap,
        "folded_share": (value["folded"]["mean"] - value["unscaled"]["mean"]) / gap,
        "four_heads_gap": narrow["scaled"][0] - narrow["unscaled"][0],
    }


def _runs(found: Values, scoring: str, heads: int) -> list[Values]:
    runs = found["translators"]
    return [run for run in runs if (run["scoring"], run["heads"]) == (scoring, heads)]


def _at_start(runs: list[Values], what: str) -> float:
    """The mean over seeds of what was measured before the first update."""
    each = [run["start"][what] for run in runs]
    if what == "gradient":
        each = [one["queries_and_keys"] for one in each]
    return float(sum(each) / len(each))


def _of(runs: list[Values]) -> Values:
    """Held-out sentences right, in brief, and both curves of the training."""
    lines = {
        what: seeds.curves([[number for _, number in run[key]] for run in runs])
        for what, (key, _) in PANELS.items()
    }
    right = brief([run["exact_match"] for run in runs])
    return {**right, **lines, "start": {"largest_weight": _at_start(runs, "largest_weight")}}


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{text}: {v[name]['mean']:.0%} of held-out sentences right (from {v[name]['least']:.0%} "
        f"to {v[name]['most']:.0%} over {v['n_seeds']} seeds)"
        for name, (text, _, _) in LINES.items()
    )
    return f"Training curves over {v['steps']} steps. After the last step: {parts}."


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(2, page.pick((222, 198), (180, 170)), (44, 44, 130, 52))
    for ax, (what, (_, axis)) in zip(plots, PANELS.items(), strict=True):
        _panel(ax, v, what, axis)
    return figure


def _panel(ax: Axes, v: Values, what: str, axis: Axis) -> None:
    """The mean over the band of the seeds."""
    set_axes(ax, Axis("training steps", (0, v["steps"]), range(0, v["steps"] + 1, 200)), axis)
    lines = [
        Curve(label, of["mean"], of["least"], of["most"], role, dash)
        for name, (label, role, dash) in LINES.items()
        for of in (v[name][what],)
    ]
    curves(ax, v["points_of_curves"][what], lines, SMALL)
