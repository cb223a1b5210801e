"""The running sentence: how much each English word matters for il, by eleven methods."""

from generators.figures.explanation._page import LABELS, answers, first_named, runs, shares, slug
from generators.kit.figure import Figure, Page, Values

QUOTED = ("attention, all heads", "gradient times input")


def values() -> Values:
    found = shares(list(LABELS))
    words, top = found["words"], first_named(found)
    return {
        **found,
        "methods": len(top),
        "top": {slug(name): top[name] for name in QUOTED},
        "named": sorted(set(top.values()), key=words.index),
        "names_last": sum(word == words[-1] for word in top.values()),
        "names_it": sum(word == "it" for word in top.values()),
        "below": runs()[0]["sentence"]["below"],
    }


def alt(v: Values) -> str:
    return (
        f"A grid of {v['methods']} methods by {len(v['words'])} English words; each row is shaded "
        f"up to its largest share. {v['names_last']} methods have their largest share on "
        f"{v['words'][-1]}; the words named first are {', '.join(v['named'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    return answers(page, v)
