"""Copying a list: attention with positions, attention without, LSTM, up to twice the length."""

from generators.figures.why_attention import _recall
from generators.kit.charts import Axis, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import GRID, MUTED, SMALL

WORDS = {  # model -> words, and on a phone
    "attention_with_positions": ("attention with positions", "positions"),
    "attention": ("attention, no positions", "no positions"),
    "lstm": ("LSTM", "LSTM"),
}
CODED = "attention_with_positions"


def values() -> Values:
    found = _recall.read()
    runs = _recall.runs_of(found, "copy")
    accuracy = {name: _recall.by_length(runs[name]) for name in WORDS}
    seconds = {
        name: [run["train_cpu_seconds"] for run in runs[name]] for name in ("attention", "lstm")
    }
    return {
        "accuracy": accuracy,
        "chance": found["chance"]["copy"],
        "trained": found["trained_lengths"],
        "lists": found["test_lists"]["copy"],
        "steps": runs["lstm"][0]["steps"],
        "seeds": len(found["seeds"]),
        "parameters": {name: runs[name][0]["parameters"] for name in seconds},
        "cpu_seconds": {name: sum(each) / len(each) for name, each in seconds.items()},
        "lost_beyond": {CODED: accuracy[CODED]["24"]["mean"] - accuracy[CODED]["32"]["mean"]},
        "best_at_48": max(WORDS, key=lambda name: accuracy[name]["48"]["mean"]),
        "least_lead_of_lstm": min(
            accuracy["lstm"][n]["mean"] - accuracy["attention"][n]["mean"] for n in accuracy["lstm"]
        ),
    }


def alt(v: Values) -> str:
    parts = [
        f"{words}: "
        + ", ".join(f"{v['accuracy'][name][n]['mean']:.2f} at {n}" for n in ("8", "24", "32", "48"))
        for name, (words, _) in WORDS.items()
    ]
    return (
        f"Share of symbols copied right by length of the list, {v['seeds']} seeds, trained up to "
        f"{v['trained'][1]}. {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 310, left=44, right=page.pick(150, 88))
    lengths, end = [int(n) for n in v["accuracy"]["lstm"]], v["trained"][1]
    share = Axis("share copied right", (0, 1.03), _recall.SHARES)
    set_axes(ax, Axis("symbols to copy", (lengths[0], lengths[-1] + 1), lengths), share)
    ax.axvspan(lengths[0], end, color=GRID, alpha=0.35, linewidth=0, zorder=0)
    never = page.pick("never seen in training", "never seen")
    ax.text(end + 1, 0.96, never, color=MUTED, fontsize=SMALL)
    _recall.mark_chance(ax, v["chance"])
    lines = [
        _recall.curve(name, page.pick(*words), list(v["accuracy"][name].values()))
        for name, words in WORDS.items()
    ]
    curves(ax, lengths, lines, SMALL)
    return figure
