"""Copying inside and beyond the trained lengths, by position code: one line a training."""

from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.sizes import SMALL
from generators.kit.theme import GRID, INK, MASKED, MUTED, NEUTRAL
from generators.pipeline import results

LOOKS = {
    "sinusoidal": ("sinusoidal", NEUTRAL[0]),
    "shifted": ("shifted", NEUTRAL[1]),
    "rotary": ("rotary", NEUTRAL[2]),
    "alibi": ("ALiBi", NEUTRAL[3]),
    "none": ("no encoding", MUTED),
    "lstm": ("LSTM", INK),
}
LONGER = ("32", "48")  # lengths that were not trained
LEARNED = 0.85  # of the symbols right at the longest trained length: that training learned to copy


def values() -> Values:
    found, recall = results.read("copy_codes"), results.read("recall")
    copied = [run for run in recall["runs"] if run["task"] == "copy"]
    of = {name: [run for run in copied if run["model"] == name] for name in LOOKS} | {
        code: [run for run in found["copy"] if run["code"] == code] for code in found["heads"]
    }
    learned = {
        name: [run["by_length"] for run in runs if run["by_length"]["24"] > LEARNED]
        for name, runs in of.items()
        if name not in ("none", "lstm")
    }
    recalled = {
        code: brief([run["by_length"]["64"] for run in found["recall"] if run["code"] == code])
        for code in ("rotary", "alibi")
    }
    return {
        "trained_to": found["trained_lengths"][1],
        "chance": found["chance"]["copy"],
        "seeds": len(found["seeds"]),
        "lengths": [int(n) for n in found["copy"][0]["by_length"]],
        "lines": {
            name: sorted(([*run["by_length"].values()] for run in runs), key=lambda line: -line[-1])
            for name, runs in of.items()
        },
        "learned": {name: len(runs) for name, runs in learned.items()},
        # the least at the longest list, of the trainings that learned to copy
        "kept_with_alibi": min((lengths["48"] for lengths in learned["alibi"]), default=None),
        "at": {
            name: {n: brief([run["by_length"][n] for run in runs]) for n in ("24", *LONGER)}
            for name, runs in of.items()
        },
        "recall_at_64": recalled,
    }


def alt(v: Values) -> str:
    parts = [
        f"{words} "
        + ", ".join(f"{at['least']:.2f}–{at['most']:.2f} at {n}" for n, at in v["at"][name].items())
        for name, (words, _) in LOOKS.items()
    ]
    recalled = ", ".join(
        f"{LOOKS[code][0]} {share['mean']:.2f}" for code, share in v["recall_at_64"].items()
    )
    return (
        f"Share of symbols copied right, trained up to {v['trained_to']} symbols, worst and best "
        f"of {v['seeds']} trainings: {'; '.join(parts)}. Guessing: {v['chance']:.2f}. "
        f"Recall of one item of 64, where places do not matter: {recalled}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 330, left=44, right=92, top=44, bottom=50)
    shares = Axis("share copied right", (0, 1.03), (0, 0.25, 0.5, 0.75, 1))
    first, last = v["lengths"][0], v["lengths"][-1]
    set_axes(ax, Axis("symbols to copy", (first, last), v["lengths"]), shares)
    ax.axvspan(first, v["trained_to"], color=GRID, alpha=0.35, linewidth=0, zorder=0)
    ax.axhline(v["chance"], color=MASKED, linewidth=1.25, linestyle=(0, (2, 2)), zorder=1)
    ax.annotate(
        page.pick("never seen in training", "never seen"),
        (1, 0.82),
        xycoords="axes fraction",
        color=MUTED,
        fontsize=SMALL,
        ha="right",
    )
    lines = [
        Curve(words if line is each[0] else "", line, role=role, width=1.5, marker="o")
        for (words, role), each in ((LOOKS[name], v["lines"][name]) for name in LOOKS)
        for line in each
    ]
    curves(ax, v["lengths"], lines, SMALL)
    return figure
