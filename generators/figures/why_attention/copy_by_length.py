"""Copying a list: attention with positions, attention without, LSTM, up to twice the length."""

from matplotlib.figure import Figure

from generators.figures.why_attention import _recall
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import GRID, MUTED, SMALL, chart
from generators.kit.values import Values

SHOWN = ("attention_with_positions", "attention", "lstm")
WORDS = ("attention, sinusoidal", "attention, no positions", "LSTM")
SHORT = ("sinusoidal", "no positions", "LSTM")  # the colour says which are attention


def values() -> Values:
    found = _recall.read()
    runs = _recall.runs_of(found, "copy")
    accuracy = {name: _recall.by_length(runs[name]) for name in SHOWN}
    return {
        "accuracy": accuracy,
        "chance": found["chance"]["copy"],
        "trained": found["trained_lengths"],
        "lists": found["test_lists"]["copy"],
        "steps": runs["lstm"][0]["steps"],
        "seeds": len(found["seeds"]),
        "parameters": {name: runs[name][0]["parameters"] for name in SHOWN},
        "cpu_seconds": {
            name: _recall.summary([run["train_cpu_seconds"] for run in runs[name]])["mean"]
            for name in SHOWN
        },
        "lost_beyond": {
            name: accuracy[name]["24"]["mean"] - accuracy[name]["32"]["mean"] for name in SHOWN
        },
        "best_at_48": max(SHOWN, key=lambda name: accuracy[name]["48"]["mean"]),
        "least_lead_of_lstm": min(
            accuracy["lstm"][n]["mean"] - accuracy["attention"][n]["mean"] for n in accuracy["lstm"]
        ),
    }


def alt(v: Values) -> str:
    parts = [
        f"{words}: "
        + ", ".join(f"{v['accuracy'][name][n]['mean']:.2f} at {n}" for n in ("8", "24", "32", "48"))
        for name, words in zip(SHOWN, WORDS, strict=True)
    ]
    return (
        f"Share of symbols copied right by length of the list, {v['seeds']} seeds, trained up to "
        f"{v['trained'][1]}. {'; '.join(parts)}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 560, 150)


def narrow(v: Values) -> Figure:
    return _draw(v, 338, 88)


def _draw(v: Values, width: float, right: float) -> Figure:
    figure, ax = chart(width, 320, left=44, right=right, top=44, bottom=48)
    lengths = [int(n) for n in v["accuracy"]["lstm"]]
    ax.set_xlim(lengths[0], lengths[-1])
    ax.set_ylim(0, 1.03)
    ax.axvspan(lengths[0], v["trained"][1], color=GRID, alpha=0.35, linewidth=0, zorder=0)
    lines = [_recall.draw_lengths(ax, name, v["accuracy"][name]) for name in SHOWN]
    _recall.mark_chance(ax, v["chance"])
    ax.set_xticks(lengths)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    ax.annotate(
        "never seen" if width < 400 else "never seen in training",
        (v["trained"][1], 1),
        xycoords=("data", "axes fraction"),
        xytext=(8, -14),
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
    )
    axis_titles(ax, x="symbols to copy", y="share copied right")
    label_lines(ax, lines, SHORT if width < 400 else WORDS, size=SMALL)
    return figure
