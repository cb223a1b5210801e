"""How often the word that each method names first really decides."""

from statistics import fmean

from generators.figures.explanation._page import LABELS, ends, read, role, runs, slug
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED

BASELINE = "any word, at random"
REST = "anything else"


def values() -> Values:
    every = read()["runs"]
    swapped = [reading for run in every for reading in run["swapped"].values()]
    return {
        "by_name": {slug(name): _row(name) for name in (*LABELS, BASELINE)},
        "its_noun_flips": min(reading["its noun"] for reading in swapped),
        "other_noun_flips": max(reading["other noun"] for reading in swapped),
        # None: the model writes no pronoun then
        "it_swap_flips": max(found["it"] for found in swapped if found["it"] is not None),
        "else_flips": max(reading[REST] for reading in swapped),
        "verb_flips": {
            **ends([run["swapped"]["genders differ"]["verb"] for run in every]),
            "cannot": max(run["swapped"]["same gender"]["verb"] for run in every),
        },
        "product_below_gradient": sum(
            run["top"]["gradient times input"]["decides"] < run["top"]["gradient norm"]["decides"]
            for run in every
        ),
        "swaps": read()["swaps"],
        "minutes": read()["cpu_seconds"] / 60,
        "n": read()["n"],
        "seeds": len(runs()),
        "models": len(every),
    }


def _row(name: str) -> Values:
    """What became of the word that this method names first, or of one at random."""

    def found(run: Values) -> Values:
        first: Values = run["even"] if name == BASELINE else run["top"][name]
        return first

    hidden = "any word" if name == BASELINE else name
    return {
        "label": LABELS[name][0] if name in LABELS else name,
        "each": [found(run)["decides"] for run in runs()],
        "decides": ends([found(run)["decides"] for run in runs()]),
        "all": ends([found(run)["decides"] for run in read()["runs"]]),
        "adjective": fmean(found(run)["kinds"]["adjective"] for run in runs()),
        "hidden": ends([run["hidden_flips"][hidden] for run in read()["runs"]]),
    }


def alt(v: Values) -> str:
    said = [
        f"{label} {of['least']:.0%} to {of['most']:.0%}"
        for name, label in (
            ("attention, all heads", "attention over all heads"),
            (BASELINE, BASELINE),
        )
        if (of := v["by_name"][slug(name)]["decides"])
    ]
    swapped = v["by_name"]["word_swapped"]["decides"]
    return (
        "Bars of how often the word that a method names first decides, mean of "
        f"{v['seeds']} trainings: {'; '.join(said)}; word swapped {swapped['least']:.0%} or more."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = []
    for name in (*LABELS, BASELINE):
        row = v["by_name"][slug(name)]
        mean, colour = fmean(row["each"]), role(name) if name in LABELS else MUTED
        rows.append(BarRow(row["label"], mean, f"{mean:.0%}", row["each"], colour))
    return bar_rows(page, rows)
