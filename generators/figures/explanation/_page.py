"""The results of experiments/explanation as its page's figures show them."""

from collections.abc import Mapping, Sequence

from generators.figures._shared.trainings import by_seed
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page
from generators.kit.theme import NEUTRAL
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


def dots_by_method(
    page: Page,
    each: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    scale: Scale,
    names: tuple[str, str],
) -> Figure:
    """A row of dots for every method, filled and hollow; `names` says what the two are."""
    rows = [
        DotRow(LABELS[method][0], filled, hollow, role(method))
        for method, (filled, hollow) in each.items()
    ]
    return dot_rows(page, rows, scale, names, width=560)
