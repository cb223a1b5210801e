"""Right answers by the number of items: attention against LSTM and GRU, seen and unseen lengths."""

from generators.figures.why_attention import _recall
from generators.kit.charts import Axis, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import GRID, MUTED, SMALL

SHOWN = ("attention", "lstm_wide", "lstm")  # drawn, at every length
QUOTED = {  # of which pages tell, at these lengths
    **dict.fromkeys(("gru", "lstm_4", "lstm_16"), ("2", "8", "24")),
    "attention_with_positions": ("64",),
}
TIMED = ("attention", "lstm", "lstm_4", "lstm_wide")


def values() -> Values:
    found = _recall.read()
    runs = _recall.runs_of(found, "recall")
    sizes = {name: runs[name][0]["parameters"] for name in ("attention", "lstm", "gru")}
    at = {name: _recall.by_length(runs[name]) for name in (*SHOWN, *QUOTED)}
    seconds = {name: [one["train_cpu_seconds"] for one in runs[name]] for name in TIMED}
    wide = runs["lstm_wide"][0]["parameters"]
    return {
        "seeds": len(found["seeds"]),
        "trained": found["trained_lengths"],
        "lists": found["test_lists"]["recall"],
        "chance": found["chance"]["recall"],
        "batch": found["batch"],
        "parameters": {**sizes, "lstm_wide": wide},
        "times_larger": wide / sizes["lstm"],
        "apart": max(sizes.values()) / min(sizes.values()) - 1,
        "steps": {"attention": runs["attention"][0]["steps"]},
        "cpu_seconds": {name: sum(each) / len(each) for name, each in seconds.items()},
        "accuracy": {name: {n: at[name][n] for n in QUOTED.get(name, at[name])} for name in at},
        "attention_least": min(one["least"] for one in at["attention"].values()),
    }


def alt(v: Values) -> str:
    def right(name: str) -> str:
        of = v["accuracy"][name]
        return ", ".join(f"{of[n]['mean']:.2f} at {n}" for n in ("2", "8", "24", "64") if n in of)

    return (
        f"Share of right answers by number of items, {v['seeds']} seeds. Attention: "
        f"{right('attention')}. LSTM: {right('lstm')}; with 16 times the steps: "
        f"{right('lstm_16')}; four times as wide with four times the steps: "
        f"{right('lstm_wide')}. Guessing: {v['chance']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 320, left=44, right=page.pick(150, 76))
    low, high = v["trained"]
    lengths = [int(n) for n in v["accuracy"]["attention"]]
    ticks = page.pick([2, 4, 8, 16, 24, 32, 48, 64], [2, 8, 24, 64])
    items = Axis("items in the list", (lengths[0], 1.05 * lengths[-1]), ticks, log=2)
    set_axes(ax, items, Axis("share of right answers", (0, 1.03), _recall.SHARES))
    ax.axvspan(low, high, color=GRID, alpha=0.35, linewidth=0, zorder=0)
    seen = page.pick("lengths seen in training", "seen in training")
    ax.text(0.96 * high, 0.87, seen, color=MUTED, fontsize=SMALL, ha="right")
    _recall.mark_chance(ax, v["chance"])
    lines = [
        _recall.curve(name, page.pick(*_recall.LOOKS[name][:2]), list(v["accuracy"][name].values()))
        for name in SHOWN
    ]
    curves(ax, lengths, lines, SMALL)
    return figure
