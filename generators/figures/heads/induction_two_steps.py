"""How two layers find what followed a word the last time: all weights are the trained model's."""

from generators.figures.heads._induction import WORDS, model, reading
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Token, arrow, link, note, token_row, write
from generators.kit.theme import DECODER, INK, LABEL, MUTED, SMALL, WEIGHT

SAID = (*WORDS, *WORDS[:3])
LOOKING = len(SAID) - 1
FOUND = SAID.index(SAID[LOOKING]) + 1  # what followed the same token the last time
INPUT, MIDDLE, TOP = 318.0, 196.0, 74.0  # y of the rows


def values() -> Values:
    read = reading(SAID)
    first, second = read["weights"]
    words = model().target_vocabulary.words
    once = reading((*WORDS[3:], *WORDS[:3]))["chances"]  # the same words, none said before
    best, wanted = read["best"][0], words.index(SAID[FOUND])
    return {
        "words": [word.strip() for word in SAID],
        "first": first[FOUND].tolist(),
        "second": second[LOOKING].tolist(),
        "on_previous": float(first[FOUND, FOUND - 1]),
        "on_found": float(second[LOOKING, FOUND]),
        "most_elsewhere": float(max(w for i, w in enumerate(second[LOOKING]) if i != FOUND)),
        "looking": SAID[LOOKING].strip(),
        "found": SAID[FOUND].strip(),
        "best_word": words[best].strip(),
        "chance": float(read["chances"][best]),
        "chance_unrepeated": float(once[wanted]),
    }


def alt(v: Values) -> str:
    return (
        f"In layer 1 {v['found']} puts {v['on_previous']:.2f} of its weight on the token before, "
        f"{v['looking']}. In layer 2 the second {v['looking']} puts {v['on_found']:.2f} on "
        f"{v['found']}, and the model says {v['best_word']} next with probability "
        f"{v['chance']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    """Three rows of the same tokens, and of the links only those of the two rows that matter."""
    left, width = page.pick((96, 560), (6, 336))
    figure, ax = page.canvas((width, INPUT + 42))
    lit = {INPUT: FOUND - 1, MIDDLE: FOUND, TOP: LOOKING}
    roles = [INK if place in lit.values() else MUTED for place in range(len(v["words"]))]
    rows = {
        y: token_row(
            ax, left, y, v["words"], 6, roles, width - left - 6, (place,), page.pick(LABEL, 9.5)
        ).tokens
        for y, place in lit.items()
    }
    _links(ax, rows[MIDDLE][FOUND], rows[INPUT], v["first"])
    _links(ax, rows[TOP][LOOKING], rows[MIDDLE], v["second"])
    found, looking = v["found"], v["looking"]
    first = f"1  {found} looks at the token before it, and now carries “after {looking}”"
    second = f"2  {looking} looks for the place that carries “after {looking}”"
    at = rows[MIDDLE][FOUND].right + 24
    note(ax, at, MIDDLE + 44, first, INK, SMALL, width=width - at - 8)
    note(ax, left, TOP + 40, second, INK, SMALL, width=page.pick(170, 130))
    _says(ax, v, rows[TOP][LOOKING])
    if not page.narrow:
        for y, text in ((INPUT, "as read"), (MIDDLE, "after layer 1"), (TOP, "after layer 2")):
            write(ax, 10, y + 13, text, MUTED, SMALL)
    return figure


def _links(ax: Axes, looking: Token, looked_at: tuple[Token, ...], weights: list[float]) -> None:
    """From one token to all that it looks at, the largest weight printed beside its line."""
    largest = max(range(len(weights)), key=weights.__getitem__)
    for place, weight in enumerate(weights):
        link(ax, looking.south, looked_at[place].north, weight, curved=False, minimum=0.01)
    start, end = looking.south, looked_at[largest].north
    x, y = start[0] + 0.4 * (end[0] - start[0]), start[1] + 0.4 * (end[1] - start[1])
    steep = abs(end[0] - start[0]) < 80
    x, y = (max(start[0], end[0]) + 8, y) if steep else (x + 12, y + 20)
    write(ax, x, y, f"{weights[largest]:.2f}"[1:], WEIGHT, LABEL, weight="semibold")


def _says(ax: Axes, v: Values, looking: Token) -> None:
    """What the model says next."""
    arrow(ax, looking.north, (looking.centre[0], TOP - 32), DECODER)
    said = f"next: {v['best_word']}"
    write(ax, looking.right, TOP - 46, said, DECODER, LABEL, weight="semibold", align="right")
