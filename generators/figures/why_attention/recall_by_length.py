"""Right answers by the number of items: attention against LSTM and GRU, seen and unseen lengths."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.why_attention import _recall
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import GRID, MUTED, SMALL, chart
from generators.kit.values import Values

SHOWN = ("attention", "lstm_wide", "lstm")


def values() -> Values:
    found = _recall.read()
    runs = _recall.runs_of(found, "recall")
    least = min(one["parameters"] for one in runs["attention"] + runs["lstm"] + runs["gru"])
    most = max(one["parameters"] for one in runs["attention"] + runs["lstm"] + runs["gru"])
    attention = [one["by_length"] for one in runs["attention"]]
    return {
        "seeds": len(found["seeds"]),
        "command": found["command"],
        "trained": found["trained_lengths"],
        "lists": found["test_lists"]["recall"],
        "chance": found["chance"]["recall"],
        "batch": found["batch"],
        "cpu_minutes": found["cpu_seconds"] / 60,
        "parameters": {name: of[0]["parameters"] for name, of in runs.items()},
        "times_larger": runs["lstm_wide"][0]["parameters"] / runs["lstm"][0]["parameters"],
        "apart": most / least - 1,
        "steps": {name: of[0]["steps"] for name, of in runs.items()},
        "rates": {name: of[0]["rate"] for name, of in runs.items()},
        "widths": {name: of[0]["width"] for name, of in runs.items()},
        "cpu_seconds": {
            name: _recall.summary([one["train_cpu_seconds"] for one in of])["mean"]
            for name, of in runs.items()
        },
        "accuracy": {name: _recall.by_length(of) for name, of in runs.items()},
        "attention_least": min(one[n] for one in attention for n in one),
        "recurrent_most_at_24": max(
            one["by_length"]["24"]
            for name in ("lstm", "gru", "lstm_4", "gru_4", "lstm_16", "lstm_wide")
            for one in runs[name]
        ),
        "attention_least_at_24": min(one["24"] for one in attention),
    }


def alt(v: Values) -> str:
    def at(name: str) -> str:
        of = v["accuracy"][name]
        return ", ".join(f"{of[n]['mean']:.2f} at {n}" for n in ("2", "8", "24", "64"))

    return (
        f"Share of right answers by number of items, {v['seeds']} seeds. Attention: "
        f"{at('attention')}. LSTM: {at('lstm')}; with 16 times the steps: {at('lstm_16')}; four "
        f"times as wide with four times the steps: {at('lstm_wide')}. "
        f"Guessing: {v['chance']:.2f}."
    )


def draw(v: Values) -> Figure:
    figure, ax = chart(660, 350, left=44, right=170, top=44, bottom=48)
    _lines(ax, v)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = chart(338, 330, left=40, right=88, top=44, bottom=48)
    _lines(ax, v, small=True)
    return figure


def _lines(ax: Axes, v: Values, small: bool = False) -> None:
    low, high = v["trained"]
    lengths = [int(n) for n in v["accuracy"]["attention"]]
    ax.set_xscale("log", base=2)
    ax.set_xlim(lengths[0], lengths[-1])
    ax.set_ylim(0, 1.03)
    ax.axvspan(low, high, color=GRID, alpha=0.35, linewidth=0, zorder=0)
    lines = [_recall.draw_lengths(ax, name, v["accuracy"][name]) for name in SHOWN]
    _recall.mark_chance(ax, v["chance"])
    shown = [2, 8, 24, 64] if small else [2, 4, 8, 16, 24, 32, 48, 64]
    ax.set_xticks(shown)
    ax.set_xticklabels([str(n) for n in shown])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    ax.annotate(
        "lengths seen in training",
        (high, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-6, -32),
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
        ha="right",
    )
    axis_titles(ax, x="items in the list", y="share of right answers")
    words = [_recall.LOOKS[name][0] for name in SHOWN]
    if small:
        words = [_recall.SHORT.get(name, text) for name, text in zip(SHOWN, words, strict=True)]
    label_lines(ax, lines, words, size=SMALL)
