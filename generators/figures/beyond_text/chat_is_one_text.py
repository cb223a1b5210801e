"""Two turns of a chat as the one sequence that the model reads, marks included."""

from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token_lines, write
from generators.kit.theme import DECODER, MUTED, SMALL

TURNS = (
    ("<system>", "answer in one word ."),
    ("<user>", "which animal says moo ?"),
    ("<assistant>", "cows ."),
    ("<user>", "and which one barks ?"),
    ("<assistant>", ""),
)


def values() -> Values:
    return {"turns": [{"mark": mark, "words": words.split()} for mark, words in TURNS]}


def alt(v: Values) -> str:
    said = " ".join(" ".join((turn["mark"], *turn["words"])) for turn in v["turns"])
    return (
        f"One sequence of tokens: {said}. The last mark stands open: there the next word is "
        "written, which may look back at every token before it."
    )


def draw(v: Values, page: Page) -> Figure:
    width, high = page.pick((520, 204), (336, 300))
    figure, ax = page.canvas((width, high))
    y = 14.0
    for turn in v["turns"]:
        line = token_lines(ax, 14, y, [turn["mark"], *turn["words"]], width - 28, gap=5)
        mark = line.tokens[0]
        ax.plot([mark.left + 6, mark.right - 6], [mark.bottom + 2] * 2, color=MUTED, linewidth=1.5)
        y = line.bottom + 10
    end = line.tokens[-1]
    write(ax, end.right + 10, end.centre[1], "here the next word", DECODER, SMALL)
    return figure
