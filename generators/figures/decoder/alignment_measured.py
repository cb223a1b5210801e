"""How often the largest cross-attention weight lies on the word's own source, with controls."""

from matplotlib.patches import Circle

from generators.figures._shared.decoder_rows import FOUR_HEADS, ONE_HEAD, seeds
from generators.kit import marks, theme
from generators.kit.charts.share_rows import ShareRow, share_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import PHONE, TEXT
from generators.pipeline import results

KINDS = ("all", "in_order", "reordered")
SPREAD = ("four_1", "four_1_heads", "four_2_heads")  # rows of which the page tells both ends
LISTED = ("four_2", "one_2", *SPREAD)


def _all(runs: list[Values], variant: str, names: list[str]) -> dict[str, list[float]]:
    chosen = seeds(runs, variant)
    return {
        kind: [run["alignment"][name][kind] for run in chosen for name in names] for kind in KINDS
    }


def _heads(runs: list[Values], layer: str) -> list[str]:
    """The single heads of a layer, as the results name them."""
    measured = seeds(runs, FOUR_HEADS)[0]["alignment"]
    return [name for name in measured if name.startswith(f"{layer}, head ")]


def _dots(rows: dict[str, dict[str, list[float]]]) -> Values:
    """What is drawn of each row: a dot for each seed, words in order and reordered ones."""
    return {
        name: {kind: row[kind] for kind in ("in_order", "reordered")} for name, row in rows.items()
    }


def values() -> Values:
    measured = results.read("alignment")
    runs = measured["runs"]
    rows = {
        "four_mean": _all(runs, FOUR_HEADS, ["mean"]),
        "four_1": _all(runs, FOUR_HEADS, ["layer 1"]),
        "four_1_heads": _all(runs, FOUR_HEADS, _heads(runs, "layer 1")),
        "four_2": _all(runs, FOUR_HEADS, ["layer 2"]),
        "four_2_heads": _all(runs, FOUR_HEADS, _heads(runs, "layer 2")),
        "one_1": _all(runs, ONE_HEAD, ["layer 1"]),
        "one_2": _all(runs, ONE_HEAD, ["layer 2"]),
    }
    controls = {
        "untrained": {kind: [run[kind] for run in measured["untrained"]] for kind in KINDS},
        "late": {kind: [run["one_row_late"][kind] for run in runs] for kind in KINDS},
        "shuffled": {kind: [run["shuffled_words"][kind] for run in runs] for kind in KINDS},
        "fixed": {k: [measured["baselines"]["always the same position"][k]] for k in KINDS},
        "own": {k: [measured["baselines"]["the French word's own position"][k]] for k in KINDS},
        "random": {k: [measured["baselines"]["a random position"][k]] for k in KINDS},
    }
    return {
        "counts": measured["counts"],
        "seeds": {
            "four_heads": len(seeds(runs, FOUR_HEADS)),
            "one_head": len(seeds(runs, ONE_HEAD)),
        },
        "least": {name: min(row["all"]) for name, row in rows.items() if name in LISTED},
        "least_reordered": {
            name: min(row["reordered"]) for name, row in rows.items() if name in LISTED
        },
        "most": {name: max(row["all"]) for name, row in rows.items() if name in SPREAD},
        "most_control": {name: max(row["all"]) for name, row in controls.items()},
        "least_control": {"shuffled": min(controls["shuffled"]["all"])},
        "rows": _dots(rows),
        "controls": _dots(controls),
    }


def alt(v: Values) -> str:
    least, control = v["least"], v["most_control"]
    return (
        f"Share of {v['counts']['words']} content words whose row has its largest weight on the "
        f"right English word, a dot for each seed. Four heads: mean of layer 2 at least "
        f"{least['four_2']:.1%}, mean of layer 1 {least['four_1']:.1%}; one head, layer 2: "
        f"{least['one_2']:.1%}. Untrained models reach {control['untrained']:.1%}, always the same "
        f"position {control['fixed']:.1%}."
    )


def _rows(v: Values) -> list[ShareRow]:
    def row(label: str, group: str, name: str) -> ShareRow:
        found = v[group][name]
        return ShareRow(label, found["in_order"], found["reordered"])

    return [
        ShareRow("four heads", heading=True),
        row("layer 2, mean of heads", "rows", "four_2"),
        row("layer 2, each head", "rows", "four_2_heads"),
        row("layer 1, mean of heads", "rows", "four_1"),
        row("layer 1, each head", "rows", "four_1_heads"),
        row("mean of both layers", "rows", "four_mean"),
        ShareRow("one head", heading=True),
        row("layer 2", "rows", "one_2"),
        row("layer 1", "rows", "one_1"),
        ShareRow("controls", heading=True),
        row("untrained weights", "controls", "untrained"),
        row("read one row too late", "controls", "late"),
        row("English shuffled", "controls", "shuffled"),
        row("no model: same position", "controls", "fixed"),
        row("no model: own position", "controls", "own"),
        row("no model: at random", "controls", "random"),
    ]


def draw(v: Values, page: Page) -> Figure:
    label_width = page.pick(190, 180)
    figure, ax = page.canvas((TEXT, 460), (PHONE, 460))
    keys = ((16, theme.WEIGHT, "words in order"), (136, theme.PANEL, "reordered words"))
    for x, face, text in keys:
        dot = Circle((x + 5, 20), 5, facecolor=face, edgecolor=theme.WEIGHT, linewidth=1.5)
        ax.add_patch(dot)
        marks.write(ax, x + 18, 20, text, theme.MUTED, theme.SMALL)
    share_rows(ax, 16, 40, _rows(v), label_width, page.pick(TEXT, PHONE) - 40 - label_width)
    return figure
