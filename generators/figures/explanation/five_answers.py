"""The running sentence: how much each English word matters for il, asked in five ways."""

from generators.figures.explanation._page import FEW, LABELS, answers, first_named, shares
from generators.kit.figure import Figure, Page, Values


def values() -> Values:
    found = shares(FEW)
    return {**found, "first": first_named(found)}


def alt(v: Values) -> str:
    said = "; ".join(f"{LABELS[name][0]}: {word}" for name, word in v["first"].items())
    return (
        f"A grid of {len(v['shares'])} methods by {len(v['words'])} English words, each row shaded "
        f"up to its largest share. Named first by {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    return answers(page, v)
