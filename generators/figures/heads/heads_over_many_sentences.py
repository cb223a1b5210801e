"""All 24 heads of the translator by what stands out over 500 sentences, beside two controls."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures.heads._page import STATISTICS, TIMES, Head, heads, read, seeds
from generators.kit.charts.labelled_dots import dot
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL, WEIGHT, canvas
from generators.kit.values import Values

ROW = 21
COLUMNS = ("next", "itself", "previous", "first", "duplicates", "to write", "just read")
BELOW, ABOVE = 1.25, 2.0  # other factors than TIMES, to see what hangs on it


def values() -> Values:
    results = read()
    rows = [_row(head) for head in _sorted(heads(COMMITTED_SEED))]
    groups = {key: [row["name"] for row in rows if row["role"] == key] for key in COLUMNS}
    return {
        "sentences": results["sentences"],
        "seeds": len(seeds()),
        "untrained": len(results["untrained"]),
        "with_repeats": results["with_repeats"],
        "content_words": results["content_words"],
        "cpu_seconds": results["cpu_seconds"],
        "times": TIMES,
        "heads": len(rows),
        "rows": rows,
        "groups": {key.replace(" ", "_"): len(names) for key, names in groups.items()},
        "spread": sum(row["role"] is None for row in rows),
        "spread_by_seed": [sum(head.role is None for head in heads(seed)) for seed in seeds()],
        "spread_below": sum(_role(head, BELOW) is None for head in heads(COMMITTED_SEED)),
        "spread_above": sum(_role(head, ABOVE) is None for head in heads(COMMITTED_SEED)),
        "itself_by_seed": [_standing_out(seed, "decoder", "itself") for seed in seeds()],
        "next_by_seed": [_standing_out(seed, "encoder", "next") for seed in seeds()],
        "first_layer_named": sum(
            head.role is not None
            for seed in seeds()
            for head in heads(seed)
            if head.sub_layer == "encoder.0.self_attention"
        ),
        "cross_named": sum(
            head.role == "to write"
            for seed in seeds()
            for head in heads(seed)
            if head.stack == "cross"
        ),
        "cross": sum(head.stack == "cross" for seed in seeds() for head in heads(seed)),
        "never": [
            key.replace(" ", "_")
            for key in COLUMNS
            if not any(head.stands_out(key) for seed in seeds() for head in heads(seed))
        ],
        "duplicates_untrained": max(
            head.untrained["duplicates"][1]
            for head in heads(COMMITTED_SEED)
            if "duplicates" in head.mean
        ),
        "duplicates_trained": max(
            head.mean.get("duplicates", 0.0) for head in heads(COMMITTED_SEED)
        ),
        "write_last_layer": [
            min(head.mean["to write"] for head in _last_cross()),
            max(head.mean["to write"] for head in _last_cross()),
        ],
        "write_last_layer_words": max(head.words_shuffled["to write"] for head in _last_cross()),
        "write_untrained": max(head.untrained["to write"][1] for head in _last_cross()),
        "next_best": _best("encoder", "next"),
        "itself_best": _best("decoder", "itself"),
    }


def _last_cross() -> list[Head]:
    return [
        head
        for seed in seeds()
        for head in heads(seed)
        if head.sub_layer == "decoder.1.cross_attention"
    ]


def _standing_out(seed: int, stack: str, statistic: str) -> int:
    return sum(head.stack == stack and head.stands_out(statistic) for head in heads(seed))


def _best(stack: str, statistic: str) -> Values:
    head = max(
        (one for one in heads(COMMITTED_SEED) if one.stack == stack),
        key=lambda one: one.mean[statistic],
    )
    return {
        "name": head.name,
        "mean": head.mean[statistic],
        "rows": head.rows_shuffled[statistic],
        "words": head.words_shuffled[statistic],
        "untrained": head.untrained[statistic][1],
    }


def _role(head: Head, times: float) -> str | None:
    found = [
        name
        for name in STATISTICS
        if name in head.mean
        and head.rows_shuffled[name] > 0
        and head.times(name) >= times
        and head.mean[name] > head.untrained[name][1]
    ]
    return max(found, key=head.times) if found else None


def _row(head: Head) -> Values:
    return {
        "name": head.name,
        "short": f"{head.stack} {head.short}",
        "role": head.role,
        "evenness": head.mean["evenness"],
        "statistics": {
            key.replace(" ", "_"): {
                "mean": head.mean[key],
                "rows": head.rows_shuffled[key],
                "words": head.words_shuffled[key],
                "untrained": list(head.untrained[key]),
                "stands_out": head.stands_out(key),
            }
            for key in COLUMNS
            if key in head.mean and not (key == "next" and head.stack == "decoder")
        },
    }


def _sorted(found: tuple[Head, ...]) -> list[Head]:
    """By role, in the order of the columns; within a role the strongest first; the rest last."""

    def place(head: Head) -> tuple[int, float]:
        if head.role is None:
            return len(COLUMNS), -head.mean["evenness"]
        return COLUMNS.index(head.role), -head.mean[head.role]

    return sorted(found, key=place)


def alt(v: Values) -> str:
    return (
        f"Dot chart of {v['heads']} heads and {len(COLUMNS)} statistics over {v['sentences']} "
        f"sentences. {v['groups']['to_write']} heads stand out for the word to be written, "
        f"{v['groups']['itself']} for the same word, {v['groups']['next']} for the next word; "
        f"{v['spread']} for nothing. The largest shares: same word {v['itself_best']['mean']:.2f} "
        f"({v['itself_best']['name']}), next word {v['next_best']['mean']:.2f} "
        f"({v['next_best']['name']})."
    )


def draw(v: Values) -> Figure:
    return _draw(v, COLUMNS, 704, 110, 78)


def narrow(v: Values) -> Figure:
    """The statistics for which some head stands out."""
    shown = tuple(key for key in COLUMNS if v["groups"][key.replace(" ", "_")])
    return _draw(v, shown, 340, 82, min(76, 252 / len(shown)))


def _draw(v: Values, shown: tuple[str, ...], width: int, left: float, pitch: float) -> Figure:
    gaps = len({row["role"] for row in v["rows"]}) - 1
    figure, ax = canvas(width, 92 + len(v["rows"]) * ROW + gaps * 12)
    note(ax, 12, 12, "share of attention, 0 to 1", MUTED, SMALL)
    for number, key in enumerate(shown):
        x = left + number * pitch
        for line, word in enumerate(STATISTICS[key].split(" ", 1)):
            write(ax, x, 44 + 14 * line, word, INK, SMALL)
    y, before = 84.0, v["rows"][0]["role"]
    for row in v["rows"]:
        if row["role"] != before:
            y, before = y + 12, row["role"]
            ax.plot([12, width - 12], [y - 17, y - 17], color=GRID, linewidth=1)
        role = INK if row["role"] else MUTED
        write(ax, left - 12, y, row["short"], role, SMALL if width < 400 else LABEL, align="right")
        for number, key in enumerate(shown):
            found = row["statistics"].get(key.replace(" ", "_"))
            if found:
                _cell(ax, left + number * pitch, y, pitch - 16, found)
        y += ROW
    return figure


def _cell(ax: Axes, x: float, y: float, width: float, found: Values) -> None:
    """A track from 0 to 1: band for untrained heads, tick for shuffled rows, the head's dot."""
    ax.plot([x, x + width], [y, y], color=GRID, linewidth=1)
    low, high = np.clip(found["untrained"], 0, 1)
    ax.add_patch(
        Rectangle(
            (x + low * width, y - 5),
            (high - low) * width,
            10,
            facecolor=MUTED,
            alpha=0.3,
            linewidth=0,
            zorder=2,
        )
    )
    tick = x + found["rows"] * width
    ax.plot([tick, tick], [y - 7, y + 7], color=INK, linewidth=1.2, zorder=2.5)
    out = found["stands_out"]
    dot(ax, x + found["mean"] * width, y, WEIGHT if out else MUTED, "disc" if out else "ring")
