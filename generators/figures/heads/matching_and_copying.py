"""Two tests of an induction head: does it look at what followed, and does it copy what it finds?"""

from generators.figures.heads._in_context import of_heads, read
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import DECODER, MUTED, WEIGHT, cell_text

MEASURES = {"matching": ("looks at what followed", WEIGHT), "copying": ("copies", DECODER)}
HEADS = {
    "second": ("layer 2", (2, "heads")),
    "first": ("layer 1", (1, "heads")),
    "untrained": ("layer 2, untrained", (2, "untrained")),
}


def values() -> Values:
    found = read()
    return {
        **{
            name: {measure: of_heads(measure, *which) for measure in MEASURES}
            for name, (_, which) in HEADS.items()
        },
        "seeds": len(found["runs"]),
        "sequences": found["sequences"],
        "by_chance": found["copying_by_chance"],
        "cpu_seconds": found["cpu_seconds"],
        "apart": found["apart_from_committed"],
    }


def alt(v: Values) -> str:
    said = "; ".join(
        f"{title}: {v[name]['matching']['mean']:.2f} and {v[name]['copying']['mean']:.2f}"
        for name, (title, _) in HEADS.items()
    )
    return (
        f"Share of a head's weight on what followed the last time, and how often what it takes "
        f"from a token raises that token most, means of {v['seeds']} models. {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = []
    for name, (title, _) in HEADS.items():
        for measure, (said, role) in MEASURES.items():
            one, colour = v[name][measure], MUTED if name == "untrained" else role
            label = f"{title}: {said}"
            rows.append(BarRow(label, one["mean"], cell_text(one["mean"]), one["each"], colour))
    return bar_rows(page, rows, f"ticks: the {v['seeds']} trainings")
