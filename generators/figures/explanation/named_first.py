"""How often the word that each method names first really decides."""

from statistics import fmean

from generators.figures.explanation._page import LABELS, ends, read, role, runs, slug
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED

BASELINE = "any word, at random"
REST = "anything else"


def values() -> Values:
    every, found = read()["runs"], runs()
    swapped = [reading for run in every for reading in run["swapped"].values()]
    rows = {name: [run["top"][name] for run in found] for name in LABELS}
    rows[BASELINE] = [run["even"] for run in found]
    return {
        "by_name": {
            slug(name): {
                "each": [run["decides"] for run in of],
                "decides": ends([run["decides"] for run in of]),
                "kinds": {"adjective": fmean(run["kinds"]["adjective"] for run in of)},
            }
            for name, of in rows.items()
        },
        "all_models": {
            slug(name): ends([run["top"][name]["decides"] for run in every]) for name in LABELS
        },
        "its_noun_flips": min(reading["its noun"] for reading in swapped),
        "other_noun_flips": max(reading["other noun"] for reading in swapped),
        "it_swap_flips": max(
            reading["it"] for reading in swapped if reading["it"] is not None
        ),  # None: the model writes no pronoun then
        "else_flips": max(reading[REST] for reading in swapped),
        "verb_flips": {
            **ends([run["swapped"]["genders differ"]["verb"] for run in every]),
            "cannot": max(run["swapped"]["same gender"]["verb"] for run in every),
        },
        "hidden": {
            slug(name): ends([run["hidden_flips"][name] for run in every])
            for name in (
                "attention, all heads",
                "attention, last layer",
                "word swapped",
                "any word",
            )
        },
        "product_below_gradient": sum(
            run["top"]["gradient times input"]["decides"] < run["top"]["gradient norm"]["decides"]
            for run in every
        ),
        "swaps": read()["swaps"],
        "minutes": read()["cpu_seconds"] / 60,
        "n": read()["n"],
        "seeds": len(found),
        "models": len(every),
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
        each = v["by_name"][slug(name)]["each"]
        label, colour = (LABELS[name][0], role(name)) if name in LABELS else (name, MUTED)
        rows.append(BarRow(label, fmean(each), f"{fmean(each):.0%}", each, colour))
    return bar_rows(page, rows)
