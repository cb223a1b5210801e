"""How often the largest cross-attention weight lies on the right word in the controls."""

from generators.figures.decoder import _alignment
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

LABELS = {
    "untrained": "untrained weights",
    "late": "read one row too late",
    "shuffled": "English shuffled",
    "fixed": "no model: same position",
    "own": "no model: own position",
    "random": "no model: at random",
}
BASELINES = {
    "fixed": "always the same position",
    "own": "the French word's own position",
    "random": "a random position",
}


def values() -> Values:
    measured = results.read("alignment")
    runs, kinds = measured["runs"], _alignment.KINDS
    controls = {
        "untrained": {kind: [run[kind] for run in measured["untrained"]] for kind in kinds},
        "late": {kind: [run["one_row_late"][kind] for run in runs] for kind in kinds},
        "shuffled": {kind: [run["shuffled_words"][kind] for run in runs] for kind in kinds},
    }
    for name, written in BASELINES.items():
        found = measured["baselines"][written]
        controls[name] = {kind: [found[kind]] for kind in kinds}
    return {
        "most": {name: max(row["all"]) for name, row in controls.items()},
        "least": {"shuffled": min(controls["shuffled"]["all"])},
        "rows": _alignment.dots(controls),
    }


def alt(v: Values) -> str:
    most = v["most"]
    return (
        "Share of content words whose row has its largest weight on the right English word, in six "
        f"controls. At most: untrained weights {most['untrained']:.1%}, read one row too late "
        f"{most['late']:.1%}, always the same position {most['fixed']:.1%}, the word's own "
        f"position {most['own']:.1%}, at random {most['random']:.1%}. With the English shuffled: "
        f"{v['least']['shuffled']:.1%} to {most['shuffled']:.1%}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [_alignment.row(label, v["rows"][name]) for name, label in LABELS.items()]
    return _alignment.draw_rows(page, rows)
