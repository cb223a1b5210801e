"""How two layers find what followed a word the last time: all weights are the trained model's."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.heads._induction import WORDS, model, reading
from generators.kit import marks, theme
from generators.kit.values import Values

SAID = (*WORDS, *WORDS[:3])
LOOKING = len(SAID) - 1
FOUND = SAID.index(SAID[LOOKING]) + 1  # what followed the same token the last time
INPUT, MIDDLE, TOP = 318, 196, 74  # y of the rows


def values() -> Values:
    read = reading(SAID)
    first, second = read["weights"]
    words = model().target_vocabulary.words
    chance = read["chances"]
    once = reading((*WORDS[3:], *WORDS[:3]))["chances"]  # the same words, none said before
    wanted = words.index(SAID[FOUND])
    return {
        "words": [word.strip() for word in SAID],
        "first": first[FOUND].tolist(),
        "second": second[LOOKING].tolist(),
        "on_previous": float(first[FOUND, FOUND - 1]),
        "on_found": float(second[LOOKING, FOUND]),
        "most_elsewhere": float(max(w for i, w in enumerate(second[LOOKING]) if i != FOUND)),
        "looking": SAID[LOOKING].strip(),
        "found": SAID[FOUND].strip(),
        "best": [[words[i].strip(), float(chance[i])] for i in read["best"]],
        "best_word": words[read["best"][0]].strip(),
        "chance": float(chance[wanted]),
        "chance_unrepeated": float(once[wanted]),
        "parameters": model().n_parameters,
    }


def alt(v: Values) -> str:
    return (
        f"In layer 1 {v['found']} puts {v['on_previous']:.2f} of its weight on the token before, "
        f"{v['looking']}. In layer 2 the second {v['looking']} puts {v['on_found']:.2f} on "
        f"{v['found']}, and the model says {v['best_word']} next with probability "
        f"{v['best'][0][1]:.2f}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 620, 96, theme.LABEL)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, 8, 9.5)


def _draw(v: Values, width: float, left: float, size: float) -> Figure:
    """Three rows of the same tokens, and of the links only those of the two rows that matter."""
    figure, ax = theme.canvas(width, INPUT + 42)
    lit = {INPUT: FOUND - 1, MIDDLE: FOUND, TOP: LOOKING}
    roles = [
        theme.INK if place in lit.values() else theme.MUTED for place in range(len(v["words"]))
    ]
    rows = {
        y: marks.token_row(
            ax, left, y, v["words"], 6, roles, width - left - 10, (place,), size
        ).tokens
        for y, place in lit.items()
    }
    _links(ax, rows[MIDDLE][FOUND], rows[INPUT], v["first"])
    _links(ax, rows[TOP][LOOKING], rows[MIDDLE], v["second"])
    _steps(ax, v, left, width)
    _says(ax, v, rows[TOP][LOOKING])
    if left > 60:
        for y, text in ((INPUT, "as read"), (MIDDLE, "after layer 1"), (TOP, "after layer 2")):
            marks.write(ax, 10, y + 13, text, theme.MUTED, theme.SMALL)
    return figure


def _links(ax: Axes, looking: Any, looked_at: Any, weights: list[float]) -> None:
    """From one token to all that it looks at, the largest weight printed below its line."""
    largest = max(range(len(weights)), key=weights.__getitem__)
    for place, weight in enumerate(weights):
        marks.link(ax, looking.south, looked_at[place].north, weight, curved=False, minimum=0.01)
    start, end = looking.south, looked_at[largest].north
    x, y = start[0] + 0.4 * (end[0] - start[0]), start[1] + 0.4 * (end[1] - start[1])
    steep = abs(end[0] - start[0]) < 80
    x, y = (max(start[0], end[0]) + 8, y) if steep else (x + 12, y + 20)
    marks.write(ax, x, y, f"{weights[largest]:.2f}", theme.WEIGHT, theme.LABEL, weight="semibold")


def _steps(ax: Axes, v: Values, left: float, width: float) -> None:
    """The two steps in words, where no line passes."""
    found, looking = v["found"], v["looking"]
    narrow = width < 400
    first = f"1  {found} looks at the token before it, and now carries “after {looking}”"
    second = f"2  {looking} looks for the place\nthat carries “after {looking}”"
    size = theme.SMALL if narrow else theme.LABEL
    marks.note(
        ax,
        0.58 * width if narrow else 384,
        MIDDLE + 44,
        first,
        theme.INK,
        size,
        width=140 if narrow else 210,
    )
    marks.note(ax, left, TOP + 40, second, theme.INK, size, width=0.4 * width)


def _says(ax: Axes, v: Values, looking: Any) -> None:
    """What the model says next."""
    marks.arrow(ax, looking.north, (looking.centre[0], TOP - 32), theme.DECODER)
    word, chance = v["best"][0]
    marks.write(
        ax,
        looking.right + 4,
        TOP - 46,
        f"next: {word}, probability {chance:.2f}",
        theme.DECODER,
        theme.LABEL,
        weight="semibold",
        align="right",
    )
