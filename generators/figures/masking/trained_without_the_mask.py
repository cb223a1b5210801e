"""The translator trained with and without the causal mask: next words given, sentences written."""

from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, write
from generators.kit.seeds import over_seeds
from generators.kit.theme import DECODER, INK, LABEL, MASKED, MUTED, SMALL
from generators.pipeline import results

MEASURES = {
    "given": "next word right, with the right French given",
    "first_word": "first word right, with nothing written yet",
    "written": "whole sentence right, written alone",
}
VARIANTS = {"masked": ("with the mask", DECODER), "open": ("without", MASKED)}
PAIR = 92.0  # px from one pair of bars to the next


def values() -> Values:
    found = results.read("causal_mask")
    runs = {
        name: [run for run in found["runs"] if run["causal"] is (name == "masked")]
        for name in VARIANTS
    }
    return {
        "steps": found["steps"],
        "test_sentences": found["test_sentences"],
        "n_seeds": len(found["seeds"]),
        **{name: over_seeds(variant, *MEASURES) for name, variant in runs.items()},
    }


def alt(v: Values) -> str:
    masked, blind = v["masked"], v["open"]
    return (
        f"Without the mask {blind['given']['mean']:.1%} of next words are right when the French is "
        f"given, with it {masked['given']['mean']:.1%}. Written word by word, "
        f"{blind['written']['mean']:.0%} and {masked['written']['mean']:.0%} of the sentences are "
        "right."
    )


def draw(v: Values, page: Page) -> Figure:
    """A pair of bars for each measure, under its name; upright lines are the single trainings."""
    left, reach = page.pick((132.0, 360.0), (110.0, 180.0))
    figure, ax = page.canvas((560, PAIR * len(MEASURES) + 30))
    for index, (measure, text) in enumerate(MEASURES.items()):
        top = 10 + index * PAIR
        write(ax, 12, top + 10, text, weight="semibold")
        for row, (name, (label, role)) in enumerate(VARIANTS.items()):
            y, found = top + 28 + row * 26, v[name][measure]
            write(ax, left - 12, y + 9, label, role, align="right")
            share = f"{found['mean']:.0%}"
            bar(ax, left, y, found["mean"], reach, 18, role, share, LABEL)
            for at in (left + reach * each for each in found["each"]):
                ax.plot([at, at], [y - 3, y + 21], color=INK, linewidth=1.5, zorder=4)
    below = PAIR * len(MEASURES) + 18
    text = f"bar: mean of {v['n_seeds']} trainings; lines: each of them"
    write(ax, page.pick(left, 12), below, text, MUTED, SMALL)
    return figure
