"""Sentences still translated exactly when the translator's encoder lacks a kind of sub-layer."""

from generators.figures.encoder import _page
from generators.kit.charts import DotRow, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import TEXT

SHOWN = {
    "nothing": "nothing taken away",
    "self-attention, both": "without self-attention",
    "feed-forward, both": "without feed-forward",
}

KINDS = ("all sentences", "sentences with “it”")


def values() -> Values:
    removals = [model["removal"] for model in _page.models("translator")]
    return {
        "rows": [
            {
                "name": name,
                "exact": [removal[part]["exact_match"] for removal in removals],
                "pronoun": [removal[part]["by_kind"]["pronoun"] for removal in removals],
            }
            for part, name in SHOWN.items()
        ]
    }


def alt(v: Values) -> str:
    told = "; ".join(
        f"{row['name']} {min(row['exact']):.2f} to {max(row['exact']):.2f}, with it "
        f"{min(row['pronoun']):.2f} to {max(row['pronoun']):.2f}"
        for row in v["rows"]
    )
    return (
        "Share of sentences that are still translated exactly, a dot for each of "
        f"{len(v['rows'][0]['exact'])} training runs of the translator: {told}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = [DotRow(row["name"], row["exact"], row["pronoun"]) for row in v["rows"]]
    return dot_rows(page, rows, _page.SENTENCES, KINDS, width=TEXT)
