"""The same model learning, given the right words, and writing, given what it wrote itself."""

import explainer
from explainer.tokenizer import START
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE
from generators.figures.training._page import model_at, reading, steps
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Token, arrow, token, write
from generators.kit.needs import first_difference
from generators.kit.theme import DECODER, INK, LABEL, MUTED, NEUTRAL, QUERY, SMALL

STEP = 1  # which saved moment is shown: the first after the random start
TOP, PITCH, HEIGHT = 56.0, 32.0, 24.0  # px: above the first row, of a row, of a word
APART = 130.0  # px from what is read to what is said
HALVES = {"learning": "learning: the right words", "writing": "writing: its own words"}


def values() -> Values:
    step = steps()[STEP]
    seen = reading(step)
    own = explainer.translate(model_at(step), SENTENCE + ENDINGS[0], len(seen.wanted)).tokens
    apart = first_difference(own, seen.wanted, "an early model that makes a mistake")
    rows = slice(max(apart - 1, 0), min(len(own), len(seen.wanted)))
    return {
        "step": step,
        "wanted": list(seen.wanted[rows]),
        "learning": {"reads": list(seen.inputs[rows]), "says": list(seen.best[rows])},
        "writing": {"reads": list((START, *own[:-1])[rows]), "says": list(own[rows])},
        "mistake": own[apart],
        "instead_of": seen.wanted[apart],
        "next": {"learning": seen.best[apart + 1], "writing": own[apart + 1]},
    }


def alt(v: Values) -> str:
    pairs = {
        name: ", ".join(f"{a} then {b}" for a, b in zip(*v[name].values(), strict=True))
        for name in ("learning", "writing")
    }
    return (
        f"The same model after {v['step']} steps, row by row. Learning, it reads the right words "
        f"and says: {pairs['learning']}. Writing, it reads its own: {pairs['writing']}."
    )


def draw(v: Values, page: Page) -> Figure:
    size = (250.0, TOP + PITCH * len(v["wanted"]))
    figure, ax, boxes = page.panels(2, size, (290, size[1]), gap=page.pick(28, 18))
    for box, name in zip(boxes, ("learning", "writing"), strict=True):
        write(ax, box.left, box.top + 8, HALVES[name], INK, LABEL, weight="semibold")
        write(ax, box.left, box.top + 36, "it reads", QUERY, SMALL)
        write(ax, box.left + APART, box.top + 36, "it says", DECODER, SMALL)
        _rows(ax, box, v[name], v["wanted"], name == "writing")
    return figure


def _rows(ax: Axes, box: Box, half: Values, wanted: list[str], own: bool) -> None:
    """One row a word; a wrong word is set off; an own word is read again one row below."""
    before: Token | None = None
    for row, (read, said) in enumerate(zip(half["reads"], half["says"], strict=True)):
        y, wrong = box.top + TOP + row * PITCH, said != wanted[row]
        reads = token(ax, box.left, y, read, QUERY, size=SMALL, height=HEIGHT)
        look: Values = {"filled": wrong, "size": SMALL, "height": HEIGHT}
        says = token(ax, box.left + APART, y, said, NEUTRAL[1] if wrong else DECODER, **look)
        if own and before is not None:
            arrow(ax, before.west, (reads.right + 2, reads.centre[1]), MUTED)
        before = says
