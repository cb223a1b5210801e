"""One heatmap with its margins: rows add up to one, columns to anything."""

from matplotlib.figure import Figure

from generators.figures.heatmaps._page import cross_heads, shown
from generators.kit import marks, theme
from generators.kit.scales import printed
from generators.kit.values import Values

KIND = "predicate"  # short, and one of its adjectives changes places


def values() -> Values:
    pair = shown(KIND)
    weights = cross_heads(pair["english"], pair["french"]).mean(axis=0)
    rows = [*pair["french"], "<end>"]
    right = [row for row, column in pair["links"] if weights[row].argmax() == column]
    noun = pair["links"][0][0]
    largest = int(weights[noun].argmax())
    columns = weights.sum(axis=0)
    numbers = printed(weights)
    return {
        "english": pair["english"],
        "text": " ".join(pair["english"]),
        "french": rows,
        "written": " ".join(pair["french"]),
        "weights": weights.tolist(),
        "largest_row_error": float(abs(weights.sum(axis=-1) - 1).max()),
        "columns": columns.tolist(),
        "row": {
            "index": noun,
            "word": rows[noun],
            "looks_at": pair["english"][largest],
            "weight": float(numbers[noun, largest]),
            "rest": float(1 - numbers[noun, largest]),
        },
        "links": pair["links"],
        "right": len(right),
        "content_words": len(pair["links"]),
        "most_seen": {"word": pair["english"][int(columns.argmax())], "sum": float(columns.max())},
        "least_seen": {"word": pair["english"][int(columns.argmin())], "sum": float(columns.min())},
        "end_largest": float(weights[-1].max()),
    }


def alt(v: Values) -> str:
    row = v["row"]
    return (
        f"Heatmap of cross-attention for {v['text']}: French rows look at English columns. Row "
        f"{row['word']} has {row['weight']:.2f} on {row['looks_at']}. Every row adds up to 1; "
        f"columns add up to between {v['least_seen']['sum']:.2f} and {v['most_seen']['sum']:.2f}."
    )


def _draw(v: Values, width: int, cell: tuple[float, float], left: float, title: str) -> Figure:
    figure, ax = theme.canvas(width, 100 + cell[1] * len(v["french"]) + 74)  # words stand upright
    grid = marks.matrix(
        ax,
        8,
        12,
        v["weights"],
        marks.Words(v["french"], v["english"], row_title=title, left=left),
        marks.Cells(cell),
    )
    marks.highlight(ax, grid, row=v["row"]["index"])
    frame = grid.grid
    right, under = frame.right + 26, frame.bottom + 18
    marks.write(ax, right, frame.top - 12, "sum", theme.QUERY, theme.SMALL, align="centre")
    for index in range(len(v["french"])):
        y = frame.top + (index + 0.5) * cell[1]
        marks.write(ax, right, y, "1.00", theme.QUERY, theme.SMALL, align="centre")
    marks.write(ax, frame.left - 12, under, "sum", theme.KEY, theme.SMALL, align="right")
    for index, total in enumerate(v["columns"]):
        x = frame.left + (index + 0.5) * cell[0]
        marks.write(ax, x, under, f"{total:.2f}", theme.KEY, theme.SMALL, align="centre")
    marks.weight_legend(ax, min(frame.left, width - 292), under + 24)
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 620, (70, 36), 132, "who looks: row writes")


def narrow(v: Values) -> Figure:
    return _draw(v, 356, (35, 36), 90, "who looks")
