"""The results of experiments/explanation as its page's figures show them."""

from collections.abc import Mapping, Sequence

from generators.figures._shared.trainings import by_seed
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page
from generators.kit.marks import Cells, Words, frame, matrix, weight_legend, write
from generators.kit.theme import INK, LABEL, NEUTRAL, SMALL
from generators.kit.values import Values
from generators.pipeline import results

FOUR_HEADS, ONE_HEAD = "translator", "translator-one-head"

# method -> (label, what kind of answer it is)
LABELS: dict[str, tuple[str, str]] = {
    "attention, all heads": ("attention, all heads", "look"),
    "attention, last layer": ("attention, last layer", "look"),
    "attention, largest head": ("attention, largest head", "look"),
    "rollout": ("rollout", "look"),
    "weight times value": ("weight × value", "look"),
    "gradient norm": ("gradient", "slope"),
    "gradient times input": ("gradient × input", "slope"),
    "word hidden": ("word hidden", "change"),
    "mean vector": ("mean vector", "change"),
    "patching": ("patching", "change"),
    "word swapped": ("word swapped", "change"),
}
# The methods that the chapter follows; the Lab has all of them.
FEW = ("attention, all heads", "gradient norm", "word hidden", "patching", "word swapped")
KINDS = {  # kind of answer -> (heading, colour)
    "look": ("what is looked at", NEUTRAL[0]),
    "slope": ("slopes", NEUTRAL[1]),
    "change": ("after a change", NEUTRAL[2]),
}


def read() -> Values:
    """Everything that was measured."""
    return results.read("explanation")


def runs(variant: str = FOUR_HEADS) -> list[Values]:
    """The measured models of one variant, that of the pages first."""
    found = [run for run in read()["runs"] if run["variant"] == variant]
    return by_seed(found)


def role(method: str) -> str:
    """The colour of a method: that of its kind of answer."""
    return KINDS[LABELS[method][1]][1]


def pair(run: Values, first: str, second: str) -> Values:
    """The agreement of two methods, whichever stands first in the results."""
    table = run["agreement"]
    found: Values = table.get(f"{first} | {second}") or table[f"{second} | {first}"]
    return found


def slug(text: str) -> str:
    """A name that an expression on a page can use: no spaces and no commas."""
    return text.replace(",", "").replace("'", "").replace(" ", "_")


def looks() -> list[str]:
    """The methods that read weights."""
    return [name for name, (_, kind) in LABELS.items() if kind == "look"]


def ends(each: Sequence[float]) -> dict[str, float]:
    """The least and the most of several runs."""
    return {"least": min(each), "most": max(each)}


def told_apart(run: Values, method: str) -> float:
    """How often the adjective's share is larger where it decides than where it cannot matter."""
    return float(run["adjective"][method]["told apart"])


def shares(methods: Sequence[str]) -> Values:
    """The running sentence's words, and every method's answers as shares of their sum."""
    sentence = runs()[0]["sentence"]
    scores = {name: sentence["scores"][name] for name in methods}
    return {
        "words": sentence["words"],
        "shares": {name: [n / sum(row) for n in row] for name, row in scores.items()},
    }


def first_named(v: Values) -> dict[str, str]:
    """The word with the largest share, by method."""
    return {name: v["words"][row.index(max(row))] for name, row in v["shares"].items()}


def answers(page: Page, v: Values) -> Figure:
    """A grid of methods by words, each row shaded up to its largest share, which is framed."""
    cell, left, size = page.pick(((31, 26), 160, LABEL), ((14, 24), 156, SMALL))
    above = page.pick(84, 78)  # px that the words of the sentence need
    high = above + 42 + (len(KINDS) - 1) * 30 + cell[1] * len(v["shares"])
    figure, ax = page.canvas((left + cell[0] * len(v["words"]) + 26, high), (344, high))
    y = 0.0
    for kind, (title, colour) in KINDS.items():
        methods = [name for name in v["shares"] if LABELS[name][1] == kind]
        words = Words(None, None if y else v["words"], "", "", left=left, top=30 if y else above)
        rows = [v["shares"][name] for name in methods]
        drawn = [[share / max(row) for share in row] for row in rows]
        look = Cells(cell, digits=None, role=colour, limit=1)
        found = matrix(ax, 0, y, drawn, words, look, reads=rows)
        write(ax, 10, found.grid.top - 12, title, colour, SMALL, weight="semibold")
        for name, row, numbers in zip(methods, found.cells, rows, strict=True):
            write(ax, left - 8, row[0].centre[1], LABELS[name][0], INK, size, align="right")
            frame(ax, row[numbers.index(max(numbers))], INK, 1.5)
        y = found.grid.bottom
    weight_legend(ax, page.pick(left - 112, 10), y + 12, "part of the row’s largest", INK)
    return figure


def dots_by_method(
    page: Page,
    each: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    scale: Scale,
    names: Sequence[str] = (),
) -> Figure:
    """A row of dots for every method, filled and hollow; `names` says what the two are."""
    rows = [
        DotRow(LABELS[method][0], filled, hollow, role(method))
        for method, (filled, hollow) in each.items()
    ]
    return dot_rows(page, rows, scale, names, width=560)
