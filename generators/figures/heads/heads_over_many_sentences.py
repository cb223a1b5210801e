"""All heads of the translator by what stands out over 500 sentences, beside two controls."""

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures.heads._page import STATISTICS, TIMES, Head, heads, of_stack, read, seeds
from generators.figures.heads._tracks import found, track
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL

ROW = 21.0  # px
BELOW, ABOVE = 1.25, 2.0  # other factors than TIMES, to see what hangs on it


def values() -> Values:
    results, first = read(), heads(COMMITTED_SEED)
    named = {key: sum(head.role == key for head in first) for key in STATISTICS}
    trainings = [heads(seed) for seed in seeds()]
    everyone = [head for training in trainings for head in training]
    cross = [head for head in everyone if head.stack == "cross"]
    last = [head for head in cross if head.sub_layer == "decoder.1.cross_attention"]
    without_role = [sum(head.role is None for head in training) for training in trainings]
    repeats = [head for head in first if "duplicates" in head.mean]
    return {
        **{key: results[key] for key in ("sentences", "with_repeats", "content_words")},
        "cpu_seconds": results["cpu_seconds"],
        "seeds": len(seeds()),
        "untrained": len(results["untrained"]),
        "times": TIMES,
        "heads": len(first),
        "rows": [_row(head) for head in _sorted(first)],
        "groups": {key.replace(" ", "_"): count for key, count in named.items()},
        "spread": sum(head.role is None for head in first),
        "spread_by_seed": without_role,
        "spread_below": sum(_role(head, BELOW) is None for head in first),
        "spread_above": sum(_role(head, ABOVE) is None for head in first),
        "itself_by_seed": [_standing_out(seed, "decoder", "itself") for seed in seeds()],
        "next_by_seed": [_standing_out(seed, "encoder", "next") for seed in seeds()],
        "first_layer_named": sum(
            head.role is not None
            for head in everyone
            if head.sub_layer == "encoder.0.self_attention"
        ),
        "cross_named": sum(head.role == "to write" for head in cross),
        "cross": len(cross),
        "never": [key for key in STATISTICS if not any(head.stands_out(key) for head in everyone)],
        "duplicates_untrained": max(head.untrained["duplicates"][1] for head in repeats),
        "duplicates_trained": max(head.mean["duplicates"] for head in repeats),
        "encoder_times": _ends(
            [head.times(head.role) for head in first if head.role and head.stack == "encoder"]
        ),
        "write_last_layer": _ends([head.mean["to write"] for head in last]),
        "write_last_layer_words": max(head.words_shuffled["to write"] for head in last),
        "write_untrained": max(head.untrained["to write"][1] for head in last),
        "next_best": _best("encoder", "next"),
    }


def _ends(numbers: list[float]) -> list[float]:
    return [min(numbers), max(numbers)]


def _standing_out(seed: int, stack: str, statistic: str) -> int:
    return sum(head.stands_out(statistic) for head in of_stack(seed, stack))


def _best(stack: str, statistic: str) -> Values:
    head = max(of_stack(COMMITTED_SEED, stack), key=lambda one: one.mean[statistic])
    return {
        "name": head.name,
        "mean": head.mean[statistic],
        "times": head.times(statistic),
        "rows": head.rows_shuffled[statistic],
        "words": head.words_shuffled[statistic],
    }


def _role(head: Head, times: float) -> str | None:
    """The head's role if a head stood out from this many times its shuffled rows on."""
    known = [key for key in STATISTICS if head.rows_shuffled.get(key)]
    out = [
        key for key in known if head.times(key) >= times and head.mean[key] > head.untrained[key][1]
    ]
    return max(out, key=head.times) if out else None


def _row(head: Head) -> Values:
    # No word comes after the last, so a decoder row never sees the next one.
    known = [key for key in STATISTICS if head.rows_shuffled.get(key)]
    return {
        "short": f"{head.stack} {head.short}",
        "role": head.role,
        "statistics": {key.replace(" ", "_"): found(head, key) for key in known},
    }


def _sorted(all_heads: tuple[Head, ...]) -> list[Head]:
    """By role, in the order of the columns; within a role the strongest first; the rest last."""

    def place(head: Head) -> tuple[int, float]:
        if head.role is None:
            return len(STATISTICS), -head.mean["evenness"]
        return list(STATISTICS).index(head.role), -head.mean[head.role]

    return sorted(all_heads, key=place)


def alt(v: Values) -> str:
    groups = {STATISTICS[key]: v["groups"][key.replace(" ", "_")] for key in STATISTICS}
    said = ", ".join(f"{name} {count}" for name, count in groups.items() if count)
    return (
        f"Dot chart of {v['heads']} heads and {len(STATISTICS)} statistics over {v['sentences']} "
        f"sentences. How many heads stand out most for what: {said}; {v['spread']} for nothing."
    )


def draw(v: Values, page: Page) -> Figure:
    """On a phone only the statistics that are the role of some head."""
    keys = [key.replace(" ", "_") for key in STATISTICS]
    shown = page.pick(keys, [key for key in keys if v["groups"][key]])
    width, left = page.pick((704, 110), (336, 84))
    pitch = page.pick(82.0, (width - left - 2) / len(shown))
    gaps = len({row["role"] for row in v["rows"]}) - 1
    figure, ax = page.canvas((width, 92 + len(v["rows"]) * ROW + gaps * 12))
    note(ax, 12, 8, "share of attention, from none to all", MUTED, SMALL)
    for number, key in enumerate(shown):
        for line, word in enumerate(STATISTICS[key.replace("_", " ")].split(" ", 1)):
            write(ax, left + number * pitch, 44 + 15 * line, word, INK, SMALL)
    y, before = 84.0, v["rows"][0]["role"]
    for row in v["rows"]:
        if row["role"] != before:
            y, before = y + 12, row["role"]
            ax.plot([12, width - 12], [y - 17, y - 17], color=GRID, linewidth=1)
        role = INK if row["role"] else MUTED
        write(ax, left - 10, y, row["short"], role, page.pick(LABEL, SMALL), align="right")
        for number, key in enumerate(shown):
            if key in row["statistics"]:
                track(ax, left + number * pitch, y, pitch - 16, row["statistics"][key])
        y += ROW
    return figure
