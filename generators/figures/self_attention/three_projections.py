"""Every word is projected three times: the same four embeddings become queries, keys and values."""

from generators.figures._shared.four_words import FEATURES, QUERY_WORD, W_K, W_Q, W_V, WORDS, X
from generators.figures.self_attention._page import vectors
from generators.kit import theme
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Words, write

PARTS = (
    ("query", "Q", "what the word asks for", theme.QUERY),
    ("key", "K", "what the word answers to", theme.KEY),
    ("value", "V", "what the word passes on", theme.VALUE),
)
ABOVE = 94.0  # px over the first row: a line of text and the names of the features


def values() -> Values:
    matrices = {"query": W_Q, "key": W_K, "value": W_V}
    return {
        "words": list(WORDS),
        "row": QUERY_WORD,
        "features": list(FEATURES),
        "x": X.tolist(),
        **{f"{name}_matrix": matrix.tolist() for name, matrix in matrices.items()},
        **{name: (X @ matrix).tolist() for name, matrix in matrices.items()},
    }


def alt(v: Values) -> str:
    embedding, *made = (
        ", ".join(f"{number:.0f}" for number in v[name][v["row"]])
        for name in ("x", "query", "key", "value")
    )
    return (
        "The matrix of four embeddings is multiplied by three matrices and gives four queries, "
        f"four keys and four values. The columns are {', '.join(v['features'])}. For "
        f"{v['words'][v['row']]}: embedding {embedding}; query {made[0]}; key {made[1]}; value "
        f"{made[2]}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell = page.pick((28.0, 24.0), (19.0, 24.0))
    pitch = ABOVE + len(v["words"]) * 28 + 16
    figure, ax = page.canvas((588, 12 + 3 * pitch))
    # where the vectors of X, W and the product begin; on a phone there is no room for W's names
    lefts = page.pick((72.0, 308.0, 456.0), (62.0, 152.0, 242.0))
    around = page.pick(v["features"], None)
    for index, (name, letter, meaning, role) in enumerate(PARTS):
        y = 12 + index * pitch
        write(ax, 12, y + 8, name, role, theme.TITLE, weight="semibold")
        wide = theme.measure(name, theme.TITLE, weight="semibold")[0]
        write(ax, 22 + wide, y + 8, meaning, theme.MUTED)
        matrices = (
            (v["x"], Words(v["words"], v["features"]), theme.INK, "X", ""),
            (v[f"{name}_matrix"], Words(around, around), theme.MUTED, "W", letter),
            (v[name], Words(columns=v["features"]), role, letter, ""),
        )
        boxes = []
        for left, (numbers, names, colour, *title) in zip(lefts, matrices, strict=True):
            boxes.append(vectors(ax, (left, y + ABOVE), numbers, names, colour, cell))
            aside = -4 if names.columns else 26  # px, the corner that tilted words leave free
            _title(ax, boxes[-1].left + aside, y + ABOVE - 42, colour, *title)
        for box, sign in zip(boxes, "×=", strict=False):
            gap = 0.5 * (lefts[2] - lefts[1] - box.width)
            write(ax, box.right + gap, box.centre[1], sign, align="centre")
    return figure


def _title(ax: Axes, x: float, y: float, role: str, letter: str, index: str) -> None:
    write(ax, x, y, letter, role, theme.TITLE, weight="semibold")
    wide = theme.measure(letter, theme.TITLE, weight="semibold")[0]
    write(ax, x + wide + 1, y + 5, index, role, theme.SMALL, weight="semibold")
