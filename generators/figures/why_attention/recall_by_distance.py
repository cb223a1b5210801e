"""Right answers by how far back the item lies, in lists of one length."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.why_attention import _recall
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import MUTED, SMALL, chart
from generators.kit.values import Values

BINS = {"8": 4, "24": 8}  # items in the list -> groups of neighbouring distances
DRAWN = ("attention", "lstm_wide", "lstm")
RECURRENT = ("lstm", "lstm_4", "lstm_16", "lstm_wide", "gru", "gru_4")
MEASURED = ("attention", "attention_with_positions", *RECURRENT)


def values() -> Values:
    found = _recall.read()
    runs = _recall.runs_of(found, "recall")
    mean = {n: {name: _mean(runs[name], n) for name in MEASURED} for n in BINS}
    gap = {n: {name: _near_minus_far(runs[name], n) for name in MEASURED} for n in BINS}
    largest_gap = max(
        abs(gap[n][name][end]) for n in BINS for name in RECURRENT for end in ("low", "high")
    )
    scatter = max(
        _scatter(mean[n][name], found["distances_at"][n] * int(n) // 2)
        for n in BINS
        for name in RECURRENT
    )
    return {
        "lists": {n: found["distances_at"][n] for n in BINS},
        "seeds": len(found["seeds"]),
        "chance": found["chance"]["recall"],
        "by_distance": {
            n: {name: _groups(runs[name], n, groups) for name in MEASURED}
            for n, groups in BINS.items()
        },
        "mean": mean,
        "near_minus_far": gap,
        "trainings": sum(len(runs[name]) for name in RECURRENT),
        "mean_gap_points": 100 * float(np.mean([gap["24"][name]["mean"] for name in RECURRENT])),
        "largest_gap": largest_gap,
        "largest_gap_points": 100 * largest_gap,
        "scatter_points": 100 * scatter,
        "fewer_items_gain": mean["8"]["lstm_wide"] - mean["24"]["lstm_wide"],
    }


def _groups(runs: list[Values], n: str, groups: int) -> list[dict[str, float]]:
    """Mean and spread over seeds for each group of neighbouring distances."""
    each = [
        [float(part.mean()) for part in np.array_split(run["by_distance"][n], groups)]
        for run in runs
    ]
    middles = [float(part.mean()) for part in np.array_split(np.arange(1, int(n) + 1), groups)]
    return [
        {"distance": middle, **_recall.summary(column)}
        for middle, column in zip(middles, zip(*each, strict=True), strict=True)
    ]


def _mean(runs: list[Values], n: str) -> float:
    return float(np.mean([run["by_distance"][n] for run in runs]))


def _near_minus_far(runs: list[Values], n: str) -> dict[str, float]:
    """Accuracy on the nearer half of the list minus that on the farther half, by seed."""
    half = int(n) // 2
    return _recall.summary(
        [
            float(np.mean(run["by_distance"][n][:half]) - np.mean(run["by_distance"][n][half:]))
            for run in runs
        ]
    )


def _scatter(share: float, lists: int) -> float:
    """Two standard errors of the difference of two shares, each of ``lists`` answers."""
    return float(2 * np.sqrt(2 * share * (1 - share) / lists))


def alt(v: Values) -> str:
    parts = []
    for n, groups in v["by_distance"].items():
        for name in DRAWN:
            first, last = groups[name][0], groups[name][-1]
            parts.append(
                f"{n} items, {_recall.LOOKS[name][0]}: {first['mean']:.2f} nearest, "
                f"{last['mean']:.2f} farthest"
            )
    return f"Share of right answers by distance. {'; '.join(parts)}."


def draw(v: Values) -> Figure:
    figure, ax = chart(670, 310, left=44, right=398, top=64, bottom=48)
    _lines(ax, v, "8")
    second = figure.add_axes((330 / 670, 48 / 310, 228 / 670, 198 / 310))
    _lines(second, v, "24", named=True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = chart(338, 580, left=40, right=112, top=64, bottom=342)
    _lines(ax, v, "8", named=True)
    second = figure.add_axes((40 / 338, 48 / 580, 186 / 338, 174 / 580))
    _lines(second, v, "24", named=True)
    return figure


def _lines(ax: Axes, v: Values, n: str, named: bool = False) -> None:
    ax.set_xlim(1, int(n))
    ax.set_ylim(0, 1.03)
    lines = []
    for name in DRAWN:
        _, role, dashes = _recall.LOOKS[name]
        groups = v["by_distance"][n][name]
        xs, low, mean, high = (
            [group[key] for group in groups] for key in ("distance", "low", "mean", "high")
        )
        ax.fill_between(xs, low, high, color=role, alpha=0.18, linewidth=0)
        lines += ax.plot(xs, mean, color=role, linestyle=dashes, marker="o", markersize=4)
    _recall.mark_chance(ax, v["chance"])
    ax.set_xticks([1, int(n) // 2, int(n)])
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    ax.annotate(
        f"{n} items",
        (0, 1),
        xycoords="axes fraction",
        xytext=(0, 32),
        textcoords="offset points",
        color=MUTED,
        weight="semibold",
    )
    axis_titles(ax, x="items back from the query", y="share of right answers")
    if named:
        label_lines(ax, lines, ("attention", "LSTM, 4× wide", "LSTM"), size=SMALL)
