"""Induction score along training, in all runs and in those that lack something."""

from generators.figures.heads._induction import NAMES, passed, read, runs
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import over_seeds
from generators.kit.theme import NEUTRAL, SMALL

LACKING = ("one-layer", "text-only", "no-repeats")
LOOKS = {  # colour and dash
    "one-head": (NEUTRAL[0], "-"),
    "four-heads": (NEUTRAL[2], "-"),
    "one-layer": (NEUTRAL[1], "--"),
    "text-only": (NEUTRAL[3], "--"),
    "no-repeats": (NEUTRAL[0], "--"),
}
SAID = (
    *("tokens", "periods", "copy_tokens", "sequences", "batch", "length"),
    *("training_tokens", "held_out"),
)


def values() -> Values:
    found = read()
    value: Values = {key: found[key] for key in SAID}
    value |= {variant.replace("-", "_"): _summary(runs(variant)) for variant in NAMES}
    return value | {
        "cpu_minutes": sum(run["train_cpu_seconds"] for run in found["runs"]) / 60,
        "n_runs": len(found["runs"]),
        "last_step": found["runs"][0]["steps"],
        "most_lacking": max(value[name.replace("-", "_")]["most"]["induction"] for name in LACKING),
    }


def _summary(found: list[Values]) -> Values:
    """The curves of one variant and where they end."""
    steps = found[0]["curves"]["step"]
    scores = [[max(heads) for heads in run["curves"]["induction"]] for run in found]
    happened = [step for curve in scores if (step := passed(curve, steps, 0.5)) is not None]
    ends = over_seeds([_end(run["final"]) for run in found], *_end(found[0]["final"]))
    return {
        "seeds": len(found),
        "steps": steps,
        "induction": scores,
        "births": len(happened),
        "first_birth": min(happened, default=None),
        "last_birth": max(happened, default=None),
        **{
            kind: {key: one[kind] for key, one in ends.items()}
            for kind in ("least", "most", "mean")
        },
        "ends": {key: one["each"] for key, one in ends.items()},
    }


def _end(final: Values) -> dict[str, float]:
    """What is said of one model after its training."""
    random, text = final["random"], final["text_twice"]
    return {
        "induction": max(final["induction"][-1]),
        "accuracy": random["second_accuracy"],
        "first_accuracy": random["first_accuracy"],
        "first_loss": random["first_loss"],
        "second_loss": random["second_loss"],
        "text_first": text["first_accuracy"],
        "text_second": text["second_accuracy"],
        "text_gain": text["second_accuracy"] - text["first_accuracy"],
    }


def alt(v: Values) -> str:
    born = ", ".join(
        f"{name}: {v[key]['births']} of {v[key]['seeds']} runs"
        for key, name in ((variant.replace("-", "_"), NAMES[variant]) for variant in NAMES)
    )
    return (
        f"Highest induction score of a head over {v['last_step']} steps for {v['n_runs']} runs. "
        f"At least one half is reached with {born}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 300, left=40, right=118, top=40, bottom=50)
    end = v["last_step"]
    set_axes(
        ax,
        Axis("steps of training", (0, end), {n: f"{n:,}" for n in (0, end // 2, end)}),
        Axis("induction score", (0, 1), {0: "0", 0.5: "half", 1: "all"}),
    )
    drawn = []
    for variant, (role, dash) in LOOKS.items():
        found = v[variant.replace("-", "_")]
        for number, y in enumerate(found["induction"]):
            label = "" if number else NAMES[variant]
            drawn.append(Curve(label, y, role=role, dash=dash, width=1.6))
    curves(ax, v["one_head"]["steps"], drawn, SMALL)
    return figure
