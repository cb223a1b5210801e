"""How often the largest cross-attention weight lies on the word's own source, in trained models."""

from generators.figures._shared.decoder_rows import FOUR_HEADS, ONE_HEAD, seeds
from generators.figures.decoder import _alignment
from generators.kit.charts.share_rows import ShareRow
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

SPREAD = ("four_1", "four_1_heads", "four_2_heads")  # rows of which the page tells both ends
LISTED = ("four_2", "one_2", *SPREAD)
FOUR_LABELS = {
    "four_2": "layer 2, mean of heads",
    "four_2_heads": "layer 2, each head",
    "four_1": "layer 1, mean of heads",
    "four_1_heads": "layer 1, each head",
    "four_mean": "mean of both layers",
}
ONE_LABELS = {"one_2": "layer 2", "one_1": "layer 1"}


def _all(runs: list[Values], variant: str, names: list[str]) -> dict[str, list[float]]:
    chosen = seeds(runs, variant)
    return {
        kind: [run["alignment"][name][kind] for run in chosen for name in names]
        for kind in _alignment.KINDS
    }


def _heads(runs: list[Values], layer: str) -> list[str]:
    """The single heads of a layer, as the results name them."""
    measured = seeds(runs, FOUR_HEADS)[0]["alignment"]
    return [name for name in measured if name.startswith(f"{layer}, head ")]


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
        "rows": _alignment.dots(rows),
    }


def alt(v: Values) -> str:
    least = v["least"]
    return (
        f"Share of {v['counts']['words']} content words whose row has its largest weight on the "
        f"right English word, a dot for each seed. Four heads: mean of layer 2 at least "
        f"{least['four_2']:.1%}, mean of layer 1 {least['four_1']:.1%}, a single head of layer 1 "
        f"{least['four_1_heads']:.1%}; one head, layer 2: {least['one_2']:.1%}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [ShareRow("four heads", heading=True)]
    rows += [_alignment.row(label, v["rows"][name]) for name, label in FOUR_LABELS.items()]
    rows.append(ShareRow("one head", heading=True))
    rows += [_alignment.row(label, v["rows"][name]) for name, label in ONE_LABELS.items()]
    return _alignment.draw_rows(page, rows)
