"""All heads of the translator by what stands out over 500 sentences, beside two controls."""

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures.heads._counts import best, in_cross_attention, standing_out, without_role
from generators.figures.heads._page import STATISTICS, TIMES, Head, heads, read, seeds
from generators.figures.heads._tracks import found, track
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MUTED, SMALL

ROW = 21.0  # px


def values() -> Values:
    results, first = read(), heads(COMMITTED_SEED)
    named = {key: sum(head.role == key for head in first) for key in STATISTICS}
    return {
        **{key: results[key] for key in ("sentences", "with_repeats", "content_words")},
        "cpu_seconds": results["cpu_seconds"],
        "seeds": len(seeds()),
        "untrained": len(results["untrained"]),
        "times": TIMES,
        "heads": len(first),
        "rows": [_row(head) for head in _sorted(first)],
        "groups": {key.replace(" ", "_"): count for key, count in named.items()},
        **without_role(),
        **standing_out(),
        **in_cross_attention(),
        "next_best": best("encoder", "next"),
    }


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
