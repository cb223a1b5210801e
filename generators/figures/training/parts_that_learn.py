"""Pre-training, a read-out, fine-tuning: what is asked of the model, which parts learn."""

from matplotlib.patches import Rectangle

from experiments.translator.recipe import ENDINGS, RUNNING_SENTENCE
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, token, token_row, write
from generators.kit.theme import INK, LABEL, MUTED, NEUTRAL, PANEL, SMALL

LAYERS, BAR = 3, Box(0, 0, 132, 22)  # layers drawn, and one of them, px
# title, the words that are read, what is answered, what the last part is, whether the layers learn
BEGINNING, END = RUNNING_SENTENCE.split()[:4], f"{RUNNING_SENTENCE.split()[-3]} … {ENDINGS[0]}"
STAGES = (
    ("pre-training", " ".join(BEGINNING), RUNNING_SENTENCE.split()[4], "next word", True),
    ("read-out", END, "yes", "new question", False),
    ("fine-tuning", END, "yes", "new question", True),
)


def values() -> Values:
    names = ("title", "reads", "answers", "last", "layers_learn")
    return {"stages": [dict(zip(names, stage, strict=True)) for stage in STAGES]}


def alt(v: Values) -> str:
    kept = {True: "too", False: "do not"}
    said = [
        f"{one['title'].capitalize()}: reads “{one['reads']}”, answers “{one['answers']}”; the "
        f"part for the {one['last']} learns, the layers below {kept[one['layers_learn']]}."
        for one in v["stages"]
    ]
    return " ".join(said)


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(3, (232, 218), (312, 218), gap=page.pick(12, 18), top=24)
    for x, learns, text in ((12, True, "learns"), (96, False, "stays as it is")):
        _part(ax, Box(x, 8, 16, 14), learns, NEUTRAL[0])
        write(ax, x + 24, 15, text, MUTED, SMALL)
    for number, (box, one) in enumerate(zip(boxes, v["stages"], strict=True)):
        write(ax, box.left, box.top + 10, one["title"], INK, LABEL, weight="semibold")
        _stage(ax, box, one, NEUTRAL[1] if number else NEUTRAL[0])
    return figure


def _stage(ax: Axes, box: Box, one: Values, role: str) -> None:
    """From below: the words, the layers, the part that answers, the answer."""
    left = box.left + 40
    middle = left + BAR.width / 2
    answer = token(ax, middle, box.top + 28, one["answers"], role, True, SMALL, 24, "centre")
    last = Box(left, answer.bottom + 18, BAR.width, BAR.height)
    _part(ax, last, True, role, one["last"])
    arrow(ax, last.north, (middle, answer.bottom + 2), MUTED)
    y = last.bottom + 6
    for layer in range(LAYERS):
        part = Box(left, y + layer * (BAR.height + 4), BAR.width, BAR.height)
        _part(ax, part, one["layers_learn"], NEUTRAL[0], "layer")
    words = token_row(
        ax, box.left, part.bottom + 20, one["reads"].split(), 4, width=212, size=SMALL
    )
    arrow(ax, (middle, words.top - 2), (middle, part.bottom + 2), MUTED)


def _part(ax: Axes, box: Box, learns: bool, role: str, text: str = "") -> None:
    """A part of the model: filled where it learns, outlined where it is kept."""
    look: Values = {"facecolor": role if learns else PANEL, "edgecolor": role, "linewidth": 1.25}
    ax.add_patch(Rectangle((box.left, box.top), box.width, box.height, zorder=3, **look))
    if text:
        write(ax, *box.centre, text, PANEL if learns else role, SMALL, align="centre")
