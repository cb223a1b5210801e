"""The same word as a person and as a place: what its neighbours make of it."""

from generators.figures.uses._page import COLOURS, KINDS, read
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token_lines, write
from generators.kit.seeds import brief
from generators.kit.theme import INK, MUTED

WORD, TEXTS = "jordan", ("person", "place")


def values() -> Values:
    found = read()
    controls = found["controls"]["kinds"]
    return {
        "word": WORD,
        "texts": {name: _one(found["examples"][name]) for name in TEXTS},
        "controls": {name: one["two_kinds"] for name, one in controls.items()},
        "encoder": brief([run["accuracy"]["two_kinds"] for run in found["runs"]]),
    }


def _one(example: Values) -> Values:
    end = example["words"].index(".") + 1
    at = example["words"].index(WORD)
    return {
        "words": example["words"][:end],
        "at": at,
        "shares": dict(zip(KINDS, example["kinds"][at], strict=True)),
    }


def alt(v: Values) -> str:
    parts = [
        f"In {' '.join(one['words'])} {v['word']} is a person with {one['shares']['person']:.0%}, "
        f"a place with {one['shares']['place']:.0%}."
        for one in v["texts"].values()
    ]
    return " ".join(parts)


def draw(v: Values, page: Page) -> Figure:
    high = page.pick(124, 156)
    figure, ax, boxes = page.panels(2, (500, high), (312, high), across=(1, 1))
    for one, box in zip(v["texts"].values(), boxes, strict=True):
        tokens = token_lines(ax, box.left, box.top, one["words"], box.width).tokens
        chosen = tokens[one["at"]]
        y = tokens[-1].bottom + 24
        for kind in ("person", "place", "neither"):
            role = COLOURS.get(kind, MUTED)
            write(ax, box.left + 70, y, kind, role, align="right")
            bar(
                ax,
                box.left + 82,
                y - 7,
                one["shares"][kind],
                160,
                role=role,
                text=f"{one['shares'][kind]:.0%}",
            )
            y += 22
        underline = chosen.bottom + 3
        ax.plot([chosen.left + 6, chosen.right - 6], [underline] * 2, color=INK, linewidth=2)
    return figure
