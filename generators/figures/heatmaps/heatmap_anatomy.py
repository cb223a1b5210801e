"""One heatmap with its margins: rows add up to one, columns to anything."""

from generators.figures.heatmaps._page import cross_heads, shown
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, highlight, matrix, weight_legend, write
from generators.kit.scales import printed
from generators.kit.theme import KEY, QUERY, SMALL

KIND = "predicate"  # short, and one of its adjectives changes places


def values() -> Values:
    pair = shown(KIND)
    weights = cross_heads(pair["english"], pair["french"]).mean(axis=0)
    noun = pair["links"][0][0]
    columns = weights.sum(axis=0)
    sums = {word: float(total) for word, total in zip(pair["english"], columns, strict=True)}
    most, least = max(sums, key=lambda word: sums[word]), min(sums, key=lambda word: sums[word])
    return {
        "english": pair["english"],
        "text": " ".join(pair["english"]),
        "french": [*pair["french"], "<end>"],
        "weights": weights.tolist(),
        "columns": columns.tolist(),
        "row": {
            "index": noun,
            "word": pair["french"][noun],
            "looks_at": pair["english"][int(weights[noun].argmax())],
            "weight": float(printed(weights)[noun].max()),
        },
        "most_seen": {"word": most, "sum": sums[most]},
        "least_seen": {"word": least, "sum": sums[least]},
    }


def alt(v: Values) -> str:
    row = v["row"]
    return (
        f"Heatmap of cross-attention for {v['text']}: French rows look at English columns. Row "
        f"{row['word']} has {row['weight']:.2f} on {row['looks_at']}. Every row adds up to 1; "
        f"columns add up to between {v['least_seen']['sum']:.2f} and {v['most_seen']['sum']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, left = page.pick((62, 36), (35, 36)), page.pick(126, 84)
    high = 174 + cell[1] * len(v["french"])
    figure, ax = page.canvas((560, high), (344, high))
    words = Words(v["french"], v["english"], page.pick("who looks: row writes", "who looks"))
    drawn = matrix(ax, page.pick(8, 0), 12, v["weights"], words, Cells(cell))
    highlight(ax, drawn, row=v["row"]["index"])
    grid = drawn.grid
    write(ax, grid.right + 24, grid.top - 12, "sum", QUERY, SMALL, align="centre")
    for row in drawn.cells:
        write(ax, grid.right + 24, row[0].centre[1], "1.00", QUERY, SMALL, align="centre")
    write(ax, grid.left - 12, grid.bottom + 18, "sum", KEY, SMALL, align="right")
    for column, total in zip(drawn.cells[0], v["columns"], strict=True):
        text = f"{total:.2f}".removeprefix("0")
        write(ax, column.centre[0], grid.bottom + 18, text, KEY, SMALL, align="centre")
    weight_legend(ax, page.pick(left + 8, 20), grid.bottom + 40)
    return figure
