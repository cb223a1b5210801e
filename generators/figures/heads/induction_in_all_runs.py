"""Induction score along training, in all runs and in those that lack something."""

from generators.figures.heads._induction import NAMES, passed, read, runs
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import over_seeds
from generators.kit.theme import NEUTRAL, SMALL

LOOKS = {  # colour and dash; what lacks something is broken
    "one-head": (NEUTRAL[0], "-"),
    "four-heads": (NEUTRAL[2], "-"),
    "one-layer": (NEUTRAL[1], "--"),
    "no-repeats": (NEUTRAL[0], ":"),
    "text-only": (NEUTRAL[3], "-."),
}
TEXT = ("text_first", "text_second", "text_gain")
SAID_OF = {  # what is told of each at the end, beside when
    "one-head": ("induction", "accuracy", "first_accuracy", *TEXT),
    "one-layer": ("induction", "accuracy", "first_loss", "second_loss"),
    "text-only": ("induction", *TEXT),
    "no-repeats": ("induction",),
}
SAID = (
    *("tokens", "periods", "copy_tokens", "sequences", "batch", "length"),
    *("training_tokens", "held_out"),
)


def values() -> Values:
    found = read()
    value: Values = {key: found[key] for key in SAID}
    value |= {variant.replace("-", "_"): _summary(variant) for variant in NAMES}
    lacking = [name.replace("-", "_") for name, (_, dash) in LOOKS.items() if dash != "-"]
    return value | {
        "steps": found["runs"][0]["curves"]["step"],
        "cpu_minutes": sum(run["train_cpu_seconds"] for run in found["runs"]) / 60,
        "n_runs": len(found["runs"]),
        "last_step": found["runs"][0]["steps"],
        "most_lacking": max(value[name]["induction"]["most"] for name in lacking),
    }


def _summary(variant: str) -> Values:
    """The curves of one variant, when they pass one half, and where they end."""
    found = runs(variant)
    scores = [[max(heads) for heads in run["curves"]["induction"]] for run in found]
    steps = [run["curves"]["step"] for run in found]
    passing = [passed(*curve, 0.5) for curve in zip(scores, steps, strict=True)]
    happened = [step for step in passing if step is not None]
    return {
        "seeds": len(found),
        "curves": scores,
        "births": len(happened),
        **({"first_birth": min(happened), "last_birth": max(happened)} if happened else {}),
        **over_seeds([_end(run["final"]) for run in found], *SAID_OF.get(variant, ())),
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
        for number, y in enumerate(found["curves"]):
            label = "" if number else NAMES[variant]
            drawn.append(Curve(label, y, role=role, dash=dash, width=1.6))
    curves(ax, v["steps"], drawn, SMALL)
    return figure
