"""Right answers by how far back the item lies, in lists of one length."""

import numpy as np

from generators.figures.why_attention import _recall
from generators.kit.charts import Axis, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.theme import MUTED, SMALL

BINS = {"8": 4, "24": 8}  # items in the list -> groups of neighbouring distances
SHOWN = {"attention": "attention", "lstm_wide": "LSTM, 4× wide", "lstm": "LSTM"}
RECURRENT = ("lstm", "lstm_4", "lstm_16", "lstm_wide", "gru", "gru_4")


def values() -> Values:
    found = _recall.read()
    runs = _recall.runs_of(found, "recall")
    mean = {n: {name: _mean(runs[name], n) for name in RECURRENT} for n in BINS}
    gaps = {n: {name: _near_minus_far(runs[name], n) for name in RECURRENT} for n in BINS}
    largest = max(abs(gap) for n in BINS for each in gaps[n].values() for gap in each)
    scatter = max(
        _scatter(mean[n][name], found["distances_at"][n] * int(n) // 2)
        for n in BINS
        for name in RECURRENT
    )
    return {
        "chance": found["chance"]["recall"],
        "by_distance": {n: _groups(runs, n, groups) for n, groups in BINS.items()},
        "mean": {n: {"lstm_wide": mean[n]["lstm_wide"]} for n in BINS},
        "trainings": sum(len(runs[name]) for name in RECURRENT),
        "mean_gap_points": 100 * float(np.mean([np.mean(gap) for gap in gaps["24"].values()])),
        "nearer_ahead": sum(gap > 0 for each in gaps["24"].values() for gap in each),
        "largest_gap": largest,
        "largest_gap_points": 100 * largest,
        "scatter_points": 100 * scatter,
        "fewer_items_gain": mean["8"]["lstm_wide"] - mean["24"]["lstm_wide"],
    }


def _groups(runs: dict[str, list[Values]], n: str, groups: int) -> Values:
    """The mean distance of each group, and for each model the seeds there in brief."""
    parts = np.array_split(np.arange(int(n)), groups)
    models = {
        name: [
            brief([float(np.mean(np.array(run["by_distance"][n])[part])) for run in runs[name]])
            for part in parts
        ]
        for name in SHOWN
    }
    return {"distances": [1 + float(part.mean()) for part in parts], "models": models}


def _mean(runs: list[Values], n: str) -> float:
    return float(np.mean([run["by_distance"][n] for run in runs]))


def _near_minus_far(runs: list[Values], n: str) -> list[float]:
    """Accuracy on the nearer half of the list minus that on the farther half, by seed."""
    half = int(n) // 2
    each = [run["by_distance"][n] for run in runs]
    return [float(np.mean(one[:half]) - np.mean(one[half:])) for one in each]


def _scatter(share: float, lists: int) -> float:
    """Two standard errors of the difference of two shares, each of ``lists`` answers."""
    return float(2 * np.sqrt(2 * share * (1 - share) / lists))


def alt(v: Values) -> str:
    parts = [
        f"{n} items, {SHOWN[name]}: {each[0]['mean']:.2f} nearest, {each[-1]['mean']:.2f} farthest"
        for n, of in v["by_distance"].items()
        for name, each in of["models"].items()
    ]
    return f"Share of right answers by distance. {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    figure, plots = page.charts(2, page.pick((240, 200), (202, 174)), (42, 64, 90, 50))
    for ax, (n, of) in zip(plots, v["by_distance"].items(), strict=True):
        _panel(ax, int(n), of, v["chance"])
    return figure


def _panel(ax: Axes, n: int, of: Values, chance: float) -> None:
    back = Axis("items back from the query", (1, n), [1, n // 2, n])
    set_axes(ax, back, Axis("share of right answers", (0, 1.03), _recall.SHARES))
    ax.set_title(f"{n} items", loc="left", pad=32, fontsize=SMALL, color=MUTED, weight="semibold")
    _recall.mark_chance(ax, chance)
    lines = [_recall.curve(name, label, of["models"][name]) for name, label in SHOWN.items()]
    curves(ax, of["distances"], lines, SMALL)
