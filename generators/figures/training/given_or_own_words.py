"""The same model learning, given the right words, and writing, given what it wrote itself."""

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

import explainer
from explainer.tokenizer import END, START
from generators.figures._shared.writing import chances, measured, model
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Token, arrow, token, write
from generators.kit.needs import first_difference
from generators.kit.theme import DECODER, INK, LABEL, MUTED, NEUTRAL, QUERY, SMALL

TOP, PITCH, HEIGHT = 56.0, 32.0, 24.0  # px: above the first row, of a row, of a word
APART = 130.0  # px from what is read to what is said
HALVES = {"learning": "learning: the right words", "writing": "writing: its own words"}


def values() -> Values:
    english, wanted, given, own = max(_one_mistake(), key=_spoilt)
    apart = first_difference(own, wanted, "an early model that makes a mistake")
    return {
        "step": measured()["early_step"],
        "english": " ".join(english),
        "wanted": wanted,
        "learning": {"reads": [START, *wanted[:-1]], "says": given},
        "writing": {"reads": [START, *own[:-1]], "says": own},
        "mistake": own[apart],
        "instead_of": wanted[apart],
        "again": " ".join(own[apart + 1 : -1]),
    }


def _one_mistake() -> list[tuple[list[str], list[str], list[str], list[str]]]:
    """English, right French, what is said with it given, what is written; one word said is wrong.

    Of the held-out sentences that the results keep: those of which a beam makes different French.
    """
    rows, early = measured()["models"]["early"]["beams"], model("early")
    found = []
    for pair in (pair for row in rows for pair in row["different"]):
        english, french = pair["english"], pair["french"]
        best = chances("early", tuple(english), tuple(french)).argmax(axis=-1)
        given, wanted = list(early.target_vocabulary.decode(best)), [*french, END]
        if np.not_equal(given, wanted).sum() == 1:
            own = explainer.translate(early, " ".join(english)).tokens
            found.append((english, wanted, given, list(own)))
    return found


def _wrong(said: Sequence[str], wanted: Sequence[str]) -> list[bool]:
    """For each word said, whether it is not the right one at its place."""
    return [i >= len(wanted) or word != wanted[i] for i, word in enumerate(said)]


def _spoilt(one: tuple[list[str], list[str], list[str], list[str]]) -> float:
    """Words to change, leave out or put in until what it wrote is right, for each right word."""
    _, wanted, _, own = one
    same = sum(run.size for run in SequenceMatcher(None, own, wanted, False).get_matching_blocks())
    return (max(len(own), len(wanted)) - same) / len(wanted)


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
    size = (250.0, TOP + PITCH * len(v["writing"]["says"]))
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
    rows = zip(half["reads"], half["says"], _wrong(half["says"], wanted), strict=True)
    for row, (read, said, wrong) in enumerate(rows):
        y = box.top + TOP + row * PITCH
        reads = token(ax, box.left, y, read, QUERY, size=SMALL, height=HEIGHT)
        look: Values = {"filled": wrong, "size": SMALL, "height": HEIGHT}
        says = token(ax, box.left + APART, y, said, NEUTRAL[1] if wrong else DECODER, **look)
        if own and before is not None:
            arrow(ax, before.west, (reads.right + 2, reads.centre[1]), MUTED)
        before = says
