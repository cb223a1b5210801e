"""In training a row's answer is the next word of the input: one look to the right would copy it."""

from generators.figures.masking._page import decoder_input, running_translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import arrow, token, write
from generators.kit.theme import DECODER, MUTED, NEGATIVE, QUERY, SMALL

SHOWN = 4  # rows, from the start
ROW = 1  # the row that is spoken about
READS, WANTED = 34.0, 120.0  # px: the tops of the two lines of words


def values() -> Values:
    return {
        "reads": list(decoder_input()[:SHOWN]),
        "wanted": list(running_translation().tokens[:SHOWN]),
    }


def alt(v: Values) -> str:
    return (
        f"Four rows of the decoder in training. They read {', '.join(v['reads'])}; below each is "
        f"what it is to say: {', '.join(v['wanted'])}. A red arrow leads to {v['wanted'][ROW]}, "
        f"the answer of the row {v['reads'][ROW]}, from the word {v['reads'][ROW + 1]} that the "
        "next row reads."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((500, 182))
    first, pitch = page.pick((60.0, 124.0), (44.0, 82.0))  # px: middles of the columns
    write(ax, 12, 14, "each row reads", QUERY, SMALL)
    write(ax, 12, 168, "and is to say", DECODER, SMALL)
    tops, answers = [], []
    for index, (read, wanted) in enumerate(zip(v["reads"], v["wanted"], strict=True)):
        middle = first + index * pitch
        copied = index == ROW
        tops.append(token(ax, middle, READS, read, QUERY, index == ROW + 1, SMALL, align="centre"))
        answers.append(token(ax, middle, WANTED, wanted, DECODER, copied, SMALL, align="centre"))
        (x, top), (_, bottom) = tops[-1].south, answers[-1].north
        arrow(ax, (x, top + 4), (x, bottom - 4), MUTED)
    (x, y), (to, down) = tops[ROW + 1].south, answers[ROW].north
    arrow(ax, (x - 12, y + 4), (to + 12, down - 4), NEGATIVE, width=2.5)
    write(ax, to + 8, y + 12, "copied", NEGATIVE, SMALL)
    return figure
