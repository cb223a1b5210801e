"""Training loss and held-out exact match over the steps of the six committed runs."""

import numpy as np

from generators.kit import theme
from generators.kit.charts import axis_titles
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import write
from generators.kit.sizes import TEXT
from generators.pipeline import results

VARIANTS = (
    ("translator", theme.NEUTRAL[0], "-"),
    ("translator-one-head", theme.NEUTRAL[1], (0, (4, 2))),
)


def values() -> Values:
    runs = results.read("translator")["runs"]
    losses = np.array([[loss for _, loss in run["loss_curve"]] for run in runs])
    exact = np.array([[share for _, share in run["exact_match_curve"]] for run in runs])
    measured = [step for step, _ in runs[0]["exact_match_curve"]]
    half = measured[-1] // 2
    return {
        "runs": [
            {key: run[key] for key in ("variant", "loss_curve", "exact_match_curve")}
            for run in runs
        ],
        "n_runs": len(runs),
        "steps": runs[0]["steps"],
        "sentences": runs[0]["sentences"],
        "batch": runs[0]["sentences"] // runs[0]["steps"],
        "parameters": runs[0]["parameters"],
        "logged_every": runs[0]["loss_curve"][0][0],
        "first": {
            "step": measured[0],
            "least": float(exact[:, 0].min()),
            "most": float(exact[:, 0].max()),
        },
        "half": {"least": float(exact[:, measured.index(half)].min())},
        "first_loss": {"least": float(losses[:, 0].min()), "most": float(losses[:, 0].max())},
        "last_loss": {"most": float(losses[:, -1].max())},
        "last_exact": {
            "least": min(run["exact_match"] for run in runs),
            "n": runs[0]["held_out_sentences"],
        },
        "minutes": float(np.mean([run["seconds"] for run in runs]) / 60),
        "total_minutes": float(sum(run["seconds"] for run in runs) / 60),
    }


def alt(v: Values) -> str:
    return (
        f"Two charts over {v['steps']:,} steps, one line for each of {v['n_runs']} runs. The loss "
        f"falls from {v['first_loss']['least']:.1f} to {v['first_loss']['most']:.1f} at first to "
        f"at most {v['last_loss']['most']:.4f}. Exact match is {v['first']['least']:.0%} to "
        f"{v['first']['most']:.0%} at step {v['first']['step']} and at least "
        f"{v['half']['least']:.0%} half-way."
    )


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(TEXT, 344)
    figure, ground = theme.canvas(width, 470)
    loss = theme.chart_axes(figure, 52, 44, width - 76, 170)
    exact = theme.chart_axes(figure, 52, 262, width - 76, 150)
    loss.set_yscale("log")
    loss.set_yticks([5, 0.5, 0.05, 0.005, 0.0005], ["5", "0.5", "0.05", "0.005", "0.0005"])
    exact.set_ylim(0, 1)
    exact.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    for ax, curve in ((loss, "loss_curve"), (exact, "exact_match_curve")):
        for run in v["runs"]:
            role, dashes = next((r, d) for name, r, d in VARIANTS if name == run["variant"])
            steps, heights = zip(*run[curve], strict=True)
            ax.plot(steps, heights, color=role, linestyle=dashes, linewidth=1.4, clip_on=False)
        ax.set_xlim(0, v["steps"])
        ax.set_xticks(range(0, v["steps"] + 1, 500))
    loss.tick_params(labelbottom=False)
    axis_titles(loss, y=f"training loss, nats a {page.pick('French ', '')}token (logarithmic)")
    axis_titles(exact, x="step", y="held-out sentences translated right")
    _key(ground, page)
    return figure


def _key(ax: Axes, page: Page) -> None:
    x = 52.0
    for (_, role, dashes), label in zip(VARIANTS, ("4 heads", "1 head"), strict=True):
        ax.plot([x, x + 26], [448, 448], color=role, linestyle=dashes, linewidth=2)
        write(ax, x + 34, 448, label, role, theme.SMALL)
        x += 110
    if not page.narrow:
        write(ax, x, 448, "three seeds each", theme.MUTED, theme.SMALL)
