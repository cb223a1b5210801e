"""Four methods against swapping: the sentence's own map, and one borrowed from another sentence."""

from statistics import fmean

from generators.figures.explanation._page import FEW, LABELS, pair, role, runs
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, write
from generators.kit.theme import INK, MUTED, SMALL

SWAP = "word swapped"
MAPS = {"own": ("mean", "its own map"), "borrowed": ("other_sentence", "another sentence’s")}
HIGH = 14  # px of a bar


def values() -> Values:
    found = {
        name: {
            key: fmean(pair(run, name, SWAP)[of] for run in runs()) for key, (of, _) in MAPS.items()
        }
        for name in FEW
        if name != SWAP
    }
    kept = min(of["borrowed"] / of["own"] for of in found.values())
    return {"agreement": found, "kept_least": kept}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{LABELS[name][0]} {of['own']:.2f} and {of['borrowed']:.2f}"
        for name, of in v["agreement"].items()
    )
    return (
        "Two bars a method, rank correlation with swapping from 0 to 1, mean of trainings: with "
        f"the sentence's own map, and with another sentence's map. {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, reach = page.pick((160, 230), (12, 172))
    pitch, above = page.pick((54, 0), (74, 22))
    high = pitch * len(v["agreement"])
    figure, ax = page.canvas((552, high + 26), (352, high + 26))
    for number, (name, of) in enumerate(v["agreement"].items()):
        top = 8 + pitch * number + above
        if page.narrow:
            write(ax, left, top - 13, LABELS[name][0])
        else:
            write(ax, left - 14, top + HIGH + 2, LABELS[name][0], align="right")
        for line, (key, (_, text)) in enumerate(MAPS.items()):
            colour = MUTED if line else role(name)
            said = f"{of[key]:.2f}".removeprefix("0") + f"  {text}"
            bar(ax, left, top + line * (HIGH + 4), of[key], reach, HIGH, colour, said, SMALL)
    foot = high + 10
    write(ax, left, foot, "0: no agreement", INK, SMALL)
    write(ax, left + reach, foot, page.pick("1: the same order", "1: same order"), INK, SMALL)
    return figure
